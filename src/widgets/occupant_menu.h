// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/room.h"

#include <QPointer>

class QMenu;

namespace natter {

/// What can be done with somebody in a room, as far as the room lets us.
class OccupantMenu : public QObject
{
    Q_OBJECT

public:
    /// Questions stand before `window`, to which this belongs.
    explicit OccupantMenu(QWidget *window);

    /// For whoever is called that in it; null: in no room.
    void setRoom(Room *room) { m_room = room; }
    void show(const QString &nick, const QPoint &globalPosition);
    void addActions(QMenu &menu, const Occupant &occupant);
    /// Takes what somebody said back for everybody, once the person has agreed and given a reason (XEP-0425).
    void moderate(const ChatMessage &message);
    /// Whether we may.
    bool mayModerate(const ChatMessage &message) const;
    /// Asks for a reason first.
    void removeFromRoom(const QString &nick);
    void ban(const Occupant &occupant);

Q_SIGNALS:
    void mentionWanted(const QString &nick);
    /// Who that is, is to be shown.
    void detailsWanted(const QString &nick);
    /// With them alone, in the room or at their own address.
    void conversationWanted(const natter::ConversationId &id);
    void failed(const natter::Error &error);

private:
    void addContact(QMenu &menu, const Occupant &occupant);
    void addModeration(QMenu &menu, const Occupant &occupant);
    void addAffiliations(QMenu &menu, const Occupant &occupant);
    void addAffiliation(QMenu &menu, const Occupant &occupant, RoomAffiliation affiliation, const QString &text);
    template <typename Answer> void tellFailure(const QFuture<Answer> &answer);

    QWidget *m_window;
    QPointer<Room> m_room;
};

} // namespace natter
