// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/proofreader.h"

#include <algorithm>

namespace natter {

/// Of several dictionaries of a language that of its usual country, such as de_DE; empty if there is none.
static QString ofLanguage(const QStringList &codes, QLocale::Language language)
{
    if (QString usual = QLocale(language).name(); codes.contains(usual)) {
        return usual;
    }
    const auto found = std::find_if(codes.cbegin(), codes.cend(),
                                    [language](const QString &code) { return QLocale(code).language() == language; });
    return found == codes.cend() ? QString() : *found;
}

QString preferredLanguage(const QStringList &codes, const QLocale &locale)
{
    if (codes.contains(locale.name())) {
        return locale.name();
    }
    const QString own = locale.language() == QLocale::C ? QString() : ofLanguage(codes, locale.language());
    return own.isEmpty() ? ofLanguage(codes, QLocale::English) : own;
}

} // namespace natter
