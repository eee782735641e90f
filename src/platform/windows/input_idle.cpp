// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/windows/input_idle.h"

#include <wtsapi32.h>

namespace natter {

static constexpr auto windowClass = L"NatterSession";

InputIdle::InputIdle(QObject *parent) : IdleWatch(parent)
{
    WNDCLASSW kind {};
    kind.lpfnWndProc = take;
    kind.hInstance = GetModuleHandleW(nullptr);
    kind.lpszClassName = windowClass;
    RegisterClassW(&kind);
    m_window = CreateWindowExW(0, windowClass, nullptr, 0, 0, 0, 0, 0, HWND_MESSAGE, nullptr, kind.hInstance, nullptr);
    if (m_window) {
        SetWindowLongPtrW(m_window, GWLP_USERDATA, reinterpret_cast<LONG_PTR>(this));
        WTSRegisterSessionNotification(m_window, NOTIFY_FOR_THIS_SESSION);
    }
}

InputIdle::~InputIdle()
{
    if (m_window) {
        WTSUnRegisterSessionNotification(m_window);
        DestroyWindow(m_window);
    }
    UnregisterClassW(windowClass, GetModuleHandleW(nullptr));
}

LRESULT CALLBACK InputIdle::take(HWND window, UINT message, WPARAM what, LPARAM session)
{
    auto *self = reinterpret_cast<InputIdle *>(GetWindowLongPtrW(window, GWLP_USERDATA));
    if (self && message == WM_WTSSESSION_CHANGE && (what == WTS_SESSION_LOCK || what == WTS_SESSION_UNLOCK)) {
        Q_EMIT self->covered(what == WTS_SESSION_LOCK);
    }
    return DefWindowProcW(window, message, what, session);
}

void InputIdle::ask()
{
    LASTINPUTINFO last { sizeof(LASTINPUTINFO), 0 };
    if (GetLastInputInfo(&last)) {
        Q_EMIT untouched(std::chrono::milliseconds(GetTickCount() - last.dwTime)); // both start again every 49 days
    }
}

} // namespace natter
