// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/bookmark_session.h"
#include "support/mutilator.h"
#include "support/raw_sql.h"

#include "base/limits.h"

#include <QtTest>

using namespace natter;

/// Rooms to be found again: on this device at once, on the server and on others as soon as they can be told.
class TestBookmarks : public QObject
{
    Q_OBJECT

    using Fixture = BookmarkSession;

    static Bookmark bookmark(const QString &name, const QString &title = {}, bool autojoin = false)
    {
        return Fixture::bookmark(name, title, autojoin);
    }
    static Element foreign()
    {
        return elementFrom("<state xmlns='http://myclient.example/' minimized='true'>a<b/></state>");
    }
    static Element otherForeign() { return elementFrom("<colour xmlns='urn:colour'>red</colour>"); }

private Q_SLOTS:
    void storedOnesAreThereBeforeTheServerAnswers()
    {
        Fixture f;
        f.bookmarks.set(bookmark("garden", "Garden", true));
        f.waitForStore();
        Bookmarks later(f.account, f.protocol, f.store);
        QSignalSpy restored(&later, &Bookmarks::restored);
        later.restore();
        f.waitForStore();
        QCOMPARE(restored.count(), 1);
        QVERIFY(later.find(Fixture::room("garden")) == bookmark("garden", "Garden", true));
        QVERIFY(!later.isLoaded());
    }

    void serverIsRight()
    {
        Fixture f;
        f.node = { f.item(bookmark("garden", "Garden")), f.item(bookmark("crypt", "Crypt")) };
        f.begin();
        QCOMPARE(f.loads, 1);
        QVERIFY(f.bookmarks.isLoaded());
        f.end();
        QVERIFY(!f.bookmarks.isLoaded());
        f.changed.clear();
        f.node = { f.item(bookmark("garden", "The Garden")), f.item(bookmark("ball", "Ball")) };
        f.begin();
        f.changed.sort();
        QCOMPARE(f.changed, QStringList({ "ball", "crypt", "garden" }));
        QCOMPARE(f.titleOf("garden"), QStringLiteral("The Garden"));
        QCOMPARE(f.titleOf("crypt"), QStringLiteral("none"));
        QCOMPARE(f.loads, 2);
        QCOMPARE(f.storedBookmarks(), f.bookmarks.all());
        f.end();
        f.changed.clear();
        f.begin();
        QCOMPARE(f.changed, QStringList()); // nothing new
        QCOMPARE(f.asked.filter("publish"), QStringList());
    }

    void whatIsAddedIsPublished()
    {
        Fixture f;
        f.begin();
        const auto done = f.bookmarks.set(bookmark("garden", "Garden", true));
        QCOMPARE(f.titleOf("garden"), QStringLiteral("Garden")); // at once
        QCOMPARE(f.changed, QStringList("garden"));
        QVERIFY(!done.isFinished());
        f.serve();
        QVERIFY(done.result().has_value());
        QCOMPARE(f.asked, QStringList({ "items", "publish garden@chat.capulet.lit" }));
        QCOMPARE(f.kept("garden").attribute(u"autojoin"), QStringLiteral("true"));
        QCOMPARE(f.changed, QStringList("garden")); // our own news are none
        QVERIFY(f.bookmarks.set(bookmark("garden", "Garden", true)).result().has_value());
        QVERIFY(!f.hasQuestion());
    }

    void whatIsRemovedIsRetracted()
    {
        Fixture f;
        f.node = { f.item(bookmark("garden", "Garden")) };
        f.begin();
        const auto done = f.bookmarks.remove(Fixture::room("garden"));
        QVERIFY(!f.bookmarks.find(Fixture::room("garden")));
        f.serve();
        QVERIFY(done.result().has_value());
        QVERIFY(f.node.isEmpty());
        QVERIFY(f.storedBookmarks().isEmpty());
        QVERIFY(f.bookmarks.remove(Fixture::room("garden")).result().has_value());
        QVERIFY(!f.hasQuestion());
    }

