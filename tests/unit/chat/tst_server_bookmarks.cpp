// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/bookmark_session.h"

#include "base/limits.h"
#include "chat/older_bookmarks.h"
#include "chat/server_bookmarks.h"

#include <QtTest>

using namespace natter;

/// Bookmarks on servers of all kinds: with a node for them, with what older programs use, with both or with neither.
class TestServerBookmarks : public QObject
{
    Q_OBJECT

    using Fixture = BookmarkSession;

    static Bookmark bookmark(const QString &name, const QString &title = {}, bool autojoin = false)
    {
        return Fixture::bookmark(name, title, autojoin);
    }
    static Element foreign() { return elementFrom("<state xmlns='http://myclient.example/' minimized='true'/>"); }

private Q_SLOTS:
    void nodeThatOthersReadIsMadePrivate()
    {
        Fixture f;
        f.isNodeOpen = true;
        f.begin();
        const auto done = f.bookmarks.set(bookmark("garden", "Garden"));
        f.serve();
        QVERIFY(done.result().has_value());
        QCOMPARE(f.asked,
                 QStringList(
                     { "items", "publish garden@chat.capulet.lit", "configure", "publish garden@chat.capulet.lit" }));
        QCOMPARE(f.keptTitle("garden"), QStringLiteral("Garden"));
    }

    void nodeThatStaysOpenIsToldOf()
    {
        Fixture f;
        f.isNodeOpen = true;
        f.mayConfigure = false;
        f.begin();
        const auto done = f.bookmarks.set(bookmark("garden", "Garden"));
        f.serve();
        QCOMPARE(done.result().error().condition, QStringLiteral("forbidden"));
        QVERIFY(f.node.isEmpty());
        QCOMPARE(f.titleOf("garden"), QStringLiteral("Garden")); // here it is
        QVERIFY(!f.hasQuestion());
        f.end();
        f.isNodeOpen = false;
        f.begin();
        QCOMPARE(f.keptTitle("garden"), QStringLiteral("Garden"));
    }

    void nothingIsPublishedWhereOthersMightReadIt()
    {
        Fixture f;
        f.features = { "urn:xmpp:bookmarks:1#compat", "http://jabber.org/protocol/pubsub#retrieve-items" };
        f.begin();
        f.bookmarks.set(bookmark("garden", "Garden"));
        f.bookmarks.remove(Fixture::room("garden"));
        f.serve();
        f.bookmarks.set(bookmark("garden", "Garden"));
        f.serve();
        QVERIFY(f.asked.filter("publish").isEmpty() && f.asked.filter("retract").isEmpty());
        QCOMPARE(f.olderTitle("garden"), QStringLiteral("Garden"));
    }

    void serverThatKeepsNone()
    {
        Fixture f;
        f.features.clear();
        f.nodeRefusal = "service-unavailable";
        f.olderRefusal = "feature-not-implemented";
        f.bookmarks.set(bookmark("ball", "Ball"));
        f.begin();
        QCOMPARE(f.loads, 1); // nothing more will come
        QCOMPARE(f.bookmarks.set(bookmark("garden", "Garden")).result().error().condition,
                 QStringLiteral("feature-not-implemented"));
        QCOMPARE(f.bookmarks.all().size(), 2);
        QVERIFY(!f.hasQuestion());
        f.end();
        f.nodeRefusal.clear();
        f.features = { "http://jabber.org/protocol/pubsub#publish-options", "urn:xmpp:bookmarks:1#compat" };
        f.begin();
        QCOMPARE(f.node.size(), 2); // another server, or a newer one
    }

    void whoWaitsIsAnsweredIfTheServerKeepsNone()
    {
        Fixture f;
        f.features.clear();
        f.olderRefusal = "service-unavailable";
        f.start();
        f.bookmarks.sessionStarted();
        const auto done = f.bookmarks.set(bookmark("garden", "Garden"));
        f.tellAccount();
        f.serve();
        QCOMPARE(done.result().error().condition, QStringLiteral("service-unavailable"));
    }

    void nodeThatCannotBeReadIsNotWritten()
    {
        Fixture f;
        f.nodeRefusal = "internal-server-error";
        f.begin();
        QCOMPARE(f.loads, 1);
        QCOMPARE(f.bookmarks.set(bookmark("garden", "Garden")).result().error().condition,
                 QStringLiteral("internal-server-error"));
        QCOMPARE(f.asked, QStringList("items"));
    }

    void olderStorageIsLeftAloneWhereTheServerUnites_data()
    {
        QTest::addColumn<QString>("feature");
        QTest::newRow("with private storage") << "urn:xmpp:bookmarks:1#compat";
        QTest::newRow("with the older node") << "urn:xmpp:bookmarks:1#compat-pep";
    }
    void olderStorageIsLeftAloneWhereTheServerUnites()
    {
        QFETCH(QString, feature);
        Fixture f;
        f.features[1] = feature;
        f.older.set(bookmark("crypt", "Crypt"));
        f.begin();
        f.bookmarks.set(bookmark("garden", "Garden"));
        f.serve();
        QVERIFY(f.asked.filter("older").isEmpty());
        QCOMPARE(f.titleOf("crypt"), QStringLiteral("none"));
    }

