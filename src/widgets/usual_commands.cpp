// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/usual_commands.h"

#include "base/future.h"
#include "base/log.h"
#include "base/text.h"
#include "models/command_texts.h"
#include "models/presence_text.h"
#include "stanza/xmpp_uri.h"
#include "widgets/composer_commands.h"
#include "widgets/date_dialog.h"
#include "widgets/treatment_menu.h"

#include <QLocale>
#include <QUrl>

#include <memory>
#include <utility>

namespace natter {

using Argument = ChatCommand::Argument;

static constexpr qsizetype mostDevices = 8; ///< that are asked at once

UsualCommands::UsualCommands(const ChatServices &services, ComposerCommands &commands, QWidget *window)
    : QObject(&commands)
    , m_services(services)
    , m_commands(commands)
    , m_window(window)
{
    commands.addSource(
        [this](const ConversationId &id) { return ofSaying() + ofTreatment(id) + ofPlaces(id) + ofPeople(id); });
}

QList<ChatCommand> UsualCommands::ofSaying()
{
    const auto saying = [](const std::function<QString(const QString &)> &form) {
        return [form](const QString &text) { return WrittenMessage { form(text) }; };
    };
    const auto hide = [](const QString &text) {
        const SpoilerText spoiler = spoilerIn(text);
        return WrittenMessage { spoiler.text, spoiler.hint };
    };
    const QString some = tr("TEXT");
    return {
        { QStringLiteral("me"), some, tr("Says what you do"), Argument::Needed,
          saying([](const QString &text) -> QString { return QStringLiteral("/me ") + text; }) },
        //: The bar stands between the hint and the text
        { QStringLiteral("spoiler"), tr("[HINT |] TEXT"), tr("Sends text that is hidden until it is wanted"),
          Argument::Needed, hide },
        { QStringLiteral("shrug"), tr("[TEXT]"), tr("Puts %1 behind the text").arg(withShrug({})), Argument::Optional,
          saying(withShrug) },
        { QStringLiteral("code"), some, tr("Sends text as code, in letters of one width"), Argument::Needed,
          saying(asCode) },
        { QStringLiteral("quote"), some, tr("Sends text as a quotation"), Argument::Needed,
          saying([](const QString &text) { return asQuotation(text.trimmed()); }) },
        { QStringLiteral("say"), some, tr("Sends text as it is, also if it begins with a slash"), Argument::Needed,
          saying([](const QString &text) { return text; }) },
    };
}

QList<ChatCommand> UsualCommands::ofTreatment(const ConversationId &id)
{
    const auto treating = [this, id](const QString &done, const std::function<void(ChatTreatment &)> &change) {
        return [this, id, done, change](const QString &) {
            m_services.conversations.treat(id, change);
            m_commands.report(id, done);
            return QString();
        };
    };
    return {
        { QStringLiteral("mute"),
          tr("[DURATION]"),
          tr("Silences this chat: for 30m, 8h, 2d or 1w, or until you unmute it"),
          Argument::Optional,
          {},
          [this, id](const QString &duration) { return mute(id, duration); } },
        { QStringLiteral("unmute"),
          {},
          tr("Lets this chat be heard again"),
          Argument::None,
          {},
          treating(tr("This chat is no longer muted."), [](ChatTreatment &chat) { chat.mutedUntil = {}; }) },
        { QStringLiteral("pin"),
          {},
          tr("Keeps this chat above the others"),
          Argument::None,
          {},
          treating(tr("This chat is pinned."), [](ChatTreatment &chat) { chat.isPinned = true; }) },
        { QStringLiteral("unpin"),
          {},
          tr("Lets this chat take its turn among the others"),
          Argument::None,
          {},
          treating(tr("This chat is no longer pinned."), [](ChatTreatment &chat) { chat.isPinned = false; }) },
        { QStringLiteral("archive"),
          {},
          tr("Puts this chat out of sight until something is said in it"),
          Argument::None,
          {},
          treating(tr("This chat is in the archive."),
                   [](ChatTreatment &chat) {
                       chat.isArchived = true;
                       chat.isPinned = false;
                   }) },
        { QStringLiteral("unarchive"),
          {},
          tr("Takes this chat out of the archive"),
          Argument::None,
          {},
          treating(tr("This chat is no longer in the archive."),
                   [](ChatTreatment &chat) { chat.isArchived = false; }) },
    };
}

QList<ChatCommand> UsualCommands::ofPlaces(const ConversationId &)
{
    const auto emitting = [this](void (UsualCommands::*wanted)(const QString &)) {
        return [this, wanted](const QString &text) {
            Q_EMIT(this->*wanted)(text);
            return QString();
        };
    };
    return {
        { QStringLiteral("search"),
          tr("[WORDS]"),
          tr("Searches this chat"),
          Argument::Optional,
          {},
          emitting(&UsualCommands::searchWanted) },
        { QStringLiteral("date"),
          tr("[DAY]"),
          tr("Goes to a day of this chat"),
          Argument::Optional,
          {},
          [this](const QString &day) { return goToDay(day); } },
        { QStringLiteral("chat"),
          tr("ADDRESS"),
          tr("Opens the chat with somebody"),
          Argument::Needed,
          {},
          [this](const QString &whom) { return openChat(whom); } },
        { QStringLiteral("close"),
          {},
          tr("Closes this chat"),
          Argument::None,
          {},
          [this](const QString &) {
              Q_EMIT closeWanted();
              return QString();
          } },
    };
}

QList<ChatCommand> UsualCommands::ofPeople(const ConversationId &id)
{
    QList<ChatCommand> commands {
        //: What is translated here is what stands for the text alone: the words are the same in every language
        { QStringLiteral("status"),
          tr("online|away|xa|busy|offline [TEXT]"),
          tr("Changes how you appear to your contacts"),
          Argument::Needed,
          {},
          [this, id](const QString &how) { return appear(id, how); } },
        { QStringLiteral("ping"),
          {},
          tr("Asks the devices of the other side whether they answer"),
          Argument::None,
          {},
          [this, id](const QString &) { return ping(id); } },
        { QStringLiteral("version"),
          {},
          tr("Asks the devices of the other side which program they run"),
          Argument::None,
          {},
          [this, id](const QString &) { return askForVersions(id); } },
        { QStringLiteral("help"),
          {},
          tr("Shows all commands"),
          Argument::None,
          {},
          [this](const QString &) {
              m_commands.showAll();
              return QString();
          } },
    };
    if (m_services.conversations.summary(id).kind == ChatKind::Room) { // which has no devices
        commands.removeIf(
            [](const ChatCommand &command) { return command.name == u"ping" || command.name == u"version"; });
    }
    return commands;
}

QString UsualCommands::mute(const ConversationId &id, const QString &duration)
{
    const auto time = durationIn(duration);
    if (!time && !duration.isEmpty()) {
        return tr("“%1” is not a duration. Write 30m, 8h, 2d or 1w, or nothing.").arg(embedded(duration));
    }
    const QDateTime until =
        time ? QDateTime::currentDateTimeUtc().addSecs(std::chrono::seconds(*time).count()) : forEver();
    m_services.conversations.treat(id, [until](ChatTreatment &chat) { chat.mutedUntil = until; });
    m_commands.report(
        id,
        time ? tr("This chat is muted until %1.").arg(QLocale().toString(until.toLocalTime(), QLocale::ShortFormat))
             : tr("This chat is muted until you unmute it."));
    return {};
}

/// By their address, or by a name that only one of them has.
QString UsualCommands::openChat(const QString &whom)
{
    Jid peer = enteredAddress(whom).value_or(Jid()).bare();
    const auto named = m_services.conversationsNamed(whom);
    if (!peer.hasLocal() && named.size() == 1) {
        peer = named.first().peer;
    }
    if (!peer.hasLocal()) {
        return tr("“%1” is not an address. An address looks like name@server.").arg(embedded(whom));
    }
    Q_EMIT linkActivated(QStringLiteral("xmpp:")
                         + QString::fromLatin1(QUrl::toPercentEncoding(peer.toString(), QByteArrayLiteral("@"))));
    return {};
}

QString UsualCommands::goToDay(const QString &day)
{
    const auto date = dayIn(day, QLocale());
    if (!date && !day.isEmpty()) {
        return tr("“%1” is not a day. Write it as %2, or nothing to choose one.")
            .arg(embedded(day), QDate::currentDate().toString(Qt::ISODate));
    }
    if (date) {
        goTo(m_commands.id(), *date);
    } else {
        askForDay();
    }
    return {};
}

void UsualCommands::goTo(const ConversationId &id, const QDate &day)
{
    whenDone(m_services.conversations.rowSince(id, day.startOfDay()), this, [this, id](const Result<qint64> &row) {
        if (row && *row == 0) {
            m_commands.report(id, tr("Nothing was said on that day or since."));
        } else if (row && m_commands.id() == id) {
            Q_EMIT messageWanted(*row);
        }
    });
}

void UsualCommands::askForDay()
{
    auto *dialog = new DateDialog(m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &DateDialog::chosen, this, [this, id = m_commands.id()](const QDate &day) { goTo(id, day); });
    dialog->open();
}

/// The availability that `how` begins with, in English or as the menu calls it, and how much of it that is.
static std::optional<std::pair<Availability, qsizetype>> availabilityIn(const QString &how)
{
    std::optional<std::pair<Availability, qsizetype>> found;
    for (const auto &[availability, words] :
         { std::pair(Availability::Online, QStringList { QStringLiteral("online") }),
           std::pair(Availability::Away, QStringList { QStringLiteral("away") }),
           std::pair(Availability::ExtendedAway, QStringList { QStringLiteral("xa") }),
           std::pair(Availability::DoNotDisturb, QStringList { QStringLiteral("busy"), QStringLiteral("dnd") }),
           std::pair(Availability::Offline, QStringList { QStringLiteral("offline") }) }) {
        for (const QString &word : words + QStringList { availabilityText(availability) }) {
            const bool isThere =
                how.startsWith(word, Qt::CaseInsensitive) && (how.size() == word.size() || how[word.size()].isSpace());
            if (isThere && (!found || word.size() > found->second)) {
                found = { availability, word.size() };
            }
        }
    }
    return found;
}

QString UsualCommands::appear(const ConversationId &id, const QString &how)
{
    const auto found = availabilityIn(how);
    if (!found) {
        return tr("“%1” is no presence. Write online, away, xa, busy or offline, and behind it what your contacts are "
                  "to read.")
            .arg(embedded(how));
    }
    const QString text = how.mid(found->second).trimmed();
    m_services.accounts.setAvailability(found->first, text.isEmpty() ? m_services.accounts.statusText() : text);
    m_commands.report(id, tr("You appear as: %1").arg(availabilityText(found->first)));
    return {};
}

QString UsualCommands::ping(const ConversationId &id)
{
    const auto ask = [](Account &account, const Jid &device) { return account.pinging().ping(device); };
    const auto begun = SystemClock().monotonic();
    return askDevices(id, ask, [begun](const QString &who, const Iq &) {
        const auto passed = SystemClock().monotonic() - begun;
        return tr("%1 answered after %2 ms.").arg(who, QLocale().toString(qint64(passed.count())));
    });
}

QString UsualCommands::askForVersions(const ConversationId &id)
{
    const auto ask = [](Account &account, const Jid &device) { return account.versions().ask(device); };
    return askDevices(id, ask, [](const QString &who, const Iq &answer) {
        const auto version = answer.payload<SoftwareVersion>().value_or(SoftwareVersion());
        const QString system = version.system.isEmpty() ? QString() : u'(' + version.system + u')';
        const QString program = QStringList { version.program, version.version, system }.join(u' ').simplified();
        return program.isEmpty() ? tr("%1 does not say which program it is.").arg(who)
                                 : tr("%1 uses %2.").arg(who, embedded(withVisibleControls(program)));
    });
}

/// What each of them answers is a line of one notice.
QString UsualCommands::askDevices(const ConversationId &id, const Ask &ask, const Tell &tell)
{
    Account *account = m_services.accounts.find(id.account);
    if (!account || account->status().phase != AccountStatus::Phase::Online) {
        return tr("You are not connected, so nobody can be asked.");
    }
    const QString name = embedded(withVisibleControls(m_services.nameOf(id)));
    const QStringList devices = account->contacts().resources(id.peer).keys();
    if (devices.isEmpty()) {
        return tr("%1 is not online as far as you may know, so nobody can be asked.").arg(name);
    }
    m_commands.report(id, tr("Asking %1…").arg(name));
    const auto answers = std::make_shared<QMap<QString, QString>>();
    for (const QString &device : devices.mid(0, mostDevices)) {
        //: A person and the name of one of their devices
        const QString who = devices.size() == 1 ? name : tr("%1 (%2)").arg(name, embedded(withVisibleControls(device)));
        whenDone(ask(*account, id.peer.withResource(device)), this,
                 [this, id, device, who, tell, answers](const Result<Iq> &answer) {
                     const bool refuses = !answer && answer.error().kind == Error::Kind::Remote;
                     answers->insert(device,
                                     answer        ? tell(who, *answer)
                                         : refuses ? tr("%1 does not answer such questions.").arg(who)
                                                   : tr("%1 did not answer.").arg(who));
                     m_commands.report(id, QStringList(answers->values()).join(u'\n'));
                 });
    }
    return {};
}

} // namespace natter
