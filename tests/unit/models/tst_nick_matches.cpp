// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/nick_matches.h"

#include <QtTest>

using namespace natter;

/// Whose nickname is being typed, and who is meant by the beginning of it.
class TestNickMatches : public QObject
{
    Q_OBJECT

    static QHash<QString, Occupant> people(const QStringList &nicks)
    {
        QHash<QString, Occupant> there;
        for (const QString &nick : nicks) {
            there[nick].nick = nick;
        }
        return there;
    }

private Q_SLOTS:
    void markedNickIsFound_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("start"); // -1: there is none
        QTest::addColumn<QString>("beginning");
        QTest::newRow("at the beginning") << "@ju" << 0 << "ju";
        QTest::newRow("behind a word") << "art thou @Ro" << 9 << "Ro";
        QTest::newRow("just the sign") << "hey @" << 4 << "";
        QTest::newRow("with spaces") << "@Friar Lau" << 0 << "Friar Lau";
        QTest::newRow("in brackets") << "(@ju" << 1 << "ju";
        QTest::newRow("an address") << "romeo@montague" << -1 << "";
        QTest::newRow("the sign alone") << "meet @ noon" << -1 << "";
        QTest::newRow("long ago") << "@" + QString(u'x').repeated(100) << -1 << "";
        QTest::newRow("nothing") << "" << -1 << "";
    }
    void markedNickIsFound()
    {
        QFETCH(QString, text);
        QFETCH(int, start);
        QFETCH(QString, beginning);
        const auto typed = markedNickAtEnd(text);
        QCOMPARE(typed.has_value(), start >= 0);
        if (typed) {
            QCOMPARE(*typed, (TypedNick { start, beginning, true }));
        }
    }

    void lastWordIsFound()
    {
        QCOMPARE(wordAtEnd("art thou ro"), (TypedNick { 9, "ro" }));
        QCOMPARE(wordAtEnd("ju"), (TypedNick { 0, "ju" }));
        QVERIFY(!wordAtEnd("art thou "));
        QVERIFY(!wordAtEnd({}));
    }

    void whoSpokeLastComesFirst()
    {
        const auto there = people({ "Benvolio", "bianca", "Balthasar", "Romeo", "Bawdy" });
        const QStringList recent { "Romeo", "Borachio", "bianca", "Benvolio", "bianca" }; // Borachio has left
        QCOMPARE(nicksBeginning("b", there, recent, "Bawdy", 8), (QStringList { "bianca", "Benvolio", "Balthasar" }));
        QCOMPARE(nicksBeginning("B", there, recent, "Bawdy", 2), (QStringList { "bianca", "Benvolio" }));
        QCOMPARE(nicksBeginning("be", there, {}, "Romeo", 8), QStringList("Benvolio"));
        QCOMPARE(nicksBeginning({}, there, {}, {}, 3), (QStringList { "Balthasar", "Bawdy", "Benvolio" }));
        QVERIFY(nicksBeginning("x", there, recent, {}, 8).isEmpty());
    }

    void whoIsSpokenOfIsTheLongestName()
    {
        const auto there = people({ "Friar", "Friar Laurence", "nurse", "Nurse" });
        QCOMPARE(nickAtStart("friar laurence speaks too long", there),
                 (NickAndRest { "Friar Laurence", "speaks too long" }));
        QCOMPARE(nickAtStart("Friar  be gone", there), (NickAndRest { "Friar", "be gone" }));
        QCOMPARE(nickAtStart("Nurse", there), (NickAndRest { "Nurse" }));
        QCOMPARE(nickAtStart("nurse: madam", there), (NickAndRest { "nurse", "madam" }));
        QVERIFY(!nickAtStart("Friars", there));
        QVERIFY(!nickAtStart({}, there));
    }

    void nickIsFoundAsAWord()
    {
        using Runs = QList<std::pair<qsizetype, qsizetype>>;
        QCOMPARE(nickRuns("romeo, art thou Romeo? romeos", "Romeo"), (Runs { { 0, 5 }, { 16, 5 } }));
        QCOMPARE(nickRuns("a a: @a", "a"), (Runs { { 2, 1 }, { 6, 1 } }));
        QCOMPARE(nickRuns("x aaa", "aa"), Runs());
        QCOMPARE(nickRuns("anything", {}), Runs());
        QCOMPARE(nickRuns("romeo@montague.lit is @romeo", "romeo"), (Runs { { 23, 5 } }));
        QCOMPARE(nickRuns(u"> romeo\u2028romeo"_qs, "romeo"), (Runs { { 8, 5 } })); // as it is laid out
        QCOMPARE(watchedRuns("roses, x, primroses, Roses", { "x", "roses", {} }),
                 (Runs { { 7, 1 }, { 0, 5 }, { 21, 5 } }));
    }

    void nickIsWrittenForItsPlace()
    {
        QCOMPARE(writtenNick("Juliet", true), QString("Juliet: "));
        QCOMPARE(writtenNick("Juliet", false), QString("Juliet "));
    }
};

QTEST_GUILESS_MAIN(TestNickMatches)
#include "tst_nick_matches.moc"
