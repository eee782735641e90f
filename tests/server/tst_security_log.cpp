// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "base/limits.h"
#include "support/protocol_session.h"
#include "support/scripted_names.h"
#include "support/security_log.h"
#include "support/test_authority.h"
#include "support/watched_client.h"

using namespace natter;

/// Each of the things that an attacker may have tried is one line in the security log, and what is only bad luck is
/// none.
class TestSecurityLog : public QObject
{
    Q_OBJECT

    TestAuthority m_authority;
    TestAuthority m_stranger;

    static Script offering(const QByteArray &mechanisms) { return Script().offersLogin(mechanisms); }

private Q_SLOTS:
    void oneLineForEach_data()
    {
        QTest::addColumn<Script>("script");
        QTest::addColumn<bool>("trusted");
        QTest::addColumn<int>("lines");
        using Login = Script::Login;
        const QByteArray scram("<mechanism>SCRAM-SHA-256</mechanism>");
        QTest::newRow("nothing wrong") << Script().bound().endsPolitely() << true << 0;
        QTest::newRow("cut off") << Script().bound().close() << true << 0;
        QTest::newRow("wrong password") << offering(scram).authenticate(Login::Refused) << true << 0;
        QTest::newRow("certificate") << Script().bound() << false << 1;
        QTest::newRow("STARTTLS stripped") << Script().header().features(scram) << true << 1;
        QTest::newRow("no proof") << offering(scram).authenticate(Login::NoSignature) << true << 1;
        QTest::newRow("wrong proof") << offering(scram).authenticate(Login::WrongSignature) << true << 1;
        QTest::newRow("only PLAIN") << offering("<mechanism>PLAIN</mechanism>") << true << 1;
        QTest::newRow("too few rounds") << offering(scram).challenge(1) << true << 1;
        QTest::newRow("DTD") << Script().bound().send("<!DOCTYPE x>") << true << 1;
        const auto altered = [scram](const QByteArray &part, const QByteArray &other) {
            return offering(scram).challenge([part, other](ScriptedPeer &peer, const QByteArray &clientFirst) {
                peer.scram = ScramServer(QCryptographicHash::Sha256, "pencil");
                return peer.scram.first(clientFirst).replace(part, other).toBase64();
            });
        };
        QTest::newRow("nonce that does not extend ours") << altered("serverpart", "") << true << 1;
        QTest::newRow("attribute that is reserved") << altered("r=", "m=x,r=") << true << 1;
        QTest::newRow("rounds twice") << altered("i=4096", "i=4096,i=4096") << true << 1;
        QTest::newRow("an offer that was changed")
            << offering(scram).authenticate(Login::Honest, "pencil", {}, QByteArray(32, 'x')) << true << 1;
        QTest::newRow("half an offer of binding")
            << Script().offersLogin2(scram + "<mechanism>SCRAM-SHA-256-PLUS</mechanism>") << true << 1;
        const QByteArray message("<message from='montague.lit'><body>x</body></message>");
        QTest::newRow("something behind <proceed/>")
            << Script()
                   .header()
                   .features("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")
                   .expect("<starttls")
                   .send("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>" + message)
            << true << 1;
        QTest::newRow("message before TLS") << Script().header().send(message) << true << 1;
        QTest::newRow("message before the login") << Script().encrypted().header().send(message) << true << 1;
        QTest::newRow("message before binding") << Script().loggedIn().send(message) << true << 1;
        QTest::newRow("cut UTF-8") << Script().bound().send("<message>\xe2\x82</message>") << true << 1;
        QTest::newRow("overlong UTF-8") << Script().bound().send("<message>\xc0\xbc</message>") << true << 1;
        QTest::newRow("a second stream") << Script().bound().send("<stream:stream>") << true << 1;
        QTest::newRow("flood of spaces") << Script().bound().send(QByteArray(limits::stanzaBytes + 1, ' ')) << true
                                         << 1;
        QTest::newRow("flood of unknown elements")
            << Script().bound().send(QByteArray("<x xmlns='urn:x'/>").repeated(limits::unknownElements + 1)) << true
            << 1;
    }
    void oneLineForEach()
    {
        QFETCH(Script, script);
        QFETCH(bool, trusted);
        QFETCH(int, lines);
        ScriptedServer server(script, m_authority.issue({ "montague.lit", { "DNS:montague.lit" } }));
        SecurityLog log;
        WatchedClient client;
        client.open(WatchedClient::settingsFor(server, (trusted ? m_authority : m_stranger).pem()));
        if (script.size() >= Script().bound().size() && trusted) {
            QVERIFY2(client.hasSession(), qPrintable(client.end()));
        }
        if (lines == 0 && client.ended.isEmpty() && !client.sessions.isEmpty()) {
            client.close();
        }
        QVERIFY(client.hasEnded());
        const QStringList said = log.takeLines();
        QVERIFY2(said.size() == lines, qPrintable(said.join(u'\n')));
    }

