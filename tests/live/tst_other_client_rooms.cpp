// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/other_pair.h"

#include <QtTest>

using namespace natter;

/// What people say in rooms, between us and a client that is not ours.
class TestOtherClientRooms : public QObject
{
    Q_OBJECT

    static constexpr int patience = OtherPair::patience;
    LiveServers m_servers;
    int m_gardens = 0;

    /// A room with both of them.
    struct Garden : OtherPair
    {
        Garden(LiveServers &servers, int number)
            : OtherPair(servers)
            , room(Jid::orNull(QStringLiteral("garden%1@chat.").arg(number) + ServerLauncher::domain()))
        {
        }
        bool goIn()
        {
            RoomWish wish;
            wish.mayMake = true;
            ours = &romeo.account->rooms().join(room, wish);
            if (!QTest::qWaitFor([this] { return ours->isIn(); }, patience)) {
                return false;
            }
            const auto opened = ours->acceptDefaults();
            if (!QTest::qWaitFor([&opened] { return opened.isFinished(); }, patience) || !opened.result()) {
                return false;
            }
            juliet.send({ { "joins", room.withResource(u"Juliet").toString() } });
            return QTest::qWaitFor([this] { return ours->occupant("Juliet") != nullptr; }, patience);
        }
        QJsonObject toRoom(const QString &id, QJsonObject what) const
        {
            what["to"] = room.toString();
            what["id"] = id;
            what["type"] = "groupchat";
            return what;
        }
        /// What Juliet says there with that id; returns as it is stored.
        ChatMessage hearThere(const QString &id, const QJsonObject &what)
        {
            juliet.send(toRoom(id, what));
            if (!QTest::qWaitFor([&] { return of(id).row != 0; }, patience)) {
                qFatal("nothing was heard of %s", qPrintable(id));
            }
            return of(id);
        }
        /// What we say there, as Juliet receives it, once the room has passed it on to us as well.
        QJsonObject sayThere(const QString &text)
        {
            outbox().send(room, text);
            const QJsonObject said = heard(text);
            const QString id = said["id"].toString();
            return QTest::qWaitFor([&] { return !of(id).archiveId.isEmpty(); }, patience) ? said : QJsonObject();
        }

        const Jid room;
        Room *ours = nullptr;
    };

private Q_SLOTS:
    void talkInARoomBothWays()
    {
        Garden pair(m_servers, ++m_gardens);
        QVERIFY2(pair.begins() && pair.goIn(), qPrintable(pair.juliet.errors()));
        pair.juliet.send(pair.toRoom("j1", { { "body", "Ay me" } }));
        QTRY_COMPARE_WITH_TIMEOUT(pair.of("j1").body, QString("Ay me"), patience);
        QCOMPARE(pair.of("j1").nick, QString("Juliet"));
        pair.juliet.send(pair.toRoom("j2", { { "body", "O Romeo" }, { "corrects", "j1" } }));
        QTRY_COMPARE_WITH_TIMEOUT(pair.of("j1").body, QString("O Romeo"), patience);

        Outbox &outbox = pair.outbox();
        outbox.send(pair.room, "She speaks");
        const QJsonObject said =
            pair.juliet.waitFor([](const QJsonObject &event) { return event["body"] == "She speaks"; });
        QCOMPARE(said["type"].toString(), QString("groupchat"));
        QCOMPARE(said["resource"].toString(), pair.ours->nick());
        const QString id = said["id"].toString();
        QTRY_COMPARE_WITH_TIMEOUT(pair.of(id).delivery, ChatMessage::Delivery::OnServer, patience);
        QCOMPARE(pair.of(id).archiveId, said["archived"].toString());

        const QString emoji = QString::fromUtf8("\U0001F44D");
        pair.juliet.send(pair.toRoom("j3", { { "reacts", said["archived"] }, { "emoji", QJsonArray { emoji } } }));
        QTRY_COMPARE_WITH_TIMEOUT(pair.of(id).reactions.size(), 1, patience);
        outbox.react(pair.of("j1"), { emoji });
        const QJsonObject reaction =
            pair.juliet.waitFor([](const QJsonObject &event) { return event.contains("reacts"); });
        QVERIFY(!reaction["reacts"].toString().isEmpty());
        pair.juliet.send(pair.toRoom("j4", { { "retracts", pair.of("j1").archiveId } }));
        QTRY_VERIFY_WITH_TIMEOUT(pair.of("j1").isRetracted(), patience);
        outbox.retract(pair.of(id));
        const QJsonObject retraction =
            pair.juliet.waitFor([&said](const QJsonObject &event) { return event["retracts"] == said["archived"]; });
        QVERIFY(!retraction.isEmpty());
    }

