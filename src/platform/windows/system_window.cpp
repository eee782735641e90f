// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/windows/system_window.h"

namespace natter {

static constexpr auto windowClass = L"NatterSystem";

std::shared_ptr<SystemWindow> SystemWindow::shared()
{
    static std::weak_ptr<SystemWindow> last;
    std::shared_ptr<SystemWindow> window = last.lock();
    if (!window) {
        window.reset(new SystemWindow);
        last = window;
    }
    return window;
}

SystemWindow::SystemWindow()
{
    WNDCLASSW kind {};
    kind.lpfnWndProc = take;
    kind.hInstance = GetModuleHandleW(nullptr);
    kind.lpszClassName = windowClass;
    RegisterClassW(&kind);
    m_handle =
        CreateWindowExW(0, windowClass, nullptr, WS_POPUP, 0, 0, 0, 0, nullptr, nullptr, kind.hInstance, nullptr);
    if (m_handle) {
        SetWindowLongPtrW(m_handle, GWLP_USERDATA, reinterpret_cast<LONG_PTR>(this));
    }
}

SystemWindow::~SystemWindow()
{
    if (m_handle) {
        DestroyWindow(m_handle);
    }
    UnregisterClassW(windowClass, GetModuleHandleW(nullptr));
}

LRESULT CALLBACK SystemWindow::take(HWND window, UINT message, WPARAM what, LPARAM more)
{
    if (auto *self = reinterpret_cast<SystemWindow *>(GetWindowLongPtrW(window, GWLP_USERDATA))) {
        Q_EMIT self->told(message, what, more);
    }
    return DefWindowProcW(window, message, what, more);
}

} // namespace natter
