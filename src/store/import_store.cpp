// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/import_store.h"

#include "store/history_merge.h"

#include <map>

namespace natter {

using Delivery = ChatMessage::Delivery;

ImportStore::ImportStore(Database &database, MessageStore &messages, ArchiveStore &archive)
    : m_database(database)
    , m_messages(messages)
    , m_archive(archive)
{
}

static ChatMessage prepared(ChatMessage message)
{
    if (message.isUnconfirmed()) { // it was the other profile's to send
        message.delivery = Delivery::Failed;
    }
    return message;
}

/// When each of them belongs to where it stands: one wrong clock must not put all that is older in the wrong place, so
/// none is older than the one before it.
static QList<QDateTime> timesOf(const QList<ChatMessage> &messages)
{
    QHash<ConversationId, QDateTime> before;
    QList<QDateTime> times;
    for (const ChatMessage &message : messages) {
        QDateTime &last = before[message.conversation];
        times.append(last.isValid() ? qMax(last, message.time) : message.time);
        last = message.time;
    }
    return times;
}

Result<ImportStore::Merged> ImportStore::merge(const QList<ChatMessage> &messages, const Reached &below)
{
    return m_database.inTransaction([&]() -> Result<Merged> {
        MergeRows rows(m_database, m_messages, m_archive);
        std::map<QString, HistoryMerge> walks; // by conversation
        QList<ChatMessage> all;
        for (const ChatMessage &message : messages) {
            all.append(prepared(message));
        }
        const QList<QDateTime> times = timesOf(all);
        Result<> done = rows.begin();
        for (qsizetype i = all.size() - 1; done && i >= 0; --i) {
            const ConversationId &id = all[i].conversation;
            const auto [walk, isNew] = walks.try_emplace(id.account.toString() + u'\n' + id.peer.toString(), m_database,
                                                         m_messages, rows, id, below.value(id));
            done = isNew ? walk->second.begin(all[i].kind) : done;
            done = done ? walk->second.add(all[i], times[i]) : done;
        }
        Merged merged;
        merged.reached = below;
        for (auto &[name, walk] : walks) {
            done = done ? walk.end() : done;
            const auto chat = done ? m_messages.ensureChat(walk.conversation()) : tl::unexpected(done.error());
            if (!chat) {
                return tl::unexpected(chat.error());
            }
            if (walk.added() > 0) {
                merged.chats.append(*chat);
            }
            if (walk.reached() != 0) {
                merged.reached.insert(walk.conversation(), walk.reached());
            }
            merged.added += walk.added();
            merged.isReordered = merged.isReordered || walk.isReordered();
        }
        done = done ? rows.end() : done;
        return done ? Result<Merged>(merged) : tl::unexpected(done.error());
    });
}

} // namespace natter
