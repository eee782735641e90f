// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/chat_session.h"
#include "support/raw_sql.h"

#include "base/future.h"
#include "base/limits.h"
#include "chat/contact_list.h"

#include <QSignalSpy>
#include <QtTest>

using namespace natter;

/// Contacts: there from the store, kept as the server says, requests decided by the person alone.
class TestContactList : public QObject
{
    Q_OBJECT

    static constexpr ElementName queryName { u"jabber:iq:roster", u"query" };

    /// A session with a contact list.
    struct Fixture : ChatSession
    {
        ContactList contacts { account, protocol, store };

        RosterStore::Stored storedRoster()
        {
            waitForStore();
            return awaited(store.call([jid = account](Store &opened) { return opened.roster().load(jid); })).value();
        }
        void push(const QByteArray &item, const QByteArray &version = "v9")
        {
            receive("<iq type='set' id='p'><query xmlns='jabber:iq:roster' ver='" + version + "'>" + item
                    + "</query></iq>");
        }
        void subscribe(const QByteArray &from, const QByteArray &content = {})
        {
            receive("<presence type='subscribe' from='" + from + "'>" + content + "</presence>");
        }
        /// What was sent since the last call, as "presence to type" or "iq payload".
        QStringList actions()
        {
            QStringList all;
            const auto elements = take();
            for (const Element &element : elements) {
                if (element.is(Presence::name)) {
                    all.append(element.attribute(u"to") + u' ' + element.attribute(u"type"));
                } else if (const auto iq = Iq::read(element); iq && iq->isRequest()) {
                    const Element item = iq->payloadElement().firstChild();
                    all.append(QStringLiteral("roster ") + item.attribute(u"jid") + item.attribute(u"subscription"));
                }
            }
            return all;
        }
    };

private Q_SLOTS:
    /// Nobody is shown as there for long by a program that cannot know.
    void othersAreUnknownOnceWeHaveBeenAwayForAWhile()
    {
        Fixture f;
        f.start("<item jid='juliet@capulet.lit' subscription='both'/>");
        const Jid juliet = Jid::orNull(u"juliet@capulet.lit");
        f.contacts.setConnected(true);
        f.receive("<presence from='juliet@capulet.lit/balcony'/>");
        QVERIFY(f.contacts.presence(juliet));
        f.contacts.setConnected(false);
        f.contacts.setConnected(true); // as most breaks are
        f.contacts.setConnected(false);
        QVERIFY(f.contacts.presence(juliet));
        QCOMPARE(f.contacts.resources(juliet).size(), 1);
        QSignalSpy changed(&f.contacts, &ContactList::reset);
        QTRY_COMPARE_WITH_TIMEOUT(changed.size(), 1,
                                  2 * static_cast<int>(std::chrono::milliseconds(limits::presenceGrace).count()));
        QVERIFY(!f.contacts.presence(juliet));
        QVERIFY(f.contacts.resources(juliet).isEmpty());
        QVERIFY(!f.contacts.isPresenceKnown());
        f.contacts.setConnected(true); // the session was resumed
        QVERIFY(f.contacts.presence(juliet));
        QCOMPARE(changed.size(), 2);
    }

    void listOfTheServerIsStored()
    {
        Fixture f;
        f.start("<item jid='juliet@capulet.lit' name='Juliet' subscription='both'><group>A</group></item>");
        const auto stored = f.storedRoster();
        QCOMPARE(stored.items.size(), 1);
        QCOMPARE(stored.items.first().handle, QStringLiteral("Juliet"));
        f.push("<item jid='benvolio@montague.lit' subscription='to'/>");
        QCOMPARE(f.storedRoster().items.size(), 2);
        QCOMPARE(f.storedRoster().version, QStringLiteral("v9"));
        f.push("<item jid='juliet@capulet.lit' subscription='remove'/>");
        QCOMPARE(f.storedRoster().items.size(), 1);
    }

    void pushThatCouldNotBeStoredIsStoredWithTheNext()
    {
        Fixture f;
        f.start("<item jid='juliet@capulet.lit' subscription='both'/>");
        QCOMPARE(f.storedRoster().items.size(), 1);
        rawSql(f.path, { "CREATE TRIGGER no_roster BEFORE INSERT ON roster BEGIN SELECT RAISE(ABORT, 'broken'); END" });
        f.push("<item jid='benvolio@montague.lit' subscription='to'/>", "v2");
        QCOMPARE(f.storedRoster().items.size(), 1);
        rawSql(f.path, { "DROP TRIGGER no_roster" });
        f.push("<item jid='mercutio@montague.lit' subscription='to'/>", "v3");
        QCOMPARE(f.storedRoster().version, QStringLiteral("v3"));
        QCOMPARE(f.storedRoster().items.size(), 3);
    }

