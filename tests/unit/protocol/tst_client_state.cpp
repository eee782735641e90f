// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0352_client_state_indication.h"
#include "support/protocol_session.h"

#include <QtTest>

using namespace natter;

/// The server is told whether anybody looks: when it wants to know, when it changes, and after every new connection.
class TestClientState : public QObject
{
    Q_OBJECT

    static QByteArray feature() { return "<csi xmlns='urn:xmpp:csi:0'/>"; }
    static Element features(const QByteArray &children)
    {
        return elementFrom("<features xmlns='http://etherx.jabber.org/streams'>" + children + "</features>");
    }
    /// What was said about it, oldest first.
    static QStringList told(ProtocolSession &session)
    {
        QStringList names;
        const auto sent = session.take();
        for (const Element &element : sent) {
            if (element.namespaceUri() == ClientStateIndication::feature.ns) {
                names.append(element.localName());
            }
        }
        return names;
    }

private Q_SLOTS:
    void changesAreToldOnce()
    {
        ProtocolSession session;
        session.startUnanswered(feature());
        QVERIFY(told(session).isEmpty()); // every stream begins active
        session.protocol.clientState().set(ClientState::Active);
        QVERIFY(told(session).isEmpty());
        session.protocol.clientState().set(ClientState::Inactive);
        session.protocol.clientState().set(ClientState::Inactive);
        QCOMPARE(told(session), QStringList("inactive"));
        session.protocol.clientState().set(ClientState::Active);
        QCOMPARE(told(session), QStringList("active"));
    }

    void loginThatMayHaveSaidEitherIsSettled()
    {
        for (const ClientState state : { ClientState::Active, ClientState::Inactive }) {
            ProtocolSession session;
            session.protocol.clientState().set(state);
            session.protocol.startSession(session.self(), features(feature()), { QStringLiteral("urn:xmpp:csi:0") });
            QCOMPARE(told(session), QStringList(state == ClientState::Active ? "active" : "inactive"));
        }
    }

    void newSessionsAndResumedOnesAreTold()
    {
        ProtocolSession session;
        session.protocol.clientState().set(ClientState::Inactive);
        QVERIFY(session.take().isEmpty());
        session.startUnanswered(feature());
        QCOMPARE(told(session), QStringList("inactive"));
        session.protocol.resumeSession(features(feature()));
        QCOMPARE(told(session), QStringList("inactive"));
        session.protocol.endSession();
        session.protocol.clientState().set(ClientState::Active);
        session.protocol.clientState().set(ClientState::Inactive);
        QVERIFY(told(session).isEmpty());
        session.startUnanswered(feature());
        QCOMPARE(told(session), QStringList("inactive"));
        session.protocol.clientState().set(ClientState::Active);
        session.take();
        session.protocol.resumeSession(features(feature()));
        QVERIFY(told(session).isEmpty());
    }

    void serverThatDoesNotAskHearsNothing()
    {
        ProtocolSession session;
        session.protocol.clientState().set(ClientState::Inactive);
        session.startUnanswered();
        QVERIFY(told(session).isEmpty());
        session.protocol.resumeSession(features(feature())); // it has learned to
        QCOMPARE(told(session), QStringList("inactive"));
        session.protocol.resumeSession(features({})); // and forgotten
        QVERIFY(told(session).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestClientState)
#include "tst_client_state.moc"
