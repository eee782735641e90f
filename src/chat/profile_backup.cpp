// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/profile_backup.h"

#include "chat/private_writer.h"
#include "crypto/age_format.h"
#include "store/database_copy.h"

#include <QDir>
#include <QFileInfo>

#include <archive.h>
#include <archive_entry.h>

#include <array>
#include <memory>

namespace natter {

static constexpr qsizetype copiedAtOnce = 256 * 1024;

static QString databaseName() { return QStringLiteral("natter.sqlite"); }
/// A backup has these, as far as they are there.
static QStringList partsOfBackup()
{
    return { databaseName(), QStringLiteral("accounts.json"), QStringLiteral("settings.json"),
             QStringLiteral("passwords.json"), QStringLiteral("learnt-words.txt") };
}
/// What would belong to another database; its log before the database itself.
static QStringList partsOfProfile()
{
    return QStringList { QStringLiteral("natter.sqlite-wal"), QStringLiteral("natter.sqlite-shm"),
                         QStringLiteral("natter-search.sqlite"), QStringLiteral("natter-search.sqlite-wal"),
                         QStringLiteral("natter-search.sqlite-shm") }
    + partsOfBackup();
}
static QString opening() { return QStringLiteral("restore-opening"); } ///< folder of a backup that is being opened,
static QString ready() { return QStringLiteral("restore-ready"); } ///< that waits for the profile to be closed,
static QString moving() { return QStringLiteral("restore-moving"); } ///< and whose files take their places
static QString aside() { return QStringLiteral("restore-aside"); } ///< the profile's files of before, meanwhile
static QString copyFolder() { return QStringLiteral("backup-copy"); } ///< has the copy that is being packed

static Error cancelled() { return { Error::Kind::Cancelled, QStringLiteral("it was stopped"), {}, {} }; }

/// What the callbacks of libarchive share with whoever calls it.
struct Stream
{
    AgeWriter *writer = nullptr;
    AgeReader *reader = nullptr;
    QByteArray piece = {};
    std::optional<Error> error = {};
};

static la_ssize_t writePiece(archive *, void *data, const void *bytes, size_t count)
{
    auto *stream = static_cast<Stream *>(data);
    const auto written = stream->writer->write({ static_cast<const char *>(bytes), static_cast<qsizetype>(count) });
    if (!written) {
        stream->error = written.error();
        return -1;
    }
    return static_cast<la_ssize_t>(count);
}

static la_ssize_t readPiece(archive *, void *data, const void **bytes)
{
    auto *stream = static_cast<Stream *>(data);
    const auto piece = stream->reader->read();
    if (!piece) {
        stream->error = piece.error();
        return -1;
    }
    stream->piece = *piece;
    *bytes = stream->piece.constData();
    return stream->piece.size();
}

/// What went wrong below, or else what libarchive says.
static Error errorOf(archive *tar, const Stream &stream, Error::Kind kind)
{
    return stream.error.value_or(Error { kind, QString::fromUtf8(archive_error_string(tar)), {}, {} });
}

/// A folder for as long as this lives. If one is there, a run that was killed has left it.
class OwnFolder
{
public:
    explicit OwnFolder(const QString &path) : m_folder(path)
    {
        m_folder.removeRecursively();
        m_isMade = QDir().mkpath(path);
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    ~OwnFolder() { m_folder.removeRecursively(); }
    Q_DISABLE_COPY_MOVE(OwnFolder)

    bool isMade() const { return m_isMade; }
    QString filePath(const QString &name) const { return m_folder.filePath(name); }

private:
    QDir m_folder;
    bool m_isMade = false;
};

/// How far a backup is, in KiB.
class Gauge
{
public:
    Gauge(const Progress &progress, qint64 total) : m_progress(progress), m_total(total) { }

