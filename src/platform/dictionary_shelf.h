// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/dictionary.h"
#include "platform/learnt_words.h"

#include <utility>
#include <vector>

namespace natter {

/// The dictionaries of this machine, of which those in use are in memory, and the words that the person added. Lives
/// on a thread of its own: a dictionary takes long to be loaded.
class DictionaryShelf
{
public:
    DictionaryShelf(const QStringList &folders, const QString &learntWords);

    QList<SpellingLanguage> languages() const { return languagesOf(m_files); }
    QSet<QString> learntWords() const { return m_learntWords.words(); }
    /// Which of the words the language's dictionary does not have; none if there is none that can be used.
    QSet<QString> misspelt(const QString &language, const QStringList &words);
    QStringList suggestions(const QString &language, const QString &word);
    void learn(const QString &word);

private:
    Dictionary *dictionary(const QString &language);

    QList<DictionaryFiles> m_files;
    std::vector<std::pair<QString, std::unique_ptr<Dictionary>>> m_open; ///< the last used first; null if of no use
    LearntWords m_learntWords;
};

} // namespace natter
