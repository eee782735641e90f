// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/page_card.h"

#include "base/limits.h"

#include <QRandomGenerator>
#include <QtTest>

using namespace natter;

/// What is found of a page for its card.
class TestPageCard : public QObject
{
    Q_OBJECT

    static Result<LinkCard> cardOf(const QByteArray &html, const QByteArray &type = "text/html")
    {
        return cardFrom({ html, type }, "https://a.lit/x");
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(canReadPages()); }

    /// For each end the parser would look through all that is open: a page of half a MiB took a minute.
    void depthEndsTheReading()
    {
        const QByteArray deep = "<title>T</title>" + QByteArray("<b>").repeated(80'000) + "<title>x</title>"
            + QByteArray("</i>").repeated(60'000) + "<meta property='og:title' content='behind'>";
        const auto card = cardOf(deep);
        QVERIFY(card.has_value());
        QCOMPARE(card->title, QString("T"));
    }

    void words_data()
    {
        QTest::addColumn<QByteArray>("html");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("description");
        QTest::addColumn<QString>("site");
        const auto row = [](const char *name, const QByteArray &html, const QString &title,
                            const QString &description = {}, const QString &site = {},
                            const QByteArray &type = "text/html") {
            QTest::newRow(name) << html << type << title << description << site;
        };
        row("OpenGraph",
            "<html><head><title>T</title><meta property='og:title' content='The ball'><meta "
            "property=\"og:description\" "
            "content=\"All are &lt;welcome&gt; &amp; more\"/><meta property='og:site_name' content='Capulets'></head>",
            "The ball", "All are <welcome> & more", "Capulets");
        row("by name rather than property", "<meta name='og:title' content='The ball'>", "The ball");
        row("title alone", "<!DOCTYPE html><title>\n The\n ball </title><body>x", "The ball");
        row("description", "<title>T</title><meta name=Description content='All are welcome'>", "T", "All are welcome");
        row("Twitter's words", "<meta name='twitter:title' content='T'><meta name='twitter:description' content='D'>",
            "T", "D");
        row("the first counts", "<meta property='og:title' content='1'><meta property='og:title' content='2'>", "1");
        row("no head, and nothing closed", "<p><meta property='og:title' content='T'><title>x", "T");
        row("title of a drawing", "<title>Page</title><svg><title>Drawing</title></svg>", "Page");
        row("in a comment", "<!-- <title>no</title> --><title>yes</title>", "yes");
        row("in a script", "<script>'<title>no</title>'</script><title>yes</title>", "yes");
        row("control characters",
            "<title>a\xe2\x80\xae"
            "b</title>",
            "a<U+202E>b");
        row("UTF-8 that says nothing", "<title>Z\xc3\xbcrich \xe2\x82\xac</title>", QStringLiteral("Zürich €"));
        row("UTF-8 that says otherwise", "<title>Z\xc3\xbcrich</title>", QStringLiteral("Zürich"), {}, {},
            "text/html; charset=iso-8859-1");
        row("Latin 1 by HTTP", "<title>Z\xfcrich</title>", QStringLiteral("Zürich"), {}, {},
            "text/html; charset=\"ISO-8859-1\"");
        row("Latin 1 that says it is UTF-8", "<title>Z\xfcrich</title>", QStringLiteral("Zürich"), {}, {},
            "text/html; charset=utf-8");
        row("Cyrillic by the page", "<meta charset='windows-1251'><title>\xcf\xf0\xe8</title>", QStringLiteral("При"));
        row("Japanese by the page",
            "<meta http-equiv='Content-Type' content='text/html; charset=shift_jis'><title>\x93\xfa\x96\x7b</title>",
            QStringLiteral("日本"));
        row("a charset that nobody knows", "<title>Z\xfcrich</title>", QStringLiteral("Zürich"), {}, {},
            "text/html; charset=klingon");
    }
    void words()
    {
        QFETCH(QByteArray, html);
        QFETCH(QByteArray, type);
        const auto card = cardOf(html, type);
        QVERIFY(card.has_value());
        QCOMPARE(card->link, QString("https://a.lit/x"));
        QTEST(card->title, "title");
        QTEST(card->description, "description");
        QTEST(card->site, "site");
    }

    void pageThatSaysNothing_data()
    {
        QTest::addColumn<QByteArray>("html");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no title") << QByteArray("<p>Hello</p>");
        QTest::newRow("empty title") << QByteArray("<title> \n </title>");
        QTest::newRow("no HTML") << QByteArray("\x89PNG\r\n\x1a\n\0\0\0", 11);
        QTest::newRow("zeros") << QByteArray(limits::pageBytes, '\0');
    }
    void pageThatSaysNothing()
    {
        QFETCH(QByteArray, html);
        const auto card = cardOf(html);
        QVERIFY(!card.has_value());
        QCOMPARE(card.error().condition, QString("no-card"));
    }

    void hostilePageIsRead_data()
    {
        QTest::addColumn<QByteArray>("html");
        QTest::newRow("deep") << "<title>T</title>" + QByteArray("<div>").repeated(limits::pageBytes / 5 - 10);
        QTest::newRow("long title") << "<title>" + QByteArray(limits::pageBytes - 7, 'T');
        QTest::newRow("many attributes") << "<title>T</title><meta" + QByteArray(" a=b").repeated(100'000) + ">";
        QTest::newRow("long attribute") << "<title>T</title><meta property='og:description' content='"
                + QByteArray(400'000, 'd') + "'>";
        QTest::newRow("many entities") << "<title>T" + QByteArray("&amp;").repeated(100'000) + "</title>";
        QTest::newRow("declared entities")
            << QByteArray("<!DOCTYPE html [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;&a;\"><!ENTITY f SYSTEM "
                          "\"file:///etc/passwd\">]><title>T&b;&f;</title>");
        QTest::newRow("many titles") << QByteArray("<title>T</title>").repeated(30'000);
        QTest::newRow("never closed") << "<title>T</title>" + QByteArray("<a <b <c ").repeated(30'000);
        QTest::newRow("cut in a character") << QByteArray("<title>T</title>\xf0\x9f");
    }
    void hostilePageIsRead()
    {
        QFETCH(QByteArray, html);
        const auto card = cardOf(html);
        QVERIFY(card.has_value());
        QVERIFY2(card->title.startsWith('T'), qPrintable(card->title));
        QVERIFY(card->title.size() <= limits::cardTitleChars && card->description.size() <= limits::cardTextChars);
        QVERIFY(!card->title.contains("root:"));
    }

    void bentPagesBreakNothing()
    {
        const QByteArray html("<!DOCTYPE html><html><head><meta charset='utf-8'><title>The ball</title><meta "
                              "property='og:title' content='The &amp; ball'></head><body><p>x</body></html>");
        QRandomGenerator random(511);
        int titles = 0;
        for (int i = 0; i < 5000; ++i) {
            QByteArray bent = html;
            for (int change = 0; change < 3; ++change) {
                bent[random.bounded(bent.size())] = char(random.bounded(256));
            }
            const auto card = cardOf(bent.left(random.bounded(bent.size()) + 1));
            titles += card.has_value() ? 1 : 0;
        }
        QVERIFY(titles > 0);
    }
};

QTEST_GUILESS_MAIN(TestPageCard)
#include "tst_page_card.moc"
