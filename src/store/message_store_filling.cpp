// SPDX-License-Identifier: GPL-3.0-or-later
// What is older than what is here, and the rows that it takes; the rest is in message_store.cpp.
#include "store/message_store.h"

#include <QHash>
#include <QScopeGuard>

#include <algorithm>

namespace natter {

Result<qint64> MessageStore::rowBelowAll()
{
    const auto lowest =
        m_database.number(QStringLiteral("SELECT min(l.id, coalesce((SELECT min(id) FROM message), 0)) FROM "
                                         "lowest_row l"),
                          {});
    return lowest ? Result<qint64>(qMin<qint64>(*lowest, 0) - 1) : lowest; // never 0: that is no row
}

Result<> MessageStore::leaveRowsFrom(qint64 row)
{
    return m_database.change(QStringLiteral("UPDATE lowest_row SET id = min(id, ?)"), { row });
}

Result<> MessageStore::leaveRows()
{
    const auto below = rowBelowAll();
    return below ? leaveRowsFrom(*below + 1) : tl::unexpected(below.error());
}

Result<qint64> MessageStore::leaveRoom()
{
    for (const auto *sql : { "INSERT INTO sqlite_sequence (name, seq) SELECT 'message', 0 WHERE NOT EXISTS "
                             "(SELECT 1 FROM sqlite_sequence WHERE name = 'message')",
                             "UPDATE sqlite_sequence SET seq = seq + ? WHERE name = 'message'" }) {
        const QVariantList values = QByteArrayView(sql).contains('?') ? QVariantList { room } : QVariantList();
        if (const auto ran = m_database.run(QLatin1String(sql), values); !ran) {
            return tl::unexpected(ran.error());
        }
    }
    return m_database.number(QStringLiteral("SELECT seq FROM sqlite_sequence WHERE name = 'message'"), {});
}

Result<QList<MessageChange>> MessageStore::fillIn(const QList<ChatMessage> &messages, qint64 top)
{
    return m_database.inTransaction([&]() -> Result<QList<MessageChange>> {
        QList<Entry> page;
        QList<ChatMessage> markers;
        for (const ChatMessage &message : messages) {
            if (message.purpose == ChatMessage::Purpose::Displayed) {
                markers.prepend(message);
                continue;
            }
            const auto entry = enter(message);
            if (!entry) {
                return tl::unexpected(entry.error());
            }
            page.append(*entry);
        }
        QList<std::pair<Entry, KnownMessages::Found>> met;
        QHash<ConversationId, qint64> chats;
        const auto inserted = insertFrom(page, top, met, chats);
        if (!inserted) {
            return inserted;
        }
        const qint64 first = top - inserted->size() + 1;
        auto filled = inserted->isEmpty() ? inserted : settleFilledIn(*inserted, chats);
        if (filled) { // from the lowest row up, whatever came of them
            std::stable_sort(filled->begin(), filled->end(), [first, top](const auto &a, const auto &b) {
                const auto rank = [first, top](const MessageChange &change) {
                    const qint64 place = change.message.row;
                    return place >= first && place <= top ? place : std::numeric_limits<qint64>::max();
                };
                return rank(a) < rank(b);
            });
        }
        for (const auto &[entry, found] : std::as_const(met)) {
            const auto told = filled ? meetAgain(entry, found) : filled;
            filled = told ? Result<QList<MessageChange>>(*filled + *told) : told;
        }
        const auto displayed = filled ? record(markers) : filled;
        return displayed ? Result<QList<MessageChange>>(*filled + *displayed) : displayed;
    });
}

/// From the last message down, in the rows from `top` down. `met` are those that are here already, `chats` those where
/// something is looked for.
Result<QList<MessageChange>> MessageStore::insertFrom(const QList<Entry> &page, qint64 top,
                                                      QList<std::pair<Entry, KnownMessages::Found>> &met,
                                                      QHash<ConversationId, qint64> &chats)
{
    const auto anyDeleted = m_deleted.areAny();
    const auto end = anyDeleted ? endOfGap(page, top) : tl::unexpected(anyDeleted.error());
    if (!end) {
        return tl::unexpected(end.error());
    }
    QList<MessageChange> changes;
    qint64 row = top;
    for (qsizetype i = page.size() - 1; i >= 0; --i) {
        const auto &[chat, message, isDropped] = page[i];
        chats.insert(message.conversation, chat);
        const auto known = m_known.find(chat, message);
        if (known && known->row != 0) {
            met.prepend({ page[i], *known });
            continue;
        }
        const auto isDeleted = known && *anyDeleted ? m_deleted.cover(chat, message, From::Archive)
                                                    : known.map([](const KnownMessages::Found &) { return false; });
        if (!isDeleted) {
            return tl::unexpected(isDeleted.error());
        }
        if (*isDeleted || isDropped || i >= *end) {
            continue;
        }
        if (const auto inserted = insert(chat, message, row); !inserted) {
            return tl::unexpected(inserted.error());
        }
        changes.prepend({ MessageChange::Kind::FilledIn, message, {} });
        changes.first().message.row = row--;
    }
    const auto noted = changes.isEmpty()
        ? Result<>()
        : m_database.change(QStringLiteral("INSERT INTO filled (first, last) VALUES (?, ?)"), { row + 1, top });
    return noted ? Result<QList<MessageChange>>(changes) : tl::unexpected(noted.error());
}

/// The messages are side by side, oldest first, in the chats with those rows.
Result<QList<MessageChange>> MessageStore::settleFilledIn(const QList<MessageChange> &messages,
                                                          const QHash<ConversationId, qint64> &chats)
{
    const qint64 first = messages.first().message.row;
    const qint64 last = messages.last().message.row;
    QHash<qint64, MessageEffects::Settled> effects;
    m_effects.gatherReactions(true);
    const auto gathered = qScopeGuard([this] { m_effects.gatherReactions(false); });
    for (const MessageChange &each : messages) {
        const qint64 chat = chats.value(each.message.conversation);
        const auto settled = m_effects.settle(chat, each.message);
        if (!settled) {
            return tl::unexpected(settled.error());
        }
        if (!settled->isEmpty() || each.message.isAbout() || each.message.quote) {
            effects[chat] += *settled;
        }
    }
    const auto reacted = m_effects.settleGathered();
    if (!reacted) {
        return tl::unexpected(reacted.error());
    }
    for (auto chat = reacted->cbegin(); chat != reacted->cend(); ++chat) {
        effects[chat.key()] += *chat;
    }
    QList<MessageChange> changes = messages;
    for (auto chat = chats.cbegin(); chat != chats.cend(); ++chat) {
        const auto counted = m_counts.addFilledIn(*chat, first, last);
        const auto now = counted ? summary(*chat) : tl::unexpected(counted.error());
        if (!now) {
            return tl::unexpected(now.error());
        }
        QList<std::pair<qint64, MessageChange::Kind>> touched; // it may say something else, or have no place
        for (MessageChange &change : changes) {
            if (change.message.conversation == chat.key()) {
                change.chat = *now;
                touched.append({ change.message.row, MessageChange::Kind::FilledIn });
            }
        }
        if (!effects.contains(*chat)) {
            continue;
        }
        const auto told = changesOf(*chat, touched, effects.value(*chat));
        if (!told) {
            return told;
        }
        changes.removeIf([&chat](const MessageChange &change) { return change.message.conversation == chat.key(); });
        changes += *told;
    }
    return changes;
}

} // namespace natter
