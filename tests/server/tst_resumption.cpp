// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "base/limits.h"
#include "stanza/element_builder.h"
#include "stanza/stanza.h"
#include "support/watched_client.h"

using namespace natter;

/// Stream management (XEP-0198) against a server that keeps the count, forgets it, or lies about it.
class TestResumption : public QObject
{
    Q_OBJECT

    TestAuthority m_authority;
    Identity m_identity;

    ConnectSettings settings(const ScriptedServer &server) const
    {
        return WatchedClient::settingsFor(server, m_authority.pem());
    }

    static Element message(const QString &id)
    {
        Message message;
        message.to = Jid::orNull(u"juliet@capulet.lit");
        message.id = id;
        message.setBody(QStringLiteral("O ") + id);
        return message.write();
    }
    static QStringList ids(const QList<Element> &stanzas)
    {
        QStringList all;
        for (const Element &stanza : stanzas) {
            all.append(stanza.attribute(u"id"));
        }
        return all;
    }

    static QByteArray nonza(const QByteArray &text) { return '<' + text + " xmlns='urn:xmpp:sm:3'/>"; }

    /// Opens, sends "one" and "two", and waits until the connection is gone.
    bool breaks(WatchedClient &client, ScriptedServer &server) const
    {
        client.open(settings(server));
        if (!client.hasSession()) {
            return false;
        }
        client.send(message("one"));
        client.send(message("two"));
        return client.hasEnded() && client.fates == QList<SessionFate> { SessionFate::MayResume };
    }
    /// Takes two messages, acknowledges the first, and is gone.
    static Script takesTwo()
    {
        return Script()
            .enabled()
            .expect("O one</body></message>")
            .expect("O two</body></message>")
            .send(nonza("a h='1'"))
            .close();
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_identity = m_authority.issue({ QStringLiteral("montague.lit"), { QStringLiteral("DNS:montague.lit") } });
    }

    void whatTheServerTookIsTold()
    {
        ScriptedServer server(Script()
                                  .enabled()
                                  .expect("O one</body></message>")
                                  .expect("<r ")
                                  .send(nonza("a h='1'"))
                                  .expect("O two</body></message>")
                                  .expect("<r ")
                                  .send(nonza("a h='2'")),
                              m_identity);
        WatchedClient client;
        client.open(settings(server));
        QVERIFY2(client.hasSession(), qPrintable(client.end()));
        client.send(message("one"));
        QTRY_COMPARE(ids(client.acknowledged), QStringList("one"));
        client.send(message("two"));
        QTRY_COMPARE(ids(client.acknowledged), (QStringList { "one", "two" }));
    }

