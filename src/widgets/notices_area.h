// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

namespace natter {

/// Notices below other things: they get the height that their texts need, and scroll if that is more than half of what
/// there is.
class NoticesArea final : public QScrollArea
{
    Q_OBJECT

public:
    /// Takes `notices` over, whose height depends on its width.
    NoticesArea(QWidget *notices, QWidget *parent);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace natter
