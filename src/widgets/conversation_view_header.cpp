// SPDX-License-Identifier: GPL-3.0-or-later
// What stands above the messages, and whom or which room they are with; the rest is in conversation_view.cpp.
#include "widgets/conversation_view.h"

#include "models/presence_text.h"
#include "widgets/chat_search_bar.h"
#include "widgets/composer.h"
#include "widgets/contact_menu.h"
#include "widgets/history_menu.h"
#include "widgets/icons.h"
#include "widgets/message_menu.h"
#include "widgets/name_header.h"
#include "widgets/occupant_menu.h"
#include "widgets/room_commands.h"
#include "widgets/room_parts.h"
#include "widgets/sending_later.h"
#include "widgets/shortcuts.h"
#include "widgets/theme.h"
#include "widgets/timeline_view.h"
#include "widgets/treatment_menu.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QToolButton>

namespace natter {

/// What belongs to a room, if it is one.
void ConversationView::followRoom()
{
    m_messageMenu->addSource([this](QMenu &menu, const ChatMessage &message) { m_room->addActions(menu, message); });
    auto *commands = new RoomCommands(m_services, *m_commands);
    connect(commands, &RoomCommands::conversationWanted, this, &ConversationView::conversationWanted);
    connect(m_room, &RoomParts::namesGuarded, this, &ConversationView::namesGuarded);
    connect(m_room, &RoomParts::conversationWanted, this, &ConversationView::conversationWanted);
    connect(m_room, &RoomParts::configurationWanted, this, &ConversationView::configurationWanted);
    connect(m_room, &RoomParts::failed, this, &ConversationView::complain);
}

void ConversationView::showOccupantMenu(const QString &nick, const QPoint &globalPosition)
{
    m_room->people().show(nick, globalPosition);
}

void ConversationView::watch(Account *account)
{
    const Jid jid = account->jid();
    const auto refresh = [this, jid](const Jid &peer) {
        if (m_id == ConversationId { jid, peer }) {
            updateHeader();
        }
    };
    connect(&account->contacts(), &ContactList::presenceChanged, this, refresh);
    connect(&account->contacts(), &ContactList::itemChanged, this, refresh);
    connect(&account->typing(), &Typing::changed, this, refresh);
    connect(&account->contacts(), &ContactList::reset, this, &ConversationView::updateHeader);
}

void ConversationView::updateHeader()
{
    if (!isOpen() || !account() || m_room->updateHeader()) {
        return;
    }
    const ContactList &contacts = account()->contacts();
    const QString name = contacts.displayName(m_id.peer);
    const auto presence = contacts.presence(m_id.peer);
    QString detail = m_id.peer.toString();
    if (account()->typing().isTyping(m_id.peer)) {
        detail = tr("typing…");
    } else if (presence) {
        detail = presenceText(presence->show);
        if (!presence->status.isEmpty()) {
            detail += QStringLiteral(" · ") + presence->status.simplified();
        }
    } else if (account()->status().phase == AccountStatus::Phase::Online && contacts.item(m_id.peer).isSeen()) {
        detail = tr("offline");
    }
    m_header->setPerson(m_id.peer.toString(), name, detail, presence ? static_cast<int>(presence->show) : -1);
    m_header->setToolTip({});
    m_timeline->setPeerName(name);
    m_timeline->setOwnNick({});
    m_composer->setPeerName(name);
}

void ConversationView::showMenu()
{
    auto *popup = new QMenu(this);
    popup->setAttribute(Qt::WA_DeleteOnClose);
    QMenu &menu = *popup;
    const Theme theme = Theme::of(this);
    const ConversationId id = m_id; // whatever is opened while the menu is
    QAction *search = menu.addAction(tintedIcon(QStringLiteral("search"), theme.text), tr("Search this chat"), this,
                                     [this] { m_search->begin(m_id); });
    search->setShortcuts(keysOf(Shortcut::FindHere, m_services.preferences)); // shown there; it is the view's own
    search->setShortcutVisibleInContextMenu(true);
    menu.addAction(tintedIcon(QStringLiteral("clock"), theme.text), tr("Go to a date…"), this,
                   &ConversationView::askForDate);
    if (m_model && m_model->newLineAfter() && m_model->newCount() > 0) {
        menu.addAction(tintedIcon(QStringLiteral("up"), theme.text), tr("Go to what is new"), this,
                       &ConversationView::goToNews);
    }
    const std::function<void()> openWindow = [this, id] { Q_EMIT windowRequested(id); };
    addContactActions(menu, m_services, id, m_ownWindow ? std::function<void()>() : openWindow, this);
    const auto ofRoom = m_roomCommands ? m_roomCommands(id) : QList<Command>();
    if (!ofRoom.isEmpty()) {
        addCommands(*menu.addMenu(tintedIcon(QStringLiteral("people"), theme.text), tr("This room")), ofRoom, this);
    }
    menu.addAction(tintedIcon(QStringLiteral("copy"), theme.text), tr("Copy the address"), this,
                   [id] { QGuiApplication::clipboard()->setText(id.peer.toString()); });
    menu.addSeparator();
    m_later->addActions(menu);
    addTreatmentActions(menu, m_services, id, this);
    menu.addSeparator();
    addHistoryActions(menu, { m_services, m_dialogs, id }, this);
    connect(popup, &QMenu::aboutToHide, m_menu, qOverload<>(&QWidget::update)); // it is not told that the mouse left it
    const int before = isRightToLeft() ? 0 : menu.sizeHint().width() - m_menu->width(); // it stays in the window
    menu.popup(m_menu->mapToGlobal(QPoint(-before, m_menu->height())));
}

} // namespace natter
