// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/limits.h"
#include "domain/link_card.h"

#include <QtTest>

using namespace natter;

/// Cards of links: what they may be about, and what of them is shown.
class TestLinkCard : public QObject
{
    Q_OBJECT

    static QByteArray png(qsizetype size = 20) { return QByteArray("\x89PNG\r\n\x1a\n").leftJustified(size, 'x'); }

private Q_SLOTS:
    void hostIsTheRealOne_data()
    {
        QTest::addColumn<QString>("link");
        QTest::addColumn<QString>("host"); ///< empty: no card
        const auto row = [](const char *name, const QString &link, const QString &host) {
            QTest::newRow(name) << link << host;
        };
        row("https", "https://montague.lit/a?b#c", "montague.lit");
        row("http, in capitals", "HTTP://Montague.LIT", "montague.lit");
        row("usual port", "https://montague.lit:443/", "montague.lit");
        row("other port", "https://montague.lit:8443/", "montague.lit:8443");
        row("address", "https://[2001:db8::1]/", "2001:db8::1");
        row("disguised as a login", "https://montague.lit@capulet.lit/", "capulet.lit");
        row("disguised as a login with password", "https://montague.lit:443@capulet.lit/", "capulet.lit");
        row("Cyrillic look-alike", QStringLiteral("https://m\u043entague.lit/"), "xn--mntague-9ig.lit");
        row("full-width dot", QStringLiteral("https://montague.lit\uff0ecapulet.lit/"), "montague.lit.capulet.lit");
        row("backslash, which browsers take for a slash", "https://capulet.lit\\@montague.lit/", "");
        row("no host", "https:///montague.lit", "");
        row("mail", "mailto:romeo@montague.lit", "");
        row("chat", "xmpp:romeo@montague.lit", "");
        row("script", "javascript:alert(1)", "");
        row("file", "file:///etc/passwd", "");
        row("space", "https://montague.lit/a b", "");
        row("as long as can be", "https://a.lit/" + QString(limits::cardLinkChars - 14, 'x'), "a.lit");
        row("longer", "https://a.lit/" + QString(limits::cardLinkChars - 13, 'x'), "");
    }
    void hostIsTheRealOne()
    {
        QFETCH(QString, link);
        QFETCH(QString, host);
        QCOMPARE(hostOf(link), host);
    }

    void lettersThatMayLookLikeOthersAreKnown()
    {
        QVERIFY(isWrittenOtherwise(QStringLiteral("https://m\u043entague.lit/")));
        QVERIFY(isWrittenOtherwise(QStringLiteral("https://montague.lit@m\u043entague.lit?a")));
        QVERIFY(isWrittenOtherwise("http://montague.lit@capulet.lit/")); // that is a name to log in with
        QVERIFY(isWrittenOtherwise("http://montague.lit%2f@capulet.lit"));
        QVERIFY(!isWrittenOtherwise("https://montague.lit/@romeo"));
        QVERIFY(!isWrittenOtherwise("https://montague.lit/"));
        QVERIFY(!isWrittenOtherwise(QStringLiteral("https://montague.lit/\u043e?q=\u043e#\u043e")));
        QVERIFY(!isWrittenOtherwise(QStringLiteral("mailto:\u043e@montague.lit")));
    }

    void firstWebLinkIsOffered()
    {
        QCOMPARE(firstWebLink("nothing"), QString());
        QCOMPARE(firstWebLink("mailto:a@b.lit and https://a.lit/x. And http://b.lit"), QString("https://a.lit/x"));
        QCOMPARE(firstWebLink("https://a.lit/x http://b.lit", { "https://a.lit/x" }), QString("http://b.lit"));
    }

