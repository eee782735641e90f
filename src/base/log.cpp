// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/log.h"

#include "base/limits.h"
#include "base/text.h"

namespace natter {

Q_LOGGING_CATEGORY(logWire, "natter.wire", QtInfoMsg)
Q_LOGGING_CATEGORY(logProtocol, "natter.protocol", QtInfoMsg)
Q_LOGGING_CATEGORY(logStore, "natter.store", QtInfoMsg)
Q_LOGGING_CATEGORY(logChat, "natter.chat", QtInfoMsg)
Q_LOGGING_CATEGORY(logApp, "natter.app", QtInfoMsg)
Q_LOGGING_CATEGORY(logSecurity, "natter.security", QtInfoMsg)

static bool isUnsafe(QChar c)
{
    const char16_t u = c.unicode();
    return c.category() == QChar::Other_Control || (u >= 0x200e && u <= 0x200f) || (u >= 0x202a && u <= 0x202e)
        || (u >= 0x2066 && u <= 0x2069) || u == 0x061c || u == 0xfeff || u == 0x200b || u == 0x2028 || u == 0x2029;
}

static QString escaped(QStringView text)
{
    QString result;
    result.reserve(text.size());
    for (const QChar c : text) {
        if (isUnsafe(c)) {
            result += QStringLiteral("<U+%1>").arg(c.unicode(), 4, 16, QLatin1Char('0')).toUpper();
        } else {
            result += c;
        }
    }
    return result;
}

QString forLog(QStringView text)
{
    QString line = escaped(cut(text, limits::logLineChars));
    line.truncate(limits::logLineChars);
    return line;
}

QString withVisibleControls(QStringView text) { return escaped(cut(text, limits::statusChars)); }

} // namespace natter
