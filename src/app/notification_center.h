// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chat_services.h"
#include "platform/notifier.h"

#include <QTimer>

namespace natter {

class MainWindow;
class TrayIcon;

/// Decides what deserves a notification: one for each chat, replaced in place, withdrawn once it is read.
class NotificationCenter : public QObject
{
    Q_OBJECT

public:
    NotificationCenter(const ChatServices &services, MainWindow &window, TrayIcon &tray, Notifier &notifier);

private:
    struct Waiting
    {
        ChatMessage message;
        bool wasMissed = false; ///< and is filled in now
    };

    void note(const ChatMessage &message, bool wasMissed);
    void noteChanged(const ChatMessage &message);
    void noteRead(const ConversationId &id);
    void noteCaughtUp();
    bool isHeld(const Waiting &waiting) const;
    void showWaiting();
    void activate(const QString &key, const QString &token);
    static QString keyOf(const ConversationId &id);

    ChatServices m_services;
    MainWindow &m_window;
    TrayIcon &m_tray;
    Notifier &m_notifier;
    struct Shown
    {
        ConversationId id;
        qint64 row = 0; ///< of the message
    };
    QHash<QString, Shown> m_shown; ///< by notification key
    QHash<ConversationId, Waiting> m_waiting; ///< the newest of each chat, not yet shown
    QTimer m_burst;
    ConversationId m_lastShown;
};

} // namespace natter
