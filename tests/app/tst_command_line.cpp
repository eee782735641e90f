// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line.h"

#include <QtTest>

using namespace natter;

class TestCommandLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linkIsTaken_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("by a person") << QStringList { "--minimized", "xmpp:juliet@capulet.lit" };
        QTest::newRow("by the system") << QStringList { "--uri", "xmpp:juliet@capulet.lit" };
    }
    void linkIsTaken()
    {
        QFETCH(QStringList, arguments);
        const auto line = CommandLine::parse(arguments, {});
        QVERIFY(line.has_value());
        QCOMPARE(line->uri, QString("xmpp:juliet@capulet.lit"));
    }

    void linkBringsNothingElseAlong_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("command") << QStringList { "--uri", "xmpp:juliet@capulet.lit", "ctl", "export", "/tmp/all" };
        QTest::newRow("option") << QStringList { "--uri", "xmpp:juliet@capulet.lit", "--profile", "//evil/profile" };
        QTest::newRow("a second link") << QStringList { "--uri", "xmpp:juliet@capulet.lit", "xmpp:nurse@capulet.lit" };
        QTest::newRow("no link") << QStringList { "--uri", "--enable-ctl" };
        QTest::newRow("command in its place") << QStringList { "--uri", "ctl" };
        QTest::newRow("nothing") << QStringList { "--uri" };
        QTest::newRow("not first") << QStringList { "--minimized", "--uri", "xmpp:juliet@capulet.lit" };
    }
    void linkBringsNothingElseAlong()
    {
        QFETCH(QStringList, arguments);
        const auto line = CommandLine::parse(arguments, {});
        QVERIFY(!line);
        QCOMPARE(line.error().kind, Error::Kind::InvalidInput);
    }
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_command_line.moc"
