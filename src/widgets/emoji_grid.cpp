// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/emoji_grid.h"

#include "widgets/emoji_grid_accessible.h"
#include "widgets/theme.h"

#include <QAccessible>
#include <QElapsedTimer>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <utility>

namespace natter {

static constexpr int usualColumns = 10;
static constexpr int usualRows = 8;
static constexpr int edge = 8; ///< left and right of the cells
static constexpr qint64 slice = 6; ///< ms that drawing pictures may take at once

EmojiGrid::EmojiGrid(QWidget *parent) : QAbstractScrollArea(parent)
{
    QAccessible::installFactory(emojiGridAccessibleFactory); // before anybody asks, as the first answer is kept
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent); // so that scrolling moves what is painted
    connect(&m_ahead, &QTimer::timeout, this, &EmojiGrid::drawAhead);
}

int EmojiGrid::cellSize() const { return 2 * fontMetrics().height(); }

int EmojiGrid::headingHeight() const { return fontMetrics().height() + 16; }

QSize EmojiGrid::sizeHint() const
{
    return { usualColumns * cellSize() + 2 * edge + verticalScrollBar()->sizeHint().width(), usualRows * cellSize() };
}

void EmojiGrid::setSections(const QList<Section> &sections)
{
    m_sections = sections;
    m_current = -1;
    m_hovered = -1;
    m_pressed = -1;
    layOut();
    verticalScrollBar()->setValue(0);
    viewport()->update();
    Q_EMIT pointedAtChanged();
    Q_EMIT scrolled();
}

void EmojiGrid::layOut()
{
    m_cell = cellSize();
    // Room for the scroll bar is kept also while there is none: a search that finds little moves no columns
    const int room = width() - verticalScrollBar()->sizeHint().width();
    m_columns = qMax(1, (room - 2 * edge) / m_cell);
    m_margin = (room - m_columns * m_cell) / 2;
    m_places.clear();
    m_count = 0;
    int y = 0;
    for (const Section &section : std::as_const(m_sections)) {
        Place place;
        place.firstCell = m_count;
        place.top = y;
        place.firstRow = y + (section.title.isEmpty() ? edge : headingHeight());
        const int size = static_cast<int>(section.emoji.size());
        place.bottom = place.firstRow + (size + m_columns - 1) / m_columns * m_cell;
        m_places.append(place);
        m_count += size;
        y = place.bottom;
    }
    const int height = viewport()->height();
    verticalScrollBar()->setRange(0, qMax(0, y + edge - height));
    verticalScrollBar()->setPageStep(height);
    verticalScrollBar()->setSingleStep(m_cell / 2);
}

int EmojiGrid::sectionOf(int cell) const
{
    for (int i = 0; i < m_places.size(); ++i) {
        if (cell >= m_places[i].firstCell && cell < m_places[i].firstCell + m_sections[i].emoji.size()) {
            return i;
        }
    }
    return -1;
}

QString EmojiGrid::emojiAt(int cell) const
{
    const int section = sectionOf(cell);
    return section < 0 ? QString() : m_sections[section].emoji[cell - m_places[section].firstCell];
}

QString EmojiGrid::nameAt(int cell) const
{
    const QString emoji = emojiAt(cell);
    return m_naming && !emoji.isEmpty() ? m_naming(emoji) : emoji;
}

QRect EmojiGrid::cellRect(int cell) const
{
    const int section = sectionOf(cell);
    if (section < 0) {
        return {};
    }
    const int place = cell - m_places[section].firstCell;
    const int x = m_margin + place % m_columns * m_cell;
    return { isRightToLeft() ? viewport()->width() - x - m_cell : x,
             m_places[section].firstRow + place / m_columns * m_cell - verticalScrollBar()->value(), m_cell, m_cell };
}

int EmojiGrid::cellAt(const QPoint &point) const
{
    const int x = (isRightToLeft() ? viewport()->width() - 1 - point.x() : point.x()) - m_margin;
    const int y = point.y() + verticalScrollBar()->value();
    if (x < 0 || x >= m_columns * m_cell) {
        return -1;
    }
    for (int i = 0; i < m_places.size(); ++i) {
        const Place &place = m_places[i];
        if (y >= place.firstRow && y < place.bottom) {
            const int inSection = (y - place.firstRow) / m_cell * m_columns + x / m_cell;
            return inSection < m_sections[i].emoji.size() ? place.firstCell + inSection : -1;
        }
    }
    return -1;
}

int EmojiGrid::firstVisible() const
{
    const int x = isRightToLeft() ? viewport()->width() - m_margin - m_cell / 2 : m_margin + m_cell / 2;
    int cell = -1;
    for (int y = edge / 2; cell < 0 && y < viewport()->height(); y += edge / 2) {
        cell = cellAt(QPoint(x, y));
        cell = cell >= 0 && cellRect(cell).top() < 0 ? -1 : cell; // half of it does not do
    }
    return cell;
}

