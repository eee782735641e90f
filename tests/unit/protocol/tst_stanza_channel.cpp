// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/protocol_session.h"

#include "base/future.h"
#include "base/limits.h"

#include <QtTest>

using namespace natter;
using namespace std::chrono_literals;

/// Requests and their answers: each request is answered exactly once, and only by the one it went to.
class TestStanzaChannel : public QObject
{
    Q_OBJECT

    /// Counts the answers to one request.
    struct Answers
    {
        int count = 0;
        Result<Iq> last = failure(Error::Kind::Cancelled);
    };

    static std::shared_ptr<Answers> ask(ProtocolSession &session, const Jid &to)
    {
        Iq iq;
        iq.to = to;
        iq.addChild(ElementBuilder({ u"urn:x:question", u"question" }).build());
        auto answers = std::make_shared<Answers>();
        whenDone(session.protocol.channel().request(iq), &session.protocol, [answers](const Result<Iq> &answer) {
            ++answers->count;
            answers->last = answer;
        });
        return answers;
    }

    static QByteArray idOf(const ProtocolSession &session)
    {
        return session.request({ u"urn:x:question", u"question" }).attribute(u"id").toUtf8();
    }

    static QByteArray answer(const QByteArray &id, const QByteArray &from, const QByteArray &type = "result")
    {
        return "<iq type='" + type + "' id='" + id + '\'' + (from.isNull() ? QByteArray() : " from='" + from + '\'')
            + "/>";
    }

    static QByteArray limitsOf(const QByteArray &content)
    {
        return "<limits xmlns='urn:xmpp:stream-limits:0'>" + content + "</limits>";
    }
    static Element features(const QByteArray &children)
    {
        return elementFrom("<features xmlns='http://etherx.jabber.org/streams'>" + children + "</features>");
    }
    /// A message of exactly that many bytes on the wire.
    static Message messageOf(qsizetype bytes)
    {
        const auto messageWith = [](qsizetype length) {
            Message message;
            message.to = ProtocolSession::juliet();
            message.id = QStringLiteral("m");
            message.setBody(QString(length, u'x'));
            return message;
        };
        const qsizetype rest = messageWith(1).write().toXml(ns::client).size() - 1;
        return messageWith(bytes - rest);
    }

private Q_SLOTS:
    /// What a person sends from the console is a question like any other.
    void answerToWhatSomebodyElseSendsIsNoSurprise()
    {
        ProtocolSession session;
        session.start();
        const int before = session.protocol.droppedCount();
        const QByteArray ping = "<iq type='get' id='typed' to='montague.lit'><ping xmlns='urn:xmpp:ping'/></iq>";
        session.protocol.channel().expectAnswer(stanzaFrom(ping));
        session.receive(answer("typed", "capulet.lit"));
        QCOMPARE(session.protocol.droppedCount(), before + 1); // still only from where it went
        session.receive(answer("typed", "montague.lit"));
        QCOMPARE(session.protocol.droppedCount(), before + 1);
        session.receive(answer("typed", "montague.lit"));
        QCOMPARE(session.protocol.droppedCount(), before + 2); // once
        for (const QByteArray &other : { QByteArray("<message id='m'/>"), QByteArray("<iq type='result' id='r'/>") }) {
            session.protocol.channel().expectAnswer(stanzaFrom(other));
        }
        session.receive(answer("r", {}));
        QCOMPARE(session.protocol.droppedCount(), before + 3);
    }