    Result<> add(qint64 bytes)
    {
        m_done += bytes;
        const bool goesOn = m_progress(static_cast<int>(m_done / 1024), static_cast<int>(m_total / 1024));
        return goesOn ? Result<>() : failure(cancelled());
    }

private:
    const Progress &m_progress;
    const qint64 m_total;
    qint64 m_done = 0;
};

static Result<> pack(archive *tar, const Stream &stream, const QFileInfo &part, Gauge &gauge)
{
    QFile file(part.filePath());
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(Error::Kind::ReadOnly, file.fileName() + u": " + file.errorString());
    }
    const std::unique_ptr<archive_entry, decltype(&archive_entry_free)> entry(archive_entry_new(), &archive_entry_free);
    archive_entry_set_pathname(entry.get(), part.fileName().toUtf8().constData());
    archive_entry_set_size(entry.get(), file.size());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0600);
    archive_entry_set_mtime(entry.get(), part.lastModified().toSecsSinceEpoch(), 0);
    if (archive_write_header(tar, entry.get()) != ARCHIVE_OK) {
        return failure(errorOf(tar, stream, Error::Kind::Storage));
    }
    while (!file.atEnd()) {
        const QByteArray piece = file.read(copiedAtOnce);
        if (piece.isEmpty()) {
            return failure(Error::Kind::Storage, file.fileName() + u": " + file.errorString());
        }
        if (archive_write_data(tar, piece.constData(), static_cast<size_t>(piece.size())) != piece.size()) {
            return failure(errorOf(tar, stream, Error::Kind::Storage));
        }
        if (const auto told = gauge.add(piece.size()); !told) {
            return told;
        }
    }
    return {};
}

static Result<> packAll(const QList<QFileInfo> &parts, AgeWriter &writer, const Progress &progress)
{
    qint64 total = 0;
    for (const QFileInfo &part : parts) {
        total += part.size();
    }
    Gauge gauge(progress, total);
    Stream stream;
    stream.writer = &writer;
    const std::unique_ptr<archive, decltype(&archive_write_free)> tar(archive_write_new(), &archive_write_free);
    archive_write_set_format_pax_restricted(tar.get());
    archive_write_set_bytes_in_last_block(tar.get(), 1);
    if (archive_write_open(tar.get(), &stream, nullptr, writePiece, nullptr) != ARCHIVE_OK) {
        return failure(errorOf(tar.get(), stream, Error::Kind::Storage));
    }
    for (const QFileInfo &part : parts) {
        if (const auto packed = pack(tar.get(), stream, part, gauge); !packed) {
            return packed;
        }
    }
    return archive_write_close(tar.get()) == ARCHIVE_OK ? Result<>()
                                                        : failure(errorOf(tar.get(), stream, Error::Kind::Storage));
}

Result<> backUpProfile(const QString &profile, const QString &target, const Secret &passphrase,
                       const Progress &progress)
{
    const OwnFolder folder(profile + u'/' + copyFolder()); // its files are readable to nobody else
    if (!folder.isMade()) {
        return failure(Error::Kind::ReadOnly, profile + u": a folder could not be made");
    }
    const QString copy = folder.filePath(databaseName());
    if (const auto copied = copyDatabase(profile + u'/' + databaseName(), copy); !copied) {
        return copied;
    }
    QList<QFileInfo> parts { QFileInfo(copy) };
    const QStringList names = partsOfBackup();
    for (const QString &name : names) {
        if (const QFileInfo part(profile + u'/' + name); name != databaseName() && part.exists()) {
            parts.append(part);
        }
    }
    PrivateWriter file(target);
    AgeWriter writer([&file](QByteArrayView bytes) { return file.write(bytes); });
    Result<> done = progress(0, 0) ? file.open() : failure(cancelled());
    done = done ? writer.begin(passphrase) : done;
    done = done ? packAll(parts, writer, progress) : done;
    done = done ? writer.end() : done;
    return done ? file.commit() : done;
}

/// The file of the entry in that folder.
static Result<> unpack(archive *tar, const Stream &stream, const QString &path, Gauge &gauge)
{
    PrivateWriter file(path);
    Result<> done = file.open();
    QByteArray piece(copiedAtOnce, '\0');
    for (;;) {
        const la_ssize_t count = done ? archive_read_data(tar, piece.data(), static_cast<size_t>(piece.size())) : 0;
        if (count < 0) {
            return failure(errorOf(tar, stream, Error::Kind::Malformed));
        }
        if (count == 0) {
            return done ? file.commit() : done;
        }
        done = file.write(QByteArrayView(piece).first(count));
        done = done ? gauge.add(count) : done;
    }
}