    /// Its certificate is for somebody else: the server that sent us there lies, or somebody is on the way.
    void otherHostThatIsNotTheServer()
    {
        ScriptedServer other(Script().bound(), m_authority.issue({ "other.lit", { "DNS:other.lit" } }));
        ScriptedServer first(Script()
                                 .encrypted()
                                 .header()
                                 .send("<stream:error><see-other-host xmlns='urn:ietf:params:xml:ns:xmpp-streams'>"
                                       "other.lit:"
                                       + QByteArray::number(other.serverPort())
                                       + "</see-other-host></stream:error></stream:stream>")
                                 .close(),
                             m_authority.issue({ "montague.lit", { "DNS:montague.lit" } }));
        Zone zone;
        zone.addStartTls("first.lit", first.serverPort());
        zone.addresses["first.lit"] = { QHostAddress(QHostAddress::LocalHost) };
        zone.addresses["other.lit"] = { QHostAddress(QHostAddress::LocalHost) };
        ConnectSettings asked = WatchedClient::settingsFor(first, m_authority.pem());
        asked.endpoints.clear();
        SecurityLog log;
        WatchedClient client(ScriptedNames::of(zone));
        client.open(asked);
        QVERIFY(client.hasEnded());
        QVERIFY(!other.received().contains("<auth"));
        const QStringList said = log.takeLines();
        QVERIFY2(said.size() == 1 && said.first().contains(u"other.lit"), qPrintable(said.join(u'\n')));
    }

    void lineForWhatOthersMayNotSay_data()
    {
        QTest::addColumn<QByteArray>("stanza");
        QTest::addColumn<bool>("said");
        const auto push = [](const QByteArray &from) {
            return "<iq type='set' id='p' from='" + from
                + "'><query xmlns='jabber:iq:roster'><item jid='mallory@evil.lit' subscription='both'/></query></iq>";
        };
        QTest::newRow("roster push, our own") << push("romeo@montague.lit") << false;
        QTest::newRow("roster push, our own in capitals") << push("Romeo@MONTAGUE.lit") << false;
        QTest::newRow("roster push, a contact's") << push("juliet@capulet.lit") << true;
        QTest::newRow("roster push, a stranger's") << push("paris@verona.lit/x") << true;
        QTest::newRow("roster push, our other client's") << push("romeo@montague.lit/home") << true;
        QTest::newRow("roster push, our server's") << push("montague.lit") << true;
        QTest::newRow("roster push, somebody like us") << push("romeo@montague.lit.evil.lit") << true;
        QTest::newRow("roster push, our name elsewhere") << push("romeo@evil.lit") << true;
        QTest::newRow("answer to nothing")
            << QByteArray("<iq type='result' id='nobody' from='juliet@capulet.lit'/>") << true;
        QTest::newRow("error to nothing")
            << QByteArray("<iq type='error' id='nobody' from='montague.lit'><error type='cancel'/></iq>") << true;
        QTest::newRow("carbon of a contact")
            << QByteArray("<message from='juliet@capulet.lit'><received xmlns='urn:xmpp:carbons:2'>"
                          "<forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' type='chat' "
                          "from='paris@verona.lit'><body>x</body></message></forwarded></received></message>")
            << true;
        QTest::newRow("an address that is none") << QByteArray("<message from='@@'><body>x</body></message>") << true;
        QTest::newRow("an ordinary message")
            << QByteArray("<message from='paris@verona.lit/x'><body>x</body></message>") << false;
    }
    void lineForWhatOthersMayNotSay()
    {
        QFETCH(QByteArray, stanza);
        QFETCH(bool, said);
        ProtocolSession session;
        session.start();
        SecurityLog log;
        session.receive(stanza);
        ProtocolSession::settle();
        const QStringList lines = log.takeLines();
        QVERIFY2(lines.isEmpty() != said, qPrintable(lines.join(u'\n')));
    }

