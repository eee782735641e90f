// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/single_instance.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace natter;

/// Who finds the running program.
class TestSingleInstance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void profileIsTheSameThroughALink()
    {
        QTemporaryDir folder;
        const QString profile = folder.filePath(QStringLiteral("profile"));
        const QString link = folder.filePath(QStringLiteral("link"));
        QVERIFY(QDir().mkpath(profile) && QFile::link(profile, link));
        QCOMPARE(SingleInstance::socketPath(link, QStringLiteral("ctl")),
                 SingleInstance::socketPath(profile, QStringLiteral("ctl")));
        QVERIFY(SingleInstance::socketPath(profile, QStringLiteral("ctl"))
                != SingleInstance::socketPath(folder.path(), QStringLiteral("ctl")));
    }
};

QTEST_GUILESS_MAIN(TestSingleInstance)
#include "tst_single_instance.moc"
