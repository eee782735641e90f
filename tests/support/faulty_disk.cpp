// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/faulty_disk.h"

#include <QFile>
#include <QMutexLocker>

#include <algorithm>
#include <csignal>
#include <sqlite3.h>
#include <unistd.h>

namespace natter {

static constexpr qint64 sectorSize = 512;
static constexpr int tracked = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL;

/// SQLite's handle of one of our files; the real one follows it in memory.
struct DiskFile
{
    sqlite3_file base;
    FaultyDisk *disk;
    const char *path; ///< null: a temporary file, which nobody misses
    bool isNew; ///< with its first sync, SQLite syncs the folder

    static DiskFile *of(sqlite3_file *file) { return reinterpret_cast<DiskFile *>(file); }
    static sqlite3_file *real(sqlite3_file *file) { return reinterpret_cast<sqlite3_file *>(of(file) + 1); }
};

static QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// What SQLite calls; see sqlite3.h.
struct DiskCalls
{
    using Fate = FaultyDisk::Fate;

    static FaultyDisk &diskOf(sqlite3_file *file) { return *DiskFile::of(file)->disk; }
    static FaultyDisk &diskOf(sqlite3_vfs *vfs) { return *static_cast<FaultyDisk *>(vfs->pAppData); }
    static FaultyDisk::Content *contentOf(sqlite3_file *file)
    {
        const char *path = DiskFile::of(file)->path;
        if (!path) {
            return nullptr;
        }
        auto &now = diskOf(file).m_names[QString::fromUtf8(path)].now;
        return now ? &*now : nullptr;
    }
    [[noreturn]] static void die()
    {
        ::kill(::getpid(), SIGKILL);
        ::pause();
        ::_exit(1);
    }

    /// A file that something else than SQLite has put there counts as synced.
    static void note(FaultyDisk &disk, const QString &path, bool existed, bool isDatabase)
    {
        FaultyDisk::Name &name = disk.m_names[path];
        if (name.users++ > 0) {
            return;
        }
        const QByteArray found = natter::contentOf(path);
        if (name.now) {
            QByteArray known = name.now->synced;
            for (const FaultyDisk::Change &change : std::as_const(name.now->pending)) {
                FaultyDisk::apply(change, known);
            }
            if (known == found) {
                return;
            }
        }
        const bool made = !existed && !isDatabase;
        name.synced = !made;
        name.now = FaultyDisk::Content { found, {}, found.size() };
        if (!made) {
            name.before.reset();
        }
    }

    static int open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *outFlags)
    {
        FaultyDisk &disk = diskOf(vfs);
        const QMutexLocker lock(&disk.m_mutex);
        *DiskFile::of(file) = {};
        if (disk.m_down) {
            return SQLITE_CANTOPEN;
        }
        const bool kept = path && (flags & tracked) != 0;
        const bool existed = kept && QFile::exists(QString::fromUtf8(path));
        const int opened = disk.m_real->xOpen(disk.m_real, path, DiskFile::real(file), flags, outFlags);
        if (opened != SQLITE_OK) {
            return opened;
        }
        *DiskFile::of(file) = { { &methods }, &disk, kept ? path : nullptr, !existed };
        if (kept) {
            note(disk, QString::fromUtf8(path), existed, (flags & SQLITE_OPEN_MAIN_DB) != 0);
        }
        return SQLITE_OK;
    }

    static int remove(sqlite3_vfs *vfs, const char *path, int syncFolder)
    {
        FaultyDisk &disk = diskOf(vfs);
        const QMutexLocker lock(&disk.m_mutex);
        switch (disk.begin()) {
        case Fate::Works:
            break;
        case Fate::Killed:
            die();
        default:
            return SQLITE_IOERR_DELETE;
        }
        const auto name = disk.m_names.find(QString::fromUtf8(path));
        if (name != disk.m_names.end()) {
            if (name->synced) {
                name->before = name->now;
            }
            name->now.reset();
            name->synced = false;
        }
        const int removed = disk.m_real->xDelete(disk.m_real, path, 0);
        if (syncFolder) {
            disk.syncFolder();
        }
        return removed;
    }

