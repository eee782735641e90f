// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/process_use.h"

#include <QDir>
#include <QFile>
#include <QThreadPool>

#include <malloc.h>

namespace natter {

static int entriesIn(const char *folder)
{
    return static_cast<int>(
        QDir(QString::fromLatin1(folder)).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::System).size());
}

ProcessUse ProcessUse::now()
{
    QThreadPool::globalInstance()->waitForDone(); // its threads go with that
    ProcessUse use { 0, 0, static_cast<qint64>(::mallinfo2().uordblks) / 1024, entriesIn("/proc/self/fd"),
                     entriesIn("/proc/self/task") };
    QFile file(QStringLiteral("/proc/self/smaps_rollup"));
    if (!file.open(QIODevice::ReadOnly)) {
        qFatal("cannot read %s", qPrintable(file.fileName()));
    }
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray &line : lines) {
        const qint64 amount = line.mid(line.indexOf(':') + 1).trimmed().split(' ').first().toLongLong();
        if (line.startsWith("Pss:")) {
            use.memory = amount;
        } else if (line.startsWith("Pss_Anon:")) {
            use.own = amount;
        }
    }
    return use;
}

} // namespace natter