    void whatIsNoRoomIsLeftToOthers()
    {
        Fixture f;
        Bookmark server = Fixture::bookmark("garden", "Six", true);
        server.room = Jid::orNull(u"six.test");
        f.node = { Fixture::item(server), Fixture::item(Fixture::bookmark("garden", "Garden")) };
        f.begin();
        QCOMPARE(f.bookmarks.all().keys(), QList<Jid> { Fixture::room("garden") });
        f.publishElsewhere(server);
        f.bookmarks.set(Fixture::bookmark("crypt", "Crypt"));
        f.serve();
        QVERIFY(!f.bookmarks.find(server.room));
        QCOMPARE(f.node.size(), 3); // it is still there
        const auto refused = f.bookmarks.set(server);
        QVERIFY(refused.isFinished() && !refused.result());
        QCOMPARE(refused.result().error().kind, Error::Kind::InvalidInput);
        Fixture simple;
        simple.features.clear();
        simple.older.set(server);
        simple.begin();
        QVERIFY(simple.bookmarks.all().isEmpty());
        simple.bookmarks.set(Fixture::bookmark("crypt", "Crypt"));
        simple.serve();
        QCOMPARE(simple.olderTitle("crypt"), QString("Crypt"));
        QVERIFY(simple.older.write().toXml().contains("six.test"));
    }

    void bothAreWrittenWhereTheServerDoesNot()
    {
        Fixture f;
        f.features.removeLast();
        f.older = { elementFrom("<storage xmlns='storage:bookmarks'><url url='http://a.lit' name='x'/></storage>") };
        f.begin();
        QCOMPARE(f.asked, QStringList({ "items", "read older" }));
        const auto added = f.bookmarks.set(bookmark("garden", "Garden", true));
        f.serve();
        QVERIFY(added.result().has_value());
        QCOMPARE(f.keptTitle("garden"), QStringLiteral("Garden"));
        QCOMPARE(f.olderTitle("garden"), QStringLiteral("Garden"));
        QVERIFY(f.older.element.child({ u"storage:bookmarks", u"url" }));
        const auto removed = f.bookmarks.remove(Fixture::room("garden"));
        f.serve();
        QVERIFY(removed.result().has_value());
        QVERIFY(f.node.isEmpty() && f.older.rooms().isEmpty());
        QVERIFY(f.older.element.child({ u"storage:bookmarks", u"url" }));
    }

    void manyAreWrittenInOneGo()
    {
        Fixture f;
        f.features.removeLast();
        f.begin();
        for (int i = 0; i < 20; ++i) {
            f.bookmarks.set(bookmark(QStringLiteral("room%1").arg(i)));
        }
        f.serve();
        QCOMPARE(f.older.rooms().size(), 20);
        QVERIFY(f.asked.filter("write older").size() < 5);
    }

    void serverIsNotFlooded()
    {
        Fixture f;
        f.features.removeLast();
        for (int i = 0; i < 200; ++i) {
            f.older.set(bookmark(QStringLiteral("room%1").arg(i)));
        }
        f.start();
        f.bookmarks.sessionStarted();
        f.tellAccount();
        f.serveNext(); // the node, which is empty
        Fixture::settle();
        f.serveNext(); // what older programs know
        Fixture::settle();
        QVERIFY(f.hasQuestion());
        QVERIFY2(f.sent.size() <= 20, qPrintable(QString::number(f.sent.size())));
        f.serve();
        QCOMPARE(f.node.size(), 200);
        QCOMPARE(f.bookmarks.all().size(), 200);
    }

    void whatIsRefusedIsNotTriedOverAndOver()
    {
        Fixture f;
        f.begin();
        f.nodeRefusal = "not-acceptable";
        const auto done = f.bookmarks.set(bookmark("garden", "Garden"));
        f.serve();
        QCOMPARE(done.result().error().condition, QStringLiteral("not-acceptable"));
        f.nodeRefusal.clear();
        f.bookmarks.set(bookmark("crypt", "Crypt"));
        f.serve();
        QCOMPARE(f.node.size(), 1);
        f.bookmarks.set(bookmark("garden", "Another"));
        f.serve();
        QCOMPARE(f.keptTitle("garden"), QStringLiteral("Another"));
    }

    void listThatIsNotAnsweredIsAskedForAgain()
    {
        Fixture f;
        f.features.removeLast();
        f.node = { f.item(bookmark("garden", "Garden")) };
        f.start();
        f.bookmarks.sessionStarted();
        f.tellAccount();
        QCOMPARE(f.take().size(), 1);
        f.clock.advance(limits::iqDeadline);
        QTRY_VERIFY(f.hasQuestion());
        f.serveNext();
        Fixture::settle();
        QVERIFY(f.hasQuestion()); // for what older programs know
        QCOMPARE(f.loads, 0);
        f.take();
        f.clock.advance(limits::iqDeadline);
        QTRY_COMPARE(f.loads, 1); // nobody waits for these
        QCOMPARE(f.titleOf("garden"), QStringLiteral("Garden"));
        f.older.set(bookmark("crypt", "Crypt"));
        f.serve();
        QCOMPARE(f.titleOf("crypt"), QStringLiteral("Crypt"));
    }

