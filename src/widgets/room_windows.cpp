// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/room_windows.h"

#include "widgets/commands_dialog.h"
#include "widgets/create_room_dialog.h"
#include "widgets/destroy_room_dialog.h"
#include "widgets/dialogs.h"
#include "widgets/invite_dialog.h"
#include "widgets/join_room_dialog.h"
#include "widgets/leaving_room.h"
#include "widgets/room_configuration_dialog.h"
#include "widgets/room_info_dialog.h"
#include "widgets/room_nick_dialog.h"
#include "widgets/room_people_dialog.h"
#include "widgets/room_picture_dialog.h"
#include "widgets/room_subject_dialog.h"
#include "widgets/room_text.h"
#include "widgets/windows.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QUrl>

#include <algorithm>

namespace natter {

RoomWindows::RoomWindows(const ChatServices &services, Dialogs &dialogs, QWidget *window)
    : QObject(window)
    , m_services(services)
    , m_dialogs(dialogs)
    , m_window(window)
{
}

Account *RoomWindows::account(const ConversationId &id) const { return m_services.accounts.find(id.account); }

Room *RoomWindows::room(const ConversationId &id) const
{
    Account *found = account(id);
    return found && !id.isNull() && id.peer.isBare() ? found->rooms().find(id.peer) : nullptr;
}

void RoomWindows::join(const Jid &account) { lookAt({ account, {} }); }

void RoomWindows::lookAt(const ConversationId &room, const Secret &password)
{
    const auto open = m_window->findChildren<JoinRoomDialog *>(QString(), Qt::FindDirectChildrenOnly);
    const auto same = std::find_if(open.begin(), open.end(), [&room](const JoinRoomDialog *each) {
        return each->isVisible() && !room.peer.isNull() && each->room() == room.peer.bare();
    });
    if (same != open.end()) { // a link was followed twice
        bringForward(**same);
        return;
    }
    auto *dialog = new JoinRoomDialog(m_services.accounts, room.account, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &JoinRoomDialog::joined, this, &RoomWindows::conversationWanted);
    connect(dialog, &JoinRoomDialog::creationWanted, this, &RoomWindows::create);
    connect(dialog, &JoinRoomDialog::linkActivated, this, [this, dialog](const QString &link) {
        if (link.startsWith(u"xmpp:", Qt::CaseInsensitive)) { // a chat opens behind the dialog
            dialog->reject();
        }
        Q_EMIT linkActivated(link);
    });
    dialog->open();
    if (!room.peer.isNull()) {
        dialog->lookAt(room.peer.bare(), password);
    }
}

void RoomWindows::create(const Jid &account, const Jid &address)
{
    auto *dialog = new CreateRoomDialog(m_services.accounts, account, address, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &CreateRoomDialog::created, this, &RoomWindows::conversationWanted);
    dialog->open();
}

void RoomWindows::showInfo(const ConversationId &id)
{
    if (Room *found = room(id)) {
        (new RoomInfoDialog(*found, *this, m_window))->show();
    }
}

void RoomWindows::invite(const ConversationId &id)
{
    if (Room *found = room(id)) {
        (new InviteDialog(account(id)->contacts(), *found, m_window))->open();
    }
}

void RoomWindows::showPeople(const ConversationId &id)
{
    if (Room *found = room(id)) {
        (new RoomPeopleDialog(account(id)->contacts(), *found, m_dialogs, m_window))->show();
    }
}

void RoomWindows::configure(const ConversationId &id)
{
    if (Room *found = room(id)) {
        (new RoomConfigurationDialog(*found, m_dialogs, m_window))->show();
    }
}

void RoomWindows::changePicture(const ConversationId &id)
{
    if (Room *found = room(id)) {
        (new RoomPictureDialog(*found, account(id)->rooms().pictures(), faces(), m_dialogs, m_window))->open();
    }
}

void RoomWindows::changeSubject(const ConversationId &id)
{
    if (Room *found = room(id)) {
        (new RoomSubjectDialog(*found, m_window))->open();
    }
}

void RoomWindows::changeNick(const ConversationId &id)
{
    if (Room *found = room(id)) {
        (new RoomNickDialog(*found, m_window))->open();
    }
}

void RoomWindows::destroyRoom(const ConversationId &id)
{
    if (Room *found = room(id)) {
        (new DestroyRoomDialog(*found, m_window))->open();
    }
}

void RoomWindows::showCommands(const ConversationId &id)
{
    if (const Room *found = room(id)) {
        (new CommandsDialog(*account(id), { id.peer, titleOf(*found) }, m_window))->show();
    }
}

void RoomWindows::leave(const ConversationId &id) { leaveRoom(m_services, m_dialogs, id, m_window); }

Jid RoomWindows::accountIn(const Jid &room, const Jid &otherwise) const
{
    for (Account *each : m_services.accounts.all()) {
        if (each->rooms().find(room) || each->bookmarks().find(room)) {
            return each->jid();
        }
    }
    return otherwise;
}

static void copyLink(const Jid &room)
{
    const QByteArray address = QUrl::toPercentEncoding(room.toString(), QByteArrayLiteral("@"));
    QGuiApplication::clipboard()->setText(QStringLiteral("xmpp:%1?join").arg(QString::fromLatin1(address)));
}

/// Of a room that was left.
QList<Command> RoomWindows::commandsOutside(const ConversationId &id)
{
    QList<Command> all;
    if (account(id) && m_services.conversations.summary(id).kind == ChatKind::Room) {
        all.append({ tr("Join the room…"), QStringLiteral("people"), [this, id] { lookAt(id); } });
        if (account(id)->bookmarks().find(id.peer)) {
            all.append({ tr("Forget the room…"), QStringLiteral("trash"),
                         [this, id] { forgetRoom(m_services, m_dialogs, id, m_window); } });
        }
    }
    return all;
}

QList<Command> RoomWindows::commands(const ConversationId &id)
{
    const Room *found = room(id);
    if (!found) {
        return commandsOutside(id);
    }
    const Occupant *self = found->self();
    const bool mayChangeSubject = found->mayModerate() || (found->info().mayChangeSubject && found->maySpeak());
    const bool runsIt = self && (found->mayConfigure() || self->affiliation == RoomAffiliation::Admin);
    QList<Command> all { { tr("About the room…"), QStringLiteral("info"), [this, id] { showInfo(id); } } };
    const auto offer = [&](bool may, const QString &text, const char *icon,
                           void (RoomWindows::*open)(const ConversationId &)) {
        if (may) {
            all.append({ text, QString::fromLatin1(icon), [this, id, open] { (this->*open)(id); } });
        }
    };
    offer(found->isIn(), tr("Invite people…"), "person-add", &RoomWindows::invite);
    offer(found->isIn() && mayChangeSubject, tr("Change the subject…"), "edit", &RoomWindows::changeSubject);
    offer(found->mayConfigure() && found->info().takesPicture, tr("Change the picture…"), "picture",
          &RoomWindows::changePicture);
    offer(found->isIn(), tr("Your name in the room…"), "smile", &RoomWindows::changeNick);
    offer(runsIt, tr("Members, admins and bans…"), "people", &RoomWindows::showPeople);
    offer(found->mayConfigure(), tr("Configure the room…"), "settings", &RoomWindows::configure);
    offer(found->hasCommands(), tr("Commands of the room…"), "terminal", &RoomWindows::showCommands);
    all.append({ tr("Copy the link to the room"), QStringLiteral("copy"), [room = id.peer] { copyLink(room); } });
    offer(true, leavingText(*found), "quit", &RoomWindows::leave);
    offer(found->mayConfigure(), tr("Close the room for good…"), "trash", &RoomWindows::destroyRoom);
    return all;
}

} // namespace natter
