// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>

namespace natter {

/// A picture of others, square and `side` pixels large, or smaller if it is; of one that moves the first moment. Null
/// for what is none, is of a kind that nobody needs, or is larger than limits::picturePixels. For any thread.
QImage squarePicture(const QByteArray &bytes, int side);

/// A picture of the person's own as others get it.
struct SentPicture
{
    QString type; ///< of MIME
    QByteArray bytes; ///< empty: it was no picture
};
/// Square, at most `side` pixels large; PNG, or JPEG where that would be larger than limits::pictureBytes. For any
/// thread.
SentPicture pictureToSend(const QByteArray &bytes, int side);

} // namespace natter
