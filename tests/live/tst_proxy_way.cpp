// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/name_server.h"
#include "support/namespaces.h"
#include "support/program.h"
#include "support/scripted_proxy.h"
#include "support/server_launcher.h"

using namespace natter;
using namespace natter::program;

static const QString romeo = QStringLiteral("romeo@natter.test");

/// The whole program with a proxy, in a network of which every name and every connection is seen.
class TestProxyWay : public QObject
{
    Q_OBJECT

    static inline bool isAlone = false;
    QTemporaryDir m_folder; ///< runtime folder, password, authority
    ServerLauncher m_server { ServerLauncher::Kind::Prosody };

    void write(const QString &name, const QByteArray &content) const
    {
        QFile file(m_folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
    }
    static QString adding(const QString &more)
    {
        return QStringLiteral("account add %1 --password-file password --ca authority.pem %2").arg(romeo, more);
    }

public:
    static void initMain() { isAlone = enterOwnNetwork(); }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(isAlone, "no network of our own can be made here");
        qputenv("XDG_RUNTIME_DIR", QFile::encodeName(m_folder.path()));
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        QVERIFY2(m_server.start(), qPrintable(m_server.problem()));
        write(QStringLiteral("password"), ServerLauncher::password().toUtf8());
        write(QStringLiteral("authority.pem"), m_server.authority());
        QVERIFY(QDir::setCurrent(m_folder.path()));
    }

    void nothingGoesAroundTheProxy()
    {
        NameServer names;
        QVERIFY(names.listen());
        ScriptedProxy proxy(ScriptedProxy::Kind::Socks5, m_server.startTlsPort());
        QVERIFY(proxy.isListening());
        Program natter;
        QVERIFY2(natter.start(), natter.errors());
        QVERIFY2(natter.does(adding(QStringLiteral("--proxy socks5://127.0.0.1:%1").arg(proxy.serverPort()))),
                 natter.errors());
        QVERIFY2(natter.reaches(romeo, QStringLiteral("online")), natter.errors());
        QVERIFY(natter.does(QStringLiteral("send juliet@natter.test"), { QStringLiteral("Wherefore") }));
        QTRY_COMPARE_WITH_TIMEOUT(
            natter.find(QStringLiteral("history juliet@natter.test"), "body", "Wherefore")[u"state"].toString(),
            QStringLiteral("on-server"), 2 * patience);
        QCOMPARE(proxy.asked(), QStringList("natter.test:5222"));
        QCOMPARE(names.questions, 0);
    }

    /// Or the test above would prove nothing.
    void withoutOneNamesAreAskedFor()
    {
        NameServer names;
        QVERIFY(names.listen());
        Program natter;
        QVERIFY2(natter.start(), natter.errors());
        QVERIFY2(natter.does(adding({})), natter.errors());
        QTRY_VERIFY_WITH_TIMEOUT(names.questions > 0, patience);
    }
};

QTEST_GUILESS_MAIN(TestProxyWay)
#include "tst_proxy_way.moc"
