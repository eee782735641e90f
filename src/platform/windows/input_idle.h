// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/idle_watch.h"
#include "platform/windows/system_window.h"

namespace natter {

/// Windows knows when there was the last input of the session, and tells a window when that is locked.
class InputIdle final : public IdleWatch
{
    Q_OBJECT

public:
    explicit InputIdle(QObject *parent = nullptr);
    ~InputIdle() override;

    void ask() override;

private:
    void hearOfLocks();

    const std::shared_ptr<SystemWindow> m_window = SystemWindow::shared();
    bool m_hears = false; ///< of locks
};

} // namespace natter
