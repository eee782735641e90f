// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/mentions.h"

#include <QtTest>

using namespace natter;

/// Whom somebody in a room means.
class TestMentions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesAreWords_data()
    {
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("nick");
        QTest::addColumn<bool>("means");
        QTest::newRow("alone") << "Romeo"
                               << "Romeo" << true;
        QTest::newRow("addressed") << "Romeo: come hither"
                                   << "Romeo" << true;
        QTest::newRow("within") << "wherefore art thou romeo?"
                                << "Romeo" << true;
        QTest::newRow("shouted") << "ROMEO!"
                                 << "romeo" << true;
        QTest::newRow("at") << "@romeo come"
                            << "romeo" << true;
        QTest::newRow("possessive") << "romeo's hat"
                                    << "romeo" << true;
        QTest::newRow("begins a longer word") << "romeos"
                                              << "romeo" << false;
        QTest::newRow("ends a longer word") << "alfaromeo"
                                            << "romeo" << false;
        QTest::newRow("with digits") << "romeo2"
                                     << "romeo" << false;
        QTest::newRow("with underscore") << "romeo_"
                                         << "romeo" << false;
        QTest::newRow("the second time") << "romeos and Romeo"
                                         << "romeo" << true;
        QTest::newRow("two words") << "is Fair Sun here?"
                                   << "fair sun" << true;
        QTest::newRow("with signs") << "hey [romeo]!"
                                    << "[romeo]" << true;
        QTest::newRow("signs of a pattern") << "anything"
                                            << ".*" << false;
        QTest::newRow("other script") << u"Привет, ромео!"_qs << u"Ромео"_qs << true;
        QTest::newRow("other script, longer") << u"ромеоо"_qs << u"ромео"_qs << false;
        QTest::newRow("composed otherwise") << u"Jose\u0301, come"_qs << u"Jos\u00e9"_qs << true;
        QTest::newRow("accent goes on") << u"rome\u0301o"_qs << u"rome"_qs << false;
        QTest::newRow("letters beyond the first plane")
            << u"\U00010400\U00010401"_qs << u"\U00010400\U00010401"_qs << true;
        QTest::newRow("and one more") << u"\U00010402\U00010400\U00010401"_qs << u"\U00010400\U00010401"_qs << false;
        QTest::newRow("somebody else") << "juliet: come"
                                       << "romeo" << false;
        QTest::newRow("everybody") << "@all @everyone"
                                   << "romeo" << false;
        QTest::newRow("in a link") << "see https://montague.lit/romeo"
                                   << "romeo" << false;
        QTest::newRow("address") << "write to romeo@montague.lit"
                                 << "romeo" << false;
        QTest::newRow("server of an address") << "benvolio@romeo.lit"
                                              << "romeo" << false;
        QTest::newRow("address, and then again") << "romeo@montague.lit, I mean you, romeo"
                                                 << "romeo" << true;
        QTest::newRow("at, and then nothing") << "romeo @ home"
                                              << "romeo" << true;
        QTest::newRow("quoted") << "> romeo: art thou there?\nhe is"
                                << "romeo" << false;
        QTest::newRow("quoted by two") << "hark\n>> romeo"
                                       << "romeo" << false;
        QTest::newRow("below what is quoted") << "> romeo is gone\nromeo, art thou?"
                                              << "romeo" << true;
        QTest::newRow("sign within the line") << "3 > romeo"
                                              << "romeo" << true;
        QTest::newRow("no body") << ""
                                 << "romeo" << false;
        QTest::newRow("no nick") << "romeo"
                                 << "" << false;
        QTest::newRow("blank nick") << "a b"
                                    << " " << false;
        QTest::newRow("script without spaces") << u"小明你好"_qs << u"小明"_qs << true;
        QTest::newRow("letters of another script beside it") << u"罗密欧romeo来"_qs << u"romeo"_qs << true;
    }
    void namesAreWords()
    {
        QFETCH(QString, body);
        QFETCH(QString, nick);
        QTEST(mentionsNick(body, nick), "means");
    }

    void oneCharacterHasToBeAddressed_data()
    {
        QTest::addColumn<QString>("body");
        QTest::addColumn<bool>("means");
        QTest::newRow("article") << "a rose" << false;
        QTest::newRow("colon") << "A: come" << true;
        QTest::newRow("comma") << "come, a, come" << true;
        QTest::newRow("at") << "come @a" << true;
        QTest::newRow("mail") << "romeo@a" << false;
        QTest::newRow("end of a word") << "papa: come" << false;
    }
    void oneCharacterHasToBeAddressed()
    {
        QFETCH(QString, body);
        QTEST(mentionsNick(body, QStringLiteral("a")), "means");
    }

    void wordsAreListedWithCommas_data()
    {
        QTest::addColumn<QString>("written");
        QTest::addColumn<QStringList>("words");
        QTest::newRow("none") << " , ,\n" << QStringList();
        QTest::newRow("some") << "roses,  garden   party ,C++" << QStringList { "roses", "garden party", "C++" };
        QTest::newRow("again, in another case") << "Roses, ROSES, rose" << QStringList { "Roses", "rose" };
        QTest::newRow("too long") << QString(65, u'x') + ",roses" << QStringList { "roses" };
        QTest::newRow("composed otherwise") << u"Jose\u0301,Jos\u00e9"_qs << QStringList { u"Jos\u00e9"_qs };
    }
    void wordsAreListedWithCommas()
    {
        QFETCH(QString, written);
        QTEST(watchedWordsIn(written), "words");
    }

    void wordsAreNotWithoutNumber()
    {
        QStringList many;
        for (int i = 0; i < 100; ++i) {
            many.append(QString::number(i));
        }
        QCOMPARE(watchedWordsIn(many.join(u',')), many.first(30));
    }

    void watchedWordsAreFound_data()
    {
        QTest::addColumn<QString>("body");
        QTest::addColumn<bool>("found");
        QTest::newRow("one") << "Who has ROSES here?" << true;
        QTest::newRow("two words") << "the Garden party begins" << true;
        QTest::newRow("part of a word") << "primroses" << false;
        QTest::newRow("the second time") << "primroses, roses" << true;
        QTest::newRow("with signs") << "a C++ compiler" << true;
        QTest::newRow("signs within a word") << "aC++" << false;
        QTest::newRow("one letter needs no address") << "what is x?" << true;
        QTest::newRow("script without spaces") << u"我在东京住"_qs << true;
        QTest::newRow("far beyond what is shown") << QString(20'000, u' ') + "roses" << false;
        QTest::newRow("nothing of it") << "Come" << false;
    }
    void watchedWordsAreFound()
    {
        QFETCH(QString, body);
        QTEST(hasWatchedWord(body, { "roses", "garden party", "c++", "x", u"东京"_qs }), "found");
    }

    void aFloodOfWordsIsReadThrough()
    {
        const QString flood = QStringLiteral("aa").repeated(100'000);
        QElapsedTimer timer;
        timer.start();
        QVERIFY(!hasWatchedWord(flood, QStringList(30, QString(64, u'a'))));
        QVERIFY(timer.elapsed() < 2000);
    }

    void aFloodOfNamesIsReadThrough()
    {
        const QString flood = QStringLiteral("aa").repeated(100'000);
        QElapsedTimer timer;
        timer.start();
        QVERIFY(!mentionsNick(flood, QStringLiteral("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")));
        QVERIFY(timer.elapsed() < 2000);
    }
};

QTEST_APPLESS_MAIN(TestMentions)
#include "tst_mentions.moc"
