// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/windows/input_idle.h"

#include <wtsapi32.h>

namespace natter {

InputIdle::InputIdle(QObject *parent) : IdleWatch(parent)
{
    connect(m_window.get(), &SystemWindow::told, this, [this](UINT message, WPARAM what) {
        if (message == WM_WTSSESSION_CHANGE && (what == WTS_SESSION_LOCK || what == WTS_SESSION_UNLOCK)) {
            Q_EMIT covered(what == WTS_SESSION_LOCK);
        }
    });
    hearOfLocks();
}

InputIdle::~InputIdle()
{
    if (m_hears) {
        WTSUnRegisterSessionNotification(m_window->handle());
    }
}

/// Who starts with the session may be earlier than the service that tells.
void InputIdle::hearOfLocks()
{
    m_hears =
        m_hears || (m_window->handle() && WTSRegisterSessionNotification(m_window->handle(), NOTIFY_FOR_THIS_SESSION));
}

/// Both count milliseconds, and start again every 49 days. The last input may have come after we asked for the time.
void InputIdle::ask()
{
    static constexpr DWORD minute = 60'000;
    hearOfLocks();
    LASTINPUTINFO last { sizeof(LASTINPUTINFO), 0 };
    if (GetLastInputInfo(&last)) {
        const DWORD ago = GetTickCount() - last.dwTime;
        Q_EMIT untouched(std::chrono::milliseconds(ago > MAXDWORD - minute ? 0 : ago));
    }
}

} // namespace natter