    void bothAreLeftToTheNextSession()
    {
        Fixture f;
        f.features.removeLast();
        f.begin();
        f.bookmarks.set(bookmark("garden", "Garden"));
        f.serveNext();
        Fixture::settle();
        f.end(); // the node has it, older programs do not know of it yet
        QCOMPARE(f.olderTitle("garden"), QStringLiteral("none"));
        f.begin();
        QCOMPARE(f.olderTitle("garden"), QStringLiteral("Garden"));
    }

    void whatOnlyOlderProgramsKnowIsTakenOver()
    {
        Fixture f;
        f.features.removeLast();
        f.node = { f.item(bookmark("garden", "Garden")) };
        Bookmark crypt = bookmark("crypt", "Crypt", true);
        crypt.password = Secret(QStringLiteral("sesame"));
        f.older.set(crypt);
        f.older.set(bookmark("garden", "Older"));
        f.begin();
        QVERIFY(f.bookmarks.find(crypt.room) == crypt);
        QCOMPARE(f.titleOf("garden"), QStringLiteral("Garden")); // where both have one, the node is right
        QVERIFY(f.changed.contains("crypt"));
        QVERIFY(Bookmark::read(f.kept("crypt"))->autojoin);
        f.end();
        f.asked.clear();
        f.begin();
        QCOMPARE(f.asked, QStringList({ "items", "read older" }));
    }

    void whatWasRemovedFromTheNodeGoesFromOlderProgramsAsWell()
    {
        Fixture f;
        f.features.removeLast();
        f.begin();
        f.bookmarks.set(bookmark("garden", "Garden"));
        f.bookmarks.set(bookmark("crypt", "Crypt"));
        f.serve();
        f.end();
        f.node.removeFirst(); // by a device that writes no other
        f.begin();
        QCOMPARE(f.titleOf("garden"), QStringLiteral("none"));
        QCOMPARE(f.olderTitle("garden"), QStringLiteral("none"));
        QCOMPARE(f.titleOf("crypt"), QStringLiteral("Crypt"));
    }

    void nodeThatIsLostIsFilledAgain()
    {
        Fixture f;
        f.features.removeLast();
        f.begin();
        Bookmark garden = bookmark("garden", "Garden");
        garden.extensions = { foreign() };
        f.bookmarks.set(garden);
        f.serve();
        f.end();
        f.node.clear();
        f.begin();
        QCOMPARE(f.kept("garden").toXml(), garden.write().toXml());
    }

    void olderStorageIsEnoughForASimpleServer()
    {
        Fixture f;
        f.features.clear();
        f.nodeRefusal = "service-unavailable";
        f.older.set(bookmark("garden", "Garden", true));
        f.begin();
        QCOMPARE(f.loads, 1);
        QVERIFY(f.bookmarks.find(Fixture::room("garden"))->autojoin);
        Bookmark garden = bookmark("garden", "The Garden");
        garden.extensions = { foreign() };
        f.bookmarks.set(garden);
        f.serve();
        QVERIFY(f.older.rooms().first() == garden);
        f.end();
        f.older = {};
        f.older.set(bookmark("garden", "Changed")); // by a program that knows no extensions
        f.begin();
        garden.title = "Changed";
        QVERIFY(f.bookmarks.find(garden.room) == garden);
        f.end();
        f.older = {};
        f.begin();
        QVERIFY(f.bookmarks.all().isEmpty());
        QVERIFY(f.node.isEmpty());
    }

    void serverGetsANodeLater()
    {
        Fixture f;
        f.features.clear();
        f.nodeRefusal = "service-unavailable";
        f.older.set(bookmark("garden", "Garden"));
        f.begin();
        f.end();
        f.features = { "http://jabber.org/protocol/pubsub#publish-options" };
        f.nodeRefusal.clear();
        f.node = { f.item(bookmark("crypt", "Crypt")) }; // another device was sooner
        f.begin();
        QCOMPARE(f.keptTitle("garden"), QStringLiteral("Garden"));
        QCOMPARE(f.olderTitle("garden"), QStringLiteral("Garden"));
        QCOMPARE(f.bookmarks.all().size(), 2);
    }

    void serverWithoutPrivateStorageHasTheNode()
    {
        Fixture f;
        f.features.removeLast();
        f.olderRefusal = "service-unavailable";
        f.node = { f.item(bookmark("garden", "Garden")) };
        f.begin();
        QCOMPARE(f.titleOf("garden"), QStringLiteral("Garden"));
        const auto done = f.bookmarks.remove(Fixture::room("garden"));
        f.serve();
        QVERIFY(done.result().has_value());
        QVERIFY(f.node.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestServerBookmarks)
#include "tst_server_bookmarks.moc"
