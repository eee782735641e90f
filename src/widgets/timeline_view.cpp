// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timeline_view.h"

#include "base/log.h"
#include "chat/faces.h"
#include "widgets/message_actions.h"
#include "widgets/timeline_accessible.h"
#include "widgets/timeline_choice.h"
#include "widgets/timeline_text.h"

#include <QAccessible>
#include <QApplication>
#include <QPainter>
#include <QScrollBar>

namespace natter {

static constexpr int loadOlderWithin = 600; ///< pixels from the top; newer ones from the bottom
static constexpr size_t keptLayouts = 300;
static constexpr int edge = 4; ///< pixels around a row that what marks it may take
static constexpr auto markTime = std::chrono::seconds(3);

TimelineView::TimelineView(QWidget *parent) : QAbstractScrollArea(parent), m_actions(new MessageActions(viewport()))
{
    QAccessible::installFactory(timelineAccessibleFactory); // before anybody asks, as the first answer is kept
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    verticalScrollBar()->setSingleStep(30);
    setAccessibleName(tr("Messages"));
    buildActions();
    connect(&m_dragScroller, &DragScroller::scrolled, this, &TimelineView::selectTo);
    m_mark.setSingleShot(true);
    m_mark.setInterval(markTime);
    connect(&m_mark, &QTimer::timeout, this, [this] {
        m_marked = 0;
        viewport()->update();
    });
}

TimelineView::~TimelineView()
{
    qApp->disconnect(this); // the focus moves on while the buttons are destroyed, when this is no more than a widget
}

void TimelineView::buildActions()
{
    connect(m_actions, &MessageActions::copyRequested, this, &TimelineView::copyRequested);
    connect(m_actions, &MessageActions::retryRequested, this, &TimelineView::retryRequested);
    connect(m_actions, &MessageActions::editRequested, this, &TimelineView::editRequested);
    connect(m_actions, &MessageActions::replyRequested, this, &TimelineView::replyRequested);
    connect(m_actions, &MessageActions::reactionRequested, this, &TimelineView::reactionRequested);
    connect(m_actions, &MessageActions::menuRequested, this, &TimelineView::requestMenu);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *before) {
        if (m_actions->isAncestorOf(before)) {
            refreshActions();
        }
    });
}

/// Of a message, with no place in it that was pointed at.
void TimelineView::requestMenu(const ChatMessage &message, const QPoint &globalPosition)
{
    Q_EMIT contextMenuRequested(message, globalPosition, onlyLinkIn(message));
}

/// Beside the upper end of the message's bubble, or over its corner where there is no room; in compact rows, which have
/// none, before what is at their end. None for a row of -1.
void TimelineView::showActions(int row)
{
    const bool stays = areActionsFocused();
    if (row < 0 || isChoosing() || !m_model || row >= m_model->rowCount()
        || (!stays && !rowRect(row).intersects(viewport()->rect()))) {
        m_actions->hide();
        return;
    }
    if (m_actions->isHidden() || m_actions->message() != m_model->message(row)) {
        m_actions->setMessage(m_model->message(row));
    }
    const bool atEnd = (!m_compact && m_model->message(row).isOutgoing()) == isRightToLeft();
    const QRectF bubble = layoutOf(row).bubble().translated(rowRect(row).topLeft());
    m_compact ? m_actions->placeOver(bubble, atEnd, layoutOf(row).stateWidth()) : m_actions->placeBeside(bubble, atEnd);
    m_actions->show();
    m_actions->raise();
}

bool TimelineView::areActionsFocused() const { return m_actions->isAncestorOf(QApplication::focusWidget()); }

/// They belong to what has the focus, else to what the mouse is on.
void TimelineView::refreshActions()
{
    if (areActionsFocused()) {
        showActions(m_rows.rowOf(m_actions->message().row));
    } else if (hasFocus() && m_focusRow >= 0) {
        showActions(m_focusRow);
    } else if (m_actions->isVisible() && viewport()->underMouse()) {
        showActions(m_rows.rowAt(viewport()->mapFromGlobal(QCursor::pos()).y() - contentTop()));
    } else {
        m_actions->hide();
    }
}

