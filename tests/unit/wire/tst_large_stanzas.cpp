// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "base/limits.h"
#include "stanza/stanza.h"
#include "support/heard.h"

using namespace natter;

/// Stanzas that are larger than we take: only the head arrives, and the stream goes on as if nothing had been.
class TestLargeStanzas : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsTooLargeIsLeftOut_data()
    {
        QTest::addColumn<QByteArray>("excess");
        QTest::newRow("depth") << QByteArray("<a>").repeated(100) + QByteArray("</a>").repeated(100);
        QByteArray attributes("<a");
        for (int i = 0; i <= limits::attributes; ++i) {
            attributes += " a" + QByteArray::number(i) + "='&lt;'";
        }
        QTest::newRow("attributes") << attributes + "/>";
        QTest::newRow("text") << "<body>" + QByteArray(limits::textNodeBytes + 1, 'x') + "</body>";
        QTest::newRow("CDATA") << "<body><![CDATA[</message>" + QByteArray(limits::textNodeBytes, 'x') + "]]></body>";
        QTest::newRow("characters of four bytes")
            << "<body>" + QByteArray("\xf0\x9f\x98\x80").repeated(limits::textNodeBytes / 4 + 1) + "</body>";
        QTest::newRow("value") << "<a b='</message/>" + QByteArray(limits::stanzaBytes, 'x') + "'/>";
        QTest::newRow("name") << "<" + QByteArray(3000, 'n') + "/>";
        QTest::newRow("name, but not for the gate")
            << "<" + QByteArray(1500, 'n') + "><b/></" + QByteArray(1500, 'n') + ">";
        QTest::newRow("namespace") << "<a xmlns='" + QByteArray(2000, 'n') + "'><message xmlns='jabber:client'/></a>";
        QTest::newRow("namespace, and depth behind it") << "<a xmlns='" + QByteArray(2000, 'n') + "'>"
                + QByteArray("<b>").repeated(100) + QByteArray("</b>").repeated(100) + "</a>";
        QTest::newRow("bytes") << QByteArray("<a b='c'/>").repeated(limits::stanzaBytes / 10);
    }
    void whatIsTooLargeIsLeftOut()
    {
        QFETCH(QByteArray, excess);
        excess.replace("'</", "'&lt;/");
        for (const qsizetype size : { qsizetype(10'000'000), qsizetype(1000), qsizetype(1) }) {
            Heard heard;
            heard.feed(streamHeader + "<presence/>", size);
            for (int i = 0; i < 2; ++i) {
                heard.feed("<message type='chat' id='7' from='romeo@montague.lit/o'><body>hi</body>" + excess
                               + "</message> ",
                           size);
            }
            heard.feed("<message id='8'><body>next</body></message><stream:features/></stream:stream>", size);
            QCOMPARE(heard.violations.size(), 0);
            QCOMPARE(heard.listener.leftOut(), 2);
            QCOMPARE(heard.elements.size(), 5);
            for (int i = 1; i < 3; ++i) {
                QCOMPARE(heard.elements.at(i).toXml(),
                         "<message xmlns='jabber:client' id='7' from='romeo@montague.lit/o' type='chat'/>");
            }
            QCOMPARE(Message::read(heard.elements.at(3))->body(), QStringLiteral("next"));
            QVERIFY(heard.elements.at(4).is({ u"http://etherx.jabber.org/streams", u"features" }));
            QCOMPARE(heard.closed, 1);
        }
    }

    void whatIsLeftOutIsDeliveredOnce()
    {
        for (const QByteArray &stanza :
             { "<message id='1'><body>hi</body></message" + QByteArray(2041, ' ') + ">",
               "<message id='1'" + QByteArray(2047, ' ') + "/>", "<message id='1'" + QByteArray(2048, ' ') + "/>" }) {
            Heard heard;
            heard.feed(streamHeader + stanza + "<presence/>", 10'000);
            QCOMPARE(heard.listener.leftOut(), 1);
            QCOMPARE(heard.elements.size(), 2);
            QVERIFY(heard.elements.first().is(Message::name));
            QVERIFY(heard.elements.first().firstChild().isNull());
            QVERIFY(heard.elements.last().is(Presence::name));
        }
    }

    void prefixesAreForgottenWithWhatIsLeftOut()
    {
        Heard heard;
        heard.feed(streamHeader + "<message><x xmlns:p='urn:p'>" + QByteArray("<a>").repeated(100)
                       + QByteArray("</a>").repeated(100) + "</x></message><presence/>",
                   1000);
        QCOMPARE(heard.elements.size(), 2);
        heard.feed("<message><p:y/></message>", 1000);
        QCOMPARE(heard.elements.size(), 2);
        QCOMPARE(heard.condition(), QStringLiteral("not-well-formed"));
    }

    void onlyTheAnswerItselfMayBeLarger_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("start");
        QTest::addColumn<QByteArray>("end");
        QTest::newRow("message behind an answer")
            << QByteArray("<iq type='result' id='1'/>") << QByteArray("<message>") << QByteArray("</message>");
        QTest::newRow("request") << QByteArray() << QByteArray("<iq type='get' id='1'>") << QByteArray("</iq>");
        QTest::newRow("presence") << QByteArray() << QByteArray("<presence>") << QByteArray("</presence>");
    }
    void onlyTheAnswerItselfMayBeLarger()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, start);
        QFETCH(QByteArray, end);
        Heard heard;
        heard.feed(streamHeader + before + start + QByteArray("<a b='c'/>").repeated(limits::stanzaBytes / 10) + end,
                   10'000'000);
        QCOMPARE(heard.listener.leftOut(), 1);
        QVERIFY(heard.elements.last().firstChild().isNull());
    }

    void headThatIsTooLargeCountsAsAStanza()
    {
        QByteArray stanza("<message");
        for (int i = 0; i <= limits::attributes; ++i) {
            stanza += " a" + QByteArray::number(i) + "='1'";
        }
        Heard heard;
        heard.feed(streamHeader + stanza + "><body>hi</body></message><presence/>", 100);
        QCOMPARE(heard.violations.size(), 0);
        QCOMPARE(heard.elements.size(), 2);
        QVERIFY(heard.elements.first().is(Message::name));
    }

    void answerThatIsTooLargeFailed()
    {
        for (const char *type : { "result", "get" }) {
            Heard heard;
            heard.feed(streamHeader + "<iq type='" + type + "' id='1' from='montague.lit'>"
                           + QByteArray("<a>").repeated(100) + QByteArray("</a>").repeated(100) + "</iq>",
                       1000);
            QCOMPARE(heard.elements.size(), 1);
            const auto iq = Iq::read(heard.elements.first());
            QVERIFY(iq);
            QCOMPARE(iq->id, QStringLiteral("1"));
            if (qstrcmp(type, "result") == 0) {
                QCOMPARE(iq->type, Iq::Type::Error);
                QCOMPARE(iq->error().condition, QStringLiteral("policy-violation"));
            } else {
                QCOMPARE(iq->type, Iq::Type::Get); // to be answered as any that is not known
            }
        }
    }

    void rostersMayBeLarge()
    {
        const QByteArray item(
            "<item jid='romeo@montague.lit' name='Romeo' subscription='both'><group>a</group></item>");
        for (const bool tooLarge : { false, true }) {
            const qsizetype count = limits::answerBytes / item.size() - (tooLarge ? -2 : 2);
            Heard heard;
            heard.feed(streamHeader + "<iq type='result' id='1'><query xmlns='jabber:iq:roster'>" + item.repeated(count)
                           + "</query></iq>",
                       10'000'000);
            QCOMPARE(heard.elements.size(), 1);
            QCOMPARE(heard.elements.first().firstChild().is({ u"jabber:iq:roster", u"query" }), !tooLarge);
            QCOMPARE(heard.elements.first().attribute(u"type"),
                     tooLarge ? QStringLiteral("error") : QStringLiteral("result"));
        }
    }

    void tooMuchBeforeTheLoginEndsTheStream()
    {
        XmppListener listener;
        QSignalSpy violated(&listener, &XmppListener::violated);
        listener.feed(streamHeader + QByteArray("<a>").repeated(limits::depth));
        QCOMPARE(violated.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestLargeStanzas)
#include "tst_large_stanzas.moc"
