// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/small_disk.h"

#include "support/namespaces.h"

#include <QFile>

#include <sys/mount.h>

namespace natter {

void SmallDisk::prepare() { enterOwnFileSystems(); }

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
