// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults/judge.h"

#include <QtTest>

using namespace natter;
using Kind = Offence::Kind;
using State = TypedMessage::State;

static const QString romeo = QStringLiteral("romeo@montague.lit");
static const QString juliet = QStringLiteral("juliet@capulet.lit");
static const QString nurse = QStringLiteral("nurse@capulet.lit");

/// A client and a server that do everything right, unless a test meddles with what they leave.
class Household
{
public:
    Ledger ledger;

    /// Typed, delivered, archived, and shown to both.
    void say(const QString &from, const QString &to, const QString &text = QStringLiteral("Ay me"))
    {
        const TypedMessage &message = type(from, to, text);
        const ListedMessage listed { from, to, QStringLiteral("id-") + message.tag.nonce, message.body };
        for (const QString &one : { from, to }) {
            ledger.archives[one].append(listed);
            if (one != nurse) {
                ledger.timelines[one].append(listed);
            }
        }
        if (to == nurse) {
            ledger.arrivals[nurse].append(listed);
        }
    }
    TypedMessage &type(const QString &from, const QString &to, const QString &text)
    {
        TypedMessage message;
        message.tag = { from, to, ++m_sequences[from + to], QStringLiteral("n%1").arg(++m_nonces) };
        message.body = message.tag.text(text);
        message.shown = true;
        message.shownAsSent = true;
        message.state = State::Sent;
        ledger.typed.append(message);
        return ledger.typed.last();
    }
    void talk(int rounds)
    {
        for (int i = 0; i < rounds; ++i) {
            say(romeo, juliet);
            say(juliet, romeo, QStringLiteral("O <Romeo>\n\u4f60"));
            say(nurse, romeo);
            say(juliet, nurse);
        }
    }

    QList<ListedMessage> &timeline(const QString &whose) { return ledger.timelines[whose]; }
    QList<ListedMessage> &archive(const QString &whose) { return ledger.archives[whose]; }
    /// From everybody's lists.
    void erase(const QString &nonce, const QStringList &keepers = {})
    {
        for (auto *lists : { &ledger.timelines, &ledger.archives, &ledger.arrivals }) {
            for (auto list = lists->begin(); list != lists->end(); ++list) {
                if (!keepers.contains(list.key())) {
                    list->removeIf([&](const ListedMessage &listed) { return listed.body.contains(nonce + u']'); });
                }
            }
        }
    }
    /// Typed and shown to the sender, and nothing more.
    TypedMessage &keep(const QString &from, const QString &to, const QString &text)
    {
        TypedMessage &message = type(from, to, text);
        ledger.timelines[from].append({ from, to, QStringLiteral("id-") + message.tag.nonce, message.body });
        return message;
    }
    /// One letter for each offence, in order.
    QString findings() const
    {
        QString letters;
        for (const Offence &offence : Judge(ledger).verdict().offences) {
            letters += QLatin1Char("LDRW"[static_cast<int>(offence.kind)]);
        }
        return letters;
    }
    Verdict verdict() const { return Judge(ledger).verdict(); }

private:
    QHash<QString, int> m_sequences;
    int m_nonces = 0;
};

