// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/private_bus.h"
#include "support/program.h"
#include "support/screen.h"
#include "support/server_launcher.h"

#include <QDBusMessage>
#include <QDBusReply>
#include <QRegularExpression>

using namespace natter;
using namespace natter::program;

static const QString romeo = QStringLiteral("romeo@natter.test");
static const QString juliet = QStringLiteral("juliet@natter.test");

/// Hears what a screen reader is told through AT-SPI, and keeps what it would say at once: notifications that show.
class Listener : public QObject
{
    Q_OBJECT

public:
    bool listen(PrivateBus &session)
    {
        QDBusConnection bus = session.connection(QStringLiteral("session"));
        const QDBusReply<QString> address =
            bus.call(QDBusMessage::createMethodCall(QStringLiteral("org.a11y.Bus"), QStringLiteral("/org/a11y/bus"),
                                                    QStringLiteral("org.a11y.Bus"), QStringLiteral("GetAddress")));
        if (!address.isValid()) {
            return false;
        }
        m_bus = QDBusConnection::connectToBus(address.value(), QStringLiteral("accessibility"));
        QDBusMessage interest = QDBusMessage::createMethodCall(
            QStringLiteral("org.a11y.atspi.Registry"), QStringLiteral("/org/a11y/atspi/registry"),
            QStringLiteral("org.a11y.atspi.Registry"), QStringLiteral("RegisterEvent"));
        interest << QStringLiteral("object:state-changed:showing");
        return m_bus.call(interest).type() != QDBusMessage::ErrorMessage
            && m_bus.connect({}, {}, QStringLiteral("org.a11y.atspi.Event.Object"), QStringLiteral("StateChanged"),
                             this, SLOT(hear(QDBusMessage)));
    }
    ~Listener() override { QDBusConnection::disconnectFromBus(QStringLiteral("accessibility")); }

    QStringList said;

private Q_SLOTS:
    void hear(const QDBusMessage &event)
    {
        const QVariantList values = event.arguments();
        if (values.size() < 2 || values[0].toString() != u"showing" || values[1].toInt() != 1) {
            return;
        }
        const QString accessible = QStringLiteral("org.a11y.atspi.Accessible");
        const QDBusReply<QString> role = m_bus.call(
            QDBusMessage::createMethodCall(event.service(), event.path(), accessible, QStringLiteral("GetRoleName")));
        if (role.value() == u"notification") {
            QDBusMessage name = QDBusMessage::createMethodCall(event.service(), event.path(),
                                                               QStringLiteral("org.freedesktop.DBus.Properties"),
                                                               QStringLiteral("Get"));
            name << accessible << QStringLiteral("Name");
            said.append(QDBusReply<QVariant>(m_bus.call(name)).value().toString());
        }
    }

private:
    QDBusConnection m_bus { QStringLiteral("none yet") };
};

/// What people who do not see the window are told without asking.
class TestScreenReader : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    Screen m_screen;
    PrivateBus m_bus;
    ServerLauncher m_server { ServerLauncher::Kind::Prosody };

    QString adding(const QString &jid) const
    {
        return QStringLiteral("account add %1 --password-file %2/password --host 127.0.0.1 --port %3 --tls starttls "
                              "--ca %2/authority.pem")
            .arg(jid, m_folder.path(), QString::number(m_server.startTlsPort()));
    }
    bool isOnline(Program &natter, const QString &jid) const
    {
        return natter.start() && natter.does(adding(jid)) && natter.does("wait connected")
            && natter.does("wait roster");
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_screen.start(), qPrintable(Screen::problem()));
        QVERIFY2(m_bus.isRunning(), qPrintable(m_bus.problem()));
        QVERIFY2(m_server.start(), qPrintable(m_server.problem()));
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus.address().toLocal8Bit());
        qputenv("XDG_RUNTIME_DIR", m_folder.path().toLocal8Bit());
        qputenv("QT_LINUX_ACCESSIBILITY_ALWAYS_ON", "1");
        for (const auto &[name, content] : { std::pair { "password", ServerLauncher::password().toUtf8() },
                                             std::pair { "authority.pem", m_server.authority() } }) {
            QFile file(m_folder.filePath(QLatin1String(name)));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
        }
    }

    void whatArrivesInTheOpenChatIsSaid()
    {
        Listener reader;
        QVERIFY2(reader.listen(m_bus), "no accessibility bus (apt-get install at-spi2-core)");
        Program hers;
        Program his;
        QVERIFY2(isOnline(hers, juliet), hers.errors());
        QVERIFY2(isOnline(his, romeo), his.errors());
        QVERIFY2(hers.does("open " + romeo), hers.errors());

        QVERIFY2(his.does("send " + juliet, { "Lady, by yonder blessed moon" }), his.errors());
        QTRY_VERIFY_WITH_TIMEOUT(!reader.said.isEmpty(), patience);
        QVERIFY2(reader.said.first().contains("Lady, by yonder blessed moon"), qPrintable(reader.said.first()));

        // What she says herself is no news, and what follows is
        QVERIFY2(hers.does("send " + romeo, { "O, swear not by the moon" }), hers.errors());
        QVERIFY2(his.does("send " + juliet, { "What shall I swear by?" }), his.errors());
        QTRY_VERIFY_WITH_TIMEOUT(reader.said.join(u'\n').contains("What shall I swear by?"), patience);
        QCOMPARE(reader.said.size(), 2);

        // What was missed is not read out one by one
        QVERIFY2(hers.does("presence set offline"), hers.errors());
        for (int i = 0; i < 8; ++i) {
            QVERIFY2(his.does("send " + juliet, { "Do not swear at all" }), his.errors());
        }
        QVERIFY2(hers.does("presence set online"), hers.errors());
        static const QRegularExpression count(QStringLiteral("^[4-8] new messages$"));
        QTRY_VERIFY_WITH_TIMEOUT(!reader.said.filter(count).isEmpty(), patience);
    }
};

QTEST_GUILESS_MAIN(TestScreenReader)
#include "tst_screen_reader.moc"
