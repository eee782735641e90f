// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl_account_commands.h"
#include "app/ctl_history_commands.h"
#include "app/ctl_json.h"
#include "app/ctl_message_commands.h"
#include "app/ctl_options.h"
#include "app/ctl_room_commands.h"
#include "app/ctl_room_people.h"
#include "app/ctl_session.h"
#include "base/future.h"
#include "base/log.h"
#include "chat/search_terms.h"
#include "widgets/main_window.h"

#include <QDir>
#include <QFile>

namespace natter {

static void chats(CtlSession &session)
{
    QList<ChatSummary> all = session.services().chat.conversations.all().values();
    std::sort(all.begin(), all.end(), [](const auto &a, const auto &b) { return a.lastRow > b.lastRow; });
    for (const ChatSummary &chat : all) {
        if (!chat.isEmpty()) { // else the window does not list it either
            session.print(toJson(chat));
        }
    }
    session.finish();
}

static void history(CtlSession &session)
{
    Account *account = session.account();
    const Jid peer = account ? session.peer(*account, 1) : Jid();
    if (peer.isNull()) {
        return;
    }
    const int limit =
        qBound(1, session.arguments().options.value(QStringLiteral("limit"), QStringLiteral("50")).toInt(), 100'000);
    const auto page = session.services().chat.conversations.page({ account->jid(), peer }, 0, limit);
    whenDone(page, &session, [&session](const Result<QList<ChatMessage>> &messages) {
        if (!messages) {
            session.fail(messages.error());
            return;
        }
        for (const ChatMessage &message : *messages) {
            session.print(toJson(message));
        }
        session.finish();
    });
}

static void search(CtlSession &session)
{
    const auto &options = session.arguments().options;
    const int limit = qBound(1, options.value(QStringLiteral("limit"), QStringLiteral("20")).toInt(), 1000);
    const ChatServices &chat = session.services().chat;
    const auto named = [&chat](const QString &name) { return chat.conversationsNamed(name); };
    const auto sought = searchOf(session.arguments().words.value(1), named, QDate::currentDate());
    const auto asker = std::make_shared<MessageSearcher::Asker>();
    const auto found = chat.searcher.find(*asker, sought, limit);
    whenDone(found, &session, [&session, asker](const Result<QList<SearchHit>> &hits) {
        if (!hits) {
            session.fail(hits.error());
            return;
        }
        for (const SearchHit &hit : *hits) {
            session.print(toJson(hit.message));
        }
        session.finish();
    });
}

/// Prints an event; ends once --count of them are out.
static void printEvent(CtlSession &session, QJsonObject object, const QString &name, int *left)
{
    if (session.isFinished()) {
        return;
    }
    object[QStringLiteral("event")] = name;
    session.print(object);
    if (*left > 0 && --*left == 0) {
        session.finish();
    }
}

static void followRooms(CtlSession &session, Account *account, const std::shared_ptr<int> &left)
{
    QObject::connect(&account->rooms(), &Rooms::changed, &session, [&session, left](const Room *room) {
        printEvent(session, toJson(*room), QStringLiteral("room"), left.get());
    });
    QObject::connect(&account->invitations(), &Invitations::invited, &session,
                     [&session, left](const RoomInvitation &invitation) {
                         printEvent(session, toJson(invitation), QStringLiteral("invitation"), left.get());
                     });
}

static void followAccount(CtlSession &session, Account *account, const std::shared_ptr<int> &left)
{
    QObject::connect(
        &account->contacts(), &ContactList::presenceChanged, &session, [&session, account, left](const Jid &jid) {
            const ContactList &contacts = account->contacts();
            printEvent(session, toJson(contacts, contacts.item(jid)), QStringLiteral("presence"), left.get());
        });
    QObject::connect(&account->contacts(), &ContactList::requestArrived, &session,
                     [&session, left](const SubscriptionRequest &request) {
                         printEvent(session,
                                    { { QStringLiteral("account"), request.account.toString() },
                                      { QStringLiteral("jid"), request.from.toString() },
                                      { QStringLiteral("nick"), request.nick } },
                                    QStringLiteral("request"), left.get());
                     });
    QObject::connect(&account->typing(), &Typing::changed, &session, [&session, account, left](const Jid &jid) {
        printEvent(session,
                   { { QStringLiteral("account"), account->jid().toString() },
                     { QStringLiteral("peer"), jid.toString() },
                     { QStringLiteral("typing"), account->typing().isTyping(jid) } },
                   QStringLiteral("typing"), left.get());
    });
}

/// Tells what was read of a chat, wherever, and what is written in it.
static void followChats(CtlSession &session, const std::shared_ptr<int> &left)
{
    const Conversations &conversations = session.services().chat.conversations;
    const auto known = std::make_shared<QHash<ConversationId, ChatSummary>>(conversations.all());
    QObject::connect(&conversations, &Conversations::summaryChanged, &session,
                     [&session, known, left](const ChatSummary &chat) {
                         const ChatSummary before = std::exchange((*known)[chat.id], chat);
                         const bool isLessUnread = chat.readRow > before.readRow
                             || (before.treatment.isMarkedUnread && !chat.treatment.isMarkedUnread);
                         if (before.isUnread() && isLessUnread) {
                             printEvent(session, toJson(chat), QStringLiteral("read"), left.get());
                         }
                         if (chat.draft != before.draft) {
                             printEvent(session, toJson(chat), QStringLiteral("draft"), left.get());
                         }
                     });
}

static void events(CtlSession &session)
{
    const auto left = std::make_shared<int>(session.arguments().options.value(QStringLiteral("count")).toInt());
    if (session.arguments().options.contains(QStringLiteral("timeout"))) {
        session.startTimeout(session.arguments().seconds(0));
    }
    ChatServices &chat = session.services().chat;
    QObject::connect(&chat.conversations, &Conversations::messageChanged, &session,
                     [&session, left](const MessageChange &change) {
                         if (change.kind == MessageChange::Kind::Noted) {
                             return; // what comes of it is an event of its own
                         }
                         const bool added = change.kind == MessageChange::Kind::Added;
                         printEvent(session, toJson(change.message),
                                    added ? QStringLiteral("message") : QStringLiteral("state"), left.get());
                     });
    followChats(session, left);
    QObject::connect(&chat.accounts, &Accounts::statusChanged, &session, [&session, left](Account *account) {
        printEvent(session, toJson(*account), QStringLiteral("account"), left.get());
    });
    const auto follow = [&session, left](Account *account) {
        followAccount(session, account, left);
        followRooms(session, account, left);
    };
    QObject::connect(&chat.accounts, &Accounts::added, &session, follow);
    for (Account *account : chat.accounts.all()) {
        follow(account);
    }
}

static void open(CtlSession &session)
{
    Account *account = session.account();
    const Jid wanted = Jid::orNull(session.arguments().words.value(1));
    if (account && !wanted.isNull() && !session.arguments().options.contains(QStringLiteral("account"))) {
        const Jid room = wanted.bare(); // some account may know it
        for (Account *each : session.services().chat.accounts.all()) {
            account = !account->rooms().isRoom(room) && each->rooms().isRoom(room) ? each : account;
        }
    }
    const Jid peer = account ? session.peer(*account, 1) : Jid();
    if (!peer.isNull()) {
        session.services().window.comeForward();
        session.services().window.openConversation({ account->jid(), peer });
        session.finish();
    }
}

static void screenshot(CtlSession &session)
{
    const QString path = session.arguments().path(session.arguments().words.value(1));
    if (!session.services().window.grab().save(path, "PNG")) {
        session.fail({ Error::Kind::ReadOnly, u"cannot write " + path, {}, {} });
        return;
    }
    session.print({ { QStringLiteral("file"), path } });
    session.finish();
}

/// A line of /proc/self/smaps_rollup in bytes; 0 where there is no such file.
static qint64 proportionalSetSize()
{
    QFile file(QStringLiteral("/proc/self/smaps_rollup"));
    if (file.open(QIODevice::ReadOnly)) {
        const QList<QByteArray> lines = file.readAll().split('\n');
        for (const QByteArray &line : lines) {
            if (line.startsWith("Pss:")) {
                return line.mid(4).trimmed().split(' ').first().toLongLong() * 1024;
            }
        }
    }
    return 0;
}

static int openSockets()
{
    int count = 0;
    const QDir folder(QStringLiteral("/proc/self/fd"));
    const QStringList names = folder.entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot);
    for (const QString &name : names) {
        count += QFile::symLinkTarget(folder.filePath(name)).contains(u"socket:") ? 1 : 0;
    }
    return count;
}

static void stats(CtlSession &session)
{
    const auto count = session.services().store.call([](Store &store) { return store.messages().count(); });
    whenDone(count, &session, [&session](const Result<qint64> &messages) {
        const int threads = static_cast<int>(
            QDir(QStringLiteral("/proc/self/task")).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size());
        session.print({ { QStringLiteral("pss"), proportionalSetSize() },
                        { QStringLiteral("threads"), threads },
                        { QStringLiteral("sockets"), openSockets() },
                        { QStringLiteral("stall"), session.services().stalls.takeLongest() },
                        { QStringLiteral("messages"), messages.value_or(-1) } });
        session.finish();
    });
}

static void waitForMessage(CtlSession &session)
{
    QObject::connect(&session.services().chat.conversations, &Conversations::messageChanged, &session,
                     [&session](const MessageChange &change) {
                         if (change.kind == MessageChange::Kind::Added && !change.message.isOutgoing()) {
                             session.print(toJson(change.message));
                             session.finish();
                         }
                     });
}

static void waitFor(CtlSession &session)
{
    const QString what = session.arguments().words.value(1);
    session.startTimeout(session.arguments().seconds(30));
    if (what == u"connected") {
        waitUntilConnected(session);
    } else if (what == u"roster") {
        waitForRoster(session);
    } else {
        waitForMessage(session);
    }
}

static void presence(CtlSession &session)
{
    static const QStringList names { QStringLiteral("online"), QStringLiteral("away"), QStringLiteral("xa"),
                                     QStringLiteral("dnd"), QStringLiteral("offline") };
    const auto index = names.indexOf(session.arguments().words.value(2));
    Accounts &accounts = session.services().chat.accounts;
    const auto &options = session.arguments().options;
    accounts.setAvailability(
        static_cast<Availability>(index),
        options.value(QStringLiteral("status"), accounts.statusText())); // it stays, as in the window
    session.finish();
}

static void quit(CtlSession &session)
{
    session.finish();
    Q_EMIT session.quitRequested();
}

/// One form of a command. In `words`, capitals stand for any word, or with an extension for a file's name that has it,
/// | is between what can stand there, and ... behind what can stand there several times.
struct CtlForm
{
    const char *words;
    const char *options; ///< that it takes
    const char *required; ///< options without which it is none
    void (*run)(CtlSession &);
};

static constexpr CtlForm forms[] = {
    { "account add JID",
      "password-file host port tls ca register history proxy proxy-password-file client-certificate "
      "certificate-password-file",
      "password-file", accountCommand },
    { "account list", "", "", accountCommand },
    { "account remove|enable|disable JID", "", "", accountCommand },
    { "presence set online|away|xa|dnd|offline", "status", "", presence },
    { "roster list", "", "", rosterCommand },
    { "roster add JID", "name account", "", rosterCommand },
    { "roster accept|remove JID", "account", "", rosterCommand },
    { "send JID TEXT", "account wait timeout correct reply-to spoiler at", "", sendMessage },
    { "later list", "", "", listLater },
    { "later cancel ID", "", "", cancelLater },
    { "retract JID ID", "account wait timeout", "", retractMessage },
    { "react JID ID EMOJI", "account wait timeout", "", reactToMessage },
    { "unreact JID ID", "account wait timeout", "", reactToMessage },
    { "markread JID", "account", "", markChatRead },
    { "draft JID TEXT", "account reply-to", "", setChatDraft },
    { "room join ROOM", "account nick password-from-stdin timeout", "", joinRoom },
    { "room leave ROOM", "account", "", leaveRoom },
    { "room forget ROOM", "account", "", forgetRoom },
    { "room create ROOM", "account nick name private public timeout", "", createRoom },
    { "room list", "", "", listRooms },
    { "room browse", "account", "", browseRooms },
    { "room browse SERVICE", "account", "", browseRooms },
    { "room info ROOM", "account", "", showRoom },
    { "room invite ROOM JID...", "account reason", "", inviteToRoom },
    { "room invitations", "", "", roomInvitation },
    { "room accept|decline ROOM", "account", "", roomInvitation },
    { "room occupants ROOM", "account", "", listOccupants },
    { "room members ROOM owner|admin|member|outcast", "account", "", listRoomMembers },
    { "room affiliation ROOM JID owner|admin|member|none|outcast", "account reason", "", setRoomAffiliation },
    { "room role ROOM NICK moderator|participant|visitor|none", "account reason", "", setRoomRole },
    { "room subject ROOM", "account", "", roomSubject },
    { "room subject ROOM TEXT", "account", "", roomSubject },
    { "room nick ROOM NICK", "account", "", changeRoomNick },
    { "room configure ROOM", "account password-from-stdin", "", configureRoom },
    { "room configure ROOM FIELD=VALUE...", "account password-from-stdin", "", configureRoom },
    { "room destroy ROOM", "account reason alternative", "", destroyRoom },
    { "chats", "", "", chats },
    { "history JID", "account limit", "", history },
    { "search TEXT", "limit", "", search },
    { "events", "follow count timeout", "follow", events },
    { "open JID", "account", "", open },
    { "export FILE", "with account format", "", exportHistory },
    { "import FILE", "", "", importHistory },
    { "backup FILE", "password-file", "password-file", backUpProfile },
    { "restore FILE", "password-file", "password-file", restoreProfile },
    { "keep JID DAYS", "account", "", keepHistory },
    { "delete JID", "account row", "", deleteHistory },
    { "screenshot FILE.png", "", "", screenshot },
    { "stats", "", "", stats },
    { "wait connected|roster|message", "timeout", "", waitFor },
    { "quit", "", "", quit },
};

static QStringList wordsOf(const char *text) { return QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts); }

