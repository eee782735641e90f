// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/random_id.h"

#include <QRandomGenerator>

namespace natter {

QByteArray RandomId::bytes(int count)
{
    QByteArray result(count, Qt::Uninitialized);
    for (char &byte : result) {
        byte = static_cast<char>(QRandomGenerator::system()->generate() & 0xff);
    }
    return result;
}

QString RandomId::next()
{
    return QString::fromLatin1(bytes(15).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

quint32 RandomId::below(quint32 bound)
{
    const QByteArray raw = bytes(8);
    quint64 value = 0;
    for (const char byte : raw) {
        value = value << 8 | static_cast<quint8>(byte);
    }
    return static_cast<quint32>(value % bound);
}

} // namespace natter
