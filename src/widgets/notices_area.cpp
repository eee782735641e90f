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
    setFixedHeight(qMin(needed, most));
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
