// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/emoji_completion.h"

#include "widgets/emoji_runs.h"
#include "widgets/theme.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QListView>
#include <QPainter>
#include <QPlainTextEdit>
#include <QScreen>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QTextBlock>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace natter {

static constexpr int maxOffered = 8;
static constexpr int leastLetters = 2;
static constexpr int EmojiRole = Qt::UserRole;
static constexpr int edge = 8; ///< beside the text of a row
static constexpr int gap = 4; ///< to the line that is written

namespace {

/// What the list stands on: a surface with a hairline around it.
class CompletionFrame final : public QFrame
{
public:
    explicit CompletionFrame(QWidget *parent)
        : QFrame(parent, Qt::ToolTip | Qt::FramelessWindowHint | Qt::WindowDoesNotAcceptFocus)
    {
        setAttribute(Qt::WA_ShowWithoutActivating);
        setFocusPolicy(Qt::NoFocus);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Theme theme = Theme::of(this);
        QPainter painter(this);
        painter.fillRect(rect(), theme.panel);
        painter.setPen(theme.line);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
};

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
        if (option.state.testFlag(QStyle::State_Selected)) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(theme.selectedRow);
            painter->drawRoundedRect(option.rect, 6, 6);
        }
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
    , m_frame(new CompletionFrame(edit))
    , m_view(new QListView(m_frame))
    , m_offered(new QStandardItemModel(this))
{
    auto *layout = new QVBoxLayout(m_frame);
    layout->setContentsMargins(gap, gap, gap, gap);
    layout->setSizeConstraint(QLayout::SetFixedSize);
    layout->addWidget(m_view);
    m_frame->setAccessibleName(tr("Emoji"));
    m_view->setAccessibleName(tr("Emoji"));
    m_view->setModel(m_offered);
    m_view->setItemDelegate(new CompletionDelegate(m_view));
    m_view->setFocusPolicy(Qt::NoFocus);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setMouseTracking(true);
    connect(m_view, &QListView::entered, this, [this](const QModelIndex &index) { choose(index.row()); });
    connect(m_view, &QListView::clicked, this, [this](const QModelIndex &index) { take(index.row()); });
    connect(m_edit, &QPlainTextEdit::textChanged, this, [this] {
        if (std::exchange(m_typing, false) || isOpen()) {
            update();
        }
    });
    connect(m_edit, &QPlainTextEdit::cursorPositionChanged, this, [this] {
        if (!shortcode()) {
            close();
            m_dismissed = -1;
        }
    });
    m_edit->installEventFilter(this);
}

bool EmojiCompletion::isOpen() const { return m_frame->isVisible(); }

void EmojiCompletion::close()
{
    if (isOpen()) {
        m_frame->hide();
        if (m_edit->hasFocus()) {
            QAccessibleEvent focus(m_edit, QAccessible::Focus); // a screen reader was told of the list
            QAccessible::updateAccessibility(&focus);
        }
    }
}

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
    const auto typed = m_composing ? std::nullopt : shortcode();
    if (!typed) {
        close();
        m_dismissed = -1;
        return;
    }
    if (typed->isFinished) {
        close();
        const QString emoji = m_list.forShortcode(typed->code);
        if (!emoji.isEmpty()) {
            replace(*typed, emoji);
        }
    } else if (typed->start != m_dismissed) {
        offer(*typed);
    }
}

void EmojiCompletion::offer(const TypedShortcode &typed)
{
    m_offered->clear();
    const auto found = m_list.completions(typed.code, maxOffered);
    for (const EmojiList::Completion &one : found) {
        auto *item = new QStandardItem(u':' + one.code + u':');
        item->setData(m_list.withTone(one.emoji, m_tone), EmojiRole);
        item->setData(QString(m_list.name(one.emoji) + u' ' + item->text()), Qt::AccessibleTextRole);
        m_offered->appendRow(item);
    }
    if (found.isEmpty()) {
        close();
        return;
    }
    place(typed);
    if (!isOpen()) {
        watchWindow();
        m_frame->show();
    }
    choose(0);
}

/// The list would stay behind when the window of the editor moves. It may be another one than last time.
void EmojiCompletion::watchWindow()
{
    if (m_edit->window() == m_window) {
        return;
    }
    if (m_window) {
        m_window->removeEventFilter(this);
    }
    m_window = m_edit->window();
    if (m_window != m_edit) {
        m_window->installEventFilter(this);
    }
}