    void whatIsGoneAlreadyIsRemoved()
    {
        Fixture f;
        f.node = { f.item(bookmark("garden", "Garden")) };
        f.begin();
        f.node.clear();
        const auto done = f.bookmarks.remove(Fixture::room("garden"));
        f.serve();
        QVERIFY(done.result().has_value());
    }

    void onlyAddressesOfRoomsAreTaken()
    {
        Fixture f;
        f.begin();
        Bookmark wrong;
        QCOMPARE(f.bookmarks.set(wrong).result().error().kind, Error::Kind::InvalidInput);
        wrong.room = Jid::orNull(u"garden@chat.capulet.lit/Romeo");
        QCOMPARE(f.bookmarks.set(wrong).result().error().kind, Error::Kind::InvalidInput);
        QVERIFY(!f.hasQuestion());
        bool called = false;
        QVERIFY(f.bookmarks.change(Fixture::room("garden"), [&called](Bookmark &) { called = true; }).result());
        QVERIFY(!called);
    }

    void whatOthersWroteIsKept()
    {
        Fixture f;
        Bookmark garden = bookmark("garden", "Garden");
        garden.extensions = { foreign(), otherForeign() };
        garden.nick = "Romeo";
        f.node = { f.item(garden) };
        f.begin();
        f.end();
        Bookmarks later(f.account, f.protocol, f.store); // by way of the disk
        later.restore();
        f.waitForStore();
        later.change(garden.room, [](Bookmark &changed) { changed.title = "The Garden"; });
        f.start();
        later.sessionStarted();
        f.tellAccount();
        f.serve();
        garden.title = "The Garden";
        QCOMPARE(f.kept("garden").toXml(), garden.write().toXml());
    }

    void otherDevicesAreHeard()
    {
        Fixture f;
        f.begin();
        f.publishElsewhere(bookmark("garden", "Garden", true));
        QVERIFY(f.bookmarks.find(Fixture::room("garden")) == bookmark("garden", "Garden", true));
        f.publishElsewhere(bookmark("garden", "Garden", false));
        QVERIFY(!f.bookmarks.find(Fixture::room("garden"))->autojoin);
        f.publishElsewhere(bookmark("garden", "Garden", false)); // which is nothing new
        QCOMPARE(f.changed, QStringList({ "garden", "garden" }));
        QCOMPARE(f.storedBookmarks(), f.bookmarks.all());
        f.retractElsewhere("garden");
        QVERIFY(f.bookmarks.all().isEmpty());
        f.retractElsewhere("garden");
        QCOMPARE(f.changed.size(), 3);
        QVERIFY(f.storedBookmarks().isEmpty());
    }

    void otherDevicesRemoveAll_data()
    {
        QTest::addColumn<QByteArray>("event");
        QTest::newRow("purge") << QByteArray("<purge node='urn:xmpp:bookmarks:1'/>");
        QTest::newRow("deletion") << QByteArray("<delete node='urn:xmpp:bookmarks:1'/>");
    }
    void otherDevicesRemoveAll()
    {
        QFETCH(QByteArray, event);
        Fixture f;
        f.node = { f.item(bookmark("garden")), f.item(bookmark("crypt")) };
        f.begin();
        f.changed.clear();
        f.hear(event);
        QVERIFY(f.bookmarks.all().isEmpty());
        QCOMPARE(f.changed.size(), 2);
        QVERIFY(f.storedBookmarks().isEmpty());
    }

