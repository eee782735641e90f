// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/namespaces.h"

#include <QByteArray>
#include <QFile>
#include <QTemporaryFile>

#include <cstring>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <unistd.h>

namespace natter {

static bool writeLine(const char *path, const QByteArray &line)
{
    QFile file(QString::fromLatin1(path));
    return file.open(QIODevice::WriteOnly) && file.write(line) == line.size();
}

static bool switchLoopbackOn()
{
    const int descriptor = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    ifreq request {};
    std::strncpy(request.ifr_name, "lo", IFNAMSIZ - 1);
    request.ifr_flags = IFF_UP | IFF_RUNNING;
    const bool on = descriptor >= 0 && ::ioctl(descriptor, SIOCSIFFLAGS, &request) == 0;
    ::close(descriptor);
    return on;
}

static bool enter(int namespaces)
{
    const auto user = ::geteuid();
    const auto group = ::getegid();
    if (::unshare((user == 0 ? 0 : CLONE_NEWUSER) | namespaces) != 0) {
        return false;
    }
    if (user != 0) { // root of what is ours: we may mount, and listen below port 1024
        writeLine("/proc/self/setgroups", "deny");
        writeLine("/proc/self/uid_map", "0 " + QByteArray::number(user) + " 1");
        writeLine("/proc/self/gid_map", "0 " + QByteArray::number(group) + " 1");
    }
    return ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0; // what is mounted is seen here only
}

bool enterOwnFileSystems() { return enter(CLONE_NEWNS); }

bool enterOwnNetwork()
{
    if (!enter(CLONE_NEWNS | CLONE_NEWNET)) {
        return false;
    }
    QTemporaryFile configuration;
    if (!configuration.open() || configuration.write("nameserver 127.0.0.1\noptions timeout:3 attempts:1\n") < 0
        || !configuration.flush()) {
        return false;
    }
    const QByteArray path = QFile::encodeName(configuration.fileName());
    return ::mount(path.constData(), "/etc/resolv.conf", nullptr, MS_BIND, nullptr) == 0 && switchLoopbackOn();
}

} // namespace natter