    static int close(sqlite3_file *file)
    {
        FaultyDisk &disk = diskOf(file);
        const QMutexLocker lock(&disk.m_mutex);
        if (const char *path = DiskFile::of(file)->path) {
            --disk.m_names[QString::fromUtf8(path)].users;
        }
        return DiskFile::real(file)->pMethods->xClose(DiskFile::real(file));
    }

    static int read(sqlite3_file *file, void *bytes, int amount, sqlite3_int64 offset)
    {
        const QMutexLocker lock(&diskOf(file).m_mutex);
        sqlite3_file *real = DiskFile::real(file);
        return diskOf(file).m_down ? SQLITE_IOERR_READ : real->pMethods->xRead(real, bytes, amount, offset);
    }

    /// The write happens, on the real file and among what is not synced.
    static int perform(sqlite3_file *file, const void *bytes, int amount, sqlite3_int64 offset)
    {
        sqlite3_file *real = DiskFile::real(file);
        const int written = real->pMethods->xWrite(real, bytes, amount, offset);
        FaultyDisk::Content *content = contentOf(file);
        if (content && written == SQLITE_OK && amount > 0) {
            content->pending.append(FaultyDisk::Change { offset, { static_cast<const char *>(bytes), amount } });
            content->size = qMax<qint64>(content->size, offset + amount);
        }
        return written;
    }

    static int write(sqlite3_file *file, const void *bytes, int amount, sqlite3_int64 offset)
    {
        FaultyDisk &disk = diskOf(file);
        const QMutexLocker lock(&disk.m_mutex);
        FaultyDisk::Content *content = contentOf(file);
        const qint64 growth = content ? qMax<qint64>(0, offset + amount - content->size) : 0;
        switch (content ? disk.begin() : (disk.m_down ? Fate::Down : Fate::Works)) {
        case Fate::Works:
            if (disk.m_space && growth > *disk.m_space) {
                return SQLITE_FULL;
            }
            if (disk.m_space) {
                *disk.m_space -= growth;
            }
            return perform(file, bytes, amount, offset);
        case Fate::Fails:
            perform(file, bytes, amount / 2, offset);
            return disk.m_failure;
        case Fate::Killed:
            perform(file, bytes, amount / 2, offset);
            die();
        case Fate::Cut:
            content->pending.append(FaultyDisk::Change { offset, { static_cast<const char *>(bytes), amount } });
            return SQLITE_IOERR_WRITE;
        case Fate::Down:
            break;
        }
        return SQLITE_IOERR_WRITE;
    }

    static int truncate(sqlite3_file *file, sqlite3_int64 size)
    {
        FaultyDisk &disk = diskOf(file);
        const QMutexLocker lock(&disk.m_mutex);
        FaultyDisk::Content *content = contentOf(file);
        switch (content ? disk.begin() : (disk.m_down ? Fate::Down : Fate::Works)) {
        case Fate::Works:
            if (content) {
                content->pending.append(FaultyDisk::Change { size, {} });
                content->size = size;
            }
            return DiskFile::real(file)->pMethods->xTruncate(DiskFile::real(file), size);
        case Fate::Killed:
            die();
        default:
            return SQLITE_IOERR_TRUNCATE;
        }
    }

    static int sync(sqlite3_file *file, int)
    {
        FaultyDisk &disk = diskOf(file);
        const QMutexLocker lock(&disk.m_mutex);
        FaultyDisk::Content *content = contentOf(file);
        Fate fate = content ? disk.begin() : (disk.m_down ? Fate::Down : Fate::Works);
        if (fate == Fate::Works && content && disk.m_syncsFail) {
            fate = Fate::Fails;
        }
        switch (fate) {
        case Fate::Works:
            break;
        case Fate::Fails:
            if (content) {
                content->pending.clear();
            }
            return SQLITE_IOERR_FSYNC;
        case Fate::Killed:
            die();
        default:
            return SQLITE_IOERR_FSYNC;
        }
        if (content) {
            for (const FaultyDisk::Change &change : std::as_const(content->pending)) {
                FaultyDisk::apply(change, content->synced);
            }
            content->pending.clear();
            if (std::exchange(DiskFile::of(file)->isNew, false)) {
                disk.syncFolder();
            }
        }
        return SQLITE_OK;
    }

