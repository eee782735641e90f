// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/private_bus.h"

#include "app/application.h"

#include <QComboBox>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QDBusVirtualObject>
#include <QTabWidget>

using namespace natter;

static const QString appearance = QStringLiteral("org.freedesktop.appearance");
static const QString colourScheme = QStringLiteral("color-scheme");
static const QString settingsInterface = QStringLiteral("org.freedesktop.portal.Settings");
static const QString portalPath = QStringLiteral("/org/freedesktop/portal/desktop");

enum Scheme : uint { NoPreference = 0, Dark = 1, Light = 2 };

/// Plays the part of the desktop's settings portal.
class Portal : public QDBusVirtualObject
{
public:
    explicit Portal(const QDBusConnection &bus) : m_bus(bus) { }

    bool start()
    {
        return m_bus.registerVirtualObject(portalPath, this)
            && m_bus.registerService(QStringLiteral("org.freedesktop.portal.Desktop"));
    }
    bool handleMessage(const QDBusMessage &call, const QDBusConnection & /*connection*/) override
    {
        if (call.interface() != settingsInterface || call.member() != u"Read"
            || call.arguments() != QVariantList { appearance, colourScheme }) {
            return false;
        }
        ++questions;
        const QDBusVariant inner(QVariant::fromValue<uint>(scheme));
        return m_bus.send(call.createReply(QVariant::fromValue(QDBusVariant(QVariant::fromValue(inner)))));
    }
    QString introspect(const QString & /*path*/) const override { return {}; }
    /// The person changes the desktop's colours.
    void change(Scheme to)
    {
        scheme = to;
        tell(appearance, colourScheme, QVariant::fromValue<uint>(to));
    }
    void tell(const QString &group, const QString &key, const QVariant &value)
    {
        QDBusMessage signal =
            QDBusMessage::createSignal(portalPath, settingsInterface, QStringLiteral("SettingChanged"));
        signal.setArguments({ group, key, QVariant::fromValue(QDBusVariant(value)) });
        m_bus.send(signal);
    }

    uint scheme = NoPreference;
    int questions = 0;

private:
    QDBusConnection m_bus;
};

/// Hears what the portal tells all: whatever it said before has come as well.
class Ear : public QObject
{
    Q_OBJECT

public:
    bool listen()
    {
        return QDBusConnection::sessionBus().connect({}, portalPath, settingsInterface,
                                                     QStringLiteral("SettingChanged"), this, SLOT(hear()));
    }
    int heard = 0;

public Q_SLOTS:
    void hear() { ++heard; }
};

/// The window wears the colours of the desktop, also when those change; unless the person chose others for it.
class TestSystemColours : public QObject
{
    Q_OBJECT

    static constexpr int patience = 20'000; // milliseconds

    PrivateBus m_bus;
    std::unique_ptr<Portal> m_portal;

