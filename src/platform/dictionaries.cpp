// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/dictionaries.h"

#include <QDir>
#include <QHash>
#include <QMap>
#include <QRegularExpression>
#include <QStandardPaths>

#include <algorithm>

namespace natter {

QStringList dictionaryFolders()
{
    QStringList folders = qEnvironmentVariable("DICPATH").split(QDir::listSeparator(), Qt::SkipEmptyParts);
    QStringList bases = QStandardPaths::standardLocations(QStandardPaths::GenericDataLocation);
#ifdef Q_OS_UNIX
    bases.append(QStringLiteral("/usr/share"));
#endif
    for (const QString &base : std::as_const(bases)) {
        for (const char *folder : { "/hunspell", "/myspell", "/myspell/dicts" }) {
            folders.append(base + QLatin1String(folder));
        }
    }
    folders.removeDuplicates();
    return folders;
}

/// Empty if a file's name is none of a language.
static QString codeOf(const QString &name)
{
    static const QRegularExpression pattern(QStringLiteral("^[a-z]{2,3}([_-][A-Za-z0-9]{1,8}){0,3}$"));
    return pattern.match(name).hasMatch() && QLocale(name).language() != QLocale::C ? QString(name).replace(u'-', u'_')
                                                                                    : QString();
}

QList<DictionaryFiles> findDictionaries(const QStringList &folders)
{
    QMap<QString, DictionaryFiles> byCode;
    QHash<QString, QString> codes; // by the files
    for (const QString &folder : folders) {
        const auto found = QDir(folder).entryInfoList({ QStringLiteral("*.dic") }, QDir::Files, QDir::Name);
        for (const QFileInfo &entry : found) {
            const QFileInfo affixes(entry.path() + u'/' + entry.completeBaseName() + QStringLiteral(".aff"));
            const QString words = entry.canonicalFilePath();
            if (codeOf(entry.completeBaseName()).isEmpty() || !affixes.isFile() || words.isEmpty()) {
                continue;
            }
            const QString own = codeOf(QFileInfo(words).completeBaseName());
            const QString code = own.isEmpty() ? codeOf(entry.completeBaseName()) : own;
            const QString files = words + u'\n' + affixes.canonicalFilePath();
            if (!codes.contains(files) && !byCode.contains(code)) {
                codes.insert(files, code);
                byCode.insert(code, { code, affixes.canonicalFilePath(), words });
            }
        }
    }
    return byCode.values();
}

static QString capitalised(const QLocale &locale, const QString &name)
{
    return locale.toUpper(name.left(1)) + name.mid(1);
}

QList<SpellingLanguage> languagesOf(const QList<DictionaryFiles> &dictionaries)
{
    QHash<QString, int> shorter;
    QHash<QString, int> longer;
    const auto shortName = [](const QLocale &locale) { return capitalised(locale, locale.nativeLanguageName()); };
    const auto longName = [shortName](const QLocale &locale) -> QString {
        return shortName(locale) + QStringLiteral(" (") + locale.nativeTerritoryName() + u')';
    };
    for (const DictionaryFiles &each : dictionaries) {
        ++shorter[shortName(QLocale(each.code))];
        ++longer[longName(QLocale(each.code))];
    }
    QList<SpellingLanguage> languages;
    for (const DictionaryFiles &each : dictionaries) {
        const QLocale locale(each.code);
        QString name = shorter.value(shortName(locale)) == 1 ? shortName(locale) : longName(locale);
        if (name.isEmpty() || (name == longName(locale) && longer.value(name) > 1)) {
            name = shortName(locale) + QStringLiteral(" (") + each.code + u')';
        }
        languages.append({ each.code, name });
    }
    std::sort(languages.begin(), languages.end(),
              [](const auto &a, const auto &b) { return a.name.localeAwareCompare(b.name) < 0; });
    return languages;
}

} // namespace natter
