// SPDX-License-Identifier: GPL-3.0-or-later
// What mouse and keyboard do to a timeline; the rest is in timeline_view.cpp.
#include "widgets/timeline_view.h"

#include "domain/link_card.h"
#include "widgets/message_actions.h"
#include "widgets/timeline_text.h"

#include <QAccessible>
#include <QContextMenuEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>

namespace natter {

static constexpr int margin = 12; ///< left beyond a row that the keyboard goes to

void TimelineView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || m_rows.isEmpty() || !m_model) {
        return;
    }
    if (isChoosing() || event->modifiers().testFlag(Qt::ControlModifier)) {
        clearSelection();
        return; // what was clicked is chosen once the button is released
    }
    m_dragging = true;
    if (event->modifiers().testFlag(Qt::ShiftModifier) && hasSelection()) {
        selectTo(event->pos());
    } else {
        m_selection.begin(placeAt(event->pos()));
        viewport()->update();
    }
}

void TimelineView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (isChoosing()) {
        return; // two clicks, of which the release of each counts
    }
    const Place place = placeAt(event->pos());
    if (const int row = rowOf(place.message); event->button() == Qt::LeftButton && row >= 0) {
        const auto [first, last] = layoutOf(row).wordAt(place.position);
        m_selection.set(place.message, first, last);
        m_dragging = true;
        viewport()->update();
    }
}

void TimelineView::mouseMoveEvent(QMouseEvent *event)
{
    int row = m_rows.rowAt(event->pos().y() - contentTop());
    if (row >= 0 && !rowRect(row).contains(event->pos())) {
        row = -1; // beside all messages
    }
    if (m_dragging && event->buttons().testFlag(Qt::LeftButton)) {
        selectTo(event->pos());
        m_dragScroller.note(event->pos());
        return;
    }
    if (!areActionsFocused()) {
        showActions(row);
    }
    const bool onRow = row >= 0 && m_model && !isChoosing();
    viewport()->setCursor(onRow ? layoutOf(row).cursorAt(event->position() - rowRect(row).topLeft()) : Qt::ArrowCursor);
}

void TimelineView::mouseReleaseEvent(QMouseEvent *event)
{
    const int row = m_rows.rowAt(event->pos().y() - contentTop());
    endDrag();
    if (event->button() != Qt::LeftButton || row < 0 || !m_model || hasSelection()) {
        return; // whoever selects does not click
    }
    if (isChoosing() || event->modifiers().testFlag(Qt::ControlModifier)) {
        choose(row, event->modifiers().testFlag(Qt::ShiftModifier));
        return;
    }
    const QPointF inRow = event->position() - rowRect(row).topLeft();
    const MessageLayout &layout = layoutOf(row);
    if (clickPart(m_model->message(row), layout, inRow)) {
        return;
    }
    if (layout.isRetryAt(inRow)) {
        Q_EMIT retryRequested(m_model->message(row));
    } else if (const auto missing = layout.missingAt(inRow)) {
        Q_EMIT missingWanted(missing->gap);
    } else if (layout.isRestAt(inRow)) {
        Q_EMIT wholeTextRequested(m_model->message(row));
    } else if (const QString link = layout.linkAt(inRow); !link.isEmpty()) {
        Q_EMIT linkClicked(link);
    }
}

/// What a message consists of besides its text.
bool TimelineView::clickPart(const ChatMessage &message, const MessageLayout &layout, const QPointF &inRow)
{
    if (const auto reaction = layout.reactionAt(inRow)) {
        Q_EMIT reactionClicked(message, reaction->emoji);
    } else if (layout.isQuoteAt(inRow)) {
        if (message.quote->row != 0) {
            Q_EMIT quoteClicked(message);
        }
    } else if (layout.isSpoilerAt(inRow)) {
        reveal(message.row);
    } else if (layout.isSenderAt(inRow)) {
        Q_EMIT senderClicked(message);
    } else {
        return false;
    }
    return true;
}

QString TimelineView::toolTipAt(int row, const QPointF &inRow) const
{
    const MessageLayout &layout = layoutOf(row);
    if (const auto reaction = layout.reactionAt(inRow)) {
        return reactionToolTip(m_model->message(row), *reaction, m_peerName);
    }
    if (layout.isStateAt(inRow)) {
        return stateToolTip(m_model->message(row));
    }
    const QString link = layout.linkAt(inRow);
    return isWrittenOtherwise(link) ? tr("Leads to %1").arg(hostOf(link)) : QString();
}

bool TimelineView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave) {
        refreshActions();
    }
    if (event->type() != QEvent::ToolTip || !m_model) {
        return QAbstractScrollArea::viewportEvent(event);
    }
    const auto *help = static_cast<QHelpEvent *>(event);
    const int row = m_rows.rowAt(help->pos().y() - contentTop());
    const QString text = row >= 0 ? toolTipAt(row, QPointF(help->pos() - rowRect(row).topLeft())) : QString();
    QToolTip::showText(help->globalPos(), text, viewport()); // an empty one hides it
    const auto reaction =
        row >= 0 ? layoutOf(row).reactionAt(QPointF(help->pos() - rowRect(row).topLeft())) : std::nullopt;
    if (reaction && m_model->message(row).kind == ChatKind::Room) {
        Q_EMIT reactorsWanted(m_model->message(row), reaction->emoji, text);
    }
    return true;
}

