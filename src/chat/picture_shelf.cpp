// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/picture_shelf.h"

#include "base/future.h"
#include "base/limits.h"
#include "media/picture.h"
#include "protocol/xep/xep0153_vcard_avatars.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

namespace natter {

static constexpr int writtenAtMost = 200; ///< before it is cleared up

PictureShelf::PictureShelf() : m_images(limits::picturesInMemory) { }

/// The oldest make room.
static bool clearUp(const QString &folder)
{
    QDir dir(folder);
    const QString hashes(2 * QCryptographicHash::hashLength(QCryptographicHash::Sha1), u'?');
    const QStringList files = dir.entryList({ hashes }, QDir::Files, QDir::Time); // the newest first
    for (qsizetype i = limits::picturesOnDisk; i < files.size(); ++i) {
        dir.remove(files[i]);
    }
    return true;
}

void PictureShelf::setFolder(const QString &folder)
{
    m_folder = folder;
    onPool([folder] { return clearUp(folder); });
}

QString PictureShelf::fileOf(const QByteArray &hash) const
{
    return m_folder.isEmpty() ? QString() : m_folder + u'/' + QString::fromLatin1(hash);
}

QImage PictureShelf::find(const QByteArray &hash) const
{
    const QImage *image = m_images.object(hash);
    return image ? *image : QImage();
}

QFuture<QImage> PictureShelf::keep(const QByteArray &hash, const QFuture<QImage> &image)
{
    const auto promise = std::make_shared<QPromise<QImage>>();
    promise->start();
    whenDone(image, this, [this, hash, promise](const QImage &made) {
        if (!made.isNull()) {
            m_images.insert(hash, new QImage(made));
        }
        promise->addResult(made);
        promise->finish();
    });
    return promise->future();
}

static QImage readPicture(const QString &path, const QByteArray &hash)
{
    QFile file(path);
    if (path.isEmpty() || !file.open(QIODevice::ReadOnly)) {
        return {};
    }
    const QByteArray bytes = file.read(limits::pictureBytes + 1);
    const QImage image = pictureHashOf(bytes) == hash ? squarePicture(bytes, limits::pictureSide) : QImage();
    if (image.isNull()) {
        file.remove();
    }
    return image;
}

QFuture<QImage> PictureShelf::fetch(const QByteArray &hash)
{
    return keep(hash, onPool([path = fileOf(hash), hash] { return readPicture(path, hash); }));
}

/// Without a disk it is in memory.
static void writeFile(const QString &path, const QByteArray &bytes)
{
    const QString folder = QFileInfo(path).path();
    if (QDir().mkpath(folder)) {
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly)) {
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        file.write(bytes);
        file.commit();
    }
}

static QImage writePicture(const QString &path, const QByteArray &hash, const QByteArray &bytes)
{
    const bool isThat = bytes.size() <= limits::pictureBytes && pictureHashOf(bytes) == hash;
    const QImage image = isThat ? squarePicture(bytes, limits::pictureSide) : QImage();
    if (!image.isNull() && !path.isEmpty()) {
        writeFile(path, bytes);
    }
    return image;
}

QFuture<QImage> PictureShelf::add(const QByteArray &hash, const QByteArray &bytes)
{
    if (++m_written > writtenAtMost && !m_folder.isEmpty()) {
        m_written = 0;
        onPool([folder = m_folder] { return clearUp(folder); });
    }
    return keep(hash, onPool([path = fileOf(hash), hash, bytes] { return writePicture(path, hash, bytes); }));
}

} // namespace natter
