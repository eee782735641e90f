// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/chat_counts.h"

namespace natter {

Result<> ChatCounts::add(qint64 chat, const ChatMessage &message)
{
    if (message.isUnattended) { // where nothing is unread, that stands before what is read as well
        return m_database.change(QStringLiteral("UPDATE chat SET last_message = ?, archived = 0, read_message = CASE "
                                                "WHEN unread = 0 THEN ? ELSE read_message END WHERE id = ?"),
                                 { message.row, message.row, chat });
    }
    // What another of our devices said, that device has told of as well
    const auto *update = message.isUnconfirmed()
        ? "UPDATE chat SET last_message = ?, unread = 0, mentions = 0, read_message = ?, marked_unread = 0, archived = "
          "0 WHERE id = ?"
        : (message.isOutgoing() ? "UPDATE chat SET last_message = ?, unread = 0, mentions = 0, read_message = ?, "
                                  "told_message = max(told_message, last_message), marked_unread = 0, archived = 0 "
                                  "WHERE id = ?"
                                : "UPDATE chat SET last_message = ?, unread = unread + ?, mentions = mentions + ?, "
                                  "archived = archived AND muted_until > unixepoch() * 1000 WHERE id = ?");
    const bool isSaid = !message.isRetracted();
    const QVariantList values = message.isOutgoing()
        ? QVariantList { message.row, message.row, chat }
        : QVariantList { message.row, isSaid ? 1 : 0, isSaid && message.isMention ? 1 : 0, chat };
    return m_database.change(QLatin1String(update), values);
}

/// What we said ourselves was an answer to what stands before it, wherever it is filled in: only then all that is
/// unread is counted anew.
Result<> ChatCounts::addFilledIn(qint64 chat, qint64 first, qint64 last)
{
    const auto lastOwn =
        m_database.number(QStringLiteral("SELECT coalesce(max(id), ?) FROM message WHERE chat = ? AND id BETWEEN ? "
                                         "AND ? AND direction = 1 AND shown"),
                          { std::numeric_limits<qint64>::min(), chat, first, last });
    if (!lastOwn) {
        return tl::unexpected(lastOwn.error());
    }
    const qint64 own = *lastOwn;
    for (const auto &[sql, values] :
         { std::pair("UPDATE chat SET last_message = max(coalesce(nullif(last_message, 0), ?), (SELECT max(m.id) FROM "
                     "message m WHERE m.chat = chat.id AND m.id BETWEEN ? AND ? AND m.shown)) WHERE id = ? AND EXISTS "
                     "(SELECT "
                     "1 FROM message m WHERE m.chat = chat.id AND m.id BETWEEN ? AND ? AND m.shown)",
                     QVariantList { std::numeric_limits<qint64>::min(), first, last, chat, first, last }),
           std::pair(
               "UPDATE chat SET (unread, mentions) = (SELECT chat.unread + count(*), chat.mentions + "
               "coalesce(sum(m.mention), 0) FROM message m WHERE m.chat = chat.id AND m.id BETWEEN max(?, "
               "chat.read_message + 1) AND ? AND m.direction = 0 AND m.shown AND m.retracted IS NULL) WHERE id = ?",
               QVariantList { first, last, chat }),
           std::pair(
               "UPDATE chat SET archived = archived AND muted_until > unixepoch() * 1000 WHERE id = ? AND archived "
               "AND EXISTS (SELECT 1 FROM message m WHERE m.chat = chat.id AND m.id BETWEEN max(?, "
               "chat.read_message + 1) AND ? AND m.direction = 0 AND m.shown)",
               QVariantList { chat, first, last }),
           std::pair(
               "UPDATE chat SET read_message = ?, (unread, mentions) = (SELECT count(*), coalesce(sum(m.mention), "
               "0) FROM message m WHERE m.chat = chat.id AND m.id > ? AND m.direction = 0 AND m.shown AND m.retracted "
               "IS "
               "NULL) WHERE id = ? AND read_message < ?",
               QVariantList { own, own, chat, own }) }) {
        if (const auto ran = m_database.change(QLatin1String(sql), values); !ran) {
            return ran;
        }
    }
    return {};
}

Result<> ChatCounts::recount(qint64 chat)
{
    const auto last = m_database.change(
        QStringLiteral("UPDATE chat SET last_message = coalesce((SELECT m.id FROM message m WHERE m.chat = chat.id AND "
                       "m.shown ORDER BY m.id DESC LIMIT 1), 0) WHERE id = ?"),
        { chat });
    return last ? m_database.change(
               QStringLiteral("UPDATE chat SET read_message = min(read_message, last_message), (unread, mentions) = "
                              "(SELECT count(*), coalesce(sum(m.mention), 0) FROM message m WHERE m.chat = chat.id AND "
                              "m.id > min(chat.read_message, chat.last_message) AND m.direction = 0 AND m.shown AND "
                              "m.retracted IS NULL) WHERE id = ?"),
               { chat })
                : last;
}

Result<> ChatCounts::recountMentions(qint64 chat)
{
    return m_database.change(
        QStringLiteral("UPDATE chat SET mentions = (SELECT count(*) FROM message m WHERE m.chat = chat.id AND m.id > "
                       "chat.read_message AND m.mention = 1 AND m.direction = 0 AND m.shown AND m.retracted IS NULL) "
                       "WHERE id = ?"),
        { chat });
}

} // namespace natter