    static int size(sqlite3_file *file, sqlite3_int64 *bytes)
    {
        return DiskFile::real(file)->pMethods->xFileSize(DiskFile::real(file), bytes);
    }
    static int lock(sqlite3_file *file, int kind)
    {
        return DiskFile::real(file)->pMethods->xLock(DiskFile::real(file), kind);
    }
    static int unlock(sqlite3_file *file, int kind)
    {
        return DiskFile::real(file)->pMethods->xUnlock(DiskFile::real(file), kind);
    }
    static int isReserved(sqlite3_file *file, int *result)
    {
        return DiskFile::real(file)->pMethods->xCheckReservedLock(DiskFile::real(file), result);
    }
    static int control(sqlite3_file *file, int operation, void *argument)
    {
        return DiskFile::real(file)->pMethods->xFileControl(DiskFile::real(file), operation, argument);
    }
    static int sector(sqlite3_file *file) { return DiskFile::real(file)->pMethods->xSectorSize(DiskFile::real(file)); }
    static int character(sqlite3_file *file)
    {
        return DiskFile::real(file)->pMethods->xDeviceCharacteristics(DiskFile::real(file));
    }

    static int shmMap(sqlite3_file *file, int page, int bytes, int extend, void volatile **memory)
    {
        FaultyDisk &disk = diskOf(file);
        const QMutexLocker lock(&disk.m_mutex);
        sqlite3_file *real = DiskFile::real(file);
        const int there = real->pMethods->xShmMap(real, page, bytes, 0, memory);
        if (there != SQLITE_OK || *memory || !extend) {
            return there;
        }
        if (disk.m_down || (disk.m_space && *disk.m_space < bytes)) {
            return SQLITE_IOERR_SHMSIZE;
        }
        if (disk.m_space) {
            *disk.m_space -= bytes;
        }
        return real->pMethods->xShmMap(real, page, bytes, extend, memory);
    }
    static int shmLock(sqlite3_file *file, int offset, int count, int flags)
    {
        return DiskFile::real(file)->pMethods->xShmLock(DiskFile::real(file), offset, count, flags);
    }
    static void shmBarrier(sqlite3_file *file) { DiskFile::real(file)->pMethods->xShmBarrier(DiskFile::real(file)); }
    static int shmUnmap(sqlite3_file *file, int remove)
    {
        return DiskFile::real(file)->pMethods->xShmUnmap(DiskFile::real(file), remove);
    }

    static const sqlite3_io_methods methods;
};

const sqlite3_io_methods DiskCalls::methods = { 2,       close,      read,       write,   truncate, sync,      size,
                                                lock,    unlock,     isReserved, control, sector,   character, shmMap,
                                                shmLock, shmBarrier, shmUnmap,   nullptr, nullptr };

FaultyDisk::FaultyDisk() : m_real(sqlite3_vfs_find(nullptr)), m_vfs(std::make_unique<sqlite3_vfs>(*m_real))
{
    m_vfs->zName = "faulty";
    m_vfs->szOsFile = static_cast<int>(sizeof(DiskFile)) + m_real->szOsFile;
    m_vfs->pAppData = this;
    m_vfs->xOpen = DiskCalls::open;
    m_vfs->xDelete = DiskCalls::remove;
    if (sqlite3_vfs_register(m_vfs.get(), 1) != SQLITE_OK) {
        qFatal("no faulty disk");
    }
}

FaultyDisk::~FaultyDisk()
{
    sqlite3_vfs_unregister(m_vfs.get());
    sqlite3_vfs_register(m_real, 1);
}

int FaultyDisk::moments() const
{
    const QMutexLocker lock(&m_mutex);
    return m_moments;
}

void FaultyDisk::cutPowerAt(int moment)
{
    const QMutexLocker lock(&m_mutex);
    m_cutAt = moment;
}

void FaultyDisk::cutPower()
{
    const QMutexLocker lock(&m_mutex);
    m_down = true;
}

bool FaultyDisk::isDown() const
{
    const QMutexLocker lock(&m_mutex);
    return m_down;
}

void FaultyDisk::killAt(int moment)
{
    const QMutexLocker lock(&m_mutex);
    m_killAt = moment;
}

void FaultyDisk::failAt(int moment, int result, int count)
{
    const QMutexLocker lock(&m_mutex);
    m_failFrom = moment;
    m_failUntil = moment + count;
    m_failure = result;
}