/// The words of a form, of which the last may have to be there as often as there are `words` for it.
static QStringList patternOf(const CtlForm &form, const QStringList &words)
{
    static const QString again = QStringLiteral("...");
    QStringList pattern = wordsOf(form.words);
    if (pattern.last().endsWith(again)) {
        pattern.last().chop(again.size());
        while (pattern.size() < words.size()) {
            pattern.append(pattern.last());
        }
    }
    return pattern;
}

static bool fits(const QString &pattern, const QString &word)
{
    if (!pattern.front().isUpper()) {
        return pattern.split(u'|').contains(word);
    }
    const qsizetype dot = pattern.indexOf(u'.');
    return dot < 0 || word.endsWith(pattern.mid(dot), Qt::CaseInsensitive);
}

/// How many of the first words are as the pattern wants them.
static qsizetype fitting(const QStringList &pattern, const QStringList &words)
{
    qsizetype count = 0;
    while (count < pattern.size() && count < words.size() && fits(pattern[count], words[count])) {
        ++count;
    }
    return count;
}

/// Null if the words are no command; the options may still be wrong.
static const CtlForm *formOf(const QStringList &words)
{
    const auto *form = std::find_if(std::begin(forms), std::end(forms), [&words](const CtlForm &candidate) {
        const QStringList pattern = patternOf(candidate, words);
        return pattern.size() == words.size() && fitting(pattern, words) == words.size();
    });
    return form == std::end(forms) ? nullptr : form;
}