class TestJudge : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tagIsReadBack()
    {
        const MessageTag tag { romeo, juliet, 17, QStringLiteral("abc") };
        const auto read = MessageTag::read(tag.text(QStringLiteral("] > #\n")));
        QVERIFY(read.has_value());
        QCOMPARE(read->sender, romeo);
        QCOMPARE(read->recipient, juliet);
        QCOMPARE(read->sequence, 17);
        QCOMPARE(read->nonce, QStringLiteral("abc"));
        QVERIFY(!MessageTag::read(QStringLiteral("Ay me")).has_value());
    }

    void roomIsForAllWhoAreIn()
    {
        Household home;
        const QString hall = QStringLiteral("hall@chat.capulet.lit");
        home.ledger.rooms[hall] = { romeo, juliet };
        const TypedMessage message = home.type(romeo, hall, QStringLiteral("Ay me"));
        const ListedMessage listed { romeo, hall, QStringLiteral("id"), message.body };
        home.archive(hall).append(listed);
        home.timeline(romeo).append(listed);
        QCOMPARE(home.findings(), QStringLiteral("L")); // Juliet never saw it
        home.timeline(juliet).append(listed);
        QCOMPARE(home.findings(), QString());
        QCOMPARE(home.verdict().arrived, 1);
        home.timeline(juliet).append(listed);
        QCOMPARE(home.findings(), QStringLiteral("D"));
        home.timeline(nurse).append(listed); // who is not in
        QCOMPARE(home.findings(), QStringLiteral("DW"));
    }

    void nothingToSayWhereAllIsWell()
    {
        Household house;
        house.talk(5);
        const Verdict verdict = house.verdict();
        QVERIFY(verdict.isClean());
        QCOMPARE(verdict.typed, 20);
        QCOMPARE(verdict.arrived, 20);
    }

    void clientThatDropsWhatItSends()
    {
        Household house;
        house.talk(3);
        house.erase(QStringLiteral("n5"), {});
        QCOMPARE(house.findings(), QStringLiteral("L"));
        QCOMPARE(house.verdict().offences.first().nonce, QStringLiteral("n5"));
        QCOMPARE(house.verdict().arrived, 11);
    }

    void clientThatDropsWhatItReceives()
    {
        Household house;
        house.talk(3);
        house.timeline(juliet).removeAt(0); // n1, from romeo
        QCOMPARE(house.findings(), QStringLiteral("L"));
    }

    void clientThatForgetsWhatItShowed_data()
    {
        QTest::addColumn<int>("state");
        QTest::addRow("as it was typed") << static_cast<int>(State::NotTaken);
        QTest::addRow("waiting") << static_cast<int>(State::Pending);
        QTest::addRow("failed") << static_cast<int>(State::Failed);
    }
    void clientThatForgetsWhatItShowed()
    {
        QFETCH(const int, state);
        Household house;
        house.talk(2);
        TypedMessage &message = house.type(romeo, juliet, QStringLiteral("gone"));
        message.state = static_cast<State>(state);
        message.shownAsSent = false;
        QCOMPARE(house.findings(), QStringLiteral("L"));
    }

    void clientThatForgetsWhatItSent()
    {
        Household house;
        house.talk(2);
        house.timeline(romeo).removeAt(0); // n1, which juliet has
        QCOMPARE(house.findings(), QStringLiteral("L"));
        QCOMPARE(house.verdict().offences.first().nonce, QStringLiteral("n1"));
    }

    void clientThatDoubles_data()
    {
        QTest::addColumn<bool>("onServer");
        QTest::addRow("sends twice") << true;
        QTest::addRow("shows twice") << false;
    }
    void clientThatDoubles()
    {
        QFETCH(const bool, onServer);
        Household house;
        house.talk(3);
        QList<ListedMessage> &list = onServer ? house.archive(romeo) : house.timeline(juliet);
        list.append(list.first());
        QCOMPARE(house.findings(), QStringLiteral("D"));
    }

    void clientThatSwaps()
    {
        Household house;
        house.say(romeo, juliet);
        house.say(romeo, juliet);
        house.say(romeo, juliet);
        house.timeline(juliet).swapItemsAt(0, 1);
        QCOMPARE(house.findings(), QStringLiteral("R"));
        house.archive(juliet).swapItemsAt(1, 2);
        QCOMPARE(house.findings(), QStringLiteral("RR"));
    }

    void orderIsThatOfOneSenderAndChat()
    {
        Household house;
        house.say(romeo, juliet);
        house.say(juliet, romeo);
        house.say(romeo, nurse);
        house.timeline(romeo).swapItemsAt(0, 1); // what others wrote meanwhile may stand anywhere
        house.timeline(romeo).swapItemsAt(0, 2);
        QCOMPARE(house.findings(), QString());
    }

    void wrongThings_data()
    {
        QTest::addColumn<int>("what");
        QTest::addRow("another text") << 0;
        QTest::addRow("another sender") << 1;
        QTest::addRow("another chat") << 2;
        QTest::addRow("what nobody typed") << 3;
        QTest::addRow("one id for two") << 4;
    }
    void wrongThings()
    {
        QFETCH(const int, what);
        Household house;
        house.talk(2);
        ListedMessage &listed = house.timeline(juliet)[0];
        if (what == 0) {
            listed.body += u'!';
        } else if (what == 1) {
            listed.from = nurse;
        } else if (what == 2) {
            listed.to = nurse;
        } else if (what == 3) {
            house.timeline(juliet).append({ romeo, juliet, QStringLiteral("x"), QStringLiteral("Ay me") });
        } else {
            house.timeline(juliet)[2].id = house.timeline(juliet)[1].id;
        }
        QCOMPARE(house.findings(), QStringLiteral("W"));
    }

    void failureIsHonestOrNot()
    {
        Household house;
        house.talk(2);
        TypedMessage &failed = house.keep(romeo, juliet, QStringLiteral("never went out"));
        failed.state = State::Failed;
        failed.shownAsSent = false;
        QVERIFY(house.verdict().isClean());
        QCOMPARE(house.verdict().failedHonestly, 1);

        house.ledger.typed[0].state = State::Failed; // that one arrived
        QCOMPARE(house.findings(), QStringLiteral("W"));

        house.ledger.typed[0].state = State::Sent;
        house.ledger.typed.last().shownAsSent = true;
        QCOMPARE(house.findings(), QStringLiteral("L"));
    }

    void waitingForEverIsNoState()
    {
        Household house;
        house.talk(1);
        TypedMessage &message = house.keep(romeo, juliet, QStringLiteral("waits"));
        message.state = State::Pending;
        QCOMPARE(house.findings(), QStringLiteral("L"));
        house.ledger.typed[0].state = State::Pending; // the server has it: we should know
        QCOMPARE(house.findings(), QStringLiteral("WL"));
    }

    void whatTheProgramNeverTookIsNobodysFault()
    {
        Household house;
        house.talk(1);
        TypedMessage &message = house.type(romeo, juliet, QStringLiteral("killed while typed"));
        message.state = State::NotTaken;
        message.shown = false;
        message.shownAsSent = false;
        QVERIFY(house.verdict().isClean());
        QCOMPARE(house.verdict().notTaken, 1);
        house.archive(juliet).append({ romeo, juliet, QStringLiteral("x"), message.body });
        QCOMPARE(house.findings(), QStringLiteral("W"));
    }

    void serversOwnLossIsToldApart()
    {
        Household house;
        house.talk(3);
        const QString nonce = house.ledger.typed[4].tag.nonce; // from romeo to juliet
        house.erase(nonce, { romeo });
        QVERIFY(house.verdict().isClean());
        QCOMPARE(house.verdict().lostByServer, QStringList(nonce));
        QCOMPARE(house.verdict().arrived, 11);
    }

    void verdictsAddUp()
    {
        Household good;
        good.talk(2);
        Household bad;
        bad.talk(1);
        bad.timeline(juliet).append(bad.timeline(juliet).first());
        Verdict total = good.verdict();
        total += bad.verdict();
        QCOMPARE(total.typed, 12);
        QCOMPARE(total.count(Kind::Doubled), 1);
        QCOMPARE(total.count(Kind::Lost), 0);
    }
};

QTEST_GUILESS_MAIN(TestJudge)
#include "tst_judge.moc"
