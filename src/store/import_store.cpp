// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/import_store.h"

#include "store/history_merge.h"

#include <QCryptographicHash>

namespace natter {

using Delivery = ChatMessage::Delivery;

ImportStore::ImportStore(Database &database, MessageStore &messages, ArchiveStore &archive)
    : m_database(database)
    , m_messages(messages)
    , m_archive(archive)
{
}

/// The same for the same message in every import; one that says the same at the same time gets another.
static QString idMadeOf(const ChatMessage &message, QHash<QByteArray, int> &made)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArray::number(message.time.toMSecsSinceEpoch()));
    hash.addData(message.isOutgoing() ? ">" : "<");
    hash.addData(message.body.toUtf8());
    const QByteArray sum = hash.result().left(12).toHex();
    const int number = ++made[sum];
    return u"import-" + QString::fromLatin1(sum) + (number > 1 ? u'-' + QString::number(number) : QString());
}

static ChatMessage prepared(ChatMessage message, QHash<QByteArray, int> &made)
{
    if (message.stanzaId.isEmpty() && message.archiveId.isEmpty()) {
        message.stanzaId = idMadeOf(message, made);
    }
    if (message.isUnconfirmed()) { // it was the other profile's to send
        message.delivery = Delivery::Failed;
    }
    return message;
}

Result<ImportStore::Merged> ImportStore::merge(const ConversationId &conversation, const QList<ChatMessage> &messages,
                                               qint64 below)
{
    return m_database.inTransaction([&]() -> Result<Merged> {
        HistoryMerge merge(m_database, m_messages, conversation, below);
        QHash<QByteArray, int> made;
        QList<ChatMessage> all;
        for (const ChatMessage &message : messages) {
            all.append(prepared(message, made));
            all.last().conversation = conversation;
        }
        const auto gaps = m_archive.gaps(conversation.account);
        Result<> done = gaps ? merge.begin(*gaps) : tl::unexpected(gaps.error());
        for (qsizetype i = all.size() - 1; done && i >= 0; --i) {
            // One wrong clock must not put all that is older in the wrong place: nothing is older than what stands
            // before
            const QDateTime before = i > 0 ? all[i - 1].time : all[i].time;
            done = merge.add(all[i], qMax(all[i].time, before));
        }
        done = done ? merge.end() : done;
        for (const ArchiveGap &gap : merge.changedGaps()) {
            done = done ? m_archive.narrowGap(gap.id, { gap.newer, gap.newerTime }, gap.top) : done;
        }
        const auto chat = done ? m_messages.ensureChat(conversation) : tl::unexpected(done.error());
        if (!chat) {
            return tl::unexpected(chat.error());
        }
        return Merged { *chat, merge.added(), merge.isReordered(), merge.reached() };
    });
}

} // namespace natter
