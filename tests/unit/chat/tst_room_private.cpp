// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/room_session.h"

#include <QtTest>

using namespace natter;
using Delivery = ChatMessage::Delivery;

/// What is said in private in a room is for a person, and nicknames go from one to the next.
class TestRoomPrivate : public QObject
{
    Q_OBJECT

    struct Fixture : RoomSession
    {
        const Jid peter = garden.withResource(u"peter");
        const ConversationId withPeter { account, peter };

        Fixture() { goOnline(); }
        void comeIn(const QByteArray &idOfPeter)
        {
            enter();
            arrive("peter", standing(), occupantId(idOfPeter));
        }
        QString type(const QString &text)
        {
            const QString id = awaited(outbox.send(peter, text)).value().stanzaId;
            waitForStore();
            return id;
        }
        /// What went to whoever is called Peter since the last time.
        QStringList whispered()
        {
            waitForStore();
            outbox.managementEnabled();
            QStringList bodies;
            while (const auto message = takeMessage(peter)) {
                bodies.append(message->body());
                outbox.acknowledged({ message->write() });
            }
            return bodies;
        }
        /// Into a room where he is, or somebody else with his name.
        void comeBack(const QByteArray &idOfPeter)
        {
            goOnline();
            const QByteArray question = request(ArchiveQuery::name).attribute(u"id").toUtf8(); // for what was said last
            receive("<iq type='error' id='" + question
                    + "'><error type='cancel'><service-unavailable "
                      "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
            waitForStore();
            QVERIFY(describe(garden, withIds()));
            arrive("peter", standing(), occupantId(idOfPeter));
            letIn();
            endHistory();
            waitForStore();
        }
    };

private Q_SLOTS:
    void whatWaitedIsForWhoWasMeant_data()
    {
        QTest::addColumn<QByteArray>("whoIsThere");
        QTest::addColumn<bool>("goes");
        QTest::newRow("he is") << QByteArray("id-peter") << true;
        QTest::newRow("somebody else is") << QByteArray("id-tybalt") << false;
    }
    void whatWaitedIsForWhoWasMeant()
    {
        QFETCH(QByteArray, whoIsThere);
        QFETCH(bool, goes);
        Fixture f;
        f.comeIn("id-peter");
        f.type("psst");
        QCOMPARE(f.whispered(), QStringList("psst"));
        f.goOffline();
        const QString id = f.type("the key is under the stone");
        QCOMPARE(f.of(id, f.withPeter).recipient, QString("id-peter"));
        f.comeBack(whoIsThere);
        QCOMPARE(f.whispered(), goes ? QStringList("the key is under the stone") : QStringList());
        const ChatMessage message = f.of(id, f.withPeter);
        QCOMPARE(message.delivery == Delivery::Failed, !goes);
        QCOMPARE(message.failure, goes ? QString() : QString("somebody-else"));
        if (!goes) { // unless the person wants it
            f.outbox.retry(message);
            QCOMPARE(f.whispered(), QStringList("the key is under the stone"));
            QCOMPARE(f.of(id, f.withPeter).recipient, QString("id-tybalt"));
        }
    }

    void whoWroteUnderTheNameIsNotMeantByThat()
    {
        Fixture f;
        f.comeIn("id-peter");
        f.type("psst");
        QCOMPARE(f.whispered(), QStringList("psst"));
        f.depart("peter");
        f.arrive("peter", f.standing(), f.occupantId("id-tybalt"));
        f.receive("<message type='chat' from='garden@chat.capulet.lit/peter' id='m1'><body>yes?</body><x "
                  "xmlns='http://jabber.org/protocol/muc#user'/>"
                  + f.occupantId("id-tybalt") + "</message>");
        f.waitForStore();
        f.goOffline();
        const QString id = f.type("the key is under the stone");
        QCOMPARE(f.of("m1", f.withPeter).occupant, QString("id-tybalt"));
        QCOMPARE(f.of(id, f.withPeter).recipient, QString("id-peter"));
    }

    void correctionIsForWhoHasReadTheFirst()
    {
        Fixture f;
        f.comeIn("id-peter");
        const QString id = f.type("the key is under the stne");
        QCOMPARE(f.whispered().size(), 1);
        f.depart("peter");
        f.arrive("peter", f.standing(), f.occupantId("id-tybalt"));
        const auto corrected = f.awaited(f.outbox.correct(f.of(id, f.withPeter), "the key is under the stone"));
        QVERIFY(corrected);
        QCOMPARE(f.whispered(), QStringList());
    }

    /// Whoever came and went meanwhile is told before the answer.
    void resumedStreamTellsWhoIsThereFirst()
    {
        Fixture f;
        f.comeIn("id-peter");
        f.outbox.connectionLost();
        const QString id = f.type("the key is under the stone");
        f.rooms.sessionResumed();
        f.outbox.sessionResumed();
        QCOMPARE(f.whispered(), QStringList());
        f.depart("peter");
        f.arrive("peter", f.standing(), f.occupantId("id-tybalt"));
        f.rooms.look();
        f.receive(f.resultTo(f.takeRequest(f.garden.withResource(u"romeo"), { u"urn:xmpp:ping", u"ping" })));
        f.waitForStore();
        QCOMPARE(f.whispered(), QStringList());
        QCOMPARE(f.of(id, f.withPeter).failure, QString("somebody-else"));
    }

    void staysAreNobody()
    {
        Fixture f;
        f.enter({});
        f.arrive("peter");
        f.receive("<message type='chat' from='garden@chat.capulet.lit/peter' id='m1'><body>psst</body><x "
                  "xmlns='http://jabber.org/protocol/muc#user'/></message>");
        f.waitForStore();
        QVERIFY(!f.of("m1", f.withPeter).occupant.isEmpty());
        QVERIFY(f.of("m1", f.withPeter).partner().isEmpty());
        QVERIFY(f.of(f.type("yes?"), f.withPeter).recipient.isEmpty());
    }

    void whoIsThereNowIsMeantNow()
    {
        Fixture f;
        f.comeIn("id-peter");
        f.type("psst");
        f.depart("peter");
        f.arrive("peter", f.standing(), f.occupantId("id-tybalt"));
        const QString id = f.type("You?");
        QCOMPARE(f.whispered(), QStringList({ "psst", "You?" }));
        QCOMPARE(f.of(id, f.withPeter).recipient, QString("id-tybalt"));
    }
};

QTEST_GUILESS_MAIN(TestRoomPrivate)
#include "tst_room_private.moc"