void TimelineView::setModel(TimelineModel *model)
{
    if (m_model) {
        m_model->disconnect(this);
        m_model->disconnect(&m_announcer);
    }
    endChoice();
    m_model = model;
    m_revealed.clear();
    clearSelection();
    m_announcer.clear();
    m_focusRow = -1;
    m_atLiveEdge = true;
    if (model) {
        connect(model, &QAbstractItemModel::rowsInserted, this,
                [this](const QModelIndex &, int first, int last) { appended(first, last); });
        connect(model, &QAbstractItemModel::rowsRemoved, this,
                [this](const QModelIndex &, int first, int last) { removed(first, last); });
        connect(model, &QAbstractItemModel::dataChanged, this,
                [this](const QModelIndex &index) { updateRow(index.row()); });
        connect(model, &TimelineModel::separatorsMoved, this, &TimelineView::moveSeparators);
        connect(model, &QAbstractItemModel::modelReset, this, [this] {
            clearSelection();
            endChoice();
            m_focusRow = -1;
            if (std::exchange(m_wantsNewest, false) && m_model->isAtEnd()) {
                setAtLiveEdge(true); // else it would stay at what is in both
            }
            rebuild();
            noteScrolled();
        });
        connect(model, &TimelineModel::showsMessage, this, &TimelineView::goToMessage);
        connect(model, &TimelineModel::reachedEnd, this, &TimelineView::noteScrolled);
        connect(model, &TimelineModel::arrived, &m_announcer,
                [this](int row) { m_announcer.note(m_model->message(row).row); });
        connect(model, &QObject::destroyed, this, [this] { m_model = nullptr; });
    }
    rebuild();
}

template <typename Value> void TimelineView::change(Value &member, const Value &value)
{
    if (std::exchange(member, value) != value) {
        rebuild();
    }
}

void TimelineView::setPeerName(const QString &name) { change(m_peerName, withVisibleControls(name)); }

void TimelineView::setOwnNick(const QString &nick) { change(m_ownNick, nick); }

void TimelineView::setNames(const GuardedNames &names) { change(m_names, names); }

void TimelineView::setWatchedWords(const QStringList &words) { change(m_watchedWords, words); }

void TimelineView::setFaces(Faces &faces)
{
    m_faces = &faces;
    connect(&faces, &Faces::changed, viewport(), qOverload<>(&QWidget::update));
}

void TimelineView::setCompact(bool compact) { change(m_compact, compact); }

void TimelineView::setZoom(int points) { change(m_zoom, points); }

MessageStyle TimelineView::style() const
{
    MessageStyle style;
    style.theme = Theme::of(this);
    style.font = font();
    style.peerName = m_peerName;
    style.ownNick = m_ownNick;
    style.names = m_names;
    style.watchedWords = m_watchedWords;
    style.compact = m_compact;
    if (m_faces) {
        style.faceOf = [faces = m_faces](const ChatMessage &message) { return faces->of(message); };
    }
    style.width = viewport()->width() - choiceWidth();
    style.font.setPointSizeF(qMax(6.0, style.font.pointSizeF() + m_zoom));
    return style;
}

MessageLayout &TimelineView::layoutOf(int row) const
{
    const ChatMessage &message = m_model->message(row);
    auto &layout = m_layouts[message.row];
    if (!layout) {
        MessageStyle own = style();
        own.isRevealed = m_revealed.contains(message.row);
        layout = std::make_unique<MessageLayout>(message, m_rows[row].place, own);
    }
    return *layout;
}

void TimelineView::reveal(qint64 message)
{
    m_revealed.insert(message);
    if (const int row = rowOf(message); row >= 0) {
        updateRow(row);
    }
}

void TimelineView::rebuild()
{
    const TimelineRows::Anchor kept = anchor();
    m_layouts.clear();
    m_rows.reset(m_model ? m_model->rowCount() : 0);
    measure(0, m_rows.count() - 1);
    reanchored(kept);
}

void TimelineView::appended(int first, int last)
{
    const TimelineRows::Anchor kept = anchor();
    const int added = last - first + 1;
    m_rows.insert(first, added);
    if (m_focusRow >= first) {
        m_focusRow += added;
    }
    measure(first - 1, last + 1);
    reanchored(kept);
}

void TimelineView::removed(int first, int last)
{
    const bool wasChoosing = isChoosing();
    const TimelineRows::Anchor kept = anchor();
    for (int row = first; row <= last; ++row) {
        m_layouts.erase(m_rows[row].id);
        m_choice.remove(m_rows[row].id);
    }
    m_rows.remove(first, last - first + 1);
    if (m_focusRow > last) {
        m_focusRow -= last - first + 1;
    } else if (m_focusRow >= first) {
        m_focusRow = -1;
    }
    measure(first - 1, first);
    reanchored(kept);
    choiceIsChanged(wasChoosing);
}

