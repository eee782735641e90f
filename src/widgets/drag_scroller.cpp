// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/drag_scroller.h"

#include <QAbstractScrollArea>
#include <QCursor>
#include <QScrollBar>

namespace natter {

static constexpr auto interval = std::chrono::milliseconds(30);

DragScroller::DragScroller(QAbstractScrollArea &area) : m_area(area)
{
    m_timer.setInterval(interval);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        const QPoint mouse = m_area.viewport()->mapFromGlobal(QCursor::pos());
        QScrollBar *bar = m_area.verticalScrollBar();
        bar->setValue(bar->value() + beyond(mouse));
        Q_EMIT scrolled(mouse);
    });
}

/// Pixels, upwards negative.
int DragScroller::beyond(const QPoint &mouse) const
{
    return qMin(mouse.y(), 0) + qMax(mouse.y() - m_area.viewport()->height(), 0);
}

void DragScroller::note(const QPoint &mouse)
{
    if (beyond(mouse) == 0) {
        m_timer.stop();
    } else if (!m_timer.isActive()) {
        m_timer.start();
    }
}

} // namespace natter
