// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chat_services.h"

#include <QMenu>
#include <QSystemTrayIcon>

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
    void update();
    void fillMenu();
    void toggleWindow();

    ChatServices m_services;
    MainWindow &m_window;
    QMenu m_menu;
    QSystemTrayIcon m_icon;
};

} // namespace natter
