// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/written_words.h"

#include <QtTest>

using namespace natter;

/// Which parts of a line are words that a dictionary may judge.
class TestWrittenWords : public QObject
{
    Q_OBJECT

    static QStringList wordsOf(const QString &line)
    {
        QStringList words;
        const auto found = findWords(line);
        for (const FoundLink &word : found) {
            words.append(line.mid(word.start, word.length));
        }
        return words;
    }

private Q_SLOTS:
    void wordsAreFound_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QStringList>("words");
        QTest::newRow("nothing") << QString() << QStringList();
        QTest::newRow("sentence") << "But soft, what light!" << QStringList { "But", "soft", "what", "light" };
        QTest::newRow("apostrophe") << "don't, don’t 'quoted'" << QStringList { "don't", "don’t", "quoted" };
        QTest::newRow("hyphen") << "E-Mail-Adresse - Vor- und" << QStringList { "E-Mail-Adresse", "Vor", "und" };
        QTest::newRow("umlaut") << "schöne Grüße" << QStringList { "schöne", "Grüße" };
        QTest::newRow("decomposed") << "scho\u0308ne" << QStringList { "scho\u0308ne" };
        QTest::newRow("emphatic") << "*but* _soft_ ~what~" << QStringList { "but", "soft", "what" };
        QTest::newRow("one letter") << "I am J" << QStringList { "am" };
        QTest::newRow("digits") << "h2o 2nd at 14 Uhr" << QStringList { "at", "Uhr" };
        QTest::newRow("link") << "see https://example.org/wrod-path, xmpp:romeo@montague.lit now"
                              << QStringList { "see", "now" };
        QTest::newRow("encrypted file") << "aesgcm://host/wrod ok" << QStringList { "ok" };
        QTest::newRow("address") << "ask romeo@montague.lit now" << QStringList { "ask", "now" };
        QTest::newRow("host") << "at example.org, z.B. main.cpp" << QStringList { "at" };
        QTest::newRow("name") << "@tybalt @prince-escalus: no" << QStringList { "no" };
        QTest::newRow("shortcode") << "so :smlie: and :thumbs_up: glad" << QStringList { "so", "and", "glad" };
        QTest::newRow("identifier") << "call read_fiel now" << QStringList { "call", "now" };
        QTest::newRow("code") << "run `mkae all` now" << QStringList { "run", "now" };
        QTest::newRow("link in code") << "run `see https://a.b/c d` now" << QStringList { "run", "now" };
        QTest::newRow("one backtick") << "run `make all" << QStringList { "run", "make", "all" };
        QTest::newRow("fence") << "```wrod" << QStringList();
        QTest::newRow("quotation") << "> but `sfot` light" << QStringList { "but", "light" };
        QTest::newRow("emoji") << "so 😀 glad😀" << QStringList { "so", "glad" };
        const QString sixty(60, u'a');
        QTest::newRow("length") << sixty + " a" + sixty << QStringList { sixty };
    }
    void wordsAreFound()
    {
        QFETCH(const QString, line);
        QFETCH(const QStringList, words);
        QCOMPARE(wordsOf(line), words);
    }

    void signsOfTypographyArePlain()
    {
        QCOMPARE(plainWord(u"don’t"), QStringLiteral("don't"));
        QCOMPARE(plainWord(u"E\u2011Mail"), QStringLiteral("E-Mail"));
        QCOMPARE(plainWord(u"scho\u0308n"), QStringLiteral("schön"));
    }
};

QTEST_APPLESS_MAIN(TestWrittenWords)
#include "tst_written_words.moc"
