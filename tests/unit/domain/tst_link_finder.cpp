// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/link_finder.h"

#include <QElapsedTimer>
#include <QtTest>

using namespace natter;

/// Links in the texts of others: found in linear time, and only harmless ones are ever opened.
class TestLinkFinder : public QObject
{
    Q_OBJECT

    static QStringList linksOf(const QString &text)
    {
        QStringList links;
        const auto found = findLinks(text);
        for (const FoundLink &link : found) {
            links.append(text.mid(link.start, link.length));
        }
        return links;
    }

private Q_SLOTS:
    void addressesAreFound()
    {
        QCOMPARE(linksOf("see https://example.org/a?b=c#d and http://x.y"),
                 (QStringList { "https://example.org/a?b=c#d", "http://x.y" }));
        QCOMPARE(linksOf("xmpp:juliet@capulet.lit mailto:a@b.c HTTPS://X.Y"),
                 (QStringList { "xmpp:juliet@capulet.lit", "mailto:a@b.c", "HTTPS://X.Y" }));
    }

    void punctuationAroundIsNotPartOfThem()
    {
        QCOMPARE(linksOf("(see https://x.y/a)."), QStringList { "https://x.y/a" });
        QCOMPARE(linksOf("https://x.y/a_(b), https://x.y!?"), (QStringList { "https://x.y/a_(b)", "https://x.y" }));
        QCOMPARE(linksOf("<https://x.y>"), QStringList { "https://x.y" });
    }

    void everythingElseIsNoLink()
    {
        for (const char *text :
             { "<img src=file:///x>", "file:///etc/passwd", "javascript:alert(1)", "smb://host/share",
               "\\\\host\\share", "data:text/html,x", "https://", "xhttps://x.y", "xmpp:", "" }) {
            QVERIFY2(linksOf(text).isEmpty(), text);
        }
    }

    void charactersThatTurnTheTextRoundEndALink()
    {
        QCOMPARE(linksOf(QString::fromUtf16(u"https://x.y/\u202Egnp.exe")), QStringList { "https://x.y/" });
    }

    void hostileTextTakesLinearTime_data()
    {
        QTest::addColumn<QString>("piece");
        for (const char *piece : { "https://", "((((", "https://(", "https://)", "https://.",
                                   "xmpp:", "xmpp: ", "(xmpp:)", "h", "https://x ", "))))", "......", "xmpp:)" }) {
            QTest::newRow(piece) << QString::fromLatin1(piece);
        }
    }

    void hostileTextTakesLinearTime()
    {
        QFETCH(QString, piece);
        const QString text = piece.repeated(1'000'000 / piece.size());
        QElapsedTimer timer;
        timer.start();
        findLinks(text);
        findLinks("https://x" + text);
        QVERIFY2(timer.elapsed() < 4000, qPrintable(QString::number(timer.elapsed())));
    }

    void ordinaryLinksMayBeOpened()
    {
        for (const char *link : { "https://example.org/a?b=c", "http://x.y", "HTTPS://x.y", "xmpp:juliet@capulet.lit",
                                  "mailto:juliet@capulet.lit" }) {
            QVERIFY2(mayOpen(link), link);
        }
    }

    void nothingElseIsEverOpened()
    {
        for (const char *link : { "file:///etc/passwd",
                                  "FILE:///x",
                                  "javascript:alert(1)",
                                  "data:text/html,x",
                                  "smb://host/share",
                                  "\\\\host\\share",
                                  "//host/share",
                                  "/etc/passwd",
                                  "https:\\\\host\\share",
                                  "https://x\\@y",
                                  "ftp://x.y",
                                  "vbscript:x",
                                  "",
                                  " ",
                                  " file:///x",
                                  "http",
                                  "x-apple.systempreferences:",
                                  "ms-msdt:/id",
                                  "search-ms:query=x",
                                  "https://x\ny",
                                  "qrc:/x",
                                  "jar:file:///x" }) {
            QVERIFY2(!mayOpen(link), link);
        }
    }
};

QTEST_GUILESS_MAIN(TestLinkFinder)
#include "tst_link_finder.moc"
