// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/search_terms.h"

#include <QtTest>

using namespace natter;
using Has = MessageSearch::Has;
using Direction = ChatMessage::Direction;

/// What somebody types into the search, and what is searched for then.
class TestSearchTerms : public QObject
{
    Q_OBJECT

    const QDate m_today { 2026, 11, 29 };
    const ConversationId m_juliet { Jid::orNull(u"romeo@montague.lit"), Jid::orNull(u"juliet@capulet.lit") };

    MessageSearch of(const QString &typed) const
    {
        const auto named = [this](const QString &name) {
            return name.startsWith(u"jul") ? QList<ConversationId> { m_juliet } : QList<ConversationId>();
        };
        return searchOf(typed, named, m_today);
    }
    static QDateTime day(int year, int month, int day) { return QDate(year, month, day).startOfDay().toUTC(); }

private Q_SLOTS:
    void wordsStayAsTheyAre_data()
    {
        QTest::addColumn<QString>("typed");
        for (const char *typed :
             { "", "fair sun", "\"fair sun\" arise", "from:", "has:wings", "before:dawn", "from: me",
               "https://montague.lit", "note:from", "before:2026-13", "after:2026-02-30" }) {
            QTest::newRow(typed) << QString::fromLatin1(typed);
        }
    }
    void wordsStayAsTheyAre()
    {
        QFETCH(QString, typed);
        MessageSearch plain;
        plain.text = typed;
        QCOMPARE(of(typed), plain);
    }

    void filtersAreTakenOut()
    {
        const MessageSearch all = of("from:juliet fair has:link sun HAS:image before:2026-02 after:2025");
        QCOMPARE(all.text.simplified(), QString("fair sun"));
        QCOMPARE(all.conversations, std::optional(QList<ConversationId> { m_juliet }));
        QCOMPARE(all.direction, std::optional(Direction::Incoming));
        QCOMPARE(all.has, (QList<Has> { Has::Link, Has::Image }));
        QCOMPARE(all.until, day(2026, 2, 1));
        QCOMPARE(all.since, day(2026, 1, 1)); // the year is over then
    }

    void peopleAreNamed()
    {
        QCOMPARE(of("from:me").direction, std::optional(Direction::Outgoing));
        QVERIFY(!of("from:me").conversations);
        QVERIFY(!of("in:juliet").direction);
        QCOMPARE(of("in:\"juliet of Capulet\" x").conversations, std::optional(QList<ConversationId> { m_juliet }));
        QCOMPARE(of("in:paris").conversations, std::optional(QList<ConversationId>())); // nobody: nothing is found
        QCOMPARE(of("in:juliet in:paris").conversations, std::optional(QList<ConversationId>()));
        const MessageSearch ours = of("from:me in:juliet");
        QCOMPARE(ours.direction, std::optional(Direction::Outgoing));
        QCOMPARE(ours.conversations, std::optional(QList<ConversationId> { m_juliet }));
    }

    void daysAreNamed()
    {
        QCOMPARE(of("before:2026-11-29").until, day(2026, 11, 29));
        QCOMPARE(of("after:2026-11-29").since, day(2026, 11, 30));
        QCOMPARE(of("before:today").until, day(2026, 11, 29));
        QCOMPARE(of("after:Yesterday").since, day(2026, 11, 29));
        QCOMPARE(of("after:2026-2").since, day(2026, 3, 1));
        QCOMPARE(of("before:2026").until, day(2026, 1, 1));
    }
};

QTEST_GUILESS_MAIN(TestSearchTerms)
#include "tst_search_terms.moc"
