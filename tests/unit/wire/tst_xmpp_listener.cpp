// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "base/limits.h"
#include "stanza/stanza.h"
#include "support/heard.h"

#include <QRandomGenerator>

#include <ctime>
#include <malloc.h>

using namespace natter;

/// What a server says in an ordinary minute, with everything that is awkward to cut.
static QByteArray minute()
{
    return "<?xml version=\"1.0\" encoding='UTF-8' ?>\r\n" + streamHeader.mid(streamHeader.indexOf("<stream"))
        + "<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>SCRAM-SHA-1</mechanism>"
          "</mechanisms><c xmlns='http://jabber.org/protocol/caps' hash='sha-1' ver='a+/b='/></stream:features>\n"
          "<iq id='bind' type='result'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>romeo@montague.lit/o</jid>"
          "</bind></iq> \t\r\n<message from='juliet@capulet.lit/balcony' type=\"chat\" xml:lang='it' id='&lt;1&gt;'>"
          "<body>caf\xc3\xa9 \xe6\xbc\xa2\xe5\xad\x97 \xf0\x9f\x98\x80 &amp;&lt;&gt;&apos;&quot; "
          "&#x1F600;&#13;\r\nnext ]] ></body>"
          "<html xmlns='http://jabber.org/protocol/xhtml-im'><body xmlns='http://www.w3.org/1999/xhtml'><p>a<b>b</b>c"
          "<![CDATA[<x>]] ]]]]><![CDATA[>\xf0\x9f\x98\x80]]></p></body></html><e:x xmlns:e='urn:e' e:k='v' "
          "k=\"'\"/></message>"
          "<presence from='n\xc3\xbcrse@capulet.lit/x'><show>away</show><priority>-1</priority></presence>"
          "<message><forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client'><body>in</body></message>"
          "</forwarded></message><r xmlns='urn:xmpp:sm:3'/><presence\n type\t=\r\n'unavailable' ></presence>"
          "<\xc3\xa9 \xc3\xbc='1'/><message><body><![CDATA[]]></body></message></stream:stream>\n";
}

static QByteArray cutAt(const QByteArray &bytes, const QList<qsizetype> &cuts)
{
    Heard heard;
    qsizetype start = 0;
    for (const qsizetype cut : cuts + QList<qsizetype> { bytes.size() }) {
        heard.listener.feed(QByteArrayView(bytes).sliced(start, cut - start));
        start = cut;
    }
    return heard.all();
}

/// The heap in use, in MiB; always 0 under a sanitizer's allocator.
static qint64 heap() { return static_cast<qint64>(mallinfo2().uordblks + mallinfo2().hblkhd) / (1024 * 1024); }

