// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/contact_menu.h"

#include "chat/accounts.h"
#include "models/command_model.h"
#include "widgets/contact_dialog.h"
#include "widgets/icons.h"
#include "widgets/theme.h"
#include "widgets/treatment_menu.h"

#include <QCoreApplication>
#include <QMenu>

namespace natter {

/// The context of the sentences for translators.
struct ContactMenu
{
    Q_DECLARE_TR_FUNCTIONS(natter::ContactMenu)
};

void addContactActions(QMenu &menu, const ChatServices &services, const ConversationId &id,
                       const std::function<void()> &openWindow, QWidget *parent)
{
    Accounts &accounts = services.accounts;
    const QColor ink = Theme::of(parent).text;
    if (openWindow) {
        menu.addAction(tintedIcon(QStringLiteral("window"), ink), ContactMenu::tr("Open in its own window"), parent,
                       openWindow);
    }
    Account *account = accounts.find(id.account);
    const bool isPerson = services.conversations.summary(id).kind == ChatKind::Person && !id.isInsideRoom();
    if (account && id.peer != id.account && isPerson) {
        const bool known = account->contacts().contains(id.peer);
        menu.addAction(tintedIcon(known ? QStringLiteral("edit") : QStringLiteral("person-add"), ink),
                       known ? ContactMenu::tr("Edit the contact…") : ContactMenu::tr("Add to contacts…"), parent,
                       [&accounts, id, parent] { ContactDialog::open(accounts, id, parent); });
    }
}

void addCommands(QMenu &menu, const QList<Command> &commands, QWidget *parent)
{
    const QColor ink = Theme::of(parent).text;
    for (const Command &command : commands) {
        menu.addAction(tintedIcon(command.icon, ink), command.text, parent, command.run);
    }
}

void popUpContactMenu(const ChatServices &services, const ConversationId &id, const std::function<void()> &openWindow,
                      const QList<Command> &ofRoom, const QPoint &globalPosition, QWidget *parent)
{
    auto *menu = new QMenu(parent);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    addContactActions(*menu, services, id, openWindow, parent);
    addCommands(*menu, ofRoom, parent);
    if (services.conversations.all().contains(id)) {
        menu->addSeparator();
        addTreatmentActions(*menu, services, id, parent);
    }
    menu->popup(globalPosition);
}

} // namespace natter
