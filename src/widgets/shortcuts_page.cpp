// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shortcuts_page.h"

#include "chat/preferences.h"
#include "widgets/icons.h"
#include "widgets/keys_button.h"
#include "widgets/problem_label.h"
#include "widgets/theme.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace natter {

ShortcutsPage::ShortcutsPage(QWidget *parent)
    : QWidget(parent)
    , m_hint(new QLabel(tr("Press a button, then the keys that you want; Backspace for none."), this))
    , m_problem(new ProblemLabel(this))
{
    m_hint->setProperty("role", QLatin1String("muted"));
    auto *above = new QWidget(this); // as high with a problem as without: the rows stay where the mouse is
    above->setMinimumHeight(2 * fontMetrics().lineSpacing() + 4);
    auto *either = new QVBoxLayout(above);
    either->setContentsMargins({});
    either->addWidget(m_hint);
    either->addWidget(m_problem);
    either->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 20, 20, 20);
    layout->setSpacing(12);
    layout->addWidget(above);
    auto *form = new QFormLayout;
    form->setVerticalSpacing(4);
    form->setHorizontalSpacing(16);
    form->setLabelAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    layout->addLayout(form);
    layout->addStretch(1);
    m_problem->hide();
    for (const Shortcut shortcut : allShortcuts()) {
        Row row { shortcut, new KeysButton(this), new QToolButton(this) };
        row.keys->setObjectName(QStringLiteral("keys-") + shortcutName(shortcut));
        row.usual->setObjectName(QStringLiteral("usual-") + shortcutName(shortcut));
        row.usual->setAccessibleName(tr("The usual keys: %1").arg(shortcutText(shortcut)));
        QSizePolicy keepsPlace = row.usual->sizePolicy();
        keepsPlace.setRetainSizeWhenHidden(true);
        row.usual->setSizePolicy(keepsPlace);
        auto *line = new QHBoxLayout;
        line->setSpacing(4);
        line->addWidget(row.keys, 1);
        line->addWidget(row.usual);
        auto *label = new QLabel(shortcutText(shortcut), this);
        label->setBuddy(row.keys);
        form->addRow(label, line);
        connect(row.keys, &KeysButton::pressedKeys, this,
                [this, shortcut](const QKeySequence &keys) { choose(shortcut, keys); });
        connect(row.keys, &KeysButton::noneWanted, this, [this, shortcut] {
            complain({});
            setKeys(shortcut, {}, *m_preferences);
        });
        connect(row.usual, &QToolButton::clicked, this, [this, shortcut] { restore(shortcut); });
        m_rows.append(row);
    }
}

void ShortcutsPage::bind(Preferences &preferences)
{
    m_preferences = &preferences;
    connect(&preferences, &Preferences::changed, this, &ShortcutsPage::fill);
    fill();
}

void ShortcutsPage::fill()
{
    for (const Row &row : std::as_const(m_rows)) {
        row.keys->fill(keysText(keysOf(row.shortcut, *m_preferences)), shortcutText(row.shortcut));
        row.usual->setIcon(tintedIcon(QStringLiteral("retry"), Theme::of(this).muted));
        row.usual->setToolTip(tr("Back to %1")
                                  .arg(QKeySequence::listToString(usualKeys(row.shortcut), QKeySequence::NativeText)
                                           .replace(QStringLiteral("; "), QStringLiteral(", "))));
        row.usual->setVisible(keysOf(row.shortcut, *m_preferences) != usualKeys(row.shortcut));
    }
}

QString ShortcutsPage::objection(Shortcut shortcut, const QKeySequence &keys) const
{
    const QString text = keys.toString(QKeySequence::NativeText);
    if (areForWriting(keys)) {
        return tr("%1 is needed for writing and in lists. Choose other keys.").arg(text);
    }
    if (const auto other = shortcutWith(keys, shortcut, *m_preferences)) {
        return tr("%1 is already used for “%2”. Give that other keys first.").arg(text, shortcutText(*other));
    }
    return {};
}

void ShortcutsPage::choose(Shortcut shortcut, const QKeySequence &keys)
{
    if (const QString problem = objection(shortcut, keys); !problem.isEmpty()) {
        complain(problem);
        return;
    }
    complain({});
    setKeys(shortcut, { keys }, *m_preferences);
}

/// In the place of the hint.
void ShortcutsPage::complain(const QString &problem)
{
    m_hint->setVisible(problem.isEmpty());
    m_problem->setVisible(!problem.isEmpty());
    if (!problem.isEmpty()) {
        m_problem->say(problem);
    }
}

/// Some of them may have been given to another shortcut meanwhile.
void ShortcutsPage::restore(Shortcut shortcut)
{
    const auto usual = usualKeys(shortcut);
    for (const QKeySequence &keys : usual) {
        if (const QString problem = objection(shortcut, keys); !problem.isEmpty()) {
            complain(problem);
            return;
        }
    }
    complain({});
    setKeys(shortcut, usual, *m_preferences);
}

} // namespace natter
