// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/protocol_session.h"

#include <QSignalSpy>
#include <QtTest>

using namespace natter;
using Via = ReceivedMessage::Via;

/// Copies from our other devices (XEP-0280): ours are unwrapped, everybody else's are forgeries.
class TestMessageCarbons : public QObject
{
    Q_OBJECT

    /// What the server is asked about itself, in `sent`; null if it is not.
    static Element serverQuestion(const ProtocolSession &session)
    {
        const auto found = std::find_if(session.sent.cbegin(), session.sent.cend(), [](const Element &element) {
            return element.child(DiscoInfo::name) && element.attribute(u"to") == u"montague.lit";
        });
        return found == session.sent.cend() ? Element() : *found;
    }

    static QByteArray forwarded(const QByteArray &message, const QByteArray &rest = {})
    {
        return "<forwarded xmlns='urn:xmpp:forward:0'>" + message + rest + "</forwarded>";
    }

    static QByteArray
    inner(const QByteArray &attributes = "from='juliet@capulet.lit/balcony' to='romeo@montague.lit/garden' "
                                         "type='chat' id='i1'",
          const QByteArray &content = "<body>copied</body>")
    {
        return "<message xmlns='jabber:client' " + attributes + '>' + content + "</message>";
    }

    static QByteArray sentInner()
    {
        return inner("from='romeo@montague.lit/garden' to='juliet@capulet.lit' type='chat' id='i2'");
    }

    static QByteArray copy(const QByteArray &direction, const QByteArray &content)
    {
        return '<' + direction + " xmlns='urn:xmpp:carbons:2'>" + content + "</" + direction + '>';
    }

    static QByteArray from(const QByteArray &sender, const QByteArray &content)
    {
        return "<message to='romeo@montague.lit/orchard' type='chat'"
            + (sender.isNull() ? QByteArray() : " from='" + sender + '\'') + '>' + content + "</message>";
    }

    /// What one stanza made the protocol say.
    static QList<ReceivedMessage> receivedFrom(const QByteArray &stanza, int *dropped = nullptr)
    {
        ProtocolSession session;
        session.start();
        QList<ReceivedMessage> received;
        connect(&session.protocol, &XmppProtocol::messageReceived, &session.protocol,
                [&received](const ReceivedMessage &message) { received.append(message); });
        session.receive(stanza);
        if (dropped) {
            *dropped = session.protocol.droppedCount();
        }
        return received;
    }

    /// The copy in `stanza` must not become a message of anybody.
    static void verifyIgnored(const QByteArray &stanza)
    {
        int dropped = 0;
        const auto received = receivedFrom(stanza, &dropped);
        for (const ReceivedMessage &message : received) {
            QVERIFY2(message.via == Via::Live, "a forged copy was believed");
            QVERIFY2(!message.message.body().contains(u"copied"), "a forged copy was shown");
        }
        QVERIFY(received.isEmpty());
        QCOMPARE(dropped, 1);
    }

private Q_SLOTS:
    void unansweredDiscoveryIsAskedAgain()
    {
        ProtocolSession session;
        session.startUnanswered();
        session.take();
        session.clock.advance(limits::iqDeadline);
        QTRY_VERIFY(!serverQuestion(session).isNull());
        session.receive(ProtocolSession::resultTo(serverQuestion(session),
                                                  "<query xmlns='http://jabber.org/protocol/disco#info'>"
                                                  "<feature var='urn:xmpp:carbons:2'/></query>"));
        QTRY_VERIFY(!session.request({ u"urn:xmpp:carbons:2", u"enable" }).isNull());
    }

    void silentServerIsNotAskedForEver()
    {
        ProtocolSession session;
        session.startUnanswered();
        for (int i = 0; i < limits::discoTries; ++i) {
            QTRY_VERIFY(!serverQuestion(session).isNull());
            session.take();
            session.clock.advance(limits::iqDeadline);
        }
        const auto later = session.protocol.ping().pingServer();
        session.clock.advance(limits::iqDeadline);
        QTRY_VERIFY(later.isFinished()); // and so is all that was asked before
        QVERIFY(serverQuestion(session).isNull());
    }

