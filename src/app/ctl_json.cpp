// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl_json.h"

#include "app/ctl_options.h"
#include "chat/connection_security.h"
#include "domain/message_json.h"
#include "widgets/error_text.h"

#include <QJsonArray>

namespace natter {

QJsonObject toJson(const ChatMessage &message)
{
    QJsonObject object = messageJson(message);
    object[QStringLiteral("row")] = message.row;
    if (message.quote && message.quote->row != 0) { // what it says, whatever the sender claims
        object[QStringLiteral("quoted")] = message.quote->text;
    }
    return object;
}

QJsonObject toJson(const ChatSummary &chat)
{
    QJsonObject object {
        { QStringLiteral("account"), chat.id.account.toString() },
        { QStringLiteral("peer"), chat.id.peer.toString() },
        { QStringLiteral("unread"), chat.unread },
        { QStringLiteral("last"), chat.isLastHidden ? QString() : chat.lastBody },
        { QStringLiteral("lastDirection"), directionName(chat.lastDirection) },
        { QStringLiteral("time"), chat.lastTime.isValid() ? chat.lastTime.toString(Qt::ISODateWithMs) : QString() },
        { QStringLiteral("draft"), chat.draft.text },
        { QStringLiteral("later"), chat.later },
        { QStringLiteral("pinned"), chat.treatment.isPinned },
        { QStringLiteral("archived"), chat.treatment.isArchived },
        { QStringLiteral("muted"), chat.treatment.isMuted(QDateTime::currentDateTimeUtc()) },
        { QStringLiteral("markedUnread"), chat.treatment.isMarkedUnread },
    };
    if (const QString kind = kindName(chat.id, chat.kind); !kind.isEmpty()) {
        object[QStringLiteral("kind")] = kind;
        object[QStringLiteral("mentions")] = chat.mentions;
        object[QStringLiteral("lastNick")] = chat.lastNick;
    }
    if (!chat.draft.replyTo.isEmpty()) {
        object[QStringLiteral("draftReplyTo")] = chat.draft.replyTo;
    }
    if (!chat.draft.editOf.isEmpty()) {
        object[QStringLiteral("draftCorrects")] = chat.draft.editOf;
        object[QStringLiteral("draftCorrection")] = chat.draft.editText;
    }
    return object;
}

QJsonObject toJson(const LaterMessage &message)
{
    static const QStringList states { QStringLiteral("waits"), QStringLiteral("missed"), QStringLiteral("restored") };
    QJsonObject object {
        { QStringLiteral("later"), message.row },
        { QStringLiteral("account"), message.conversation.account.toString() },
        { QStringLiteral("peer"), message.conversation.peer.toString() },
        { QStringLiteral("body"), message.text },
        { QStringLiteral("at"), message.due.toUTC().toString(Qt::ISODate) },
        { QStringLiteral("state"), states[static_cast<int>(message.state)] },
        { QStringLiteral("replyTo"), message.replyTo },
    };
    if (message.spoiler) {
        object[QStringLiteral("spoiler")] = *message.spoiler;
    }
    return object;
}

static QString phaseName(AccountStatus::Phase phase)
{
    using Phase = AccountStatus::Phase;
    switch (phase) {
    case Phase::Offline:
        break;
    case Phase::Connecting:
        return QStringLiteral("connecting");
    case Phase::Online:
        return QStringLiteral("online");
    case Phase::Waiting:
        return QStringLiteral("waiting");
    case Phase::NeedsPassword:
        return QStringLiteral("needs-password");
    case Phase::NeedsTrust:
        return QStringLiteral("needs-trust");
    }
    return QStringLiteral("offline");
}

QJsonObject toJson(const Error &error)
{
    QJsonObject object { { QStringLiteral("kind"), errorKindName(error.kind) },
                         { QStringLiteral("message"), error.detail.isEmpty() ? errorText(error) : error.detail } };
    if (!error.condition.isEmpty()) {
        object[QStringLiteral("condition")] = error.condition;
    }
    return object;
}

/// Fingerprints as text; see docs/ctl.md.
static QJsonArray toJson(const SeenCertificates &certificates)
{
    QJsonArray array;
    for (const SeenCertificate &seen : certificates) {
        const QSslCertificate certificate(seen.der, QSsl::Der);
        array.append(QJsonObject {
            { QStringLiteral("sha256"), QString::fromLatin1(seen.fingerprint.toHex()) },
            { QStringLiteral("key"), QString::fromLatin1(seen.key.toHex()) },
            { QStringLiteral("subject"), certificate.subjectDisplayName() },
            { QStringLiteral("issuer"), certificate.issuerDisplayName() },
            { QStringLiteral("validFrom"), certificate.effectiveDate().toUTC().toString(Qt::ISODate) },
            { QStringLiteral("validTo"), certificate.expiryDate().toUTC().toString(Qt::ISODate) },
            { QStringLiteral("firstSeen"), seen.firstSeen.toString(Qt::ISODate) },
            { QStringLiteral("lastSeen"), seen.lastSeen.toString(Qt::ISODate) },
            { QStringLiteral("vouched"), seen.vouched },
            { QStringLiteral("accepted"), seen.accepted },
            { QStringLiteral("unexpected"), seen.news },
        });
    }
    return array;
}

static QJsonObject securityOf(const Account &account)
{
    const auto security = ConnectionSecurity::of(ConnectionFacts::of(account));
    QJsonArray concerns;
    for (const auto concern : security.concerns) {
        concerns.append(concernName(concern));
    }
    return { { QStringLiteral("verdict"), verdictName(security.verdict) },
             { QStringLiteral("concerns"), concerns },
             { QStringLiteral("channelBinding"), channelBindingName(security.binding) } };
}

QJsonObject toJson(const Account &account)
{
    QJsonObject object {
        { QStringLiteral("account"), account.jid().toString() },
        { QStringLiteral("enabled"), account.settings().enabled },
        { QStringLiteral("state"), phaseName(account.status().phase) },
    };
    if (account.status().error) {
        object[QStringLiteral("reason")] = toJson(*account.status().error);
    }
    if (const auto &session = account.session()) {
        object[QStringLiteral("jid")] = session->jid.toString();
        object[QStringLiteral("tls")] = session->tlsProtocol;
        object[QStringLiteral("cipher")] = session->tlsCipher;
        object[QStringLiteral("mechanism")] = session->mechanism;
        object[QStringLiteral("certificate")] =
            QString::fromLatin1(session->certificate.digest(QCryptographicHash::Sha256).toHex());
    }
    const HistoryBackfill &history = account.history();
    const auto reached = history.ownGaps().isEmpty() ? QDateTime() : history.ownGaps().last().newerTime;
    object[QStringLiteral("history")] =
        QJsonObject { { QStringLiteral("wanted"), historyName(account.settings().history) },
                      { QStringLiteral("gaps"), static_cast<int>(history.ownGaps().size()) },
                      { QStringLiteral("fetching"), history.isUnderWay() },
                      { QStringLiteral("fetched"), history.fetched() },
                      { QStringLiteral("reached"), reached.isValid() ? reached.toString(Qt::ISODate) : QString() } };
    object[QStringLiteral("security")] = securityOf(account);
    object[QStringLiteral("certificates")] = toJson(account.certificates().entries());
    return object;
}

QString showName(Presence::Show show)
{
    switch (show) {
    case Presence::Show::Online:
        break;
    case Presence::Show::Chat:
        return QStringLiteral("chat");
    case Presence::Show::Away:
        return QStringLiteral("away");
    case Presence::Show::ExtendedAway:
        return QStringLiteral("xa");
    case Presence::Show::DoNotDisturb:
        return QStringLiteral("dnd");
    }
    return QStringLiteral("online");
}

QJsonObject toJson(const ContactList &contacts, const RosterItem &item)
{
    static const QStringList subscriptions { QStringLiteral("none"), QStringLiteral("to"), QStringLiteral("from"),
                                             QStringLiteral("both"), QStringLiteral("remove") };
    const auto presence = contacts.presence(item.jid);
    return {
        { QStringLiteral("account"), contacts.account().toString() },
        { QStringLiteral("jid"), item.jid.toString() },
        { QStringLiteral("name"), item.handle },
        { QStringLiteral("groups"), QJsonArray::fromStringList(item.groups) },
        { QStringLiteral("subscription"), subscriptions[static_cast<int>(item.subscription)] },
        { QStringLiteral("asked"), item.asked },
        { QStringLiteral("presence"), presence ? showName(presence->show) : QStringLiteral("offline") },
        { QStringLiteral("status"), presence ? presence->status : QString() },
        { QStringLiteral("resources"), static_cast<int>(contacts.resources(item.jid).size()) },
    };
}

} // namespace natter
