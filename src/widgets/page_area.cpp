// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/page_area.h"

#include <QEvent>
#include <QScrollBar>
#include <QTabWidget>

namespace natter {

PageArea::PageArea(QWidget *page, QWidget *parent) : QScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWidget(page);
    page->show(); // one that was not the current one was hidden
}

QSize PageArea::sizeHint() const { return withScrollBar(widget()->sizeHint()); }

QSize PageArea::minimumSizeHint() const
{
    return { withScrollBar(widget()->minimumSizeHint()).width(), QScrollArea::minimumSizeHint().height() };
}

bool PageArea::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == widget() && event->type() == QEvent::LayoutRequest) {
        updateGeometry();
    }
    return QScrollArea::eventFilter(watched, event);
}

QSize PageArea::withScrollBar(const QSize &size) const
{
    return size + QSize(verticalScrollBar()->sizeHint().width(), 0);
}

void letPagesScroll(QTabWidget &tabs)
{
    for (int page = 0; page < tabs.count(); ++page) {
        const QString title = tabs.tabText(page);
        QWidget *content = tabs.widget(page);
        tabs.removeTab(page);
        tabs.insertTab(page, new PageArea(content, &tabs), title);
    }
    tabs.setCurrentIndex(0);
}

} // namespace natter
