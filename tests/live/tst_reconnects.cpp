// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/process_use.h"
#include "support/returning_person.h"

#include <QtTest>

using namespace natter;
using Kind = ServerLauncher::Kind;
using Way = ReturningPerson::Way;

/// However often somebody comes back, nothing is left open. With memory, and 1,000 times: ./dev bench reconnects
class TestReconnects : public QObject
{
    Q_OBJECT

    /// Every way in its turn.
    static void comeBack(ReturningPerson &person, int times)
    {
        for (int i = 1; i <= times; ++i) {
            const Way way = i % 15 == 0 ? Way::Forgotten : (i % 5 == 0 ? Way::NewSession : Way::Resumed);
            QVERIFY2(person.comeBack(way), qPrintable(QStringLiteral("%1: %2").arg(i).arg(person.problem())));
        }
    }

private Q_SLOTS:
    void nothingIsLeftOpen_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("Prosody") << static_cast<int>(Kind::Prosody);
        QTest::newRow("Prosody 13") << static_cast<int>(Kind::Prosody13);
    }
    void nothingIsLeftOpen()
    {
        QFETCH(int, kind);
        ServerLauncher server(static_cast<Kind>(kind));
        server.leaveOutEndPoint(); // Prosody 13 has no token that is bound to it
        QVERIFY2(server.start(), qPrintable(server.problem()));
        ReturningPerson person(server);
        QVERIFY2(person.arrive(), qPrintable(person.problem()));
        comeBack(person, 15); // until Qt and OpenSSL have what they keep
        const ProcessUse before = ProcessUse::now();
        comeBack(person, 60);
        QTRY_COMPARE(ProcessUse::now().descriptors, before.descriptors);
        QTRY_VERIFY(ProcessUse::now().threads <= before.threads); // one that was idle may have ended
    }
};

QTEST_GUILESS_MAIN(TestReconnects)
#include "tst_reconnects.moc"
