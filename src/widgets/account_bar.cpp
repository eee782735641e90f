// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/account_bar.h"

#include "models/presence_text.h"
#include "widgets/avatar.h"
#include "widgets/history_text.h"
#include "widgets/icons.h"
#include "widgets/name_header.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QMenu>
#include <QPainter>
#include <QToolButton>

#include <algorithm>

namespace natter {

using Phase = AccountStatus::Phase;

AccountBar::AccountBar(const ChatServices &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_layout(new QBoxLayout(QBoxLayout::LeftToRight, this))
    , m_self(new NameHeader(this))
    , m_plus(new QToolButton(this))
    , m_menu(new QToolButton(this))
{
    m_layout->setSpacing(4);
    m_layout->addWidget(m_self, 1);
    m_layout->addWidget(m_plus);
    m_layout->addWidget(m_menu);
    setCollapsed(false);
    m_self->setAvatarSize(32);
    m_self->setCursor(Qt::PointingHandCursor);
    m_plus->setToolTip(tr("New"));
    m_menu->setToolTip(tr("Menu"));
    for (QToolButton *button : { m_plus, m_menu }) {
        button->setIconSize({ 20, 20 });
        button->setAccessibleName(button->toolTip());
    }
    connect(m_self, &NameHeader::clicked, this, &AccountBar::showPresenceMenu);
    connect(m_plus, &QToolButton::clicked, this, [this] { show(beginnings(), *m_plus); });
    connect(m_menu, &QToolButton::clicked, this, [this] { show(views(), *m_menu); });
    connect(&services.accounts, &Accounts::added, this, &AccountBar::update);
    connect(&services.accounts, &Accounts::removed, this, &AccountBar::update);
    connect(&services.accounts, &Accounts::statusChanged, this, &AccountBar::update);
    connect(&services.accounts, &Accounts::availabilityChanged, this, &AccountBar::update);
    m_catchingUp.setSingleShot(true);
    m_catchingUp.setInterval(500);
    connect(&m_catchingUp, &QTimer::timeout, this, &AccountBar::update);
    connect(&services.accounts, &Accounts::catchingUpChanged, this, [this] {
        const bool before = std::exchange(m_wasCatchingUp, isCatchingUp());
        if (!m_wasCatchingUp) {
            m_catchingUp.stop();
            update();
        } else if (!before) {
            m_catchingUp.start();
        }
    });
    m_history.setSingleShot(true);
    m_history.setInterval(500); // pages come by the dozen
    connect(&m_history, &QTimer::timeout, this, &AccountBar::update);
    connect(&services.accounts, &Accounts::historyChanged, this, [this] {
        if (!m_history.isActive()) {
            m_history.start();
        }
    });
    update();
}

const Account *AccountBar::fetchingHistory() const
{
    const auto accounts = m_services.accounts.all();
    const auto found = std::find_if(accounts.cbegin(), accounts.cend(),
                                    [](const Account *account) { return account->history().isUnderWay(); });
    return found == accounts.cend() ? nullptr : *found;
}

bool AccountBar::isCatchingUp() const
{
    const auto accounts = m_services.accounts.all();
    return std::any_of(accounts.cbegin(), accounts.cend(),
                       [](const Account *account) { return account->isCatchingUp(); });
}

void AccountBar::setCollapsed(bool collapsed)
{
    m_layout->setDirection(collapsed ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_layout->setContentsMargins(collapsed ? 16 : 8, 8, 8, 8);
    updateGeometry(); // now: the height is another
}

static int showOf(Availability availability)
{
    switch (availability) {
    case Availability::Online:
        return static_cast<int>(Presence::Show::Online);
    case Availability::Away:
        return static_cast<int>(Presence::Show::Away);
    case Availability::ExtendedAway:
        return static_cast<int>(Presence::Show::ExtendedAway);
    case Availability::DoNotDisturb:
        return static_cast<int>(Presence::Show::DoNotDisturb);
    case Availability::Offline:
        break;
    }
    return -1;
}

void AccountBar::update()
{
    const Theme theme = Theme::of(this);
    m_plus->setIcon(tintedIcon(QStringLiteral("plus"), theme.text));
    m_menu->setIcon(tintedIcon(QStringLiteral("more"), theme.text));
    const auto accounts = m_services.accounts.all();
    if (accounts.empty()) {
        m_self->setPerson(QStringLiteral("natter"), tr("No account"), tr("Add one to begin"), -2);
        return;
    }
    int online = 0;
    int enabled = 0;
    bool connecting = false;
    for (const Account *account : accounts) {
        enabled += account->settings().enabled ? 1 : 0;
        online += account->status().phase == Phase::Online ? 1 : 0;
        connecting = connecting || account->status().phase == Phase::Connecting;
    }
    QString state = tr("Offline");
    if (online > 0) {
        state = availabilityText(m_services.accounts.availability());
        const QString status = m_services.accounts.statusText();
        if (!status.isEmpty()) {
            state += QStringLiteral(" · ") + status;
        }
        if (isCatchingUp() && !m_catchingUp.isActive()) {
            state = tr("Fetching missed messages…");
        } else if (const Account *fetching = fetchingHistory()) {
            const QDateTime &reached = fetching->history().reached();
            state = reached.isValid() ? tr("History: %1…").arg(shortMonthText(reached.toLocalTime().date()))
                                      : tr("Fetching history…");
        } else if (online < enabled) {
            state += QStringLiteral(" · ") + tr("%1 of %2 accounts").arg(online).arg(enabled);
        }
    } else if (connecting) {
        state = tr("Connecting…");
    } else if (m_services.accounts.availability() != Availability::Offline && enabled > 0) {
        state = tr("Not connected");
    }
    const Jid &self = accounts.front()->jid();
    const QString name = accounts.size() == 1 ? self.toString() : tr("%n accounts", nullptr, int(accounts.size()));
    m_self->setPerson(self.toString(), name, state, online > 0 ? showOf(m_services.accounts.availability()) : -1);
}

static QIcon dot(const QColor &colour)
{
    QPixmap pixmap(32, 32);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawEllipse(6, 6, 20, 20);
    return pixmap;
}

/// Of several, each can be on its own: what it is up to, and whether it takes part.
void AccountBar::addAccounts(QMenu &menu, Accounts &accounts, const Theme &theme)
{
    const auto all = accounts.all();
    if (all.size() < 2) {
        return;
    }
    menu.addSeparator();
    for (const Account *account : all) {
        const bool online = account->status().phase == Phase::Online;
        const QString state = accountStateText(account->status(), accounts.availability());
        const QString address = account->jid().toString();
        QMenu *own = menu.addMenu(dot(presenceColour(online ? showOf(accounts.availability()) : -1, theme)),
                                  QString(address).replace(u'&', QStringLiteral("&&")) + QStringLiteral(" · ") + state);
        QAction *connected = own->addAction(tr("Connect this account"));
        connected->setCheckable(true);
        connected->setChecked(account->settings().enabled);
        QObject::connect(connected, &QAction::toggled, &accounts, [&accounts, jid = account->jid()](bool enabled) {
            if (const Account *still = accounts.find(jid)) {
                AccountSettings settings = still->settings();
                settings.enabled = enabled;
                accounts.changeOrSay(settings);
            }
        });
        if (account->status().error && account->settings().enabled && account->status().phase == Phase::Waiting) {
            QObject::connect(own->addAction(tr("Try now")), &QAction::triggered, &accounts,
                             [&accounts, jid = account->jid()] {
                                 if (Account *still = accounts.find(jid)) {
                                     still->connectNow();
                                 }
                             });
        }
    }
}

void AccountBar::fillPresenceMenu(QMenu &menu, Accounts &accounts, QWidget *parent)
{
    const Theme theme = Theme::of(parent);
    for (const Availability availability : { Availability::Online, Availability::Away, Availability::ExtendedAway,
                                             Availability::DoNotDisturb, Availability::Offline }) {
        QAction *action =
            menu.addAction(dot(presenceColour(showOf(availability), theme)), availabilityText(availability));
        action->setCheckable(true);
        action->setChecked(accounts.availability() == availability);
        QFont font = menu.font();
        font.setBold(action->isChecked()); // the dot leaves no room for a tick
        action->setFont(font);
        QObject::connect(action, &QAction::triggered, &accounts,
                         [&accounts, availability] { accounts.setAvailability(availability, accounts.statusText()); });
    }
    addAccounts(menu, accounts, theme);
    menu.addSeparator();
    QObject::connect(menu.addAction(tr("Status text…")), &QAction::triggered, parent, [&accounts, parent] {
        auto *dialog = new QInputDialog(parent);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setWindowTitle(tr("Status text"));
        dialog->setLabelText(tr("What your contacts see beside your name:"));
        dialog->setTextValue(accounts.statusText());
        QObject::connect(dialog, &QInputDialog::textValueSelected, &accounts, [&accounts](const QString &text) {
            accounts.setAvailability(accounts.availability(), text.trimmed());
        });
        dialog->open();
    });
}

void AccountBar::showPresenceMenu()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillPresenceMenu(*menu, m_services.accounts, this);
    menu->popup(mapToGlobal(QPoint(12, -menu->sizeHint().height())));
}

AccountBar::Groups AccountBar::beginnings()
{
    Groups groups;
    if (!m_services.accounts.isEmpty()) {
        groups.append(
            { { tr("New chat…"), QStringLiteral("chat"), [this] { Q_EMIT newChatRequested(); } },
              { tr("Add a contact…"), QStringLiteral("person-add"), [this] { Q_EMIT addContactRequested(); } } });
        groups.append({ { tr("Join a room…"), QStringLiteral("people"), [this] { Q_EMIT joinRoomRequested(); } },
                        { tr("Create a room…"), QStringLiteral("plus"), [this] { Q_EMIT createRoomRequested(); } } });
    }
    groups.append({ { tr("Add an account…"), QStringLiteral("key"), [this] { Q_EMIT addAccountRequested(); } } });
    return groups;
}

AccountBar::Groups AccountBar::views()
{
    QList<Command> windows { { tr("Settings…"), QStringLiteral("settings"), [this] { Q_EMIT settingsRequested(); } } };
    if (!m_services.accounts.isEmpty()) {
        windows.append(
            { tr("Connection security…"), QStringLiteral("shield"), [this] { Q_EMIT securityRequested(); } });
    }
    const auto accounts = m_services.accounts.all();
    for (const Account *account : accounts) {
        if (account->status().phase == AccountStatus::Phase::Online) {
            const QString whose = accounts.size() > 1 ? account->jid().toString() : account->jid().domain();
            //: What a server does on demand; the server, or the account on it
            windows.append({ tr("Commands of %1…").arg(whose), QStringLiteral("terminal"),
                             [this, jid = account->jid()] { Q_EMIT serverCommandsRequested(jid); } });
        }
    }
    windows.append({ tr("XML console…"), QStringLiteral("terminal"), [this] { Q_EMIT consoleRequested(); } });
    windows.append({ tr("About Natter…"), QStringLiteral("info"), [this] { Q_EMIT aboutRequested(); } });
    return { windows, { { tr("Quit"), QStringLiteral("quit"), [this] { Q_EMIT quitRequested(); } } } };
}

QList<Command> AccountBar::commands()
{
    QList<Command> all;
    for (const QList<Command> &group : beginnings() + views()) {
        all += group;
    }
    if (m_services.accounts.isEmpty()) {
        return all;
    }
    for (const Availability availability : { Availability::Online, Availability::Away, Availability::ExtendedAway,
                                             Availability::DoNotDisturb, Availability::Offline }) {
        all.append(
            { tr("Presence: %1").arg(availabilityText(availability)), QStringLiteral("people"), [this, availability] {
                 m_services.accounts.setAvailability(availability, m_services.accounts.statusText());
             } });
    }
    return all;
}

void AccountBar::show(const Groups &groups, QWidget &button)
{
    const Theme theme = Theme::of(this);
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const QList<Command> &group : groups) {
        menu->addSeparator(); // the first is not shown
        for (const Command &command : group) {
            connect(menu->addAction(tintedIcon(command.icon, theme.text), command.text), &QAction::triggered, this,
                    command.run);
        }
    }
    // Qt does not tell it that the mouse left it for the menu
    connect(menu, &QMenu::aboutToHide, &button, qOverload<>(&QWidget::update));
    menu->popup(button.mapToGlobal(QPoint(0, -menu->sizeHint().height())));
}

void AccountBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        update();
    }
}

} // namespace natter