    void nobodyElseChangesAnything_data()
    {
        QTest::addColumn<QByteArray>("from");
        for (const char *from : { "juliet@capulet.lit", "juliet@capulet.lit/balcony", "garden@chat.capulet.lit",
                                  "montague.lit", "romeo@montague.lit/other", "romeo@montague.lit.evil.lit" }) {
            QTest::newRow(from) << QByteArray(from);
        }
    }
    void nobodyElseChangesAnything()
    {
        QFETCH(QByteArray, from);
        Fixture f;
        f.node = { f.item(bookmark("garden", "Garden")) };
        f.begin();
        f.changed.clear();
        f.asked.clear();
        const auto before = f.bookmarks.all();
        f.hear(Fixture::publication(f.item(bookmark("garden", "Trap", true))), from);
        f.hear(Fixture::publication(f.item(bookmark("trap", "Trap", true))), from);
        f.hear(Fixture::publication({ "trap@chat.capulet.lit", {} }), from);
        f.hear(Fixture::retraction("garden@chat.capulet.lit"), from);
        f.hear("<purge node='urn:xmpp:bookmarks:1'/>", from);
        f.hear("<delete node='urn:xmpp:bookmarks:1'/>", from);
        f.serve();
        QCOMPARE(f.bookmarks.all(), before);
        QCOMPARE(f.changed, QStringList());
        QCOMPARE(f.asked, QStringList());
        QCOMPARE(f.storedBookmarks(), before);
    }

    void otherNodesAreNotOurs()
    {
        Fixture f;
        f.node = { f.item(bookmark("garden", "Garden")) };
        f.begin();
        f.hear("<purge node='urn:xmpp:bookmarks:0'/>");
        f.hear("<items node='storage:bookmarks'><item id='crypt@chat.capulet.lit'><conference "
               "xmlns='urn:xmpp:bookmarks:1' autojoin='true'/></item></items>");
        QCOMPARE(f.bookmarks.all().size(), 1);
    }

    void mutilatedItemsDoNoHarm()
    {
        Fixture f;
        f.begin();
        const QByteArray items =
            "<items xmlns='http://jabber.org/protocol/pubsub#event' node='urn:xmpp:bookmarks:1'><item "
            "id='garden@chat.capulet.lit'><conference xmlns='urn:xmpp:bookmarks:1' name='Garden' autojoin='true'>"
            "<nick>Romeo</nick><extensions><a xmlns='urn:a'/></extensions></conference></item><retract "
            "id='crypt@chat.capulet.lit'/></items>";
        for (const Mutilation &mutilation : mutilationsOf(items)) {
            f.hear(mutilation.element.toXml(u"http://jabber.org/protocol/pubsub#event"));
            f.serve();
            for (const Bookmark &each : f.bookmarks.all()) {
                QVERIFY2(each.room.isBare(), qPrintable(mutilation.description));
            }
            QVERIFY2(f.bookmarks.all().size() <= 2, qPrintable(mutilation.description));
            f.hear("<purge node='urn:xmpp:bookmarks:1'/>");
            QVERIFY2(f.bookmarks.all().isEmpty(), qPrintable(mutilation.description));
        }
    }

    void itemsThatAreNoneAreLeftAlone()
    {
        Fixture f;
        f.node = { { "garden@chat.capulet.lit", bookmark("garden").write() },
                   { "garden@chat.capulet.lit/Romeo", bookmark("a").write() },
                   { "", bookmark("b").write() },
                   { "@@", bookmark("c").write() },
                   { "crypt@chat.capulet.lit", foreign() },
                   { "ball@chat.capulet.lit", {} } };
        f.begin();
        QCOMPARE(f.bookmarks.all().keys(), QList { Fixture::room("garden") });
        QCOMPARE(f.node.size(), 6);
        QCOMPARE(f.asked, QStringList("items"));
    }

    void idThatIsSpeltOtherwiseIsKept()
    {
        Fixture f;
        f.node = { { "Garden@Chat.Capulet.lit", bookmark("garden", "Garden").write() } };
        f.begin();
        QCOMPARE(f.titleOf("garden"), QStringLiteral("Garden"));
        f.bookmarks.set(bookmark("garden", "The Garden"));
        f.serve();
        QCOMPARE(f.node.size(), 1);
        f.bookmarks.remove(Fixture::room("garden"));
        f.serve();
        QVERIFY(f.node.isEmpty());
    }

