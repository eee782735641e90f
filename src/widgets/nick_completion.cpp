// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/nick_completion.h"

#include "base/log.h"
#include "widgets/avatar.h"
#include "widgets/chosen_row.h"
#include "widgets/completion_list.h"
#include "widgets/emoji_runs.h"
#include "widgets/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QPlainTextEdit>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QTextBlock>

#include <utility>

namespace natter {

static constexpr int NickRole = Qt::UserRole;
static constexpr int edge = 8; ///< beside the parts of a row
static constexpr int widest = 260;

namespace {

/// A nickname and its picture.
class NickDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Theme theme = Theme::of(option.palette);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        paintChosenRow(*painter, option);
        const QString name = index.data().toString();
        const int size = pictureSize(option.fontMetrics);
        const auto placed = [&option](const QRect &rect) {
            return QStyle::visualRect(option.direction, option.rect, rect);
        };
        const QRect picture(option.rect.left() + edge, option.rect.top() + (option.rect.height() - size) / 2, size,
                            size);
        paintAvatar(*painter, placed(picture), index.data(NickRole).toString(), name);
        painter->setFont(option.font);
        painter->setPen(theme.text);
        drawLine(*painter, placed(option.rect.adjusted(2 * edge + size, 0, -edge, 0)), name,
                 option.direction == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft);
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QFontMetrics metrics(option.font);
        const int name = metrics.horizontalAdvance(index.data().toString()) + 4;
        return { 3 * edge + pictureSize(metrics) + qMin(name, widest), metrics.height() + 12 };
    }

private:
    static int pictureSize(const QFontMetrics &metrics) { return metrics.height() + 4; }
};

} // namespace

NickCompletion::NickCompletion(const Offer &offer, QPlainTextEdit *edit)
    : QObject(edit)
    , m_offerOf(offer)
    , m_edit(edit)
    , m_offer(new CompletionList(edit, tr("People"), new NickDelegate))
{
    connect(m_offer, &CompletionList::typed, this, &NickCompletion::update);
    connect(m_offer, &CompletionList::taken, this, &NickCompletion::take);
    connect(m_edit, &QPlainTextEdit::cursorPositionChanged, this, [this] {
        if (!typed(markedNickAtEnd) && !(m_isWord && typed(wordAtEnd))) {
            m_offer->leave();
        }
    });
    m_edit->installEventFilter(this);
}

bool NickCompletion::isOpen() const { return m_offer->isOpen(); }

/// Before the cursor, which stands at its end.
std::optional<TypedNick> NickCompletion::typed(AtEnd atEnd) const
{
    const QTextCursor cursor = m_edit->textCursor();
    const QString text = cursor.block().text();
    const int position = cursor.positionInBlock();
    if (cursor.hasSelection() || (position < text.size() && text[position].isLetterOrNumber())) {
        return std::nullopt;
    }
    auto found = atEnd(text.left(position));
    if (found) {
        found->start += cursor.block().position();
    }
    return found;
}

/// After the text has changed.
void NickCompletion::update()
{
    const auto marked = m_offer->isComposing() ? std::nullopt : typed(markedNickAtEnd);
    const auto word = m_isWord && isOpen() ? typed(wordAtEnd) : std::nullopt;
    if (!marked && !word) {
        m_offer->leave();
    } else if (!m_offer->isTurnedAway(static_cast<int>((marked ? marked : word)->start))) {
        m_isWord = !marked;
        offer(*(marked ? marked : word), m_offerOf((marked ? marked : word)->beginning));
    }
}

void NickCompletion::offer(const TypedNick &typed, const QStringList &nicks)
{
    m_offer->offered().clear();
    for (const QString &nick : nicks) {
        auto *item = new QStandardItem(m_naming ? m_naming(nick) : withVisibleControls(nick));
        item->setData(nick, NickRole);
        m_offer->offered().appendRow(item);
    }
    m_offer->open(static_cast<int>(typed.start), CompletionList::Side::Above);
}

/// What Tab does: false if there is nobody to write, and the focus moves on.
bool NickCompletion::complete()
{
    const auto word = typed(wordAtEnd);
    const QStringList nicks = word && !m_offer->isComposing() ? m_offerOf(word->beginning) : QStringList();
    if (nicks.isEmpty()) {
        return false;
    }
    if (nicks.size() == 1) {
        replace(*word, nicks.first());
    } else {
        m_isWord = true;
        offer(*word, nicks);
    }
    return true;
}

bool NickCompletion::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit && event->type() == QEvent::KeyPress && !isOpen()) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Tab && key->modifiers() == Qt::NoModifier && complete()) {
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

void NickCompletion::take(int row)
{
    const auto marked = typed(markedNickAtEnd);
    const auto meant = marked && !m_isWord ? marked : typed(wordAtEnd);
    const QString nick = m_offer->offered().index(row, 0).data(NickRole).toString();
    if (meant && !nick.isEmpty()) {
        replace(*meant, nick);
    }
}

/// The name, and a blank that is marked as ours.
static void insertNick(QTextCursor &cursor, const QString &written)
{
    QTextCharFormat added;
    added.setProperty(addedBlank, true);
    cursor.insertText(written.chopped(1), QTextCharFormat());
    cursor.insertText(written.last(1), added);
}

/// As one step, which can be undone as such.
void NickCompletion::replace(const TypedNick &typed, const QString &nick)
{
    QTextCursor cursor = m_edit->textCursor();
    cursor.setPosition(static_cast<int>(typed.start), QTextCursor::KeepAnchor);
    cursor.beginEditBlock();
    cursor.removeSelectedText();
    insertNick(cursor, writtenNick(nick, typed.start == 0));
    cursor.endEditBlock();
    m_edit->setTextCursor(cursor);
    m_edit->setCurrentCharFormat({}); // what is typed next is not ours
    m_isWord = false;
    m_offer->leave(); // what begins here next is something else
}

void NickCompletion::write(const QString &nick)
{
    QTextCursor cursor = m_edit->textCursor();
    const QString before = cursor.block().text().left(cursor.positionInBlock());
    const bool isApart = before.isEmpty() || before.back().isSpace();
    cursor.beginEditBlock();
    insertNick(cursor, (isApart ? QString() : QStringLiteral(" ")) + writtenNick(nick, cursor.position() == 0));
    cursor.endEditBlock();
    m_edit->setTextCursor(cursor);
    m_edit->setCurrentCharFormat({});
    m_edit->setFocus();
}

} // namespace natter