/// Below what is typed, or above where there is no room.
void EmojiCompletion::place(const TypedShortcode &typed)
{
    m_frame->setFont(m_edit->font());
    m_frame->setLayoutDirection(m_edit->layoutDirection());
    m_view->setFixedSize(m_view->sizeHintForColumn(0), m_offered->rowCount() * m_view->sizeHintForRow(0));
    m_frame->layout()->activate();
    const QSize size = m_frame->sizeHint();
    QTextCursor begin = m_edit->textCursor();
    begin.setPosition(static_cast<int>(typed.start));
    const QRect line = m_edit->cursorRect(begin);
    const QPoint start = m_edit->viewport()->mapToGlobal(line.topLeft());
    const QRect room = m_edit->screen()->availableGeometry();
    const int x = m_edit->isRightToLeft() ? start.x() - size.width() : start.x();
    const int below = start.y() + line.height() + gap;
    const int y = below + size.height() <= room.bottom() + 1 ? below : start.y() - gap - size.height();
    m_frame->move(qBound(room.left(), x, qMax(room.left(), room.right() + 1 - size.width())), y);
}

void EmojiCompletion::choose(int row)
{
    const QModelIndex index = m_offered->index(row, 0);
    m_view->setCurrentIndex(index);
    if (QAccessible::isActive()) { // a list without the focus does not tell itself
        QAccessibleEvent focus(m_view, QAccessible::Focus);
        focus.setChild(row);
        QAccessible::updateAccessibility(&focus);
    }
}

void EmojiCompletion::take(int row)
{
    const auto typed = shortcode();
    const QString emoji = m_offered->index(row, 0).data(EmojiRole).toString();
    close();
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

bool EmojiCompletion::isOurs(const QKeyEvent &event) const
{
    static constexpr int keys[] = {
        Qt::Key_Up, Qt::Key_Down, Qt::Key_Tab, Qt::Key_Return, Qt::Key_Enter, Qt::Key_Escape
    };
    return !(event.modifiers() & ~Qt::KeypadModifier)
        && std::find(std::begin(keys), std::end(keys), event.key()) != std::end(keys);
}

void EmojiCompletion::press(int key)
{
    const int row = m_view->currentIndex().row();
    const int count = m_offered->rowCount();
    switch (key) {
    case Qt::Key_Up:
        choose((row + count - 1) % count);
        break;
    case Qt::Key_Down:
        choose((row + 1) % count);
        break;
    case Qt::Key_Escape:
        if (const auto typed = shortcode()) {
            m_dismissed = static_cast<int>(typed->start);
        }
        close();
        break;
    default:
        take(row);
    }
}

void EmojiCompletion::watchEdit(QEvent *event)
{
    switch (event->type()) {
    case QEvent::KeyPress: {
        const auto &key = *static_cast<QKeyEvent *>(event);
        m_typing = (!key.text().isEmpty() && key.text().front().isPrint()) || key.key() == Qt::Key_Backspace;
        break;
    }
    case QEvent::InputMethod: {
        const auto &composed = *static_cast<QInputMethodEvent *>(event);
        m_composing = !composed.preeditString().isEmpty();
        m_typing = !composed.commitString().isEmpty();
        if (m_composing) {
            close();
        }
        break;
    }
    case QEvent::KeyRelease:
        m_typing = false; // it has changed nothing
        break;
    case QEvent::FocusOut:
    case QEvent::Hide:
        m_typing = false;
        close();
        break;
    default:
        break;
    }
}

bool EmojiCompletion::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_edit) {
        if (event->type() == QEvent::Move || event->type() == QEvent::WindowDeactivate) {
            close();
        }
        return QObject::eventFilter(watched, event);
    }
    const bool isKey = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    if (isKey && isOpen() && isOurs(*static_cast<QKeyEvent *>(event))) {
        event->accept(); // it is no shortcut of the window then, and nothing that the editor sees
        if (event->type() == QEvent::KeyPress) {
            press(static_cast<QKeyEvent *>(event)->key());
        }
        return true;
    }
    watchEdit(event);
    return QObject::eventFilter(watched, event);
}

} // namespace natter
