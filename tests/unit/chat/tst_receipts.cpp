// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/chat_session.h"

#include "chat/message_receiver.h"
#include "chat/receipts.h"
#include "protocol/xep/xep0184_delivery_receipts.h"

#include <QtTest>

using namespace natter;
using Delivery = ChatMessage::Delivery;

/// Which of our messages arrived, and who is told that theirs did.
class TestReceipts : public QObject
{
    Q_OBJECT

    struct Fixture : ChatSession
    {
        ContactList contacts { account, protocol, store };
        MessageReceiver receiver { account, protocol, conversations, store };
        Preferences preferences { folder.filePath("settings.json") };
        DisclosureRule rule { contacts.account(), conversations, preferences };
        Receipts receipts { contacts, protocol, conversations, store, rule };

        Fixture()
        {
            start();
            take();
        }
        /// One of our messages, with that id.
        void said(const QString &id, Delivery delivery = Delivery::OnServer)
        {
            ChatMessage message;
            message.conversation = chat;
            message.direction = ChatMessage::Direction::Outgoing;
            message.delivery = delivery;
            message.stanzaId = id;
            message.body = id;
            message.time = clock.now();
            awaited(store.call([message](Store &opened) { return opened.messages().record({ message }).has_value(); }));
        }
        Delivery delivery() { return stored().first().delivery; }
        void hear(const QByteArray &stanza)
        {
            receive(stanza);
            waitForStore();
        }
        void hearReceipt(const QByteArray &from, const QByteArray &id)
        {
            hear("<message type='chat' from='" + from + "'><received xmlns='urn:xmpp:receipts' id='" + id
                 + "'/></message>");
        }
        void hearMessage(const QByteArray &from, const QByteArray &more = {}, const QByteArray &type = "chat")
        {
            hear("<message type='" + type + "' id='m1' from='" + from
                 + "'><body>Good morrow</body><request xmlns='urn:xmpp:receipts'/>" + more + "</message>");
        }
        /// The receipts sent since the last call, as "to id".
        QStringList told()
        {
            QStringList all;
            const auto elements = take();
            for (const Element &element : elements) {
                const auto message = Message::read(element);
                const auto receipt = message ? message->payload<Receipt>() : std::nullopt;
                if (receipt) {
                    all.append(message->to.toString() + u' ' + receipt->id);
                }
            }
            return all;
        }
    };

private Q_SLOTS:
    void whatArrivedIsDelivered_data()
    {
        QTest::addColumn<int>("before");
        QTest::addColumn<int>("after");
        const auto row = [](const char *name, Delivery before, Delivery after) {
            QTest::newRow(name) << static_cast<int>(before) << static_cast<int>(after);
        };
        row("on the server", Delivery::OnServer, Delivery::Delivered);
        row("not confirmed by the server yet", Delivery::Written, Delivery::Delivered);
        row("thought to have failed", Delivery::Failed, Delivery::Delivered);
        row("not sent at all", Delivery::Queued, Delivery::Queued);
    }
    void whatArrivedIsDelivered()
    {
        QFETCH(int, before);
        QFETCH(int, after);
        Fixture f;
        f.said("s1", static_cast<Delivery>(before));
        f.hearReceipt("juliet@capulet.lit/balcony", "s1");
        QCOMPARE(static_cast<int>(f.delivery()), after);
    }