    void CVE_2013_6483_answerOfAnotherIsDroppedAndTheRequestStaysOpen_data()
    {
        QTest::addColumn<QString>("to");
        QTest::addColumn<QByteArray>("impostor");
        QTest::addColumn<QByteArray>("rightful");
        const auto row = [](const char *name, const QString &to, const QByteArray &impostor,
                            const QByteArray &rightful) { QTest::newRow(name) << to << impostor << rightful; };
        const QByteArray none;
        const QByteArray device("juliet@capulet.lit/balcony");
        row("absent for a contact", "juliet@capulet.lit/balcony", none, device);
        row("bare for full", "juliet@capulet.lit/balcony", "juliet@capulet.lit", device);
        row("full for bare", "juliet@capulet.lit", device, "juliet@capulet.lit");
        row("other device", "juliet@capulet.lit/balcony", "juliet@capulet.lit/chamber", device);
        row("device in another case", "juliet@capulet.lit/balcony", "juliet@capulet.lit/Balcony", device);
        row("contact's server", "juliet@capulet.lit/balcony", "capulet.lit", device);
        row("our server for a contact", "juliet@capulet.lit/balcony", "montague.lit", device);
        row("ourselves for a contact", "juliet@capulet.lit/balcony", "romeo@montague.lit", device);
        row("stranger", "juliet@capulet.lit/balcony", "paris@verona.lit/x", device);
        row("contact for our account", "", device, none);
        row("other device of ours for our account", "", "romeo@montague.lit/garden", "romeo@montague.lit");
        row("neighbour for our account", "", "mercutio@montague.lit", "montague.lit");
        row("neighbour for our server", "montague.lit", "mercutio@montague.lit", "montague.lit");
        row("account for our server", "montague.lit", "romeo@montague.lit", none);
        row("component for our server", "montague.lit", "conference.montague.lit", "MONTAGUE.lit.");
        row("malformed for our account", "", "@montague.lit", none);
        row("written otherwise is the same", "juliet@capulet.lit/balcony", "juliet@capulet.lit/b",
            "JULIET@Capulet.Lit./balcony");
    }
    void CVE_2013_6483_answerOfAnotherIsDroppedAndTheRequestStaysOpen()
    {
        QFETCH(QString, to);
        QFETCH(QByteArray, impostor);
        QFETCH(QByteArray, rightful);
        for (const QByteArray &type : { QByteArray("result"), QByteArray("error") }) {
            ProtocolSession session;
            session.start();
            const auto answers = ask(session, Jid::orNull(to));
            const QByteArray id = idOf(session);
            session.receive(answer(id, impostor, type));
            ProtocolSession::settle();
            QCOMPARE(answers->count, 0);
            QCOMPARE(session.protocol.droppedCount(), 1);
            session.receive(answer(id, rightful));
            QTRY_COMPARE(answers->count, 1);
            QVERIFY(answers->last.has_value());
            session.receive(answer(id, rightful)); // a second one, or one from the impostor, answers nothing
            session.receive(answer(id, impostor, type));
            ProtocolSession::settle();
            QCOMPARE(answers->count, 1);
            QCOMPARE(session.protocol.droppedCount(), 3);
        }
    }

    void answerWithAnotherIdIsDropped()
    {
        ProtocolSession session;
        session.start();
        const auto answers = ask(session, ProtocolSession::juliet());
        session.receive(answer(idOf(session) + "x", "juliet@capulet.lit"));
        session.receive(answer(idOf(session).toUpper() + " ", "juliet@capulet.lit"));
        session.receive("<iq type='result' from='juliet@capulet.lit'/>");
        session.receive("<iq type='surprise' id='" + idOf(session) + "' from='juliet@capulet.lit'/>");
        ProtocolSession::settle();
        QCOMPARE(answers->count, 0);
        QCOMPARE(session.protocol.droppedCount(), 4);
    }

    void errorCarriesItsCondition()
    {
        ProtocolSession session;
        session.start();
        const auto answers = ask(session, ProtocolSession::juliet());
        session.receive("<iq type='error' from='juliet@capulet.lit' id='" + idOf(session)
                        + "'><error type='cancel'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
                          "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>no such thing</text></error></iq>");
        QTRY_COMPARE(answers->count, 1);
        QCOMPARE(answers->last.error().kind, Error::Kind::Remote);
        QCOMPARE(answers->last.error().condition, QStringLiteral("item-not-found"));
        QCOMPARE(answers->last.error().text, QStringLiteral("no such thing"));
    }

    void errorWithoutAConditionIsStillAnError()
    {
        ProtocolSession session;
        session.start();
        const auto answers = ask(session, ProtocolSession::juliet());
        session.receive(answer(idOf(session), "juliet@capulet.lit", "error"));
        QTRY_COMPARE(answers->count, 1);
        QCOMPARE(answers->last.error().condition, QStringLiteral("undefined-condition"));
    }

    void silenceEndsInATimeout()
    {
        ProtocolSession session;
        session.start();
        const auto early = ask(session, ProtocolSession::juliet());
        const QByteArray id = idOf(session);
        session.clock.advance(limits::iqDeadline - 1ms);
        session.take();
        const auto late = ask(session, ProtocolSession::juliet());
        session.clock.advance(1ms);
        QTRY_COMPARE_WITH_TIMEOUT(early->count, 1, 3000);
        QCOMPARE(early->last.error().kind, Error::Kind::Timeout);
        QCOMPARE(late->count, 0);
        session.receive(answer(id, "juliet@capulet.lit")); // too late
        ProtocolSession::settle();
        QCOMPARE(early->count, 1);
        QCOMPARE(session.protocol.droppedCount(), 1);
        session.receive(answer(idOf(session), "juliet@capulet.lit"));
        QTRY_COMPARE(late->count, 1);
        QVERIFY(late->last.has_value());
    }