    void copyOfAReceivedMessageIsUnwrapped_data()
    {
        QTest::addColumn<QByteArray>("sender");
        QTest::newRow("absent") << QByteArray();
        QTest::newRow("own bare") << QByteArray("romeo@montague.lit");
        QTest::newRow("own bare in capitals") << QByteArray("ROMEO@Montague.LIT");
        QTest::newRow("own bare, trailing dot") << QByteArray("romeo@montague.lit.");
    }
    void copyOfAReceivedMessageIsUnwrapped()
    {
        QFETCH(QByteArray, sender);
        const auto received = receivedFrom(from(sender, copy("received", forwarded(inner()))));
        QCOMPARE(received.size(), 1);
        QCOMPARE(received.first().via, Via::CarbonOfReceived);
        QCOMPARE(received.first().message.from.toString(), QStringLiteral("juliet@capulet.lit/balcony"));
        QCOMPARE(received.first().message.id, QStringLiteral("i1"));
        QCOMPARE(received.first().message.body(), QStringLiteral("copied"));
    }

    void copyOfASentMessageIsUnwrapped()
    {
        const auto received = receivedFrom(from("romeo@montague.lit", copy("sent", forwarded(sentInner()))));
        QCOMPARE(received.size(), 1);
        QCOMPARE(received.first().via, Via::CarbonOfSent);
        QCOMPARE(received.first().message.to.toString(), QStringLiteral("juliet@capulet.lit"));
    }

    void legitimateCopyMayHaveAnySender()
    {
        const auto received = receivedFrom(
            from("romeo@montague.lit",
                 copy("received", forwarded(inner("from='paris@verona.lit/x' to='romeo@montague.lit' type='chat'")))));
        QCOMPARE(received.size(), 1);
        QCOMPARE(received.first().message.from.toString(), QStringLiteral("paris@verona.lit/x"));
    }

    void stampOfTheCopyIsTaken()
    {
        const auto received = receivedFrom(
            from("romeo@montague.lit",
                 copy("received", forwarded(inner(), "<delay xmlns='urn:xmpp:delay' stamp='2026-11-01T00:00:00Z'/>"))));
        QCOMPARE(received.size(), 1);
        QCOMPARE(received.first().stamp, QDateTime(QDate(2026, 11, 1), QTime(0, 0), Qt::UTC));
    }

    /// CVE-2017-5589 and those around it, CVE-2017-5603, CVE-2019-16235, CVE-2020-26547
    void CVE_2017_5603_CVE_2020_26547_forgedCopyIsIgnored_data()
    {
        QTest::addColumn<QByteArray>("sender");
        for (const char *sender :
             { "juliet@capulet.lit", "juliet@capulet.lit/balcony", "paris@verona.lit", "montague.lit",
               "romeo@montague.lit/garden", "romeo@montague.lit/orchard", "orchard@conference.montague.lit",
               "orchard@conference.montague.lit/romeo", "mercutio@montague.lit", "romeo@montague.lit.evil.lit",
               "romeo@capulet.lit", "evil.lit/romeo@montague.lit", "romeo\\40montague.lit@evil.lit" }) {
            QTest::newRow(sender) << QByteArray(sender);
        }
    }
    void CVE_2017_5603_CVE_2020_26547_forgedCopyIsIgnored()
    {
        QFETCH(QByteArray, sender);
        verifyIgnored(from(sender, copy("received", forwarded(inner()))));
        verifyIgnored(from(sender, copy("sent", forwarded(sentInner()))));
    }

    void malformedSenderIsNotAbsent_data()
    {
        QTest::addColumn<QByteArray>("sender");
        for (const char *sender : { "@montague.lit", "romeo@", "romeo@montague.lit/", "romeo@romeo@montague.lit", " ",
                                    "romeo @montague.lit" }) {
            QTest::addRow("'%s'", sender) << QByteArray(sender);
        }
    }
    void malformedSenderIsNotAbsent()
    {
        QFETCH(QByteArray, sender);
        verifyIgnored(from(sender, copy("received", forwarded(inner()))));
    }

    void CVE_2017_5589_contactCannotSpeakAsSomebodyElse()
    {
        verifyIgnored(
            from("juliet@capulet.lit/balcony",
                 copy("received",
                      forwarded(inner("from='nurse@capulet.lit/kitchen' to='romeo@montague.lit' type='chat'")))));
    }

    void CVE_2019_16235_senderOfTheCopyIsChecked()
    {
        verifyIgnored(from("paris@verona.lit/x", copy("sent", forwarded(sentInner()))));
        verifyIgnored(from("romeo@montague.lit/evil", copy("sent", forwarded(sentInner()))));
    }

