// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/notification_center.h"

#include "base/limits.h"
#include "widgets/main_window.h"
#include "widgets/tray_icon.h"

namespace natter {

NotificationCenter::NotificationCenter(const ChatServices &services, MainWindow &window, TrayIcon &tray,
                                       Notifier &notifier)
    : m_services(services)
    , m_window(window)
    , m_tray(tray)
    , m_notifier(notifier)
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
                if (messages.last().row > chat.readRow) { // else it was read long ago
                    note(messages.last(), true);
                }
            });
    connect(&services.conversations, &Conversations::summaryChanged, this, [this](const ChatSummary &chat) {
        if (chat.unread == 0) {
            noteRead(chat.id);
        }
    });
    connect(&services.accounts, &Accounts::catchingUpChanged, this, &NotificationCenter::noteCaughtUp);
    connect(&services.accounts, &Accounts::historyChanged, this, &NotificationCenter::noteCaughtUp);
    connect(&m_notifier, &Notifier::activated, this, &NotificationCenter::activate);
    connect(&tray, &TrayIcon::messageClicked, this, [this] { activate(keyOf(m_lastShown), {}); });
}

QString NotificationCenter::keyOf(const ConversationId &id)
{
    return id.account.toString() + u' ' + id.peer.toString();
}

void NotificationCenter::note(const ChatMessage &message, bool wasMissed)
{
    if (message.isOutgoing() || message.isRetracted() || !m_services.preferences.values().notifications
        || m_services.accounts.availability() == Availability::DoNotDisturb
        || m_window.visibleConversation() == message.conversation) {
        return;
    }
    Waiting &newest = m_waiting[message.conversation];
    if (newest.message.row == 0 || newest.message.row < message.row) {
        newest = { message, wasMissed };
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
    } else if (message.isRetracted() && m_shown.value(keyOf(id)).row == message.row) {
        m_notifier.withdraw(keyOf(id));
        m_shown.remove(keyOf(id));
    }
}

/// What was missed is still coming in, and perhaps that it was read elsewhere. What comes live does not wait for a gap,
/// which may take long.
bool NotificationCenter::isHeld(const Waiting &waiting) const
{
    const Account *account = m_services.accounts.find(waiting.message.conversation.account);
    return account && (account->isCatchingUp() || (waiting.wasMissed && account->history().isFetchingMissed()));
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
    QHash<ConversationId, ChatMessage> waiting;
    for (auto message = m_waiting.begin(); message != m_waiting.end();) {
        if (isHeld(*message)) {
            ++message;
        } else {
            waiting.insert(message.key(), message->message);
            message = m_waiting.erase(message);
        }
    }
    for (const ChatMessage &message : waiting) {
        const ConversationId &id = message.conversation;
        const int unread = m_services.conversations.summary(id).unread;
        Account *account = m_services.accounts.find(id.account);
        if (unread == 0 || !account) {
            continue;
        }
        const QString name = account->contacts().displayName(id.peer);
        const QString title = unread > 1 ? tr("%1: %n new messages", nullptr, unread).arg(name) : name;
        const QString text =
            m_services.preferences.values().notificationText ? message.body.simplified() : tr("New message");
        m_lastShown = id;
        m_shown.insert(keyOf(id), { id, message.row });
        if (m_notifier.isAvailable()) {
            m_notifier.show(keyOf(id), title, text);
        } else {
            m_tray.showMessage(title, text);
        }
    }
    if (!waiting.isEmpty()) {
        m_burst.start(limits::notificationInterval);
    }
}

void NotificationCenter::noteRead(const ConversationId &id)
{
    m_waiting.remove(id);
    if (m_shown.remove(keyOf(id)) > 0) {
        m_notifier.withdraw(keyOf(id));
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
    m_window.comeForward();
    m_window.openConversation(id);
}

} // namespace natter
