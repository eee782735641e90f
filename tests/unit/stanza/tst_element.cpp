// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "stanza/element_builder.h"
#include "stanza/element_reader.h"
#include "stanza/namespaces.h"
#include "stanza/xml_writer.h"

#include <thread>

using namespace natter;

static constexpr ElementName rootName { u"jabber:client", u"message" };
static constexpr ElementName bodyName { u"jabber:client", u"body" };
static constexpr ElementName pingName { u"urn:xmpp:ping", u"ping" };

static Element parsed(const QByteArray &xml) { return parseElement(xml).value_or(Element()); }

/// XML trees: how they are built, shared, compared, written and read back.
class TestElement : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nullElementGivesEmptyAnswers()
    {
        const Element none;
        QVERIFY(none.isNull());
        QVERIFY(!none);
        QVERIFY(!none.is(rootName));
        QCOMPARE(none.localName(), QString());
        QCOMPARE(none.namespaceUri(), QString());
        QCOMPARE(none.attribute(u"id"), QString());
        QVERIFY(!none.hasAttribute(u"id"));
        QCOMPARE(none.text(), QString());
        QVERIFY(none.child(bodyName).isNull());
        QVERIFY(none.childIn(u"jabber:client").isNull());
        QVERIFY(none.firstChild().isNull());
        QVERIFY(none.children().begin() == none.children().end());
        QCOMPARE(none.toXml(), QByteArray());
        QVERIFY(none == Element());
        QVERIFY(!(none == ElementBuilder(rootName).build()));
    }

    void buildsFromTheOutsideIn()
    {
        const Element message = ElementBuilder(rootName)
                                    .attribute(u"id", QStringLiteral("a1"))
                                    .attribute(u"empty", QStringLiteral(""))
                                    .attribute(u"absent", QString())
                                    .attribute(ns::xml, u"lang", u"de")
                                    .textChild(bodyName, u"hello")
                                    .open(pingName)
                                    .open({ u"urn:x", u"deep" })
                                    .build();
        QVERIFY(message.is(rootName));
        QCOMPARE(message.attribute(u"id"), QStringLiteral("a1"));
        QVERIFY(message.hasAttribute(u"empty"));
        QVERIFY(!message.hasAttribute(u"absent"));
        QVERIFY(!message.hasAttribute(u"lang"));
        QCOMPARE(message.attribute(ns::xml, u"lang"), QStringLiteral("de"));
        QCOMPARE(message.childText(bodyName), QStringLiteral("hello"));
        QVERIFY(message.childIn(u"urn:xmpp:ping").is(pingName));
        QVERIFY(message.child(pingName).firstChild().is({ u"urn:x", u"deep" }));
        QVERIFY(message.firstChild().is(bodyName));
    }

    void textBehindAChildBelongsToTheParent()
    {
        const Element built = ElementBuilder(rootName).text(u"a").textChild(bodyName, u"b").text(u"c").build();
        QCOMPARE(built.text(), QStringLiteral("ac"));
        QCOMPARE(built.childText(bodyName), QStringLiteral("b"));
        QCOMPARE(built.toXml(), "<message xmlns='jabber:client'>a<body>b</body>c</message>");
    }

    void whiteSpaceBetweenChildrenIsNotAddedToThem()
    {
        const Element read =
            parsed("<message xmlns='jabber:client'>\n  <body>hi</body>\n  <thread>t</thread>\n</message>");
        QCOMPARE(read.childText(bodyName), QStringLiteral("hi"));
        QCOMPARE(read.childText({ u"jabber:client", u"thread" }), QStringLiteral("t"));
    }

    void piecesOfOneRunAreOneText()
    {
        const Element built = ElementBuilder(rootName).text(u"a").text(u"").text(u"b").build();
        QCOMPARE(built.text(), QStringLiteral("ab"));
        QVERIFY(built == ElementBuilder(rootName).text(u"ab").build());
    }

    void iteratesOverChildElementsOnly()
    {
        const Element read = parsed("<a xmlns='x'>one<b/>two<c><d/></c>three<b n='2'/></a>");
        QStringList names;
        for (const Element &child : read.children()) {
            names.append(child.localName());
        }
        QCOMPARE(names, QStringList({ "b", "c", "b" }));
        QVERIFY(!read.child({ u"x", u"b" }).hasAttribute(u"n"));
        QVERIFY(read.child({ u"x", u"d" }).isNull());
        QCOMPARE(read.text(), QStringLiteral("onetwothree"));
    }

    void partOutlivesTheWhole()
    {
        Element part;
        {
            const Element whole = parsed("<a xmlns='x'><b k='v'>text<c/></b><d/></a>");
            part = whole.firstChild();
        }
        QCOMPARE(part.attribute(u"k"), QStringLiteral("v"));
        QCOMPARE(part.text(), QStringLiteral("text"));
        QCOMPARE(part.toXml(), "<b xmlns='x' k='v'>text<c/></b>");
        QCOMPARE(part.toXml(u"x"), "<b k='v'>text<c/></b>");
    }

    void copiesMayBeReadOnAnotherThread()
    {
        const auto names = std::make_shared<NameTable>();
        ElementBuilder first(names);
        const Element element = first.open(rootName).textChild(bodyName, u"shared").build();
        qsizetype read = 0;
        std::thread reader([copy = element, &read] {
            for (int i = 0; i < 2000; ++i) {
                read += copy.childText(bodyName).size();
            }
        });
        for (int i = 0; i < 2000; ++i) {
            ElementBuilder more(names);
            more.open({ u"urn:x", QString::number(i) }).build();
        }
        reader.join();
        QCOMPARE(read, 2000 * 6);
    }

    void childCopiesAWholeBranch()
    {
        const Element whole = parsed("<a xmlns='x'><b k='v' p:l='w' xmlns:p='urn:p'>t<c>u</c>w</b>z</a>");
        const Element copy = ElementBuilder(rootName).child(whole.firstChild()).child(Element()).text(u"end").build();
        QVERIFY(copy.firstChild() == whole.firstChild());
        QCOMPARE(copy.text(), QStringLiteral("end"));
    }

    void escapes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("asText");
        QTest::addColumn<QByteArray>("asValue");
        QTest::newRow("markup") << "<&>" << QByteArray("&lt;&amp;&gt;") << QByteArray("&lt;&amp;&gt;");
        QTest::newRow("end of CDATA") << "]]>" << QByteArray("]]&gt;") << QByteArray("]]&gt;");
        QTest::newRow("quotes") << "'\"" << QByteArray("'\"") << QByteArray("&apos;\"");
        QTest::newRow("white space") << "\t\n\r" << QByteArray("\t\n&#13;") << QByteArray("&#9;&#10;&#13;");
        QTest::newRow("astral") << QString::fromUcs4(U"\U0001f600") << QByteArray("\xf0\x9f\x98\x80")
                                << QByteArray("\xf0\x9f\x98\x80");
        QTest::newRow("delete and C1") << QStringLiteral("\u007f\u0085") << QByteArray("\x7f\xc2\x85")
                                       << QByteArray("\x7f\xc2\x85");
    }
    void escapes()
    {
        QFETCH(QString, text);
        QFETCH(QByteArray, asText);
        QFETCH(QByteArray, asValue);
        const Element element = ElementBuilder({ u"", u"a" }).attribute(u"k", text).text(text).build();
        QCOMPARE(element.toXml(), "<a k='" + asValue + "'>" + asText + "</a>");
        const Element again = parsed(element.toXml());
        QCOMPARE(again.text(), text);
        QCOMPARE(again.attribute(u"k"), text);
    }

    void forbiddenCharactersAreLeftOut_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("rest");
        QTest::addColumn<int>("removed");
        QString controls;
        for (char16_t c = 0; c < 0x20; ++c) {
            controls += QChar(c);
        }
        QTest::newRow("C0") << controls << "\t\n\r" << 29;
        QTest::newRow("lone high") << u'a' + QString(QChar(0xd83d)) + u'b' << "ab" << 1;
        QTest::newRow("lone low") << u'a' + QString(QChar(0xde00)) + u'b' << "ab" << 1;
        QTest::newRow("high at the end") << u'a' + QString(QChar(0xdbff)) << "a" << 1;
        QTest::newRow("two highs") << QString(QChar(0xd83d)) + QString::fromUcs4(U"\U0001f600")
                                   << QString::fromUcs4(U"\U0001f600") << 1;
        QTest::newRow("swapped") << QString(QChar(0xde00)) + QChar(0xd83d) << "" << 2;
        QTest::newRow("noncharacters") << QString(QChar(0xfffe)) + QChar(0xffff) + QChar(0xfffd)
                                       << QString(QChar(0xfffd)) << 2;
        QTest::newRow("none") << "plain"
                              << "plain" << 0;
    }
    void forbiddenCharactersAreLeftOut()
    {
        QFETCH(QString, text);
        QFETCH(QString, rest);
        QFETCH(int, removed);
        int count = -1;
        QCOMPARE(withoutForbiddenCharacters(text, &count), rest);
        QCOMPARE(count, removed);
        QCOMPARE(withoutForbiddenCharacters(text), rest);
        const Element element = ElementBuilder({ u"", u"a" }).attribute(u"k", text).text(text).build();
        const auto again = parseElement(element.toXml());
        QVERIFY2(again.has_value(), element.toXml().constData());
        QCOMPARE(again->text(), rest);
        QCOMPARE(again->attribute(u"k"), rest);
    }

    void declaresNamespacesWhereTheyChange()
    {
        const Element element = ElementBuilder(rootName)
                                    .textChild(bodyName, u"b")
                                    .open(pingName)
                                    .open({ u"", u"none" })
                                    .close()
                                    .open(bodyName)
                                    .build();
        QCOMPARE(element.toXml(u"jabber:client"),
                 "<message><body>b</body><ping xmlns='urn:xmpp:ping'><none xmlns=''/>"
                 "<body xmlns='jabber:client'/></ping></message>");
        QVERIFY(parsed(element.toXml()) == element);
    }

    void roundTrips_data()
    {
        QTest::addColumn<QByteArray>("xml");
        QTest::newRow("empty") << QByteArray("<a/>");
        QTest::newRow("prefixes") << QByteArray("<p:a xmlns:p='urn:p'><b/><p:c xmlns='urn:d'><d/></p:c></p:a>");
        QTest::newRow("attribute namespaces")
            << QByteArray("<a xmlns:p='urn:p' xmlns:q='urn:q' p:k='1' q:k='2' k='3' xml:lang='en'><b p:k='4'/></a>");
        QTest::newRow("mixed content") << QByteArray("<a>1<b>2<c>3</c>4</b>5<d/>6</a>");
        QTest::newRow("CDATA") << QByteArray("<a><![CDATA[<b>&amp;]]></a>");
        QTest::newRow("entities") << QByteArray("<a k='&lt;&quot;&#x1F600;'>&#13;&apos;&gt;</a>");
        QTest::newRow("non-ASCII names") << QByteArray("<\xc3\xa9 \xc3\xbc='1'><a\xc3\xa9/></\xc3\xa9>");
        QTest::newRow("quote in a namespace") << QByteArray("<a xmlns=\"urn:it's\"><p:b xmlns:p='&lt;&amp;'/></a>");
        QTest::newRow("white space in a namespace") << QByteArray("<a xmlns='x&#10;y&#9;z'><b xmlns='x y z'/></a>");
        QTest::newRow("elements in the xml namespace")
            << QByteArray("<xml:a xmlns='x'><b/><xml:c><b xmlns=''/></xml:c></xml:a>");
        QTest::newRow("default undeclared") << QByteArray("<a xmlns='x'><b xmlns=''><c/></b></a>");
    }
    void roundTrips()
    {
        QFETCH(QByteArray, xml);
        const auto first = parseElement(xml);
        QVERIFY(first.has_value());
        const auto second = parseElement(first->toXml());
        QVERIFY2(second.has_value(), first->toXml().constData());
        QVERIFY2(*first == *second, second->toXml().constData());
        const QByteArray inStream = "<s xmlns='jabber:client'>" + first->toXml(u"jabber:client") + "</s>";
        QVERIFY2(parsed(inStream).firstChild() == *first, inStream.constData());
    }

    void differentElementsAreNotEqual_data()
    {
        QTest::addColumn<QByteArray>("other");
        for (const char *xml : { "<b k='1'>t<c/></b>", "<a xmlns='x' k='1'>t<c/></a>", "<a k='2'>t<c/></a>",
                                 "<a j='1'>t<c/></a>", "<a k='1'>u<c/></a>", "<a k='1'><c/>t</a>", "<a k='1'>t</a>",
                                 "<a k='1'>t<c/><c/></a>", "<a>t<c/></a>", "<a xmlns:p='x' p:k='1'>t<c/></a>" }) {
            QTest::newRow(xml) << QByteArray(xml);
        }
    }
    void differentElementsAreNotEqual()
    {
        QFETCH(QByteArray, other);
        QVERIFY(!(parsed(other) == parsed("<a k='1'>t<c/></a>")));
    }

    void equalWhateverTheSurroundings()
    {
        const Element inside = parsed("<w xmlns='y'><a xmlns='x' k='1'>t</a></w>").firstChild();
        QVERIFY(inside == parsed("<p:a xmlns:p='x' k=\"1\">t</p:a>"));
    }

    void malformedIsRefused_data()
    {
        QTest::addColumn<QByteArray>("xml");
        for (const char *xml : { "", " ", "text", "<a>", "<a></b>", "<a/><b/>", "<a k='1' k='2'/>", "<p:a/>",
                                 "<a>&x;</a>", "<a>&#0;</a>", "<a>&#xd800;</a>", "<a>&#xffff;</a>", "<a><</a>", "<1/>",
                                 "<a xmlns:p='x' xmlns:q='x' p:k='1' q:k='2'/>" }) {
            QTest::newRow(xml) << QByteArray(xml);
        }
    }
    void malformedIsRefused()
    {
        QFETCH(QByteArray, xml);
        const auto result = parseElement(xml);
        QVERIFY(!result.has_value());
        QCOMPARE(result.error().kind, Error::Kind::Malformed);
    }

    /// CVE-2024-8176: a stack that depth can exhaust.
    void CVE_2024_8176_deepTreeNeedsNoRecursion()
    {
        constexpr int levels = 200'000;
        ElementBuilder builder(rootName);
        for (int i = 0; i < levels; ++i) {
            builder.open(bodyName);
        }
        QCOMPARE(builder.depth(), levels + 1);
        Element deep = builder.text(u"bottom").build();
        const QByteArray xml = deep.toXml();
        QCOMPARE(xml.size(),
                 qsizetype(levels) * 13 + 6 + qsizetype(sizeof("<message xmlns='jabber:client'></message>") - 1));
        Element copy = ElementBuilder(rootName).child(deep).build();
        QVERIFY(copy.firstChild() == deep);
        deep = {};
        copy = {};
    }

    void wideTreeIsLinear()
    {
        ElementBuilder builder(rootName);
        for (int i = 0; i < 100'000; ++i) {
            builder.textChild(bodyName, u"x").text(u"y");
        }
        const Element wide = builder.build();
        qsizetype count = 0;
        QElapsedTimer time;
        time.start();
        for (const Element &child : wide.children()) {
            count += child.text().size();
        }
        QCOMPARE(count, 100'000);
        QCOMPARE(wide.text().size(), 100'000);
        QVERIFY(time.elapsed() < 2000);
    }
};

QTEST_GUILESS_MAIN(TestElement)
#include "tst_element.moc"
