// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/linux/bus_idle.h"
#include "support/private_bus.h"

#include <QDBusMessage>
#include <QDBusVirtualObject>
#include <QSignalSpy>
#include <QtTest>

using namespace natter;
using namespace std::chrono_literals;

/// A desktop's service that knows for how long nobody typed.
class IdleService : public QDBusVirtualObject
{
public:
    IdleService(PrivateBus &bus, const QString &name, const QString &path, const QString &question)
        : m_bus(bus.connection(name))
        , m_name(name)
        , m_path(path)
        , m_question(question)
    {
    }
    ~IdleService() override
    {
        m_bus.unregisterService(m_name);
        m_bus.unregisterObject(m_path);
    }
    Q_DISABLE_COPY_MOVE(IdleService)

    bool start() { return m_bus.registerVirtualObject(m_path, this) && m_bus.registerService(m_name); }
    void setAnswer(const QVariantList &answer) { m_answer = answer; }
    int asked() const { return m_asked; }

    QString introspect(const QString &) const override { return {}; }
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &bus) override
    {
        if (message.interface() != m_name || message.member() != m_question) {
            return false;
        }
        ++m_asked;
        return bus.send(message.createReply(m_answer));
    }

private:
    QDBusConnection m_bus;
    QString m_name;
    QString m_path;
    QString m_question;
    QVariantList m_answer;
    int m_asked = 0;
};

/// What desktops say of whether somebody is at the computer.
class TestIdleWatch : public QObject
{
    Q_OBJECT

    PrivateBus m_bus;

    QDBusConnection watcher() { return m_bus.connection(QStringLiteral("watch")); }
    static std::unique_ptr<IdleService> gnome(PrivateBus &bus)
    {
        return std::make_unique<IdleService>(bus, QStringLiteral("org.gnome.Mutter.IdleMonitor"),
                                             QStringLiteral("/org/gnome/Mutter/IdleMonitor/Core"),
                                             QStringLiteral("GetIdletime"));
    }
    static std::unique_ptr<IdleService> kde(PrivateBus &bus)
    {
        return std::make_unique<IdleService>(bus, QStringLiteral("org.freedesktop.ScreenSaver"),
                                             QStringLiteral("/org/freedesktop/ScreenSaver"),
                                             QStringLiteral("GetSessionIdleTime"));
    }
    static std::chrono::milliseconds last(const QSignalSpy &spy)
    {
        return spy.last().first().value<std::chrono::milliseconds>();
    }
    void saver(const QString &interface, const QVariantList &arguments)
    {
        QDBusMessage signal =
            QDBusMessage::createSignal(QStringLiteral("/ScreenSaver"), interface, QStringLiteral("ActiveChanged"));
        signal.setArguments(arguments);
        QVERIFY(m_bus.connection(QStringLiteral("saver")).send(signal));
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_bus.isRunning(), qPrintable(m_bus.problem())); }

    void gnomeIsAsked()
    {
        const auto desktop = gnome(m_bus);
        QVERIFY(desktop->start());
        desktop->setAnswer({ qulonglong(4000) });
        BusIdle idle(watcher());
        QSignalSpy untouched(&idle, &IdleWatch::untouched);
        idle.ask();
        idle.ask(); // while the first is on its way
        QVERIFY(untouched.wait());
        QCOMPARE(last(untouched), 4000ms);
        QCOMPARE(desktop->asked(), 1);
        desktop->setAnswer({ std::numeric_limits<qulonglong>::max() });
        idle.ask();
        QVERIFY(untouched.wait());
        QVERIFY(last(untouched) > 1h); // and nothing wraps around
    }

    void kdeIsAskedWhereThereIsNoGnome()
    {
        const auto desktop = kde(m_bus);
        QVERIFY(desktop->start());
        desktop->setAnswer({ 7000U });
        BusIdle idle(watcher());
        QSignalSpy untouched(&idle, &IdleWatch::untouched);
        idle.ask();
        QVERIFY(untouched.wait());
        QCOMPARE(last(untouched), 7000ms);
    }

    void whoCannotTellIsNotAskedAgain()
    {
        const auto desktop = kde(m_bus);
        QVERIFY(desktop->start());
        desktop->setAnswer({ QStringLiteral("long") });
        BusIdle idle(watcher());
        QSignalSpy untouched(&idle, &IdleWatch::untouched);
        idle.ask();
        QTRY_COMPARE(desktop->asked(), 1);
        QSignalSpy covered(&idle, &IdleWatch::covered); // comes behind the answer
        QTRY_VERIFY((saver(QStringLiteral("org.gnome.ScreenSaver"), { true }), !covered.isEmpty()));
        desktop->setAnswer({ 7000U });
        idle.ask();
        covered.clear();
        QTRY_VERIFY((saver(QStringLiteral("org.gnome.ScreenSaver"), { false }), !covered.isEmpty()));
        QCOMPARE(desktop->asked(), 1);
        QVERIFY(untouched.isEmpty());
    }

    void screenThatIsLocked_data()
    {
        QTest::addColumn<QString>("interface");
        for (const char *name : { "freedesktop", "gnome", "cinnamon", "mate", "xfce" }) {
            QTest::newRow(name) << QStringLiteral("org.%1.ScreenSaver").arg(QLatin1String(name));
        }
    }
    void screenThatIsLocked()
    {
        QFETCH(QString, interface);
        BusIdle idle(watcher());
        QSignalSpy covered(&idle, &IdleWatch::covered);
        QTRY_VERIFY((saver(interface, { true }), !covered.isEmpty()));
        QCOMPARE(covered.last().first().toBool(), true);
        covered.clear();
        saver(interface, { QStringLiteral("not a truth value") });
        saver(interface, { false });
        QTRY_VERIFY(!covered.isEmpty());
        QTRY_COMPARE(covered.last().first().toBool(), false);
    }

    void withoutABusNobodyIsAsked()
    {
        BusIdle idle(QDBusConnection(QStringLiteral("there is none")));
        const QSignalSpy untouched(&idle, &IdleWatch::untouched);
        idle.ask();
        QVERIFY(untouched.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestIdleWatch)
#include "tst_idle_watch.moc"
