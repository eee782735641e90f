// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chat_services.h"
#include "models/command_model.h"

#include <QTimer>
#include <QWidget>

class QBoxLayout;
class QMenu;
class QToolButton;

namespace natter {

class NameHeader;
struct Theme;

/// The foot of the left pane: who we are, how we appear to others, and what can be begun.
class AccountBar : public QWidget
{
    Q_OBJECT

public:
    explicit AccountBar(const ChatServices &services, QWidget *parent = nullptr);

    /// The presence menu, for here and for the tray.
    static void fillPresenceMenu(QMenu &menu, Accounts &accounts, QWidget *parent);
    /// What the menus offer, for the search.
    QList<Command> commands();
    /// One below the other, for a pane that is only as wide as a picture.
    void setCollapsed(bool collapsed);

Q_SIGNALS:
    void newChatRequested();
    void joinRoomRequested();
    void createRoomRequested();
    void addContactRequested();
    void addAccountRequested();
    void settingsRequested();
    void securityRequested();
    /// Those of its server.
    void serverCommandsRequested(const natter::Jid &account);
    void consoleRequested();
    void aboutRequested();
    void quitRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    using Groups = QList<QList<Command>>; ///< with a line between two of them
    Groups beginnings();
    Groups views();
    void show(const Groups &groups, QWidget &button);
    static void addAccounts(QMenu &menu, Accounts &accounts, const Theme &theme);
    void update();
    void showPresenceMenu();
    bool isCatchingUp() const;
    const Account *fetchingHistory() const; ///< one of those that do; null if none does

    ChatServices m_services;
    QBoxLayout *m_layout;
    NameHeader *m_self;
    QToolButton *m_plus;
    QToolButton *m_menu;
    bool m_wasCatchingUp = false;
    QTimer m_history; ///< until its progress is shown
    QTimer m_catchingUp; ///< for how long that is not worth a word
};

} // namespace natter
