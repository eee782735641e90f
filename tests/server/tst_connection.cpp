// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/connection.h"
#include "stanza/stanza.h"
#include "support/scripted_server.h"

#include <QDeadlineTimer>
#include <QtTest>

using namespace natter;

static constexpr int patience = 20'000; ///< milliseconds, on a busy machine

/// A connection as seen from the GUI thread, which hears of everything a moment later than it happens.
class TestConnection : public QObject
{
    Q_OBJECT

    static Element message(const QString &body)
    {
        Message message;
        message.to = Jid::orNull(u"juliet@capulet.lit");
        message.id = body;
        message.setBody(body);
        return message.write();
    }
    static Script managed() { return Script().managed(); }
    static Script &bound(Script &script) { return script.binds().expect("<enable "); }
    /// While nothing that happens is heard of here.
    static bool received(WorkerThread<ScriptedServer> &server, const QByteArray &part)
    {
        const QDeadlineTimer deadline(20'000);
        bool found = false;
        while (!found && !deadline.hasExpired()) {
            found = server.call([part](ScriptedServer &at) { return at.received().contains(part); }).result();
        }
        return found;
    }

private Q_SLOTS:
    void whatWasMeantForTheOldSessionStaysOutOfTheNew()
    {
        TestAuthority authority;
        const Identity identity =
            authority.issue({ QStringLiteral("montague.lit"), { QStringLiteral("DNS:montague.lit") } });
        Script first = managed();
        bound(first).send("<enabled xmlns='urn:xmpp:sm:3' id='s1' resume='true'/>").expect("</message>").close();
        Script forgotten = managed()
                               .expect("<resume ")
                               .send("<failed xmlns='urn:xmpp:sm:3'><item-not-found "
                                     "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>");
        bound(forgotten);
        WorkerThread<ScriptedServer> server(
            QStringLiteral("server"), [first, identity] { return std::make_unique<ScriptedServer>(first, identity); });
        ConnectSettings settings;
        settings.account = Jid::orNull(u"romeo@montague.lit");
        settings.password = Secret(QStringLiteral("pencil"));
        settings.extraAuthority = authority.pem();
        const quint16 port = server.call([](ScriptedServer &at) { return at.serverPort(); }).result();
        settings.endpoints = { { QStringLiteral("127.0.0.1"), port, TlsMode::StartTls } };

        Connection connection(QStringLiteral("listener"));
        int sessions = 0;
        int ends = 0;
        connect(&connection, &Connection::sessionStarted, this, [&sessions] { ++sessions; });
        connect(&connection, &Connection::ended, this, [&ends](const Error &, SessionFate fate) {
            QCOMPARE(fate, SessionFate::MayResume);
            ++ends;
        });
        connection.open(settings);
        QTRY_COMPARE_WITH_TIMEOUT(sessions, 1, patience);
        connection.send(message(QStringLiteral("first")));
        QTRY_COMPARE_WITH_TIMEOUT(ends, 1, patience);
        server.post([forgotten](ScriptedServer &at) { at.setScript(forgotten); });
        connection.send(message(QStringLiteral("waits"))); // to be sent if the session goes on
        connection.open(settings);
        QTRY_COMPARE_WITH_TIMEOUT(server.call([](ScriptedServer &at) { return at.connections(); }).result(), 2,
                                  patience);
        QVERIFY(received(server, "<enable"));
        connection.send(message(QStringLiteral("late"))); // there is a new session already
        QCOMPARE(sessions, 1);
        QTRY_COMPARE_WITH_TIMEOUT(sessions, 2, patience);
        connection.send(message(QStringLiteral("fresh")));
        QVERIFY(received(server, "fresh"));
        QVERIFY(!server.call([](ScriptedServer &at) { return at.received().contains("late"); }).result());
        QVERIFY(!server.call([](ScriptedServer &at) { return at.received().contains("waits"); }).result());
    }
};

QTEST_GUILESS_MAIN(TestConnection)
#include "tst_connection.moc"
