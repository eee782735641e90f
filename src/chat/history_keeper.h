// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "chat/conversations.h"

#include <QFuture>
#include <QObject>
#include <QTimer>

namespace natter {

/// What of the history the person does not keep on this computer: deleted by hand, or after a time of each
/// conversation. What is still to be sent stays until it is. Nothing of it is deleted on a server.
class HistoryKeeper : public QObject
{
    Q_OBJECT

public:
    HistoryKeeper(Conversations &conversations, const Clock &clock, StoreThread &store);

    /// Deletes messages of a conversation, by their rows. The answers here are how many messages are gone, once they
    /// are. Errors: Storage, StorageFull, ReadOnly.
    QFuture<Result<int>> remove(const ConversationId &id, const QList<qint64> &rows);
    /// Deletes all messages of a conversation.
    QFuture<Result<int>> removeAll(const ConversationId &id);
    /// Messages of the conversation are kept so many days; 0: for ever. Those that are older go at once.
    QFuture<Result<int>> keep(const ConversationId &id, int days);

private:
    using Removals = QList<MessageRemoval>;

    QFuture<Result<int>> take(const QFuture<Result<Removals>> &removed);
    QFuture<Result<int>> removeExpired();

    Conversations &m_conversations;
    const Clock &m_clock;
    StoreThread &m_store;
    QTimer m_expiry;
};

} // namespace natter
