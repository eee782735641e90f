// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/dictionary_shelf.h"

#include "base/log.h"

#include <algorithm>

namespace natter {

static constexpr size_t mostOpen = 4; ///< each takes some 10 MB

DictionaryShelf::DictionaryShelf(const QStringList &folders, const QString &learntWords) : m_learntWords(learntWords)
{
    if (Dictionary::isSupported()) {
        m_files = findDictionaries(folders);
    }
    if (const auto loaded = m_learntWords.load(); !loaded) {
        qCWarning(logApp).noquote() << "learnt words:" << forLog(loaded.error().detail);
    }
}

Dictionary *DictionaryShelf::dictionary(const QString &language)
{
    const auto open =
        std::find_if(m_open.begin(), m_open.end(), [&](const auto &each) { return each.first == language; });
    if (open != m_open.end()) {
        std::rotate(m_open.begin(), open, std::next(open));
        return m_open.front().second.get();
    }
    const auto files = std::find_if(m_files.cbegin(), m_files.cend(),
                                    [&](const DictionaryFiles &each) { return each.code == language; });
    if (files == m_files.cend()) {
        return nullptr;
    }
    auto loaded = Dictionary::load(*files);
    if (!loaded) {
        qCWarning(logApp).noquote() << "dictionary left out:" << forLog(loaded.error().detail);
    }
    if (m_open.size() == mostOpen) {
        m_open.pop_back();
    }
    m_open.emplace(m_open.begin(), language, loaded ? std::move(*loaded) : nullptr);
    return m_open.front().second.get();
}

QSet<QString> DictionaryShelf::misspelt(const QString &language, const QStringList &words)
{
    QSet<QString> wrong;
    if (Dictionary *known = dictionary(language)) {
        std::copy_if(words.cbegin(), words.cend(), std::inserter(wrong, wrong.end()),
                     [known](const QString &word) { return !known->hasWord(word); });
    }
    return wrong;
}

QStringList DictionaryShelf::suggestions(const QString &language, const QString &word)
{
    Dictionary *known = dictionary(language);
    return known ? known->suggestions(word) : QStringList();
}

void DictionaryShelf::learn(const QString &word)
{
    if (const auto written = m_learntWords.add(word); !written) {
        qCWarning(logApp).noquote() << "learnt until the end of the program only:" << forLog(written.error().detail);
    }
}

} // namespace natter
