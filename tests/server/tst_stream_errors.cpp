// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/romeo_account.h"
#include "support/stream_conditions.h"
#include "support/watched_client.h"

#include "base/limits.h"
#include "stanza/element_builder.h"
#include "stanza/stanza.h"

#include <QtTest>

using namespace natter;
using namespace std::chrono_literals;
using Phase = AccountStatus::Phase;

static const QByteArray streamErrorNs(" xmlns='urn:ietf:params:xml:ns:xmpp-streams'");

static QByteArray streamError(const QByteArray &condition, const QByteArray &behind = {})
{
    return "<stream:error><" + condition + streamErrorNs + "/>" + behind + "</stream:error></stream:stream>";
}

/// Stream errors in both directions: those that servers send, and those that we say before we leave.
class TestStreamErrors : public QObject
{
    Q_OBJECT

    TestAuthority m_authority;
    Identity m_identity;

    static void addConditions()
    {
        QTest::addColumn<QByteArray>("condition");
        for (const QByteArray &condition : streamConditions) {
            QTest::newRow(condition.constData()) << condition;
        }
    }
    ConnectSettings settings(const ScriptedServer &server) const
    {
        return WatchedClient::settingsFor(server, m_authority.pem());
    }

private Q_SLOTS:
    void initTestCase()
    {
        QCOMPARE(streamConditions.size(), 25);
        m_identity = m_authority.issue({ QStringLiteral("montague.lit"), { QStringLiteral("DNS:montague.lit") } });
    }

    void accountSaysWhatTheServerSaid_data() { addConditions(); }
    void accountSaysWhatTheServerSaid()
    {
        QFETCH(QByteArray, condition);
        const QByteArray text = "<text" + streamErrorNs + " xml:lang='en'>because of &lt;b&gt;" + condition + "</text>";
        const QByteArray own = "<more xmlns='urn:example:own'/>";
        ScriptedServer server(Script().bound().expect("<presence").send(streamError(condition, text + own)).close(),
                              m_identity);
        Romeo romeo(server.serverPort(), m_authority.pem());
        romeo.random.fix(255); // it waits for seconds
        QVERIFY(romeo.comesTo(Phase::Waiting));
        QVERIFY(romeo.phases.contains(Phase::Online));
        QCOMPARE(romeo.kind(), QStringLiteral("StreamError"));
        QCOMPARE(romeo.condition(), QString::fromLatin1(condition));
        QCOMPARE(romeo.account->status().error->text, QString::fromLatin1("because of <b>" + condition));
        QVERIFY(romeo.account->status().error->detail.contains(QString::fromLatin1(condition)));
        QVERIFY(romeo.vault.passwords.contains(romeo.settings.jid));
        QCOMPARE(server.connections(), 1);
    }

    /// All at once, so that the waiting is done side by side.
    void serverThatRefusesIsLeftAlone()
    {
        std::vector<std::unique_ptr<ScriptedServer>> servers;
        std::vector<std::unique_ptr<Romeo>> accounts;
        for (const QByteArray &condition : streamConditions) {
            servers.push_back(std::make_unique<ScriptedServer>(
                Script().bound().expect("<presence").send(streamError(condition)).close(), m_identity));
            accounts.push_back(std::make_unique<Romeo>(servers.back()->serverPort(), m_authority.pem()));
            accounts.back()->random.fix(255);
        }
        for (size_t i = 0; i < servers.size(); ++i) {
            const bool conflict = streamConditions.at(static_cast<qsizetype>(i)) == "conflict";
            QTRY_VERIFY_WITH_TIMEOUT(servers[i]->connections() >= (conflict ? 2 : 3), 30'000);
            if (!conflict) { // half a second to one and a half
                QVERIFY2(servers[i]->between(2, 3) >= 500ms, streamConditions.at(static_cast<qsizetype>(i)));
            }
        }
        const auto conflict = static_cast<size_t>(streamConditions.indexOf("conflict"));
        QVERIFY(accounts[conflict]->comesTo(Phase::Offline));
        QCOMPARE(servers[conflict]->connections(), 2);
    }

    /// Only where the server has not ended the session itself.
    void streamIsResumedBehindSome_data() { addConditions(); }
    void streamIsResumedBehindSome()
    {
        QFETCH(QByteArray, condition);
        static const QByteArrayList passing { "connection-timeout", "reset", "see-other-host", "system-shutdown" };
        ScriptedServer server(Script().enabled().expect("<message").send(streamError(condition)).close(), m_identity);
        WatchedClient client;
        client.open(settings(server));
        QVERIFY2(client.hasSession(), qPrintable(client.end()));
        QTRY_VERIFY(client.managed);
        client.send(ElementBuilder(Message::name).build());
        QVERIFY(client.hasEnded());
        QCOMPARE(client.end(), QStringLiteral("StreamError"));
        QCOMPARE(client.ended.first().condition, QString::fromLatin1(condition));
        QCOMPARE(client.fates.first() == SessionFate::MayResume, passing.contains(condition));
    }

    void errorsThatAreNoneAreUndefined_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("foreign") << QByteArray("<conflict xmlns='urn:x'/>");
        QTest::newRow("text only") << "<text" + streamErrorNs + ">why</text>";
    }
    void errorsThatAreNoneAreUndefined()
    {
        QFETCH(QByteArray, content);
        ScriptedServer server(Script().bound().send("<stream:error>" + content + "</stream:error>"), m_identity);
        WatchedClient client;
        client.open(settings(server));
        QVERIFY(client.hasEnded());
        QCOMPARE(client.end(), QStringLiteral("StreamError"));
        QCOMPARE(client.ended.first().condition, QStringLiteral("undefined-condition"));
        QTRY_COMPARE(server.open(), 0);
    }