    void storedListIsThereBeforeTheServerAnswers()
    {
        Fixture f;
        f.store.post([jid = f.account](Store &store) {
            store.roster().replace(
                jid, { { ProtocolSession::juliet(), "Juliet", RosterItem::Subscription::Both, false, {} } }, "v5");
        });
        QSignalSpy restored(&f.contacts, &ContactList::restored);
        f.contacts.restore();
        QTRY_COMPARE(restored.count(), 1);
        QVERIFY(f.contacts.contains(ProtocolSession::juliet()));
        QCOMPARE(f.contacts.displayName(ProtocolSession::juliet()), QStringLiteral("Juliet"));
        f.startUnanswered("<ver xmlns='urn:xmpp:features:rosterver'/>");
        QCOMPARE(Iq::read(f.request(queryName))->payloadElement().attribute(u"ver"), QStringLiteral("v5"));
    }

    void brokenStoreDoesNotKeepUsOffline()
    {
        StoreThread broken("broken", [] { return std::make_unique<Store>(QString()); });
        ProtocolSession session;
        ContactList contacts(ProtocolSession::self().bare(), session.protocol, broken);
        QSignalSpy restored(&contacts, &ContactList::restored);
        contacts.restore();
        QTRY_COMPARE(restored.count(), 1);
    }

    void nameIsOursThenTheAddress()
    {
        Fixture f;
        f.start();
        QCOMPARE(f.contacts.displayName(ProtocolSession::juliet()), QStringLiteral("Juliet"));
        QCOMPARE(f.contacts.displayName(Jid::orNull(u"nurse@capulet.lit")), QStringLiteral("nurse"));
        QCOMPARE(f.contacts.displayName(Jid::orNull(u"capulet.lit")), QStringLiteral("capulet.lit"));
    }

    void addingAsksToSeeThem()
    {
        Fixture f;
        f.start();
        f.contacts.add(Jid::orNull(u"benvolio@montague.lit"), "Ben", {});
        QCOMPARE(f.actions(), QStringList({ "roster benvolio@montague.lit", "benvolio@montague.lit subscribe" }));
        f.contacts.remove(Jid::orNull(u"benvolio@montague.lit"));
        QCOMPARE(f.actions(), QStringList("roster benvolio@montague.litremove"));
    }

    void whoeverWasAskedMayAskBack()
    {
        Fixture f;
        f.start();
        const Jid ben = Jid::orNull(u"benvolio@montague.lit");
        f.contacts.add(ben, "Ben", {});
        f.push("<item jid='benvolio@montague.lit' subscription='none' ask='subscribe'/>");
        f.push("<item jid='benvolio@montague.lit' subscription='to'/>"); // they accept
        f.take();
        f.subscribe("benvolio@montague.lit");
        QCOMPARE(f.actions(), QStringList("benvolio@montague.lit subscribed"));
        QVERIFY(f.contacts.requests().isEmpty());
    }

    /// Not everything that asks them said that they may then ask back, and the answer holds once.
    void othersAreAskedAbout_data()
    {
        QTest::addColumn<QByteArrayList>("pushes");
        QTest::addColumn<bool>("added");
        using List = QByteArrayList;
        const QByteArray jid = "<item jid='benvolio@montague.lit' subscription=";
        QTest::newRow("asked by another device") << List { jid + "'none' ask='subscribe'/>" } << false;
        QTest::newRow("refused") << List { jid + "'none' ask='subscribe'/>", jid + "'none'/>" } << true;
        QTest::newRow("removed") << List { jid + "'to'/>", jid + "'remove'/>" } << true;
        QTest::newRow("allowed, and revoked elsewhere") << List { jid + "'both'/>", jid + "'to'/>" } << true;
    }
    void othersAreAskedAbout()
    {
        QFETCH(QByteArrayList, pushes);
        QFETCH(bool, added);
        Fixture f;
        f.start();
        if (added) {
            f.contacts.add(Jid::orNull(u"benvolio@montague.lit"), "Ben", {});
        }
        for (const QByteArray &push : pushes) {
            f.push(push);
        }
        f.take();
        f.subscribe("benvolio@montague.lit");
        QVERIFY(f.actions().isEmpty());
        QCOMPARE(f.contacts.requests().size(), 1);
    }

    void answerHoldsOnce()
    {
        Fixture f;
        f.start();
        f.contacts.add(Jid::orNull(u"benvolio@montague.lit"), "Ben", {});
        f.take();
        f.subscribe("benvolio@montague.lit");
        QCOMPARE(f.actions(), QStringList("benvolio@montague.lit subscribed"));
        f.receive("<presence type='unsubscribe' from='benvolio@montague.lit'/>");
        f.take();
        f.subscribe("benvolio@montague.lit");
        QVERIFY(f.actions().isEmpty());
    }

