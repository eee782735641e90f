// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/cut_proxy.h"
#include "support/refused_questions.h"
#include "support/romeo_account.h"
#include "support/scripted_server.h"

#include "base/limits.h"

#include <QRegularExpression>
#include <QtTest>

using namespace natter;
using namespace std::chrono_literals;
using std::chrono::milliseconds;
using Phase = AccountStatus::Phase;

static constexpr int patience = 20'000; // milliseconds

/// Connections break while somebody sets the time of day: what was said stays in its order, and is there once.
class TestWallClock : public QObject
{
    Q_OBJECT

    TestAuthority m_authority;
    Identity m_identity;

    static ConversationId chat() { return { Jid::orNull(u"romeo@montague.lit"), Jid::orNull(u"juliet@capulet.lit") }; }
    static QByteArray heard(const char *text)
    {
        return QByteArray("<message from='juliet@capulet.lit/b' type='chat' id='") + text + "'><body>" + text
            + "</body></message>";
    }
    static QByteArray nonza(const QByteArray &text) { return '<' + text + " xmlns='urn:xmpp:sm:3'/>"; }
    /// The server hears that, and answers.
    static Script &says(Script &script, const char *typed, const char *answer)
    {
        return script.expect(typed + QByteArray("</body>")).send(heard(answer));
    }
    /// Stanzas that count (XEP-0198, 4) in what the client said since it could.
    static int stanzasIn(const QByteArray &received)
    {
        static const QRegularExpression stanza(QStringLiteral("<(message|presence|iq)[ >/]"));
        const qsizetype from = qMax(received.indexOf("<enable "), received.indexOf("<resume "));
        auto all = stanza.globalMatch(QString::fromUtf8(received.mid(from)));
        int count = 0;
        while (all.hasNext()) {
            all.next();
            ++count;
        }
        return count;
    }
    static QList<ChatMessage> stored(Romeo &romeo)
    {
        const auto page = romeo.conversations.page(chat(), 0, 100);
        return QTest::qWaitFor([&page] { return page.isFinished(); }, patience)
            ? page.result().value_or(QList<ChatMessage>())
            : QList<ChatMessage>();
    }
    static QStringList bodies(Romeo &romeo)
    {
        QStringList all;
        for (const ChatMessage &message : stored(romeo)) {
            all.append(message.body);
        }
        return all;
    }
    static void type(Romeo &romeo, const char *text)
    {
        romeo.account->outbox().send(chat().peer, QString::fromLatin1(text));
    }
    static bool areAllOnServer(Romeo &romeo)
    {
        const auto messages = stored(romeo);
        return std::all_of(messages.cbegin(), messages.cend(), [](const ChatMessage &message) {
            return !message.isOutgoing() || message.delivery == ChatMessage::Delivery::OnServer;
        });
    }
    /// The connection of that number is there, and its server has no archive, nor anything else to wait for.
    static bool meets(ScriptedServer &server, int number)
    {
        const bool there = QTest::qWaitFor(
            [&server, number] { return server.connections() == number && server.open() == 1; }, patience);
        if (there) {
            refuseQuestions(*server.findChild<ScriptedPeer *>());
        }
        return there;
    }
    /// The clock is set, as Natter notices some seconds later, and the line is cut.
    static void jumpAndCut(Romeo &romeo, CutProxy &proxy, milliseconds jump)
    {
        romeo.clock.advance(limits::sessionProvenBroken);
        romeo.clock.jump(jump);
        romeo.account->nudge(Nudge::WokeUp);
        proxy.cut();
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_identity = m_authority.issue({ QStringLiteral("montague.lit"), { QStringLiteral("DNS:montague.lit") } });
    }

    void whatIsSaidStaysInItsOrder_data()
    {
        QTest::addColumn<milliseconds>("jump");
        QTest::newRow("a year ahead") << milliseconds(24h * 365);
        QTest::newRow("a year back") << milliseconds(-24h * 365);
        QTest::newRow("an hour ahead, as in spring") << milliseconds(1h);
        QTest::newRow("an hour back, as in autumn") << milliseconds(-1h);
    }
    void whatIsSaidStaysInItsOrder()
    {
        QFETCH(milliseconds, jump);
        Script first = Script().enabled();
        says(first, "typed 1", "heard 1");
        says(first, "typed 2", "heard 2");
        ScriptedServer server(first, m_identity);
        CutProxy proxy(server.serverPort());
        Romeo romeo(proxy.serverPort(), m_authority.pem());
        QVERIFY(meets(server, 1));
        QVERIFY2(romeo.comesTo(Phase::Online), qPrintable(romeo.kind()));
        QVERIFY(romeo.mayResume());
        type(romeo, "typed 1");
        QStringList said { QStringLiteral("typed 1"), QStringLiteral("heard 1") };
        QTRY_COMPARE_WITH_TIMEOUT(bodies(romeo), said, patience);
        romeo.clock.jump(jump);
        type(romeo, "typed 2");
        said << QStringLiteral("typed 2") << QStringLiteral("heard 2");
        QTRY_COMPARE_WITH_TIMEOUT(bodies(romeo), said, patience);

        // The server says that "typed 2" did not arrive
        const int taken = stanzasIn(server.received()) - 1;
        Script second = Script()
                            .managed()
                            .expect("<resume ")
                            .send(nonza("resumed previd='s1' h='" + QByteArray::number(taken) + '\''));
        says(second, "typed 2", "heard 3").expect("typed 3</body>");
        server.setScript(second);
        jumpAndCut(romeo, proxy, -2 * jump);
        type(romeo, "typed 3"); // while there is no connection
        QTRY_VERIFY_WITH_TIMEOUT(server.isDone() && server.connections() == 2, patience);
        QVERIFY2(romeo.comesTo(Phase::Online), qPrintable(romeo.kind()));
        said << QStringLiteral("typed 3") << QStringLiteral("heard 3");
        QTRY_COMPARE_WITH_TIMEOUT(bodies(romeo), said, patience);
        QCOMPARE(server.received().count("typed 2</body>"), 1);
        QCOMPARE(server.received().count("typed 3</body>"), 1);
        QVERIFY(!server.received().contains("typed 1"));

        // All of it arrived; then the server forgets the stream, and a new session begins
        const int all = taken + stanzasIn(server.received());
        Script third = Script()
                           .managed()
                           .expect("<resume ")
                           .send("<failed xmlns='urn:xmpp:sm:3' h='" + QByteArray::number(all)
                                 + "'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>")
                           .binds()
                           .expect("<enable ")
                           .send(nonza("enabled id='s2' resume='true'"));
        says(third, "typed 4", "heard 4");
        server.setScript(third);
        jumpAndCut(romeo, proxy, 2 * jump);
        type(romeo, "typed 4");
        QVERIFY(meets(server, 3));
        QTRY_VERIFY_WITH_TIMEOUT(server.isDone(), patience);
        said << QStringLiteral("typed 4") << QStringLiteral("heard 4");
        QTRY_COMPARE_WITH_TIMEOUT(bodies(romeo), said, patience);
        QVERIFY(!server.received().contains("typed 2") && !server.received().contains("typed 3"));
    }
};

QTEST_GUILESS_MAIN(TestWallClock)
#include "tst_wall_clock.moc"
