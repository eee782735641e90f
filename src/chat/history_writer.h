// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/chat_message.h"

#include <QHash>

#include <functional>

namespace natter {

/// What to write where.
struct HistoryOrder
{
    enum class Format {
        JsonLines, ///< one file: see domain/message_json.h; its first line is {"natter-history": 1}
        Pages, ///< a page for a browser for each conversation
    };

    Format format = Format::JsonLines;
    /// The file; for the pages of all conversations the folder in which one with them is made.
    QString target;
    std::optional<ConversationId> only; ///< else all
    QHash<ConversationId, QString> names; ///< what to call the people on pages; by their addresses otherwise
};

/// What was written.
struct HistoryWritten
{
    QString place; ///< the file or the folder
    int messages = 0;
    int conversations = 0;
};

/// Told of each piece that is done; answers whether to go on.
using Progress = std::function<bool(int done, int total)>;

/// Writes the history in the profile whose messages are in that file, as it is now. What is there is only replaced by
/// something whole. For a thread that may wait for the disk. Errors: Cancelled, ReadOnly, StorageFull, Storage.
Result<HistoryWritten> writeHistory(const QString &messages, const HistoryOrder &order, const Progress &progress);

} // namespace natter