/// Of those that are there: how they stand among their neighbours may be another now.
void TimelineView::measure(int first, int last)
{
    for (int row = qMax(0, first); row < qMin(m_rows.count(), last + 1); ++row) {
        TimelineRows::Row &entry = m_rows[row];
        entry.id = m_model->message(row).row;
        const MessagePlace place = MessagePlace::of(*m_model, row);
        if (place != entry.place || entry.height == 0) {
            entry.place = place;
            m_layouts.erase(entry.id);
            entry.height = layoutOf(row).height();
        }
    }
}

/// What is there stays as it is; and whoever is at the top waits for what has come above.
void TimelineView::moveSeparators()
{
    const TimelineRows::Anchor kept = anchor();
    measure(0, m_rows.count() - 1);
    reanchored(kept);
    noteScrolled();
    setAccessibleDescription(m_rows.isEmpty() ? eventsAlone().join(u'\n') : QString());
}

void TimelineView::updateRow(int row)
{
    const TimelineRows::Anchor kept = anchor();
    m_rows[row].height = 0;
    measure(row, row);
    reanchored(kept);
}

void TimelineView::updateScrollRange()
{
    m_settingRange = true;
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setRange(0, qMax(0, m_rows.contentHeight() - viewport()->height()));
    m_settingRange = false;
}

TimelineRows::Anchor TimelineView::anchor() const { return m_rows.anchorAt(verticalScrollBar()->value()); }

void TimelineView::reanchored(const TimelineRows::Anchor &anchor)
{
    m_rows.position();
    updateScrollRange();
    if (m_atLiveEdge) {
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    } else if (const int y = m_rows.yOf(anchor); y >= 0) {
        verticalScrollBar()->setValue(y);
    }
    refreshActions();
    if (m_model && !m_rows.isEmpty() && m_rows.contentHeight() <= viewport()->height()) {
        m_model->loadOlder(); // there is nothing to scroll, so nobody would ask for it
        m_model->loadNewer();
    }
    forgetFar();
    viewport()->update();
}

/// Short conversations stand at the bottom, where the next message will be.
int TimelineView::contentTop() const
{
    return qMax(0, viewport()->height() - m_rows.contentHeight()) - verticalScrollBar()->value();
}

QRect TimelineView::rowRect(int row) const
{
    const TimelineRows::Row &entry = m_rows[row];
    const int left = isRightToLeft() ? 0 : choiceWidth();
    return { left, entry.top + contentTop(), viewport()->width() - choiceWidth(), entry.height };
}

QRect TimelineView::bubbleRect(int row) const
{
    return layoutOf(row).bubble().translated(rowRect(row).topLeft()).toRect();
}

void TimelineView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), Theme::of(this).background);
    if (m_layouts.size() > keptLayouts) {
        m_layouts.clear();
    }
    if (m_rows.isEmpty()) {
        const EventLines lines(eventsAlone(), style());
        lines.paint(painter, viewport()->height() - lines.height());
    }
    const int top = contentTop();
    const int first = qMax(0, m_rows.rowAt(event->rect().top() - top));
    for (int row = first; row < m_rows.count(); ++row) {
        const int y = m_rows[row].top + top;
        if (y > event->rect().bottom()) {
            break;
        }
        const bool marked = m_marked != 0 && m_rows[row].id == m_marked;
        const MessageLayout &layout = layoutOf(row);
        if (isChoosing()) {
            paintChoice(painter, { 0, y, viewport()->width(), m_rows[row].height }, layout.bubble(),
                        m_choice.contains(m_rows[row].id), Theme::of(this));
        }
        painter.save(); // signs above and below letters may be many, and reach over other messages
        painter.setClipRect(QRect(0, y - edge, viewport()->width(), m_rows[row].height + 2 * edge), Qt::IntersectClip);
        painter.translate(rowRect(row).left(), 0);
        layout.paint(painter, y, marked || (hasFocus() && row == m_focusRow),
                     m_selection.in(m_rows[row].id, layout.length()));
        painter.restore();
    }
}

/// What happened in a room where nothing has been said.
QStringList TimelineView::eventsAlone() const
{
    return m_model && m_model->events() && m_model->isLoaded() ? m_model->events()->between({}, {}) : QStringList();
}

