// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/chat_session.h"

#include "chat/message_receiver.h"
#include "chat/read_sharing.h"
#include "protocol/xep/xep0060_publish_subscribe.h"
#include "protocol/xep/xep0333_displayed_markers.h"
#include "protocol/xep/xep0490_displayed_synchronization.h"

#include <QtTest>

using namespace natter;

/// Who is told what was read here, and what our other devices say of it.
class TestReadSharing : public QObject
{
    Q_OBJECT

    static constexpr ElementName pubsub { u"http://jabber.org/protocol/pubsub", u"pubsub" };
    static constexpr ElementName publish { pubsub.ns, u"publish" };

    struct Fixture : ChatSession
    {
        ContactList contacts { account, protocol, store };
        MessageReceiver receiver { account, protocol, conversations, store };
        Preferences preferences { folder.filePath("settings.json") };
        DisclosureRule rule { contacts.account(), conversations, preferences };
        ReadSharing sharing { contacts, protocol, conversations, store, rule };

        Fixture()
        {
            protocol.stanzaIds().restoreVouching(true);
            start();
            begin();
        }
        /// What was missed is here, and nothing was read elsewhere.
        void begin(const QByteArray &items = {},
                   const QString &feature = "http://jabber.org/protocol/pubsub#publish-options")
        {
            settle(); // the server's own answer is through
            DiscoInfo info;
            info.features = { feature, "urn:xmpp:sid:0" };
            Q_EMIT protocol.discovery().accountKnown(info);
            take();
            sharing.sessionCaughtUp();
            receive(resultTo(request(pubsub),
                             "<pubsub xmlns='http://jabber.org/protocol/pubsub'><items "
                             "node='urn:xmpp:mds:displayed:0'>"
                                 + items + "</items></pubsub>"));
            waitForStore();
            untilTold();
        }
        void hear(const QByteArray &id, const QByteArray &more = "<markable xmlns='urn:xmpp:chat-markers:0'/>",
                  const QByteArray &from = "juliet@capulet.lit/balcony")
        {
            receive("<message type='chat' from='" + from + "' id='" + id + "'><body>" + id
                    + "</body><stanza-id xmlns='urn:xmpp:sid:0' by='romeo@montague.lit' id='a-" + id + "'/>" + more
                    + "</message>");
            waitForStore();
        }
        void read(const ConversationId &id)
        {
            conversations.markRead(id, conversations.summary(id).lastRow);
            waitForStore();
            untilTold();
        }
        /// Whatever is to be told has been, if there is a session.
        void untilTold()
        {
            const auto isTold = [this] {
                return awaited(store.call([this](Store &opened) { return opened.reading().news(account); }))->isEmpty();
            };
            QVERIFY(!protocol.channel().isOpen() || QTest::qWaitFor(isTold, 20'000));
        }
        void read() { read(chat); }
        void treat(const ChatTreatment &wanted)
        {
            conversations.treat(chat, [wanted](ChatTreatment &treatment) { treatment = wanted; });
        }
        /// What was told since the last call: markers as "to id", and what our devices learn as "chat archive's id".
        QStringList told()
        {
            QStringList all;
            const auto elements = take();
            for (const Element &element : elements) {
                const Element item = element.child(pubsub).child(publish).child({ pubsub.ns, u"item" });
                if (const auto message = Message::read(element)) {
                    if (const auto marker = message->payload<DisplayedMarker>()) {
                        all << message->to.toString() + ' ' + marker->id;
                    }
                } else if (const auto upTo = DisplayedUpTo::read(item.firstChild())) {
                    all << item.attribute(u"id") + ' ' + upTo->message.id;
                }
            }
            return all;
        }
        void hearDevice(const QByteArray &archiveId, const QByteArray &from = "romeo@montague.lit",
                        const QByteArray &by = "romeo@montague.lit")
        {
            receive("<message type='headline' from='" + from
                    + "'><event xmlns='http://jabber.org/protocol/pubsub#event'><items "
                      "node='urn:xmpp:mds:displayed:0'><item id='juliet@capulet.lit'><displayed "
                      "xmlns='urn:xmpp:mds:displayed:0'><stanza-id xmlns='urn:xmpp:sid:0' by='"
                    + by + "' id='" + archiveId + "'/></displayed></item></items></event></message>");
            waitForStore();
        }
        int unread() { return conversations.summary(chat).unread; }
    };

private Q_SLOTS:
    void lastOfThemIsTold()
    {
        Fixture f;
        f.hear("m1");
        f.hear("m2");
        f.hear("m3", {}); // which nobody wants to know of
        QCOMPARE(f.told(), QStringList());
        f.read();
        QCOMPARE(f.told(), QStringList({ "juliet@capulet.lit m2", "juliet@capulet.lit a-m3" }));
        f.read();
        QCOMPARE(f.told(), QStringList());
        f.hear("m4");
        f.read();
        QCOMPARE(f.told(), QStringList({ "juliet@capulet.lit m4", "juliet@capulet.lit a-m4" }));
    }

    void strangerLearnsNothing()
    {
        Fixture f;
        f.hear("m1", "<markable xmlns='urn:xmpp:chat-markers:0'/>", "paris@verona.lit/a");
        f.read({ f.account, Jid::orNull(u"paris@verona.lit") });
        QCOMPARE(f.told(), QStringList { "paris@verona.lit a-m1" });
    }

    void whoDoesNotWantToTellsOnlyTheirDevices()
    {
        Fixture f;
        ChatTreatment treatment;
        treatment.disclosure.reading = false;
        f.conversations.open(f.chat);
        f.treat(treatment);
        f.waitForStore();
        f.hear("m1");
        f.read();
        QCOMPARE(f.told(), QStringList { "juliet@capulet.lit a-m1" });
        treatment.disclosure.reading = true; // which is about what is read from now on
        f.treat(treatment);
        f.waitForStore();
        f.begin();
        QCOMPARE(f.told(), QStringList());
        f.hear("m2");
        f.read();
        QCOMPARE(f.told(), QStringList({ "juliet@capulet.lit m2", "juliet@capulet.lit a-m2" }));
    }

    void chatIsOverAccountIsOverAll()
    {
        Fixture f;
        auto values = f.preferences.values();
        values.sendReading = false;
        f.preferences.set(values);
        QVERIFY(!f.rule.tellsReading(f.chat.peer));
        Disclosure accounts;
        accounts.reading = true;
        f.rule.setAccountsOwn(accounts);
        QVERIFY(f.rule.tellsReading(f.chat.peer));
        ChatTreatment treatment;
        treatment.disclosure.reading = false;
        f.conversations.open(f.chat);
        f.treat(treatment);
        f.waitForStore();
        QVERIFY(!f.rule.tellsReading(f.chat.peer));
        QVERIFY(f.rule.tellsTyping(f.chat.peer) && f.rule.tellsReceipts(f.chat.peer));
    }

    void whatWasReadWithoutConnectionIsToldLater()
    {
        Fixture f;
        f.hear("m1");
        f.protocol.endSession();
        f.take();
        f.read();
        QCOMPARE(f.told(), QStringList());
        f.sharing.sessionEnded();
        f.start();
        f.begin();
        QCOMPARE(f.told(), QStringList({ "juliet@capulet.lit m1", "juliet@capulet.lit a-m1" }));
    }

    void otherDeviceReads()
    {
        Fixture f;
        f.hear("m1");
        f.hear("m2");
        f.hearDevice("a-m1");
        QCOMPARE(f.unread(), 1);
        f.hearDevice("a-m2");
        QCOMPARE(f.unread(), 0);
        f.hearDevice("a-m1");
        QCOMPARE(f.unread(), 0);
        f.read();
        QCOMPARE(f.told(), QStringList()); // that device has told it
    }

    void onlyOurAccountMaySayThat()
    {
        Fixture f;
        f.hear("m1");
        f.hearDevice("a-m1", "juliet@capulet.lit");
        f.hearDevice("a-m1", "juliet@capulet.lit/balcony");
        f.hearDevice("a-m1", "romeo@montague.lit", "juliet@capulet.lit"); // another archive's
        QCOMPARE(f.unread(), 1);
    }

    void otherDeviceIsAhead()
    {
        Fixture f;
        f.hear("m1");
        f.hearDevice("a-m2");
        QCOMPARE(f.unread(), 1);
        f.hear("m2");
        f.waitForStore();
        QCOMPARE(f.unread(), 0);
        f.hear("m3");
        QCOMPARE(f.unread(), 1);
    }

    void nothingIsPublishedWhereOthersMightReadIt()
    {
        Fixture f;
        f.begin({}, "http://jabber.org/protocol/pubsub#retrieve-items");
        f.hear("m1");
        f.read();
        QCOMPARE(f.told(), QStringList { "juliet@capulet.lit m1" });
    }

    void markedAsUnreadStaysSoWhateverOtherDevicesSayAgain()
    {
        Fixture f;
        f.hear("m1");
        f.read();
        f.take();
        ChatTreatment treatment;
        treatment.isMarkedUnread = true;
        f.treat(treatment);
        f.waitForStore();
        f.hearDevice("a-m1");
        QVERIFY(f.conversations.summary(f.chat).isUnread());
        f.read();
        QVERIFY(!f.conversations.summary(f.chat).isUnread());
    }

    void allItemsAreAskedForOnce()
    {
        Fixture f;
        f.hear("m1");
        f.begin("<item id='nobody@capulet.lit'/><item id='juliet@capulet.lit'><displayed "
                "xmlns='urn:xmpp:mds:displayed:0'><stanza-id xmlns='urn:xmpp:sid:0' by='romeo@montague.lit' "
                "id='a-m1'/></displayed></item>");
        QCOMPARE(f.unread(), 0);
    }
};

QTEST_GUILESS_MAIN(TestReadSharing)
#include "tst_read_sharing.moc"
