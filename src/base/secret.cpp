// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/secret.h"

namespace natter {

Secret::Secret(const QString &text)
    : m_bytes(new QByteArray(text.toUtf8()), [](const QByteArray *bytes) {
        volatile char *byte = const_cast<char *>(bytes->constData());
        for (qsizetype i = 0; i < bytes->size(); ++i) {
            byte[i] = 0;
        }
        delete bytes;
    })
{
}

} // namespace natter
