// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/chat_message.h"

#include <functional>
#include <memory>

namespace natter {

/// Conversations that another program, or another profile, has kept. Used on one thread, which may wait for the disk.
class HistorySource
{
public:
    virtual ~HistorySource() = default;

    /// Those with one person and, of our own exports, those in rooms; with the number of their messages.
    virtual Result<QList<std::pair<ConversationId, int>>> conversations() = 0;
    /// What was said in one of them, oldest first. Their rows are 0. Those without an id are given one that is made of
    /// what they are, the same whenever they are read.
    Result<QList<ChatMessage>> messages(const ConversationId &conversation);
    /// How many messages there are that are in none of these.
    virtual int left() const { return 0; }

protected:
    /// The same as they are.
    virtual Result<QList<ChatMessage>> read(const ConversationId &conversation) = 0;
};

/// Finds out whose file it is: an export of ours, or the database of Gajim or Dino.
/// Errors: InvalidInput (none of those), Malformed, Cancelled, ReadOnly, Storage, StorageDamaged.
/// A long one takes its time; `stops` is asked now and then, and ends it with Cancelled.
Result<std::unique_ptr<HistorySource>> openHistory(const QString &path, const std::function<bool()> &stops);

} // namespace natter
