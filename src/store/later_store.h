// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/later_message.h"
#include "store/message_store.h"

namespace natter {

/// What was written to be sent later. Store thread only.
class LaterStore
{
public:
    LaterStore(Database &database, MessageStore &messages);

    /// What became of a message, and of its conversation.
    struct Change
    {
        LaterMessage message;
        ChatSummary chat;
    };
    /// Stores it; the answer has its row. The errors of the others are InvalidInput with the condition "gone" if there
    /// is no such row any more.
    Result<Change> add(const LaterMessage &message);
    /// It goes out at that time, whatever became of its time before.
    Result<Change> setDue(qint64 row, const QDateTime &due);
    Result<Change> setState(qint64 row, LaterMessage::State state);
    /// It is not there any more: the answer is all that is left of it. Joins the transaction that there is.
    Result<Change> take(qint64 row);
    /// The same, and the text leaves the disk.
    Result<Change> remove(qint64 row);

    /// Of all conversations, by their times.
    Result<QList<LaterMessage>> all();

private:
    Result<QList<LaterMessage>> select(const QString &where, const QVariantList &values = {});
    Result<Change> changed(const LaterMessage &message);
    Result<Change> change(qint64 row, const QString &assignment, const QVariant &value);

    Database &m_database;
    MessageStore &m_messages;
};

} // namespace natter
