// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCache>
#include <QFuture>
#include <QImage>
#include <QObject>

namespace natter {

/// Pictures by their hashes (XEP-0153): some in memory, more on disk. Files are read and pictures decoded on the thread
/// pool.
class PictureShelf : public QObject
{
    Q_OBJECT

public:
    PictureShelf();

    /// Where they are kept from now on, in files of their own; none are until then.
    void setFolder(const QString &folder);
    /// Null if it is not in memory.
    QImage find(const QByteArray &hash) const;
    /// From the disk; null if it is not there, or no longer what it was.
    QFuture<QImage> fetch(const QByteArray &hash);
    /// Keeps what has that hash. Null if it has another one, or is no picture.
    QFuture<QImage> add(const QByteArray &hash, const QByteArray &bytes);

private:
    QString fileOf(const QByteArray &hash) const;
    QFuture<QImage> keep(const QByteArray &hash, const QFuture<QImage> &image);

    QString m_folder;
    int m_written = 0; ///< since it was cleared up
    QCache<QByteArray, QImage> m_images;
};

} // namespace natter