static QString quoted(const QString &word) { return u'"' + forLog(word.left(200)) + u'"'; }

/// Which word is wrong, where they are no command.
static QString problemOfWords(const QStringList &words)
{
    qsizetype known = 0; // as far as the form that they come closest to
    QString closest;
    QStringList next;
    for (const CtlForm &form : forms) {
        const QStringList pattern = patternOf(form, words);
        const qsizetype count = fitting(pattern, words);
        if (count > known) {
            known = count;
            closest = QString::fromLatin1(form.words);
            next.clear();
        }
        if (count == known && count < pattern.size()) {
            next += pattern[count].split(u'|');
        }
    }
    next.removeDuplicates();
    const QString expected = next.join(QStringLiteral(", "));
    if (known == words.size()) {
        return (words.isEmpty() ? QStringLiteral("a command is missing: ")
                                : u"after " + quoted(words.last()) + u" a word is missing: ")
            + expected;
    }
    if (next.isEmpty()) {
        return quoted(words[known]) + u" is one word too many for " + closest;
    }
    if (known == 0) {
        return u"there is no command " + quoted(words[0]) + u", only " + expected;
    }
    return quoted(words[known]) + u" is not known after " + quoted(words[known - 1]) + u", only " + expected;
}

/// Which option is wrong for this command, or missing; empty if none is.
static QString problemOfOptions(const CtlForm &form, const CtlArguments &arguments)
{
    const QStringList taken = wordsOf(form.options);
    for (auto option = arguments.options.cbegin(); option != arguments.options.cend(); ++option) {
        const QString name = u"--" + option.key();
        if (!taken.contains(option.key())) {
            return name + u" is no option of " + QString::fromLatin1(form.words);
        }
        if (option.key() == arguments.cut) {
            return name + u" lacks its value";
        }
        if (const QString expected = ctlExpected(option.key(), option.value()); !expected.isEmpty()) {
            return name + u" takes " + expected + u", not " + quoted(option.value());
        }
        if ((option.key() == u"port" || option.key() == u"tls")
            && !arguments.options.contains(QStringLiteral("host"))) {
            return name + u" needs --host";
        }
    }
    const QStringList required = wordsOf(form.required);
    for (const QString &name : required) {
        if (!arguments.options.contains(name)) {
            return QString::fromLatin1(form.words) + u" needs --" + name;
        }
    }
    return {};
}

/// An option of no command at all; empty if there is none.
static QString unknownOption(const CtlArguments &arguments)
{
    for (auto option = arguments.options.cbegin(); option != arguments.options.cend(); ++option) {
        const bool known = std::any_of(std::begin(forms), std::end(forms), [&option](const CtlForm &form) {
            return wordsOf(form.options).contains(option.key());
        });
        if (!known) {
            return option.key();
        }
    }
    return {};
}

QString ctlProblem(const CtlArguments &arguments)
{
    if (const QString unknown = unknownOption(arguments); !unknown.isEmpty()) { // it may have taken a word along
        return u"there is no option " + quoted(u"--" + unknown);
    }
    const CtlForm *form = formOf(arguments.words);
    return form ? problemOfOptions(*form, arguments) : problemOfWords(arguments.words);
}

void runCtlCommand(CtlSession &session) { formOf(session.arguments().words)->run(session); }

} // namespace natter
