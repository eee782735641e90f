// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>
#include <QLocale>
#include <QObject>
#include <QSet>

namespace natter {

/// A language that spelling can be checked in.
struct SpellingLanguage
{
    QString code; ///< such as "de_DE"
    QString name; ///< in that language

    friend bool operator==(const SpellingLanguage &, const SpellingLanguage &) = default;
};

/// Knows how words are spelt. What it knows already it tells at once, so that nothing flickers while somebody types.
class Proofreader : public QObject
{
    Q_OBJECT

public:
    enum class Verdict { Unknown, Right, Misspelt };

    using QObject::QObject;

    /// By name. Nothing before languagesFound(), and nothing ever if there are no dictionaries.
    virtual QList<SpellingLanguage> languages() const = 0;
    /// What is known of the word without asking. In all of these, words are as plainWord() makes them.
    virtual Verdict verdict(const QString &language, const QString &word) const = 0;
    /// Which of the words are wrong; none in a language that is not there. From then on, verdict() knows them.
    virtual QFuture<QSet<QString>> misspelt(const QString &language, const QStringList &words) = 0;
    /// What the word may have been meant to be: at most 5, the likeliest first.
    virtual QFuture<QStringList> suggestions(const QString &language, const QString &word) = 0;
    /// The word is right from now on, in every language.
    virtual void learn(const QString &word) = 0;

Q_SIGNALS:
    void languagesFound();
    void learnt(const QString &word);
};

/// The language to begin with: that of the person, as exactly as possible, else English; empty if there is neither.
QString preferredLanguage(const QStringList &codes, const QLocale &locale);

} // namespace natter
