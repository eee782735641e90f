// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/notices_area.h"

#include <QEvent>
#include <QLayout>

namespace natter {

NoticesArea::NoticesArea(QWidget *notices, QWidget *parent) : QScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setWidgetResizable(true);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWidget(notices);
    notices->setAutoFillBackground(false);
    viewport()->setAutoFillBackground(false);
    parent->installEventFilter(this);
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &NoticesArea::fit);
    fit();
}

void NoticesArea::fit()
{
    const int needed = widget()->layout()->isEmpty() ? 0 : widget()->layout()->totalHeightForWidth(width());
    const int most = parentWidget() ? parentWidget()->height() / 2 : needed;
    m_height = qMin(needed, most);
    setMaximumHeight(m_height);
    updateGeometry();
}

QSize NoticesArea::sizeHint() const { return { widget()->sizeHint().width(), m_height }; }

/// What else is there needs its room: then there is less to be seen of them at once.
QSize NoticesArea::minimumSizeHint() const
{
    static constexpr int least = 60;
    return { 0, qMin(m_height, least) };
}

bool NoticesArea::event(QEvent *event)
{
    if (event->type() == QEvent::ParentAboutToChange) {
        parentWidget()->removeEventFilter(this);
    } else if (event->type() == QEvent::ParentChange && parentWidget()) {
        parentWidget()->installEventFilter(this);
    }
    return QScrollArea::event(event);
}

bool NoticesArea::eventFilter(QObject *watched, QEvent *event)
{
    const bool isOther = watched == widget() && event->type() == QEvent::LayoutRequest;
    if (isOther || event->type() == QEvent::Resize) {
        m_soon.start();
    }
    return QScrollArea::eventFilter(watched, event);
}

void NoticesArea::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    m_soon.start();
}

} // namespace natter