void EmojiGrid::setCurrent(int cell)
{
    const int wanted = qBound(-1, cell, m_count - 1);
    if (wanted == m_current) {
        return;
    }
    viewport()->update(cellRect(m_current));
    m_current = wanted;
    viewport()->update(cellRect(m_current));
    Q_EMIT pointedAtChanged();
    tellFocus();
}

/// A screen reader says which cell it is.
void EmojiGrid::tellFocus()
{
    if (hasFocus() && m_current >= 0) {
        QAccessibleEvent focus(this, QAccessible::Focus);
        focus.setChild(m_current);
        QAccessible::updateAccessibility(&focus);
    }
}

/// By a key: it has to be seen, and the mouse that rests somewhere means nothing.
void EmojiGrid::moveTo(int cell)
{
    setHovered(-1);
    setCurrent(cell);
    const int section = sectionOf(m_current);
    if (section < 0) {
        return;
    }
    const QRect rect = cellRect(m_current);
    const bool isInFirstRow = m_current - m_places[section].firstCell < m_columns;
    const int above = isInFirstRow ? m_places[section].firstRow - m_places[section].top : edge; // with its heading
    QScrollBar *bar = verticalScrollBar();
    if (rect.top() - above < 0) {
        bar->setValue(bar->value() + rect.top() - above);
    } else if (rect.bottom() + edge > viewport()->height()) {
        bar->setValue(bar->value() + rect.bottom() + edge - viewport()->height());
    }
}

QString EmojiGrid::pointedAt() const { return emojiAt(m_hovered >= 0 ? m_hovered : m_current); }

void EmojiGrid::setHovered(int cell)
{
    if (cell == m_hovered) {
        return;
    }
    viewport()->update(cellRect(m_hovered));
    m_hovered = cell;
    viewport()->update(cellRect(m_hovered));
    viewport()->setCursor(cell < 0 ? Qt::ArrowCursor : Qt::PointingHandCursor);
    Q_EMIT pointedAtChanged();
}

void EmojiGrid::showSection(int section)
{
    if (section >= 0 && section < m_places.size()) {
        verticalScrollBar()->setValue(m_places[section].top);
    }
}

int EmojiGrid::shownSection() const
{
    const int top = verticalScrollBar()->value() + m_cell / 2;
    const auto below = std::find_if(m_places.begin(), m_places.end(), [top](const Place &p) { return p.bottom > top; });
    return below == m_places.end() ? static_cast<int>(m_places.size()) - 1 : static_cast<int>(below - m_places.begin());
}

int EmojiGrid::cellBelow(int cell, int rows) const
{
    int section = sectionOf(cell);
    if (section < 0) {
        return cell;
    }
    const int column = (cell - m_places[section].firstCell) % m_columns;
    int row = (cell - m_places[section].firstCell) / m_columns;
    const auto size = [this](int i) { return static_cast<int>(m_sections[i].emoji.size()); };
    const auto rowCount = [&](int i) { return (size(i) + m_columns - 1) / m_columns; };
    for (; rows > 0; --rows) {
        if (row + 1 < rowCount(section)) {
            ++row;
        } else if (section + 1 < m_sections.size()) {
            ++section;
            row = 0;
        }
    }
    for (; rows < 0; ++rows) {
        if (row > 0) {
            --row;
        } else if (section > 0) {
            --section;
            row = rowCount(section) - 1;
        } else {
            return -1;
        }
    }
    return m_places[section].firstCell + qMin(row * m_columns + column, size(section) - 1);
}

void EmojiGrid::keyPressEvent(QKeyEvent *event)
{
    const int page = qMax(1, viewport()->height() / m_cell - 1);
    const int before = isRightToLeft() ? 1 : -1;
    const auto above = [this](int rows) { return cellBelow(m_current, -rows); };
    switch (event->key()) {
    case Qt::Key_Left:
        moveTo(qMax(0, m_current + before));
        break;
    case Qt::Key_Right:
        moveTo(qMax(0, m_current - before));
        break;
    case Qt::Key_Down:
        moveTo(cellBelow(m_current, 1));
        break;
    case Qt::Key_Up:
        if (above(1) < 0) {
            Q_EMIT leftUpwards();
        } else {
            moveTo(above(1));
        }
        break;
    case Qt::Key_PageDown:
        moveTo(cellBelow(m_current, page));
        break;
    case Qt::Key_PageUp:
        moveTo(qMax(0, above(page)));
        break;
    case Qt::Key_Home:
        moveTo(0);
        break;
    case Qt::Key_End:
        moveTo(m_count - 1);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (m_current >= 0) {
            Q_EMIT chosen(emojiAt(m_current), event->modifiers().testFlag(Qt::ShiftModifier));
        }
        break;
    default:
        event->ignore(); // QAbstractScrollArea would scroll
    }
}

