// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "base/limits.h"
#include "wire/xml_gate.h"

using namespace natter;

static const QByteArray header("<?xml version='1.0'?><stream:stream xmlns='jabber:client' "
                               "xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>");

/// Passes or skips all of `bytes` that the gate takes; returns how many those are.
static qsizetype take(XmlGate &gate, QByteArrayView bytes, int *leftOut = nullptr)
{
    qsizetype taken = 0;
    while (taken < bytes.size() && !gate.violation()) {
        const bool skipping = gate.isSkipping();
        taken += skipping ? gate.skip(bytes.sliced(taken)) : gate.pass(bytes.sliced(taken));
        if (leftOut && !skipping && gate.isSkipping()) {
            ++*leftOut;
        }
    }
    return taken;
}

/// The condition that `bytes` end in when they come in pieces of `size`, "left out" if they hold something that is too
/// large; empty if all of them pass.
static QString conditionOf(const QByteArray &bytes, qsizetype size, qint64 totalLimit = 0)
{
    XmlGate gate;
    gate.setTotalLimit(totalLimit);
    int leftOut = 0;
    for (qsizetype i = 0; i < bytes.size(); i += size) {
        const QByteArray chunk = bytes.mid(i, size);
        const qsizetype taken = take(gate, chunk, &leftOut);
        if (gate.violation()) {
            return gate.violation()->condition;
        }
        if (taken != chunk.size()) {
            return QStringLiteral("not all passed");
        }
    }
    return leftOut > 0 ? QStringLiteral("left out") : QString();
}

static QByteArray nested(int elements)
{
    return header + QByteArray("<a>").repeated(elements) + QByteArray("</a>").repeated(elements);
}

static QByteArray withAttributes(int count)
{
    QByteArray tag("<a");
    for (int i = 0; i < count; ++i) {
        tag += " a" + QByteArray::number(i) + (i % 2 == 0 ? "='v'" : "=\"v\"");
    }
    return header + tag + "/>";
}

/// A stanza of exactly that many bytes, made of texts that are not too long.
static QByteArray stanzaOf(qsizetype bytes)
{
    const QByteArray start("<message><body>");
    const QByteArray end("</body></message>");
    QByteArray content(bytes - start.size() - end.size(), 'x');
    for (qsizetype i = 1000; i + 4 < content.size(); i += 50'000) {
        content.replace(i, 4, "<b/>");
    }
    return start + content + end;
}

