// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/private_file.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>

#include <cerrno>
#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>
#endif

namespace natter {

Error putAside(const QString &path)
{
    const QString aside =
        path + u".damaged-" + QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-hhmmss-zzz"));
    if (!QFile::rename(path, aside)) {
        return { Error::Kind::Storage, path + u" is damaged and cannot be put aside as " + aside, {}, {} };
    }
    return { Error::Kind::StorageDamaged, path + u" is not readable and was kept as " + aside, {}, {} };
}

Result<QJsonObject> readJsonObject(const QString &path)
{
    QFile file(path);
    if (!file.exists()) {
        return QJsonObject();
    }
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(Error::Kind::ReadOnly, path + u": " + file.errorString());
    }
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &error);
    file.close();
    if (error.error == QJsonParseError::NoError && document.isObject()) {
        return document.object();
    }
    return failure(putAside(path));
}

/// Waits until the disk has it. QSaveFile and QFile do not say if it has not.
static bool synced(int descriptor)
{
#ifdef Q_OS_UNIX
    return ::fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP; // some file systems cannot be asked
#else
    Q_UNUSED(descriptor)
    return true;
#endif
}

/// A file that replaces another is only there after a power cut if its folder knows of it.
static bool folderSynced(const QString &folder)
{
#ifdef Q_OS_UNIX
    const int descriptor = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool done = descriptor < 0 || synced(descriptor);
    ::close(descriptor);
    return done;
#else
    Q_UNUSED(folder)
    return true;
#endif
}

static Error writeError(const QSaveFile &file, Error::Kind otherwise)
{
    bool full = errno == ENOSPC || file.error() == QFileDevice::ResourceError;
#ifdef EDQUOT
    full = full || errno == EDQUOT; // for this person
#endif
    return { full ? Error::Kind::StorageFull : otherwise, file.fileName() + u": " + file.errorString(), {}, {} };
}

Result<> writeJsonObject(const QString &path, const QJsonObject &object)
{
    const QString folder = QFileInfo(path).absolutePath();
    if (!QDir(folder).exists() && QDir().mkpath(folder)) {
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    QSaveFile file(path);
    errno = 0;
    if (!file.open(QIODevice::WriteOnly)) {
        return failure(writeError(file, Error::Kind::ReadOnly));
    }
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    const QByteArray bytes = QJsonDocument(object).toJson();
    if (file.write(bytes) != bytes.size() || !file.flush() || !synced(file.handle())) {
        const Error error = writeError(file, Error::Kind::Storage);
        file.cancelWriting();
        return failure(error);
    }
    if (!file.commit() || !folderSynced(folder)) {
        return failure(writeError(file, Error::Kind::Storage));
    }
    return {};
}

} // namespace natter