void EmojiGrid::mouseMoveEvent(QMouseEvent *event) { setHovered(cellAt(event->position().toPoint())); }

void EmojiGrid::mousePressEvent(QMouseEvent *event)
{
    m_pressed = event->button() == Qt::LeftButton ? cellAt(event->position().toPoint()) : -1;
}

void EmojiGrid::mouseReleaseEvent(QMouseEvent *event)
{
    const int cell = cellAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && cell >= 0 && cell == std::exchange(m_pressed, -1)) {
        Q_EMIT chosen(emojiAt(cell), event->modifiers().testFlag(Qt::ShiftModifier));
    }
}

bool EmojiGrid::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave) {
        setHovered(-1);
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void EmojiGrid::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    if (m_current < 0 && event->reason() != Qt::MouseFocusReason) {
        setCurrent(firstVisible());
    } else {
        tellFocus();
    }
    viewport()->update();
}

void EmojiGrid::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void EmojiGrid::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    layOut();
}

void EmojiGrid::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::LayoutDirectionChange) {
        updateGeometry();
        layOut();
    }
    viewport()->update();
}

void EmojiGrid::scrollContentsBy(int, int dy)
{
    viewport()->scroll(0, dy);
    if (m_hovered >= 0) {
        setHovered(viewport()->underMouse() ? cellAt(viewport()->mapFromGlobal(QCursor::pos())) : -1);
    }
    Q_EMIT scrolled();
}

void EmojiGrid::drawAhead()
{
    QElapsedTimer timer;
    timer.start();
    const QRect seen = viewport()->rect();
    const int page = seen.height();
    for (const QRect &area : { seen, seen.translated(0, page), seen.translated(0, -page) }) {
        for (int cell = 0; cell < m_count; ++cell) {
            const QRect rect = cellRect(cell);
            if (rect.top() > area.bottom()) {
                break;
            }
            const QString emoji = rect.intersects(area) ? emojiAt(cell) : QString();
            if (emoji.isEmpty() || m_pictures.isKnown(emoji)) {
                continue;
            }
            m_pictures.of(emoji);
            viewport()->update(); // it may stand there twice, among those that were used last
            if (timer.elapsed() >= slice) {
                return; // and go on after what else there is to do
            }
        }
    }
    m_ahead.stop();
}

void EmojiGrid::paintCell(QPainter &painter, int cell)
{
    const Theme theme = Theme::of(this);
    const QRect rect = cellRect(cell);
    if (cell == m_current || cell == m_hovered) {
        painter.setPen(cell == m_current && hasFocus() ? QPen(theme.accent, 1.5) : QPen(Qt::NoPen));
        painter.setBrush(cell == m_current ? theme.selectedRow : theme.field);
        painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 8, 8);
    }
    if (const QString emoji = emojiAt(cell); m_pictures.isKnown(emoji)) {
        painter.drawPixmap(rect.topLeft(), m_pictures.of(emoji));
    }
}

void EmojiGrid::paintEvent(QPaintEvent *event)
{
    const Theme theme = Theme::of(this);
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(event->rect(), theme.panel);
    if (m_count == 0) {
        painter.setPen(theme.muted);
        painter.drawText(viewport()->rect().adjusted(edge, 0, -edge, 0), Qt::AlignCenter | Qt::TextWordWrap,
                         m_emptyText);
        return;
    }
    m_pictures.setMeasures(font(), m_cell, m_cell * 2 / 3, devicePixelRatioF());
    m_ahead.start();
    QFont heading = font();
    heading.setWeight(QFont::DemiBold);
    heading.setPointSizeF(qMax(6.0, QFontInfo(heading).pointSizeF() - 1));
    const int scrolledBy = verticalScrollBar()->value();
    const int side = m_margin + 4;
    for (int i = 0; i < m_places.size(); ++i) {
        const Place &place = m_places[i];
        if (place.bottom - scrolledBy < event->rect().top() || place.top - scrolledBy > event->rect().bottom()) {
            continue;
        }
        painter.setFont(heading);
        painter.setPen(theme.muted);
        painter.drawText(
            QRect(side, place.top - scrolledBy, viewport()->width() - 2 * side, place.firstRow - place.top),
            Qt::AlignVCenter | (isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute,
            m_sections[i].title);
        const int firstRow = qMax(0, event->rect().top() + scrolledBy - place.firstRow) / m_cell;
        const int lastRow = (event->rect().bottom() + scrolledBy - place.firstRow) / m_cell;
        const int end = qMin((lastRow + 1) * m_columns, static_cast<int>(m_sections[i].emoji.size()));
        for (int cell = firstRow * m_columns; cell < end; ++cell) {
            paintCell(painter, place.firstCell + cell);
        }
    }
}

} // namespace natter
