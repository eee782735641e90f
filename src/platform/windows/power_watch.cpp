// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/windows/power_watch.h"

#include <QCoreApplication>

#include <qt_windows.h>

namespace natter {

PowerWatch::PowerWatch(QObject *parent) : SystemWatch(parent)
{
    QCoreApplication::instance()->installNativeEventFilter(this);
    followReachability();
}

bool PowerWatch::nativeEventFilter(const QByteArray &, void *message, qintptr *)
{
    const auto *event = static_cast<const MSG *>(message);
    if (event->message == WM_POWERBROADCAST && event->wParam == PBT_APMRESUMEAUTOMATIC) {
        awake();
    }
    return false;
}

} // namespace natter