void FaultyDisk::failSyncs(bool fail)
{
    const QMutexLocker lock(&m_mutex);
    m_syncsFail = fail;
}

void FaultyDisk::setSpace(std::optional<qint64> bytes)
{
    const QMutexLocker lock(&m_mutex);
    m_space = bytes;
}

FaultyDisk::Fate FaultyDisk::begin()
{
    if (m_down) {
        return Fate::Down;
    }
    const int moment = m_moments++;
    if (moment == m_killAt) {
        return Fate::Killed;
    }
    if (moment == m_cutAt) {
        m_down = true;
        return Fate::Cut;
    }
    return moment >= m_failFrom && moment < m_failUntil ? Fate::Fails : Fate::Works;
}

void FaultyDisk::syncFolder()
{
    for (Name &name : m_names) {
        name.synced = true;
        name.before.reset();
    }
}

void FaultyDisk::apply(const Change &change, QByteArray &bytes)
{
    if (change.bytes.isNull()) {
        bytes.resize(change.offset, '\0');
        return;
    }
    if (bytes.size() < change.offset + change.bytes.size()) {
        bytes.resize(change.offset + change.bytes.size(), '\0');
    }
    bytes.replace(change.offset, change.bytes.size(), change.bytes);
}

/// One sector of a write that was not synced: there, not there, half there, or never to be read again.
static void scramble(QByteArray &sector, std::mt19937 &random)
{
    switch (random() % 8) {
    case 0:
    case 1:
        sector.clear();
        break;
    case 2:
        sector.truncate(static_cast<qsizetype>(random() % sector.size()));
        break;
    case 3:
        for (char &byte : sector) {
            byte = static_cast<char>(random());
        }
        break;
    default:
        break;
    }
}

QByteArray FaultyDisk::survivor(const Content &content, std::mt19937 &random)
{
    enum { Nothing, Everything, UpToOne, Sectors };
    const auto mode = random() % 4;
    QByteArray bytes = content.synced;
    const qsizetype last = content.pending.isEmpty() ? 0 : static_cast<qsizetype>(random() % content.pending.size());
    for (qsizetype i = 0; i < content.pending.size() && mode != Nothing; ++i) {
        Change change = content.pending[i];
        if (mode == Everything || (mode == UpToOne && i < last)) {
            apply(change, bytes);
        } else if (mode == UpToOne) {
            if (!change.bytes.isNull()) {
                change.bytes.truncate(static_cast<qsizetype>(1 + random() % change.bytes.size()));
                apply(change, bytes);
            }
            break;
        } else if (change.bytes.isNull()) {
            if (random() % 2 == 0) {
                apply(change, bytes);
            }
        } else {
            for (qint64 at = 0; at < change.bytes.size();) {
                const qint64 length = qMin(sectorSize - (change.offset + at) % sectorSize, change.bytes.size() - at);
                Change part { change.offset + at, change.bytes.mid(at, length) };
                scramble(part.bytes, random);
                if (!part.bytes.isEmpty()) {
                    apply(part, bytes);
                }
                at += length;
            }
        }
    }
    return bytes;
}

static void replace(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(bytes) != bytes.size()) {
        qFatal("cannot write %s", qPrintable(path));
    }
}

void FaultyDisk::powerUp(quint32 seed)
{
    const QMutexLocker lock(&m_mutex);
    std::mt19937 random(seed);
    QStringList paths = m_names.keys();
    paths.sort(); // a seed means the same each time
    for (const QString &path : std::as_const(paths)) {
        const Name &name = m_names[path];
        if (name.users > 0) {
            qFatal("%s is open", qPrintable(path));
        }
        const auto &content = name.synced || random() % 2 == 0 ? name.now : name.before;
        if (content) {
            replace(path, survivor(*content, random));
        } else {
            QFile::remove(path);
        }
        const QString index = path + QStringLiteral("-shm"); // never synced, so there may be anything in it
        if (QFile::exists(index) && random() % 2 == 0) {
            QByteArray rubbish(32 * 1024, '\0');
            std::generate(rubbish.begin(), rubbish.end(), [&random] { return static_cast<char>(random()); });
            replace(index, rubbish);
        }
    }
    m_names.clear();
    m_down = false;
    m_cutAt = -1;
}

} // namespace natter