/// Only what a backup has, whatever else is in the archive: a name is no path here.
static Result<> unpackAll(AgeReader &reader, const QString &folder, Gauge &gauge)
{
    Stream stream;
    stream.reader = &reader;
    const std::unique_ptr<archive, decltype(&archive_read_free)> tar(archive_read_new(), &archive_read_free);
    archive_read_support_format_tar(tar.get());
    if (archive_read_open(tar.get(), &stream, nullptr, readPiece, nullptr) != ARCHIVE_OK) {
        return failure(errorOf(tar.get(), stream, Error::Kind::Malformed));
    }
    const QStringList names = partsOfBackup();
    archive_entry *entry = nullptr;
    for (;;) {
        const int next = archive_read_next_header(tar.get(), &entry);
        if (next == ARCHIVE_EOF) {
            break;
        }
        if (next != ARCHIVE_OK) {
            return failure(errorOf(tar.get(), stream, Error::Kind::Malformed));
        }
        const QString name = QString::fromUtf8(archive_entry_pathname(entry));
        if (names.contains(name) && archive_entry_filetype(entry) == AE_IFREG) {
            if (const auto unpacked = unpack(tar.get(), stream, folder + u'/' + name, gauge); !unpacked) {
                return unpacked;
            }
        }
    }
    const bool hasMessages = QFileInfo::exists(folder + u'/' + databaseName());
    return hasMessages ? Result<>() : failure(Error::Kind::Malformed, QStringLiteral("no backup of Natter"));
}

static Result<> openInto(const QString &path, const QString &folder, const Secret &passphrase, const Progress &progress)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(Error::Kind::ReadOnly, path + u": " + file.errorString());
    }
    Gauge gauge(progress, file.size());
    AgeReader reader([&file](qsizetype most) -> Result<QByteArray> {
        const QByteArray piece = file.read(most);
        return piece.isEmpty() && !file.atEnd() ? failure(Error::Kind::Storage, file.errorString())
                                                : Result<QByteArray>(piece);
    });
    Result<> done = reader.begin(passphrase);
    done = done ? unpackAll(reader, folder, gauge) : done;
    return done ? checkCopy(folder + u'/' + databaseName()) : done;
}

Result<> openBackup(const QString &path, const QString &profile, const Secret &passphrase, const Progress &progress)
{
    QDir folder(profile);
    QDir(folder.filePath(ready())).removeRecursively(); // by an attempt before
    const OwnFolder place(folder.filePath(opening()));
    if (!place.isMade()) {
        return failure(Error::Kind::ReadOnly, profile + u": a folder could not be made");
    }
    auto opened = openInto(path, folder.filePath(opening()), passphrase, progress);
    if (opened && !progress(1, 1)) { // checking it took its time
        opened = failure(cancelled());
    }
    if (opened && !folder.rename(opening(), ready())) {
        opened = failure(Error::Kind::ReadOnly, opening() + u" could not be renamed");
    }
    return opened;
}

static Result<> move(const QDir &from, const QString &name, const QDir &to)
{
    return !from.exists(name) || QFile::rename(from.filePath(name), to.filePath(name))
        ? Result<>()
        : failure(Error::Kind::ReadOnly, from.filePath(name) + u" could not be moved to " + to.path());
}

/// All parts of the profile that are in one folder go into another.
static Result<> moveAll(const QDir &from, const QDir &to)
{
    Result<> done;
    const QStringList names = partsOfProfile();
    for (const QString &name : names) {
        done = done ? move(from, name, to) : done;
    }
    return done;
}

static Result<> rename(QDir &folder, const QString &from, const QString &to)
{
    return folder.rename(from, to) ? Result<>()
                                   : failure(Error::Kind::ReadOnly, folder.filePath(from) + u" could not be renamed");
}

Result<> finishRestore(const QString &profile, const QDateTime &now)
{
    QDir folder(profile);
    for (const QString &left : { opening(), copyFolder() }) { // by a run that was killed
        QDir(folder.filePath(left)).removeRecursively();
    }
    Result<> done;
    if (folder.exists(ready()) && !folder.exists(moving())) {
        done = folder.mkpath(aside()) ? done : failure(Error::Kind::ReadOnly, aside() + u" could not be made");
        done = done ? moveAll(folder, QDir(folder.filePath(aside()))) : done;
        done = done ? rename(folder, ready(), moving()) : done;
    }
    if (done && folder.exists(moving())) {
        QDir restored(folder.filePath(moving()));
        done = moveAll(restored, folder);
        if (done) {
            restored.removeRecursively();
        }
    }
    if (done && folder.exists(aside())) {
        done = rename(folder, aside(), u"before-restore-" + now.toString(QStringLiteral("yyyyMMdd-hhmmss-zzz")));
    }
    return done;
}

} // namespace natter
