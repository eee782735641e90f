// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/shortcuts.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace natter {

class KeysButton;
class ProblemLabel;

/// The page of the settings on which each shortcut can be given other keys.
class ShortcutsPage : public QWidget
{
    Q_OBJECT

public:
    explicit ShortcutsPage(QWidget *parent = nullptr);

    /// Shows and changes what is chosen there.
    void bind(Preferences &preferences);

private:
    struct Row
    {
        Shortcut shortcut;
        KeysButton *keys;
        QToolButton *usual;
    };
    void fill();
    void choose(Shortcut shortcut, const QKeySequence &keys);
    void restore(Shortcut shortcut);
    void complain(const QString &problem);
    /// Empty if nothing speaks against these keys.
    QString objection(Shortcut shortcut, const QKeySequence &keys) const;

    Preferences *m_preferences = nullptr;
    QList<Row> m_rows;
    QLabel *m_hint;
    ProblemLabel *m_problem;
};

} // namespace natter