    void endOfTheSessionAnswersEverythingOnce()
    {
        ProtocolSession session;
        session.start();
        QList<std::shared_ptr<Answers>> all;
        for (int i = 0; i < limits::openIqs; ++i) { // some of those that a session begins with are open as well
            all.append(ask(session, ProtocolSession::juliet()));
        }
        const auto oneTooMany = ask(session, ProtocolSession::juliet());
        QTRY_COMPARE(oneTooMany->count, 1);
        QCOMPARE(oneTooMany->last.error().kind, Error::Kind::LimitExceeded);
        all.removeIf([](const auto &answers) { return answers->count == 1; });
        QVERIFY(all.size() > limits::openIqs - 10);
        session.protocol.endSession();
        session.protocol.endSession();
        session.clock.advance(10 * limits::iqDeadline);
        ProtocolSession::settle();
        for (const auto &answers : std::as_const(all)) {
            QCOMPARE(answers->count, 1);
            QCOMPARE(answers->last.error().kind, Error::Kind::Disconnected);
        }
        const auto after = ask(session, ProtocolSession::juliet());
        QTRY_COMPARE(after->count, 1);
        QCOMPARE(after->last.error().kind, Error::Kind::NotConnected);
    }

    void largestStanzaThatTheServerTakes_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<int>("largest"); // 0: any
        QTest::newRow("as it says") << QByteArray("<max-bytes>12345</max-bytes>") << 12'345;
        QTest::newRow("less than allowed") << QByteArray("<max-bytes>1</max-bytes>") << 10'000;
        QTest::newRow("none") << QByteArray("<idle-seconds>9</idle-seconds>") << 0;
        QTest::newRow("zero") << QByteArray("<max-bytes>0</max-bytes>") << 0;
        QTest::newRow("negative") << QByteArray("<max-bytes>-1</max-bytes>") << 0;
        QTest::newRow("no number") << QByteArray("<max-bytes>many</max-bytes>") << 0;
        QTest::newRow("beyond all numbers") << QByteArray("<max-bytes>99999999999999999999</max-bytes>") << 0;
    }
    void largestStanzaThatTheServerTakes()
    {
        QFETCH(QByteArray, content);
        QFETCH(int, largest);
        ProtocolSession session;
        session.startUnanswered(limitsOf(content));
        session.take();
        const int size = largest > 0 ? largest : 300'000;
        QVERIFY(session.protocol.channel().send(messageOf(size)).has_value());
        QCOMPARE(session.take().size(), 1);
        const auto more = session.protocol.channel().send(messageOf(size + 1));
        QCOMPARE(session.take().size(), largest > 0 ? 0 : 1);
        if (largest > 0) {
            QCOMPARE(more.error().kind, Error::Kind::InvalidInput);
        }
    }

    void requestThatIsTooLargeIsAnsweredAtOnce()
    {
        ProtocolSession session;
        session.startUnanswered(limitsOf("<max-bytes>10000</max-bytes>"));
        session.take();
        Iq iq;
        iq.to = ProtocolSession::juliet();
        iq.addChild(ElementBuilder({ u"urn:x:question", u"question" }).text(QString(10'000, u'x')).build());
        const auto future = session.protocol.channel().request(iq);
        QVERIFY(future.isFinished());
        QCOMPARE(future.result().error().kind, Error::Kind::InvalidInput);
        QVERIFY(session.sent.isEmpty());
        session.protocol.resumeSession(features({})); // the new connection has no such limit
        QVERIFY(!session.protocol.channel().request(iq).isFinished());
        QCOMPARE(session.sent.size(), 1);
    }

    void answerOfTheLastSessionAnswersNothingInTheNext()
    {
        ProtocolSession session;
        session.start();
        const auto before = ask(session, ProtocolSession::juliet());
        const QByteArray id = idOf(session);
        session.protocol.endSession();
        session.start();
        session.receive(answer(id, "juliet@capulet.lit"));
        ProtocolSession::settle();
        QCOMPARE(before->count, 1);
        QCOMPARE(before->last.error().kind, Error::Kind::Disconnected);
        QCOMPARE(session.protocol.droppedCount(), 1);
    }

    void answerThatArrivedBeforeTheEndCounts()
    {
        ProtocolSession session;
        session.start();
        const auto answers = ask(session, ProtocolSession::juliet());
        session.receive(answer(idOf(session), "juliet@capulet.lit"));
        session.protocol.endSession();
        QTRY_COMPARE(answers->count, 1);
        QVERIFY(answers->last.has_value());
    }

    void destructionLeavesNoRequestOpen()
    {
        auto session = std::make_unique<ProtocolSession>();
        session->start();
        Iq iq;
        iq.addChild(ElementBuilder({ u"urn:x:question", u"question" }).build());
        const auto future = session->protocol.channel().request(iq);
        session.reset();
        QTRY_VERIFY(future.isFinished());
        QCOMPARE(future.resultCount(), 1);
        QCOMPARE(future.result().error().kind, Error::Kind::Disconnected);
    }
};

QTEST_GUILESS_MAIN(TestStanzaChannel)
#include "tst_stanza_channel.moc"