    void violationsAreNamedBeforeWeLeave_data()
    {
        QTest::addColumn<Script>("script");
        QTest::addColumn<QByteArray>("condition");
        const auto row = [](const char *name, const Script &script, const char *condition) {
            QTest::newRow(name) << script << QByteArray(condition);
        };
        const QByteArray head("<?xml version='1.0'?><stream:stream xmlns='jabber:client' "
                              "xmlns:stream='http://etherx.jabber.org/streams' ");
        const auto session = [](const QByteArray &bytes) { return Script().bound().send(bytes); };
        const auto encrypted = [](const QByteArray &bytes) {
            return Script().encrypted().expect("<stream:stream").expect(">").send(bytes);
        };
        row("tags that do not match", session("<message></presence>"), "not-well-formed");
        row("an attribute twice", session("<message a='1' a='2'/>"), "not-well-formed");
        row("an attribute without quotes", session("<message a=1/>"), "not-well-formed");
        row("prefix without a namespace", session("<x:message/>"), "not-well-formed");
        row("control character", session("<message>\x01</message>"), "not-well-formed");
        row("comment", session("<!-- x -->"), "restricted-xml");
        row("processing instruction", session("<?php x ?>"), "restricted-xml");
        row("entity", session("<message>&lol;</message>"), "restricted-xml");
        row("a second stream", session(QByteArray(head).remove(0, head.indexOf("?>") + 2) + "version='1.0'>"),
            "bad-format");
        row("a second declaration", session("<?xml version='1.0'?>"), "restricted-xml");
        row("too many spaces", session(QByteArray(limits::stanzaBytes + 1, ' ')), "policy-violation");
        row("another namespace",
            encrypted("<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='urn:x' version='1.0'>"),
            "invalid-namespace");
        row("another root element", encrypted("<?xml version='1.0'?><flow xmlns='jabber:client'>"),
            "invalid-namespace");
        row("no version", encrypted(head + '>'), "unsupported-version");
        row("version 0.9", encrypted(head + "version='0.9'>"), "unsupported-version");
        row("message before the login", Script().encrypted().header().send("<message/>"), "not-authorized");
        row("message during the login", Script().offersLogin().expect("</auth>").send("<message/>"), "not-authorized");
        row("request instead of the binding",
            Script().loggedIn().expect("</iq>").send("<iq type='set' id='x'><query xmlns='jabber:iq:roster'/></iq>"),
            "not-authorized");
        row("message before binding", Script().loggedIn().expect("</iq>").send("<message/>"), "bad-format");
        row("no features but something", Script().encrypted().header().send("<x xmlns='urn:x'/>"), "bad-format");
        row("more than a login needs",
            Script().encrypted().header().send("<stream:features>"
                                               + QByteArray("<x xmlns='urn:x'/>").repeated(limits::preLoginBytes / 18)),
            "policy-violation");
    }
    void violationsAreNamedBeforeWeLeave()
    {
        QFETCH(Script, script);
        QFETCH(QByteArray, condition);
        // The connection stays open on the server's side until the client is gone: no reset overtakes the words
        ScriptedServer server(script.expect("</stream:stream>"), m_identity);
        WatchedClient client;
        client.open(settings(server));
        QVERIFY(client.hasEnded());
        QCOMPARE(client.ended.size(), 1);
        QCOMPARE(client.ended.first().condition, QString::fromLatin1(condition));
        QCOMPARE(client.fates, QList<SessionFate> { SessionFate::Over });
        QTRY_VERIFY2(server.isDone(), server.received());
        const QByteArray received = server.received();
        const qsizetype error = received.indexOf("<stream:error>");
        QCOMPARE(received.count("<stream:error>"), 1);
        QCOMPARE(received.mid(error),
                 "<stream:error><" + condition + streamErrorNs + "/></stream:error></stream:stream>");
        QTRY_COMPARE(server.open(), 0);
    }
};

QTEST_GUILESS_MAIN(TestStreamErrors)
#include "tst_stream_errors.moc"
