// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/spelling_menu.h"

#include "base/future.h"
#include "chat/proofreader.h"
#include "domain/written_words.h"

#include <QActionGroup>
#include <QTimer>

namespace natter {

using namespace std::chrono_literals;

static constexpr auto patience = 150ms; ///< a menu that comes later seems not to come

SpellingMenu::SpellingMenu(QMenu &menu, Proofreader &proofreader)
    : QObject(&menu)
    , m_menu(menu)
    , m_proofreader(proofreader)
    , m_first(menu.actions().value(0))
{
    menu.setAttribute(Qt::WA_DeleteOnClose);
}

/// A name or a word, in which nothing is a shortcut.
static QString asLabel(QString text) { return text.replace(u'&', QStringLiteral("&&")); }

void SpellingMenu::addLanguages(const QString &chosen)
{
    m_menu.addSeparator();
    QMenu *languages = m_menu.addMenu(tr("Spelling"));
    auto *group = new QActionGroup(languages);
    const auto add = [&](const QString &name, const QString &code) {
        QAction *action = languages->addAction(name);
        action->setCheckable(true);
        action->setChecked(code == chosen);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, code] { Q_EMIT languageChosen(code); });
    };
    add(tr("Off"), {});
    languages->addSeparator();
    const auto known = m_proofreader.languages();
    for (const SpellingLanguage &language : known) {
        add(asLabel(language.name), language.code);
    }
}

void SpellingMenu::open(const QPoint &globalPosition)
{
    if (!std::exchange(m_opened, true)) {
        m_menu.popup(globalPosition);
    }
}

void SpellingMenu::openWith(const QTextCursor &word, const QString &language, const QPoint &globalPosition)
{
    m_word = word;
    m_written = word.selectedText();
    const QString plain = plainWord(m_written);
    m_looking = new QAction(tr("Looking for suggestions…"), &m_menu);
    m_looking->setEnabled(false);
    addFirst(m_looking);
    QTimer::singleShot(patience, this, [this, globalPosition] { open(globalPosition); });
    whenDone(m_proofreader.misspelt(language, { plain }), this, [=, this](const QSet<QString> &wrong) {
        if (wrong.isEmpty()) {
            delete m_looking;
            open(globalPosition);
            return;
        }
        whenDone(m_proofreader.suggestions(language, plain), this, [=, this](const QStringList &suggestions) {
            suggest(suggestions);
            open(globalPosition);
        });
    });
}

void SpellingMenu::addFirst(QAction *action) { m_menu.insertAction(m_first, action); }

void SpellingMenu::suggest(const QStringList &suggestions)
{
    delete m_looking;
    QFont bold = m_menu.font();
    bold.setBold(true);
    for (QString suggestion : suggestions) {
        if (m_written.contains(u'\u2019')) { // as the person writes it
            suggestion.replace(u'\'', u'\u2019');
        }
        auto *action = new QAction(asLabel(suggestion), &m_menu);
        action->setFont(bold);
        connect(action, &QAction::triggered, this, [this, suggestion] { replace(suggestion); });
        addFirst(action);
    }
    if (suggestions.isEmpty()) {
        auto *none = new QAction(tr("No suggestions"), &m_menu);
        none->setEnabled(false);
        addFirst(none);
    }
    auto *learn = new QAction(tr("Add to the dictionary"), &m_menu);
    connect(learn, &QAction::triggered, this, [this] { m_proofreader.learn(plainWord(m_written)); });
    addFirst(learn);
    m_menu.insertSeparator(m_first);
}

/// If the word is still there.
void SpellingMenu::replace(const QString &replacement)
{
    if (m_word.selectedText() == m_written) {
        m_word.insertText(replacement);
    }
}

} // namespace natter