    void addingSomebodyWhoWaitsAnswersThem()
    {
        Fixture f;
        f.start();
        f.subscribe("paris@verona.lit");
        f.contacts.add(Jid::orNull(u"paris@verona.lit"), {}, {});
        QCOMPARE(
            f.actions(),
            QStringList({ "roster paris@verona.lit", "paris@verona.lit subscribe", "paris@verona.lit subscribed" }));
        QVERIFY(f.contacts.requests().isEmpty());
    }

    void addingWithoutASessionIsRefused()
    {
        Fixture f;
        const auto answer = f.contacts.add(Jid::orNull(u"benvolio@montague.lit"), "Ben", {});
        QTRY_VERIFY(answer.isFinished());
        QCOMPARE(answer.result().error().kind, Error::Kind::NotConnected);
        QVERIFY(f.sent.isEmpty());
    }

    void requestWaitsForThePerson()
    {
        Fixture f;
        f.start();
        QSignalSpy arrived(&f.contacts, &ContactList::requestArrived);
        f.subscribe("paris@verona.lit/x",
                    "<status>Hi</status><nick xmlns='http://jabber.org/protocol/nick'>Count</nick>");
        f.subscribe("paris@verona.lit"); // the server repeats it
        QCOMPARE(arrived.count(), 1);
        QCOMPARE(f.contacts.requests().size(), 1);
        QCOMPARE(f.contacts.requests().first().from.toString(), QStringLiteral("paris@verona.lit"));
        QCOMPARE(f.contacts.requests().first().nick, QStringLiteral("Count"));
        QCOMPARE(f.contacts.requests().first().text, QStringLiteral("Hi"));
        QVERIFY(f.actions().isEmpty());
    }

    void acceptingAStrangerAsksBack()
    {
        Fixture f;
        f.start();
        f.subscribe("paris@verona.lit");
        f.contacts.accept(Jid::orNull(u"paris@verona.lit"));
        QCOMPARE(
            f.actions(),
            QStringList({ "paris@verona.lit subscribed", "roster paris@verona.lit", "paris@verona.lit subscribe" }));
        QVERIFY(f.contacts.requests().isEmpty());
    }

    void acceptingAContactOnlyApproves()
    {
        Fixture f;
        f.start();
        f.subscribe("nurse@capulet.lit");
        f.contacts.accept(Jid::orNull(u"nurse@capulet.lit"));
        QCOMPARE(f.actions(), QStringList("nurse@capulet.lit subscribed"));
    }

    void refusingSaysSoOnce()
    {
        Fixture f;
        f.start();
        f.subscribe("paris@verona.lit");
        QSignalSpy changed(&f.contacts, &ContactList::requestsChanged);
        f.contacts.refuse(Jid::orNull(u"paris@verona.lit"));
        QCOMPARE(f.actions(), QStringList("paris@verona.lit unsubscribed"));
        QVERIFY(f.contacts.requests().isEmpty());
        QCOMPARE(changed.count(), 1);
    }

    void requestGoesWhenItIsWithdrawnOrDecidedElsewhere()
    {
        Fixture f;
        f.start();
        f.subscribe("paris@verona.lit");
        f.receive("<presence type='unsubscribe' from='paris@verona.lit'/>");
        QVERIFY(f.contacts.requests().isEmpty());
        f.subscribe("paris@verona.lit");
        f.push("<item jid='paris@verona.lit' subscription='to'/>");
        QCOMPARE(f.contacts.requests().size(), 1);
        f.push("<item jid='paris@verona.lit' subscription='both'/>");
        QVERIFY(f.contacts.requests().isEmpty());
    }

    void floodOfRequestsIsBounded()
    {
        Fixture f;
        f.start();
        for (int i = 0; i < 5000; ++i) {
            f.subscribe("x" + QByteArray::number(i) + "@verona.lit");
        }
        ProtocolSession::settle();
        QVERIFY(f.contacts.requests().size() >= 10);
        QVERIFY(f.contacts.requests().size() <= 200);
        QVERIFY(f.actions().isEmpty());
    }

    void decisionWithoutASessionIsNotForgotten()
    {
        Fixture f;
        f.start();
        f.subscribe("paris@verona.lit");
        f.protocol.endSession();
        f.take();
        f.contacts.accept(Jid::orNull(u"paris@verona.lit"));
        QVERIFY(f.sent.isEmpty()); // nothing can be sent
        QCOMPARE(f.contacts.requests().size(), 1); // so nothing was decided
    }
};

QTEST_GUILESS_MAIN(TestContactList)
#include "tst_contact_list.moc"
