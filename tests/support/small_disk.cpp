// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/small_disk.h"

#include <QFile>

#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

namespace natter {

static bool writeLine(const char *path, const QByteArray &line)
{
    QFile file(QString::fromLatin1(path));
    return file.open(QIODevice::WriteOnly) && file.write(line) == line.size();
}

void SmallDisk::prepare()
{
    const auto user = ::geteuid();
    const auto group = ::getegid();
    if (::unshare(user == 0 ? CLONE_NEWNS : CLONE_NEWUSER | CLONE_NEWNS) != 0) {
        return;
    }
    if (user != 0) { // we stay who we are, but may mount
        writeLine("/proc/self/setgroups", "deny");
        writeLine("/proc/self/uid_map", "0 " + QByteArray::number(user) + " 1");
        writeLine("/proc/self/gid_map", "0 " + QByteArray::number(group) + " 1");
    }
    ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr); // what is mounted here is seen here only
}

SmallDisk::SmallDisk()
{
    const QByteArray folder = QFile::encodeName(m_folder.path());
    m_isReal = ::mount("tmpfs", folder.constData(), "tmpfs", 0, "size=4m,mode=700") == 0;
    if (!m_isReal) {
        qWarning("no file system can be mounted here: only the simulated disk is full");
    }
}

SmallDisk::~SmallDisk()
{
    if (m_isReal) {
        ::umount2(QFile::encodeName(m_folder.path()).constData(), MNT_DETACH);
    }
}

void SmallDisk::fill()
{
    QFile ballast(path(QStringLiteral("ballast")));
    if (!ballast.open(QIODevice::WriteOnly | QIODevice::Unbuffered)) {
        qFatal("no ballast: %s", qPrintable(ballast.errorString()));
    }
    const QByteArray page(4096, 'b');
    while (ballast.write(page) == page.size()) { }
}

void SmallDisk::free() { QFile::remove(path(QStringLiteral("ballast"))); }

} // namespace natter
