// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/xml.h"

#include "protocol/xep/xep0428_fallback_indication.h"
#include "protocol/xep/xep0444_message_reactions.h"

#include <QtTest>

using namespace natter;

/// What a body says to those who know the rest of the message, and which reactions are some.
class TestFallback : public QObject
{
    Q_OBJECT

    static Element fallback(const QByteArray &parts)
    {
        return stanzaFrom("<fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'>" + parts + "</fallback>");
    }
    static QStringList emojiIn(const QByteArray &reactions)
    {
        const auto read = Reactions::read(
            stanzaFrom("<reactions xmlns='urn:xmpp:reactions:0' id='m1'>" + reactions + "</reactions>"));
        return read ? read->emoji : QStringList { QStringLiteral("none") };
    }

private Q_SLOTS:
    void partsAreCountedInCodePoints()
    {
        const QString body = QString::fromUtf8("> \U0001F44B hail\n\U0001F339 yes");
        const auto read = Fallback::read(fallback("<body start='0' end='9'/>"));
        QVERIFY(read);
        const auto [left, taken] = read->split(body);
        QCOMPARE(taken, QString::fromUtf8("> \U0001F44B hail\n"));
        QCOMPARE(left, QString::fromUtf8("\U0001F339 yes"));
        QCOMPARE(codePoints(taken), 9);
    }

    void oddParts_data()
    {
        QTest::addColumn<QByteArray>("parts");
        QTest::addColumn<QString>("left");
        QTest::newRow("no end") << QByteArray("<body start='2'/>") << "ab";
        QTest::newRow("no start") << QByteArray("<body end='2'/>") << "cdef";
        QTest::newRow("beyond the body") << QByteArray("<body start='4' end='4000000000'/>") << "abcd";
        QTest::newRow("two") << QByteArray("<body start='0' end='1'/><body start='5' end='6'/>") << "bcde";
        QTest::newRow("overlapping") << QByteArray("<body start='0' end='3'/><body start='2' end='4'/>") << "ef";
        QTest::newRow("whole") << QByteArray("<body/>") << "";
        QTest::newRow("whole, unsaid") << QByteArray() << "";
        QTest::newRow("empty") << QByteArray("<body start='2' end='2'/>") << "abcdef";
    }
    void oddParts()
    {
        QFETCH(QByteArray, parts);
        QFETCH(QString, left);
        const auto read = Fallback::read(fallback(parts));
        QVERIFY(read);
        QCOMPARE(read->split(QStringLiteral("abcdef")).first, left);
    }

    void notAboutTheBody_data()
    {
        QTest::addColumn<QByteArray>("parts");
        QTest::newRow("subject") << QByteArray("<subject/>");
        QTest::newRow("negative") << QByteArray("<body start='-1' end='2'/>");
        QTest::newRow("backwards") << QByteArray("<body start='3' end='2'/>");
        QTest::newRow("no number") << QByteArray("<body start='x' end='2'/>");
    }
    void notAboutTheBody()
    {
        QFETCH(QByteArray, parts);
        QVERIFY(!Fallback::read(fallback(parts)));
    }

    void reactionsAreOneSignEach()
    {
        QCOMPARE(emojiIn("<reaction>\U0001F44B</reaction><reaction> \U0001F44B </reaction>"),
                 QStringList { QString::fromUtf8("\U0001F44B") });
        const QByteArray family = "\U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466";
        QCOMPARE(emojiIn("<reaction>" + family + "</reaction>"), QStringList { QString::fromUtf8(family) });
        QCOMPARE(emojiIn("<reaction>two</reaction><reaction>a</reaction><reaction></reaction><reaction>\n</reaction>"
                         "<reaction>\U0001F44B\U0001F44B</reaction><reaction>\u202e</reaction>"),
                 QStringList { QStringLiteral("none") }); // it takes nothing back
        QCOMPARE(emojiIn({}), QStringList());
        QCOMPARE(emojiIn("<reaction>\u2139\ufe0f</reaction>").size(), 1);
        QByteArray many;
        for (int i = 0; i < 100; ++i) {
            const char32_t sign = 0x1f400 + static_cast<char32_t>(i);
            many += "<reaction>" + QString::fromUcs4(&sign, 1).toUtf8() + "</reaction>";
        }
        QCOMPARE(emojiIn(many).size(), 20);
    }
};

QTEST_GUILESS_MAIN(TestFallback)
#include "tst_fallback.moc"
