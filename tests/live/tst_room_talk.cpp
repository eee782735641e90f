// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/element_reader.h"
#include "support/cut_proxy.h"
#include "support/room_guest.h"

#include <QtTest>

using namespace natter;
using Delivery = ChatMessage::Delivery;
using Kind = ServerLauncher::Kind;
using Phase = AccountStatus::Phase;

/// What is said in rooms of the servers that people use arrives at everybody, in one order, and once.
class TestRoomTalk : public QObject
{
    Q_OBJECT

    static constexpr int patience = RoomGuest::patience; // milliseconds
    LiveRooms m_rooms;

    static Kind kind()
    {
        QFETCH_GLOBAL(int, kind);
        return static_cast<Kind>(kind);
    }
    ServerLauncher &server() { return m_rooms.at(kind()); }

    /// Romeo and Juliet in a room that he made.
    struct Garden
    {
        explicit Garden(TestRoomTalk &test)
            : room(test.m_rooms.newRoom())
            , romeo(test.m_rooms.guest(kind(), "romeo"))
            , juliet(test.m_rooms.guest(kind(), "juliet"))
        {
        }
        /// What went wrong, else empty.
        QString opens() const
        {
            if (!romeo->comesOnline() || !juliet->comesOnline()) {
                return romeo->why() + u' ' + juliet->why();
            }
            if (!romeo->makes(room)) {
                return QStringLiteral("no room: ") + romeo->standing(room);
            }
            return juliet->goesIn(room) ? QString() : juliet->standing(room);
        }
        bool isSaid(const RoomGuest &by, const QString &text) const
        {
            by.says(room, text);
            return by.saidIs(Delivery::OnServer, text);
        }
        /// As everybody has it who heard it.
        static QString line(const RoomGuest &by, const QString &text)
        {
            return by.nick() + QStringLiteral(": ") + text;
        }

        Jid room;
        std::unique_ptr<RoomGuest> romeo;
        std::unique_ptr<RoomGuest> juliet;
    };
    /// Sends this payload to the room, as other clients do.
    static void sendRaw(const RoomGuest &by, const Jid &room, const QByteArray &id, const QByteArray &children)
    {
        by.account->sendRaw(*parseElement("<message xmlns='jabber:client' type='groupchat' id='" + id + "' to='"
                                          + room.toString().toUtf8() + "'>" + children + "</message>"));
    }
    static QStringList numbers(int first, int last)
    {
        QStringList all;
        for (int i = first; i <= last; ++i) {
            all.append(QString::number(i));
        }
        return all;
    }
    static bool isReacted(const ChatMessage &message, const QString &emoji, int count, bool isOurs)
    {
        return message.reactions == QList<Reaction> { { emoji, count, isOurs } };
    }

private Q_SLOTS:
    void initTestCase_data() { LiveRooms::addServers(); }
    void init() { QVERIFY2(server().isRunning(), qPrintable(server().problem())); }

    void everybodyHearsTheSameInOneOrder()
    {
        Garden garden(*this);
        const QString problem = garden.opens();
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        const auto tybalt = m_rooms.guest(kind(), "tybalt");
        QVERIFY2(tybalt->comesOnline(), qPrintable(tybalt->why()));
        QVERIFY2(tybalt->goesIn(garden.room), qPrintable(tybalt->standing(garden.room)));
        constexpr int each = 20;
        const RoomGuest *all[] { garden.romeo.get(), garden.juliet.get(), tybalt.get() };
        for (int i = 0; i < each; ++i) { // all at once
            for (const RoomGuest *guest : all) {
                guest->says(garden.room, guest->nick() + QStringLiteral(" says %1 \U0001f41d <&").arg(i));
            }
        }
        for (const RoomGuest *guest : all) {
            QVERIFY(guest->saidIs(Delivery::OnServer, guest->nick() + QStringLiteral(" says 19 \U0001f41d <&")));
        }
        QTRY_COMPARE_WITH_TIMEOUT(garden.romeo->shown(garden.room).size(), 3 * each, patience);
        QTRY_COMPARE_WITH_TIMEOUT(garden.juliet->shown(garden.room).size(), 3 * each, patience);
        QTRY_COMPARE_WITH_TIMEOUT(tybalt->shown(garden.room).size(), 3 * each, patience);
        const ChatMessage said = garden.romeo->sent(garden.romeo->nick() + QStringLiteral(" says 7 \U0001f41d <&"));
        QVERIFY(!said.archiveId.isEmpty());
        QCOMPARE(said.archiveId, garden.juliet->message(said.body).archiveId);
        QCOMPARE(garden.juliet->message(said.body).kind, ChatKind::Room);
        QVERIFY(!garden.juliet->message(said.body).occupant.isEmpty());

        // As each typed it, whatever came between
        for (const RoomGuest *guest : all) {
            const QStringList theirs =
                garden.juliet->shown(garden.room).filter(guest->nick() + QStringLiteral(" says"));
            QCOMPARE(theirs.size(), each);
            for (int i = 0; i < each; ++i) {
                QVERIFY2(theirs[i].contains(QStringLiteral(" says %1 ").arg(i)), qPrintable(theirs[i]));
            }
        }
        // Somebody new has the order of the room
        const auto nurse = m_rooms.guest(kind(), "nurse");
        QVERIFY2(nurse->comesOnline(), qPrintable(nurse->why()));
        QVERIFY2(nurse->goesIn(garden.room), qPrintable(nurse->standing(garden.room)));
        QTRY_COMPARE_WITH_TIMEOUT(nurse->shown(garden.room).size(), 3 * each, patience);
        QStringList order = nurse->shown(garden.room);
        const auto others = [](const QStringList &lines, const RoomGuest &but) {
            QStringList rest;
            std::copy_if(lines.cbegin(), lines.cend(), std::back_inserter(rest),
                         [&but](const QString &line) { return !line.startsWith(but.nick() + u':'); });
            return rest;
        };
        QCOMPARE(others(garden.juliet->shown(garden.room), *garden.juliet), others(order, *garden.juliet));
        QCOMPARE(others(garden.romeo->shown(garden.room), *garden.romeo), others(order, *garden.romeo));
    }