/// From bytes to elements: whatever the cuts and the tricks, the same elements or none.
class TestXmppListener : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAnOrdinaryMinute()
    {
        Heard heard;
        heard.listener.feed(minute());
        QCOMPARE(heard.headers.size(), 1);
        QCOMPARE(heard.headers.first().attribute(u"from"), QStringLiteral("montague.lit"));
        QCOMPARE(heard.elements.size(), 9);
        QCOMPARE(heard.closed, 1);
        QCOMPARE(heard.violations.size(), 0);
        const auto message = Message::read(heard.elements.at(2));
        QCOMPARE(message->id, QStringLiteral("<1>"));
        QCOMPARE(message->body(),
                 QString::fromUcs4(U"caf\u00e9 \u6f22\u5b57 \U0001f600 &<>'\" \U0001f600\r\nnext ]] >"));
        const Element paragraph = message->children().at(1).firstChild().firstChild();
        QCOMPARE(paragraph.text(), QString::fromUcs4(U"ac<x>]] ]]>\U0001f600"));
    }

    void everyCutGivesTheSame()
    {
        const QByteArray bytes = minute();
        const QByteArray whole = cutAt(bytes, {});
        for (qsizetype cut = 1; cut < bytes.size(); ++cut) {
            QVERIFY2(cutAt(bytes, { cut }) == whole, qPrintable(QString::number(cut)));
        }
        QList<qsizetype> everywhere;
        for (qsizetype cut = 1; cut < bytes.size(); ++cut) {
            everywhere.append(cut);
        }
        QCOMPARE(cutAt(bytes, everywhere), whole);
    }

    void randomChunksGiveTheSame()
    {
        const QByteArray bytes = minute();
        const QByteArray whole = cutAt(bytes, {});
        for (quint32 seed = 0; seed < 300; ++seed) {
            QRandomGenerator random(seed);
            QList<qsizetype> cuts;
            for (qsizetype cut = random.bounded(1, 40); cut < bytes.size();
                 cut += random.bounded(1, 2 + static_cast<int>(seed % 60))) {
                cuts.append(cut);
            }
            QVERIFY2(cutAt(bytes, cuts) == whole, qPrintable(QString::number(seed)));
        }
    }

    void elementsBeforeAViolationArrive()
    {
        Heard heard;
        heard.listener.feed(streamHeader + "<message/><presence/><!-- --><iq/>");
        QCOMPARE(heard.elements.size(), 2);
        QCOMPARE(heard.condition(), QStringLiteral("restricted-xml"));
        heard.listener.feed("<message/>");
        QCOMPARE(heard.elements.size(), 2);
        QCOMPARE(heard.violations.size(), 1);
    }

    void wholeElementsDoNotWaitForTheNext()
    {
        for (const QByteArray &next : { QByteArray("<"), QByteArray("<a b='"), QByteArray("<a>te"),
                                        QByteArray("<a><![CDATA[x"), QByteArray("<a>&am"), QByteArray("<a>\xc3") }) {
            Heard heard;
            heard.listener.feed(streamHeader + "<message/>" + next);
            QCOMPARE(heard.elements.size(), 1);
            QCOMPARE(heard.violations.size(), 0);
        }
    }

    void brokenStreamsEnd_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("condition"); // empty: any
        const auto row = [](const char *name, const QByteArray &bytes, const char *condition) {
            QTest::newRow(name) << bytes << QString::fromLatin1(condition);
        };
        row("HTTP", "HTTP/1.1 400 Bad Request\r\n\r\n", "not-well-formed");
        row("HTML", "<html><body>hi</body></html>", "invalid-namespace");
        row("XHTML", "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>", "invalid-namespace");
        row("wrong name", "<stream:streams xmlns:stream='http://etherx.jabber.org/streams'>", "invalid-namespace");
        row("wrong namespace", "<stream:stream xmlns:stream='http://etherx.jabber.org/stream'>", "invalid-namespace");
        row("no namespace", "<stream>", "invalid-namespace");
        row("namespace with a separator", "<stream:stream xmlns:stream='http://etherx.jabber.org/streams|x'>",
            "invalid-namespace");
        row("undeclared prefix", streamHeader + "<x:a/>", "");
        row("version 1.1", "<?xml version='1.1'?>" + streamHeader.mid(streamHeader.indexOf("<stream")), "");
        row("encoding", "<?xml version='1.0' encoding='UTF-16'?><s>", "unsupported-encoding");
        row("second header", streamHeader + streamHeader.mid(streamHeader.indexOf("<stream")), "bad-format");
        row("second header with another prefix",
            streamHeader + "<x:stream xmlns:x='http://etherx.jabber.org/streams' version='1.0'>", "bad-format");
        row("empty second header", streamHeader + "<stream:stream/>", "bad-format");
        row("wrong end", streamHeader + "<a></b>", "not-well-formed");
        row("end of another", streamHeader + "<a></stream:stream>", "not-well-formed");
        row("same attribute twice", streamHeader + "<a b='1' b='2'/>", "");
        row("same attribute by two prefixes", streamHeader + "<a xmlns:p='x' xmlns:q='x' p:b='1' q:b='2'/>", "");
        row("attribute without value", streamHeader + "<a b/>", "not-well-formed");
        row("attribute without quotes", streamHeader + "<a b=1/>", "not-well-formed");
        row("attribute without name", streamHeader + "<a b=/>", "not-well-formed");
        row("attributes without space", streamHeader + "<a b='1'c='2'/>", "not-well-formed");
        row("character reference to NUL", streamHeader + "<a>&#0;</a>", "not-well-formed");
        row("reference to a surrogate", streamHeader + "<a>&#xd83d;&#xde00;</a>", "not-well-formed");
        row("reference to U+FFFE", streamHeader + "<a b='&#xfffe;'/>", "not-well-formed");
        row("reference beyond Unicode", streamHeader + "<a>&#x110000;</a>", "");
        row("reference that overflows", streamHeader + "<a>&#4294967361;</a>", "");
        row("name with a digit first", streamHeader + "<1a/>", "not-well-formed");
        row("two colons", streamHeader + "<a:b:c xmlns:a='x'/>", "");
        row("prefix xmlns", streamHeader + "<xmlns:a/>", "");
        row("prefix xml bound elsewhere", streamHeader + "<a xmlns:xml='urn:x'/>", "");
        row("prefix undeclared", streamHeader + "<a xmlns:p=''/>", "");
        row("declaration behind space", " " + streamHeader, "");
        row("space in the mark", "\xef\xbb \xbf" + streamHeader, "not-well-formed");
    }
    void brokenStreamsEnd()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, condition);
        for (const qsizetype size : { bytes.size(), qsizetype(1), qsizetype(5) }) {
            Heard heard;
            heard.feed(bytes, size);
            heard.feed("<message xmlns='jabber:client'/></a></stream:stream>", 100);
            QCOMPARE(heard.violations.size(), 1);
            QVERIFY(!heard.condition().isEmpty());
            if (!condition.isEmpty()) {
                QCOMPARE(heard.condition(), condition);
            }
            QCOMPARE(heard.elements.size(), 0);
            QCOMPARE(heard.closed, 0);
        }
    }

    /// CVE-2022-22784: stanzas smuggled past a parser that reads invalid UTF-8 in another way.
    void CVE_2022_22784_invalidUtf8EndsTheStream_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        for (const char *bytes : { "\x80", "\xc0\xaf", "\xc3", "\xe2\x82", "\xf0\x9f\x98", "\xe0\x80\xaf",
                                   "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xff", "\xef\xbf\xbe" }) {
            QTest::newRow(QByteArray(bytes).toHex().constData()) << QByteArray(bytes);
        }
    }
    void CVE_2022_22784_invalidUtf8EndsTheStream()
    {
        QFETCH(QByteArray, bytes);
        const QList<QByteArray> stanzas { "<message><body>a" + bytes + "b</body></message>",
                                          "<message a='" + bytes + "'/>", "<message a" + bytes + "='1'/>",
                                          "<m" + bytes + "/>" };
        for (const QByteArray &stanza : stanzas) {
            Heard heard;
            heard.feed(streamHeader + "<presence/>" + stanza + "<message/><message/>", 1);
            QCOMPARE(heard.elements.size(), 1);
            QCOMPARE(heard.condition(), QStringLiteral("not-well-formed"));
        }
    }

    /// CVE-2022-20917, CVE-2022-22784: a stanza within another one, or a stream within a stanza.
    void CVE_2022_20917_nestedStanzasAreNotDispatched_data()
    {
        QTest::addColumn<QByteArray>("stanza");
        for (const char *stanza : { "<message><body><message><body>x</body></message></body></message>",
                                    "<message><x xmlns='urn:unknown'><message xmlns='jabber:client'/></x></message>",
                                    "<unknown xmlns='urn:u'><iq xmlns='jabber:client' type='set' id='1'/></unknown>",
                                    "<message><stream:stream/></message>", "<message><stream:error/></message>",
                                    "<message><body><![CDATA[</body></message><message/>]]></body></message>",
                                    "<message a='&lt;/message>&lt;message/>'/>" }) {
            QTest::newRow(stanza) << QByteArray(stanza);
        }
    }
    void CVE_2022_20917_nestedStanzasAreNotDispatched()
    {
        QFETCH(QByteArray, stanza);
        Heard heard;
        heard.feed(streamHeader + stanza, 1);
        QCOMPARE(heard.elements.size(), 1);
        QCOMPARE(heard.violations.size(), 0);
        QCOMPARE(heard.closed, 0);
    }

    void nothingBehindTheEnd()
    {
        for (const QByteArray &tail : { QByteArray("<message/>"), QByteArray("x"), QByteArray("\xff"), streamHeader }) {
            Heard heard;
            heard.listener.feed(streamHeader + "<presence/></stream:stream>" + tail);
            heard.listener.feed(tail);
            QCOMPARE(heard.closed, 1);
            QCOMPARE(heard.elements.size(), 1);
        }
    }

    /// CVE-2023-52425: a large token that is begun anew with each piece of it.
    void CVE_2023_52425_drippedMegabyteIsLinear_data()
    {
        QTest::addColumn<QByteArray>("stanza");
        const QByteArray half(250'000, 'x');
        QTest::newRow("text") << "<message><body>" + half + "<b/>" + half + "</body></message>";
        QTest::newRow("value") << "<message a='" + half + half + "'/>";
        QTest::newRow("elements") << "<message>" + QByteArray("<a b='c'/>").repeated(50'000) + "</message>";
        QTest::newRow("CDATA") << "<message><![CDATA[" + half + "]]><b/><![CDATA[" + half + "]]></message>";
        QTest::newRow("many stanzas") << QByteArray("<message><body>hi</body></message>").repeated(15'000);
        QTest::newRow("four bytes each") << "<message>" + QByteArray("\xf0\x9f\x98\x80").repeated(60'000) + "<b/>"
                + QByteArray("\xf0\x9f\x98\x80").repeated(60'000) + "</message>";
    }
    void CVE_2023_52425_drippedMegabyteIsLinear()
    {
        QFETCH(QByteArray, stanza);
        Heard heard;
        heard.listener.feed(streamHeader);
        // The processor's time, which no other program disturbs: what looked at everything again would need three times
        // as much for the second half
        const auto drip = [&heard](const QByteArray &bytes) {
            const std::clock_t before = std::clock();
            for (qsizetype i = 0; i < bytes.size(); i += 1000) {
                heard.feed(bytes.mid(i, 1000), 1);
            }
            return double(std::clock() - before);
        };
        const double first = drip(stanza.left(stanza.size() / 2));
        const double second = drip(stanza.mid(stanza.size() / 2));
        QVERIFY2(second < 2 * first, qPrintable(QString::number(second / first)));
        QCOMPARE(heard.violations.size(), 0);
        QVERIFY(heard.elements.size() >= 1);
    }

    void preLoginBytesAreLimited()
    {
        for (const bool loggedIn : { false, true }) {
            XmppListener listener;
            QSignalSpy violated(&listener, &XmppListener::violated);
            if (loggedIn) {
                listener.setLoggedIn();
            }
            listener.feed(streamHeader);
            for (int i = 0; i < 100; ++i) {
                listener.feed("<a>" + QByteArray(1000, 'x') + "</a>");
            }
            QCOMPARE(violated.size(), loggedIn ? 0 : 1);
        }
    }

    void depthIsLimitedWhateverTheNames_data()
    {
        QTest::addColumn<QByteArray>("again");
        QTest::newRow("plain") << QByteArray("<a>");
        QTest::newRow("empty elements that are not ASCII") << QByteArray("<a><\xc3\xa9/>");
        QTest::newRow("CDATA that seems to end") << QByteArray("<a><![CDATA[]]\xc3\xa9></a></a><a>]]>");
    }
    void depthIsLimitedWhateverTheNames()
    {
        QFETCH(QByteArray, again);
        Heard heard;
        heard.listener.feed(streamHeader + "<message>");
        heard.feed(again.repeated(limits::depth + 1), 1);
        QCOMPARE(heard.listener.leftOut(), 1);
    }

    void stanzaSizeIsLimitedWhateverTheTricks()
    {
        Heard heard;
        heard.listener.feed(streamHeader + "<message>");
        // To the parser all of this is text; a gate that loses track sees one small element after another
        const QByteArray trick("<![CDATA[]]\xc3\xa9></message><a>]]>");
        const QByteArray chunk = trick.repeated(64 * 1024 / trick.size());
        for (qsizetype i = 0; i < 2 * limits::skippedBytes / chunk.size(); ++i) {
            heard.listener.feed(chunk);
        }
        QCOMPARE(heard.listener.leftOut(), 1);
        QCOMPARE(heard.condition(), QStringLiteral("policy-violation"));
        QCOMPARE(heard.elements.size(), 0);
    }

    void namesHaveALimit()
    {
        for (const qsizetype more : { -1, 0, 1 }) {
            const QByteArray name(limits::nameBytes + more, 'n');
            for (const QByteArray &stanza : { "<" + name + "/>", "<a " + name + "='1'/>", "<a xmlns='" + name + "'/>",
                                              "<a xmlns:p='" + name + "' p:b='1'/>" }) {
                Heard heard;
                heard.listener.feed(streamHeader + "<message>" + stanza + "</message>");
                QCOMPARE(heard.elements.size(), 1);
                QCOMPARE(heard.elements.first().firstChild().isNull(), more > 0);
                QCOMPARE(heard.listener.leftOut(), more > 0 ? 1 : 0);
                QCOMPARE(heard.condition(), QString());
            }
        }
    }

    void namesInALongNamespaceTakeLittleMemory()
    {
        QByteArray stanza = "<message><a xmlns:p='" + QByteArray(50'000, 'n') + "'>";
        for (int i = 0; i < 3000; ++i) {
            stanza += "<p:a" + QByteArray::number(i) + "/>";
        }
        Heard heard;
        const qint64 before = heap();
        heard.listener.feed(streamHeader + stanza + "</a></message>");
        QVERIFY2(heap() - before < 64, qPrintable(QString::number(heap() - before)));
    }

    /// CVE-2022-25236: a character within a namespace that a parser uses to part it from the name.
    void CVE_2022_25236_separatorInANamespaceMakesNoStanza_data()
    {
        QTest::addColumn<QByteArray>("separator");
        QTest::newRow("line feed") << QByteArray("&#10;");
        QTest::newRow("space") << QByteArray(" ");
        QTest::newRow("bar") << QByteArray("|");
        QTest::newRow("brace") << QByteArray("}");
        QTest::newRow("colon") << QByteArray(":");
    }
    void CVE_2022_25236_separatorInANamespaceMakesNoStanza()
    {
        QFETCH(QByteArray, separator);
        Heard heard;
        heard.listener.feed(streamHeader + "<x xmlns='jabber:client" + separator + "message'><body>x</body></x>"
                            + "<message xmlns='jabber:client" + separator + "'><body>x</body></message>");
        QCOMPARE(heard.violations.size(), 0);
        QCOMPARE(heard.elements.size(), 2);
        for (const Element &element : std::as_const(heard.elements)) {
            QVERIFY(!element.is(Message::name));
            QVERIFY(!Message::read(element));
        }
    }

    /// CVE-2025-59375: little input, much memory.
    void CVE_2025_59375_largestAnswerTakesLittleMemory_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty elements") << QByteArray("<a/>");
        QTest::newRow("text between") << QByteArray("x<a/>");
        QTest::newRow("attributes") << QByteArray("<a b='' c='' d='' e='' f='' g='' h='' i=''/>");
        QTest::newRow("nested") << QByteArray("<a><b><c><d><e>x</e></d></c></b></a>");
        QTest::newRow("a roster") << QByteArray(
            "<item jid='juliet@capulet.lit' name='J'><group>a</group><group>b</group></item>");
    }
    void CVE_2025_59375_largestAnswerTakesLittleMemory()
    {
        QFETCH(QByteArray, content);
        Heard heard;
        heard.listener.feed(streamHeader);
        const qint64 before = heap();
        QByteArray answer = "<iq type='result' id='1'>" + content.repeated(limits::answerBytes / content.size() - 10);
        answer += "</iq>";
        heard.feed(answer, 64 * 1024);
        const qint64 ours = answer.capacity() / (1024 * 1024);
        QCOMPARE(heard.elements.size(), 1);
        QVERIFY2(heap() - before - ours < 64, qPrintable(QString::number(heap() - before - ours)));
        heard.elements.clear();
        QVERIFY2(heap() - before - ours < 16, qPrintable(QString::number(heap() - before - ours)));
    }

    void namesAreNotKeptForever_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("behind");
        QTest::newRow("long namespaces") << "<a xmlns='" + QByteArray(100'000, 'n') << QByteArray("'/>");
        QTest::newRow("long names") << "<" + QByteArray("\xc3\xa9").repeated(100'000) << QByteArray("/>");
        QTest::newRow("long attribute names")
            << "<a " + QByteArray("\xc3\xa9").repeated(100'000) << QByteArray("='1'/>");
    }
    void namesAreNotKeptForever()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, behind);
        Heard heard;
        heard.listener.feed(streamHeader);
        const qint64 start = heap();
        for (int i = 0; i < 500; ++i) {
            heard.listener.feed(before + QByteArray::number(i) + behind);
            heard.elements.clear();
        }
        QVERIFY2(heap() - start < 64, qPrintable(QString::number(heap() - start)));
    }

    void restartsBehindAnElement_data()
    {
        QTest::addColumn<QByteArray>("first");
        const QByteArray go("<go xmlns='urn:go'/>");
        QTest::newRow("plain") << streamHeader + go;
        QTest::newRow("without declaration") << streamHeader.mid(streamHeader.indexOf("<stream")) + go;
        QTest::newRow("byte order mark") << "\xef\xbb\xbf" + streamHeader + go;
        QTest::newRow("line ends") << "<?xml version='1.0'?>\r\n" + streamHeader.mid(streamHeader.indexOf("<stream"))
                + "\r\n<a\r\nb='\r\n'>\r\n</a>\r\n" + go;
        QTest::newRow("entities") << streamHeader + "<a b='&amp;&#10;&#x1F600;'>&lt;&gt;&#13;&#x1F600;</a>" + go;
        QTest::newRow("long characters") << streamHeader
                + "<\xc3\xa9 b='\xf0\x9f\x98\x80'>\xe6\xbc\xa2\xf0\x9f\x98\x80</\xc3\xa9>" + go;
        QTest::newRow("CDATA") << streamHeader + "<a><![CDATA[]]]]><![CDATA[>]]></a>" + go;
        QTest::newRow("with content") << streamHeader + "<go xmlns='urn:go'>\r\n&amp;<a/>\n</go >";
    }
    void restartsBehindAnElement()
    {
        QFETCH(QByteArray, first);
        for (const qsizetype size : { first.size(), qsizetype(1), qsizetype(3) }) {
            Heard heard;
            heard.restartAt = QStringLiteral("go");
            heard.feed(first, size);
            QCOMPARE(heard.violations.size(), 0);
            QCOMPARE(heard.headers.size(), 1);
            const qsizetype before = heard.elements.size();
            heard.feed(streamHeader + "<a/>", size);
            QCOMPARE(heard.violations.size(), 0);
            QCOMPARE(heard.headers.size(), 2);
            QCOMPARE(heard.elements.size(), before + 1);
        }
    }

    void nobodySpeaksBeforeTheNewStream_data()
    {
        QTest::addColumn<QByteArray>("behind");
        QTest::newRow("stanza") << QByteArray("<message/>");
        QTest::newRow("features") << QByteArray("<stream:features/>");
        QTest::newRow("header") << streamHeader;
        QTest::newRow("end") << QByteArray("</stream:stream>");
        QTest::newRow("space") << QByteArray(" ");
        QTest::newRow("<") << QByteArray("<");
        QTest::newRow("part of a tag") << QByteArray("<stream:fea");
        QTest::newRow("text") << QByteArray("x");
        QTest::newRow("DTD") << QByteArray("<!DOCTYPE");
        QTest::newRow("instruction") << QByteArray("<?xml version='1.0'?>");
        QTest::newRow("invalid UTF-8") << QByteArray("\xff");
        QTest::newRow("part of a character") << QByteArray("\xc3");
        QTest::newRow("part of a mark") << QByteArray("\xef");
        QTest::newRow("NUL") << QByteArray(1, '\0');
        QTest::newRow("control") << QByteArray("\x01");
        QTest::newRow("TLS record") << QByteArray("\x16\x03\x03");
    }
    void nobodySpeaksBeforeTheNewStream()
    {
        QFETCH(QByteArray, behind);
        Heard heard;
        heard.restartAt = QStringLiteral("go");
        heard.listener.feed(streamHeader + "<go/>" + behind);
        QCOMPARE(heard.violations.size(), 1);
        QCOMPARE(heard.elements.size(), 1);
        heard.listener.feed(streamHeader + "<message/>");
        QCOMPARE(heard.elements.size(), 1);
        QCOMPARE(heard.headers.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestXmppListener)
#include "tst_xmpp_listener.moc"
