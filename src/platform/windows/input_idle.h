// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/idle_watch.h"

#include <qt_windows.h>

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
    static LRESULT CALLBACK take(HWND window, UINT message, WPARAM what, LPARAM session);

    HWND m_window = nullptr; ///< which nobody sees
};

} // namespace natter
