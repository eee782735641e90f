// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/mentions.h"
#include "chat/room.h"
#include "protocol/xep/xep0372_references.h"
#include "protocol/xep/xep0421_occupant_id.h"
#include "protocol/xep/xep0461_message_replies.h"

#include <algorithm>

// Who says something in a room, and whether they mean us.

namespace natter {

static bool isPast(const ReceivedMessage &received) { return received.isFromArchive || received.stamp.isValid(); }

/// Somebody else who is there has that id: whatever is told of a message with it besides, it is not ours.
static bool isSomebodyElse(const QString &id, const RoomState &state)
{
    const auto &all = state.occupants();
    return !id.isEmpty() && std::any_of(all.cbegin(), all.cend(), [&](const Occupant &each) {
        return each.id == id && each.nick != state.nick();
    });
}

/// Without occupant ids, nobody knows who was called what before we came, and some services give everybody others when
/// they begin anew; but who is told everybody's address may find ours there.
bool Room::isOurs(const ReceivedMessage &received, const QString &id) const
{
    const bool isIdKnown = m_info.hasOccupantIds && !m_ownId.isEmpty();
    if (isIdKnown && (id == m_ownId || !isPast(received))) {
        return id == m_ownId;
    }
    if (!isPast(received)) {
        return m_state.isIn() && received.message.from.resource() == m_state.nick();
    }
    const auto user = m_info.isNonAnonymous || mayModerate() ? received.message.payload<RoomUser>() : std::nullopt;
    return received.isFromArchive && user && user->item && user->item->jid.bare() == m_account
        && !isSomebodyElse(id, m_state);
}

/// By an answer or a mention of whom that is the address of in the room, or outside.
static bool meansOneOf(const Message &message, const Jid &inside, const Jid &outside)
{
    const auto isUs = [&inside, &outside](const Jid &whom) {
        return !whom.isNull() && (whom == inside || whom.bare() == outside);
    };
    const auto reply = message.payload<Reply>();
    if (reply && isUs(reply->to)) {
        return true;
    }
    for (const Element &child : message.children()) {
        const auto reference = MentionReference::read(child);
        if (reference && isUs(reference->whom)) {
            return true;
        }
    }
    return false;
}

void Room::attribute(ChatMessage &chat, const ReceivedMessage &received, const QStringList &watched) const
{
    const Message &message = received.message;
    if (chat.conversation.isInsideRoom()) { // others may be called the same before and after
        const QString nick = message.from.resource();
        chat.occupant = !isPast(received) ? m_state.identity(nick)
            : m_info.hasOccupantIds       ? OccupantId::in(message)
                                          : QString();
        return;
    }
    chat.kind = ChatKind::Room;
    chat.nick = message.from.resource();
    if (!received.isFromArchive) {
        chat.archiveId =
            m_info.vouchesForIds || m_info.hasArchive ? MultiUserChat::archiveIdBy(message, m_address) : QString();
    }
    if (chat.nick.isEmpty()) {
        return; // the room itself
    }
    const QString id = m_info.hasOccupantIds ? OccupantId::in(message) : QString();
    if (isOurs(received, id)) {
        chat.direction = ChatMessage::Direction::Outgoing;
        chat.delivery = ChatMessage::Delivery::OnServer;
        return;
    }
    chat.occupant = m_info.hasOccupantIds ? id : isPast(received) ? QString() : m_state.identity(chat.nick);
    if (m_info.hasOccupantIds && isPast(received) && chat.nick == nick() && !isSomebodyElse(id, m_state)) {
        chat.occupant.clear(); // we, if the room's service gave us another id then; nobody knows
    }
    if (chat.purpose == ChatMessage::Purpose::Displayed) { // by their address, where it is told (XEP-0333, 6)
        const auto user = m_info.isNonAnonymous && isPast(received) ? message.payload<RoomUser>() : std::nullopt;
        const Occupant *who = isPast(received) ? nullptr : m_state.occupant(chat.nick);
        const Jid address = who ? who->jid : user && user->item ? user->item->jid : Jid();
        chat.occupant = !address.isNull()                     ? address.bare().toString()
            : chat.occupant.startsWith(ChatMessage::stayMark) ? QString()
                                                              : chat.occupant;
    }
    chat.isMention = !chat.isAbout() || chat.purpose == ChatMessage::Purpose::Correction
        ? mentionsNick(chat.body, nick()) || meansOneOf(message, occupantAddress(nick()), m_account)
            || hasWatchedWord(chat.body, watched)
        : false;
}

} // namespace natter
