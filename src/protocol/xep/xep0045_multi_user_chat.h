// XEP-0045: Multi-User Chat, version 1.35.5
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/extension.h"
#include "protocol/roster.h"
#include "protocol/xep/xep0045_room_user.h"

#include <QSet>

namespace natter {

/// Somebody wants us in a room: by way of the room, whose word it is (7.8.2), or directly (XEP-0249).
struct RoomCall
{
    Jid room;
    Jid from; ///< a contact, or whom the room names; null: not told
    QString reason {};
    Secret password {};
    bool isDirect = false;
    QString stanzaId {}; ///< of the message that says so; may be empty
    QString archiveId {}; ///< the same in our archive
    QDateTime time {}; ///< when it was said, if it was not just now; else null
};

/// Keeps apart what rooms say from what people say: presence and messages of the rooms that are open go to whoever
/// keeps those, and to no other extension. Private messages of occupants go on like those of other people.
class MultiUserChat : public QObject, public Extension
{
    Q_OBJECT

public:
    MultiUserChat(StanzaChannel &channel, const Roster &roster) : m_channel(channel), m_roster(roster) { }

    /// `room` is bare. It is to be open before our presence goes there and until the room has said that we left. The
    /// end of the session closes all.
    void open(const Jid &room);
    void close(const Jid &room);
    /// What was said there before has all been received (7.2.15): from now on nobody but our server delays anything.
    void noteHistoryOver(const Jid &room) { m_live.insert(room); }
    bool isOpen(const Jid &room) const { return m_open.contains(room); }

    /// Whether somebody in a room says that to us alone (7.5).
    bool isPrivate(const Message &message) const;

    /// The id that the room's archive gave the message, if there is exactly one that claims it; else empty. It means
    /// something only if the room announces that it vouches for such ids (XEP-0359, 6).
    static QString archiveIdBy(const Message &message, const Jid &room);
    /// The invitation in a message, whoever sent it: by way of the room only from its bare address. Null for other
    /// messages, and for those of rooms to everybody in them.
    static std::optional<RoomCall> callIn(const Message &message);
    /// The same with all that is known of the message.
    std::optional<RoomCall> callIn(const ReceivedMessage &received) const;
    /// Whether whoever says so may invite us: not those who are in a room with us, in private there.
    bool mayInvite(const RoomCall &call) const;
    /// Whether there is something to read besides the invitation: what a stranger writes is never left out.
    bool isMessageToo(const RoomCall &call, const Message &message) const;

    QStringList features() const override;
    using Extension::incoming;
    using Extension::outgoing;
    void sessionEnded() override;
    Verdict incoming(ReceivedMessage &received) override;
    Verdict incoming(const Presence &presence) override;
    /// Marks private messages to occupants as such (7.5).
    void outgoing(Message &message) override;

Q_SIGNALS:
    /// Of a room that is open, or of an occupant of it; errors too.
    void presenceReceived(const natter::Presence &presence);
    /// To everybody in a room that is open, or from such a room itself, but for errors. Its stamp is set if the room or
    /// our server delayed it; its archive's id is not (see archiveIdBy()).
    void messageReceived(const natter::ReceivedMessage &received);
    /// The message that we sent as `id` to an open room came back.
    void bounced(const natter::Jid &room, const QString &id, const natter::StanzaError &error);
    void invited(const natter::RoomCall &call);
    /// Another device of ours said no to an invitation.
    void refusedElsewhere(const natter::Jid &room);
    /// Whom we invited to an open room said no. `who` is null if the room does not tell.
    void declined(const natter::Jid &room, const natter::Jid &who, const QString &reason);

private:
    Verdict takeFromRoom(ReceivedMessage &received);
    QDateTime stampOf(const Message &message) const;

    StanzaChannel &m_channel;
    const Roster &m_roster;
    QSet<Jid> m_open;
    QSet<Jid> m_live; ///< of those, where all that comes is said now
};

} // namespace natter

Q_DECLARE_METATYPE(natter::RoomCall)
