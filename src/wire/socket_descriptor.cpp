// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/socket_descriptor.h"

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <fcntl.h>
#include <unistd.h>
#endif

namespace natter {

#ifdef Q_OS_WIN

qintptr duplicateOf(qintptr descriptor)
{
    WSAPROTOCOL_INFOW socket {};
    if (WSADuplicateSocketW(static_cast<SOCKET>(descriptor), GetCurrentProcessId(), &socket) != 0) {
        return -1;
    }
    const SOCKET copy = WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &socket, 0,
                                   WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT);
    return copy == INVALID_SOCKET ? -1 : static_cast<qintptr>(copy);
}

void closeSocket(qintptr descriptor) { closesocket(static_cast<SOCKET>(descriptor)); }

#else

qintptr duplicateOf(qintptr descriptor) { return fcntl(static_cast<int>(descriptor), F_DUPFD_CLOEXEC, 0); }

void closeSocket(qintptr descriptor) { ::close(static_cast<int>(descriptor)); }

#endif

} // namespace natter
