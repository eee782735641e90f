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

private:
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
        const QString query = iq.child(ArchiveQuery::name).attribute(u"queryid");
        session.receive(QStringLiteral("<message from='romeo@montague.lit'><result xmlns='urn:xmpp:mam:2' id='a' "
                                       "queryid='%1'><forwarded xmlns='urn:xmpp:forward:0'><message "
                                       "xmlns='jabber:client' type='chat' to='%2' id='%3' "
                                       "from='romeo@montague.lit/orchard'><body>any</body></message></forwarded>"
                                       "</result></message>")
                            .arg(query, peer.toString(), QString::fromLatin1(id))
                            .toUtf8());
        session.receive(ProtocolSession::resultTo(iq, "<fin xmlns='urn:xmpp:mam:2' complete='true'/>"));
        session.waitForStore();
    }
};

QTEST_GUILESS_MAIN(TestDeliveryCheck)
#include "tst_delivery_check.moc"
