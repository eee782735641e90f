// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCalendarWidget>

namespace natter {

/// A month to choose a day of, in our colours: Qt's brings colours and arrows of its own.
class Calendar : public QCalendarWidget
{
    Q_OBJECT

public:
    explicit Calendar(QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void updateLook();
};

} // namespace natter
