// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

class QTabWidget;

namespace natter {

/// A page of a dialog: a small screen shows it in parts, but always in its whole width.
class PageArea final : public QScrollArea
{
    Q_OBJECT

public:
    /// Takes `page` over.
    PageArea(QWidget *page, QWidget *parent);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QSize withScrollBar(const QSize &size) const;
};

/// Puts every page of `tabs` into a PageArea.
void letPagesScroll(QTabWidget &tabs);

} // namespace natter
