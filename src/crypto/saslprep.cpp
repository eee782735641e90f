// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/saslprep.h"

#include <QList>

namespace natter {

/// RFC 3454, table B.1.
static bool mapsToNothing(char16_t c)
{
    return c == 0x00ad || c == 0x034f || c == 0x1806 || (c >= 0x180b && c <= 0x180d) || (c >= 0x200b && c <= 0x200d)
        || c == 0x2060 || (c >= 0xfe00 && c <= 0xfe0f) || c == 0xfeff;
}

QString saslPrepared(const QString &text)
{
    QString mapped;
    for (const QChar c : text) {
        if (c.unicode() >= 0x80 && c.category() == QChar::Separator_Space) {
            mapped += u' ';
        } else if (!mapsToNothing(c.unicode())) {
            mapped += c;
        }
    }
    mapped = mapped.normalized(QString::NormalizationForm_KC);
    for (const uint c : mapped.toUcs4()) {
        const auto category = QChar::category(c);
        if (category == QChar::Other_Control || category == QChar::Other_PrivateUse
            || category == QChar::Other_Surrogate || QChar::isNonCharacter(c)) {
            return text;
        }
    }
    return mapped.isEmpty() ? text : mapped;
}

} // namespace natter
