// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/notices_area.h"

#include <QEvent>
#include <QLayout>
#include <QResizeEvent>

namespace natter {

NoticesArea::NoticesArea(QWidget *notices, QWidget *parent) : QScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setWidget(notices);
    notices->setAutoFillBackground(false);
    viewport()->setAutoFillBackground(false);
    parent->installEventFilter(this);
}

int NoticesArea::heightForWidth(int width) const
{
    const int needed = widget()->layout()->isEmpty() ? 0 : widget()->layout()->totalHeightForWidth(width);
    return qMin(needed, parentWidget()->height() / 2);
}

QSize NoticesArea::sizeHint() const
{
    const QSize hint = widget()->sizeHint();
    return { hint.width(), heightForWidth(qMax(width(), hint.width())) };
}

QSize NoticesArea::minimumSizeHint() const { return { widget()->minimumSizeHint().width(), 0 }; }

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
    const bool isTaller = watched == parentWidget() && event->type() == QEvent::Resize
        && static_cast<QResizeEvent *>(event)->size().height()
            != static_cast<QResizeEvent *>(event)->oldSize().height();
    if (isTaller || (watched == widget() && event->type() == QEvent::LayoutRequest)) {
        updateGeometry();
    }
    return QScrollArea::eventFilter(watched, event);
}

} // namespace natter
