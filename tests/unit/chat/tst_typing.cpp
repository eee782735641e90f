// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/chat_session.h"

#include "chat/typing.h"

#include <QSignalSpy>
#include <QtTest>

using namespace natter;
using namespace std::chrono_literals;

/// Who is writing to us, and who may know that we are writing.
class TestTyping : public QObject
{
    Q_OBJECT

    /// A session in which all contacts are online.
    struct Fixture : ChatSession
    {
        ContactList contacts { account, protocol, store };
        Preferences preferences { folder.filePath("settings.json") };
        DisclosureRule rule { contacts.account(), conversations, preferences };
        Typing typing { contacts, protocol, rule };

        Fixture()
        {
            start();
            for (const char *jid : { "juliet@capulet.lit", "nurse@capulet.lit", "friar@verona.lit",
                                     "tybalt@capulet.lit", "paris@verona.lit" }) {
                receive("<presence from='" + QByteArray(jid) + "/a'/>");
            }
            take();
        }
        /// The chat states sent since the last call, as "to state".
        QStringList announced()
        {
            QStringList states;
            const auto elements = take();
            for (const Element &element : elements) {
                const auto message = Message::read(element);
                if (message && message->body().isEmpty()) {
                    states.append(message->to.toString() + u' ' + message->children().first().localName());
                }
            }
            return states;
        }
        void state(const QByteArray &from, const QByteArray &name, const QByteArray &rest = {},
                   const QByteArray &type = "chat")
        {
            receive("<message from='" + from + "' type='" + type + "'><" + name
                    + " xmlns='http://jabber.org/protocol/chatstates'/>" + rest + "</message>");
        }
        void stopTelling()
        {
            auto values = preferences.values();
            values.sendTyping = false;
            preferences.set(values);
            typing.reconsider();
        }
        bool isTyping(QStringView jid) const { return typing.isTyping(Jid::orNull(jid)); }
    };

private Q_SLOTS:
    void onlyThoseWhoMaySeeUsAreTold_data()
    {
        QTest::addColumn<QString>("peer");
        QTest::addColumn<bool>("told");
        QTest::newRow("contact both ways") << "juliet@capulet.lit" << true;
        QTest::newRow("contact who sees us") << "friar@verona.lit" << true;
        QTest::newRow("contact whom we see") << "nurse@capulet.lit" << false;
        QTest::newRow("contact without any subscription") << "tybalt@capulet.lit" << false;
        QTest::newRow("stranger") << "paris@verona.lit" << false;
    }
    void onlyThoseWhoMaySeeUsAreTold()
    {
        QFETCH(QString, peer);
        QFETCH(bool, told);
        Fixture f;
        f.typing.textEdited(Jid::orNull(peer), "h");
        f.typing.textEdited(Jid::orNull(peer), "he");
        f.typing.textEdited(Jid::orNull(peer), "");
        QCOMPARE(f.announced(), told ? QStringList({ peer + " composing", peer + " active" }) : QStringList());
    }

    void nobodyIsToldWhoIsOffline()
    {
        Fixture f;
        f.receive("<presence type='unavailable' from='juliet@capulet.lit/a'/>");
        f.typing.textEdited(f.chat.peer, "h");
        QVERIFY(f.sent.isEmpty());
    }

    void nobodyIsToldWhenThePersonSaysSo()
    {
        Fixture f;
        f.stopTelling();
        f.typing.textEdited(f.chat.peer, "h");
        f.typing.textEdited(f.chat.peer, "");
        QVERIFY(f.sent.isEmpty());
    }

    void whatWasToldIsTakenBackWhenThePersonSwitchesItOff()
    {
        Fixture f;
        f.typing.textEdited(ProtocolSession::juliet(), "O");
        QCOMPARE(f.announced(), QStringList("juliet@capulet.lit composing"));
        f.stopTelling();
        QCOMPARE(f.announced(), QStringList("juliet@capulet.lit active"));
    }

    void nobodyIsToldWithoutASession()
    {
        Fixture f;
        f.protocol.endSession();
        f.typing.sessionEnded();
        f.typing.textEdited(f.chat.peer, "h");
        f.typing.textEdited(f.chat.peer, "");
        QVERIFY(f.sent.isEmpty());
    }

    void pauseIsAnnounced()
    {
        Fixture f;
        f.typing.textEdited(f.chat.peer, "h");
        QTRY_COMPARE_WITH_TIMEOUT(f.sent.size(), 2, 8000);
        QCOMPARE(f.announced(), QStringList({ "juliet@capulet.lit composing", "juliet@capulet.lit paused" }));
        f.typing.textEdited(f.chat.peer, "he");
        QCOMPARE(f.announced(), QStringList("juliet@capulet.lit composing"));
    }

    void whoWasLeftForAnotherIsToldThatWeStopped_data()
    {
        QTest::addColumn<QString>("other");
        QTest::addColumn<QStringList>("announcements");
        const QStringList told { "juliet@capulet.lit composing", "juliet@capulet.lit active" };
        QTest::newRow("who may know it") << "friar@verona.lit" << told + QStringList("friar@verona.lit composing");
        QTest::newRow("who may not") << "paris@verona.lit" << told;
    }
    void whoWasLeftForAnotherIsToldThatWeStopped()
    {
        QFETCH(QString, other);
        QFETCH(QStringList, announcements);
        Fixture f;
        f.typing.textEdited(f.chat.peer, "h");
        f.typing.textEdited(Jid::orNull(other), "g");
        f.typing.textEdited(Jid::orNull(other), "go");
        QCOMPARE(f.announced(), announcements);
    }

