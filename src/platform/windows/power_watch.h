// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/system_watch.h"

#include <memory>

namespace natter {

class SystemWindow;

/// What Windows tells every window of sleep, and whoever wants to hear it of the network's addresses.
class PowerWatch final : public SystemWatch
{
    Q_OBJECT

public:
    explicit PowerWatch(QObject *parent = nullptr);
    ~PowerWatch() override;

private:
    const std::shared_ptr<SystemWindow> m_window;
    void *m_addresses = nullptr; ///< a handle
};

} // namespace natter
