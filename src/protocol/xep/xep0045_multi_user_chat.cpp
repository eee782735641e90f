// XEP-0045: Multi-User Chat, version 1.35.5
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0045_multi_user_chat.h"

#include "protocol/xep/xep0045_room_requests.h"
#include "protocol/xep/xep0203_delayed_delivery.h"
#include "protocol/xep/xep0249_direct_invitation.h"
#include "protocol/xep/xep0359_stanza_ids.h"

namespace natter {

QString MultiUserChat::archiveIdBy(const Message &message, const Jid &room)
{
    QStringList ids;
    for (const Element &child : message.children()) {
        const auto id = StanzaId::read(child);
        if (id && id->by == room) {
            ids.append(id->id);
        }
    }
    return ids.size() == 1 ? ids.first() : QString(); // of two, one is a lie
}

std::optional<RoomCall> MultiUserChat::callIn(const Message &message)
{
    if (message.type == Message::Type::Groupchat || message.type == Message::Type::Error || message.from.isNull()) {
        return std::nullopt;
    }
    const auto user = message.from.isBare() ? message.payload<RoomUser>() : std::nullopt;
    if (user && !user->invitations.isEmpty()) {
        const MediatedInvitation &invitation = user->invitations.first();
        return RoomCall { message.from, invitation.from, invitation.reason, user->password, false, message.id };
    }
    const bool isInside = message.from.isBare() || message.has<RoomUser>(); // or somebody in a room, in private
    const auto direct = isInside ? std::nullopt : message.payload<DirectInvitation>();
    return direct
        ? std::optional(RoomCall { direct->room, message.from, direct->reason, direct->password, true, message.id })
        : std::nullopt;
}

std::optional<RoomCall> MultiUserChat::callIn(const ReceivedMessage &received) const
{
    auto call = callIn(received.message);
    if (call) {
        call->archiveId =
            received.isFromArchive ? received.archiveId : archiveIdBy(received.message, m_channel.self().bare());
        call->time = received.stamp;
    }
    return call;
}

QStringList MultiUserChat::features() const
{
    return { RoomEntry::name.ns.toString(), DirectInvitation::name.ns.toString() };
}

void MultiUserChat::open(const Jid &room)
{
    m_open.insert(room);
    m_live.remove(room);
}

void MultiUserChat::close(const Jid &room)
{
    m_open.remove(room);
    m_live.remove(room);
}

void MultiUserChat::sessionEnded()
{
    m_open.clear();
    m_live.clear();
}

bool MultiUserChat::isPrivate(const Message &message) const
{
    const Jid &from = message.from;
    return !from.isNull() && !from.isBare() && (isOpen(from.bare()) || message.has<RoomUser>());
}

/// By way of a room it is the room that says so.
bool MultiUserChat::mayInvite(const RoomCall &call) const { return !call.isDirect || !isOpen(call.from.bare()); }

/// The words of a contact's are those for programs that know no invitations.
bool MultiUserChat::isMessageToo(const RoomCall &call, const Message &message) const
{
    const Jid from = call.isDirect ? call.from.bare() : Jid();
    const bool isKnown = from.isNull() || from == m_channel.self().bare() || m_roster.contains(from);
    return !isKnown && !message.body().isEmpty();
}

/// The room adds its own stamp behind what it passes on, so the last one counts. To what is said now it adds none:
/// there it is of somebody in it.
QDateTime MultiUserChat::stampOf(const Message &message) const
{
    const Jid room = message.from.bare();
    QDateTime byRoom;
    QDateTime byServer;
    for (const Element &child : message.children()) {
        const auto delay = DelayedDelivery::read(child);
        if (!delay || delay->from.isNull()) {
            continue;
        }
        if (delay->from == room) {
            byRoom = m_live.contains(room) ? byRoom : delay->stamp;
        } else if (m_channel.provenance().may(Claim::ServerAnswer, delay->from)) {
            byServer = delay->stamp;
        }
    }
    return byRoom.isValid() ? byRoom : byServer;
}

Extension::Verdict MultiUserChat::takeFromRoom(ReceivedMessage &received)
{
    const Message &message = received.message;
    const Jid room = message.from.bare();
    if (received.via != ReceivedMessage::Via::Live) {
        return Verdict::Taken; // we are in the room as well, and it tells us itself
    }
    if (message.type == Message::Type::Error) {
        Q_EMIT bounced(room, message.id,
                       message.error().value_or(
                           StanzaError { StanzaError::Type::Cancel, QStringLiteral("undefined-condition"), {} }));
        return Verdict::Taken;
    }
    const auto user = message.from.isBare() ? message.payload<RoomUser>() : std::nullopt;
    if (user && user->refusal) {
        Q_EMIT declined(room, user->refusal->from, user->refusal->reason);
        return Verdict::Taken;
    }
    received.stamp = stampOf(message);
    Q_EMIT messageReceived(received);
    return Verdict::Taken;
}

Extension::Verdict MultiUserChat::incoming(ReceivedMessage &received)
{
    const Message &message = received.message;
    if (received.via == ReceivedMessage::Via::CarbonOfSent) {
        const auto user = message.payload<RoomUser>();
        if (user && user->refusal && !message.to.isNull()) {
            Q_EMIT refusedElsewhere(message.to.bare());
            return Verdict::Taken;
        }
        return Verdict::Continue;
    }
    const auto call = callIn(received);
    if (call && mayInvite(*call)) {
        Q_EMIT invited(*call);
        if (!isMessageToo(*call, message)) {
            return Verdict::Taken;
        }
    }
    const bool isOpenRoom = isOpen(message.from.bare());
    if (message.type == Message::Type::Groupchat) {
        return isOpenRoom ? takeFromRoom(received) : Verdict::Drop;
    }
    return isOpenRoom && message.from.isBare() ? takeFromRoom(received) : Verdict::Continue;
}

Extension::Verdict MultiUserChat::incoming(const Presence &presence)
{
    if (presence.from.isNull() || !isOpen(presence.from.bare())) {
        return presence.has<RoomUser>() ? Verdict::Drop : Verdict::Continue;
    }
    Q_EMIT presenceReceived(presence);
    return Verdict::Taken;
}

void MultiUserChat::outgoing(Message &message)
{
    const bool isPrivate = message.type == Message::Type::Chat && !message.to.isNull() && !message.to.isBare()
        && isOpen(message.to.bare());
    if (isPrivate && !message.has<RoomUser>()) {
        message.add(RoomUser {});
    }
}

} // namespace natter
