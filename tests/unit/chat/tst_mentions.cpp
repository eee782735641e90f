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
        QTest::newRow("no body") << ""
                                 << "romeo" << false;
        QTest::newRow("no nick") << "romeo"
                                 << "" << false;
        QTest::newRow("blank nick") << "a b"
                                    << " " << false;
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
