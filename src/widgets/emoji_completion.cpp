// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/emoji_completion.h"

#include "widgets/chosen_row.h"
#include "widgets/completion_list.h"
#include "widgets/emoji_runs.h"
#include "widgets/theme.h"

#include <QPainter>
#include <QPlainTextEdit>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QTextBlock>

#include <algorithm>

namespace natter {

static constexpr int maxOffered = 8;
static constexpr int leastLetters = 2;
static constexpr int EmojiRole = Qt::UserRole;
static constexpr int edge = 8; ///< beside the text of a row

namespace {

/// An emoji and the shortcode that stands for it.
class CompletionDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    static int emojiWidth(const QFontMetrics &metrics) { return metrics.height() * 7 / 4; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Theme theme = Theme::of(option.palette);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        paintChosenRow(*painter, option);
        const int start = edge + emojiWidth(option.fontMetrics);
        const auto placed = [&option](int left, int right) {
            return QStyle::visualRect(option.direction, option.rect, option.rect.adjusted(left, 0, -right, 0));
        };
        const auto side = option.direction == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft;
        painter->setPen(theme.text);
        QFont large = option.font;
        large.setPointSizeF(QFontInfo(large).pointSizeF() * 1.3);
        painter->setFont(large);
        drawLine(*painter, placed(edge, option.rect.width() - start), index.data(EmojiRole).toString(), side);
        painter->setFont(option.font);
        drawLine(*painter, placed(start, edge), index.data().toString(), side);
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QFontMetrics metrics(option.font);
        return { 2 * edge + emojiWidth(metrics) + metrics.horizontalAdvance(index.data().toString()) + 2,
                 metrics.height() + 12 };
    }
};

} // namespace

static bool isOfCode(QChar c) { return c.isLetterOrNumber() || c == u'_' || c == u'+' || c == u'-'; }

/// Whether a shortcode may begin behind that text.
static bool mayBeginBehind(QStringView text)
{
    if (text.isEmpty() || text.back().isSpace()) {
        return true;
    }
    qsizetype space = text.size();
    while (space > 0 && !text[space - 1].isSpace()) {
        --space;
    }
    const QStringView word = text.mid(space);
    if (word.contains(QLatin1String("://")) || word.startsWith(QLatin1String("www."), Qt::CaseInsensitive)) {
        return false;
    }
    const QChar before = text.back();
    const bool opens = before.category() == QChar::Punctuation_Open
        || before.category() == QChar::Punctuation_InitialQuote || before == u'"' || before == u'\'';
    return opens || emojiRuns(word.toString()).nothingElse; // one emoji may follow another
}

std::optional<TypedShortcode> shortcodeAtEnd(const QString &text)
{
    TypedShortcode typed;
    typed.isFinished = text.endsWith(u':');
    const qsizetype end = text.size() - (typed.isFinished ? 1 : 0);
    qsizetype start = end;
    while (start > 0 && isOfCode(text[start - 1])) {
        --start;
    }
    typed.code = text.mid(start, end - start);
    typed.start = start - 1;
    if (typed.start < 0 || text[typed.start] != u':' || typed.code.isEmpty()
        || !mayBeginBehind(QStringView(text).left(typed.start))) {
        return std::nullopt;
    }
    const auto isLetter = [](QChar c) { return c.isLetter(); };
    const QString begin = typed.code.left(leastLetters);
    const bool isEnough = begin.size() == leastLetters && std::all_of(begin.begin(), begin.end(), isLetter);
    return typed.isFinished || isEnough ? std::optional(typed) : std::nullopt;
}

EmojiCompletion::EmojiCompletion(const EmojiList &list, QPlainTextEdit *edit)
    : QObject(edit)
    , m_list(list)
    , m_edit(edit)
    , m_offer(new CompletionList(edit, tr("Emoji"), new CompletionDelegate))
{
    connect(m_offer, &CompletionList::typed, this, &EmojiCompletion::update);
    connect(m_offer, &CompletionList::taken, this, &EmojiCompletion::take);
    connect(m_edit, &QPlainTextEdit::cursorPositionChanged, this, [this] {
        if (!shortcode()) {
            m_offer->leave();
        }
    });
}

bool EmojiCompletion::isOpen() const { return m_offer->isOpen(); }

/// Before the cursor, which stands at its end.
std::optional<TypedShortcode> EmojiCompletion::shortcode() const
{
    const QTextCursor cursor = m_edit->textCursor();
    const QString text = cursor.block().text();
    const int position = cursor.positionInBlock();
    if (cursor.hasSelection() || (position < text.size() && isOfCode(text[position]))) {
        return std::nullopt;
    }
    auto typed = shortcodeAtEnd(text.left(position));
    if (typed) {
        typed->start += cursor.block().position();
    }
    return typed;
}

/// After the text has changed.
void EmojiCompletion::update()
{
    const auto typed = m_offer->isComposing() ? std::nullopt : shortcode();
    if (!typed) {
        m_offer->leave();
        return;
    }
    if (typed->isFinished) {
        m_offer->close();
        const QString emoji = m_list.forShortcode(typed->code);
        if (!emoji.isEmpty()) {
            replace(*typed, emoji);
        }
    } else if (!m_offer->isTurnedAway(static_cast<int>(typed->start))) {
        offer(*typed);
    }
}

void EmojiCompletion::offer(const TypedShortcode &typed)
{
    m_offer->offered().clear();
    const auto found = m_list.completions(typed.code, maxOffered);
    for (const EmojiList::Completion &one : found) {
        auto *item = new QStandardItem(u':' + one.code + u':');
        item->setData(m_list.withTone(one.emoji, m_tone), EmojiRole);
        item->setData(QString(m_list.name(one.emoji) + u' ' + item->text()), Qt::AccessibleTextRole);
        m_offer->offered().appendRow(item);
    }
    m_offer->open(static_cast<int>(typed.start), CompletionList::Side::Below);
}

void EmojiCompletion::take(int row)
{
    const auto typed = shortcode();
    const QString emoji = m_offer->offered().index(row, 0).data(EmojiRole).toString();
    if (typed && !emoji.isEmpty()) {
        replace(*typed, emoji);
    }
}

/// As one step, which can be undone as such.
void EmojiCompletion::replace(const TypedShortcode &typed, const QString &emoji)
{
    QTextCursor cursor = m_edit->textCursor();
    const QString written = m_list.withTone(emoji, m_tone);
    cursor.setPosition(static_cast<int>(typed.start), QTextCursor::KeepAnchor);
    cursor.insertText(written);
    m_edit->setTextCursor(cursor);
    Q_EMIT taken(written);
}

} // namespace natter