/// Whoever comes by keyboard sees where they are.
void TimelineView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    const bool byKeyboard = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason
        || event->reason() == Qt::ShortcutFocusReason;
    if (byKeyboard) {
        bringFocusIntoSight();
    }
    refreshActions();
    viewport()->update();
}

/// Whoever has scrolled on means what they see.
void TimelineView::bringFocusIntoSight()
{
    const bool isInSight = m_focusRow >= 0 && rowRect(m_focusRow).intersects(viewport()->rect());
    if (!isInSight && !m_rows.isEmpty()) {
        m_focusRow = qMax(0, m_rows.rowAt(viewport()->height() - 1 - contentTop()));
    }
}

void TimelineView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    refreshActions();
    viewport()->update(); // the mark goes with the focus
}

void TimelineView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    if (byKey && m_model) {
        bringFocusIntoSight();
    }
    const int row = byKey ? m_focusRow : m_rows.rowAt(event->pos().y() - contentTop());
    if (row >= 0 && m_model && row < m_model->rowCount()) {
        const ChatMessage &message = m_model->message(row);
        if (byKey) {
            requestMenu(message, viewport()->mapToGlobal(rowRect(row).center()));
        } else {
            Q_EMIT contextMenuRequested(message, event->globalPos(),
                                        layoutOf(row).linkAt(QPointF(event->pos() - rowRect(row).topLeft())));
        }
    }
}

void TimelineView::keyPressEvent(QKeyEvent *event)
{
    if (m_model && m_focusRow >= 0) {
        bringFocusIntoSight();
    }
    const bool onMessage = m_model && m_focusRow >= 0 && m_focusRow < m_model->rowCount();
    if (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down) {
        moveFocus(event->key() == Qt::Key_Up ? -1 : 1, event->modifiers().testFlag(Qt::ShiftModifier));
    } else if (event->key() == Qt::Key_Escape && hasSelection()) {
        clearSelection();
    } else if (event->key() == Qt::Key_Escape && isChoosing()) {
        endChoice();
    } else if (event->key() == Qt::Key_Space && onMessage) {
        choose(m_focusRow, event->modifiers().testFlag(Qt::ShiftModifier));
    } else if (event == QKeySequence::Delete && (isChoosing() || onMessage)) {
        Q_EMIT deletionRequested(isChoosing() ? selectedMessages() : QList { m_model->message(m_focusRow) });
    } else if (event == QKeySequence::Copy && (hasSelection() || isChoosing())) {
        Q_EMIT textSelected(selectedText(), true);
    } else if (event->key() == Qt::Key_End) {
        jumpToNewest();
        m_focusRow = isAtLiveEdge() ? m_rows.count() - 1 : m_focusRow;
    } else if (event->key() == Qt::Key_Backspace) {
        Q_EMIT backWanted();
    } else if (event == QKeySequence::Copy && onMessage) {
        Q_EMIT copyRequested(m_model->message(m_focusRow));
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && onMessage) {
        requestMenu(m_model->message(m_focusRow), viewport()->mapToGlobal(rowRect(m_focusRow).center()));
    } else if (isTyped(*event) && !isChoosing()) {
        Q_EMIT textTyped(event->text());
    } else {
        QAbstractScrollArea::keyPressEvent(event);
    }
}

/// A mode is left before anything else that Esc may do.
bool TimelineView::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && (hasSelection() || isChoosing())
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QAbstractScrollArea::event(event);
}

void TimelineView::moveFocus(int step, bool selects)
{
    const int count = m_rows.count();
    if (count == 0) {
        return;
    }
    if (selects && isChoosing()) {
        m_focusRow = m_focusRow < 0 ? count - 1 : qBound(0, m_focusRow + step, count - 1);
        choose(m_focusRow, true);
        showFocus();
        return;
    }
    if (selects && m_focusRow >= 0 && !hasSelection()) {
        m_selection.begin({ m_rows[m_focusRow].id, 0 });
    }
    m_focusRow = m_focusRow < 0 ? count - 1 : qBound(0, m_focusRow + step, count - 1);
    if (selects) {
        m_selection.extendToMessage(m_rows[m_focusRow].id);
    } else {
        m_selection.clear();
    }
    showFocus();
}

void TimelineView::showFocus()
{
    const QRect rect = rowRect(m_focusRow);
    if (rect.top() < 0) {
        verticalScrollBar()->setValue(verticalScrollBar()->value() + rect.top() - margin);
    } else if (rect.bottom() > viewport()->height()) {
        verticalScrollBar()->setValue(verticalScrollBar()->value() + rect.bottom() - viewport()->height() + margin);
    }
    showActions(m_focusRow);
    QAccessibleEvent focus(this, QAccessible::Focus);
    focus.setChild(m_focusRow);
    QAccessible::updateAccessibility(&focus);
    viewport()->update();
}

} // namespace natter
