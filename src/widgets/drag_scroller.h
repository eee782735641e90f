// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

class QAbstractScrollArea;

namespace natter {

/// Scrolls while something is dragged beyond an edge of the area, the faster the further.
class DragScroller : public QObject
{
    Q_OBJECT

public:
    explicit DragScroller(QAbstractScrollArea &area);

    /// The mouse is there, in the viewport.
    void note(const QPoint &mouse);
    void stop() { m_timer.stop(); }

Q_SIGNALS:
    void scrolled(const QPoint &mouse);

private:
    int beyond(const QPoint &mouse) const;

    QAbstractScrollArea &m_area;
    QTimer m_timer;
};

} // namespace natter
