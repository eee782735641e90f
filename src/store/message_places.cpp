// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/message_places.h"

#include <QStringBuilder>

namespace natter {

/// By halves: there is no index by time, which is not the order.
Result<qint64> MessagePlaces::rowSince(const ConversationId &conversation, const QDateTime &time)
{
    const auto chat =
        m_database.number(QStringLiteral("SELECT c.id FROM chat c JOIN account a ON a.id = c.account WHERE "
                                         "a.jid = ? AND c.peer = ?"),
                          { conversation.account.toString(), conversation.peer.toString() });
    const auto end = [&](const char *which) {
        return m_database.number(
            QStringLiteral("SELECT coalesce(%1(id), 0) FROM message WHERE chat = ?").arg(QLatin1String(which)),
            { *chat });
    };
    const auto first = chat ? end("min") : chat;
    const auto last = first ? end("max") : first;
    if (!last) {
        return last;
    }
    qint64 low = *first;
    qint64 high = *last;
    while (low < high) {
        const qint64 middle = low + (high - low) / 2;
        const auto lastUpToThere = m_database.number(
            QStringLiteral("SELECT time FROM message WHERE chat = ? AND id <= ? ORDER BY id DESC LIMIT 1"),
            { *chat, middle });
        if (!lastUpToThere) {
            return lastUpToThere;
        }
        if (*lastUpToThere >= time.toMSecsSinceEpoch()) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low; // is a message: between two of them the answer is that of the one before
}

Result<qint64> MessagePlaces::rowOf(const MessageReference &message)
{
    const QString column = message.archiveId.isEmpty() ? QStringLiteral("stanza_id") : QStringLiteral("archive_id");
    const QString id = message.archiveId.isEmpty() ? message.stanzaId : message.archiveId;
    if (id.isEmpty()) {
        return 0;
    }
    return m_database.number(
        u"SELECT m.id FROM message m JOIN chat c ON c.id = m.chat JOIN account a ON a.id = c.account WHERE "
        u"a.jid = ? AND c.peer = ? AND m."
            % column % u" = ? AND m." % column % u" <> '' ORDER BY m.id LIMIT 1",
        { message.conversation.account.toString(), message.conversation.peer.toString(), id });
}

} // namespace natter
