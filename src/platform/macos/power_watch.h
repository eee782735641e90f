// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/system_watch.h"

#include <IOKit/pwr_mgt/IOPMLib.h>

namespace natter {

/// macOS tells whoever registered with its power management, and waits for consent before it goes to sleep.
class PowerWatch final : public SystemWatch
{
    Q_OBJECT

public:
    explicit PowerWatch(QObject *parent = nullptr);
    ~PowerWatch() override;

private:
    static void take(void *self, io_service_t service, natural_t type, void *argument);

    io_connect_t m_root = MACH_PORT_NULL;
    IONotificationPortRef m_port = nullptr;
    io_object_t m_notifier = IO_OBJECT_NULL;
};

} // namespace natter