    void thereIsALimit()
    {
        Fixture f;
        for (int i = 0; i <= limits::bookmarks; ++i) {
            f.node.append(f.item(bookmark(QStringLiteral("room%1").arg(i))));
        }
        f.begin();
        QCOMPARE(f.bookmarks.all().size(), limits::bookmarks);
        QCOMPARE(f.titleOf("room1000"), QStringLiteral("none"));
        QCOMPARE(f.bookmarks.set(bookmark("garden")).result().error().kind, Error::Kind::LimitExceeded);
        f.publishElsewhere(bookmark("garden"));
        QCOMPARE(f.titleOf("garden"), QStringLiteral("none"));
        QVERIFY(!f.bookmarks.set(bookmark("room7", "changed")).isFinished());
        f.serve();
        QCOMPARE(f.keptTitle("room7"), QStringLiteral("changed"));
        f.bookmarks.remove(Fixture::room("room8"));
        f.serve();
        QVERIFY(!f.bookmarks.set(bookmark("garden", "Garden")).isFinished());
        f.serve();
        QCOMPARE(f.keptTitle("garden"), QStringLiteral("Garden"));
        QVERIFY(f.kept("room1000")); // it was none of our business
        QCOMPARE(f.storedBookmarks().size(), limits::bookmarks);
    }

    void nobodyWaitsForWhatTheAccountCanDo()
    {
        Fixture f;
        f.node = { f.item(bookmark("garden")), f.item(bookmark("crypt")) };
        f.begin();
        f.end();
        f.node = { f.item(bookmark("ball")) };
        f.start();
        f.bookmarks.sessionStarted();
        f.serve();
        QCOMPARE(f.loads, 2);
        QCOMPARE(f.bookmarks.all().size(), 3); // until it is known what their absence means
        f.bookmarks.set(bookmark("feast", "Feast"));
        QVERIFY(!f.hasQuestion());
        f.tellAccount();
        f.serve();
        QCOMPARE(f.bookmarks.all().size(), 2);
        QCOMPARE(f.keptTitle("feast"), QStringLiteral("Feast"));
        QCOMPARE(f.loads, 2);
    }

    void passwordsAreNotOnThisDisk()
    {
        Fixture f;
        Bookmark garden = bookmark("garden", "Garden");
        garden.password = Secret(QStringLiteral("0pen-sesame"));
        f.begin();
        f.bookmarks.set(garden);
        f.serve();
        f.publishElsewhere(garden);
        QVERIFY(f.kept("garden").toXml().contains("0pen-sesame"));
        f.waitForStore();
        for (const QString &name : QDir(f.folder.path()).entryList(QDir::Files)) {
            QFile file(f.folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!file.readAll().contains("0pen-sesame"), qPrintable(name));
        }
    }

    void changesWithoutSessionGoOutWithTheNext()
    {
        Fixture f;
        f.node = { f.item(bookmark("garden", "Garden")), f.item(bookmark("crypt", "Crypt")) };
        f.begin();
        f.end();
        QVERIFY(Fixture::awaited(f.bookmarks.set(bookmark("ball", "Ball"))).has_value());
        f.bookmarks.change(Fixture::room("garden"), [](Bookmark &garden) { garden.autojoin = true; });
        f.bookmarks.remove(Fixture::room("crypt"));
        f.waitForStore();
        QCOMPARE(f.bookmarks.all().size(), 2);
        QVERIFY(!f.hasQuestion());
        f.changed.clear();
        f.begin();
        QCOMPARE(f.keptTitle("ball"), QStringLiteral("Ball"));
        QCOMPARE(f.kept("garden").attribute(u"autojoin"), QStringLiteral("true"));
        QVERIFY(!f.kept("crypt"));
        QCOMPARE(f.changed, QStringList());
        f.end();
        f.asked.clear();
        f.begin();
        QCOMPARE(f.asked, QStringList("items")); // nothing is left
    }

    void changesWithoutSessionOutliveTheProgram()
    {
        Fixture f;
        f.node = { f.item(bookmark("garden", "Garden")), f.item(bookmark("crypt", "Crypt")) };
        f.begin();
        f.end();
        f.bookmarks.set(bookmark("ball", "Ball"));
        f.bookmarks.set(bookmark("garden", "The Garden"));
        f.bookmarks.remove(Fixture::room("crypt"));
        f.waitForStore();
        Bookmarks later(f.account, f.protocol, f.store);
        later.restore();
        f.waitForStore();
        QCOMPARE(later.all().size(), 2);
        f.start();
        later.sessionStarted();
        f.tellAccount();
        f.serve();
        QCOMPARE(f.keptTitle("ball"), QStringLiteral("Ball"));
        QCOMPARE(f.keptTitle("garden"), QStringLiteral("The Garden"));
        QVERIFY(!f.kept("crypt"));
        QCOMPARE(later.all().size(), 2);
    }