    void cardIsAboutALinkOfTheText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("about");
        QTest::addColumn<QString>("link"); ///< empty: no card
        QTest::newRow("that") << "see https://a.lit/x."
                              << "https://a.lit/x"
                              << "https://a.lit/x";
        QTest::newRow("written otherwise") << "HTTPS://A.lit/x"
                                           << "https://a.lit/x"
                                           << "HTTPS://A.lit/x";
        QTest::newRow("encoded") << QStringLiteral("https://a.lit/\u00e9") << "https://a.lit/%C3%A9"
                                 << QStringLiteral("https://a.lit/\u00e9");
        QTest::newRow("another") << "https://a.lit/x"
                                 << "https://b.lit/x"
                                 << "";
        QTest::newRow("a part") << "https://a.lit/xy"
                                << "https://a.lit/x"
                                << "";
        QTest::newRow("in the middle of a word") << "uhttps://a.lit/x"
                                                 << "https://a.lit/x"
                                                 << "";
        QTest::newRow("no link at all") << "a.lit"
                                        << "a.lit"
                                        << "";
        QTest::newRow("chat") << "xmpp:a@b.lit"
                              << "xmpp:a@b.lit"
                              << "";
    }
    void cardIsAboutALinkOfTheText()
    {
        QFETCH(QString, text);
        QFETCH(QString, about);
        QFETCH(QString, link);
        const auto cards = cardsFor(text, { { about, "Title" } });
        QCOMPARE(cards.size(), link.isEmpty() ? 0 : 1);
        QVERIFY(cards.isEmpty() || cards.first().link == link);
    }

    void manyLinksAreNotAllLookedAt()
    {
        const QString many = QStringLiteral("http://a ").repeated(20'000);
        const QString link = QStringLiteral("https://b.lit/x");
        QCOMPARE(cardsFor(link + u' ' + many, { { link, "T" } }).size(), 1);
        QVERIFY(cardsFor(many + link, { { link, "T" } }).isEmpty());
    }

    void textsAreTidied()
    {
        const QString link = "https://a.lit";
        LinkCard card { link, QStringLiteral("  a\n\u202eb  "), QString(limits::cardTextChars + 1, 'd') };
        card.site = QString(limits::nameChars, QChar(0x202e));
        const LinkCard shown = cardsFor(link, { card }).value(0);
        QCOMPARE(shown.title, QString("a <U+202E>b"));
        QCOMPARE(shown.description.size(), limits::cardTextChars);
        QVERIFY(shown.site.size() <= limits::nameChars && !shown.site.contains(QChar(0x202e)));
        QCOMPARE(cardsFor(link, { shown }), QList { shown }); // once is as good as often
    }

    void cardsAreFew()
    {
        QString text;
        QList<LinkCard> cards;
        for (int i = 0; i < 10; ++i) {
            const QString link = QStringLiteral("https://a.lit/%1").arg(i);
            text += link + ' ';
            cards.append({ link, "one" });
            cards.append({ link, "the same again" });
        }
        cards.prepend({ "https://a.lit/5", {} }); // says nothing
        const auto shown = cardsFor(text, cards);
        QCOMPARE(shown.size(), limits::linkCards);
        for (const LinkCard &card : shown) {
            QCOMPARE(card.title, QString("one"));
        }
        QVERIFY(shown[0].link != shown[1].link);
    }

    void pictureIsSmallAndOfAKnownKind()
    {
        QCOMPARE(pictureIn(dataLinkOf(png())), png());
        const QByteArray jpeg("\xff\xd8\xff\xe0 and so on");
        QCOMPARE(pictureIn(dataLinkOf(jpeg)), jpeg);
        QVERIFY(dataLinkOf(jpeg).startsWith("data:image/jpeg;base64,"));
        QVERIFY(!pictureIn(dataLinkOf(png(limits::cardPictureBytes))).isEmpty());
        QVERIFY(pictureIn(dataLinkOf(png(limits::cardPictureBytes + 1))).isEmpty());
        for (const char *link : { "https://a.lit/a.png", "data:image/svg+xml;base64,PHN2Zy8+", "data:image/png,x",
                                  "data:image/png;base64,PHN2Zy8+", "data:image/png;base64,iVBORw0KGgo=*",
                                  "data:text/html;base64,iVBORw0KGgo=", "", "data:image/png;base64," }) {
            QVERIFY2(pictureIn(link).isEmpty(), link);
        }
    }

    void whatIsOnDiskIsRead()
    {
        const QList<LinkCard> cards { { "https://a.lit", "Title", "Text", "Site", png(), "A picture" },
                                      { "https://b.lit", "Other" } };
        QCOMPARE(cardsOfJson(cardsJson(cards, Pictures::Yes)), cards);
        QVERIFY(cardsOfJson(cardsJson(cards, Pictures::No)).first().picture.isEmpty());
        QVERIFY(cardsOfJson({ 1, "two", QJsonArray() }).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestLinkCard)
#include "tst_link_card.moc"
