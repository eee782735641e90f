// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>
#include <QPointer>
#include <QTextCursor>

namespace natter {

class Proofreader;

/// What an editor's menu has about spelling: suggestions for a word before all else, and languages. Belongs to the
/// menu, which it opens once the suggestions are there, or else a moment later; they follow then.
class SpellingMenu : public QObject
{
    Q_OBJECT

public:
    /// The menu is deleted when it is closed.
    SpellingMenu(QMenu &menu, Proofreader &proofreader);

    void addLanguages(const QString &chosen);
    void open(const QPoint &globalPosition);
    /// As open(), with what the selected word may have been meant to be, if it is misspelt.
    void openWith(const QTextCursor &word, const QString &language, const QPoint &globalPosition);

Q_SIGNALS:
    /// Empty: none.
    void languageChosen(const QString &code);

private:
    void suggest(const QStringList &suggestions);
    void replace(const QString &replacement);
    void addFirst(QAction *action);

    QMenu &m_menu;
    Proofreader &m_proofreader;
    QAction *m_first; ///< of what the menu had before
    QPointer<QAction> m_looking; ///< stands where suggestions will
    QTextCursor m_word;
    QString m_written; ///< the word as it was when the menu was asked for
    bool m_opened = false;
};

} // namespace natter
