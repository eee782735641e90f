// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QWidget;

namespace natter {

/// The wheel scrolls what a choice, a number or a time stands in; it changes none of them that is not in use. It holds
/// for all windows of the program.
class WheelGuard final : public QObject
{
    Q_OBJECT

public:
    explicit WheelGuard(QObject *parent = nullptr);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    static bool isGuarded(const QWidget &widget);
    static bool mayChange(const QWidget &widget);
};

} // namespace natter