    /// They would fill the disk otherwise.
    void floodIsOneLineForEachSenderAndThenANumber_data()
    {
        QTest::addColumn<QByteArray>("stanza"); // of %1
        QTest::newRow("IQ") << QByteArray("<iq type='set' id='p' from='%1'><x xmlns='urn:x'/></iq>");
        QTest::newRow("roster push") << QByteArray("<iq type='set' id='p' from='%1'><query xmlns='jabber:iq:roster'>"
                                                   "<item jid='tybalt@capulet.lit'/></query></iq>");
        QTest::newRow("answer") << QByteArray("<iq type='result' id='nobody' from='%1'/>");
        QTest::newRow("carbon") << QByteArray("<message from='%1'><sent xmlns='urn:xmpp:carbons:2'/></message>");
        QTest::newRow("no stanza") << QByteArray("<x xmlns='urn:x' from='%1'/>");
    }
    void floodIsOneLineForEachSenderAndThenANumber()
    {
        QFETCH(QByteArray, stanza);
        ProtocolSession session;
        session.start();
        SecurityLog log;
        const auto from = [&](const QByteArray &sender) {
            return QByteArray(stanza).replace("%1", sender + "@verona.lit/" + session.random.next().toUtf8());
        };
        QList<QByteArray> flood;
        for (int i = 0; i < 500; ++i) {
            flood << from("paris") << from("tybalt");
        }
        session.receiveAll(flood);
        QTRY_COMPARE(session.protocol.droppedCount(), 1000);
        const QStringList first = log.takeLines();
        QVERIFY2(first.size() == 2 && first[0].contains(u"from paris@verona.lit "), qPrintable(first.join(u'\n')));
        session.clock.advance(limits::refusalInterval);
        session.receive(from("paris"));
        const QStringList second = log.takeLines();
        QVERIFY2(second.size() == 3 && second.filter(u"again, 499 times").size() == 2, qPrintable(second.join(u'\n')));
        QList<QByteArray> crowd;
        for (int i = 0; i < 1000; ++i) {
            crowd << from("servant" + QByteArray::number(i));
        }
        session.receiveAll(crowd);
        QTRY_COMPARE(session.protocol.droppedCount(), 2001);
        QCOMPARE(log.takeLines().size(), limits::refusalsApart - 1);
        session.protocol.endSession();
        const QStringList last = log.takeLines();
        QVERIFY2(last.size() == 1 && last[0].contains(u"981"), qPrintable(last.join(u'\n')));
    }

    /// The answer is still awaited, and its right sender is heard.
    void answerOfAnotherIsSaidAndTheRequestStaysOpen()
    {
        ProtocolSession session;
        session.start();
        const auto answer = session.protocol.ping().pingServer();
        const Element request = session.request(Ping::name);
        QVERIFY(request);
        const QByteArray id = request.attribute(u"id").toUtf8();
        SecurityLog log;
        session.receive("<iq type='result' id='" + id + "' from='juliet@capulet.lit'/>");
        ProtocolSession::settle();
        QCOMPARE(log.takeLines().size(), 1);
        QVERIFY(!answer.isFinished());
        session.receive(ProtocolSession::resultTo(request));
        QTRY_VERIFY(answer.isFinished());
        session.receive(ProtocolSession::resultTo(request)); // once more
        ProtocolSession::settle();
        QCOMPARE(log.takeLines().size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestSecurityLog)
#include "tst_security_log.moc"
