// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/notification_center.h"

#include "base/future.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "chat/notify_rule.h"
#include "chat/outgoing_message.h"
#include "models/chat_command.h"
#include "models/message_text.h"
#include "widgets/main_window.h"
#include "widgets/tray_icon.h"

#include <algorithm>

namespace natter {

using namespace std::chrono_literals;

static constexpr auto roomInterval = 5s; ///< between two notifications of one room

/// Of the notification about a chat's messages.
static QString keyOf(const ConversationId &id) { return id.account.toString() + u' ' + id.peer.toString(); }

/// Null for other keys.
static ConversationId conversationOf(const QString &key)
{
    const qsizetype space = key.indexOf(u' '); // the address of an account has none
    return { Jid::orNull(key.left(space)), Jid::orNull(key.mid(space + 1)) };
}

/// Of the notification that a reply could not be sent.
static QString unsentKeyOf(const ConversationId &id) { return QStringLiteral("unsent ") + keyOf(id); }

/// Of the notifications that somebody wants the account in a room.
static QString invitationKeyOf(const Jid &account) { return QStringLiteral("invitation ") + account.toString() + u' '; }

NotificationCenter::NotificationCenter(const ChatServices &services, const Clock &clock, MainWindow &window,
                                       TrayIcon &tray, Notifier &notifier)
    : m_services(services)
    , m_window(window)
    , m_tray(tray)
    , m_notifier(notifier)
    , m_clock(clock)
    , m_sound(clock)
{
    m_burst.setSingleShot(true);
    connect(&m_burst, &QTimer::timeout, this, &NotificationCenter::showWaiting);
    connect(&services.conversations, &Conversations::messageChanged, this, [this](const MessageChange &change) {
        if (change.kind == MessageChange::Kind::Added) {
            note(change.message, false);
        } else if (change.kind == MessageChange::Kind::Updated) {
            noteChanged(change.message);
        }
    });
    connect(&services.conversations, &Conversations::filledIn, this,
            [this](const ChatSummary &chat, const QList<ChatMessage> &messages) {
                const auto wanted =
                    std::find_if(messages.crbegin(), messages.crend(),
                                 [&chat](const ChatMessage &message) { return natter::isWanted(message, chat); });
                if (wanted != messages.crend() && wanted->row > chat.readRow) { // else it was read long ago
                    note(*wanted, true);
                }
            });
    connect(&services.conversations, &Conversations::summaryChanged, this, [this](const ChatSummary &chat) {
        if (chat.unread == 0) {
            noteRead(chat.id);
        }
        if (chat.draft.isEmpty()) {
            withdraw(unsentKeyOf(chat.id));
        }
    });
    connect(&services.conversations, &Conversations::accountRemoved, this, &NotificationCenter::noteAccountRemoved);
    connect(&services.accounts, &Accounts::catchingUpChanged, this, [this] {
        for (const Account *account : m_services.accounts.all()) {
            if (account->isCatchingUp()) {
                m_sound.accountReturned(account->jid());
            }
        }
        noteCaughtUp();
    });
    connect(&services.accounts, &Accounts::historyChanged, this, &NotificationCenter::noteCaughtUp);
    connect(&services.accounts, &Accounts::added, this, &NotificationCenter::watch);
    for (Account *account : services.accounts.all()) {
        watch(account);
    }
    connect(&m_notifier, &Notifier::activated, this, &NotificationCenter::activate);
    connect(&m_notifier, &Notifier::readRequested, this, &NotificationCenter::markRead);
    connect(&m_notifier, &Notifier::replied, this, &NotificationCenter::reply);
    connect(&tray, &TrayIcon::messageClicked, this, [this] { activate(m_lastShown, {}); });
}

/// What comes at the wrong time is not shown later either; it stays unread.
bool NotificationCenter::isWanted() const
{
    return m_services.preferences.values().notifications
        && m_services.accounts.availability() != Availability::DoNotDisturb;
}

void NotificationCenter::note(const ChatMessage &message, bool wasMissed)
{
    const ChatSummary chat = m_services.conversations.summary(message.conversation);
    const bool isSilent = chat.treatment.isMuted(QDateTime::currentDateTimeUtc()) || !natter::isWanted(message, chat);
    if (message.isOutgoing() || message.isRetracted() || isSilent || !isWanted()
        || m_window.visibleConversation() == message.conversation) {
        return;
    }
    Waiting &newest = m_waiting[message.conversation];
    if (newest.message.row == 0 || newest.message.row < message.row) {
        const Account *account = m_services.accounts.find(message.conversation.account);
        newest = { message, wasMissed, wasMissed || (account && account->isCatchingUp()) };
    }
    if (!m_burst.isActive()) {
        m_burst.start(200); // what arrives together is shown together
    }
}

/// It says something else now, or nothing any more.
void NotificationCenter::noteChanged(const ChatMessage &message)
{
    const ConversationId &id = message.conversation;
    const auto waiting = m_waiting.find(id);
    if (waiting != m_waiting.end() && waiting->message.row == message.row) {
        if (message.isRetracted()) {
            m_waiting.erase(waiting);
        } else {
            waiting->message = message;
        }
    } else if (m_shown.value(keyOf(id)).row == message.row) {
        showChanged(message);
    }
}

/// In its place, without another sound. Of several the last may be taken back, while the others are still to be read.
void NotificationCenter::showChanged(const ChatMessage &message)
{
    const QString key = keyOf(message.conversation);
    const ChatSummary chat = m_services.conversations.summary(message.conversation);
    const QString text = message.isRetracted() ? tr("New message") : textOf(message);
    if (message.isRetracted() && wantedUnread(chat) == 0) {
        withdraw(key);
    } else if (m_shown.value(key).text != text && m_notifier.isAvailable()) {
        show(key, { chat.id, message.row, text, message.partner() }, titleOf(message), text, Notifier::Answers);
    }
}

QString NotificationCenter::textOf(const ChatMessage &message) const
{
    return m_services.preferences.values().notificationText ? shownText(message).simplified() : tr("New message");
}

/// What was missed is still coming in, and perhaps that it was read elsewhere. What comes live does not wait for a gap,
/// which may take long. And whoever floods a room gets no attention by it.
bool NotificationCenter::isHeld(const Waiting &waiting) const
{
    const auto last = m_roomShown.constFind(waiting.message.conversation);
    if (last != m_roomShown.cend() && m_clock.monotonic() - *last < roomInterval) {
        return true;
    }
    const ConversationId &id = waiting.message.conversation;
    const Account *account = m_services.accounts.find(id.account);
    if (!account || waiting.message.kind == ChatKind::Room) {
        return account && waiting.wasMissed && account->history().isFetchingMissed(id.peer);
    }
    return account->isCatchingUp() || (waiting.wasMissed && account->history().isFetchingMissed());
}

void NotificationCenter::noteCaughtUp()
{
    if (!m_waiting.isEmpty() && !m_burst.isActive()) {
        m_burst.start(0);
    }
}

/// Of a night that was missed, one for each chat, once all of it is here.
void NotificationCenter::showWaiting()
{
    if (!isWanted()) {
        m_waiting.clear();
        return;
    }
    QList<Waiting> due;
    for (auto message = m_waiting.begin(); message != m_waiting.end();) {
        if (isHeld(*message)) {
            ++message;
        } else {
            due.append(*message);
            message = m_waiting.erase(message);
        }
    }
    // What came last is shown last, and so stands on top.
    std::ranges::sort(due, {}, [](const Waiting &waiting) { return waiting.message.row; });
    for (const Waiting &message : std::as_const(due)) {
        showMessage(message);
    }
    if (!due.isEmpty() || isAnyRoomHeld()) {
        m_burst.start(limits::notificationInterval);
    }
}

bool NotificationCenter::isAnyRoomHeld() const
{
    return std::any_of(m_waiting.keyBegin(), m_waiting.keyEnd(),
                       [this](const ConversationId &id) { return m_roomShown.contains(id); });
}

/// Whom or what it tells of, and how much there is.
QString NotificationCenter::titleOf(const ChatMessage &message) const
{
    const ChatSummary chat = m_services.conversations.summary(message.conversation);
    const QString name = m_services.nameOf(chat.id);
    const int count = wantedUnread(chat);
    if (chat.kind != ChatKind::Room) {
        return count > 1 ? tr("%1: %n new messages", nullptr, count).arg(name) : name;
    }
    if (count > 1) {
        return notifyRuleOf(chat) == Notify::OnMention ? tr("%1: %n mentions", nullptr, count).arg(name)
                                                       : tr("%1: %n new messages", nullptr, count).arg(name);
    }
    //: Somebody says something in a room
    return message.nick.isEmpty() ? name : tr("%1 in %2").arg(senderOf(message, name), name);
}

void NotificationCenter::showMessage(const Waiting &waiting)
{
    const ChatMessage &message = waiting.message;
    const ConversationId &id = message.conversation;
    const ChatSummary chat = m_services.conversations.summary(id);
    if (chat.unread == 0 || !m_services.accounts.find(id.account)) {
        return;
    }
    if (chat.kind == ChatKind::Room) {
        m_roomShown.insert(id, m_clock.monotonic());
    }
    const Preferences::Values &values = m_services.preferences.values();
    Notifier::Extras extras = Notifier::Answers;
    extras.setFlag(Notifier::Sound, values.notificationSound && m_sound.take(id, waiting.isOld));
    const QString text = textOf(message);
    show(keyOf(id), { id, message.row, text, message.partner() }, titleOf(message), text, extras);
}

void NotificationCenter::show(const QString &key, const Shown &shown, const QString &title, const QString &text,
                              Notifier::Extras extras)
{
    m_lastShown = key;
    m_shown.insert(key, shown);
    if (m_notifier.isAvailable()) {
        m_notifier.show(key, title, text, extras);
    } else {
        m_tray.showMessage(title, text);
    }
}

void NotificationCenter::withdraw(const QString &key)
{
    if (m_shown.remove(key) > 0) {
        m_notifier.withdraw(key);
    }
}

void NotificationCenter::noteRead(const ConversationId &id)
{
    m_waiting.remove(id);
    withdraw(keyOf(id));
}

void NotificationCenter::noteAccountRemoved(const Jid &account)
{
    m_waiting.removeIf([&account](const std::pair<const ConversationId &, Waiting &> &waiting) {
        return waiting.first.account == account;
    });
    const QHash<QString, Shown> shown = m_shown;
    for (auto notification = shown.cbegin(); notification != shown.cend(); ++notification) {
        if (notification->id.account == account) {
            withdraw(notification.key());
        }
    }
}

void NotificationCenter::activate(const QString &key, const QString &token)
{
    const ConversationId id = m_shown.value(key).id;
    if (id.isNull() || !m_services.accounts.find(id.account)) {
        return;
    }
    if (!token.isEmpty()) {
        qputenv("XDG_ACTIVATION_TOKEN", token.toUtf8()); // lets a Wayland compositor bring us to the front
    }
    if (key.startsWith(invitationKeyOf(id.account))) { // there is no such conversation yet
        m_window.comeForward();
    } else if (!m_window.hasOwnWindow(id)) { // which the token is for otherwise: the first that shows itself uses it up
        m_window.comeForward();
    }
    if (!key.startsWith(invitationKeyOf(id.account))) {
        m_window.openConversation(id);
    }
    if (!token.isEmpty()) {
        qunsetenv("XDG_ACTIVATION_TOKEN"); // where nothing took it, it is not for programs that we start
    }
}

/// Up to what it told of: there may be more by now.
void NotificationCenter::markRead(const QString &key)
{
    if (const Shown shown = m_shown.value(key); shown.row != 0) {
        m_services.conversations.markRead(shown.id, shown.row);
    }
    withdraw(key);
}

void NotificationCenter::reply(const QString &key, const QString &text)
{
    const ConversationId id = conversationOf(key);
    Account *account = m_services.accounts.find(id.account);
    if (!account || id.isNull() || text.trimmed().isEmpty()) {
        return;
    }
    auto answer = saying(id, text);
    if (answer) {
        answer->recipient = m_shown.value(key).partner; // not for who may have the name by now
    }
    whenDone(account->outbox().submit(answer), this, [this, id, text](const Result<ChatMessage> &sent) {
        if (!sent) {
            keepUnsent(id, text);
        }
    });
    markRead(key); // whoever replies has read it
}

void NotificationCenter::watch(Account *account)
{
    connect(&account->invitations(), &Invitations::invited, this, &NotificationCenter::noteInvitation);
    connect(&account->invitations(), &Invitations::changed, this, [this, account] { withdrawAnswered(*account); });
}

/// Strangers get no attention by inviting, nor does a room by claiming over and over that a contact does.
void NotificationCenter::noteInvitation(const RoomInvitation &invitation)
{
    Account *account = m_services.accounts.find(invitation.account);
    if (!account || !account->invitations().isOfContact(invitation) || !isWanted() || m_window.isActiveWindow()) {
        return;
    }
    const Jid inviter = invitation.from.bare();
    const bool isTold = std::any_of(m_shown.cbegin(), m_shown.cend(), [&](const Shown &shown) {
        return shown.inviter == inviter && shown.id.account == invitation.account;
    });
    if (isTold && !invitation.isDirect) {
        return;
    }
    const ConversationId id { invitation.account, invitation.room };
    const Preferences::Values &values = m_services.preferences.values();
    Notifier::Extras extras;
    extras.setFlag(Notifier::Sound, values.notificationSound && m_sound.take(id, account->isCatchingUp()));
    const QString room = withVisibleControls(invitation.room.toString());
    const QString text = invitation.isDirect ? tr("Invites you to the room %1.").arg(room)
                                             : tr("The room %1 says that they invite you.").arg(room);
    show(invitationKeyOf(id.account) + invitation.room.toString(), { id, 0, text, {}, inviter },
         account->contacts().displayName(inviter), values.notificationText ? text : tr("Invitation to a room"), extras);
}

void NotificationCenter::withdrawAnswered(Account &account)
{
    const QString prefix = invitationKeyOf(account.jid());
    QSet<QString> open;
    const auto invitations = account.invitations().all();
    for (const RoomInvitation &invitation : invitations) {
        open.insert(prefix + invitation.room.toString());
    }
    const QStringList shown = m_shown.keys();
    for (const QString &key : shown) {
        if (key.startsWith(prefix) && !open.contains(key)) {
            withdraw(key);
        }
    }
}

void NotificationCenter::keepUnsent(const ConversationId &id, const QString &text)
{
    if (!m_services.accounts.find(id.account)) {
        return; // its chats are gone as well
    }
    m_services.conversations.giveBack(id, writtenAsMessage(text));
    show(unsentKeyOf(id), { id }, tr("Not sent to %1").arg(m_services.nameOf(id)),
         tr("What you wrote waits in the chat as a draft."), {});
}

} // namespace natter
