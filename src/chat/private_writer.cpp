// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/private_writer.h"

#include <QFileInfo>

#include <cerrno>
#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>
#else
#include <io.h>
#endif

namespace natter {

/// Waits until the disk has it. QSaveFile and QFile do not say if it has not.
static bool synced(int descriptor)
{
#ifdef Q_OS_UNIX
    return ::fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP; // some file systems cannot be asked
#else
    return ::_commit(descriptor) == 0;
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

Error PrivateWriter::error(Error::Kind otherwise) const
{
    bool full = errno == ENOSPC || m_file.error() == QFileDevice::ResourceError;
#ifdef EDQUOT
    full = full || errno == EDQUOT; // for this person
#endif
    return { full ? Error::Kind::StorageFull : otherwise, m_file.fileName() + u": " + m_file.errorString(), {}, {} };
}

Result<> PrivateWriter::open()
{
    errno = 0;
    if (!m_file.open(QIODevice::WriteOnly)) {
        return failure(error(Error::Kind::ReadOnly));
    }
    m_file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    return {};
}

Result<> PrivateWriter::write(QByteArrayView bytes)
{
    errno = 0;
    return m_file.write(bytes.data(), bytes.size()) == bytes.size() ? Result<>() : failure(error(Error::Kind::Storage));
}

Result<> PrivateWriter::commit()
{
    errno = 0;
    if (!m_file.flush() || !synced(m_file.handle())) {
        const Error said = error(Error::Kind::Storage);
        m_file.cancelWriting();
        return failure(said);
    }
    if (!m_file.commit() || !folderSynced(QFileInfo(m_file.fileName()).absolutePath())) {
        return failure(error(Error::Kind::Storage));
    }
    return {};
}

} // namespace natter
