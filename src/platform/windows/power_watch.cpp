// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/windows/power_watch.h"

#include <winsock2.h>
#include <ws2ipdef.h>

#include <iphlpapi.h>

#include "platform/windows/system_window.h" // after winsock2.h

namespace natter {

PowerWatch::PowerWatch(QObject *parent) : SystemWatch(parent), m_window(SystemWindow::shared())
{
    connect(m_window.get(), &SystemWindow::told, this, [this](UINT message, WPARAM what) {
        if (message == WM_POWERBROADCAST && what == PBT_APMRESUMEAUTOMATIC) {
            awake();
        }
    });
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

} // namespace natter