    void whatWasMissedComesFromTheArchive()
    {
        Garden garden(*this);
        const QString problem = garden.opens();
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        QVERIFY(garden.romeo->room(garden.room)->info().hasArchive);
        QVERIFY(garden.isSaid(*garden.romeo, "0"));
        QVERIFY(garden.juliet->hears("0"));
        QVERIFY2(garden.juliet->goesOffline(), qPrintable(garden.juliet->why()));
        for (const QString &text : numbers(1, 150)) { // more than a page
            garden.romeo->says(garden.room, text);
        }
        QVERIFY(garden.romeo->saidIs(Delivery::OnServer, "150"));
        QVERIFY2(garden.juliet->goesOnline(), qPrintable(garden.juliet->why()));
        QVERIFY2(garden.juliet->getsIn(garden.room), qPrintable(garden.juliet->standing(garden.room)));
        QVERIFY(garden.isSaid(*garden.romeo, "151")); // while that comes
        QStringList expected;
        for (const QString &text : numbers(0, 151)) {
            expected.append(Garden::line(*garden.romeo, text));
        }
        QTRY_COMPARE_WITH_TIMEOUT(garden.juliet->shown(garden.room), expected, patience);
        QCOMPARE(garden.romeo->shown(garden.room), expected);
        QTRY_VERIFY_WITH_TIMEOUT(garden.juliet->account->history().gaps().isEmpty(), patience);
        QCOMPARE(garden.juliet->stored(garden.room).at(77).archiveId, garden.romeo->sent("77").archiveId);
    }

    void correctionsReactionsAndRetractionsAreOfWhoSaidIt()
    {
        Garden garden(*this);
        const QString problem = garden.opens();
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        const auto &romeo = garden.romeo;
        const auto &juliet = garden.juliet;
        QVERIFY(garden.isSaid(*romeo, "Good morow"));
        QVERIFY(garden.isSaid(*romeo, "By yonder moon"));
        QVERIFY(juliet->hears("By yonder moon"));
        romeo->account->outbox().correct(romeo->sent("Good morow"), "Good morrow");
        const QStringList corrected { Garden::line(*romeo, "Good morrow*"), Garden::line(*romeo, "By yonder moon") };
        QTRY_COMPARE_WITH_TIMEOUT(juliet->shown(garden.room), corrected, patience);
        QTRY_COMPARE_WITH_TIMEOUT(romeo->shown(garden.room), corrected, patience);
        QTRY_VERIFY_WITH_TIMEOUT(!romeo->message("Good morow").isChanging, patience);

        const QString heart = QStringLiteral("\u2764");
        juliet->account->outbox().react(juliet->message("By yonder moon"), { heart });
        QTRY_VERIFY_WITH_TIMEOUT(isReacted(romeo->message("By yonder moon"), heart, 1, false), patience);
        QTRY_VERIFY_WITH_TIMEOUT(isReacted(juliet->message("By yonder moon"), heart, 1, true), patience);
        romeo->account->outbox().react(romeo->message("By yonder moon"), { heart });
        QTRY_VERIFY_WITH_TIMEOUT(isReacted(juliet->message("By yonder moon"), heart, 2, true), patience);
        juliet->account->outbox().react(juliet->message("By yonder moon"), {});
        QTRY_VERIFY_WITH_TIMEOUT(isReacted(romeo->message("By yonder moon"), heart, 1, true), patience);

        juliet->account->outbox().reply(juliet->message("By yonder moon"), "swear not");
        QTRY_VERIFY_WITH_TIMEOUT(romeo->received("swear not") == 1 && romeo->message("swear not").quote, patience);
        QVERIFY(romeo->message("swear not").quote->isOurs);
        QVERIFY(romeo->message("swear not").isMention);
        QVERIFY(!romeo->message("swear not").archiveId.isEmpty());

        romeo->account->outbox().retract(romeo->message("By yonder moon"));
        const QStringList retracted { Garden::line(*romeo, "Good morrow*"), Garden::line(*romeo, "-"),
                                      Garden::line(*juliet, "swear not") };
        QTRY_COMPARE_WITH_TIMEOUT(juliet->shown(garden.room), retracted, patience);
        QTRY_COMPARE_WITH_TIMEOUT(romeo->shown(garden.room), retracted, patience);
        QTRY_VERIFY_WITH_TIMEOUT(!romeo->message("By yonder moon").isChanging, patience);
    }

