// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/history_reader.h"

#include "store/message_row.h"

namespace natter {

Result<QList<std::pair<ConversationId, int>>> HistoryReader::conversations() const
{
    QList<std::pair<ConversationId, int>> found;
    const auto read = m_database.each(
        QStringLiteral(
            "SELECT a.jid, c.peer, count(*) - (SELECT count(*) FROM message h WHERE h.chat = c.id AND h.about <> '' "
            "AND "
            "(NOT h.shown OR h.purpose = 2)) FROM chat c JOIN account a ON a.id = c.account JOIN message m ON "
            "m.chat = c.id GROUP BY c.id ORDER BY a.jid, c.peer"),
        {}, [&found](const QSqlQuery &row) -> Result<> {
            found.append({ { Jid::orNull(row.value(0).toString()), Jid::orNull(row.value(1).toString()) },
                           row.value(2).toInt() });
            return {};
        });
    return read ? Result<QList<std::pair<ConversationId, int>>>(found) : tl::unexpected(read.error());
}

Result<> HistoryReader::read(const ConversationId &conversation,
                             const std::function<Result<>(const ChatMessage &)> &take) const
{
    return m_database.each(selectMessages()
                               % u"WHERE a.jid = ? AND c.peer = ? AND m.shown AND m.purpose <> 2 ORDER BY m.id",
                           { conversation.account.toString(), conversation.peer.toString() },
                           [&take](const QSqlQuery &row) { return take(messageOf(row)); });
}

} // namespace natter
