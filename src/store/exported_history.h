// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/history_source.h"

#include <QFile>
#include <QHash>

namespace natter {

/// A file of JSON lines that Natter has written.
class ExportedHistory : public HistorySource
{
public:
    explicit ExportedHistory(const QString &path) : m_file(path) { }

    /// Whether it begins as one; nothing else is read. Error: ReadOnly.
    static Result<bool> isOne(const QString &path);

    /// Reads it through, unless it `stops`. Errors: ReadOnly, Malformed (with the number of the line), Cancelled.
    Result<> open(const std::function<bool()> &stops);

    Result<QList<std::pair<ConversationId, int>>> conversations() override;

protected:
    Result<QList<ChatMessage>> read(const ConversationId &conversation) override;

private:
    QFile m_file;
    QList<ConversationId> m_order; ///< in which they are first met
    QHash<ConversationId, QList<qint64>> m_lines; ///< where they begin
};

} // namespace natter
