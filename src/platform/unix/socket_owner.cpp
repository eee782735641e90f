// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/system_parts.h"

#include <QLocalSocket>

#include <sys/socket.h>
#include <unistd.h>

namespace natter {

bool isOurs(const QLocalSocket &socket)
{
    const auto descriptor = static_cast<int>(socket.socketDescriptor());
#ifdef Q_OS_LINUX
    ucred other {};
    socklen_t size = sizeof other;
    return getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &other, &size) == 0 && other.uid == geteuid();
#else
    uid_t user = 0;
    gid_t group = 0;
    return getpeereid(descriptor, &user, &group) == 0 && user == geteuid();
#endif
}

} // namespace natter
