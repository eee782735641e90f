// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/history_source.h"
#include "store/read_only_database.h"

namespace natter {

/// The database of another program: whatever it is, its conversations and its messages are statements in SQL.
class ForeignHistory : public HistorySource
{
public:
    /// The database is open.
    explicit ForeignHistory(std::unique_ptr<ReadOnlyDatabase> database) : m_database(std::move(database)) { }

    Result<QList<std::pair<ConversationId, int>>> conversations() override;
    int left() const override { return m_left; }

protected:
    /// Finds account, peer and the number of messages of each conversation with one person; addresses need not be bare.
    virtual QString conversationsSql() const = 0;
    /// Finds how many messages there are in rooms.
    virtual QString leftSql() const = 0;

    const ReadOnlyDatabase &database() const { return *m_database; }

private:
    std::unique_ptr<ReadOnlyDatabase> m_database;
    int m_left = 0;
};

/// Gajim up to 1.8: logs.db with the table logs.
class OldGajimHistory : public ForeignHistory
{
public:
    using ForeignHistory::ForeignHistory;
    static bool isIn(const ReadOnlyDatabase &database);

protected:
    Result<QList<ChatMessage>> read(const ConversationId &conversation) override;
    QString conversationsSql() const override;
    QString leftSql() const override;
};

/// Gajim since 1.9: logs.db with the table message.
class GajimHistory : public ForeignHistory
{
public:
    using ForeignHistory::ForeignHistory;
    static bool isIn(const ReadOnlyDatabase &database);

protected:
    Result<QList<ChatMessage>> read(const ConversationId &conversation) override;
    QString conversationsSql() const override;
    QString leftSql() const override;

private:
    using Keyed = QHash<std::pair<QString, int>, QString>; ///< by id and direction
    Result<Keyed> keyed(const QString &sql, const ConversationId &conversation) const;
};

/// Dino: dino.db.
class DinoHistory : public ForeignHistory
{
public:
    using ForeignHistory::ForeignHistory;
    static bool isIn(const ReadOnlyDatabase &database);

protected:
    Result<QList<ChatMessage>> read(const ConversationId &conversation) override;
    QString conversationsSql() const override;
    QString leftSql() const override;
};

} // namespace natter