    void oddCopyFromOurAccountIsIgnored_data()
    {
        QTest::addColumn<QByteArray>("content");
        const auto row = [](const char *name, const QByteArray &content) { QTest::newRow(name) << content; };
        row("nothing inside", copy("received", {}));
        row("nothing forwarded", copy("received", forwarded({})));
        row("message beside forwarded", copy("received", inner()));
        row("two forwarded", copy("received", forwarded(inner()) + forwarded(inner())));
        row("two messages", copy("received", forwarded(inner() + inner())));
        row("sent and received", copy("sent", forwarded(sentInner())) + copy("received", forwarded(inner())));
        row("two copies", copy("received", forwarded(inner())) + copy("received", forwarded(inner())));
        row("groupchat inside",
            copy("received",
                 forwarded(inner("from='r@conference.montague.lit/x' to='romeo@montague.lit' type='groupchat'"))));
        row("server's namespace inside",
            copy("received",
                 forwarded("<message xmlns='jabber:server' from='juliet@capulet.lit' "
                           "to='romeo@montague.lit'><body>copied</body>"
                           "</message>")));
        row("no namespace of its own inside",
            copy(
                "received",
                forwarded("<message from='juliet@capulet.lit' to='romeo@montague.lit'><body>copied</body></message>")));
        row("presence inside", copy("received", forwarded("<presence xmlns='jabber:client'/>")));
        row("iq inside",
            copy("received",
                 forwarded("<iq xmlns='jabber:client' type='set' id='1'><query xmlns='jabber:iq:roster'/></iq>")));
        row("wrong forwarding namespace",
            copy("received", "<forwarded xmlns='urn:xmpp:forward:1'>" + inner() + "</forwarded>"));
        row("nested copy",
            copy("received",
                 forwarded(inner("from='romeo@montague.lit' to='romeo@montague.lit/x' type='chat'",
                                 copy("received", forwarded(inner()))))));
        row("received, but not by us",
            copy("received", forwarded(inner("from='juliet@capulet.lit' to='mercutio@montague.lit' type='chat'"))));
        row("received by nobody", copy("received", forwarded(inner("from='juliet@capulet.lit' type='chat'"))));
        row("sent, but not by us",
            copy("sent", forwarded(inner("from='mercutio@montague.lit/x' to='juliet@capulet.lit' type='chat'"))));
        row("sent by nobody", copy("sent", forwarded(inner("to='juliet@capulet.lit' type='chat'"))));
        row("malformed inner sender",
            copy("received", forwarded(inner("from='@' to='romeo@montague.lit' type='chat'"))));
    }
    void oddCopyFromOurAccountIsIgnored()
    {
        QFETCH(QByteArray, content);
        verifyIgnored(from("romeo@montague.lit", content));
    }

    void copyInAnotherNamespaceIsAnOrdinaryMessage()
    {
        const auto received = receivedFrom(
            from("juliet@capulet.lit/balcony",
                 "<received xmlns='urn:xmpp:carbons:1'>" + forwarded(inner()) + "</received><body>hello</body>"));
        QCOMPARE(received.size(), 1);
        QCOMPARE(received.first().via, Via::Live);
        QCOMPARE(received.first().message.body(), QStringLiteral("hello"));
        QCOMPARE(received.first().message.from.toString(), QStringLiteral("juliet@capulet.lit/balcony"));
    }

    void copiesAreAskedForOnceTheServerAnnouncesThem()
    {
        const ElementName enable { MessageCarbons::ns, u"enable" };
        ProtocolSession without;
        without.startUnanswered();
        without.receive(ProtocolSession::resultTo(without.request(DiscoInfo::name),
                                                  "<query xmlns='http://jabber.org/protocol/disco#info'/>"));
        ProtocolSession::settle();
        QVERIFY(without.request(enable).isNull());

        ProtocolSession with;
        with.startUnanswered();
        with.receive(ProtocolSession::resultTo(
            with.request(DiscoInfo::name),
            "<query xmlns='http://jabber.org/protocol/disco#info'><feature var='urn:xmpp:carbons:2'/></query>"));
        ProtocolSession::settle();
        const auto asked = Iq::read(with.request(enable));
        QVERIFY(asked.has_value());
        QCOMPARE(asked->type, Iq::Type::Set);
        QVERIFY(asked->to.isNull());
    }
};

QTEST_GUILESS_MAIN(TestMessageCarbons)
#include "tst_message_carbons.moc"
