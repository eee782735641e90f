// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/known_messages.h"

#include "store/message_store.h"

namespace natter {

/// The archive's id alone decides where both have one. Else the sender's own id does, together with the words and the
/// time, as some senders use an id twice; nothing is known by its words alone.
Result<qint64> KnownMessages::rowOf(qint64 chat, const ChatMessage &message)
{
    if (!message.archiveId.isEmpty()) {
        const auto archived =
            m_database.number(QStringLiteral("SELECT id FROM message WHERE chat = ? AND archive_id = ? AND archive_id "
                                             "<> '' LIMIT 1"), // or the index cannot be used
                              { chat, message.archiveId });
        if (!archived || *archived != 0) {
            return archived;
        }
    }
    if (message.stanzaId.isEmpty()) {
        return 0;
    }
    const bool waited =
        message.isOutgoing() && !message.archiveId.isEmpty(); // for a connection, for as long as it took
    const int sum = qChecksum(message.sentBody().toUtf8());
    const auto row = m_database.number(
        QStringLiteral(
            "SELECT id FROM message WHERE chat = ? AND stanza_id = ? AND direction = ? AND purpose = ? "
            "AND about = ? AND (? OR coalesce(first_body, body) = ? OR (purpose <> 0 AND body = '') OR (retracted "
            "IS NOT NULL AND coalesce(first_sum, ?) = ?)) AND (archive_id = '' OR ? = '' OR ?) AND (? OR "
            "abs(time - ?) < ?) ORDER BY id LIMIT 1"),
        { chat, message.stanzaId, static_cast<int>(message.direction), static_cast<int>(message.purpose), message.about,
          message.isRetracted(), message.sentBody(), sum, sum, message.archiveId, message.isIdUnique, waited,
          message.time.toMSecsSinceEpoch(), MessageStore::redeliveryMilliseconds });
    if (row && *row != 0 && !message.archiveId.isEmpty()) {
        if (auto learnt =
                m_database.run(QStringLiteral("UPDATE message SET archive_id = ? WHERE id = ? AND archive_id = ''"),
                               { message.archiveId, *row });
            !learnt) {
            return tl::unexpected(learnt.error());
        }
    }
    return row;
}

Result<bool> KnownMessages::has(qint64 chat, const ChatMessage &message)
{
    const auto row = rowOf(chat, message);
    return row ? Result<bool>(*row != 0) : tl::unexpected(row.error());
}

} // namespace natter