    void archiveTellsWhoSaidIt()
    {
        Garden garden(*this);
        const QString problem = garden.opens();
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        const auto &romeo = garden.romeo;
        QVERIFY(garden.isSaid(*romeo, "one"));
        QVERIFY(garden.isSaid(*romeo, "two"));
        romeo->account->outbox().correct(romeo->sent("one"), "first");
        romeo->account->outbox().retract(romeo->sent("two"));
        QVERIFY(garden.isSaid(*garden.juliet, "three"));
        QTRY_VERIFY_WITH_TIMEOUT(!romeo->message("two").isChanging && !romeo->message("one").isChanging, patience);
        const auto nurse = m_rooms.guest(kind(), "nurse");
        QVERIFY2(nurse->comesOnline(), qPrintable(nurse->why()));
        QVERIFY2(nurse->goesIn(garden.room), qPrintable(nurse->standing(garden.room)));
        QStringList expected { Garden::line(*romeo, "first*"), Garden::line(*romeo, "-"),
                               Garden::line(*garden.juliet, "three") };
        if (kind() == Kind::Ejabberd24) { // it takes it out of its archive
            expected.removeAt(1);
        }
        if (!LiveRooms::hasOccupantIds(kind())) { // nobody knows who corrected or took back
            expected = QStringList { Garden::line(*romeo, "one"), Garden::line(*romeo, "two"),
                                     Garden::line(*romeo, "first"), Garden::line(*garden.juliet, "three") };
            QTRY_COMPARE_WITH_TIMEOUT(nurse->shown(garden.room).size(), 4, patience);
            QStringList shown = nurse->shown(garden.room);
            shown.sort();
            expected.sort();
            QCOMPARE(shown, expected);
            return;
        }
        QTRY_COMPARE_WITH_TIMEOUT(nurse->shown(garden.room), expected, patience);
    }

    void whoTookOverTheNickCorrectsNothing()
    {
        Garden garden(*this);
        const QString problem = garden.opens();
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        const auto &romeo = garden.romeo;
        const auto &juliet = garden.juliet;
        QVERIFY(garden.isSaid(*juliet, "I love thee"));
        QVERIFY(romeo->hears("I love thee"));
        const QByteArray id = juliet->sent("I love thee").stanzaId.toUtf8();
        const QByteArray archiveId = juliet->sent("I love thee").archiveId.toUtf8();
        const QString nick = juliet->nick();
        juliet->account->rooms().leave(garden.room);
        QTRY_VERIFY_WITH_TIMEOUT(!romeo->room(garden.room)->occupant(nick), patience);
        const auto tybalt = m_rooms.guest(kind(), "tybalt");
        QVERIFY2(tybalt->comesOnline(), qPrintable(tybalt->why()));
        RoomWish wish;
        wish.nick = nick;
        QVERIFY2(tybalt->goesIn(garden.room, wish), qPrintable(tybalt->standing(garden.room)));
        sendRaw(*tybalt, garden.room, "t1",
                "<body>I hate thee</body><replace xmlns='urn:xmpp:message-correct:0' id='" + id + "'/>");
        sendRaw(*tybalt, garden.room, "t2", "<retract xmlns='urn:xmpp:message-retract:1' id='" + archiveId + "'/>");
        sendRaw(*tybalt, garden.room, "t3", "<body>as hell</body>");
        QVERIFY(romeo->hears("as hell"));
        QCOMPARE(romeo->shown(garden.room),
                 QStringList({ nick + ": I love thee", nick + ": I hate thee*", nick + ": as hell" }));
        QVERIFY(romeo->message("I love thee").occupant != romeo->message("as hell").occupant);
    }