    struct Run
    {
        explicit Run(const QTemporaryDir &profile)
        {
            CommandLine line;
            line.profile = profile.path();
            program = std::make_unique<Application>(line);
            program->start();
            const auto all = QApplication::topLevelWidgets();
            for (QWidget *widget : all) {
                if (auto *main = qobject_cast<MainWindow *>(widget)) {
                    window = main;
                }
            }
        }
        /// As it looks, not as it should look.
        bool isDark() const
        {
            const QImage seen = window->grab().toImage().scaled(1, 1, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
            return seen.pixelColor(0, 0).lightness() < 100;
        }
        void choose(Preferences::Theme theme) const
        {
            window->showSettings();
            auto *dialog = window->findChild<QDialog *>(QStringLiteral("SettingsDialog"));
            dialog->findChild<QComboBox *>(QStringLiteral("theme"))->setCurrentIndex(static_cast<int>(theme));
            delete dialog;
        }

        std::unique_ptr<Application> program;
        MainWindow *window = nullptr;
    };

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_bus.isRunning(), qPrintable(m_bus.problem()));
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus.address().toUtf8());
        QVERIFY(QDBusConnection::sessionBus().isConnected());
    }
    void init()
    {
        QApplication::setPalette(QPalette(QColor(Qt::white))); // what the last run left is not the desktop's
        m_portal = std::make_unique<Portal>(m_bus.connection(QStringLiteral("portal")));
        QVERIFY(m_portal->start());
    }
    void cleanup()
    {
        m_bus.connection(QStringLiteral("portal")).unregisterObject(portalPath);
        m_portal.reset();
    }

    void startsAsTheDesktopIs_data()
    {
        QTest::addColumn<QColor>("palette");
        QTest::addColumn<uint>("scheme");
        QTest::addColumn<bool>("dark");
        QTest::newRow("no preference, light") << QColor(Qt::white) << uint(NoPreference) << false;
        QTest::newRow("no preference, dark") << QColor(Qt::black) << uint(NoPreference) << true;
        QTest::newRow("dark") << QColor(Qt::white) << uint(Dark) << true;
        QTest::newRow("light") << QColor(Qt::black) << uint(Light) << false;
    }
    void startsAsTheDesktopIs()
    {
        QFETCH(QColor, palette);
        QFETCH(uint, scheme);
        QFETCH(bool, dark);
        QApplication::setPalette(QPalette(palette));
        m_portal->scheme = scheme;
        const QTemporaryDir profile;
        const Run run(profile);
        Ear ear;
        QVERIFY(ear.listen());
        QTRY_VERIFY_WITH_TIMEOUT(m_portal->questions > 0, patience);
        m_portal->tell(appearance, QStringLiteral("contrast"), QVariant::fromValue<uint>(1)); // behind the answer
        QTRY_COMPARE_WITH_TIMEOUT(ear.heard, 1, patience);
        QCOMPARE(run.isDark(), dark);
    }

    void changesWithTheDesktop_data()
    {
        QTest::addColumn<uint>("afterwards");
        QTest::newRow("light is asked for") << uint(Light);
        QTest::newRow("dark is no longer asked for") << uint(NoPreference); // what GNOME says
    }
    void changesWithTheDesktop()
    {
        QFETCH(uint, afterwards);
        const QTemporaryDir profile;
        const Run run(profile);
        QTRY_VERIFY_WITH_TIMEOUT(m_portal->questions > 0, patience);
        QVERIFY(!run.isDark());
        m_portal->tell(appearance, QStringLiteral("contrast"), QVariant::fromValue<uint>(1)); // of no concern
        m_portal->tell(QStringLiteral("org.gnome.desktop.interface"), colourScheme, QVariant::fromValue<uint>(2));
        m_portal->change(Dark);
        QTRY_VERIFY_WITH_TIMEOUT(run.isDark(), patience);
        m_portal->change(static_cast<Scheme>(afterwards));
        QTRY_VERIFY_WITH_TIMEOUT(!run.isDark(), patience);
        m_portal->change(Dark);
        QTRY_VERIFY_WITH_TIMEOUT(run.isDark(), patience);
    }

    void paletteDecidesAgainOnceThereIsNoPreference()
    {
        QApplication::setPalette(QPalette(QColor(Qt::black)));
        const QTemporaryDir profile;
        const Run run(profile);
        QTRY_VERIFY_WITH_TIMEOUT(m_portal->questions > 0, patience);
        for (const Scheme preference : { Light, Dark, Light }) {
            m_portal->change(preference);
            QTRY_COMPARE_WITH_TIMEOUT(run.isDark(), preference == Dark, patience);
            m_portal->change(NoPreference);
            QTRY_VERIFY_WITH_TIMEOUT(run.isDark(), patience);
        }
    }

    void choiceOfThePersonCountsMore()
    {
        const QTemporaryDir profile;
        {
            const Run run(profile);
            QTRY_VERIFY_WITH_TIMEOUT(m_portal->questions > 0, patience);
            run.choose(Preferences::Theme::Dark);
            QVERIFY(run.isDark()); // at once
            run.choose(Preferences::Theme::Light);
            QVERIFY(!run.isDark());
            m_portal->change(Dark);
            run.choose(Preferences::Theme::Dark);
            run.choose(Preferences::Theme::System);
            QTRY_VERIFY_WITH_TIMEOUT(run.isDark(), patience); // as the desktop by now
            run.choose(Preferences::Theme::Light);
        }
        const Run next(profile);
        QTRY_VERIFY_WITH_TIMEOUT(m_portal->questions > 1, patience);
        QVERIFY(!next.isDark());
        next.choose(Preferences::Theme::System);
        QTRY_VERIFY_WITH_TIMEOUT(next.isDark(), patience);
    }
};

QTEST_MAIN(TestSystemColours)
#include "tst_system_colours.moc"
