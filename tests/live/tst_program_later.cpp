// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/served_programs.h"

#include <csignal>

using namespace natter;
using namespace natter::program;

/// What scripts have sent later goes out by itself, over restarts and kills.
class TestProgramLater : public QObject
{
    Q_OBJECT

    ServedPrograms m_served;

private Q_SLOTS:
    void initTestCase()
    {
        const QString problem = m_served.start();
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
    }

    void goesOutAtItsTimeOrAtTheNextStart()
    {
        Program natter;
        Program other;
        QVERIFY(natter.start() && other.start());
        QVERIFY2(m_served.logIn(natter, m_served.romeo) && m_served.logIn(other, m_served.juliet),
                 natter.errors() + other.errors());
        const Answer soon = natter.ctl("send " + m_served.juliet, { "soon", "--at", "+2s" });
        QCOMPARE(soon.code, 0);
        QCOMPARE(soon.value("state"), QString("waits"));
        QCOMPARE(natter.ctl("later list").lines().size(), 1);
        QVERIFY(m_served.bodies(natter, m_served.juliet).isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(m_served.bodies(other, m_served.romeo), QStringList("soon"), patience);
        QVERIFY(natter.ctl("later list").lines().isEmpty());

        const Answer cancelled = natter.ctl("send " + m_served.juliet, { "never", "--at", "2999-01-31T09:00" });
        QVERIFY(natter.does("later cancel " + cancelled.value("later")));
        QVERIFY(natter.ctl("later cancel " + cancelled.value("later")).isExplained());
        QVERIFY(natter.ctl("later cancel it").isExplained());

        QCOMPARE(natter.ctl("send " + m_served.juliet, { "late", "--at", "+3s" }).code, 0);
        ::kill(static_cast<pid_t>(natter.number()), SIGKILL);
        natter.stop();
        const auto due = QDateTime::currentDateTime().addSecs(4);
        QTRY_VERIFY_WITH_TIMEOUT(QDateTime::currentDateTime() > due, patience);
        QCOMPARE(m_served.bodies(other, m_served.romeo), QStringList("soon"));
        QVERIFY(natter.start());
        QCOMPARE(natter.find("later list", "body", "late").value(u"state").toString(), QString("waits"));
        QVERIFY2(m_served.logIn(natter, m_served.romeo), natter.errors()); // no keychain has kept the password
        QTRY_COMPARE_WITH_TIMEOUT(m_served.bodies(other, m_served.romeo), QStringList({ "soon", "late" }), patience);
        QVERIFY(natter.ctl("later list").lines().isEmpty());
        QVERIFY(natter.quit() == 0 && other.quit() == 0);
    }

    void onlyATimeToComeIsTaken()
    {
        Program natter;
        QVERIFY(natter.start());
        QVERIFY2(m_served.logIn(natter, m_served.romeo), natter.errors());
        for (const char *time : { "tomorrow", "+h", "+0m", "+3", "+1w", "25:00", "" }) {
            QCOMPARE(natter.ctl("send " + m_served.juliet, { "no", "--at", time }).code, 2);
        }
        QVERIFY(natter.ctl("send " + m_served.juliet, { "no", "--at", "2020-01-31T09:00" }).isExplained());
        QVERIFY(natter.ctl("send " + m_served.juliet, { "no", "--at", "+1h", "--wait", "sent" }).isExplained());
        QVERIFY(natter.ctl("send " + m_served.juliet, { "no", "--at", "+1h", "--reply-to", "nothing" }).isExplained());
        QVERIFY(natter.ctl("later list").lines().isEmpty());
        QCOMPARE(natter.quit(), 0);
    }
};

QTEST_GUILESS_MAIN(TestProgramLater)
#include "tst_program_later.moc"
