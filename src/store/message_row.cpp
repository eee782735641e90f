// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/message_row.h"

#include "store/stored_time.h"

#include <QJsonDocument>
#include <QSqlQuery>
#include <QStringBuilder>
#include <QVariant>

namespace natter {

/// A message that a room took back has what the room said of that in place of a failure, which it cannot have:
/// "moderated", by whom and why, on a line each, as far as it is known.
static constexpr auto failureColumn =
    "CASE WHEN m.retracted IS NOT NULL AND c.kind = 1 AND m.archive_id <> '' THEN coalesce((SELECT CASE s.failure WHEN "
    "'' THEN 'moderated' ELSE s.failure END FROM %1message s WHERE s.chat = m.chat AND s.about = m.archive_id AND "
    "s.about <> '' AND s.direction = 0 AND s.purpose = 5 ORDER BY s.id DESC LIMIT 1), m.failure) ELSE m.failure END";

/// The message that another answers is q: in a room the one with that id of its archive's, else the last before it with
/// that id of its sender's.
QString selectMessages(const QString &database)
{
    return QStringLiteral(
               "SELECT m.id, a.jid, c.peer, m.direction, m.stanza_id, m.body, m.time, %1, %3, m.archive_id, "
               "m.purpose, m.about, m.edited, m.retracted, m.changing, m.shown, m.unstyled, m.first_body, m.markable, "
               "m.spoiler, m.reactions, m.reply_to, m.quoted, q.id, CASE WHEN q.spoiler IS NULL THEN q.body ELSE '' "
               "END, q.direction, q.retracted IS NOT NULL, m.cards, c.kind, m.nick, m.occupant, m.mention, q.nick, "
               "m.recipient "
               "FROM %2message m JOIN %2chat c ON c.id = m.chat JOIN %2account a ON a.id = c.account LEFT JOIN "
               "%2message q ON q.id = CASE WHEN m.reply_to <> '' THEN coalesce((SELECT max(o.id) FROM %2message o "
               "WHERE c.kind = 1 AND o.chat = m.chat AND o.archive_id = m.reply_to AND o.archive_id <> '' AND "
               "o.purpose = 0), (SELECT max(o.id) FROM %2message o WHERE o.chat = m.chat AND o.stanza_id = m.reply_to "
               "AND o.purpose = 0 AND o.id < m.id)) END ")
        .arg(QLatin1String(deliveryColumn), database, QString(QLatin1String(failureColumn)).arg(database));
}

QString storedReactions(const QList<Reaction> &reactions)
{
    QStringList lines;
    for (const Reaction &reaction : reactions) {
        lines << QStringLiteral("%1 %2 %3").arg(reaction.count).arg(reaction.isOurs ? 1 : 0).arg(reaction.emoji);
    }
    return lines.join(u'\n');
}

QString storedCards(const QList<LinkCard> &cards)
{
    return cards.isEmpty()
        ? QStringLiteral("")
        : QString::fromUtf8(QJsonDocument(cardsJson(cards, Pictures::Yes)).toJson(QJsonDocument::Compact));
}

QList<LinkCard> cardsOf(const QString &stored)
{
    return stored.isEmpty() ? QList<LinkCard>() : cardsOfJson(QJsonDocument::fromJson(stored.toUtf8()).array());
}

static QList<Reaction> reactionsOf(const QString &stored)
{
    QList<Reaction> reactions;
    const auto lines = QStringView(stored).split(u'\n', Qt::SkipEmptyParts);
    for (const QStringView line : lines) {
        const auto parts = line.split(u' ');
        if (parts.size() == 3) {
            reactions.append({ parts[2].toString(), parts[0].toInt(), parts[1] == u"1" });
        }
    }
    return reactions;
}

static std::optional<Quote> quoteOf(const QSqlQuery &query)
{
    const QString id = query.value(21).toString();
    if (id.isEmpty()) {
        return std::nullopt;
    }
    return Quote { id,
                   query.value(22).toString(),
                   query.value(23).toLongLong(),
                   query.value(24).toString(),
                   query.value(25).toInt() == static_cast<int>(ChatMessage::Direction::Outgoing),
                   query.value(26).toBool(),
                   query.value(32).toString() };
}

ChatMessage messageOf(const QSqlQuery &query)
{
    ChatMessage message;
    message.row = query.value(0).toLongLong();
    message.conversation = { Jid::orNull(query.value(1).toString()), Jid::orNull(query.value(2).toString()) };
    message.direction = static_cast<ChatMessage::Direction>(query.value(3).toInt());
    message.stanzaId = query.value(4).toString();
    message.body = query.value(5).toString();
    message.time = timeOf(query.value(6));
    message.delivery = static_cast<ChatMessage::Delivery>(query.value(7).toInt());
    message.failure = query.value(8).toString();
    message.archiveId = query.value(9).toString();
    message.purpose = static_cast<ChatMessage::Purpose>(query.value(10).toInt());
    message.about = query.value(11).toString();
    message.edited = timeOf(query.value(12));
    message.retracted = timeOf(query.value(13));
    message.isChanging = query.value(14).toBool();
    message.isShown = query.value(15).toBool();
    message.isUnstyled = query.value(16).toBool();
    message.firstBody = query.value(17).isNull() ? QString() : query.value(17).toString();
    message.isMarkable = query.value(18).toBool();
    message.spoiler = query.value(19).isNull() ? std::nullopt : std::optional(query.value(19).toString());
    message.reactions = reactionsOf(query.value(20).toString());
    message.quote = quoteOf(query);
    message.cards = cardsOf(query.value(27).toString());
    message.kind = static_cast<ChatKind>(query.value(28).toInt());
    message.nick = query.value(29).toString();
    message.occupant = query.value(30).toString();
    message.isMention = query.value(31).toBool();
    message.recipient = query.value(33).toString();
    return message;
}

} // namespace natter
