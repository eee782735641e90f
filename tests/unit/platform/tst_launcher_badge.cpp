// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/linux/bus_badge.h"
#include "support/private_bus.h"

#include <QtTest>

using namespace natter;

/// What a task bar hears of unread messages.
class TestLauncherBadge : public QObject
{
    Q_OBJECT

    PrivateBus m_bus;
    QList<int> m_counts; ///< that the task bar has shown, one after the other; 0: none

private Q_SLOTS:
    void initTestCase()
    {
        QGuiApplication::setDesktopFileName(QStringLiteral("im.natter.Natter")); // as in a Flatpak
        QVERIFY2(m_bus.isRunning(), qPrintable(m_bus.problem()));
        QVERIFY(m_bus.connection(QStringLiteral("bar"))
                    .connect({}, {}, QStringLiteral("com.canonical.Unity.LauncherEntry"), QStringLiteral("Update"),
                             this, SLOT(update(QString, QVariantMap))));
    }
    void init() { m_counts.clear(); }

    void onlyWhatChangesIsSaid()
    {
        {
            BusBadge badge(m_bus.connection(QStringLiteral("natter")));
            badge.setCount(0);
            for (int i = 1; i <= 5; ++i) {
                badge.setCount(i); // a flood
            }
            QTRY_COMPARE(m_counts, QList<int>({ 5 }));
            badge.setCount(6);
            badge.setCount(5); // read at once
            badge.setCount(3);
            QTRY_COMPARE(m_counts, QList<int>({ 5, 3 }));
        }
        QTRY_COMPARE(m_counts, QList<int>({ 5, 3, 0 })); // the program has ended
    }

    void whereNothingWasUnreadNothingIsSaid()
    {
        {
            BusBadge badge(m_bus.connection(QStringLiteral("natter")));
            badge.setCount(0);
        }
        {
            BusBadge other(m_bus.connection(QStringLiteral("natter")));
            other.setCount(1); // shows that the time had come
            QTRY_VERIFY(!m_counts.isEmpty());
        }
        QTRY_COMPARE(m_counts, QList<int>({ 1, 0 }));
    }

    void withoutABusNothingHappens()
    {
        {
            BusBadge badge(QDBusConnection(QStringLiteral("no such bus")));
            badge.setCount(1);
            BusBadge other(m_bus.connection(QStringLiteral("natter")));
            other.setCount(2);
            QTRY_COMPARE(m_counts, QList<int>({ 2 }));
        }
        QTRY_COMPARE(m_counts, QList<int>({ 2, 0 }));
    }

public Q_SLOTS:
    void update(const QString &program, const QVariantMap &properties)
    {
        if (program != u"application://im.natter.Natter.desktop") {
            return;
        }
        const QVariant count = properties.value(QStringLiteral("count"));
        QCOMPARE(count.typeId(), QMetaType::LongLong); // as the interface wants it
        QCOMPARE(properties.value(QStringLiteral("count-visible")), QVariant(count.toInt() > 0));
        m_counts.append(count.toInt());
    }
};

QTEST_GUILESS_MAIN(TestLauncherBadge)
#include "tst_launcher_badge.moc"