    void privateMessagesAreApart()
    {
        Garden garden(*this);
        const QString problem = garden.opens();
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        const auto &romeo = garden.romeo;
        const auto &juliet = garden.juliet;
        const Jid julietThere = garden.room.withResource(juliet->nick());
        const Jid romeoThere = garden.room.withResource(romeo->nick());
        romeo->says(julietThere, "in confidence");
        QVERIFY(juliet->hears("in confidence"));
        QCOMPARE(juliet->message("in confidence").conversation, juliet->chat(romeoThere));
        QVERIFY(romeo->saidIs(Delivery::OnServer, "in confidence"));
        juliet->says(romeoThere, "I hear");
        QVERIFY(romeo->hears("I hear"));
        QCOMPARE(romeo->message("I hear").conversation, romeo->chat(julietThere));
        romeo->says(juliet->jid(), "openly");
        QVERIFY(juliet->hears("openly"));
        QVERIFY(garden.isSaid(*romeo, "to all"));
        QVERIFY(juliet->hears("to all"));
        const auto bodies = [](const QStringList &lines) {
            QStringList texts;
            for (const QString &line : lines) {
                texts.append(line.section(QStringLiteral(": "), 1));
            }
            return texts;
        };
        QCOMPARE(bodies(romeo->shown(julietThere)), QStringList({ "in confidence", "I hear" }));
        QCOMPARE(bodies(juliet->shown(romeoThere)), QStringList({ "in confidence", "I hear" }));
        QCOMPARE(bodies(juliet->shown(romeo->jid())), QStringList({ "openly" }));
        QCOMPARE(bodies(juliet->shown(garden.room)), QStringList({ "to all" }));
        romeo->says(garden.room.withResource(u"nobody"), "Anyone?");
        QVERIFY(romeo->saidIs(Delivery::Failed, "Anyone?"));
    }

    void moderatorTakesBack()
    {
        Garden garden(*this);
        const QString problem = garden.opens();
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        const auto &romeo = garden.romeo;
        if (kind() == Kind::Prosody || kind() == Kind::Ejabberd) {
            QVERIFY(!romeo->room(garden.room)->info().isModeratable);
            return;
        }
        QVERIFY(romeo->room(garden.room)->info().isModeratable);
        QVERIFY(garden.isSaid(*garden.juliet, "A plague"));
        QVERIFY(romeo->hears("A plague"));
        QVERIFY(RoomGuest::does(romeo->room(garden.room)->moderate(romeo->message("A plague"), "not so loud")));
        const QStringList moderated { Garden::line(*garden.juliet, "-") };
        QTRY_COMPARE_WITH_TIMEOUT(romeo->shown(garden.room), moderated, patience);
        QTRY_COMPARE_WITH_TIMEOUT(garden.juliet->shown(garden.room), moderated, patience);
        const auto nurse = m_rooms.guest(kind(), "nurse");
        QVERIFY2(nurse->comesOnline(), qPrintable(nurse->why()));
        QVERIFY2(nurse->goesIn(garden.room), qPrintable(nurse->standing(garden.room)));
        QVERIFY(garden.isSaid(*romeo, "What, ho"));
        QVERIFY(nurse->hears("What, ho"));
        QTRY_VERIFY_WITH_TIMEOUT(nurse->account->history().gaps().isEmpty(), patience);
        QVERIFY(nurse->received("A plague") == 0);
    }

    void membersLearnWhoHasReadWhat()
    {
        Garden garden(*this);
        const QString problem = garden.opens();
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        RoomGuest &romeo = *garden.romeo;
        RoomGuest &juliet = *garden.juliet;
        QVERIFY(
            RoomGuest::does(romeo.room(garden.room)->setAffiliation(juliet.jid(), RoomAffiliation::Member, QString())));
        QVERIFY(romeo.configures(garden.room,
                                 { { "muc#roomconfig_membersonly", "1" }, { "muc#roomconfig_whois", "anyone" } }));
        const auto shares = [&] { return juliet.account->rooms().sharesReading(garden.room); };
        QVERIFY2(QTest::qWaitFor(shares, patience), qPrintable(juliet.standing(garden.room)));
        QVERIFY(garden.isSaid(romeo, "among members"));
        QVERIFY(juliet.hears("among members"));
        juliet.reads(garden.room);
        QVERIFY(romeo.saidIs(Delivery::Displayed, "among members"));
        const auto readers = romeo.conversations.readersOf(romeo.message("among members").row);
        QVERIFY(RoomGuest::does(readers));
        QCOMPARE(readers.result()->first().nick, juliet.nick());
        QCOMPARE(readers.result()->size(), 1);
    }

