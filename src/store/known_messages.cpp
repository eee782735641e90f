// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/known_messages.h"

#include "store/message_store.h"

namespace natter {

static constexpr int mostOfOneId = 100; ///< that are looked through

/// The archive's id alone decides where both have one. Else the sender's own id does, together with the words and the
/// time, as some senders use an id twice; nothing is known by its words alone.
Result<KnownMessages::Found> KnownMessages::find(qint64 chat, const ChatMessage &message)
{
    if (message.kind == ChatKind::Room) {
        const auto reflected = findReflected(chat, message);
        if (!reflected || reflected->row != 0) {
            return reflected;
        }
    }
    if (!message.archiveId.isEmpty()) {
        const auto archived = m_database.number(
            QStringLiteral("SELECT id FROM message WHERE chat = ? AND archive_id = ? AND archive_id <> '' LIMIT 1"),
            { chat, message.archiveId });
        if (!archived || *archived != 0) {
            return archived.map([](qint64 row) { return Found { row }; });
        }
    }
    if (message.stanzaId.isEmpty()) {
        return Found {};
    }
    const auto row = rowOfSaid(chat, message);
    const auto named = row && *row != 0 ? name(*row, message.archiveId) : row.map([](qint64) { return false; });
    return named.map([&row](bool isNamed) { return Found { *row, false, isNamed }; });
}

/// Ours comes back to us under the id that nobody else has heard before, so that is enough; a room may change the
/// words. Where an archive does not tell whose it is, they say so.
Result<KnownMessages::Found> KnownMessages::findReflected(qint64 chat, const ChatMessage &message)
{
    const bool mayBeOurs = message.isOutgoing() ? !message.isUnconfirmed() : message.occupant.isEmpty();
    if (message.stanzaId.isEmpty() || !mayBeOurs) {
        return Found {};
    }
    const auto row = m_database.number(
        QStringLiteral("SELECT id FROM message WHERE chat = ? AND stanza_id = ? AND direction = 1 AND delivery IN (1, "
                       "3, 4) AND (? OR coalesce(first_body, body) = ?) ORDER BY id LIMIT 1"),
        { chat, message.stanzaId, message.isOutgoing(), message.sentBody() });
    if (!row || *row == 0) {
        return row.map([](qint64) { return Found {}; });
    }
    return name(*row, message.archiveId).map([&row](bool isNamed) { return Found { *row, true, isNamed }; });
}

/// By the id of its sender's. In a room two people may give a message the same; where it is not known who somebody is,
/// the nickname says it, as the time of both is the same. What nobody may correct with is stored as if it said
/// something new. Some programs there give all messages one id: what comes without the archive's is among the last.
Result<qint64> KnownMessages::rowOfSaid(qint64 chat, const ChatMessage &message)
{
    const bool isRoom = message.kind == ChatKind::Room;
    const bool waited =
        message.isOutgoing() && !message.archiveId.isEmpty(); // for a connection, for as long as it took
    // Said in private in a room, it comes to each of our devices there, and is archived for each; said to ourselves, it
    // is archived as sent and as received
    const bool isToOurselves = message.conversation.peer == message.conversation.account;
    const bool mayHaveTwoIds = message.isIdUnique || message.conversation.isInsideRoom() || isToOurselves;
    const int sum = qChecksum(message.sentBody().toUtf8());
    return m_database.number(
        QStringLiteral(
            "SELECT min(id) FROM (SELECT * FROM message WHERE chat = ? AND stanza_id = ? ORDER BY id DESC LIMIT ?) "
            "WHERE "
            "direction = ? AND ((purpose = ? AND about = ?) OR (purpose <= 1 AND ?)) AND (? OR coalesce(first_body, "
            "body) = ? OR (purpose <> 0 AND body = '') OR (retracted IS NOT NULL AND coalesce(first_sum, ?) = ?)) AND "
            "(archive_id = '' OR ? = '' OR ?) AND (? OR abs(time - ?) < ?) AND (? OR CASE WHEN occupant = '' OR ? = '' "
            "THEN nick = ? ELSE occupant = ? END)"),
        { chat,
          message.stanzaId,
          isRoom ? mostOfOneId : -1,
          static_cast<int>(message.direction),
          static_cast<int>(message.purpose),
          message.about,
          isRoom && message.purpose <= ChatMessage::Purpose::Correction,
          message.isRetracted(),
          message.sentBody(),
          sum,
          sum,
          message.archiveId,
          mayHaveTwoIds,
          waited,
          message.time.toMSecsSinceEpoch(),
          MessageStore::redeliveryMilliseconds,
          !isRoom || message.isOutgoing(),
          message.occupant,
          message.nick,
          message.occupant });
}

/// Whether that was news.
Result<bool> KnownMessages::name(qint64 row, const QString &archiveId)
{
    const auto isNameless = archiveId.isEmpty()
        ? Result<qint64>(0)
        : m_database.number(QStringLiteral("SELECT EXISTS (SELECT 1 FROM message WHERE id = ? AND archive_id = '')"),
                            { row });
    if (!isNameless || *isNameless == 0) {
        return isNameless.map([](qint64) { return false; });
    }
    return m_database.change(QStringLiteral("UPDATE message SET archive_id = ? WHERE id = ?"), { archiveId, row })
        .map([] { return true; });
}

Result<bool> KnownMessages::has(qint64 chat, const ChatMessage &message)
{
    return find(chat, message).map([](const Found &found) { return found.row != 0; });
}

} // namespace natter
