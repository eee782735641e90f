// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/room_arrival.h"

namespace natter {

/// A room that somebody wants to have.
struct RoomPlan
{
    enum class Kind {
        PrivateGroup, ///< for members, who see each other's addresses; not listed
        PublicChannel, ///< for everybody, and listed; only those who run it see addresses
    };

    Jid address;
    QString title {};
    Kind kind = Kind::PrivateGroup;
    QString nick {}; ///< empty: the usual one
    QList<Jid> people {}; ///< to be invited
    QString reason {}; ///< for them to read

    friend bool operator==(const RoomPlan &, const RoomPlan &) = default;
};

/// What stands before the @ of an address that the title of a room suggests; empty if it suggests none.
QString localpartFor(const QString &title);

/// The owner's form (XEP-0045, 10.2) filled in so that the room becomes of that kind, as far as `offered` has fields
/// for it. Whatever else it asks stays as the service has it.
DataForm configured(const DataForm &offered, const RoomPlan &plan);

/// Makes a room: goes in, which makes it, configures it, and invites people.
class NewRoom : public QObject
{
    Q_OBJECT

public:
    NewRoom(Rooms &rooms, Bookmarks &bookmarks, const RoomPlan &plan);

    const RoomPlan &plan() const { return m_plan; }
    bool isUnderWay() const { return m_underWay; }
    void begin();
    /// Destroys what was begun, so that nothing is left of it.
    void giveUp();

Q_SIGNALS:
    /// The room is as it was planned; `notInvited`: why the people have not heard of it.
    void made(const std::optional<natter::Error> &notInvited);
    /// There is a room at that address, which is not ours to make.
    void taken();
    void refused(const natter::RoomProblem &problem);
    /// As StanzaChannel::request().
    void failed(const natter::Error &error);

private:
    void enter();
    void configure();
    void invite();
    void fail(const Error &error);
    void undo();

    Rooms &m_rooms;
    const RoomPlan m_plan;
    RoomArrival m_entry;
    bool m_wasFree = false; ///< the service said that there is no such room
    bool m_ours = false; ///< we made it, and it is not as it was planned yet
    bool m_underWay = false;
};

} // namespace natter
