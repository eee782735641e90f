// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/wheel_guard.h"

#include <QAbstractScrollArea>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QDial>
#include <QEvent>
#include <QSlider>

namespace natter {

WheelGuard::WheelGuard(QObject *parent) : QObject(parent) { qApp->installEventFilter(this); }

bool WheelGuard::isGuarded(const QWidget &widget)
{
    return qobject_cast<const QComboBox *>(&widget) || qobject_cast<const QAbstractSpinBox *>(&widget)
        || qobject_cast<const QSlider *>(&widget) || qobject_cast<const QDial *>(&widget);
}

/// A list of choices keeps the focus once something was chosen; whoever scrolls on then does not mean it.
bool WheelGuard::mayChange(const QWidget &widget)
{
    bool scrolls = false;
    for (const QWidget *around = widget.parentWidget(); around && !scrolls; around = around->parentWidget()) {
        scrolls = qobject_cast<const QAbstractScrollArea *>(around);
    }
    return widget.hasFocus() && !(scrolls && qobject_cast<const QComboBox *>(&widget));
}

bool WheelGuard::eventFilter(QObject *watched, QEvent *event)
{
    const auto type = event->type();
    if (type != QEvent::Wheel && type != QEvent::Polish) {
        return false;
    }
    auto *widget = qobject_cast<QWidget *>(watched);
    if (!widget || !isGuarded(*widget)) {
        return false;
    }
    if (type == QEvent::Polish) {
        if (widget->focusPolicy() == Qt::WheelFocus) {
            widget->setFocusPolicy(Qt::StrongFocus);
        }
        return false;
    }
    if (mayChange(*widget)) {
        return false;
    }
    event->ignore(); // it goes on to what is around
    return true;
}

} // namespace natter
