// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QMutex>
#include <QString>

#include <memory>
#include <optional>
#include <random>

struct sqlite3_vfs;

namespace natter {

/// The disk under every SQLite file that is opened while this lives: it can lose power with all that was not synced,
/// run full, or refuse. Moments are counted: each write, truncation, sync and removal is one.
class FaultyDisk
{
public:
    FaultyDisk();
    ~FaultyDisk();
    Q_DISABLE_COPY_MOVE(FaultyDisk)

    int moments() const;

    /// The power goes in the middle of that moment. Nothing works from then on.
    void cutPowerAt(int moment);
    void cutPower();
    bool isDown() const;
    /// Leaves on the real disk what may be left after such a cut: what was synced, and as much of the rest as `seed`
    /// says, in whole sectors, halves, zeroes and rubbish. Then everything works. No database may be open.
    void powerUp(quint32 seed);

    /// The process is killed in the middle of that moment, as by kill -9.
    void killAt(int moment);
    /// The next `count` moments from `moment` on fail with this result (SQLITE_FULL, SQLITE_IOERR…), half done.
    void failAt(int moment, int result, int count = 1);
    /// What a failed sync was about is not on the disk, nor will it be unless it is written again.
    void failSyncs(bool fail);
    /// By how much files may still grow; nothing: as they like.
    void setSpace(std::optional<qint64> bytes);

private:
    friend struct DiskCalls;
    enum class Fate { Works, Fails, Cut, Killed, Down };
    struct Change
    {
        qint64 offset; ///< or the size it is cut to
        QByteArray bytes; ///< null: it is cut
    };
    /// A file as the disk has it, and what the disk has only heard of.
    struct Content
    {
        QByteArray synced;
        QList<Change> pending;
        qint64 size = 0; ///< as programs see it
    };
    /// A name in a folder. A removal or a new file is not there after a cut unless the folder was synced.
    struct Name
    {
        std::optional<Content> now; ///< none: removed
        bool synced = true; ///< the disk knows `now`, not `before`
        std::optional<Content> before;
        int users = 0;
    };

    Fate begin();
    void syncFolder();
    static void apply(const Change &change, QByteArray &bytes);
    static QByteArray survivor(const Content &content, std::mt19937 &random);

    sqlite3_vfs *m_real;
    std::unique_ptr<sqlite3_vfs> m_vfs;
    mutable QMutex m_mutex; ///< the store has a thread of its own
    QHash<QString, Name> m_names;
    int m_moments = 0;
    int m_cutAt = -1;
    int m_killAt = -1;
    bool m_down = false;
    int m_failFrom = 0;
    int m_failUntil = 0;
    int m_failure = 0;
    bool m_syncsFail = false;
    std::optional<qint64> m_space;
};

} // namespace natter
