// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/xmpp_uri.h"

#include <QtTest>

using namespace natter;

/// Addresses from web pages, as RFC 5122 and XEP-0147 write them.
class TestXmppUri : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatItAsksFor_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("peer");
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("body");
        const auto row = [](const char *text, const char *peer, const char *query = "", const char *body = "") {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(peer) << QString::fromUtf8(query)
                                << QString::fromUtf8(body);
        };
        row("xmpp:juliet@capulet.lit", "juliet@capulet.lit");
        row("XMPP:juliet@capulet.lit", "juliet@capulet.lit");
        row("xmpp:juliet@capulet.lit/balcony", "juliet@capulet.lit");
        row("xmpp:nasty!%23$%25()*+,-.;=%3F%5B%5C%5D%5E_%60%7B%7C%7D~node@example.com",
            "nasty!#$%()*+,-.;=?[\\]^_`{|}~node@example.com");
        row("xmpp:juliet@capulet.lit?message", "juliet@capulet.lit", "message");
        row("xmpp:juliet@capulet.lit?message;body=Good%20morrow%3B%20a%3Db", "juliet@capulet.lit", "message",
            "Good morrow; a=b");
        row("xmpp:juliet@capulet.lit?message;subject=x;body=one;body=two", "juliet@capulet.lit", "message", "one");
        row("xmpp:juliet@capulet.lit?subscribe", "juliet@capulet.lit", "subscribe");
        row("xmpp://guest@example.com/juliet@capulet.lit?message;body=x", "juliet@capulet.lit", "message", "x");
        row("xmpp:ji%C5%99i@%C4%8Dechy.example?message", "ji\u0159i@\u010dechy.example", "message");
    }
    void whatItAsksFor()
    {
        QFETCH(QString, text);
        const auto uri = XmppUri::parse(text);
        QVERIFY(uri);
        QTEST(uri->peer.toString(), "peer");
        QTEST(uri->query, "query");
        QTEST(uri->values.value("body"), "body");
    }

    void whatIsNoAddress()
    {
        for (const char *text :
             { "", "xmpp:", "xmpp:@", "xmpp:@@", "https://capulet.lit", "juliet@capulet.lit", "xmpp:?message" }) {
            QVERIFY2(!XmppUri::parse(QString::fromUtf8(text)), text);
        }
    }

    void hostileQueriesStaySmall()
    {
        const auto uri = XmppUri::parse("xmpp:juliet@capulet.lit?message" + QString(";k=v").repeated(1000)
                                        + ";body=" + QString("x").repeated(100));
        QVERIFY(uri);
        QCOMPARE(uri->values.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestXmppUri)
#include "tst_xmpp_uri.moc"
