// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/proofreader.h"
#include "platform/dictionaries.h"

#include "base/worker_thread.h"

#include <QHash>

namespace natter {

class DictionaryShelf;

/// Spelling by the dictionaries of this machine, and by what the person added to them. Remembers what it was told.
class SpellChecker final : public Proofreader
{
    Q_OBJECT

public:
    /// `profile` is the profile's folder, where added words are kept, for all languages.
    explicit SpellChecker(const QString &profile, const QStringList &folders = dictionaryFolders(),
                          QObject *parent = nullptr);
    ~SpellChecker() override;

    QList<SpellingLanguage> languages() const override { return m_languages; }
    Verdict verdict(const QString &language, const QString &word) const override;
    QFuture<QSet<QString>> misspelt(const QString &language, const QStringList &words) override;
    QFuture<QStringList> suggestions(const QString &language, const QString &word) override;
    void learn(const QString &word) override;

private:
    bool isLearnt(const QString &word) const;
    QSet<QString> take(const QString &language, const QStringList &words, const QSet<QString> &wrong);

    WorkerThread<DictionaryShelf> m_shelf;
    QList<SpellingLanguage> m_languages;
    QSet<QString> m_learnt;
    QHash<QString, QHash<QString, bool>> m_right; ///< words by language, without what was learnt
};

} // namespace natter
