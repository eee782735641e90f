// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/spelling.h"

#include "base/future.h"
#include "base/limits.h"
#include "chat/proofreader.h"
#include "domain/written_words.h"
#include "widgets/spelling_menu.h"
#include "widgets/theme.h"

#include <QContextMenuEvent>
#include <QTimer>

#include <algorithm>
#include <memory>

namespace natter {

using Verdict = Proofreader::Verdict;

static constexpr qsizetype askedAtOnce = 200; ///< words; what else is asked meanwhile comes between
static constexpr int mostTyped = 3; ///< characters that a key changes; more are pasted

namespace {

/// What is said of the words of a line.
struct WordsOfLine final : QTextBlockUserData
{
    QSet<QString> waiting; ///< for an answer
    QSet<QString> wrong;
};

} // namespace

static WordsOfLine *wordsOf(const QTextBlock &line) { return static_cast<WordsOfLine *>(line.userData()); }

Spelling::Spelling(QPlainTextEdit &edit, MessageHighlighter &highlighter, Proofreader &proofreader)
    : QObject(&edit)
    , m_edit(edit)
    , m_highlighter(highlighter)
    , m_proofreader(proofreader)
{
    edit.installEventFilter(this);
    edit.viewport()->installEventFilter(this);
    connect(&highlighter, &MessageHighlighter::changing, this, &Spelling::changing);
    connect(&edit, &QPlainTextEdit::cursorPositionChanged, this, &Spelling::moved);
    connect(&proofreader, &Proofreader::learnt, this, &Spelling::forget);
}

void Spelling::setLanguage(const QString &code)
{
    if (code == m_language) {
        return;
    }
    m_language = code;
    m_typedAt = -1;
    m_wanted.clear();
    m_open.clear();
    const QSignalBlocker quiet(m_edit); // the text is the same
    m_highlighter.setMarks(code.isEmpty() ? MessageHighlighter::Marks()
                                          : [this](const QTextBlock &line) { return marks(line); });
}

QList<QTextLayout::FormatRange> Spelling::marks(QTextBlock line)
{
    QTextCharFormat wavy;
    wavy.setUnderlineStyle(QTextCharFormat::WaveUnderline);
    wavy.setUnderlineColor(Theme::of(&m_edit).danger);
    QList<QTextLayout::FormatRange> result;
    auto words = std::make_unique<WordsOfLine>();
    const QString text = line.text();
    const auto found = findWords(text);
    for (const FoundLink &word : found) {
        if (line.position() + word.start >= limits::bodyChars) {
            break;
        }
        const bool isCommand = word.start == 1 && line.blockNumber() == 0 && text.startsWith(u'/');
        if (isCommand || isBeingTyped(line, word.start, word.start + word.length)) {
            continue;
        }
        const QString plain = plainWord(QStringView(text).mid(word.start, word.length));
        const Verdict verdict = m_proofreader.verdict(m_language, plain);
        if (verdict == Verdict::Unknown) {
            words->waiting.insert(plain);
            want(plain);
        } else if (verdict == Verdict::Misspelt && !(m_isName && m_isName(plain))) {
            words->wrong.insert(plain);
            result.append({ static_cast<int>(word.start), static_cast<int>(word.length), wavy });
        }
    }
    line.setUserData(words.release());
    return result;
}

/// A word goes on after an apostrophe or a hyphen.
bool Spelling::isBeingTyped(const QTextBlock &line, qsizetype start, qsizetype end) const
{
    const qsizetype at = m_typedAt - line.position();
    const QString text = line.text();
    return m_typedAt >= 0
        && ((at >= start && at <= end) || (at == end + 1 && end < text.size() && joinsWord(text[end])));
}

void Spelling::changing(int position, int removed, int added)
{
    const int cursor = m_edit.textCursor().position();
    if (cursor >= position && cursor <= position + added) {
        m_typedAt = removed <= mostTyped && added <= mostTyped ? cursor : -1;
    } else if (m_typedAt >= 0) {
        m_typedAt = cursor; // it was moved by what happened elsewhere
    }
}

void Spelling::moved()
{
    const int cursor = m_edit.textCursor().position();
    if (m_typedAt < 0 || cursor == m_typedAt) {
        return;
    }
    const QTextCursor word = wordAt(m_typedAt);
    if (!word.isNull() && cursor >= word.selectionStart() && cursor <= word.selectionEnd()) {
        m_typedAt = cursor;
    } else {
        finishTyping();
    }
}

void Spelling::finishTyping()
{
    if (const int at = std::exchange(m_typedAt, -1); at >= 0 && !m_language.isEmpty()) {
        format(m_edit.document()->findBlock(at));
    }
}

void Spelling::want(const QString &word)
{
    if (m_open.contains(word)) {
        return;
    }
    m_open.insert(word);
    m_wanted.append(word);
    if (m_wanted.size() == 1) { // more will follow from this line, and from others
        QTimer::singleShot(0, this, &Spelling::ask);
    }
}

void Spelling::ask()
{
    if (m_asking || m_wanted.isEmpty()) {
        return;
    }
    m_asking = true;
    const QStringList words = m_wanted.mid(0, askedAtOnce);
    m_wanted = m_wanted.mid(words.size());
    whenDone(m_proofreader.misspelt(m_language, words), this,
             [this, words, language = m_language](const QSet<QString> &wrong) {
                 m_asking = false;
                 if (language == m_language) {
                     take(words, wrong);
                 }
                 ask();
             });
}

/// The text is the same: nobody is to hear that somebody writes.
void Spelling::format(const QTextBlock &line)
{
    const QSignalBlocker quiet(m_edit);
    m_highlighter.rehighlightBlock(line);
}

/// Only lines that look otherwise now are formatted again.
void Spelling::take(const QStringList &words, const QSet<QString> &wrong)
{
    const QSet<QString> answered(words.begin(), words.end());
    m_open -= answered;
    for (QTextBlock line = m_edit.document()->begin(); line.isValid(); line = line.next()) {
        if (WordsOfLine *known = wordsOf(line)) {
            const bool changes = known->waiting.intersects(wrong);
            known->waiting -= answered;
            if (changes) {
                format(line);
            }
        }
    }
}

/// Takes the marks of what is not wrong any more.
void Spelling::forget()
{
    for (QTextBlock line = m_edit.document()->begin(); line.isValid() && !m_language.isEmpty(); line = line.next()) {
        const WordsOfLine *known = wordsOf(line);
        const auto isRight = [this](const QString &word) {
            return m_proofreader.verdict(m_language, word) != Verdict::Misspelt;
        };
        if (known && std::any_of(known->wrong.cbegin(), known->wrong.cend(), isRight)) {
            format(line);
        }
    }
}

/// The word is selected; null if there is none that is checked.
QTextCursor Spelling::wordAt(int position) const
{
    const QTextBlock line = m_edit.document()->findBlock(position);
    const QString text = line.text();
    if (text.size() > limits::bodyChars || position >= limits::bodyChars || MessageHighlighter::isCode(line)) {
        return {};
    }
    const int at = position - line.position();
    const auto words = findWords(text);
    const auto found = std::find_if(words.cbegin(), words.cend(), [at](const FoundLink &word) {
        return at >= word.start && at <= word.start + word.length;
    });
    if (found == words.cend()) {
        return {};
    }
    QTextCursor word(line);
    word.setPosition(line.position() + static_cast<int>(found->start));
    word.setPosition(line.position() + static_cast<int>(found->start + found->length), QTextCursor::KeepAnchor);
    return word;
}

bool Spelling::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ContextMenu && !m_proofreader.languages().isEmpty()) {
        const auto *asked = static_cast<QContextMenuEvent *>(event);
        QWidget *viewport = m_edit.viewport();
        if (asked->reason() == QContextMenuEvent::Keyboard) {
            openMenu(m_edit.textCursor(), viewport->mapToGlobal(m_edit.cursorRect().bottomLeft()));
        } else {
            openMenu(m_edit.cursorForPosition(viewport->mapFromGlobal(asked->globalPos())), asked->globalPos());
        }
        return true;
    }
    if (watched == &m_edit && event->type() == QEvent::PaletteChange && !m_language.isEmpty()) {
        const QSignalBlocker quiet(m_edit);
        m_highlighter.rehighlight();
    }
    return QObject::eventFilter(watched, event);
}

void Spelling::openMenu(const QTextCursor &cursor, const QPoint &globalPosition)
{
    finishTyping(); // somebody wants to know
    auto *menu = new SpellingMenu(*m_edit.createStandardContextMenu(), m_proofreader);
    menu->addLanguages(m_language);
    connect(menu, &SpellingMenu::languageChosen, this, [this](const QString &code) {
        setLanguage(code);
        Q_EMIT languageChosen(code);
    });
    const QTextCursor word = m_edit.isReadOnly() ? QTextCursor() : wordAt(cursor.position());
    if (m_language.isEmpty() || word.isNull()) {
        menu->open(globalPosition);
    } else {
        menu->openWith(word, m_language, globalPosition);
    }
}

} // namespace natter
