// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QElapsedTimer>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariant>

#include <optional>

namespace natter {

/// The SQLite file of a profile: opening, checking, migrating, and running statements. Store thread only.
class Database
{
public:
    /// `path` is the file; it is made, with its folder, readable by its owner alone.
    explicit Database(const QString &path);
    ~Database();
    Q_DISABLE_COPY_MOVE(Database)

    /// Opens and migrates. A damaged file is moved aside, under the name that quarantined() then has, and a new one
    /// is begun. Errors: Storage, StorageFull, StorageTooNew, ReadOnly; every run() then fails with the same, until
    /// another open() succeeds.
    Result<> open();
    const QString &quarantined() const { return m_quarantined; }

    /// Runs one statement with bound values, which are kept prepared by their text.
    Result<QSqlQuery *> run(const QString &sql, const QVariantList &values = {});
    /// Runs one that finds nothing.
    Result<> change(const QString &sql, const QVariantList &values = {});
    /// Runs one that finds a number: the first value of the first row, 0 without one.
    Result<qint64> number(const QString &sql, const QVariantList &values = {});

    /// Runs `work` in one transaction, the one that there is if it is called within one; rolls back if it fails.
    template <typename Work> auto inTransaction(Work work) -> decltype(work())
    {
        if (m_inTransaction) {
            return work();
        }
        if (auto begun = run(QStringLiteral("BEGIN IMMEDIATE")); !begun) {
            return tl::unexpected(begun.error());
        }
        m_inTransaction = true;
        auto result = work();
        m_inTransaction = false;
        if (result) {
            if (auto committed = run(QStringLiteral("COMMIT")); !committed) {
                run(QStringLiteral("ROLLBACK"));
                return tl::unexpected(committed.error());
            }
            if (m_hasDeleted && !m_isQuick) {
                emptyLogNow();
            }
        } else {
            run(QStringLiteral("ROLLBACK"));
        }
        return result;
    }

    /// As inTransaction(), but does not wait for the disk: it outlives the program, and is behind what was committed
    /// before and ahead of what is committed later, but a power cut may take it.
    template <typename Work> auto inQuickTransaction(Work work) -> decltype(work())
    {
        if (m_inTransaction) {
            return work();
        }
        if (auto relaxed = setSynchronous(Waiting::No); !relaxed) {
            return tl::unexpected(relaxed.error());
        }
        m_isQuick = true;
        auto result = inTransaction(work);
        m_isQuick = false;
        m_isBehind = true;
        if (auto strict = setSynchronous(Waiting::Yes); !strict) {
            return tl::unexpected(strict.error());
        }
        if (m_hasDeleted) {
            emptyLogNow();
        }
        return result;
    }

    /// What was deleted shall not stay in the log for long: it is emptied now or, as long as somebody reads, after a
    /// later transaction.
    void emptyLogSoon();

private:
    enum class Waiting { No, Yes }; ///< for the disk

    Result<> setSynchronous(Waiting waiting);
    Result<> emptyLog();
    void emptyLogNow();
    Result<> tryOpen();
    Result<int> version();
    Result<> checkSchema(int version);
    Result<> checkWritable(int version);
    Result<> checkPages();
    Result<> migrate(int from);
    Result<> applyScript(int version);
    bool quarantine();
    bool rebuildIndexes();
    void close();

    bool m_indexesRebuilt = false;
    std::optional<Error> m_unusable; ///< why open() failed: nothing is read or written then
    QString m_path;
    QString m_connection;
    QString m_quarantined;
    bool m_inTransaction = false;
    bool m_isQuick = false; ///< the transaction that there is
    bool m_hasDeleted = false; ///< the log still has what was deleted
    bool m_isBehind = false; ///< the disk was not waited for since the log was empty
    bool m_mayLack = false; ///< of that, the disk may lack something for good: see emptyLog()
    QElapsedTimer m_sinceEmptying; ///< since that failed
    QSqlDatabase m_database;
    QHash<QString, QSqlQuery *> m_prepared;
};

} // namespace natter
