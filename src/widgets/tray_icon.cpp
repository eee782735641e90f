// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tray_icon.h"

#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "models/presence_text.h"
#include "widgets/account_bar.h"
#include "widgets/avatar.h"
#include "widgets/icons.h"
#include "widgets/main_window.h"

namespace natter {

TrayIcon::TrayIcon(const ChatServices &services, MainWindow &window) : m_services(services), m_window(window)
{
    m_icon.setContextMenu(&m_menu);
    connect(&m_menu, &QMenu::aboutToShow, this, &TrayIcon::fillMenu);
    connect(&m_icon, &QSystemTrayIcon::messageClicked, this, &TrayIcon::messageClicked);
    connect(&m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger) {
            toggleWindow();
        }
    });
    m_update.setSingleShot(true);
    connect(&m_update, &QTimer::timeout, this, &TrayIcon::update);
    connect(&services.conversations, &Conversations::summaryChanged, this, &TrayIcon::updateSoon);
    connect(&services.conversations, &Conversations::loaded, this, &TrayIcon::updateSoon);
    connect(&services.conversations, &Conversations::accountRemoved, this, &TrayIcon::updateSoon);
    connect(&services.accounts, &Accounts::removed, this, &TrayIcon::updateSoon);
    connect(&services.accounts, &Accounts::statusChanged, this, &TrayIcon::updateSoon);
    connect(&services.accounts, &Accounts::availabilityChanged, this, &TrayIcon::updateSoon);
    fillMenu();
    update(); // an icon must be there before it is shown
    m_icon.show();
}

void TrayIcon::updateSoon()
{
    if (!m_update.isActive()) {
        m_update.start(100);
    }
}

void TrayIcon::update()
{
    bool online = false;
    for (const Account *account : m_services.accounts.all()) {
        online = online || account->status().phase == AccountStatus::Phase::Online;
    }
    const Availability availability = online ? m_services.accounts.availability() : Availability::Offline;
    int show = -1;
    if (availability != Availability::Offline) {
        show = static_cast<int>(availability == Availability::DoNotDisturb ? Presence::Show::DoNotDisturb
                                    : availability == Availability::Online ? Presence::Show::Online
                                                                           : Presence::Show::Away);
    }
    const int unread = m_services.conversations.unreadTotal();
    const Theme theme = Theme::of(&m_window);
    const QColor presence = presenceColour(show, theme);
    if (presence != m_shownPresence || m_shownUnread != (unread > 0)) {
        m_shownPresence = presence;
        m_shownUnread = unread > 0;
        m_icon.setIcon(trayIcon(presence, m_shownUnread ? theme.danger : QColor()));
    }
    QString tip = QStringLiteral("Natter · ") + availabilityText(availability);
    if (unread > 0) {
        tip += QStringLiteral(" · ") + tr("%n unread", nullptr, unread);
    }
    m_icon.setToolTip(tip);
    m_window.setHidesOnClose(QSystemTrayIcon::isSystemTrayAvailable());
}

void TrayIcon::fillMenu()
{
    const auto submenus = m_menu.findChildren<QMenu *>(Qt::FindDirectChildrenOnly);
    m_menu.clear();
    for (QMenu *submenu : submenus) { // clear() leaves them
        submenu->deleteLater();
    }
    m_menu.addAction(m_window.isVisible() ? tr("Hide Natter") : tr("Show Natter"), this, &TrayIcon::toggleWindow);
    m_menu.addSeparator();
    AccountBar::fillPresenceMenu(m_menu, m_services.accounts, &m_window);
    m_menu.addSeparator();
    m_menu.addAction(tr("Settings…"), &m_window, [this] {
        m_window.comeForward();
        m_window.showSettings();
    });
    m_menu.addAction(tr("Quit"), this, &TrayIcon::quitRequested);
}

void TrayIcon::toggleWindow()
{
    if (m_window.isVisible() && !m_window.isMinimized()) {
        m_window.hide();
    } else {
        m_window.comeForward();
    }
}

void TrayIcon::showMessage(const QString &title, const QString &text)
{
    if (QSystemTrayIcon::isSystemTrayAvailable()) {
        m_icon.showMessage(withVisibleControls(title), withVisibleControls(cut(text, limits::notificationChars)),
                           programIcon());
    }
}

} // namespace natter