void TimelineView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    if (event->oldSize().width() != event->size().width()) {
        rebuild();
    } else {
        reanchored(anchor());
    }
}

void TimelineView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange
        || event->type() == QEvent::LanguageChange) {
        rebuild();
    }
}

void TimelineView::scrollContentsBy(int, int)
{
    refreshActions();
    viewport()->update();
    if (!m_settingRange) {
        noteScrolled();
    }
}

void TimelineView::noteScrolled()
{
    const int below = verticalScrollBar()->maximum() - verticalScrollBar()->value();
    const bool atEdge = below <= 4 && (!m_model || m_model->isAtEnd());
    setAtLiveEdge(atEdge);
    forgetFar(); // first, as it calls off what is being loaded
    if (m_model && verticalScrollBar()->value() < loadOlderWithin) {
        m_model->loadOlder();
    }
    if (m_model && below < loadOlderWithin) {
        m_model->loadNewer();
    }
}

/// What is selected has to be here to be copied.
void TimelineView::forgetFar()
{
    if (!m_model || m_rows.isEmpty()) {
        return;
    }
    const int first = m_rows.rowAt(-contentTop());
    const int last = m_rows.rowAt(viewport()->height() - contentTop());
    const auto place = [this](qint64 message, int otherwise) {
        const int row = message == 0 ? -1 : rowOf(message);
        return row < 0 ? otherwise : row;
    };
    const qint64 firstSelected = hasSelection() ? m_selection.firstMessage() : m_choice.firstMessage();
    const qint64 lastSelected = hasSelection() ? m_selection.lastMessage() : m_choice.lastMessage();
    m_model->keepAround(qMin(first, place(firstSelected, first)), qMax(last, place(lastSelected, last)));
}

void TimelineView::setAtLiveEdge(bool atEdge)
{
    if (m_model) {
        m_model->setFollowed(atEdge);
    }
    if (std::exchange(m_atLiveEdge, atEdge) != atEdge) {
        Q_EMIT liveEdgeChanged(atEdge);
    }
}

void TimelineView::goToMessage(qint64 message)
{
    const int row = m_rows.rowOf(message);
    if (row < 0) {
        return;
    }
    const TimelineRows::Row &entry = m_rows[row];
    m_marked = message;
    m_focusRow = row; // what is done next by keyboard means this one
    m_mark.start();
    verticalScrollBar()->setValue(entry.top - qMax(0, viewport()->height() - entry.height) / 2);
    noteScrolled();
    viewport()->update();
}

void TimelineView::jumpToNewest()
{
    if (m_model && !isChoosing()) { // what is chosen has to stay here: the newest come bit by bit
        m_wantsNewest = !m_model->isAtEnd();
        m_model->showNewest();
    }
    verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    noteScrolled();
}

TimelineView::Place TimelineView::placeAt(const QPoint &position) const
{
    const int row = m_rows.rowAt(position.y() - contentTop());
    return row < 0 ? Place() : Place { m_rows[row].id, layoutOf(row).positionAt(position - rowRect(row).topLeft()) };
}

void TimelineView::selectTo(const QPoint &position)
{
    m_selection.extendTo(placeAt(position));
    viewport()->update();
}

void TimelineView::endDrag()
{
    m_dragScroller.stop();
    if (std::exchange(m_dragging, false) && hasSelection()) {
        Q_EMIT textSelected(selectedText(), false);
    }
}

void TimelineView::clearSelection()
{
    m_selection.clear();
    m_dragging = false;
    m_dragScroller.stop();
    viewport()->update();
}

QList<ChatMessage> TimelineView::selectedMessages() const
{
    if (!m_model) {
        return {};
    }
    return isChoosing() ? m_choice.messages(*m_model) : m_selection.messages(*m_model);
}

QString TimelineView::selectedText() const
{
    const auto nameOf = [this](const ChatMessage &message) { return speakerOf(message, m_peerName); };
    if (!m_model) {
        return {};
    }
    return isChoosing() ? copiedText(m_choice.messages(*m_model), nameOf) : m_selection.text(*m_model, nameOf);
}

QString TimelineView::rowText(int row) const
{
    return spokenText(*m_model, row, { m_peerName, m_names }, m_revealed.contains(m_model->message(row).row));
}

} // namespace natter