/// Bytes of a stream before a parser sees them: what XMPP forbids, what is too large, and nothing else.
class TestXmlGate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ordinaryStreamsPass_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const auto stanza = [](const char *xml) { QTest::newRow(xml) << header + xml; };
        QTest::newRow("header") << header;
        QTest::newRow("without declaration") << header.mid(header.indexOf("<stream"));
        QTest::newRow("byte order mark") << "\xef\xbb\xbf" + header;
        QTest::newRow("encoding") << QByteArray("<?xml version='1.0' encoding='UTF-8' standalone=\"yes\" ?>\r\n<s>");
        QTest::newRow("encoding in double quotes") << QByteArray("<?xml version=\"1.0\"\tencoding = \"utf-8\"?><s>");
        stanza("<message><body>hi</body></message>");
        stanza(" \n\t\r<presence/> <presence />\n");
        stanza("<a b='/' c=\">\" d='a=b?]'/>");
        stanza("<a b='/>'>]]</a >");
        stanza("<a>&lt;&gt;&amp;&apos;&quot;&#13;&#x1F600;</a>");
        stanza("<a b='&lt;&gt;&amp;&apos;&quot;&#13;&#x1F600;'/>");
        stanza("<a><![CDATA[ <b> &x; <!-- --> <?p?> ]] ]> ]]></a>");
        stanza("<a><![CDATA[]]]]><![CDATA[>]]]></a>");
        stanza("<p:a xmlns:p='urn:p' p:b='1'/></stream:stream>\n");
        stanza("<a>? = ' \" / ] ></a>");
        stanza("<\xc3\xa9><a\xe6\xbc\xa2 \xc3\xbc='1'/></\xc3\xa9>");
        stanza("<a><\xc3\xa9/></a>");
    }
    void ordinaryStreamsPass()
    {
        QFETCH(QByteArray, bytes);
        for (const qsizetype size : { bytes.size(), qsizetype(1), qsizetype(2), qsizetype(7) }) {
            QCOMPARE(conditionOf(bytes, size), QString());
        }
        XmlGate gate;
        gate.pass(bytes);
        QCOMPARE(gate.bytesSeen(), bytes.size());
    }

    void forbiddenXmlIsRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("condition");
        const auto refused = [](const char *name, const QByteArray &bytes, const char *condition) {
            QTest::newRow(name) << bytes << QString::fromLatin1(condition);
        };
        const QByteArray declaration("<?xml version='1.0'?>");
        refused("DTD", declaration + "<!DOCTYPE s><s>", "restricted-xml");
        refused("DTD in the stream", header + "<!DOCTYPE s>", "restricted-xml");
        refused("DTD in a stanza", header + "<a><!DOCTYPE s>", "restricted-xml");
        refused("external entity", declaration + "<!DOCTYPE s [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
                "restricted-xml");
        refused("comment", header + "<!-- c -->", "restricted-xml");
        refused("comment in a stanza", header + "<a><!---->", "restricted-xml");
        refused("comment before the header", "<!-- c -->" + header, "restricted-xml");
        refused("instruction", header + "<?php ?>", "restricted-xml");
        refused("instruction in a stanza", header + "<a><?p?>", "restricted-xml");
        refused("instruction first", "<?xml-stylesheet href='x'?>" + header, "restricted-xml");
        refused("declaration twice", declaration + declaration, "restricted-xml");
        refused("declaration in a stanza", header + "<a>" + declaration, "restricted-xml");
        refused("endless declaration", "<?xml " + QByteArray(1000, ' '), "restricted-xml");
        refused("undefined entity", header + "<a>&nbsp;</a>", "restricted-xml");
        refused("undefined entity in a value", header + "<a b='&nbsp;'/>", "restricted-xml");
        refused("entity in another case", header + "<a>&LT;</a>", "restricted-xml");
        refused("empty entity", header + "<a>&;</a>", "restricted-xml");
        refused("endless entity", header + "<a>&" + QByteArray(100, 'x'), "restricted-xml");
        refused("CDATA outside of a stanza", header + "<![CDATA[x]]>", "restricted-xml");
        refused("CDATA in another case", header + "<a><![cdata[x]]></a>", "restricted-xml");
        refused("text between stanzas", header + "hello", "bad-format");
        refused("entity between stanzas", header + "&#32;", "bad-format");
        refused("text first", "HTTP/1.1 400 Bad Request\r\n", "not-well-formed");
        refused("SSH", "SSH-2.0-OpenSSH_9.2\r\n", "not-well-formed");
        refused("TLS alert", QByteArray("\x15\x03\x01\x00\x02\x02\x46", 7), "not-well-formed");
        refused("stray <", header + "<a><<b>", "not-well-formed");
        refused("space behind <", header + "< a>", "not-well-formed");
        refused("< in a value", header + "<a b='<'>", "not-well-formed");
        refused("< in a tag", header + "<a <b>", "not-well-formed");
        refused("& in a tag", header + "<a &amp;>", "not-well-formed");
        refused("value in an end tag", header + "<a></a b='1'>", "not-well-formed");
        refused("too many end tags", header + "</s></s>", "not-well-formed");
    }
    void forbiddenXmlIsRefused()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, condition);
        for (const qsizetype size : { bytes.size(), qsizetype(1), qsizetype(2), qsizetype(7) }) {
            QCOMPARE(conditionOf(bytes, size), condition);
        }
    }

    void markOfAnotherEncodingIsNamed_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("condition");
        const QString encoding("unsupported-encoding");
        QTest::newRow("UTF-16LE") << QByteArray("\xff\xfe<\0", 4) << encoding;
        QTest::newRow("UTF-16BE") << QByteArray("\xfe\xff\0<", 4) << encoding;
        QTest::newRow("UTF-32LE") << QByteArray("\xff\xfe\0\0<\0\0\0", 8) << encoding;
        QTest::newRow("in the stream") << header + "\xff\xfe"
                                       << "not-well-formed";
        QTest::newRow("another byte first") << QByteArray("\xfb\xee") << "not-well-formed";
    }
    void markOfAnotherEncodingIsNamed()
    {
        QFETCH(QByteArray, bytes);
        XmlGate gate;
        gate.pass(bytes);
        QVERIFY(gate.violation());
        QTEST(gate.violation()->condition, "condition");
    }

    void otherEncodingsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray stream("<s xmlns='x'><a/>");
        for (const char *name :
             { "UTF-16", "UTF-16LE", "UTF-7", "UTF-32", "ISO-8859-1", "US-ASCII", "utf8", "UTF-8x", "" }) {
            for (const char *quote : { "'", "\"" }) {
                QTest::addRow("%s%s", quote, name)
                    << "<?xml version='1.0' encoding=" + QByteArray(quote) + name + quote + "?>" + stream;
            }
        }
        QTest::newRow("spaces") << QByteArray("<?xml version='1.0' encoding \n=\t'UTF-16' ?><s>");
        QTest::newRow("UTF-16LE mark") << QByteArray("\xff\xfe<\0s\0>\0", 8);
        QTest::newRow("UTF-16BE mark") << QByteArray("\xfe\xff\0<\0s\0>", 8);
        QTest::newRow("UTF-16LE bare") << QByteArray("<\0s\0>\0", 6);
        QTest::newRow("UTF-16BE bare") << QByteArray("\0<\0s\0>", 6);
        QTest::newRow("UTF-32LE mark") << QByteArray("\xff\xfe\0\0<\0\0\0", 8);
        QTest::newRow("UTF-32BE mark") << QByteArray("\0\0\xfe\xff\0\0\0<", 8);
        QTest::newRow("UTF-7 mark") << QByteArray("+/v8-<s>");
        QTest::newRow("second mark") << "\xef\xbb\xbf\xef\xbb\xbf" + stream;
        QTest::newRow("mark in the stream") << header + "\xef\xbb\xbf";
        QTest::newRow("cut mark") << "\xef\xbb" + stream;
    }
    void otherEncodingsAreRefused()
    {
        QFETCH(QByteArray, bytes);
        for (const qsizetype size : { bytes.size(), qsizetype(1), qsizetype(3) }) {
            QVERIFY(!conditionOf(bytes, size).isEmpty());
        }
    }

    /// CVE-2022-25235: sequences that are too short or too long, in names above all.
    void CVE_2022_25235_invalidUtf8IsRefusedEverywhere_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("behind");
        const auto place = [](const char *name, const char *before, const char *behind) {
            QTest::newRow(name) << header + before << QByteArray(behind);
        };
        place("first in a name", "<", "a/>");
        place("in a name", "<a", "/>");
        place("in an attribute's name", "<a b", "='1'/>");
        place("in a value", "<a b='", "'/>");
        place("in a value in double quotes", "<a b=\"x", "x\"/>");
        place("in a text", "<a>x", "x</a>");
        place("first in a text", "<a>", "</a>");
        place("in CDATA", "<a><![CDATA[x", "]]></a>");
        place("in an end tag", "<a></a", ">");
        place("in an entity", "<a>&l", "t;</a>");
        place("between stanzas", "", " ");
        QTest::newRow("in the declaration") << QByteArray("<?xml version='1.0") << QByteArray("'?><s>");
        QTest::newRow("before everything") << QByteArray() << header;
        QTest::newRow("in the header") << QByteArray("<stream:stream to='") << QByteArray("'>");
    }
    void CVE_2022_25235_invalidUtf8IsRefusedEverywhere()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, behind);
        const QList<QByteArray> invalid {
            "\x80",
            "\xbf",
            "\xc0\x80",
            "\xc0\xaf",
            "\xc1\xbf", // a stray one, overlong ASCII
            "\xc3",
            "\xe2\x82",
            "\xf0\x9f\x98", // cut short
            "\xe0\x80\x80",
            "\xe0\x9f\xbf",
            "\xf0\x80\x80\x80",
            "\xf0\x8f\xbf\xbf", // overlong
            "\xed\xa0\x80",
            "\xed\xbf\xbf",
            "\xed\xa0\xbd\xed\xb8\x80", // surrogates
            "\xf4\x90\x80\x80",
            "\xf5\x80\x80\x80",
            "\xf8\x88\x80\x80\x80",
            "\xfc\x84\x80\x80\x80\x80",
            "\xfe",
            "\xff",
            "\xef\xbf\xbe",
            "\xef\xbf\xbf",
            "\xc3\xc3\xa9",
            "\xe2\x28\xa1",
        };
        for (const QByteArray &bytes : invalid) {
            for (const qsizetype size : { qsizetype(10'000), qsizetype(1) }) {
                QVERIFY2(!conditionOf(before + bytes + behind, size).isEmpty(), bytes.toHex().constData());
            }
        }
        const QByteArray controls("\x01\x08\x0b\x0c\x0e\x1f");
        for (const char control : controls) {
            QVERIFY2(!conditionOf(before + control + behind, 10'000).isEmpty(),
                     QByteArray(1, control).toHex().constData());
        }
        QVERIFY(!conditionOf(before + '\0' + behind, 10'000).isEmpty());
    }

    void everyAllowedCharacterPasses()
    {
        const QString edges = QString::fromUcs4(U"\u0080\u07ff\u0800\ud7ff\ue000\ufffd\U00010000\U0010ffff\U0001fffe");
        const QByteArray bytes =
            header + "<a b='" + edges.toUtf8() + "'>" + edges.toUtf8() + "<![CDATA[" + edges.toUtf8() + "]]></a>";
        for (qsizetype size = 1; size < 12; ++size) {
            QCOMPARE(conditionOf(bytes, size), QString());
        }
        XmlGate gate;
        gate.pass(bytes);
        QCOMPARE(gate.bytesSeen(), bytes.size());
    }

    void limits_data()
    {
        QTest::addColumn<QByteArray>("below");
        QTest::addColumn<QByteArray>("at");
        QTest::addColumn<QByteArray>("above");
        const auto row = [](const char *name, qsizetype n, const std::function<QByteArray(qsizetype)> &make) {
            QTest::newRow(name) << make(n - 1) << make(n) << make(n + 1);
        };
        row("depth", limits::depth, [](qsizetype n) { return nested(static_cast<int>(n) - 1); });
        row("depth of the last, empty one", limits::depth, [](qsizetype n) {
            return header + QByteArray("<a>").repeated(n - 2) + "<b/>" + QByteArray("</a>").repeated(n - 2);
        });
        row("attributes", limits::attributes, [](qsizetype n) { return withAttributes(static_cast<int>(n)); });
        const auto around = [&row](const char *name, qsizetype n, const QByteArray &before, const QByteArray &behind) {
            row(name, n, [=](qsizetype count) { return header + before + QByteArray(count, 'x') + behind; });
        };
        around("text", limits::textNodeBytes, "<a>", "</a>");
        around("text behind a child", limits::textNodeBytes, "<a>1<b/>", "</a>");
        around("text with entities", limits::textNodeBytes - 1, "<a>&amp;", "</a>");
        // What stands between two values; XmppListener looks at each name
        around("name", 2 * limits::nameBytes - 1, "<", "/>");
        around("attribute's name", 2 * limits::nameBytes - 3, "<a ", "='1'/>");
        around("name in an end tag", 2 * limits::nameBytes - 1, "<a></", ">");
        row("name that is not ASCII", limits::nameBytes,
            [](qsizetype n) { return header + '<' + QByteArray("\xc3\xa9").repeated(n - 1) + "/>"; });
        row("stanza", limits::stanzaBytes, [](qsizetype n) { return header + stanzaOf(n); });
        row("second stanza", limits::stanzaBytes,
            [](qsizetype n) { return header + "<a/> " + stanzaOf(n) + stanzaOf(n); });
        around("stanza that is one tag", limits::stanzaBytes - 9, "<a b='", "'/>");
    }
    void limits()
    {
        QFETCH(QByteArray, below);
        QFETCH(QByteArray, at);
        QFETCH(QByteArray, above);
        for (const qsizetype size : { above.size(), qsizetype(1), qsizetype(1000) }) {
            QCOMPARE(conditionOf(below, size), QString());
            QCOMPARE(conditionOf(at, size), QString());
            QCOMPARE(conditionOf(above, size), QStringLiteral("left out"));
            QCOMPARE(conditionOf(above, size, 2 * above.size()), QStringLiteral("policy-violation"));
        }
    }

    void oneStanzaMayBeAllowedMore()
    {
        const QByteArray stanza = stanzaOf(2 * limits::stanzaBytes);
        for (const qint64 limit : { stanza.size() - 1, stanza.size() }) {
            XmlGate gate;
            int leftOut = 0;
            take(gate, header + stanza.first(100), &leftOut);
            gate.setStanzaLimit(limit);
            take(gate, stanza.sliced(100), &leftOut);
            QCOMPARE(leftOut, limit < stanza.size() ? 1 : 0);
            take(gate, stanza, &leftOut); // the next is not
            QCOMPARE(leftOut, limit < stanza.size() ? 2 : 1);
            QCOMPARE(gate.stanzasSeen(), 2);
            QVERIFY(gate.isAtStanzaEnd());
        }
    }

    void whatIsTooMuchIsNotParsed()
    {
        const QByteArray start = header + "<message></message";
        const qsizetype room = 2 * limits::nameBytes - qsizetype(sizeof("/message") - 2);
        XmlGate gate;
        const QByteArray bytes = start + QByteArray(room, ' ') + "><presence/>"; // too much with the last byte
        const qsizetype passed = gate.pass(bytes);
        QCOMPARE(bytes.mid(passed), QByteArray("><presence/>"));
        QVERIFY(gate.isSkipping());
        QCOMPARE(gate.skip("><presence/>"), 1);
        QVERIFY(!gate.isSkipping());
        QCOMPARE(gate.pass("<presence/>"), 11);
        QCOMPARE(gate.stanzasSeen(), 2);
    }

    /// A stream may be cut anywhere: what its pieces are changes neither what is refused nor where.
    void cutsChangeNothing_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const auto row = [](const char *name, const QByteArray &bytes) { QTest::newRow(name) << header + bytes; };
        const QByteArray stanza(
            "<message to='a@b.example/c' id=\"1\"><body>some text</body><x xmlns='urn:x'/></message>");
        row("stanzas", stanza.repeated(3) + " \n" + stanza);
        row("entities, CDATA and other characters",
            "<a b='&lt;\xc3\xa9'>\xe6\xbc\xa2 &amp; <![CDATA[]]]\xf0\x9f\x98\x80]]>\t</a>");
        row("a comment behind", stanza + "<!-- -->");
        row("a < in a value", stanza + "<a b='0123456789<'>");
        row("too many end tags", stanza + "</stream:stream></a>");
        row("invalid UTF-8", "<a><b c='0123456789'/>0123456789\xc3\x28</a>");
        row("too deep", nested(limits::depth));
        row("too many attributes", withAttributes(limits::attributes + 1).mid(header.size()));
        row("a name that is too long", '<' + QByteArray(2 * limits::nameBytes + 1, 'n') + "/>");
        row("a text that is too long", "<a>" + QByteArray(limits::textNodeBytes + 1, 't') + "</a>");
        row("a stanza that is too large", stanzaOf(limits::stanzaBytes + 1));
        row("two that are too deep", nested(limits::depth).mid(header.size()).repeated(2) + stanza);
    }
    void cutsChangeNothing()
    {
        QFETCH(QByteArray, bytes);
        XmlGate byByte;
        qsizetype passed = 0;
        while (passed < bytes.size() && !byByte.violation()) {
            passed += take(byByte, QByteArrayView(bytes).sliced(passed, 1));
        }
        const qsizetype step = 1 + bytes.size() / 4000 * 100; // every cut of what is short
        for (qsizetype cut = 0; cut <= bytes.size(); cut += step) {
            XmlGate gate;
            const qsizetype before = take(gate, QByteArrayView(bytes).first(cut));
            const qsizetype behind = before == cut ? take(gate, QByteArrayView(bytes).sliced(cut)) : 0;
            QCOMPARE(before + behind, passed);
            QVERIFY(gate.violation() == byByte.violation());
            QCOMPARE(gate.bytesSeen(), byByte.bytesSeen());
            QCOMPARE(gate.stanzasSeen(), byByte.stanzasSeen());
            QCOMPARE(gate.isAtStanzaEnd(), byByte.isAtStanzaEnd());
            QCOMPARE(gate.isInCdata(), byByte.isInCdata());
            QCOMPARE(gate.isSkipping(), byByte.isSkipping());
            QCOMPARE(gate.sectionStart(), byByte.sectionStart());
        }
    }

    void totalHasALimit()
    {
        const QByteArray bytes = header + QByteArray("<a/>").repeated(1000);
        for (const qsizetype size : { bytes.size(), qsizetype(1), qsizetype(100) }) {
            QCOMPARE(conditionOf(bytes, size, bytes.size() + 1), QString());
            QCOMPARE(conditionOf(bytes, size, bytes.size()), QString());
            QCOMPARE(conditionOf(bytes, size, bytes.size() - 1), QStringLiteral("policy-violation"));
        }
    }

    void totalIsExactInATagAsWell()
    {
        const QByteArray bytes = header + "<a b='" + QByteArray(1000, 'v') + "'/>";
        for (const qsizetype size : { bytes.size(), qsizetype(1), qsizetype(100) }) {
            XmlGate gate;
            gate.setTotalLimit(header.size() + 500);
            for (qsizetype i = 0; i < bytes.size(); i += size) {
                gate.pass(bytes.mid(i, size));
            }
            QVERIFY(gate.violation());
            QCOMPARE(gate.violation()->offset, header.size() + 501);
        }
    }

    void endlessInputEnds_data()
    {
        QTest::addColumn<QByteArray>("start");
        QTest::addColumn<QByteArray>("again");
        const auto endless = [](const char *name, const char *start, const char *again) {
            QTest::newRow(name) << header + start << QByteArray(again);
        };
        endless("white space", "", " \n");
        endless("depth", "", "<a>");
        endless("attributes", "<a", " b='1'");
        endless("namespaces", "<a", " xmlns:b='1'");
        endless("text", "<a>", "text");
        endless("text that is not ASCII", "<a>", "\xe6\xbc\xa2");
        endless("CDATA", "<a><![CDATA[", "]]x");
        endless("CDATA of brackets", "<a><![CDATA[", "]");
        endless("CDATA sections", "<a>", "<![CDATA[x]]>");
        endless("children", "<a>", "<b/>");
        endless("name", "<", "a");
        endless("name that is not ASCII", "<", "\xc3\xa9");
        endless("spaces in a tag", "<a", " ");
        endless("value", "<a b='", "v");
        endless("end tag", "<a></", "a");
        endless("spaces in an end tag", "<a></a", " ");
        endless("entities", "<a>", "&lt;");
        QTest::newRow("white space before the header") << QByteArray() << QByteArray(" ");
        QTest::newRow("declaration") << QByteArray("<?xml version='1.0'") << QByteArray(" ");
        QTest::newRow("declaration that is not ASCII") << QByteArray("<?xml version='1.0'") << QByteArray("\xc3\xa9");
    }
    void endlessInputEnds()
    {
        QFETCH(QByteArray, start);
        QFETCH(QByteArray, again);
        XmlGate gate;
        gate.pass(start);
        const QByteArray chunk = again.repeated(64 * 1024 / again.size());
        for (qsizetype i = 0; i < 2 * limits::skippedBytes / chunk.size() && !gate.violation(); ++i) {
            take(gate, chunk);
        }
        QVERIFY(gate.violation());
        QVERIFY(gate.bytesSeen() <= limits::skippedBytes + 2 * chunk.size());
    }

    /// CVE-2024-8176 is the same with entities that are used deep within each other.
    void CVE_2024_8176_billionLaughsAreRefusedAtOnce()
    {
        QByteArray bytes("<?xml version='1.0'?><!DOCTYPE s [<!ENTITY a0 'lol'>");
        for (int i = 1; i < 10; ++i) {
            const QByteArray n = QByteArray::number(i);
            bytes += "<!ENTITY a" + n + " '" + ("&a" + QByteArray::number(i - 1) + ';').repeated(10) + "'>";
        }
        bytes += "]><s>&a9;";
        QElapsedTimer time;
        time.start();
        XmlGate gate;
        QVERIFY(gate.pass(bytes) < 40);
        QCOMPARE(gate.violation()->condition, QStringLiteral("restricted-xml"));
        QVERIFY(gate.violation()->offset < 40);
        QVERIFY(time.elapsed() < 5);
    }

    /// Whoever makes the gate believe that an element ended can nest and send without end.
    void depthCannotBeTalkedDown_data()
    {
        QTest::addColumn<QByteArray>("again");
        QTest::newRow("empty element with a name that is not ASCII") << QByteArray("<a><\xc3\xa9/>");
        QTest::newRow("CDATA that seems to end") << QByteArray("<a><![CDATA[]]\xc3\xa9></a></a><a>]]>");
        QTest::newRow("CDATA that seems to end later") << QByteArray("<a><![CDATA[]]\xf0\x9f\x98\x80></a>]]>");
        QTest::newRow("quotes in CDATA") << QByteArray("<a><![CDATA[<b c='></a></a>]]>");
        QTest::newRow("end in a value") << QByteArray("<a b='</a>' c=\"/>\">");
        QTest::newRow("slash at the end of a value") << QByteArray("<a b='/'>");
    }
    void depthCannotBeTalkedDown()
    {
        QFETCH(QByteArray, again);
        XmlGate gate;
        gate.pass(header + "<message>");
        gate.pass(again.repeated(limits::depth + 1));
        QVERIFY(gate.isSkipping() || gate.violation());
    }

    void nothingPassesBehindAViolation()
    {
        XmlGate gate;
        const QByteArray bytes = header + "<a/><!-- --><b/>";
        QCOMPARE(gate.pass(bytes), header.size() + qsizetype(sizeof("<a/><!") - 1));
        QCOMPARE(gate.pass("<b/>"), 0);
        QCOMPARE(gate.violation()->offset, gate.bytesSeen());
    }
};

QTEST_GUILESS_MAIN(TestXmlGate)
#include "tst_xml_gate.moc"