    void restartOfTheServerLosesNothing()
    {
        if (!LiveRooms::isProsody(kind())) {
            return; // ejabberd keeps rooms and archives in memory for minutes
        }
        Garden garden(*this);
        const QString problem = garden.opens();
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        QVERIFY(garden.isSaid(*garden.romeo, "before"));
        QVERIFY(garden.juliet->hears("before"));
        server().kill();
        QTRY_VERIFY_WITH_TIMEOUT(garden.romeo->hasWaited() && garden.juliet->hasWaited(), patience);
        QVERIFY(!garden.romeo->isIn(garden.room) || garden.romeo->phase() == Phase::Waiting);
        garden.romeo->says(garden.room, "meanwhile");
        QVERIFY2(server().start(), qPrintable(server().problem()));
        for (const auto &guest : { garden.juliet.get(), garden.romeo.get() }) {
            guest->account->connectNow();
            QVERIFY2(guest->becomes(Phase::Online), qPrintable(guest->why()));
            QVERIFY2(guest->getsIn(garden.room), qPrintable(guest->standing(garden.room)));
        }
        QVERIFY(garden.romeo->saidIs(Delivery::OnServer, "meanwhile"));
        QVERIFY(garden.isSaid(*garden.romeo, "after"));
        const QStringList all { Garden::line(*garden.romeo, "before"), Garden::line(*garden.romeo, "meanwhile"),
                                Garden::line(*garden.romeo, "after") };
        QTRY_COMPARE_WITH_TIMEOUT(garden.juliet->shown(garden.room), all, patience);
        QCOMPARE(garden.romeo->shown(garden.room), all);
    }

    /// Wherever the line breaks, between what is said and what the room passes on of it.
    void cutLineNeitherLosesNorDoubles()
    {
        Garden garden(*this);
        CutProxy proxy(server().directTlsPort());
        garden.romeo->settings.server->port = proxy.serverPort();
        const QString problem = garden.opens();
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        RoomGuest &romeo = *garden.romeo;
        QVERIFY(garden.isSaid(romeo, "0"));
        QStringList expected { Garden::line(romeo, "0") };
        struct Cut
        {
            CutProxy::Way way;
            int bytes;
        };
        static constexpr Cut cuts[] { { CutProxy::Way::ToServer, 0 },       { CutProxy::Way::ToServer, 100 },
                                      { CutProxy::Way::ToServer, 100'000 }, // answers are cut by hand
                                      { CutProxy::Way::ToClient, 0 },       { CutProxy::Way::ToClient, 200 },
                                      { CutProxy::Way::ToClient, 600 } };
        for (const bool isResumed : { true, false }) {
            for (const auto &[way, bytes] : cuts) {
                const QString text = QStringLiteral("%1 %2 %3").arg(isResumed).arg(static_cast<int>(way)).arg(bytes);
                romeo.forgetWaiting();
                proxy.cutAfter(bytes, way);
                romeo.says(garden.room, text + QStringLiteral(" a"));
                romeo.says(garden.room, text + QStringLiteral(" b"));
                expected += { Garden::line(romeo, text + QStringLiteral(" a")),
                              Garden::line(romeo, text + QStringLiteral(" b")) };
                if (bytes == 100'000) {
                    QVERIFY(garden.juliet->hears(text + QStringLiteral(" b")));
                    proxy.cut();
                }
                QTRY_VERIFY_WITH_TIMEOUT(romeo.hasWaited(), patience);
                if (!isResumed) {
                    QVERIFY2(romeo.goesOffline(), qPrintable(romeo.why()));
                    QVERIFY2(romeo.goesOnline(), qPrintable(romeo.why()));
                } else {
                    romeo.account->connectNow();
                    QVERIFY2(romeo.becomes(Phase::Online), qPrintable(romeo.why()));
                }
                QVERIFY2(romeo.getsIn(garden.room), qPrintable(romeo.standing(garden.room)));
                QVERIFY2(romeo.saidIs(Delivery::OnServer, text + QStringLiteral(" b")), qPrintable(text));
                QTRY_COMPARE_WITH_TIMEOUT(garden.juliet->shown(garden.room), expected, patience);
                QCOMPARE(romeo.shown(garden.room), expected);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestRoomTalk)
#include "tst_room_talk.moc"
