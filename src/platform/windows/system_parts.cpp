// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/system_parts.h"

#include "platform/tray_only_notifier.h"
#include "platform/windows/input_idle.h"
#include "platform/windows/power_watch.h"
#include "platform/windows/session_end.h"
#include "platform/windows/taskbar_badge.h"

#include <qt_windows.h>

#include <cstdio>

namespace natter {

std::unique_ptr<Notifier> systemNotifier() { return std::make_unique<TrayOnlyNotifier>(); }

std::unique_ptr<LauncherBadge> systemBadge() { return std::make_unique<TaskbarBadge>(); }

std::unique_ptr<SystemWatch> systemWatch() { return std::make_unique<PowerWatch>(); }

std::unique_ptr<EndWatch> systemEnd() { return std::make_unique<SessionEnd>(); }

std::unique_ptr<IdleWatch> systemIdle() { return std::make_unique<InputIdle>(); }

QString missingKeychain() { return {}; }

/// They are pipes, which have names of their own.
QString socketPrefix() { return {}; }

/// Whoever was started last may come forward, and nobody else.
void letOthersComeForward() { AllowSetForegroundWindow(ASFW_ANY); }

/// A program with windows has none of the console that it was started from.
void useConsole()
{
    if (!GetStdHandle(STD_OUTPUT_HANDLE) && AttachConsole(ATTACH_PARENT_PROCESS)) {
        std::freopen("CONIN$", "r", stdin);
        std::freopen("CONOUT$", "w", stdout);
        std::freopen("CONOUT$", "w", stderr);
    }
}

/// Windows ends all other threads before libraries clean up. If one was just on its way out, it held a lock of the
/// compiler's libraries, and those would wait for it for ever.
void endProcess(int code)
{
    std::fflush(nullptr);
    TerminateProcess(GetCurrentProcess(), static_cast<UINT>(code));
}

} // namespace natter
