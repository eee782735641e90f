// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/room_names.h"

#include "domain/chat_message.h"

#include <QtTest>

using namespace natter;
using Strength = GuardedNames::Strength;

/// Who can be taken for whom in a room, by their name and by what is known of who they are.
class TestRoomNames : public QObject
{
    Q_OBJECT

    static QString shown(const NamedPerson &person, const GuardedNames &names)
    {
        return toldApart(person.nick, person, names);
    }
    static GuardedNames guarded(const NamedPerson &person, Strength strength = Strength::All)
    {
        GuardedNames names;
        names.add(person, strength);
        return names;
    }

private Q_SLOTS:
    void lookalikesAreToldApart_data()
    {
        QTest::addColumn<QString>("nick");
        QTest::newRow("small letter") << u"M\u0435rcutio"_qs;
        QTest::newRow("capital at the beginning") << u"\u041cercutio"_qs;
        QTest::newRow("capitals") << u"MERCUTIO"_qs;
    }
    void lookalikesAreToldApart()
    {
        QFETCH(QString, nick);
        const GuardedNames names = guarded({ "Mercutio", "id-mercutio" });
        QCOMPARE(shown({ nick, "id-tybalt" }, names), QString(nick + u" · not Mercutio"_qs));
        QCOMPARE(shown({ nick }, names), QString(nick + u" · not Mercutio"_qs));
        QCOMPARE(shown({ nick, "id-mercutio" }, names), nick); // they call themselves so as well
        QCOMPARE(shown({ "Tybalt", "id-tybalt" }, names), QString("Tybalt"));
    }

    void whoHasTheSameNameIsToldApartIfThatIsKnown()
    {
        const GuardedNames names = guarded({ "Mercutio", "id-mercutio" });
        QCOMPARE(shown({ "Mercutio", "id-mercutio" }, names), QString("Mercutio"));
        QCOMPARE(shown({ "Mercutio", "id-tybalt" }, names), QString("Mercutio · another person"));
        QCOMPARE(shown({ "Mercutio" }, names), QString("Mercutio"));
        QCOMPARE(shown({ "Mercutio", ChatMessage::stayMark + QString("a:1") }, names), QString("Mercutio"));
    }

    void addressesTellAsWell()
    {
        const Jid mercutio = Jid::orNull(u"mercutio@verona.lit");
        const GuardedNames names = guarded({ "Mercutio", {}, mercutio });
        QCOMPARE(shown({ "Mercutio", {}, mercutio }, names), QString("Mercutio"));
        QCOMPARE(shown({ "Mercutio", {}, Jid::orNull(u"tybalt@verona.lit") }, names),
                 QString("Mercutio · another person"));
        QCOMPARE(shown({ "Mercutio", "id" }, names), QString("Mercutio"));
    }

    void whoCameFirstKeepsTheName()
    {
        GuardedNames names = guarded({ "Mercutio", "id-mercutio" });
        names.add({ "Mercutio", "id-tybalt" });
        QCOMPARE(shown({ "Mercutio", "id-mercutio" }, names), QString("Mercutio"));
        QCOMPARE(shown({ "Mercutio", "id-tybalt" }, names), QString("Mercutio · another person"));
    }

    void ofThoseWhoSpokeNobodyHasTheName()
    {
        GuardedNames names;
        const NamedPerson lookalike { u"\u041cercutio"_qs, "id-paris" };
        guardSpeakers(names,
                      { { "Nurse", "id-nurse" },
                        { "Mercutio", "id-mercutio" },
                        { "Mercutio", "id-tybalt" },
                        lookalike,
                        { "MERCUTIO", "id-mercutio" } },
                      nullptr);
        QCOMPARE(shown({ "Mercutio", "id-mercutio" }, names), QString("Mercutio · another person"));
        QCOMPARE(shown({ "Mercutio", "id-tybalt" }, names), QString("Mercutio · another person"));
        QCOMPARE(shown(lookalike, names), QString(lookalike.nick + u" · not Mercutio"_qs));
        QCOMPARE(shown({ "MERCUTIO" }, names), QString("MERCUTIO")); // nobody knows who that is
        QCOMPARE(shown({ "Nurse", "id-nurse" }, names), QString("Nurse"));
    }

    void whereNobodyIsLikeAnotherNothingIsGuarded()
    {
        GuardedNames names;
        guardSpeakers(names, { { "Nurse", "id-nurse" }, { "Mercutio", "id-mercutio" } }, nullptr);
        QVERIFY(names.isEmpty());
    }

    void whoRunsTheRoomComesBeforeWhoSpokeFirst()
    {
        GuardedNames names = guarded({ "Mercutio", "id-mercutio" });
        guardSpeakers(names, { { "Mercutio", "id-tybalt" }, { "Mercutio", "id-mercutio" } }, nullptr);
        QCOMPARE(shown({ "Mercutio", "id-mercutio" }, names), QString("Mercutio"));
        QCOMPARE(shown({ "Mercutio", "id-tybalt" }, names), QString("Mercutio · another person"));
    }

    void tensOfThousandsAreLookedAtInNoTime()
    {
        GuardedNames names;
        QList<NamedPerson> speakers;
        for (int i = 0; i < 10'000; ++i) {
            speakers.append({ QStringLiteral("Montague") + QString::number(i), QString::number(i) });
        }
        QElapsedTimer timer;
        timer.start();
        guardSpeakers(names, speakers, nullptr);
        QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
    }
};

QTEST_APPLESS_MAIN(TestRoomNames)
#include "tst_room_names.moc"
