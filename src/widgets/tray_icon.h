// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chat_services.h"

#include <QMenu>
#include <QSystemTrayIcon>
#include <QTimer>

namespace natter {

class MainWindow;

/// Natter in the system tray, where there is one: presence, unread mark, menu.
class TrayIcon : public QObject
{
    Q_OBJECT

public:
    TrayIcon(const ChatServices &services, MainWindow &window);

    /// A message balloon of the tray's own, where no notification daemon runs.
    void showMessage(const QString &title, const QString &text);

Q_SIGNALS:
    void quitRequested();
    void messageClicked();

private:
    void updateSoon();
    void update();
    void fillMenu();
    void toggleWindow();

    ChatServices m_services;
    MainWindow &m_window;
    QMenu m_menu;
    QSystemTrayIcon m_icon;
    QTimer m_update; ///< many messages at once are one new icon
    bool m_shownUnread = false;
    QColor m_shownPresence; ///< invalid before the first icon
};

} // namespace natter
