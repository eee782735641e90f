// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/macos/power_watch.h"

#include <CoreFoundation/CoreFoundation.h>
#include <IOKit/IOMessage.h>

namespace natter {

PowerWatch::PowerWatch(QObject *parent) : SystemWatch(parent)
{
    m_root = IORegisterForSystemPower(this, &m_port, &PowerWatch::take, &m_notifier);
    if (m_root != MACH_PORT_NULL) {
        CFRunLoopAddSource(CFRunLoopGetMain(), IONotificationPortGetRunLoopSource(m_port), kCFRunLoopCommonModes);
    }
    followReachability();
}

PowerWatch::~PowerWatch()
{
    if (m_root != MACH_PORT_NULL) {
        CFRunLoopRemoveSource(CFRunLoopGetMain(), IONotificationPortGetRunLoopSource(m_port), kCFRunLoopCommonModes);
        IODeregisterForSystemPower(&m_notifier);
        IOServiceClose(m_root);
        IONotificationPortDestroy(m_port);
    }
}

void PowerWatch::take(void *self, io_service_t, natural_t type, void *argument)
{
    auto *watch = static_cast<PowerWatch *>(self);
    if (type == kIOMessageCanSystemSleep || type == kIOMessageSystemWillSleep) {
        IOAllowPowerChange(watch->m_root, reinterpret_cast<intptr_t>(argument));
    } else if (type == kIOMessageSystemHasPoweredOn) {
        watch->awake();
    }
}

} // namespace natter
