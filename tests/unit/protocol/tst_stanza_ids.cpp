// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/protocol_session.h"

#include "protocol/xep/xep0359_stanza_ids.h"

#include <QSignalSpy>
#include <QtTest>

using namespace natter;

/// Which id of a message is our archive's.
class TestStanzaIds : public QObject
{
    Q_OBJECT

    static QByteArray id(const QByteArray &by, const QByteArray &id = "a1")
    {
        return "<stanza-id xmlns='urn:xmpp:sid:0' by='" + by + "' id='" + id + "'/>";
    }
    static QByteArray message(const QByteArray &ids)
    {
        return "<message type='chat' from='juliet@capulet.lit/b' to='romeo@montague.lit'><body>x</body>" + ids
            + "</message>";
    }
    static QByteArray carbon(const QByteArray &inner)
    {
        return "<message from='romeo@montague.lit'><received xmlns='urn:xmpp:carbons:2'>"
               "<forwarded xmlns='urn:xmpp:forward:0'>"
            + QByteArray(inner).replace("<message ", "<message xmlns='jabber:client' ")
            + "</forwarded></received></message>";
    }
    static QStringList archiveIds(ProtocolSession &session, const QByteArray &stanza)
    {
        QStringList ids;
        const auto connection = connect(&session.protocol, &XmppProtocol::messageReceived, &session.protocol,
                                        [&ids](const ReceivedMessage &received) { ids.append(received.archiveId); });
        session.receive(stanza);
        disconnect(connection);
        return ids;
    }
    /// Answers what was asked about our account.
    static void answer(ProtocolSession &session, const QByteArray &features)
    {
        for (const Element &element : session.take()) {
            const auto iq = Iq::read(element);
            if (iq && iq->to == ProtocolSession::self().bare()) {
                session.receive(ProtocolSession::resultTo(
                    element, "<query xmlns='http://jabber.org/protocol/disco#info'>" + features + "</query>"));
            }
        }
        ProtocolSession::settle();
    }

private Q_SLOTS:
    void onlyOurArchiveCounts_data()
    {
        QTest::addColumn<QByteArray>("stanza");
        QTest::addColumn<QString>("archiveId");
        const QByteArray own("romeo@montague.lit");
        QTest::newRow("ours") << message(id(own)) << "a1";
        QTest::newRow("ours, among others")
            << message(id("room@verona.lit", "x") + id(own) + id("capulet.lit", "y")) << "a1";
        QTest::newRow("in a copy") << carbon(message(id(own))) << "a1";
        QTest::newRow("somebody else's") << message(id("juliet@capulet.lit")) << QString();
        QTest::newRow("our device's") << message(id("romeo@montague.lit/orchard")) << QString();
        QTest::newRow("our server's") << message(id("montague.lit")) << QString();
        QTest::newRow("two of ours") << message(id(own) + id(own, "a2")) << QString();
        QTest::newRow("empty") << message(id(own, "")) << QString();
        QTest::newRow("nobody's") << message(id("")) << QString();
        QTest::newRow("none") << message({}) << QString();
    }
    void onlyOurArchiveCounts()
    {
        QFETCH(QByteArray, stanza);
        QFETCH(QString, archiveId);
        ProtocolSession session;
        session.startUnanswered();
        answer(session, "<feature var='urn:xmpp:sid:0'/>");
        QCOMPARE(archiveIds(session, stanza), QStringList(archiveId));
    }

    void serverHasToVouch()
    {
        ProtocolSession session;
        QSignalSpy known(&session.protocol.stanzaIds(), &StanzaIds::vouchingKnown);
        session.startUnanswered();
        const QByteArray stanza = message(id("romeo@montague.lit"));
        QCOMPARE(archiveIds(session, stanza), QStringList(QString())); // nobody knows yet
        answer(session, "<feature var='urn:xmpp:mam:2'/>");
        QCOMPARE(known.size(), 1);
        QCOMPARE(known.first().first().toBool(), false);
        QCOMPARE(archiveIds(session, stanza), QStringList(QString()));
    }

    void whatItSaidEarlierCountsUntilItSaysOtherwise()
    {
        ProtocolSession session;
        session.protocol.stanzaIds().restoreVouching(true);
        session.startUnanswered();
        const QByteArray stanza = message(id("romeo@montague.lit"));
        QCOMPARE(archiveIds(session, stanza), QStringList("a1"));
        answer(session, {});
        QCOMPARE(archiveIds(session, stanza), QStringList(QString()));
    }

    void ourWordsCarryTheirIdTwice()
    {
        ProtocolSession session;
        session.start();
        Message message;
        message.to = ProtocolSession::juliet();
        message.id = QStringLiteral("m1");
        message.setBody(QStringLiteral("x"));
        session.protocol.sendMessage(message);
        QCOMPARE(session.sent.last().child(OriginId::name).attribute(u"id"), QStringLiteral("m1"));
    }
};

QTEST_GUILESS_MAIN(TestStanzaIds)
#include "tst_stanza_ids.moc"
