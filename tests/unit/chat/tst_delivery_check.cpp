// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/chat_session.h"

#include "chat/outbox.h"
#include "protocol/xep/xep0313_message_archive.h"

#include <QtTest>

using namespace natter;

/// What the outbox asks the archive before it sends again.
class TestDeliveryCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyConversationIsLookedThrough()
    {
        ChatSession session;
        Outbox outbox(session.account, session.protocol, session.conversations, session.store);
        const Jid juliet = ProtocolSession::juliet();
        const Jid nurse = Jid::orNull(u"nurse@capulet.lit");
        write(session, { { juliet, "found" }, { nurse, "found elsewhere" }, { juliet, "lost" } });
        session.start();
        outbox.sessionStarted();
        QStringList searched;
        while (session.sentBodies().isEmpty()) {
            QTRY_VERIFY_WITH_TIMEOUT(!session.request(ArchiveQuery::name).isNull() || !session.sentBodies().isEmpty(),
                                     20'000);
            const Element iq = session.request(ArchiveQuery::name);
            if (iq.isNull()) {
                break;
            }
            session.take();
            const bool ofNurse = iq.toXml().contains("nurse@");
            searched.append(ofNurse ? QStringLiteral("nurse") : QStringLiteral("juliet"));
            answer(session, iq, ofNurse ? nurse : juliet, ofNurse ? "found elsewhere" : "found");
        }
        QCOMPARE(session.sentBodies(), QStringList("lost"));
        QCOMPARE(searched.mid(0, 2), QStringList({ "juliet", "nurse" }));
        QCOMPARE(searched.count(QStringLiteral("nurse")), 1);
    }

    /// The clock was fast when it was typed, so all that is newer in the archive looks much older.
    void aFastClockDoesNotEndTheSearch()
    {
        ChatSession session;
        session.clock.jump(std::chrono::hours(24 * 30));
        Outbox outbox(session.account, session.protocol, session.conversations, session.store);
        write(session, { { ProtocolSession::juliet(), "arrived" } });
        session.clock.jump(-std::chrono::hours(24 * 30));
        session.start();
        outbox.sessionStarted();
        answerNext(session, { { "newer" }, false });
        QTRY_VERIFY_WITH_TIMEOUT(!session.request(ArchiveQuery::name).isNull(), 20'000);
        const auto set =
            ResultSet::read(session.request(ArchiveQuery::name).child(ArchiveQuery::name).child(ResultSet::name));
        QVERIFY(set);
        QCOMPARE(set->before, QStringLiteral("newer"));
        answerNext(session, { { "arrived" }, false });
        QTRY_COMPARE_WITH_TIMEOUT(session.stored().first().delivery, ChatMessage::Delivery::OnServer, 20'000);
        QVERIFY(session.sentBodies().isEmpty());
    }

    void aMessageKnownBeforeEndsTheSearch()
    {
        ChatSession session;
        Outbox outbox(session.account, session.protocol, session.conversations, session.store);
        ChatMessage known;
        known.conversation = session.chat;
        known.stanzaId = known.archiveId = QStringLiteral("known");
        known.body = QStringLiteral("Art thou not Romeo?");
        known.time = session.clock.now();
        ChatSession::awaited(session.store.call([known](Store &store) { return store.messages().record({ known }); }));
        write(session, { { ProtocolSession::juliet(), "lost" } });
        session.start();
        outbox.sessionStarted();
        answerNext(session, { { "newer", "known" }, false });
        answerNext(session, { { "newer", "known" }, false }); // an archive may lag: once more, and not further back
        QTRY_COMPARE_WITH_TIMEOUT(session.sentBodies(), QStringList("lost"), 20'000);
    }

    /// Neither sent again, which might double it, nor looked for without end.
    void anArchiveWithoutEndLeavesItToThePerson()
    {
        ChatSession session;
        Outbox outbox(session.account, session.protocol, session.conversations, session.store);
        write(session, { { ProtocolSession::juliet(), "somewhere" } });
        session.start();
        outbox.sessionStarted();
        for (int page = 0; page < DeliveryCheck::maxPages; ++page) {
            answerNext(session, { { QByteArray("newer") + QByteArray::number(page) }, false });
        }
        QTRY_COMPARE_WITH_TIMEOUT(session.stored().first().delivery, ChatMessage::Delivery::Failed, 20'000);
        QCOMPARE(session.stored().first().failure, QStringLiteral("not-confirmed"));
        QVERIFY(session.sentBodies().isEmpty());
    }

private:
    struct Page
    {
        QList<QByteArray> ids; ///< of the archive and of the sender, oldest last
        bool complete = true;
    };

    /// By an earlier run, into a connection that broke. The texts are the ids as well.
    static void write(ChatSession &session, const QList<std::pair<Jid, const char *>> &texts)
    {
        QList<ChatMessage> messages;
        for (const auto &[peer, text] : texts) {
            ChatMessage message;
            message.conversation = { session.account, peer };
            message.direction = ChatMessage::Direction::Outgoing;
            message.delivery = ChatMessage::Delivery::Written;
            message.stanzaId = QString::fromLatin1(text);
            message.body = message.stanzaId;
            message.time = session.clock.now();
            messages.append(message);
        }
        ChatSession::awaited(
            session.store.call([messages](Store &store) { return store.messages().record(messages); }));
    }
    /// That the archive has the message with that id.
    static void answer(ChatSession &session, const Element &iq, const Jid &peer, const char *id)
    {
        answer(session, iq, peer, Page { { id }, true });
    }
    static void answerNext(ChatSession &session, const Page &page)
    {
        QTRY_VERIFY_WITH_TIMEOUT(!session.request(ArchiveQuery::name).isNull(), 20'000);
        const Element iq = session.request(ArchiveQuery::name);
        session.take();
        answer(session, iq, ProtocolSession::juliet(), page);
    }
    static void answer(ChatSession &session, const Element &iq, const Jid &peer, const Page &page)
    {
        const QByteArray query = iq.child(ArchiveQuery::name).attribute(u"queryid").toUtf8();
        const QByteArray stamp = session.clock.now().toString(Qt::ISODate).toUtf8();
        for (const QByteArray &id : page.ids) {
            session.receive(
                "<message from='romeo@montague.lit'><result xmlns='urn:xmpp:mam:2' id='" + id + "' queryid='" + query
                + "'><forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='" + stamp
                + "'/><message xmlns='jabber:client' type='chat' to='" + peer.toString().toUtf8() + "' id='" + id
                + "' from='romeo@montague.lit/orchard'><body>any</body></message></forwarded></result>"
                  "</message>");
        }
        session.receive(ProtocolSession::resultTo(
            iq,
            "<fin xmlns='urn:xmpp:mam:2' complete='" + QByteArray(page.complete ? "true" : "false")
                + "'><set xmlns='http://jabber.org/protocol/rsm'><first>" + page.ids.first() + "</first><last>"
                + page.ids.last() + "</last></set></fin>"));
        session.waitForStore();
    }
};

QTEST_GUILESS_MAIN(TestDeliveryCheck)
#include "tst_delivery_check.moc"
