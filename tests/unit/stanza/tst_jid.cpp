// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/jid.h"

#include <QtTest>

using namespace natter;

/// Addresses: what is one, and which ones are the same.
class TestJid : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void splits()
    {
        const Jid jid = Jid::orNull(u"Romeo@Montague.lit/Orchard Wall");
        QCOMPARE(jid.local(), QStringLiteral("romeo"));
        QCOMPARE(jid.domain(), QStringLiteral("montague.lit"));
        QCOMPARE(jid.resource(), QStringLiteral("Orchard Wall"));
        QCOMPARE(jid.bare().toString(), QStringLiteral("romeo@montague.lit"));
        QVERIFY(jid.bare().isBare());
        QVERIFY(!jid.isBare());
        QCOMPARE(jid.domainJid().toString(), QStringLiteral("montague.lit"));
        QCOMPARE(jid.bare().withResource(u"x/y").resource(), QStringLiteral("x/y"));
    }

    void sameEntity_data()
    {
        QTest::addColumn<QString>("written");
        QTest::addColumn<QString>("canonical");
        QTest::newRow("case") << "JULIET@CAPULET.LIT"
                              << "juliet@capulet.lit";
        QTest::newRow("trailing dot") << "juliet@capulet.lit."
                                      << "juliet@capulet.lit";
        QTest::newRow("full width") << QStringLiteral("\uff4auliet@capulet.lit") << "juliet@capulet.lit";
        QTest::newRow("composition") << QStringLiteral("a\u0308@x.lit") << QStringLiteral("\u00e4@x.lit");
        QTest::newRow("A-label") << "a@xn--bcher-kva.example" << QStringLiteral("a@b\u00fccher.example");
        QTest::newRow("IDN case") << QStringLiteral("a@B\u00dcCHER.example") << QStringLiteral("a@b\u00fccher.example");
        QTest::newRow("IPv6") << "a@[::1]"
                              << "a@[::1]";
        QTest::newRow("emoji of a newer Unicode in the resource")
            << QStringLiteral("a@b/\U0001fae8") << QStringLiteral("a@b/\U0001fae8");
        QTest::newRow("only slashes in the resource") << "a@b/c@d/e"
                                                      << "a@b/c@d/e";
    }
    void sameEntity()
    {
        QFETCH(QString, written);
        QFETCH(QString, canonical);
        QCOMPARE(Jid::orNull(written).toString(), canonical);
    }

    void refused_data()
    {
        QTest::addColumn<QString>("text");
        for (const QString &text :
             { QStringLiteral(""), QStringLiteral("@b"), QStringLiteral("a@"), QStringLiteral("a@b/"),
               QStringLiteral("a b@c"), QStringLiteral("a\"b@c"), QStringLiteral("a@b..c"), QStringLiteral("a@.b"),
               QStringLiteral("a@b@c"), QStringLiteral("a@b_c"), QStringLiteral("a\u2028@b"),
               QStringLiteral("a@b/\u0007"), QString(QChar(0xd800)) + QStringLiteral("@b"),
               QString(1024, u'a') + QStringLiteral("@b"), QStringLiteral("a@") + QString(1025, u'b'),
               QStringLiteral("\u265a@b") }) {
            QTest::newRow(text.left(20).toUtf8().constData()) << text;
        }
    }
    void refused()
    {
        QFETCH(QString, text);
        QVERIFY(Jid::orNull(text).isNull());
    }

    void limitIsInclusive()
    {
        QVERIFY(!Jid::orNull(QString(1023, u'a') + QStringLiteral("@b")).isNull());
        QVERIFY(!Jid::orNull(QStringLiteral("a@b/") + QString(1023, u'r')).isNull());
        QVERIFY(Jid::orNull(QStringLiteral("a@b/") + QString(1024, u'r')).isNull());
    }
};

QTEST_GUILESS_MAIN(TestJid)
#include "tst_jid.moc"
