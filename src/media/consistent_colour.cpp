// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/consistent_colour.h"

#include <QCryptographicHash>

namespace natter {

/// XEP-0392, 5.1: the first two bytes of the SHA-1, little endian, as a part of the circle.
static double hueOf(QStringView text)
{
    const QByteArray digest = QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha1);
    const int value = static_cast<quint8>(digest[0]) | static_cast<quint8>(digest[1]) << 8;
    return value / 65536.0;
}

QColor consistentColour(QStringView text, bool darkBackground)
{
    return QColor::fromHslF(static_cast<float>(hueOf(text)), 0.55F, darkBackground ? 0.72F : 0.33F);
}

QColor consistentBackground(QStringView text)
{
    return QColor::fromHslF(static_cast<float>(hueOf(text)), 0.45F, 0.42F);
}

} // namespace natter
