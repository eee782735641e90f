// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/occupant_menu.h"

#include "base/future.h"
#include "base/log.h"
#include "base/text.h"
#include "widgets/icons.h"
#include "widgets/reason_dialog.h"
#include "widgets/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

namespace natter {

OccupantMenu::OccupantMenu(QWidget *window) : QObject(window), m_window(window) { }

static QString shown(const QString &nick) { return embedded(withVisibleControls(nick)); }

template <typename Answer> void OccupantMenu::tellFailure(const QFuture<Answer> &answer)
{
    whenDone(answer, this, [this](const Answer &done) {
        if (!done) {
            Q_EMIT failed(done.error());
        }
    });
}

void OccupantMenu::show(const QString &nick, const QPoint &globalPosition)
{
    const Occupant *occupant = m_room ? m_room->occupant(nick) : nullptr;
    if (!occupant) {
        return;
    }
    auto *menu = new QMenu(m_window);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    addActions(*menu, *occupant);
    if (menu->isEmpty()) { // of ourselves there may be nothing to do
        delete menu;
    } else {
        menu->popup(globalPosition);
    }
}

/// Whoever it is about may leave while the menu is open.
void OccupantMenu::addActions(QMenu &menu, const Occupant &occupant)
{
    if (!m_room) {
        return;
    }
    addContact(menu, occupant);
    if (occupant.nick != m_room->nick()) {
        addModeration(menu, occupant);
        addAffiliations(menu, occupant);
    }
}

void OccupantMenu::addContact(QMenu &menu, const Occupant &occupant)
{
    const QColor ink = Theme::of(m_window).text;
    const bool isOther = occupant.nick != m_room->nick();
    const ConversationId room = m_room->conversation();
    if (isOther) {
        menu.addAction(tintedIcon(QStringLiteral("reply"), ink), tr("Mention"), this,
                       [this, nick = occupant.nick] { Q_EMIT mentionWanted(nick); });
    }
    if (isOther) {
        menu.addAction(tintedIcon(QStringLiteral("info"), ink), tr("Who is this?"), this,
                       [this, nick = occupant.nick] { Q_EMIT detailsWanted(nick); });
    }
    if (isOther && m_room->info().takesPrivateMessages) {
        menu.addAction(tintedIcon(QStringLiteral("lock"), ink), tr("Message privately"), this,
                       [this, room, nick = occupant.nick] {
                           Q_EMIT conversationWanted({ room.account, room.peer.withResource(nick) });
                       });
    }
    if (isOther && !occupant.jid.isNull() && occupant.jid.bare() != room.account) {
        const Jid address = occupant.jid.bare();
        menu.addAction(tintedIcon(QStringLiteral("chat"), ink), tr("Open the chat with %1").arg(address.toString()),
                       this, [this, room, address] {
                           Q_EMIT conversationWanted({ room.account, address });
                       });
    }
    if (!occupant.jid.isNull()) {
        menu.addAction(tintedIcon(QStringLiteral("copy"), ink), tr("Copy the address"), this,
                       [address = occupant.jid.bare()] { QGuiApplication::clipboard()->setText(address.toString()); });
    }
}

/// XEP-0045, 5.2.1: nobody has power over who is more to the room than they are themselves.
static bool isAbove(const Occupant &self, const Occupant &other)
{
    const bool runs = other.affiliation == RoomAffiliation::Admin || other.affiliation == RoomAffiliation::Owner;
    return !runs || self.affiliation == RoomAffiliation::Owner
        || (self.affiliation == RoomAffiliation::Admin && other.affiliation == RoomAffiliation::Admin);
}

void OccupantMenu::addModeration(QMenu &menu, const Occupant &occupant)
{
    const Occupant *self = m_room->self();
    if (!self || !m_room->mayModerate() || !isAbove(*self, occupant)) {
        return;
    }
    const QColor ink = Theme::of(m_window).text;
    const auto setRole = [this, nick = occupant.nick](RoomRole role) {
        if (m_room) {
            tellFailure(m_room->setRole(nick, role, {}));
        }
    };
    menu.addSeparator();
    if (occupant.role == RoomRole::Visitor) {
        menu.addAction(tintedIcon(QStringLiteral("check"), ink), tr("Let them speak"), this,
                       [setRole] { setRole(RoomRole::Participant); });
    } else if (occupant.role == RoomRole::Participant) {
        menu.addAction(tintedIcon(QStringLiteral("mute"), ink), tr("Take their voice away"), this,
                       [setRole] { setRole(RoomRole::Visitor); });
    }
    menu.addAction(tintedIcon(QStringLiteral("quit"), ink), tr("Remove from the room…"), this,
                   [this, nick = occupant.nick] { removeFromRoom(nick); });
    if (!occupant.jid.isNull() && self->affiliation >= RoomAffiliation::Admin) {
        menu.addAction(tintedIcon(QStringLiteral("close"), ink), tr("Ban…"), this, [this, occupant] { ban(occupant); });
    }
}

void OccupantMenu::addAffiliation(QMenu &menu, const Occupant &occupant, RoomAffiliation affiliation,
                                  const QString &text)
{
    if (occupant.affiliation == affiliation) {
        return;
    }
    menu.addAction(text, this, [this, person = occupant.jid.bare(), affiliation] {
        if (m_room) {
            tellFailure(m_room->setAffiliation(person, affiliation, {}));
        }
    });
}

/// Rooms keep them by addresses, so that they hold for who is not there.
void OccupantMenu::addAffiliations(QMenu &menu, const Occupant &occupant)
{
    const Occupant *self = m_room->self();
    const bool isOwner = self && self->affiliation == RoomAffiliation::Owner;
    const bool isAdmin = self && self->affiliation == RoomAffiliation::Admin;
    const bool isSubject = occupant.affiliation <= RoomAffiliation::Member;
    if (occupant.jid.isNull() || !(isOwner || (isAdmin && isSubject))) {
        return;
    }
    QMenu *choice = menu.addMenu(tintedIcon(QStringLiteral("shield"), Theme::of(m_window).text), tr("Make them"));
    if (isOwner) {
        addAffiliation(*choice, occupant, RoomAffiliation::Owner, tr("An owner"));
        addAffiliation(*choice, occupant, RoomAffiliation::Admin, tr("An admin"));
    }
    addAffiliation(*choice, occupant, RoomAffiliation::Member, tr("A member"));
    addAffiliation(*choice, occupant, RoomAffiliation::None, tr("Nothing special"));
}

void OccupantMenu::removeFromRoom(const QString &nick)
{
    ReasonDialog::ask(m_window, tr("Remove %1 from the room?").arg(shown(nick)),
                      tr("They can come back, unless the room is for members only."), tr("Remove"),
                      [this, nick](const QString &reason) {
                          if (m_room) {
                              tellFailure(m_room->setRole(nick, RoomRole::None, reason));
                          }
                      });
}

void OccupantMenu::ban(const Occupant &occupant)
{
    const Jid person = occupant.jid.bare();
    ReasonDialog::ask(
        m_window, tr("Ban %1 from the room?").arg(shown(occupant.nick)),
        tr("%1 is removed, and cannot come back until somebody who runs the room allows it.").arg(person.toString()),
        tr("Ban"), [this, person](const QString &reason) {
            if (m_room) {
                tellFailure(m_room->setAffiliation(person, RoomAffiliation::Outcast, reason));
            }
        });
}

bool OccupantMenu::mayModerate(const ChatMessage &message) const
{
    return m_room && message.conversation == m_room->conversation() && m_room->mayModerate()
        && m_room->info().isModeratable && !message.archiveId.isEmpty() && !message.isRetracted();
}

void OccupantMenu::moderate(const ChatMessage &message)
{
    ReasonDialog::ask(m_window, tr("Retract this message for everybody?"),
                      tr("The room takes it back, as far as the programs of those who are in it heed that."),
                      tr("Retract"), [this, message](const QString &reason) {
                          if (m_room) {
                              tellFailure(m_room->moderate(message, reason));
                          }
                      });
}

} // namespace natter
