// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/lookalike.h"

#include <QtTest>

#include <algorithm>

using namespace natter;

/// Names that people take for the same are known to be.
class TestLookalike : public QObject
{
    Q_OBJECT

    static bool areAlike(const QString &a, const QString &b)
    {
        const QStringList known = skeletonsOf(b);
        return std::ranges::any_of(skeletonsOf(a), [&](const QString &each) { return known.contains(each); });
    }

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
        QVERIFY2(areAlike(other, QStringLiteral("romeo")), qPrintable(skeletonsOf(other).join(u' ')));
    }

    void whateverIsACapital_data()
    {
        QTest::addColumn<QString>("other");
        QTest::newRow("Cyrillic capital") << QStringLiteral("\u041cercutio");
        QTest::newRow("Cyrillic capital and small letters") << QStringLiteral("\u041c\u0435r\u0441uti\u043e");
        QTest::newRow("Cyrillic capitals") << QStringLiteral("\u041c\u0415R\u0421U\u0422I\u041e");
        QTest::newRow("small letters") << QStringLiteral("mercutio");
        QTest::newRow("capitals") << QStringLiteral("MERCUTIO");
        QTest::newRow("two letters for one") << QStringLiteral("rnercutio");
        QTest::newRow("Greek capital among small ones") << QStringLiteral("mercu\u03a4io");
    }
    void whateverIsACapital()
    {
        QFETCH(QString, other);
        QVERIFY2(areAlike(other, QStringLiteral("Mercutio")), qPrintable(skeletonsOf(other).join(u' ')));
    }

    void capitalsLookLikeSmallLettersToo()
    {
        QVERIFY(areAlike(QStringLiteral("Iago"), QStringLiteral("lago")));
        QVERIFY(areAlike(QStringLiteral("Iago"), QStringLiteral("iago")));
        QVERIFY(areAlike(QStringLiteral("Iago \u041c"), QStringLiteral("iago m")));
    }

    void othersAreNot()
    {
        QVERIFY(!areAlike(QStringLiteral("juliet"), QStringLiteral("romeo")));
        QVERIFY(!areAlike(QStringLiteral("romeo2"), QStringLiteral("romeo")));
        QVERIFY(!areAlike(QStringLiteral("r\u00f6meo"), QStringLiteral("romeo")));
    }

    void everyNameHasOne()
    {
        QCOMPARE(skeletonsOf({}), QStringList { QString() });
        QVERIFY(!skeletonsOf(QString(5000, u'\ufdfa')).first().isEmpty()); // a letter that becomes eighteen
        QVERIFY(!skeletonsOf(QString(3, QChar(0xd800))).first().isEmpty()); // half of one
    }
};

QTEST_APPLESS_MAIN(TestLookalike)
#include "tst_lookalike.moc"
