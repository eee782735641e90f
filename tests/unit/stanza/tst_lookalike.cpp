// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/lookalike.h"

#include <QtTest>

using namespace natter;

/// Names that people take for the same are known to be.
class TestLookalike : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatLooksTheSameIs_data()
    {
        QTest::addColumn<QString>("other");
        QTest::newRow("itself") << QStringLiteral("romeo");
        QTest::newRow("Greek letter") << QStringLiteral("r\u03bfmeo");
        QTest::newRow("Cyrillic letters") << QStringLiteral("r\u043em\u0435\u043e");
        QTest::newRow("capitals") << QStringLiteral("Romeo");
        QTest::newRow("blank behind") << QStringLiteral("romeo ");
        QTest::newRow("wide letters") << QStringLiteral("\uff52omeo");
        QTest::newRow("letter without width") << QStringLiteral("ro\u200bmeo");
        QTest::newRow("digit") << QStringLiteral("r0meo");
    }
    void whatLooksTheSameIs()
    {
        QFETCH(QString, other);
        QCOMPARE(skeletonOf(other), skeletonOf(QStringLiteral("romeo")));
    }

    void othersAreNot()
    {
        QVERIFY(skeletonOf(QStringLiteral("juliet")) != skeletonOf(QStringLiteral("romeo")));
        QVERIFY(skeletonOf(QStringLiteral("romeo2")) != skeletonOf(QStringLiteral("romeo")));
        QVERIFY(skeletonOf(QStringLiteral("r\u00f6meo")) != skeletonOf(QStringLiteral("romeo")));
    }

    void everyNameHasOne()
    {
        QCOMPARE(skeletonOf({}), QString());
        QVERIFY(!skeletonOf(QString(5000, u'\ufdfa')).isEmpty()); // a letter that becomes eighteen
        QVERIFY(!skeletonOf(QString(3, QChar(0xd800))).isEmpty()); // half of one
    }
};

QTEST_APPLESS_MAIN(TestLookalike)
#include "tst_lookalike.moc"