    void onlyWhomItWentToCanSaySo_data()
    {
        QTest::addColumn<QByteArray>("stanza");
        const QByteArray receipt = "<received xmlns='urn:xmpp:receipts' id='s1'/>";
        const auto copy = [&receipt](const QByteArray &from, const QByteArray &inner) {
            return "<message type='chat' from='" + from
                + "' to='romeo@montague.lit/orchard'><received xmlns='urn:xmpp:carbons:2'><forwarded "
                  "xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' type='chat' from='"
                + inner + "' to='romeo@montague.lit/hall'>" + receipt + "</message></forwarded></received></message>";
        };
        QTest::newRow("somebody else") << "<message type='chat' from='paris@verona.lit/a'>" + receipt + "</message>";
        QTest::newRow("nobody") << "<message type='chat'>" + receipt + "</message>";
        QTest::newRow("a room") << "<message type='groupchat' from='juliet@capulet.lit/a'>" + receipt + "</message>";
        QTest::newRow("an error") << "<message type='error' from='juliet@capulet.lit/a'>" + receipt
                + "<error type='cancel'><item-not-found "
                  "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>";
        QTest::newRow("without an id") << QByteArray(
            "<message type='chat' from='juliet@capulet.lit/a'><received xmlns='urn:xmpp:receipts'/>"
            "</message>");
        QTest::newRow("another id") << QByteArray(
            "<message type='chat' from='juliet@capulet.lit/a'><received xmlns='urn:xmpp:receipts' "
            "id='s2'/></message>");
        QTest::newRow("a forged copy") << copy("paris@verona.lit", "juliet@capulet.lit/a");
        QTest::newRow("a copy of somebody else's") << copy("romeo@montague.lit", "paris@verona.lit/a");
    }
    void onlyWhomItWentToCanSaySo()
    {
        QFETCH(QByteArray, stanza);
        Fixture f;
        f.said("s1");
        f.hear(stanza);
        QCOMPARE(f.delivery(), Delivery::OnServer);
    }

    void copiesTellOfOtherDevices()
    {
        Fixture f;
        f.said("s1");
        f.hear("<message type='chat' from='romeo@montague.lit' to='romeo@montague.lit/orchard'><received "
               "xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' "
               "type='chat' from='juliet@capulet.lit/a' to='romeo@montague.lit/hall'><received "
               "xmlns='urn:xmpp:receipts' id='s1'/></message></forwarded></received></message>");
        QCOMPARE(f.delivery(), Delivery::Delivered);
    }

    void onlyThoseWhoMaySeeUsAreTold_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<bool>("told");
        QTest::newRow("contact both ways") << QByteArray("juliet@capulet.lit/a") << true;
        QTest::newRow("contact who sees us") << QByteArray("friar@verona.lit/a") << true;
        QTest::newRow("contact whom we see") << QByteArray("nurse@capulet.lit/a") << false;
        QTest::newRow("stranger") << QByteArray("paris@verona.lit/a") << false;
    }
    void onlyThoseWhoMaySeeUsAreTold()
    {
        QFETCH(QByteArray, from);
        QFETCH(bool, told);
        Fixture f;
        f.hearMessage(from);
        QCOMPARE(f.told(), told ? QStringList { from + " m1" } : QStringList());
    }

    void nobodyIsToldBeforeItIsOnDisk()
    {
        Fixture f;
        f.breakStore();
        f.hearMessage("juliet@capulet.lit/a");
        QCOMPARE(f.told(), QStringList());
        f.storeWorks();
        QTRY_VERIFY_WITH_TIMEOUT(!f.sent.isEmpty(), 20'000);
        QCOMPARE(f.told(), QStringList { "juliet@capulet.lit/a m1" });
    }

    void nobodyIsToldTwiceOrUnasked()
    {
        Fixture f;
        f.hearMessage("juliet@capulet.lit/a");
        f.told();
        f.hearMessage("juliet@capulet.lit/a"); // the server says it again
        f.hear("<message type='chat' id='m2' from='juliet@capulet.lit/a'><body>No word needed</body></message>");
        f.hear("<message type='chat' from='juliet@capulet.lit/a'><body>Without an id</body><request "
               "xmlns='urn:xmpp:receipts'/></message>");
        QCOMPARE(f.told(), QStringList());
    }

    void whoDoesNotWantToTellsNobody()
    {
        Fixture f;
        auto values = f.preferences.values();
        values.sendReceipts = false;
        f.preferences.set(values);
        f.hearMessage("juliet@capulet.lit/a");
        QCOMPARE(f.told(), QStringList());
    }

    void whatWeSayAsksForThem()
    {
        Fixture f;
        Message message;
        message.type = Message::Type::Chat;
        message.to = f.juliet();
        message.id = "s1";
        message.setBody("Good morrow");
        f.protocol.sendMessage(message);
        QVERIFY(f.take().last().child(ReceiptRequest::name));
        Message silent;
        silent.type = Message::Type::Chat;
        silent.to = f.juliet();
        silent.id = "s2";
        silent.add(Receipt { "m1" });
        f.protocol.sendMessage(silent);
        QVERIFY(!f.take().last().child(ReceiptRequest::name));
    }
};

QTEST_GUILESS_MAIN(TestReceipts)
#include "tst_receipts.moc"
