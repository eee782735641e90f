// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/screen.h"
#include "support/scripted_server.h"
#include "support/tray_host.h"
#include "support/window_world.h"

#include "app/application.h"
#include "widgets/main_window.h"
#include "widgets/tray_icon.h"

#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

using namespace natter;

/// The icon in the tray of a desktop that has one, as that desktop sees it: over the bus.
class TestTrayIcon : public QObject
{
    Q_OBJECT

    struct Fixture : WindowWorld
    {
        Fixture() { addRomeo(); }
        Dialogs dialogs;
        MainWindow window { services, dialogs };
        TrayIcon tray { services, window };
    };

    QString m_item; ///< the name on the bus of the icon that was put there last

    static QDBusMessage ask(const QString &service, const QString &path, const QString &interface,
                            const QString &method, const QVariantList &arguments)
    {
        QDBusMessage call = QDBusMessage::createMethodCall(service, path, interface, method);
        call.setArguments(arguments);
        const QDBusPendingCallWatcher watcher(QDBusConnection::sessionBus().asyncCall(call));
        WindowWorld::until([&watcher] { return watcher.isFinished(); });
        return watcher.reply();
    }
    static QVariant property(const QString &service, const QString &path, const QString &interface, const QString &name)
    {
        const auto reply = ask(service, path, QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("Get"),
                               { interface, name });
        return reply.arguments().value(0).value<QDBusVariant>().variant();
    }
    /// Until an icon is in the tray that was not there before.
    bool appears()
    {
        return QTest::qWaitFor([this] {
            const auto items =
                property(QStringLiteral("org.kde.StatusNotifierWatcher"), QStringLiteral("/StatusNotifierWatcher"),
                         QStringLiteral("org.kde.StatusNotifierWatcher"),
                         QStringLiteral("RegisteredStatusNotifierItems"))
                    .toStringList();
            const bool isNew = !items.isEmpty() && items.last() != m_item;
            m_item = isNew ? items.last() : m_item;
            return isNew;
        });
    }
    QVariant ofIcon(const QString &name) const
    {
        return property(m_item, QStringLiteral("/StatusNotifierItem"), QStringLiteral("org.kde.StatusNotifierItem"),
                        name);
    }
    QString toolTip() const
    {
        QString title;
        QString text;
        const auto argument = ofIcon(QStringLiteral("ToolTip")).value<QDBusArgument>();
        argument.beginStructure();
        argument >> title; // an icon's name
        argument.beginArray();
        argument.endArray();
        argument >> title >> text;
        argument.endStructure();
        return title;
    }
    QDBusMessage askMenu(const QString &method, const QVariantList &arguments) const
    {
        const auto menu = ofIcon(QStringLiteral("Menu")).value<QDBusObjectPath>();
        return ask(m_item, menu.path(), QStringLiteral("com.canonical.dbusmenu"), method, arguments);
    }
    /// What the tray's menu offers once it is opened, without separators.
    QMap<QString, int> menu() const
    {
        QMap<QString, int> entries;
        for (const auto &[id, properties] : layout()) {
            entries.insert(properties[QStringLiteral("label")].toString().remove(u'_'), id);
        }
        return entries;
    }
    /// The entries of the opened menu that are ticked.
    QStringList chosen() const
    {
        QStringList labels;
        for (const auto &[id, properties] : layout()) {
            if (properties[QStringLiteral("toggle-state")].toInt() == 1) {
                labels.append(properties[QStringLiteral("label")].toString().remove(u'_'));
            }
        }
        return labels;
    }
    /// What the tray paints.
    QByteArray picture() const
    {
        QByteArray all;
        const auto argument = ofIcon(QStringLiteral("IconPixmap")).value<QDBusArgument>();
        argument.beginArray();
        while (!argument.atEnd()) {
            int width = 0;
            int height = 0;
            QByteArray pixels;
            argument.beginStructure();
            argument >> width >> height >> pixels;
            argument.endStructure();
            all += pixels;
        }
        argument.endArray();
        return all;
    }
    /// The entries of the opened menu, without separators: their numbers and properties.
    QList<std::pair<int, QVariantMap>> layout() const
    {
        askMenu(QStringLiteral("AboutToShow"), { 0 });
        const auto reply = askMenu(QStringLiteral("GetLayout"), { 0, -1, QStringList() });
        const auto root = reply.arguments().value(1).value<QDBusArgument>();
        QList<std::pair<int, QVariantMap>> entries;
        int id = 0;
        QVariantMap properties;
        QVariantList children;
        root.beginStructure();
        root >> id >> properties >> children;
        root.endStructure();
        for (const QVariant &child : std::as_const(children)) {
            const auto entry = child.value<QDBusArgument>();
            entry.beginStructure();
            entry >> id >> properties;
            entry.endStructure();
            if (properties.contains(QStringLiteral("label"))) {
                entries.append({ id, properties });
            }
        }
        return entries;
    }
    void choose(const QString &entry) const
    {
        askMenu(QStringLiteral("Event"),
                { menu().value(entry), QStringLiteral("clicked"), QVariant::fromValue(QDBusVariant(0)), 0U });
    }
    void click() const
    {
        ask(m_item, QStringLiteral("/StatusNotifierItem"), QStringLiteral("org.kde.StatusNotifierItem"),
            QStringLiteral("Activate"), { 0, 0 });
    }

private Q_SLOTS:
    void closingHidesAndAClickBringsBack()
    {
        Fixture f;
        QVERIFY(appears());
        QCOMPARE(ofIcon(QStringLiteral("Id")).toString(), QCoreApplication::applicationName());
        f.window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&f.window));
        f.window.close();
        QTRY_VERIFY(!f.window.isVisible());
        click();
        QTRY_VERIFY(f.window.isVisible());
        click();
        QTRY_VERIFY(!f.window.isVisible());
    }

    void iconSaysWhetherSomethingIsUnread()
    {
        Fixture f;
        QVERIFY(appears());
        QTRY_COMPARE(toolTip(), QStringLiteral("Natter · Offline"));
        QSignalSpy changed(this, &TestTrayIcon::newIcon);
        QVERIFY(QDBusConnection::sessionBus().connect(m_item, QStringLiteral("/StatusNotifierItem"),
                                                      QStringLiteral("org.kde.StatusNotifierItem"),
                                                      QStringLiteral("NewIcon"), this, SIGNAL(newIcon())));
        f.say(Fixture::juliet(), QStringLiteral("Ay me"));
        QTRY_COMPARE(toolTip(), QStringLiteral("Natter · Offline · 1 unread"));
        QTRY_COMPARE(changed.count(), 1);
        f.say(Fixture::juliet(), QStringLiteral("O Romeo"));
        QTRY_COMPARE(toolTip(), QStringLiteral("Natter · Offline · 2 unread"));
        QCOMPARE(changed.count(), 1); // it looks the same
        f.conversations.markRead(Fixture::juliet(), f.stored(Fixture::juliet()).last().row);
        QTRY_COMPARE(toolTip(), QStringLiteral("Natter · Offline"));
        QTRY_COMPARE(changed.count(), 2);
    }

    void iconFollowsPresenceAndWhatIsRead()
    {
        const TestAuthority authority;
        ScriptedServer server(Script()
                                  .bound()
                                  .expect("<show>dnd</show>")
                                  .send("<message from='juliet@capulet.lit/balcony' to='romeo@montague.lit/orchard' "
                                        "type='chat' id='1'><body>Ay me</body></message>")
                                  .endsPolitely(),
                              authority.issue({ "montague.lit", { "DNS:montague.lit" } }));
        Fixture f;
        QVERIFY(appears());
        QTRY_COMPARE(toolTip(), QStringLiteral("Natter · Offline"));
        const QByteArray offline = picture();
        f.pointAt(server.serverPort(), authority.pem());
        f.accounts.find(Fixture::romeo())->providePassword(Secret(QStringLiteral("pencil")));
        QTRY_COMPARE_WITH_TIMEOUT(toolTip(), QStringLiteral("Natter · Online"), 20'000);
        QTRY_VERIFY(picture() != offline);
        const QByteArray online = picture();
        QCOMPARE(chosen(), QStringList("Online"));

        choose(QStringLiteral("Busy"));
        QTRY_COMPARE_WITH_TIMEOUT(toolTip(), QStringLiteral("Natter · Busy · 1 unread"), 20'000);
        QTRY_COMPARE(chosen(), QStringList("Busy"));
        const QByteArray unread = picture();
        f.window.comeForward();
        QVERIFY(QTest::qWaitForWindowActive(&f.window));
        f.window.openConversation(Fixture::juliet()); // and it is read
        QTRY_COMPARE_WITH_TIMEOUT(toolTip(), QStringLiteral("Natter · Busy"), 20'000);
        QTRY_VERIFY(picture() != unread);
        QVERIFY(picture() != online && picture() != offline);

        choose(QStringLiteral("Offline"));
        QTRY_COMPARE_WITH_TIMEOUT(toolTip(), QStringLiteral("Natter · Offline"), 20'000);
        QTRY_COMPARE(picture(), offline);
    }

    void menuDoesWhatItSays()
    {
        Fixture f;
        QVERIFY(appears());
        QVERIFY(menu().contains(QStringLiteral("Show Natter")));
        choose(QStringLiteral("Show Natter"));
        QTRY_VERIFY(f.window.isVisible());
        QVERIFY(menu().contains(QStringLiteral("Hide Natter")));
        choose(QStringLiteral("Busy"));
        QTRY_COMPARE(f.accounts.availability(), Availability::DoNotDisturb);
        QSignalSpy quit(&f.tray, &TrayIcon::quitRequested);
        choose(QStringLiteral("Quit"));
        QTRY_COMPARE(quit.count(), 1);
    }

    void programStartedHiddenIsInTheTray_data()
    {
        QTest::addColumn<bool>("setting");
        QTest::newRow("by the command line") << false;
        QTest::newRow("by the settings") << true;
    }
    void programStartedHiddenIsInTheTray()
    {
        QFETCH(bool, setting);
        const QTemporaryDir folder;
        CommandLine line;
        line.profile = folder.path();
        line.minimized = !setting;
        Preferences before(folder.filePath(QStringLiteral("settings.json"))); // as the last run left them
        Preferences::Values values;
        values.startHidden = setting;
        before.set(values);
        Application program(line);
        program.start();
        QVERIFY(appears());
        const auto visible = [] {
            const auto windows = QApplication::topLevelWidgets();
            return std::count_if(windows.cbegin(), windows.cend(), [](QWidget *one) { return one->isVisible(); });
        };
        QCOMPARE(visible(), 0);
        click();
        QTRY_COMPARE(visible(), 1);
    }

Q_SIGNALS:
    void newIcon();
};

/// The test itself runs in a process of its own, as it can only start on a desktop that is there already.
int main(int argc, char *argv[])
{
    if (qEnvironmentVariableIsSet("NATTER_TEST_DESKTOP")) {
        const QApplication app(argc, argv);
        TestTrayIcon test;
        return QTest::qExec(&test, argc, argv);
    }
    QCoreApplication app(argc, argv);
    Screen screen;
    PrivateBus bus;
    TrayHost tray(bus);
    if (!screen.start() || !bus.isRunning() || !tray.start()) {
        qCritical("no desktop: %s or %s", qPrintable(Screen::problem()), qPrintable(bus.problem()));
        return 1;
    }
    qputenv("NATTER_TEST_DESKTOP", "1");
    qputenv("DBUS_SESSION_BUS_ADDRESS", bus.address().toUtf8());
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedChannels);
    QObject::connect(&process, &QProcess::finished, &app, &QCoreApplication::exit);
    process.start(QCoreApplication::applicationFilePath(), QCoreApplication::arguments().mid(1));
    return QCoreApplication::exec();
}

#include "tst_tray_icon.moc"
