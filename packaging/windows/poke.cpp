// SPDX-License-Identifier: GPL-3.0-or-later
// poke.exe: tells running programs what Windows would, for try.sh: that the computer woke up, that other colours were
// chosen, that the screen was locked.
#include <windows.h>

#include <wtsapi32.h>

#include <cstdio>
#include <cwchar>

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
    } else {
        std::puts("usage: poke woken|colours|locked|unlocked");
        return 2;
    }
    return told ? 0 : 1;
}
