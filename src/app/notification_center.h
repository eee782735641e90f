// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/arrival_sound.h"
#include "models/chat_services.h"
#include "platform/notifier.h"

#include <QTimer>

namespace natter {

class MainWindow;
class TrayIcon;

/// Decides what deserves a notification: one for each chat, replaced in place, withdrawn once it is read. What is done
/// with one, a click, a reply, is done here.
class NotificationCenter : public QObject
{
    Q_OBJECT

public:
    NotificationCenter(const ChatServices &services, const Clock &clock, MainWindow &window, TrayIcon &tray,
                       Notifier &notifier);

private:
    struct Waiting
    {
        ChatMessage message;
        bool wasMissed = false; ///< and is filled in now
        bool isOld = false; ///< it came while the account was catching up, or was missed
    };
    struct Shown
    {
        ConversationId id;
        qint64 row = 0; ///< of the message
        QString text {};
        QString partner {}; ///< as ChatMessage::partner()
        Jid inviter {}; ///< of an invitation to a room
    };

    void note(const ChatMessage &message, bool wasMissed);
    void noteChanged(const ChatMessage &message);
    void showChanged(const ChatMessage &message);
    QString textOf(const ChatMessage &message) const;
    void noteRead(const ConversationId &id);
    void noteCaughtUp();
    bool isHeld(const Waiting &waiting) const;
    bool isAnyRoomHeld() const;
    QString titleOf(const ChatMessage &message) const;
    void noteAccountRemoved(const Jid &account);
    bool isWanted() const;
    void showWaiting();
    void showMessage(const Waiting &waiting);
    void show(const QString &key, const Shown &shown, const QString &title, const QString &text,
              Notifier::Extras extras);
    void withdraw(const QString &key);
    void activate(const QString &key, const QString &token);
    void markRead(const QString &key);
    void reply(const QString &key, const QString &text);
    void watch(Account *account);
    void noteInvitation(const RoomInvitation &invitation);
    void withdrawAnswered(Account &account);
    void keepUnsent(const ConversationId &id, const QString &text);

    ChatServices m_services;
    MainWindow &m_window;
    TrayIcon &m_tray;
    Notifier &m_notifier;
    const Clock &m_clock;
    ArrivalSound m_sound;
    QHash<QString, Shown> m_shown; ///< by notification key
    QHash<ConversationId, Waiting> m_waiting; ///< the newest of each chat, not yet shown
    QHash<ConversationId, std::chrono::milliseconds> m_roomShown; ///< when there was the last one of a room
    QTimer m_burst;
    QString m_lastShown; ///< key
};

} // namespace natter
