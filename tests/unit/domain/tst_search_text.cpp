// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/search_text.h"

#include <QtTest>

using namespace natter;

/// What a text looks like to a search, in any language.
class TestSearchText : public QObject
{
    Q_OBJECT

    static QStringList phrasesOf(const QString &typed)
    {
        QStringList all;
        for (const SearchWords::Phrase &phrase : SearchWords::of(typed).phrases) {
            all.append(phrase.words.join(u'+') + QLatin1String(phrase.isWhole ? "" : "*"));
        }
        return all;
    }

    /// The parts of `text` that the search is about.
    static QStringList found(const QString &typed, const QString &text)
    {
        QStringList parts;
        for (const auto &[start, length] : findWords(SearchWords::of(typed), text)) {
            parts.append(text.mid(start, length));
        }
        return parts;
    }

private Q_SLOTS:
    void wordsAndPhrasesAreToldApart_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QStringList>("phrases");
        const auto row = [](const char *name, const QString &typed, const QStringList &phrases) {
            QTest::newRow(name) << typed << phrases;
        };
        row("nothing", "", {});
        row("words", "fair  Sun", { "fair*", "sun*" });
        row("phrase", "\"fair sun\" arise", { "fair+sun", "arise*" });
        row("phrase in other quotes", "“fair sun” «arise»", { "fair+sun", "arise" });
        row("phrase that is still typed", "\"fair su", { "fair+su*" });
        row("parts of a word", "o'er well-met", { "o+er*", "well+met*" });
        row("no words", "?! … -", {});
        row("accents and case", "ROMÉO Äpfel", { "romeo*", "apfel*" });
        row("digits", "3rd 42", { "3rd*", "42*" });
        row("Chinese", "月亮", { "月+亮*" });
        row("letters and signs", "Juliet月", { "juliet+月*" });
    }
    void wordsAndPhrasesAreToldApart()
    {
        QFETCH(QString, typed);
        QFETCH(QStringList, phrases);
        QCOMPARE(phrasesOf(typed), phrases);
    }

    void whatWasSoughtIsFoundInTheText_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("parts");
        const auto row = [](const char *name, const QString &typed, const QString &text, const QStringList &parts) {
            QTest::newRow(name) << typed << text << parts;
        };
        row("beginning of a word", "sun", "Arise, fair Sunday", { "Sun" });
        row("not inside a word", "day", "Arise, fair Sunday", {});
        row("several", "a", "All are away", { "A", "a", "a" });
        row("phrase", "\"fair sun\"", "fair, SUN and fair sunday", { "fair, SUN" });
        row("accents", "romeo", "O Roméo, ROMEO", { "Roméo", "ROMEO" });
        row("typed with accents", "roméo", "O Romeo", { "Romeo" });
        row("two accents on one letter", "tieng", QString::fromUtf8("Tiếng Việt"), { QString::fromUtf8("Tiếng") });
        row("Korean", QString::fromUtf8("한국"), QString::fromUtf8("하고 한국어"), { QString::fromUtf8("한국") });
        row("kana with marks", QString::fromUtf8("か"), QString::fromUtf8("が"), {});
        row("Japanese", "月が", "今夜は月が綺麗", { "月が" });
        row("Thai", "จันทร์", "พระจันทร์เต็มดวง", { "จันทร" });
        row("beyond the basic plane", "x", QString::fromUtf8("\U0001F319 x \U0001F319"), { "x" });
        row("sharp s", "straße", "STRASSE, Straße", { "Straße" });
    }
    void whatWasSoughtIsFoundInTheText()
    {
        QFETCH(QString, typed);
        QFETCH(QString, text);
        QFETCH(QStringList, parts);
        QCOMPARE(found(typed, text), parts);
    }

    void foldedTextKeepsItsLength()
    {
        const QString text = QString::fromUtf8("Ǆﬁ İstanbul ÅNGSTRÖM ﷺ \U0001F319 각");
        QCOMPARE(folded(text).size(), text.size());
        QCOMPARE(folded(folded(text)), folded(text));
    }

    void excerptShowsWhatWasSought()
    {
        const auto excerpt = [](const QString &typed, const QString &text) {
            return excerptOf(SearchWords::of(typed), text);
        };
        QCOMPARE(excerpt("moon", "Swear not\n by  the moon"), QString("Swear not by the moon"));
        const QString before = QString("very much ").repeated(2000);
        const QString found = excerpt("moon", before + "and then the moon " + before);
        QVERIFY2(found.startsWith("… ") && found.indexOf("the moon") < 40, qPrintable(found));
        QVERIFY(found.size() <= 202);
        QVERIFY(excerpt("sun", before).startsWith("very much")); // nothing of it: the beginning
        QCOMPARE(excerpt("x", {}), QString());
    }

    void linksAreToldApart_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("kinds");
        QTest::newRow("none") << "a http: b"
                              << "";
        QTest::newRow("page") << "see https://montague.lit/"
                              << "link";
        QTest::newRow("file") << "https://montague.lit/letter.pdf?x=1 and"
                              << "link file";
        QTest::newRow("picture") << "(https://montague.lit/a/moon.JPEG"
                                 << "link file image";
        QTest::newRow("host with a dot") << "https://montague.lit"
                                         << "link";
        QTest::newRow("encrypted picture") << "aesgcm://montague.lit/x.webp#00"
                                           << "link file image";
        QTest::newRow("at the end of a sentence") << "See (https://montague.lit/moon.png)."
                                                  << "link file image";
        QTest::newRow("mail") << "mailto:juliet@capulet.lit"
                              << "link";
        QTest::newRow("person") << "xmpp:juliet@capulet.lit"
                                << "link";
    }
    void linksAreToldApart()
    {
        QFETCH(QString, text);
        QFETCH(QString, kinds);
        QStringList found;
        found += hasLink(text) ? QStringList("link") : QStringList();
        found += hasFileLink(text) ? QStringList("file") : QStringList();
        found += hasImageLink(text) ? QStringList("image") : QStringList();
        QCOMPARE(found.join(u' '), kinds);
    }
};

QTEST_GUILESS_MAIN(TestSearchText)
#include "tst_search_text.moc"
