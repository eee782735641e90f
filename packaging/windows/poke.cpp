// SPDX-License-Identifier: GPL-3.0-or-later
// poke.exe: tells running programs what Windows would, for try.sh: that the computer woke up, that other colours were
// chosen, that the screen was locked, that the person logs off.
#include <windows.h>

#include <wtsapi32.h>

#include <algorithm>
#include <cstdio>
#include <cwchar>
#include <vector>

/// Whoever hears of sessions, and nobody else.
static bool tellSession(WPARAM what)
{
    HWND window = FindWindowW(L"NatterSystem", nullptr);
    return window && PostMessageW(window, WM_WTSSESSION_CHANGE, what, 0);
}

static bool tellWindows(UINT message, WPARAM what, const wchar_t *name)
{
    return SendMessageTimeoutW(HWND_BROADCAST, message, what, reinterpret_cast<LPARAM>(name), SMTO_ABORTIFHUNG, 2000,
                               nullptr);
}

/// Every Natter that runs; each has ended when it has heard it.
static bool tellOfTheEnd()
{
    std::vector<HWND> windows;
    for (HWND window = nullptr; (window = FindWindowExW(nullptr, window, L"NatterSystem", nullptr));) {
        windows.push_back(window);
    }
    return !windows.empty() && std::all_of(windows.begin(), windows.end(), [](HWND window) {
        return SendMessageTimeoutW(window, WM_ENDSESSION, TRUE, static_cast<LPARAM>(ENDSESSION_LOGOFF), SMTO_NORMAL,
                                   5000, nullptr);
    });
}

int wmain(int count, wchar_t **words)
{
    const wchar_t *what = count == 2 ? words[1] : L"";
    bool told = false;
    if (!std::wcscmp(what, L"woken")) {
        told = tellWindows(WM_POWERBROADCAST, PBT_APMRESUMEAUTOMATIC, nullptr);
    } else if (!std::wcscmp(what, L"colours")) {
        told = tellWindows(WM_SETTINGCHANGE, 0, L"ImmersiveColorSet");
    } else if (!std::wcscmp(what, L"locked")) {
        told = tellSession(WTS_SESSION_LOCK);
    } else if (!std::wcscmp(what, L"unlocked")) {
        told = tellSession(WTS_SESSION_UNLOCK);
    } else if (!std::wcscmp(what, L"ended")) {
        told = tellOfTheEnd();
    } else {
        std::puts("usage: poke woken|colours|locked|unlocked|ended");
        return 2;
    }
    return told ? 0 : 1;
}
