// SPDX-License-Identifier: GPL-3.0-or-later
#include <QThreadPool>
#include <QtTest>

#include "base/limits.h"
#include "stanza/stanza.h"
#include "support/watched_client.h"

using namespace natter;

static const QByteArray startTlsFeature("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
static const QByteArray bindFeature("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>");
static const QByteArray proceed("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
static const QByteArray streamErrorNs(" xmlns='urn:ietf:params:xml:ns:xmpp-streams'");

/// A client against servers that lie, break off or say nothing: it ends once, with the right reason, and tells no
/// secret.
class TestHostileServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_good = m_authority.issue({ QStringLiteral("montague.lit"), { QStringLiteral("DNS:montague.lit") } });
    }

    void honestServerGivesASession_data()
    {
        QTest::addColumn<bool>("direct");
        QTest::newRow("STARTTLS") << false;
        QTest::newRow("direct TLS") << true;
    }
    void honestServerGivesASession()
    {
        QFETCH(bool, direct);
        Script script = direct ? Script()
                                     .header()
                                     .features("<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"
                                               "<mechanism>SCRAM-SHA-256</mechanism></mechanisms>")
                                     .authenticate()
                                     .header()
                                     .features(bindFeature)
                                     .binds()
                               : Script().bound();
        ScriptedServer server(script.endsPolitely(), m_good,
                              direct ? ScriptedServer::Tls::AtOnce : ScriptedServer::Tls::OnRequest);
        WatchedClient client;
        client.open(settings(server, direct ? TlsMode::Direct : TlsMode::StartTls));
        QVERIFY2(client.hasSession(), qPrintable(client.end()));
        QCOMPARE(client.sessions.first().jid, Jid::orNull(u"romeo@montague.lit/orchard"));
        QCOMPARE(client.sessions.first().mechanism, QStringLiteral("SCRAM-SHA-256"));
        QCOMPARE(client.sessions.first().certificate, m_good.certificate);
        client.close();
        QVERIFY(client.hasEnded());
        QCOMPARE(client.end(), QStringLiteral("Cancelled"));
        QVERIFY(server.isDone());
    }

    void noSecretWithoutStartTls_data()
    {
        QTest::addColumn<QByteArray>("features");
        QTest::addColumn<bool>("registers");
        const QByteArray mechanisms("<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"
                                    "<mechanism>PLAIN</mechanism></mechanisms>");
        const QByteArray registration("<register xmlns='http://jabber.org/features/iq-register'/>");
        QTest::newRow("left out (CVE-2016-10027)") << mechanisms << false;
        QTest::newRow("of another namespace") << mechanisms + "<starttls xmlns='urn:x'/>" << false;
        QTest::newRow("left out, registration") << mechanisms + registration << true;
    }
    void noSecretWithoutStartTls()
    {
        QFETCH(QByteArray, features);
        QFETCH(bool, registers);
        ScriptedServer server(Script().header().features(features), m_good);
        ConnectSettings asked = settings(server);
        asked.allowPlain = true;
        asked.purpose = registers ? ConnectSettings::Purpose::Register : ConnectSettings::Purpose::Login;
        WatchedClient client;
        client.open(asked);
        QVERIFY(client.hasEnded());
        QCOMPARE(client.end(), QStringLiteral("NoTls"));
        QVERIFY(!server.received().contains("<auth"));
        QVERIFY(!server.received().contains("<iq"));
        QVERIFY(!server.received().contains("romeo"));
    }

    void nothingMayFollowProceed_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("behind");
        const auto row = [](const char *name, const QByteArray &behind) {
            QTest::newRow(name) << QByteArray() << behind;
        };
        row("features",
            "<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN</mechanism>"
            "</mechanisms></stream:features>");
        row("header",
            "<?xml version='1.0'?><stream:stream xmlns='jabber:client' "
            "xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>");
        row("message", "<message><body>x</body></message>");
        row("space", " ");
        row("part of a tag", "<stream:fea");
        row("invalid byte", "\xff");
        row("large", QByteArray("<message/>").repeated(20'000));
        // Whatever fits exactly into what the client reads at once, with the injection just behind
        const QByteArray padding(XmppClient::readSizeBeforeLogin - proceed.size(), ' ');
        const QList<std::pair<const char *, QByteArray>> injections { { "declaration", "<?xml version='1.0'?>" },
                                                                      { "part of a declaration",
                                                                        "<?xml version='1.0'" },
                                                                      { "space", " " },
                                                                      { "byte order mark", "\xef\xbb\xbf" },
                                                                      { "part of a header", "<stream:stream x='" } };
        for (const auto &[name, injection] : injections) {
            QTest::addRow("%s behind one read", name) << padding << injection;
            QTest::addRow("%s behind two reads", name)
                << padding + QByteArray(XmppClient::readSizeBeforeLogin, ' ') << injection;
        }
    }
    void nothingMayFollowProceed()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, behind);
        const QByteArray head("<?xml version='1.0'?><stream:stream xmlns='jabber:client' "
                              "xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>");
        const QByteArray features = "<stream:features>" + startTlsFeature + "</stream:features>";
        ScriptedServer server(Script()
                                  .expect("<stream:stream")
                                  .send(head + features)
                                  .expect("<starttls")
                                  .expect(">")
                                  .send(before + proceed + behind)
                                  .expect("\x16\x03"), // a ClientHello
                              m_good);
        WatchedClient client;
        client.open(settings(server));
        QVERIFY(client.hasEnded());
        QCOMPARE(client.ended.size(), 1);
        QVERIFY(client.ended.first().kind != Error::Kind::Timeout);
        QVERIFY(!server.isDone());
        QVERIFY(!server.received().contains("<auth"));
        QVERIFY(client.received.isEmpty());
    }

    void plainIsNeverSentUnasked()
    {
        ScriptedServer only(Script().offersLogin("<mechanism>PLAIN</mechanism>"), m_good);
        WatchedClient client;
        client.open(settings(only));
        QVERIFY(client.hasEnded());
        QCOMPARE(client.end(), QStringLiteral("NoMechanism"));
        QVERIFY(!only.received().contains("<auth"));

        ScriptedServer both(
            Script().offersLogin("<mechanism>PLAIN</mechanism><mechanism>SCRAM-SHA-1</mechanism>").expect("</auth>"),
            m_good);
        ConnectSettings allowed = settings(both);
        allowed.allowPlain = true;
        WatchedClient careful;
        careful.open(allowed);
        QTRY_VERIFY(both.isDone());
        QVERIFY(both.received().contains("mechanism='SCRAM-SHA-1'"));
        QVERIFY(!both.received().contains(QByteArray("\0romeo\0pencil", 13).toBase64()));
    }

    void loginsThatAreNone_data()
    {
        QTest::addColumn<Script::Login>("login");
        QTest::addColumn<QString>("end");
        QTest::newRow("success at once") << Script::Login::SuccessAtOnce << "ServerNotProven";
        QTest::newRow("no signature") << Script::Login::NoSignature << "ServerNotProven";
        QTest::newRow("wrong signature") << Script::Login::WrongSignature << "ServerNotProven";
        QTest::newRow("refused") << Script::Login::Refused << "NotAuthorised";
    }
    void loginsThatAreNone()
    {
        QFETCH(Script::Login, login);
        QFETCH(QString, end);
        ScriptedServer server(Script().offersLogin().authenticate(login).header().features(bindFeature), m_good);
        WatchedClient client;
        client.open(settings(server));
        QVERIFY(client.hasEnded());
        QCOMPARE(client.end(), end);
        QVERIFY(!server.received().contains("<bind"));
        QVERIFY(client.sessions.isEmpty());
    }

    /// Two million rounds take seconds.
    void loginThatIsGivenUpStopsItsWork()
    {
        ScriptedServer server(Script().offersLogin().challenge(limits::scramIterationsMax), m_good);
        WatchedClient client;
        client.open(settings(server));
        QTRY_VERIFY(server.isDone());
        QTRY_VERIFY(QThreadPool::globalInstance()->activeThreadCount() > 0);
        client.drop();
        QVERIFY(client.hasEnded());
        QTRY_COMPARE_WITH_TIMEOUT(QThreadPool::globalInstance()->activeThreadCount(), 0, 3000);
        QVERIFY(!server.received().contains("<response"));
    }

    void stanzasBeforeTheSessionEndIt_data()
    {
        QTest::addColumn<Script>("script");
        const QByteArray message("<message from='montague.lit'><body>x</body></message>");
        QTest::newRow("before TLS") << Script().header().send(message);
        QTest::newRow("before login") << Script().encrypted().header().send(message);
        QTest::newRow("during login") << Script().offersLogin().expect("</auth>").send(message);
        QTest::newRow("behind success") << Script().offersLogin().authenticate().send(message);
        QTest::newRow("before binding") << Script().loggedIn().send(message);
        QTest::newRow("roster before binding")
            << Script().loggedIn().send("<iq type='set' id='x'><query xmlns='jabber:iq:roster'/></iq>");
    }
    void stanzasBeforeTheSessionEndIt()
    {
        QFETCH(Script, script);
        ScriptedServer server(script, m_good);
        WatchedClient client;
        client.open(settings(server));
        QVERIFY(client.hasEnded());
        QCOMPARE(client.ended.size(), 1);
        QVERIFY(client.received.isEmpty());
        QVERIFY(client.sessions.isEmpty());
    }

    /// CVE-2014-2741: a server that fell to it; who compresses can tell secrets by their lengths.
    void CVE_2014_2741_compressionIsIgnored()
    {
        ScriptedServer server(
            Script()
                .encrypted()
                .header()
                .features("<compression xmlns='http://jabber.org/features/compress'><method>zlib</method>"
                          "</compression><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"
                          "<mechanism>SCRAM-SHA-256</mechanism></mechanisms>")
                .authenticate(),
            m_good);
        WatchedClient client;
        client.open(settings(server));
        QTRY_VERIFY(server.isDone());
        QVERIFY(!server.received().contains("compress"));
    }

    void othersAnswer_data()
    {
        QTest::addColumn<Script>("script");
        QTest::addColumn<QStringList>("ends");
        const QStringList notXmpp { "NotXmpp" };
        const QStringList broken { "NotXmpp", "Disconnected", "TlsFailed" };
        QTest::newRow("web server")
            << Script().expect("<stream").send("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n<html>").close()
            << notXmpp;
        QTest::newRow("mail server") << Script().send("220 mail.montague.lit ESMTP\r\n") << notXmpp;
        QTest::newRow("SSH") << Script().send("SSH-2.0-OpenSSH_9.2\r\n") << notXmpp;
        QTest::newRow("HTML") << Script().expect("<stream").send("<!DOCTYPE html><html>") << notXmpp;
        QTest::newRow("XHTML") << Script().expect("<stream").send(
            "<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN' 'x'>\n<html>")
                               << notXmpp;
        QTest::newRow("UTF-16") << Script().send(QByteArray("\xff\xfe<\0?\0x\0m\0l\0", 12)) << notXmpp;
        QTest::newRow("DTD in the stream") << Script().header().send("<!DOCTYPE x>") << QStringList { "Malformed" };
        QTest::newRow("XML") << Script().send("<?xml version='1.0'?><rss version='2.0'/>") << notXmpp;
        QTest::newRow("bytes") << Script().send(QByteArray("\0\x01\x02\xff\xfe", 5)) << notXmpp;
        QTest::newRow("TLS alert") << Script().send(QByteArray("\x15\x03\x01\x00\x02\x02\x46", 7)).close() << broken;
        QTest::newRow("nothing, then closes") << Script().expect("<stream").close() << QStringList { "Disconnected" };
        QTest::newRow("closes at once") << Script().close() << QStringList { "Disconnected" };
        QTest::newRow("resets at once") << Script().closeHard() << QStringList { "Disconnected", "NetworkUnreachable" };
        QTest::newRow("text instead of TLS") << Script()
                                                    .header()
                                                    .features(startTlsFeature)
                                                    .expect("<starttls")
                                                    .send(proceed)
                                                    .expect("\x16")
                                                    .send("not TLS at all, sorry\r\n")
                                             << QStringList { "TlsFailed" };
    }
    void othersAnswer()
    {
        QFETCH(Script, script);
        QFETCH(QStringList, ends);
        ScriptedServer server(script, m_good);
        WatchedClient client;
        client.open(settings(server));
        QVERIFY(client.hasEnded());
        QVERIFY2(ends.contains(client.end()), qPrintable(client.end()));
    }

    void wrongKindOfTlsEnds()
    {
        ScriptedServer plain(Script().header().features(startTlsFeature).close(), m_good);
        WatchedClient direct;
        direct.open(settings(plain, TlsMode::Direct));
        plain.close(); // and no more
        QTRY_VERIFY(plain.connections() <= 1);
        direct.drop();
        QVERIFY(direct.hasEnded());
        QCOMPARE(direct.ended.size(), 1);

        ScriptedServer encrypted(Script().header(), m_good, ScriptedServer::Tls::AtOnce);
        WatchedClient startTls;
        startTls.open(settings(encrypted));
        QVERIFY(startTls.hasEnded());
        QVERIFY2(QStringList({ "NotXmpp", "Disconnected", "TlsFailed" }).contains(startTls.end()),
                 qPrintable(startTls.end()));
    }

    void refusedPortEnds()
    {
        ConnectSettings asked;
        {
            const ScriptedServer gone((Script()));
            asked = settings(gone);
        }
        for (const TlsMode tls : { TlsMode::StartTls, TlsMode::Direct }) {
            asked.endpoints.first().tls = tls;
            WatchedClient client;
            client.open(asked);
            QVERIFY(client.hasEnded());
            QCOMPARE(client.end(), QStringLiteral("ConnectionRefused"));
        }
    }

    void nextCandidateIsTried_data()
    {
        QTest::addColumn<Script>("script");
        QTest::newRow("closes at once") << Script().close();
        QTest::newRow("HTTP") << Script().expect("<stream").send("HTTP/1.1 400 Bad Request\r\n\r\n").close();
        QTest::newRow("no TLS") << Script().header().features({}).close();
        QTest::newRow("gone before the login is over") << Script().offersLogin().close();
    }
    void nextCandidateIsTried()
    {
        QFETCH(Script, script);
        ScriptedServer bad(script, m_good);
        ScriptedServer good(Script().bound(), m_good);
        ConnectSettings both = settings(bad);
        both.endpoints.prepend({ QStringLiteral("127.0.0.1"), 1, TlsMode::Direct }); // nobody listens there
        both.endpoints.append({ QStringLiteral("127.0.0.1"), good.serverPort(), TlsMode::StartTls });
        WatchedClient client;
        client.open(both);
        QVERIFY2(client.hasSession(), qPrintable(client.end()));
        QCOMPARE(bad.connections(), 1);
        QCOMPARE(client.ended.size(), 0);
    }

    void refusalIsNotPutToTheNextCandidate_data()
    {
        QTest::addColumn<Script>("script");
        QTest::addColumn<bool>("trusted");
        QTest::addColumn<QString>("end");
        QTest::newRow("wrong password") << Script().offersLogin().authenticate(Script::Login::Refused) << true
                                        << QStringLiteral("NotAuthorised");
        QTest::newRow("lying server") << Script().offersLogin().authenticate(Script::Login::WrongSignature) << true
                                      << QStringLiteral("ServerNotProven");
        QTest::newRow("certificate") << Script().encrypted() << false << QStringLiteral("CertificateRejected");
    }
    void refusalIsNotPutToTheNextCandidate()
    {
        QFETCH(Script, script);
        QFETCH(bool, trusted);
        QFETCH(QString, end);
        ScriptedServer first(script, m_good);
        ScriptedServer second(Script().bound(), m_good);
        ConnectSettings both = settings(first);
        both.endpoints.append({ QStringLiteral("127.0.0.1"), second.serverPort(), TlsMode::StartTls });
        if (!trusted) {
            both.extraAuthority.clear();
        }
        WatchedClient client;
        client.open(both);
        QVERIFY(client.hasEnded());
        QCOMPARE(client.end(), end);
        QCOMPARE(second.connections(), 0);
    }

    void goneAtEachStepEndsOnce_data()
    {
        QTest::addColumn<int>("steps");
        QTest::addColumn<int>("how");
        const int steps = static_cast<int>(Script().bound().size());
        for (int i = 0; i <= steps; ++i) {
            for (const int how : { 0, 1, 2 }) {
                const char *names[] = { "closed", "reset", "stream closed" };
                QTest::addRow("%s after %d of %d", names[how], i, steps) << i << how;
            }
        }
    }
    void goneAtEachStepEndsOnce()
    {
        QFETCH(int, steps);
        QFETCH(int, how);
        const Script whole = Script().bound();
        Script script = whole.first(steps);
        if (how == 2) {
            script.send("</stream:stream>");
        } else if (how == 1) {
            script.closeHard();
        } else {
            script.close();
        }
        ScriptedServer server(script, m_good);
        ConnectSettings pinned = settings(server);
        pinned.extraAuthority.clear();
        pinned.pinnedCertificate = m_good.certificate.digest(QCryptographicHash::Sha256);
        WatchedClient client;
        client.open(pinned);
        if (how == 2 && steps > 0 && steps < whole.size()) {
            client.hasEnded(300); // a close where none may be is told apart, or runs into a deadline
            client.drop();
        }
        QVERIFY(client.hasEnded());
        QCOMPARE(client.ended.size(), 1);
        QVERIFY(client.sessions.size() <= (steps == whole.size() ? 1 : 0));
        client.open(pinned);
        client.drop();
        client.settle();
        QCOMPARE(client.ended.size(), 2);
    }

    void streamErrorsAreTold_data()
    {
        QTest::addColumn<Script>("script");
        QTest::addColumn<QString>("condition");
        for (const char *condition :
             { "host-unknown", "conflict", "system-shutdown", "see-other-host", "policy-violation" }) {
            const QByteArray error =
                "<stream:error><" + QByteArray(condition) + streamErrorNs + "/></stream:error></stream:stream>";
            const QString expected = QString::fromLatin1(condition);
            QTest::addRow("%s before TLS", condition) << Script().header().send(error).close() << expected;
            QTest::addRow("%s before login", condition)
                << Script().encrypted().header().send(error).close() << expected;
            QTest::addRow("%s in the session", condition) << Script().bound().send(error).close() << expected;
        }
    }
    void streamErrorsAreTold()
    {
        QFETCH(Script, script);
        QFETCH(QString, condition);
        ScriptedServer server(script, m_good);
        WatchedClient client;
        client.open(settings(server));
        QVERIFY(client.hasEnded());
        QCOMPARE(client.end(), QStringLiteral("StreamError"));
        QCOMPARE(client.ended.first().condition, condition);
    }

private:
    ConnectSettings settings(const ScriptedServer &server, TlsMode tls = TlsMode::StartTls) const
    {
        return WatchedClient::settingsFor(server, m_authority.pem(), tls);
    }

    TestAuthority m_authority;
    Identity m_good;
};

QTEST_GUILESS_MAIN(TestHostileServer)
#include "tst_hostile_server.moc"