    void lateChangeLeavesPasswordAndOthersExtensions()
    {
        Fixture f;
        Bookmark garden = bookmark("garden", "Garden");
        garden.password = Secret(QStringLiteral("sesame"));
        garden.extensions = { foreign() };
        f.node = { f.item(garden) };
        f.begin();
        f.end();
        Bookmarks later(f.account, f.protocol, f.store); // which knows no password
        later.restore();
        f.waitForStore();
        later.change(garden.room, [](Bookmark &changed) { changed.title = "The Garden"; });
        garden.extensions = { otherForeign(), foreign() }; // meanwhile, elsewhere
        garden.autojoin = true;
        f.node = { f.item(garden) };
        f.start();
        later.sessionStarted();
        f.tellAccount();
        f.serve();
        garden.title = "The Garden";
        garden.autojoin = false; // whoever writes last
        QCOMPARE(f.kept("garden").toXml(), garden.write().toXml());
        QVERIFY(later.find(garden.room) == garden);
    }

    void passwordThatIsTakenAwayIsGone()
    {
        Fixture f;
        Bookmark garden = bookmark("garden", "Garden");
        garden.password = Secret(QStringLiteral("sesame"));
        f.node = { f.item(garden) };
        f.begin();
        f.end();
        f.bookmarks.change(garden.room, [](Bookmark &changed) { changed.password = {}; });
        f.begin();
        QVERIFY(!f.kept("garden").toXml().contains("sesame"));
    }

    void sessionIsLostInBetween()
    {
        Fixture f;
        f.begin();
        const auto done = f.bookmarks.set(bookmark("garden", "Garden"));
        QVERIFY(f.hasQuestion());
        f.end();
        QVERIFY(done.isFinished() && done.result().has_value()); // it is kept
        f.asked.clear();
        f.begin();
        QCOMPARE(f.asked, QStringList({ "items", "publish garden@chat.capulet.lit" }));
        QCOMPARE(f.keptTitle("garden"), QStringLiteral("Garden"));
    }

    void answersOfASessionBeforeMeanNothing()
    {
        Fixture f;
        f.begin();
        f.bookmarks.set(bookmark("garden", "Garden"));
        f.protocol.endSession(); // as an account does it where the next is there already
        f.bookmarks.sessionEnded();
        f.take();
        f.asked.clear();
        f.protocol.startSession(Fixture::self(), {});
        f.bookmarks.sessionStarted();
        f.tellAccount();
        f.serve();
        QCOMPARE(f.asked, QStringList({ "items", "publish garden@chat.capulet.lit" }));
        QCOMPARE(f.titleOf("garden"), QStringLiteral("Garden"));
        QCOMPARE(f.loads, 2);
        QVERIFY(f.bookmarks.isLoaded());
    }

    void listIsLostInBetween()
    {
        Fixture f;
        f.node = { f.item(bookmark("garden", "Garden")) };
        f.begin();
        f.end();
        f.start();
        f.bookmarks.sessionStarted();
        f.tellAccount();
        f.end(); // before it was answered
        QCOMPARE(f.titleOf("garden"), QStringLiteral("Garden"));
        QCOMPARE(f.loads, 1);
        f.begin();
        QCOMPARE(f.loads, 2);
    }

