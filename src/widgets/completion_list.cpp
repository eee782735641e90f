// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/completion_list.h"

#include "widgets/theme.h"

#include <QAccessible>
#include <QFrame>
#include <QKeyEvent>
#include <QListView>
#include <QPainter>
#include <QPlainTextEdit>
#include <QScreen>
#include <QScrollBar>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace natter {

static constexpr int rowsInSight = 8;
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

} // namespace

CompletionList::CompletionList(QPlainTextEdit *edit, const QString &name, QStyledItemDelegate *delegate)
    : QObject(edit)
    , m_edit(edit)
    , m_frame(new CompletionFrame(edit))
    , m_view(new QListView(m_frame))
    , m_offered(new QStandardItemModel(this))
{
    auto *layout = new QVBoxLayout(m_frame);
    layout->setContentsMargins(gap, gap, gap, gap);
    layout->setSizeConstraint(QLayout::SetFixedSize);
    layout->addWidget(m_view);
    m_frame->setAccessibleName(name);
    m_view->setAccessibleName(name);
    m_view->setModel(m_offered);
    delegate->setParent(m_view);
    m_view->setItemDelegate(delegate);
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
            Q_EMIT typed();
        }
    });
    m_edit->installEventFilter(this);
}

bool CompletionList::isOpen() const { return m_frame->isVisible(); }

void CompletionList::open(int start, Side side)
{
    if (m_offered->rowCount() == 0) {
        close();
        return;
    }
    m_start = start;
    place(side);
    if (!isOpen()) {
        watchWindow();
        m_frame->show();
    }
    choose(0);
}

void CompletionList::close()
{
    if (isOpen()) {
        m_frame->hide();
        if (m_edit->hasFocus()) {
            QAccessibleEvent focus(m_edit, QAccessible::Focus); // a screen reader was told of the list
            QAccessible::updateAccessibility(&focus);
        }
    }
}

void CompletionList::leave()
{
    close();
    m_turnedAway = -1;
}

/// The list would stay behind when the window of the editor moves. It may be another one than last time.
void CompletionList::watchWindow()
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

/// On the other side of what is typed where this one has no room.
void CompletionList::place(Side side)
{
    m_frame->setFont(m_edit->font());
    m_frame->setLayoutDirection(m_edit->layoutDirection());
    QTextCursor begin = m_edit->textCursor();
    begin.setPosition(m_start);
    const QRect line = m_edit->cursorRect(begin);
    const QPoint start = m_edit->viewport()->mapToGlobal(line.topLeft());
    const QRect room = m_edit->screen()->availableGeometry();
    const int above = start.y() - gap - room.top();
    const int below = room.bottom() + 1 - start.y() - line.height() - gap;
    const int fit = (qMax(above, below) - 2 * gap) / qMax(1, m_view->sizeHintForRow(0));
    const int rows = qBound(1, qMin(m_offered->rowCount(), rowsInSight), qMax(1, fit));
    const bool scrolls = rows < m_offered->rowCount();
    m_view->setVerticalScrollBarPolicy(scrolls ? Qt::ScrollBarAlwaysOn : Qt::ScrollBarAlwaysOff);
    const int width = m_view->sizeHintForColumn(0) + (scrolls ? m_view->verticalScrollBar()->sizeHint().width() : 0);
    m_view->setFixedSize(qMin(width, room.width() - 2 * gap), rows * m_view->sizeHintForRow(0));
    m_frame->layout()->activate();
    const QSize size = m_frame->sizeHint();
    const int typed = m_edit->cursorRect().x() - line.x(); // letters may run against the window
    const int x = m_edit->isRightToLeft() ? start.x() + qMax(0, typed) - size.width() : start.x();
    const bool isBelow = side == Side::Below ? size.height() <= below : size.height() > above;
    m_frame->move(qBound(room.left(), x, qMax(room.left(), room.right() + 1 - size.width())),
                  isBelow ? start.y() + line.height() + gap : start.y() - gap - size.height());
}

void CompletionList::choose(int row)
{
    const QModelIndex index = m_offered->index(row, 0);
    m_view->setCurrentIndex(index);
    if (QAccessible::isActive()) { // a list without the focus does not tell itself
        QAccessibleEvent focus(m_view, QAccessible::Focus);
        focus.setChild(row);
        QAccessible::updateAccessibility(&focus);
    }
}

void CompletionList::take(int row)
{
    close();
    Q_EMIT taken(row);
}

bool CompletionList::isOurs(const QKeyEvent &event) const
{
    static constexpr int keys[] = {
        Qt::Key_Up, Qt::Key_Down, Qt::Key_Tab, Qt::Key_Return, Qt::Key_Enter, Qt::Key_Escape
    };
    const bool isEnter = event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
    return !(event.modifiers() & ~Qt::KeypadModifier)
        && std::find(std::begin(keys), std::end(keys), event.key()) != std::end(keys)
        && !(isEnter && m_leavesEnter && m_leavesEnter(m_view->currentIndex().row()));
}

void CompletionList::press(int key)
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
        m_turnedAway = m_start;
        close();
        Q_EMIT turnedAway();
        break;
    default:
        take(row);
    }
}

void CompletionList::watchEdit(QEvent *event)
{
    switch (event->type()) {
    case QEvent::KeyPress: {
        const auto &key = *static_cast<QKeyEvent *>(event);
        m_typing = (!key.text().isEmpty() && key.text().front().isPrint()) || key.key() == Qt::Key_Backspace;
        if (key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter) {
            close(); // it was left to the editor
        }
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

bool CompletionList::eventFilter(QObject *watched, QEvent *event)
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
