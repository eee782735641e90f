// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/proofreader.h"

#include <QStringList>

namespace natter {

/// The two files of a dictionary for Hunspell.
struct DictionaryFiles
{
    QString code; ///< of its language, such as "de_DE"
    QString affixes;
    QString words;
};

/// Where people and distributions keep them; what comes first wins.
QStringList dictionaryFolders();

/// One for each language. A dictionary with several names, which are links, is there once, under its own.
QList<DictionaryFiles> findDictionaries(const QStringList &folders);

/// With names that differ, in the order of those.
QList<SpellingLanguage> languagesOf(const QList<DictionaryFiles> &dictionaries);

} // namespace natter
