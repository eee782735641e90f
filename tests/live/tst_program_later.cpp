// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/program.h"
#include "support/server_launcher.h"

#include <csignal>

using namespace natter;
using namespace natter::program;

/// What scripts have sent later goes out by itself, over restarts and kills.
class TestProgramLater : public QObject
{
    Q_OBJECT

    ServerLauncher m_server { ServerLauncher::Kind::Prosody };
    QTemporaryDir m_files;
    const QString m_romeo = QStringLiteral("romeo@natter.test");
    const QString m_juliet = QStringLiteral("juliet@natter.test");

    QString fileWith(const QString &name, const QByteArray &content) const
    {
        QFile written(m_files.filePath(name));
        if (!written.open(QIODevice::WriteOnly) || written.write(content) != content.size()) {
            qFatal("no file");
        }
        return written.fileName();
    }
    bool logIn(Program &natter, const QString &jid) const
    {
        return natter.does("account add " + jid,
                           { "--password-file", fileWith("password", ServerLauncher::password().toUtf8()), "--ca",
                             fileWith("ca.pem", m_server.authority()), "--host", "127.0.0.1", "--port",
                             QString::number(m_server.startTlsPort()), "--tls", "starttls", "--history", "none" })
            && natter.does("wait connected");
    }
    static QStringList bodies(const Program &natter, const QString &with)
    {
        QStringList all;
        const auto lines = natter.ctl("history " + with).lines();
        for (const QJsonObject &line : lines) {
            all.append(line[u"body"].toString());
        }
        return all;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_server.start(), qPrintable(m_server.problem()));
        m_server.addUser("romeo", ServerLauncher::password());
        m_server.addUser("juliet", ServerLauncher::password());
    }

    void goesOutAtItsTimeOrAtTheNextStart()
    {
        Program natter;
        Program other;
        QVERIFY(natter.start() && other.start());
        QVERIFY2(logIn(natter, m_romeo) && logIn(other, m_juliet), natter.errors() + other.errors());
        const Answer soon = natter.ctl("send " + m_juliet, { "soon", "--at", "+2s" });
        QCOMPARE(soon.code, 0);
        QCOMPARE(soon.value("state"), QString("waits"));
        QCOMPARE(natter.ctl("later list").lines().size(), 1);
        QVERIFY(bodies(natter, m_juliet).isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(bodies(other, m_romeo), QStringList("soon"), patience);
        QVERIFY(natter.ctl("later list").lines().isEmpty());

        const Answer cancelled = natter.ctl("send " + m_juliet, { "never", "--at", "2999-01-31T09:00" });
        QVERIFY(natter.does("later cancel " + cancelled.value("later")));
        QVERIFY(natter.ctl("later cancel " + cancelled.value("later")).isExplained());
        QVERIFY(natter.ctl("later cancel it").isExplained());

        QCOMPARE(natter.ctl("send " + m_juliet, { "late", "--at", "+3s" }).code, 0);
        ::kill(static_cast<pid_t>(natter.number()), SIGKILL);
        natter.stop();
        const auto due = QDateTime::currentDateTime().addSecs(4);
        QTRY_VERIFY_WITH_TIMEOUT(QDateTime::currentDateTime() > due, patience);
        QCOMPARE(bodies(other, m_romeo), QStringList("soon"));
        QVERIFY(natter.start());
        QCOMPARE(natter.find("later list", "body", "late").value(u"state").toString(), QString("waits"));
        QVERIFY2(logIn(natter, m_romeo), natter.errors()); // no keychain has kept the password
        QTRY_COMPARE_WITH_TIMEOUT(bodies(other, m_romeo), QStringList({ "soon", "late" }), patience);
        QVERIFY(natter.ctl("later list").lines().isEmpty());
        QVERIFY(natter.quit() == 0 && other.quit() == 0);
    }

    void onlyATimeToComeIsTaken()
    {
        Program natter;
        QVERIFY(natter.start());
        QVERIFY2(logIn(natter, m_romeo), natter.errors());
        for (const char *time : { "tomorrow", "+h", "+0m", "+3", "+1w", "25:00", "" }) {
            QCOMPARE(natter.ctl("send " + m_juliet, { "no", "--at", time }).code, 2);
        }
        QVERIFY(natter.ctl("send " + m_juliet, { "no", "--at", "2020-01-31T09:00" }).isExplained());
        QVERIFY(natter.ctl("send " + m_juliet, { "no", "--at", "+1h", "--wait", "sent" }).isExplained());
        QVERIFY(natter.ctl("send " + m_juliet, { "no", "--at", "+1h", "--reply-to", "nothing" }).isExplained());
        QVERIFY(natter.ctl("later list").lines().isEmpty());
        QCOMPARE(natter.quit(), 0);
    }
};

QTEST_GUILESS_MAIN(TestProgramLater)
#include "tst_program_later.moc"
