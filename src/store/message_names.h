// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/chat_message.h"
#include "store/database.h"

#include <limits>
#include <optional>

namespace natter {

/// A message, as others name it.
struct MeantMessage
{
    qint64 chat = 0;
    ChatKind kind = ChatKind::Person;
    qint64 row = 0; ///< 0: it is not here
    QString stanzaId; ///< its sender's id for it
    QString archiveId; ///< in a room, the room's; empty: unknown
    ChatMessage::Direction direction = ChatMessage::Direction::Incoming;
    QString occupant; ///< with the direction, whose it is
    /// Rows between which its sender means this one by that stanza id.
    qint64 from = std::numeric_limits<qint64>::min();
    qint64 to = std::numeric_limits<qint64>::max();

    /// It is known whose it is, so that they may say something about it.
    bool hasSender() const
    {
        return kind != ChatKind::Room || direction == ChatMessage::Direction::Outgoing || !occupant.isEmpty();
    }
};

/// Which message another means by an id. In a conversation with one person it is that of its sender's; in a room it is
/// that of the room's archive (XEP-0424, 0425, 0444, 0461) or, of what is not known to have that, and in corrections,
/// its sender's too. Store thread only.
class MessageNames
{
public:
    explicit MessageNames(Database &database) : m_database(database) { }

    /// The message that this one corrects or takes back, as far as it may, or this one itself if it says something of
    /// its own. Without ids if it is somebody else's.
    Result<MeantMessage> meantBy(qint64 chat, const ChatMessage &message);
    /// The row of the message, whoever said it, that is answered under that id; 0: it is not here.
    Result<qint64> answered(qint64 chat, ChatKind kind, const QString &id);
    /// What has that id of the room's archive's and says something of its own, if it is here.
    Result<std::optional<MeantMessage>> archived(qint64 chat, const QString &archiveId);
    /// What is quoted of the message in that row is not kept in those that answer it.
    Result<> forgetQuotes(qint64 row);

private:
    Result<MeantMessage> bySender(MeantMessage meant, qint64 row);
    Result<MeantMessage> withRange(MeantMessage meant);

    Database &m_database;
};

} // namespace natter
