// SPDX-License-Identifier: GPL-3.0-or-later
// natter.com: who types "natter ctl" in a console waits for the answer, and reads it there. Windows lets a program with
// windows of its own do neither.
#include <windows.h>

#include <cwchar>
#include <string>

/// The path of natter.exe, beside this program.
static std::wstring program()
{
    std::wstring path(32768, L'\0');
    path.resize(GetModuleFileNameW(nullptr, path.data(), static_cast<DWORD>(path.size())));
    return path.substr(0, path.rfind(L'.')) + L".exe";
}

/// Behind the first of the words, which is this program.
static const wchar_t *arguments()
{
    const wchar_t *rest = GetCommandLineW();
    const wchar_t *end = *rest == L'"' ? std::wcschr(rest + 1, L'"') : std::wcspbrk(rest, L" \t");
    return end ? end + (*end == L'"' ? 1 : 0) : L"";
}

int wmain()
{
    const std::wstring path = program();
    std::wstring command = L'"' + path + L'"' + arguments();
    STARTUPINFOW start {};
    start.cb = sizeof(start);
    PROCESS_INFORMATION started {};
    if (!CreateProcessW(path.c_str(), command.data(), nullptr, nullptr, TRUE, 0, nullptr, nullptr, &start, &started)) {
        return 1;
    }
    CloseHandle(started.hThread);
    WaitForSingleObject(started.hProcess, INFINITE);
    DWORD code = 1;
    GetExitCodeProcess(started.hProcess, &code);
    CloseHandle(started.hProcess);
    return static_cast<int>(code);
}
