// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/picture.h"

#include "base/limits.h"

#include <QBuffer>
#include <QImageReader>

namespace natter {

static constexpr int ownPixels = 16384; ///< wide or high, of the person's own files

/// Of formats with code that reads them more than enough: nothing that refers to other files, or runs.
static bool isUsual(const QByteArray &format)
{
    return format == "png" || format == "jpeg" || format == "gif" || format == "webp";
}

static QImage squareOf(const QByteArray &bytes, int side, int most)
{
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer);
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(true);
    const QSize size = reader.size();
    if (!isUsual(reader.format()) || size.isEmpty() || size.width() > most || size.height() > most) {
        return {};
    }
    if (const QSize enough = size.scaled(2 * side, 2 * side, Qt::KeepAspectRatioByExpanding);
        enough.width() < size.width()) { // some formats can be read smaller at once
        reader.setScaledSize(enough);
    }
    QImage image = reader.read(); // one, of however many
    const int shorter = qMin(image.width(), image.height());
    if (shorter <= 0) {
        return {};
    }
    image = image.copy((image.width() - shorter) / 2, (image.height() - shorter) / 2, shorter, shorter);
    if (shorter > side) {
        image = image.scaled(side, side, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    }
    return image.convertToFormat(QImage::Format_ARGB32_Premultiplied);
}

QImage squarePicture(const QByteArray &bytes, int side) { return squareOf(bytes, side, limits::picturePixels); }

SentPicture pictureToSend(const QByteArray &bytes, int side)
{
    const QImage image = squareOf(bytes, side, ownPixels);
    for (const char *format : { "png", "jpeg" }) {
        QByteArray written;
        QBuffer buffer(&written);
        buffer.open(QIODevice::WriteOnly);
        if (!image.isNull() && image.save(&buffer, format) && written.size() <= limits::pictureBytes) {
            return { QLatin1String("image/") + QLatin1String(format), written };
        }
    }
    return {};
}

} // namespace natter
