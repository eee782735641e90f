// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl_message_commands.h"

#include "app/ctl_json.h"
#include "app/ctl_options.h"
#include "app/ctl_session.h"
#include "base/future.h"
#include "chat/outgoing_message.h"

namespace natter {

using Delivery = ChatMessage::Delivery;

static Error noSuchMessage() { return { Error::Kind::InvalidInput, QStringLiteral("no such message"), {}, {} }; }

static Error accountIsGone() { return { Error::Kind::InvalidInput, QStringLiteral("the account is gone"), {}, {} }; }

using By = MessageStore::By;

/// Calls `use` with the message of the chat that its sender gave this id.
static void withMessage(CtlSession &session, const ConversationId &chat, const QString &id, By by,
                        const std::function<void(const ChatMessage &)> &use)
{
    const auto found = session.services().chat.conversations.named(chat, id, by);
    whenDone(found, &session, [&session, use](const Result<std::optional<ChatMessage>> &message) {
        if (message && *message) {
            use(**message);
        } else {
            session.fail(message ? noSuchMessage() : message.error());
        }
    });
}

/// How far it got, and how far it is to get.
static bool isFarEnough(Delivery delivery, const QString &wait)
{
    const QList<Delivery> steps { Delivery::OnServer, Delivery::Delivered, Delivery::Displayed };
    const QStringList names { QStringLiteral("sent"), QStringLiteral("delivered"), QStringLiteral("displayed") };
    return steps.indexOf(delivery) >= names.indexOf(wait);
}

/// Prints the message once it has got so far.
static void waitFor(CtlSession &session, const ChatMessage &message, const QString &wait)
{
    Conversations &conversations = session.services().chat.conversations;
    session.startTimeout(session.arguments().seconds(30));
    const auto look = [&session, wait, row = message.row](const ChatMessage &now) {
        if (now.row != row) {
            return;
        }
        if (now.delivery == Delivery::Failed) {
            session.fail({ Error::Kind::Remote, QStringLiteral("not delivered"), now.failure, {} });
        } else if (isFarEnough(now.delivery, wait)) {
            session.print(toJson(now));
            session.finish();
        }
    };
    QObject::connect(&conversations, &Conversations::messageChanged, &session,
                     [look](const MessageChange &change) { look(change.message); });
    // What was displayed is told of the last such message alone
    QObject::connect(&conversations, &Conversations::summaryChanged, &session,
                     [&session, look, message](const ChatSummary &chat) {
                         if (chat.id == message.conversation && chat.displayedRow >= message.row) {
                             const auto now = session.services().store.call(
                                 [row = message.row](Store &store) { return store.messages().message(row); });
                             whenDone(now, &session, [look](const Result<ChatMessage> &found) {
                                 if (found) {
                                     look(*found);
                                 }
                             });
                         }
                     });
}

/// Prints the message, at once or once it has got so far as --wait says.
static void follow(CtlSession &session, const QFuture<Result<ChatMessage>> &sent)
{
    const QString wait = session.arguments().options.value(QStringLiteral("wait"));
    whenDone(sent, &session, [&session, wait](const Result<ChatMessage> &message) {
        if (!message) {
            session.fail(message.error());
        } else if (wait.isEmpty() || message->row == 0) { // it was taken back before it went out
            session.print(toJson(*message));
            session.finish();
        } else {
            waitFor(session, *message, wait);
        }
    });
}

/// The account may be gone by now.
static void sendAs(CtlSession &session, const Jid &jid, const Result<ChatMessage> &message)
{
    if (Account *account = session.services().chat.accounts.find(jid)) {
        follow(session, account->outbox().submit(message));
    } else {
        session.fail(accountIsGone());
    }
}

/// Prints what became of a message that is to be sent later.
static void printLater(CtlSession &session, const QFuture<Result<LaterMessage>> &future)
{
    whenDone(future, &session, [&session](const Result<LaterMessage> &message) {
        if (message) {
            session.print(toJson(*message));
            session.finish();
        } else {
            session.fail(message.error());
        }
    });
}

/// What goes out at another time than now.
static void sendLater(CtlSession &session, const ConversationId &chat)
{
    const auto &options = session.arguments().options;
    for (const QString &option : { QStringLiteral("correct"), QStringLiteral("wait") }) {
        if (options.contains(option)) {
            session.fail({ Error::Kind::InvalidInput, u"--at does not go with --" + option, {}, {} });
            return;
        }
    }
    LaterMessage message;
    message.conversation = chat;
    message.text = session.arguments().words.value(2);
    message.due = momentNamed(options.value(QStringLiteral("at")), QDateTime::currentDateTimeUtc());
    if (options.contains(QStringLiteral("spoiler"))) {
        message.spoiler = options.value(QStringLiteral("spoiler"));
    }
    LaterMessages &later = session.services().chat.later;
    const QString answered = options.value(QStringLiteral("reply-to"));
    if (answered.isEmpty()) {
        printLater(session, later.add(message));
        return;
    }
    withMessage(session, chat, answered, By::Anybody, [&session, &later, message](const ChatMessage &original) {
        LaterMessage reply = message;
        reply.replyTo = nameOf(original);
        printLater(session, later.add(reply));
    });
}

void listLater(CtlSession &session)
{
    const auto &all = session.services().chat.later.all();
    for (const LaterMessage &message : all) {
        session.print(toJson(message));
    }
    session.finish();
}

void cancelLater(CtlSession &session)
{
    bool isNumber = false;
    const qint64 row = session.arguments().words.value(2).toLongLong(&isNumber);
    if (isNumber) {
        printLater(session, session.services().chat.later.remove(row));
    } else {
        session.fail(noSuchMessage());
    }
}

void sendMessage(CtlSession &session)
{
    Account *account = session.account();
    const Jid peer = account ? session.peer(*account, 1) : Jid();
    if (peer.isNull()) {
        return;
    }
    const ConversationId chat { account->jid(), peer };
    const QString text = session.arguments().words.value(2);
    const auto &options = session.arguments().options;
    if (options.contains(QStringLiteral("at"))) {
        sendLater(session, chat);
        return;
    }
    const QString corrected = options.value(QStringLiteral("correct"));
    const QString answered = options.value(QStringLiteral("reply-to"));
    const auto spoiler = options.contains(QStringLiteral("spoiler"))
        ? std::optional(options.value(QStringLiteral("spoiler")))
        : std::nullopt;
    const auto submit = [&session, jid = account->jid(), spoiler](Result<ChatMessage> message) {
        if (message && spoiler) {
            message->spoiler = spoiler;
        }
        sendAs(session, jid, message);
    };
    if (!corrected.isEmpty()) {
        withMessage(session, chat, corrected, By::Us,
                    [submit, text](const ChatMessage &original) { submit(correctionOf(original, text)); });
    } else if (!answered.isEmpty()) {
        withMessage(session, chat, answered, By::Anybody,
                    [submit, text](const ChatMessage &original) { submit(replyTo(original, text)); });
    } else {
        submit(saying(chat, text));
    }
}

void retractMessage(CtlSession &session)
{
    Account *account = session.account();
    const Jid peer = account ? session.peer(*account, 1) : Jid();
    if (!peer.isNull()) {
        withMessage(session, { account->jid(), peer }, session.arguments().words.value(2), By::Us,
                    [&session, jid = account->jid()](const ChatMessage &original) {
                        if (Account *sender = session.services().chat.accounts.find(jid)) {
                            follow(session, sender->outbox().retract(original));
                        } else {
                            session.fail(accountIsGone());
                        }
                    });
    }
}

/// Anybody's message; several emoji with spaces between them, or none.
void reactToMessage(CtlSession &session)
{
    Account *account = session.account();
    const Jid peer = account ? session.peer(*account, 1) : Jid();
    if (peer.isNull()) {
        return;
    }
    const QString wait = session.arguments().options.value(QStringLiteral("wait"));
    if (wait == u"delivered" || wait == u"displayed") {
        session.fail({ Error::Kind::InvalidInput,
                       QStringLiteral("nobody confirms reactions: --wait sent is as far as it goes"),
                       {},
                       {} });
        return;
    }
    const QStringList emoji = session.arguments().words.value(3).split(u' ', Qt::SkipEmptyParts);
    withMessage(session, { account->jid(), peer }, session.arguments().words.value(2), By::Anybody,
                [&session, jid = account->jid(), emoji](const ChatMessage &original) {
                    sendAs(session, jid, reactionTo(original, emoji));
                });
}

void markChatRead(CtlSession &session)
{
    Account *account = session.account();
    const Jid peer = account ? session.peer(*account, 1) : Jid();
    if (peer.isNull()) {
        return;
    }
    Conversations &conversations = session.services().chat.conversations;
    const ConversationId chat { account->jid(), peer };
    if (!conversations.all().contains(chat)) {
        session.fail({ Error::Kind::InvalidInput, QStringLiteral("there is no such chat"), {}, {} });
        return;
    }
    if (!conversations.summary(chat).isUnread()) {
        session.print(toJson(conversations.summary(chat)));
        session.finish();
        return;
    }
    QObject::connect(&conversations, &Conversations::readHere, &session, [&session, chat](const ConversationId &id) {
        if (id == chat) {
            session.print(toJson(session.services().chat.conversations.summary(chat)));
            session.finish();
        }
    });
    conversations.markRead(chat, conversations.summary(chat).lastRow);
}

/// In the place of what is written there by now, an open window included.
void setChatDraft(CtlSession &session)
{
    Account *account = session.account();
    const Jid peer = account ? session.peer(*account, 1) : Jid();
    if (peer.isNull()) {
        return;
    }
    Conversations &conversations = session.services().chat.conversations;
    const ConversationId chat { account->jid(), peer };
    Draft draft = conversations.summary(chat).draft;
    draft.text = session.arguments().words.value(2);
    draft.replyTo = session.arguments().options.value(QStringLiteral("reply-to"), draft.replyTo);
    conversations.open(chat);
    conversations.setDraft(chat, draft);
    session.print(toJson(conversations.summary(chat)));
    session.finish();
}

} // namespace natter