    void repliesBothWays()
    {
        Garden pair(m_servers, ++m_gardens);
        QVERIFY2(pair.begins() && pair.goIn(), qPrintable(pair.juliet.errors()));
        const ChatMessage first = pair.hearThere("j1", { { "body", "Ay me" } });
        pair.outbox().reply(first, "O speak again");
        const QJsonObject reply = pair.heard("> Ay me\nO speak again");
        QCOMPARE(reply["replies"].toString(), first.archiveId);
        const QJsonObject element = OtherClient::element(reply, "{urn:xmpp:reply:0}reply");
        QCOMPARE(OtherClient::attribute(element, "to"), pair.room.withResource(u"Juliet").toString());
        const ChatMessage theirs = pair.hearThere(
            "j2",
            { { "body", "> O speak again\nWhat man art thou" }, { "replies", reply["archived"] }, { "fallback", 16 } });
        QCOMPARE(theirs.body, QString("What man art thou"));
        QVERIFY(theirs.quote && theirs.quote->isOurs);
        QCOMPARE(theirs.quote->text, QString("O speak again"));
    }

    void mentionsBothWays()
    {
        Garden pair(m_servers, ++m_gardens);
        QVERIFY2(pair.begins() && pair.goIn(), qPrintable(pair.juliet.errors()));
        const auto reference = [&pair](const QString &nick) {
            const auto payload = QStringLiteral("<reference xmlns='urn:xmpp:reference:0' type='mention' begin='0' "
                                                "end='3' uri='xmpp:%1/%2'/>");
            return QJsonArray { payload.arg(pair.room.toString(), nick) };
        };
        const QString nick = pair.ours->nick();
        QVERIFY(!pair.hearThere("j1", { { "body", "Ay me" } }).isMention);
        QVERIFY(pair.hearThere("j2", { { "body", nick + ", wherefore art thou?" } }).isMention);
        QVERIFY(pair.hearThere("j3", { { "body", "You there" }, { "payloads", reference(nick) } }).isMention);
        QVERIFY(!pair.hearThere("j4", { { "body", "Me here" }, { "payloads", reference("Juliet") } }).isMention);
        QCOMPARE(pair.romeo.conversations.summary({ pair.romeo.jid(), pair.room }).mentions, 2);
        const QJsonObject said = pair.sayThere("Juliet, speak again"); // by the name, which all programs look for
        QCOMPARE(said["type"].toString(), QString("groupchat"));
        QVERIFY(!pair.of(said["id"].toString()).isMention);
    }

    void correctionsBothWays()
    {
        Garden pair(m_servers, ++m_gardens);
        QVERIFY2(pair.begins() && pair.goIn(), qPrintable(pair.juliet.errors()));
        const QString id = pair.sayThere("She speeks")["id"].toString();
        QVERIFY(!id.isEmpty());
        pair.outbox().correct(pair.of(id), "She speaks");
        const QJsonObject correction = pair.heard("She speaks");
        QCOMPARE(correction["corrects"].toString(), id);
        QCOMPARE(correction["type"].toString(), QString("groupchat"));
        QCOMPARE(correction["resource"].toString(), pair.ours->nick());
        QTRY_VERIFY_WITH_TIMEOUT(pair.of(id).body == "She speaks" && !pair.of(id).isChanging, patience);
        pair.hearThere("j1", { { "body", "Ay mee" } });
        pair.juliet.send(pair.toRoom("j2", { { "body", "Ay me" }, { "corrects", "j1" } }));
        QTRY_COMPARE_WITH_TIMEOUT(pair.of("j1").body, QString("Ay me"), patience);
        pair.juliet.send(pair.toRoom("j3", { { "body", "I said that" }, { "corrects", id } })); // which is ours
        QTRY_COMPARE_WITH_TIMEOUT(pair.of("j3").body, QString("I said that"), patience);
        QCOMPARE(pair.of(id).body, QString("She speaks"));
    }
};

QTEST_GUILESS_MAIN(TestOtherClientRooms)
#include "tst_other_client_rooms.moc"
