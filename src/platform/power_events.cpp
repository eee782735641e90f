// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/power_events.h"

#include <QtGlobal>

#ifdef Q_OS_WIN
#include <QAbstractNativeEventFilter>
#include <QCoreApplication>
#include <qt_windows.h>
#endif
#ifdef Q_OS_MACOS
#include <CoreFoundation/CoreFoundation.h>
#include <IOKit/IOMessage.h>
#include <IOKit/pwr_mgt/IOPMLib.h>
#endif

namespace natter {

#if defined(Q_OS_WIN)

/// Windows tells every window.
struct PowerEvents::System final : QAbstractNativeEventFilter
{
    explicit System(std::function<void()> wokeUp) : m_wokeUp(std::move(wokeUp))
    {
        QCoreApplication::instance()->installNativeEventFilter(this);
    }

    bool nativeEventFilter(const QByteArray &, void *message, qintptr *) override
    {
        const auto *event = static_cast<const MSG *>(message);
        if (event->message == WM_POWERBROADCAST && event->wParam == PBT_APMRESUMEAUTOMATIC) {
            m_wokeUp();
        }
        return false;
    }

private:
    std::function<void()> m_wokeUp;
};

#elif defined(Q_OS_MACOS)

/// macOS tells whoever registered with its power management, and waits for consent before it goes to sleep.
struct PowerEvents::System
{
    explicit System(std::function<void()> wokeUp) : m_wokeUp(std::move(wokeUp))
    {
        m_root = IORegisterForSystemPower(this, &m_port, &System::take, &m_notifier);
        if (m_root != MACH_PORT_NULL) {
            CFRunLoopAddSource(CFRunLoopGetMain(), IONotificationPortGetRunLoopSource(m_port), kCFRunLoopCommonModes);
        }
    }
    ~System()
    {
        if (m_root != MACH_PORT_NULL) {
            CFRunLoopRemoveSource(CFRunLoopGetMain(), IONotificationPortGetRunLoopSource(m_port),
                                  kCFRunLoopCommonModes);
            IODeregisterForSystemPower(&m_notifier);
            IOServiceClose(m_root);
            IONotificationPortDestroy(m_port);
        }
    }
    Q_DISABLE_COPY_MOVE(System)

private:
    static void take(void *self, io_service_t, natural_t type, void *argument)
    {
        const auto *system = static_cast<const System *>(self);
        if (type == kIOMessageCanSystemSleep || type == kIOMessageSystemWillSleep) {
            IOAllowPowerChange(system->m_root, reinterpret_cast<intptr_t>(argument));
        } else if (type == kIOMessageSystemHasPoweredOn) {
            system->m_wokeUp();
        }
    }

    std::function<void()> m_wokeUp;
    io_connect_t m_root = MACH_PORT_NULL;
    IONotificationPortRef m_port = nullptr;
    io_object_t m_notifier = IO_OBJECT_NULL;
};

#else

struct PowerEvents::System
{
    explicit System(const std::function<void()> &) { }
};

#endif

PowerEvents::PowerEvents(std::function<void()> wokeUp) : m_system(std::make_unique<System>(std::move(wokeUp))) { }

PowerEvents::~PowerEvents() = default;

} // namespace natter