    void composingIsShownUntilSomethingElse_data()
    {
        QTest::addColumn<QByteArray>("next");
        QTest::addColumn<bool>("typing");
        const QByteArray ns = " xmlns='http://jabber.org/protocol/chatstates'/>";
        const QByteArray from = "<message from='juliet@capulet.lit/a' type='chat'>";
        QTest::newRow("paused") << from + "<paused" + ns + "</message>" << false;
        QTest::newRow("active") << from + "<active" + ns + "</message>" << false;
        QTest::newRow("gone") << from + "<gone" + ns + "</message>" << false;
        QTest::newRow("the message") << from + "<body>x</body></message>" << false;
        QTest::newRow("the message, still composing") << from + "<composing" + ns + "<body>x</body></message>" << false;
        QTest::newRow("composing again") << from + "<composing" + ns + "</message>" << true;
        QTest::newRow("unknown state") << from + "<dancing" + ns + "</message>" << true;
        QTest::newRow("receipt") << from + "<received xmlns='urn:xmpp:receipts' id='1'/></message>" << true;
        QTest::newRow("going offline") << QByteArray("<presence type='unavailable' from='juliet@capulet.lit/a'/>")
                                       << false;
        QTest::newRow("somebody else's message")
            << QByteArray("<message from='nurse@capulet.lit/a'><body>x</body></message>") << true;
    }
    void composingIsShownUntilSomethingElse()
    {
        QFETCH(QByteArray, next);
        QFETCH(bool, typing);
        Fixture f;
        QSignalSpy changed(&f.typing, &Typing::changed);
        f.state("juliet@capulet.lit/a", "composing");
        QVERIFY(f.isTyping(u"juliet@capulet.lit"));
        QCOMPARE(changed.count(), 1);
        f.receive(next);
        QCOMPARE(f.isTyping(u"juliet@capulet.lit"), typing);
        QCOMPARE(changed.count(), typing ? 1 : 2);
    }

    void oldOrForeignStatesAreIgnored()
    {
        Fixture f;
        f.state("juliet@capulet.lit/a", "composing",
                "<delay xmlns='urn:xmpp:delay' from='montague.lit' stamp='2026-11-01T00:00:00Z'/>");
        f.state("juliet@capulet.lit/a", "composing", {}, "groupchat");
        f.state("juliet@capulet.lit/a", "composing", {}, "error");
        f.receive(
            "<message from='romeo@montague.lit'><received xmlns='urn:xmpp:carbons:2'><forwarded "
            "xmlns='urn:xmpp:forward:0'>"
            "<message xmlns='jabber:client' from='juliet@capulet.lit/a' to='romeo@montague.lit'>"
            "<composing xmlns='http://jabber.org/protocol/chatstates'/></message></forwarded></received></message>");
        QVERIFY(!f.isTyping(u"juliet@capulet.lit"));
    }

    void composingIsNotBelievedForEver()
    {
        Fixture f;
        QSignalSpy changed(&f.typing, &Typing::changed);
        f.state("juliet@capulet.lit/a", "composing");
        f.clock.advance(59s);
        QVERIFY(!QTest::qWaitFor([&f] { return !f.isTyping(u"juliet@capulet.lit"); }, 5500));
        f.clock.advance(1s);
        QTRY_VERIFY_WITH_TIMEOUT(!f.isTyping(u"juliet@capulet.lit"), 8000);
        QCOMPARE(changed.count(), 2);
    }

    void somebodyBusyDoesNotKeepOthersTyping()
    {
        Fixture f;
        f.state("juliet@capulet.lit/a", "composing");
        f.clock.advance(61s);
        const bool expired = QTest::qWaitFor(
            [&f] {
                f.state("paris@verona.lit/a", "composing"); // all the time
                return !f.isTyping(u"juliet@capulet.lit");
            },
            8000);
        QVERIFY(expired);
    }

    void numberOfTypistsIsBounded()
    {
        Fixture f;
        int typing = 0;
        for (int i = 0; i < 3000; ++i) {
            f.state("x" + QByteArray::number(i) + "@verona.lit/a", "composing");
        }
        ProtocolSession::settle();
        for (int i = 0; i < 3000; ++i) {
            typing += f.isTyping(QString(QStringLiteral("x%1@verona.lit").arg(i))) ? 1 : 0;
        }
        QVERIFY(typing <= 1000);
    }

    void nobodyIsTypingAfterTheSession()
    {
        Fixture f;
        f.state("juliet@capulet.lit/a", "composing");
        QSignalSpy changed(&f.typing, &Typing::changed);
        f.protocol.endSession();
        f.typing.sessionEnded();
        QVERIFY(!f.isTyping(u"juliet@capulet.lit"));
        QCOMPARE(changed.count(), 1);
    }
};

QTEST_GUILESS_MAIN(TestTyping)
#include "tst_typing.moc"