    void changedAgainWhileItIsOnItsWay()
    {
        Fixture f;
        f.begin();
        const auto first = f.bookmarks.set(bookmark("garden", "1"));
        const auto second = f.bookmarks.set(bookmark("garden", "2"));
        f.serveNext();
        Fixture::settle();
        QCOMPARE(f.keptTitle("garden"), QStringLiteral("1"));
        QCOMPARE(f.titleOf("garden"), QStringLiteral("2"));
        f.serve();
        QCOMPARE(f.keptTitle("garden"), QStringLiteral("2"));
        QVERIFY(first.result().has_value() && second.result().has_value());
        const auto third = f.bookmarks.set(bookmark("garden", "3"));
        const auto removal = f.bookmarks.remove(Fixture::room("garden"));
        f.serve();
        QVERIFY(third.result().has_value() && removal.result().has_value());
        QVERIFY(f.node.isEmpty() && f.bookmarks.all().isEmpty());
    }

    void whoeverReachesTheServerLastIsRight()
    {
        Fixture f;
        f.begin();
        f.bookmarks.set(bookmark("garden", "ours"));
        f.hear(Fixture::publication(f.item(bookmark("garden", "theirs")))); // before ours
        QCOMPARE(f.titleOf("garden"), QStringLiteral("ours"));
        f.serve();
        QCOMPARE(f.titleOf("garden"), QStringLiteral("ours"));
        QCOMPARE(f.keptTitle("garden"), QStringLiteral("ours"));
        f.bookmarks.set(bookmark("garden", "ours again"));
        f.serveNext();
        f.publishElsewhere(bookmark("garden", "theirs again")); // behind ours, of which we do not know yet
        f.serve();
        QCOMPARE(f.titleOf("garden"), QStringLiteral("theirs again"));
        QCOMPARE(f.keptTitle("garden"), QStringLiteral("theirs again"));
    }

    void removedElsewhereWhileOursIsOnItsWay()
    {
        Fixture f;
        f.begin();
        f.bookmarks.set(bookmark("garden", "ours"));
        f.serveNext();
        f.node.clear();
        f.hear("<purge node='urn:xmpp:bookmarks:1'/>");
        f.serve();
        QCOMPARE(f.titleOf("garden"), QStringLiteral("none"));
    }

    void whatHappensWhileTheListIsOnItsWay()
    {
        Fixture f;
        f.node = { f.item(bookmark("garden", "Garden")) };
        f.start();
        f.bookmarks.sessionStarted();
        f.tellAccount();
        f.serveNext();
        f.node.clear();
        f.hear(Fixture::retraction("garden@chat.capulet.lit")); // it is taken sooner than the answer before it
        f.serve();
        QCOMPARE(f.asked, QStringList({ "items", "items" }));
        QVERIFY(f.bookmarks.all().isEmpty());
    }

    void eventWithoutContentLeadsToAQuestion()
    {
        Fixture f;
        f.begin();
        f.node = { f.item(bookmark("garden", "Garden")) };
        f.hear("<items node='urn:xmpp:bookmarks:1'><item id='garden@chat.capulet.lit'/></items>");
        f.serve();
        QCOMPARE(f.titleOf("garden"), QStringLiteral("Garden"));
        QCOMPARE(f.loads, 1);
    }

    void diskThatRefusesIsToldAndTriedAgain()
    {
        Fixture f;
        rawSql(f.path, { "CREATE TRIGGER full BEFORE INSERT ON bookmark BEGIN SELECT RAISE(ABORT, 'broken'); END" });
        const auto done = f.bookmarks.set(bookmark("garden", "Garden"));
        QVERIFY(!Fixture::awaited(done).has_value());
        QCOMPARE(f.titleOf("garden"), QStringLiteral("Garden"));
        QVERIFY(f.storedBookmarks().isEmpty());
        rawSql(f.path, { "DROP TRIGGER full" });
        QTRY_COMPARE_WITH_TIMEOUT(f.storedBookmarks().size(), 1, 20'000);
    }

    void accountsHaveTheirOwn()
    {
        Fixture f;
        f.bookmarks.set(bookmark("garden", "Garden"));
        f.waitForStore();
        Bookmarks other(Jid::orNull(u"benvolio@montague.lit"), f.protocol, f.store);
        other.restore();
        f.waitForStore();
        QVERIFY(other.all().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestBookmarks)
#include "tst_bookmarks.moc"
