// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/message_highlighter.h"

#include <QPlainTextEdit>
#include <QSet>
#include <QTextCursor>

#include <functional>

namespace natter {

class Proofreader;

/// Marks misspelt words in an editor, and offers what may have been meant in its menu. The word that is being typed is
/// left alone until the cursor leaves it. Belongs to the editor; without any dictionary it does nothing.
class Spelling : public QObject
{
    Q_OBJECT

public:
    Spelling(QPlainTextEdit &edit, MessageHighlighter &highlighter, Proofreader &proofreader);

    /// Empty: nothing is checked.
    void setLanguage(const QString &code);
    QString language() const { return m_language; }
    /// Words that are right here though no dictionary has them: names of those who are there.
    using Names = std::function<bool(const QString &word)>;
    void setNames(const Names &isName) { m_isName = isName; }

Q_SIGNALS:
    /// The person chose another language for what is written here; it applies already. Empty: none.
    void languageChosen(const QString &code);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QList<QTextLayout::FormatRange> marks(QTextBlock line);
    bool isBeingTyped(const QTextBlock &line, qsizetype start, qsizetype end) const;
    void changing(int position, int removed, int added);
    void moved();
    void finishTyping();
    void want(const QString &word);
    void ask();
    void take(const QStringList &words, const QSet<QString> &wrong);
    void forget();
    void format(const QTextBlock &line);
    QTextCursor wordAt(int position) const;
    void openMenu(const QTextCursor &cursor, const QPoint &globalPosition);

    QPlainTextEdit &m_edit;
    MessageHighlighter &m_highlighter;
    Proofreader &m_proofreader;
    QString m_language;
    Names m_isName;
    int m_typedAt = -1; ///< where the cursor is in a word that is being typed
    QStringList m_wanted; ///< words to ask for
    QSet<QString> m_open; ///< those, and the ones that were asked for
    bool m_asking = false;
};

} // namespace natter
