// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/system_parts.h"

#include <QByteArray>
#include <QLocalSocket>

#include <qt_windows.h>

#include <memory>

namespace natter {

using Handle = std::unique_ptr<void, decltype(&CloseHandle)>;

/// Of the person whom a process runs for, as Windows writes it down; empty if it may not be asked.
static QByteArray userOf(HANDLE process)
{
    HANDLE opened = nullptr;
    if (!process || !OpenProcessToken(process, TOKEN_QUERY, &opened)) {
        return {};
    }
    const Handle token(opened, CloseHandle);
    DWORD size = 0;
    GetTokenInformation(token.get(), TokenUser, nullptr, 0, &size);
    QByteArray answer(static_cast<qsizetype>(size), '\0');
    if (!GetTokenInformation(token.get(), TokenUser, answer.data(), size, &size)) {
        return {};
    }
    const PSID user = reinterpret_cast<const TOKEN_USER *>(answer.constData())->User.Sid;
    return { static_cast<const char *>(user), static_cast<qsizetype>(GetLengthSid(user)) };
}

/// A pipe may have ends of several persons, whoever made it first: one of the two is us.
bool isOurs(const QLocalSocket &socket)
{
    const QByteArray us = userOf(GetCurrentProcess());
    const auto isUs = [&](const auto &ask) {
        ULONG id = 0;
        if (!ask(reinterpret_cast<HANDLE>(socket.socketDescriptor()), &id)) {
            return false;
        }
        const Handle process(OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, id), CloseHandle);
        return !us.isEmpty() && userOf(process.get()) == us;
    };
    return isUs(GetNamedPipeServerProcessId) && isUs(GetNamedPipeClientProcessId);
}

} // namespace natter
