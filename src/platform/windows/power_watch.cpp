// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/windows/power_watch.h"

#include <QCoreApplication>

#include <winsock2.h>
#include <ws2ipdef.h>

#include <iphlpapi.h>

namespace natter {

PowerWatch::PowerWatch(QObject *parent) : SystemWatch(parent)
{
    QCoreApplication::instance()->installNativeEventFilter(this);
    // Qt's own word for the network takes headers that mingw-w64 does not have. This one comes on a thread of Windows'.
    const auto changed = [](void *self, MIB_UNICASTIPADDRESS_ROW *, MIB_NOTIFICATION_TYPE) {
        auto *watch = static_cast<PowerWatch *>(self);
        QMetaObject::invokeMethod(
            watch, [watch] { watch->networkStirred(); }, Qt::QueuedConnection);
    };
    if (NotifyUnicastIpAddressChange(AF_UNSPEC, changed, this, FALSE, &m_addresses) != NO_ERROR) {
        m_addresses = nullptr;
    }
}

/// Waits for what is being told just now.
PowerWatch::~PowerWatch()
{
    if (m_addresses) {
        CancelMibChangeNotify2(m_addresses);
    }
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
