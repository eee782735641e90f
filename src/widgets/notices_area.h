// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>
#include <QTimer>

namespace natter {

/// As high as the notices in it, but no more than half of what it stands in: more of them scroll.
class NoticesArea final : public QScrollArea
{
    Q_OBJECT

public:
    /// Takes `notices` over, whose height depends on its width.
    NoticesArea(QWidget *notices, QWidget *parent);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();

    int m_height = 0; ///< as much as they like to have
    QTimer m_soon; ///< once what is in there has its width and its fonts
};

} // namespace natter