    void brokenRulesEndTheStream_data()
    {
        const QByteArray undefined("<undefined-condition xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>");
        const QByteArray lie = undefined + "<handled-count-too-high xmlns='urn:xmpp:sm:3' h='";
        const QByteArray unknown("<x xmlns='urn:example:unknown'/>");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("count too high") << nonza("a h='7'") << lie + "7' send-count='1'/>";
        QTest::newRow("count goes back") << nonza("a h='1'") + nonza("a h='0'") << lie + "0' send-count='1'/>";
        QTest::newRow("no count") << nonza("a") << undefined;
        QTest::newRow("unknown elements, a few too many")
            << unknown.repeated(limits::unknownElements + 1) << QByteArray("<unsupported-stanza-type");
        QTest::newRow("unknown elements, more than fits on the line") // and so what we say may not get through
            << unknown.repeated(100'000) << QByteArray();
    }
    void brokenRulesEndTheStream()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QByteArray, reason);
        ScriptedServer server(
            Script().enabled().expect("O one</body></message>").send(answer).expect("</stream:stream>"), m_identity);
        WatchedClient client;
        client.open(settings(server));
        QVERIFY2(client.hasSession(), qPrintable(client.end()));
        client.send(message("one"));
        QVERIFY(client.hasEnded());
        QCOMPARE(client.end(), QStringLiteral("Malformed"));
        QCOMPARE(client.fates, QList<SessionFate> { SessionFate::Over });
        QVERIFY2(server.received().contains(reason), server.received());
    }

    void unknownElementsAreIgnored()
    {
        const QByteArray some = QByteArray("<x xmlns='urn:example:unknown'/>").repeated(limits::unknownElements);
        ScriptedServer server(Script().enabled().expect("O one</body></message>").send(some + nonza("a h='1'")),
                              m_identity);
        WatchedClient client;
        client.open(settings(server));
        QVERIFY2(client.hasSession(), qPrintable(client.end()));
        client.send(message("one"));
        QTRY_COMPARE(ids(client.acknowledged), QStringList("one"));
        QVERIFY(client.ended.isEmpty());
    }

    void onlyWhatIsOnDiskIsAcknowledged()
    {
        const QByteArray incoming("<message from='juliet@capulet.lit/b' type='chat'><body>Ay me</body></message>");
        ScriptedServer server(Script()
                                  .enabled()
                                  .send(incoming + incoming + incoming + nonza("r"))
                                  .expect("<a ")
                                  .expect("h='0'")
                                  .expect("<a ")
                                  .expect("h='3'"),
                              m_identity);
        WatchedClient client;
        client.open(settings(server));
        QVERIFY2(client.hasSession(), qPrintable(client.end()));
        QTRY_COMPARE(client.received.size(), 3);
        client.noteHandled(2); // the server waits for all three
        client.settle();
        QVERIFY(!server.isDone());
        client.noteHandled(3);
        QTRY_VERIFY(server.isDone());
    }

    void brokenStreamGoesOn()
    {
        ScriptedServer first(takesTwo(), m_identity);
        WatchedClient client;
        QVERIFY(breaks(client, first));
        QCOMPARE(ids(client.acknowledged), QStringList("one"));
        client.send(message("three")); // while there is no connection
        ScriptedServer second(Script()
                                  .managed()
                                  .expect("<resume ")
                                  .expect("previd='s1'")
                                  .send(nonza("resumed previd='s1' h='1'"))
                                  .expect("O two</body></message>")
                                  .expect("O three</body></message>")
                                  .expect("<r ")
                                  .send(nonza("a h='3'")),
                              m_identity);
        client.open(settings(second));
        QTRY_COMPARE(client.resumed.size(), 1);
        QCOMPARE(client.resumed.first().jid, Jid::orNull(u"romeo@montague.lit/orchard"));
        QTRY_COMPARE(ids(client.acknowledged), (QStringList { "one", "two", "three" }));
        QCOMPARE(client.sessions.size(), 1);
        QVERIFY(!second.received().contains("O one"));
        QVERIFY(!second.received().contains("<bind"));
    }

    void whatTheServerHadIsNotSentAgain()
    {
        ScriptedServer first(takesTwo(), m_identity);
        WatchedClient client;
        QVERIFY(breaks(client, first));
        ScriptedServer second(Script().managed().expect("<resume ").send(nonza("resumed previd='s1' h='2'")),
                              m_identity);
        client.open(settings(second));
        QTRY_COMPARE(ids(client.acknowledged), (QStringList { "one", "two" }));
        client.settle();
        QVERIFY(!second.received().contains("<body"));
    }

    void forgottenStreamIsBoundAnew()
    {
        ScriptedServer first(takesTwo(), m_identity);
        WatchedClient client;
        QVERIFY(breaks(client, first));
        Script script = Script()
                            .managed()
                            .expect("<resume ")
                            .send("<failed xmlns='urn:xmpp:sm:3' h='2'>"
                                  "<item-not-found "
                                  "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>");
        ScriptedServer second(script.binds().expect("<enable "), m_identity);
        client.open(settings(second));
        QTRY_COMPARE(client.sessions.size(), 2);
        QTRY_VERIFY(second.isDone());
        QCOMPARE(ids(client.acknowledged), (QStringList { "one", "two" })); // it had both
        QVERIFY(client.resumed.isEmpty());
        QVERIFY(!second.received().contains("<body")); // a new session is for the outbox to fill
    }

    void lyingResumptionEndsTheStream_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("another stream") << nonza("resumed previd='s2' h='1'");
        QTest::newRow("too high") << nonza("resumed previd='s1' h='9'");
        QTest::newRow("goes back") << nonza("resumed previd='s1' h='0'");
        QTest::newRow("no answer at all") << nonza("enabled id='s2'");
    }
    void lyingResumptionEndsTheStream()
    {
        QFETCH(QByteArray, answer);
        ScriptedServer first(takesTwo(), m_identity);
        WatchedClient client;
        QVERIFY(breaks(client, first));
        ScriptedServer second(Script().managed().expect("<resume ").send(answer), m_identity);
        client.open(settings(second));
        QTRY_COMPARE(client.ended.size(), 2);
        QCOMPARE(client.ended.last().kind, Error::Kind::Malformed);
        QCOMPARE(client.fates.last(), SessionFate::Over);
        QVERIFY(client.resumed.isEmpty());
        QVERIFY(!second.received().contains("<body"));
    }

    void streamOnWhichTheServerIsDeafIsNotResumedAgain()
    {
        ScriptedServer first(takesTwo(), m_identity);
        WatchedClient client;
        QVERIFY(breaks(client, first));
        ScriptedServer second(
            Script().managed().expect("<resume ").send(nonza("resumed previd='s1' h='1'") + nonza("r")), m_identity);
        ConnectSettings impatient = settings(second);
        impatient.liveness.silence = std::chrono::milliseconds(200);
        impatient.liveness.answer = std::chrono::milliseconds(200);
        impatient.liveness.patience = std::chrono::milliseconds(400);
        client.open(impatient);
        QTRY_COMPARE(client.ended.size(), 2);
        QCOMPARE(client.resumed.size(), 1);
        QCOMPARE(client.ended.last().kind, Error::Kind::Timeout);
        QCOMPARE(client.fates.last(), SessionFate::Over);
    }

    /// Whatever it is in them, stanzas over which the server closes are not written without end.
    void stanzasOverWhichTheServerClosesAreNotRepeatedForEver()
    {
        const Element poison = ElementBuilder({ ns::client, u"iq" }).attribute(u"id", QStringLiteral("poison")).build();
        ScriptedServer first(Script().enabled().expect("poison").close(), m_identity);
        WatchedClient client;
        client.open(settings(first));
        QVERIFY(client.hasSession());
        client.send(poison);
        QTRY_COMPARE(client.ended.size(), 1);
        int resumptions = 0;
        while (client.fates.last() == SessionFate::MayResume) {
            QVERIFY(++resumptions <= StreamManagement::fruitlessResumptions);
            ScriptedServer next(
                Script().managed().expect("<resume ").send(nonza("resumed previd='s1' h='0'")).expect("poison").close(),
                m_identity);
            client.open(settings(next));
            QTRY_COMPARE(client.ended.size(), resumptions + 1);
        }
        QCOMPARE(resumptions, StreamManagement::fruitlessResumptions);
        ScriptedServer last(Script().managed().expect("<bind "), m_identity);
        client.open(settings(last));
        QTRY_VERIFY(last.received().contains("<bind "));
        QVERIFY(!last.received().contains("poison"));
    }

    void streamOfAnEarlierRunIsResumed()
    {
        ScriptedServer server(Script()
                                  .managed()
                                  .expect("<resume ")
                                  .expect("previd='s1'")
                                  .expect("h='41'")
                                  .send(nonza("resumed previd='s1' h='7'"))
                                  .expect("O three</body></message>")
                                  .expect("<r ")
                                  .send(nonza("a h='8'")),
                              m_identity);
        WatchedClient client;
        client.restore({ "s1", Jid::orNull(u"romeo@montague.lit/orchard"), {}, 41 });
        client.send(message("two")); // of no session
        client.open(settings(server));
        QTRY_COMPARE(client.resumed.size(), 1);
        QCOMPARE(client.resumed.first().jid, Jid::orNull(u"romeo@montague.lit/orchard"));
        QCOMPARE(client.counted, QList<quint32> { 7 });
        client.send(message("three"));
        QTRY_COMPARE(ids(client.acknowledged), QStringList("three"));
        QVERIFY(client.sessions.isEmpty());
        QVERIFY(!server.received().contains("O two"));
    }

    void forgottenStreamOfAnEarlierRunIsBoundAnew_data()
    {
        QTest::addColumn<QByteArray>("h");
        QTest::addColumn<QList<quint32>>("counted");
        QTest::newRow("counted") << QByteArray(" h='7'") << QList<quint32> { 7 };
        QTest::newRow("not counted") << QByteArray() << QList<quint32>();
    }
    void forgottenStreamOfAnEarlierRunIsBoundAnew()
    {
        QFETCH(QByteArray, h);
        QFETCH(QList<quint32>, counted);
        Script script = Script()
                            .managed()
                            .expect("<resume ")
                            .send("<failed xmlns='urn:xmpp:sm:3'" + h
                                  + "><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>");
        ScriptedServer server(script.binds().expect("<enable "), m_identity);
        WatchedClient client;
        client.restore({ "s1", Jid::orNull(u"romeo@montague.lit/orchard"), {}, 41 });
        client.open(settings(server));
        QTRY_COMPARE(client.sessions.size(), 1);
        QTRY_VERIFY(server.isDone());
        QCOMPARE(client.counted, counted);
        QVERIFY(client.resumed.isEmpty());
    }

    void anotherAccountGetsNothingOfIt()
    {
        ScriptedServer first(takesTwo(), m_identity);
        WatchedClient client;
        QVERIFY(breaks(client, first));
        ScriptedServer second(Script().managed().expect("</iq>"), m_identity);
        ConnectSettings other = settings(second);
        other.account = Jid::orNull(u"tybalt@montague.lit");
        client.open(other);
        QTRY_VERIFY(second.isDone());
        QVERIFY(!second.received().contains("<resume"));
    }

    void politeEndIsForGood()
    {
        ScriptedServer first(
            Script().enabled().expect("<a ").expect("</stream:stream>").send("</stream:stream>").close(), m_identity);
        WatchedClient client;
        client.open(settings(first));
        QVERIFY2(client.hasSession(), qPrintable(client.end()));
        QTRY_VERIFY(first.received().contains("<enable"));
        client.settle();
        client.close();
        QVERIFY(client.hasEnded());
        QCOMPARE(client.fates, QList<SessionFate> { SessionFate::Over });
        ScriptedServer second(Script().managed().expect("</iq>"), m_identity);
        client.open(settings(second));
        QTRY_VERIFY(second.isDone());
        QVERIFY(!second.received().contains("<resume"));
    }

    void nothingIsWrittenBehindOurEndOfTheStream()
    {
        ScriptedServer server(Script().enabled().expect("</stream:stream>").send(nonza("r")), m_identity);
        WatchedClient client;
        client.open(settings(server));
        QVERIFY2(client.hasSession(), qPrintable(client.end()));
        QTRY_VERIFY(server.received().contains("<enable"));
        client.settle();
        client.close();
        QVERIFY(client.hasEnded());
        QVERIFY(server.received().endsWith("</stream:stream>"));
    }

    void managementNobodyAskedForIsIgnored()
    {
        ScriptedServer server(Script().bound().send(nonza("r") + nonza("enabled id='s1' resume='true'")), m_identity);
        WatchedClient client;
        client.open(settings(server));
        QVERIFY2(client.hasSession(), qPrintable(client.end()));
        client.send(message("one"));
        QTRY_VERIFY(server.received().contains("O one"));
        QVERIFY(!server.received().contains("urn:xmpp:sm:3"));
        QVERIFY(client.ended.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestResumption)
#include "tst_resumption.moc"
