// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/spell_checker.h"

#include "base/future.h"
#include "platform/dictionary_shelf.h"

namespace natter {

static constexpr qsizetype mostRemembered = 50'000; ///< words of a language

SpellChecker::SpellChecker(const QString &profile, const QStringList &folders, QObject *parent)
    : Proofreader(parent)
    , m_shelf(QStringLiteral("spelling"), [folders, file = QString(profile + QStringLiteral("/learnt-words.txt"))] {
        return std::make_unique<DictionaryShelf>(folders, file);
    })
{
    whenDone(m_shelf.call([](DictionaryShelf &shelf) { return shelf.learntWords(); }), this,
             [this](const QSet<QString> &words) {
                 m_learnt += words;
                 for (const QString &word : words) {
                     Q_EMIT learnt(word);
                 }
             });
    whenDone(m_shelf.call([](DictionaryShelf &shelf) { return shelf.languages(); }), this,
             [this](const QList<SpellingLanguage> &languages) {
                 m_languages = languages;
                 Q_EMIT languagesFound();
             });
}

SpellChecker::~SpellChecker() = default;

/// At the beginning of a sentence, or in capitals, it is the same word.
bool SpellChecker::isLearnt(const QString &word) const
{
    const QString small = word.toLower();
    const QString capitalised = small.left(1).toUpper() + small.mid(1);
    const bool shouted = word == word.toUpper();
    return m_learnt.contains(word) || ((shouted || word == capitalised) && m_learnt.contains(small))
        || (shouted && m_learnt.contains(capitalised));
}

Proofreader::Verdict SpellChecker::verdict(const QString &language, const QString &word) const
{
    if (isLearnt(word)) {
        return Verdict::Right;
    }
    const auto words = m_right.constFind(language);
    if (words == m_right.cend()) {
        return Verdict::Unknown;
    }
    const auto right = words->constFind(word);
    return right == words->cend() ? Verdict::Unknown : *right ? Verdict::Right : Verdict::Misspelt;
}

QFuture<QSet<QString>> SpellChecker::misspelt(const QString &language, const QStringList &words)
{
    QStringList unknown;
    QSet<QString> wrong;
    for (const QString &word : words) {
        switch (verdict(language, word)) {
        case Verdict::Unknown:
            unknown.append(word);
            break;
        case Verdict::Misspelt:
            wrong.insert(word);
            break;
        case Verdict::Right:
            break;
        }
    }
    if (unknown.isEmpty()) {
        return readyFuture(wrong);
    }
    auto promise = std::make_shared<QPromise<QSet<QString>>>();
    promise->start();
    whenDone(m_shelf.call([=](DictionaryShelf &shelf) { return shelf.misspelt(language, unknown); }), this,
             [=, this](const QSet<QString> &found) {
                 promise->addResult(wrong + take(language, unknown, found));
                 promise->finish();
             });
    return promise->future();
}

/// Returns what is wrong all the same, once what was learnt in the meantime is left out.
QSet<QString> SpellChecker::take(const QString &language, const QStringList &words, const QSet<QString> &wrong)
{
    QHash<QString, bool> &known = m_right[language];
    if (known.size() + words.size() > mostRemembered) {
        known.clear();
    }
    QSet<QString> result;
    for (const QString &word : words) {
        known.insert(word, !wrong.contains(word));
        if (wrong.contains(word) && !isLearnt(word)) {
            result.insert(word);
        }
    }
    return result;
}

QFuture<QStringList> SpellChecker::suggestions(const QString &language, const QString &word)
{
    return m_shelf.call([=](DictionaryShelf &shelf) { return shelf.suggestions(language, word); });
}

void SpellChecker::learn(const QString &word)
{
    m_learnt.insert(word);
    m_shelf.post([word](DictionaryShelf &shelf) { shelf.learn(word); });
    Q_EMIT learnt(word);
}

} // namespace natter
