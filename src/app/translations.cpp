// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/translations.h"

#include <QApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

#include <memory>

namespace natter {

void installTranslators(QApplication &application)
{
    const auto install = [&application](const QLocale &locale, const QString &name, const QString &folder) {
        auto translator = std::make_unique<QTranslator>(&application);
        return translator->load(locale, name, QStringLiteral("_"), folder) && !translator->isEmpty()
            && QCoreApplication::installTranslator(translator.release());
    };
    const QStringList languages = QLocale().uiLanguages();
    for (const QString &language : languages) {
        const QLocale locale(language);
        if (locale.language() == QLocale::English
            || install(locale, QStringLiteral("natter"), QStringLiteral(":/i18n"))) {
            install(locale, QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
            break;
        }
    }
    if (QLocale().textDirection() == Qt::RightToLeft) {
        QApplication::setLayoutDirection(Qt::RightToLeft); // also where no translation says so
    }
}

} // namespace natter
