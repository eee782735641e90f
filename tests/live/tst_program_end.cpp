// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/program.h"
#include "support/server_launcher.h"

#include <csignal>

using namespace natter;
using namespace natter::program;

static const QString romeo = QStringLiteral("romeo@natter.test");
static const QString juliet = QStringLiteral("juliet@natter.test");

/// How the program ends when somebody else ends it.
class TestProgramEnd : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder; ///< runtime folder, password, authority
    ServerLauncher m_server { ServerLauncher::Kind::Prosody };

    void write(const QString &name, const QByteArray &content) const
    {
        QFile file(m_folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
    }
    QString adding(const QString &jid) const
    {
        return QStringLiteral("account add %1 --password-file password --host 127.0.0.1 --port %2 --tls starttls "
                              "--ca authority.pem")
            .arg(jid, QString::number(m_server.startTlsPort()));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_server.start(), qPrintable(m_server.problem()));
        qputenv("QT_QPA_PLATFORM", "offscreen");
        qputenv("XDG_RUNTIME_DIR", QFile::encodeName(m_folder.path()));
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        write(QStringLiteral("password"), ServerLauncher::password().toUtf8());
        write(QStringLiteral("authority.pem"), m_server.authority());
        QVERIFY(QDir::setCurrent(m_folder.path()));
    }

    /// A server keeps the stream of a client that is just gone for minutes, and all others see it online.
    void contactsSeeThatItIsGone()
    {
        Program other;
        QVERIFY2(other.start() && other.does(adding(juliet)) && other.does("wait roster"), other.errors());
        const auto events = other.begin("events --follow");
        const auto presence = [&other] { return other.find("roster list", "jid", romeo)[u"presence"].toString(); };
        for (const int signal : { SIGTERM, SIGINT, SIGHUP }) {
            Program natter;
            QVERIFY2(natter.start() && natter.does(adding(romeo)) && natter.does("wait roster"), natter.errors());
            if (signal == SIGTERM) { // they do not know each other yet
                QVERIFY2(natter.does("roster add " + juliet), natter.errors());
                QTRY_VERIFY_WITH_TIMEOUT(tells(*events, "request", "jid", romeo), patience);
                QVERIFY2(other.does("roster accept " + romeo), other.errors());
            }
            QTRY_COMPARE_WITH_TIMEOUT(presence(), "online", patience);
            QCOMPARE(::kill(static_cast<pid_t>(natter.number()), signal), 0);
            QCOMPARE(natter.end(), 0);
            QVERIFY(!QFile::exists(natter.path("natter.lock")));
            QTRY_COMPARE_WITH_TIMEOUT(presence(), "offline", patience);
        }
    }
};

QTEST_GUILESS_MAIN(TestProgramEnd)
#include "tst_program_end.moc"
