// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/bookmark_session.h"
#include "support/raw_sql.h"

#include "chat/chat_sharing.h"
#include "protocol/xep/xep0469_bookmark_pinning.h"
#include "protocol/xep/xep0492_notification_settings.h"

#include <QtTest>

using namespace natter;
using Rule = NotificationSettings::Rule;

/// How rooms are treated is the same on all devices of the person, whoever of them changed it.
class TestChatSharing : public QObject
{
    Q_OBJECT

    struct Fixture : BookmarkSession
    {
        ConversationId garden { account, room("garden") };
        ChatSharing sharing { bookmarks, conversations };

        /// As the program begins; the conversation is there unless it is said otherwise.
        void load(bool hasChat = true)
        {
            if (hasChat) {
                awaited(store.call([this](Store &opened) { return opened.messages().ensureChat(garden); }));
            }
            bookmarks.restore();
            conversations.load();
            waitForStore();
        }
        ChatTreatment treatment() const { return conversations.summary(garden).treatment; }
        void treat(const std::function<void(ChatTreatment &)> &change)
        {
            conversations.treat(garden, change);
            waitForStore();
        }
        void pin(bool pinned)
        {
            treat([pinned](ChatTreatment &treatment) { treatment.isPinned = pinned; });
        }
        bool isKeptPinned() const { return isPinned(Bookmark::read(kept("garden")).value_or(Bookmark())); }
        QStringList writing() const { return asked.filter("publish"); }
    };

    static Bookmark garden(bool pinned = false, std::optional<Rule> rule = {})
    {
        Bookmark made = BookmarkSession::bookmark("garden", "Garden", true);
        setPinned(made, pinned);
        setNotificationRule(made, rule, { "client", "pc" });
        return made;
    }

private Q_SLOTS:
    void whatIsPinnedElsewhereIsPinnedHere()
    {
        Fixture f;
        f.load();
        f.node = { f.item(garden(true)) };
        f.begin();
        QVERIFY(f.treatment().isPinned);
        f.publishElsewhere(garden(false));
        QVERIFY(!f.treatment().isPinned);
        f.publishElsewhere(garden(true));
        QVERIFY(f.treatment().isPinned);
        QCOMPARE(f.writing(), QStringList()); // nothing goes back
    }

    void whatIsPinnedHereIsPinnedElsewhere()
    {
        Fixture f;
        f.load();
        Bookmark before = garden();
        before.extensions = { elementFrom("<a xmlns='urn:a'/>") };
        f.node = { f.item(before) };
        f.begin();
        f.pin(true);
        f.serve();
        QVERIFY(f.isKeptPinned());
        QVERIFY(Bookmark::read(f.kept("garden"))->extension({ u"urn:a", u"a" }));
        QVERIFY(f.treatment().isPinned);
        f.pin(false);
        f.serve();
        QCOMPARE(f.kept("garden").toXml(), before.write().toXml());
        QCOMPARE(f.writing().size(), 2); // once for each
    }

    void notificationsAreSharedFromHere()
    {
        Fixture f;
        f.load();
        f.node = { f.item(garden()) };
        f.begin();
        ChatSummary chat = f.conversations.summary(f.garden);
        chat.treatment.notify = Notify::Never;
        f.conversations.apply(chat);
        f.serve();
        QVERIFY(notificationRule(*Bookmark::read(f.kept("garden")), { "client", "pc" }) == Rule::Never);
        chat.treatment.notify = std::nullopt;
        f.conversations.apply(chat);
        f.serve();
        QCOMPARE(f.kept("garden").toXml(), garden().write().toXml());
        QCOMPARE(f.writing().size(), 2);
    }

    void notificationsAreSharedFromElsewhere_data()
    {
        QTest::addColumn<int>("rule");
        QTest::addColumn<int>("notify");
        QTest::newRow("never") << int(Rule::Never) << int(Notify::Never);
        QTest::newRow("on mention") << int(Rule::OnMention) << int(Notify::OnMention);
        QTest::newRow("always") << int(Rule::Always) << int(Notify::Always);
    }
    void notificationsAreSharedFromElsewhere()
    {
        QFETCH(int, rule);
        QFETCH(int, notify);
        Fixture f;
        f.load();
        f.node = { f.item(garden(false, Rule(rule))) };
        f.begin();
        QVERIFY(f.treatment().notify == Notify(notify));
        f.publishElsewhere(garden());
        QVERIFY(!f.treatment().notify);
        QCOMPARE(f.writing(), QStringList());
    }

    void onlyWhatChangedCounts()
    {
        Fixture f;
        f.load();
        f.node = { f.item(garden()) };
        f.begin();
        f.treat([](ChatTreatment &treatment) { treatment.isArchived = true; });
        QCOMPARE(f.writing(), QStringList());
        f.publishElsewhere(garden(true));
        QVERIFY(f.treatment().isPinned && f.treatment().isArchived);
        QCOMPARE(f.writing(), QStringList());
    }

    void pinnedRoomThatIsBookmarkedLaterStaysPinned()
    {
        Fixture f;
        f.load();
        f.begin();
        f.pin(true); // before it has a bookmark
        QCOMPARE(f.writing(), QStringList());
        f.bookmarks.set(garden());
        f.serve();
        QVERIFY(f.isKeptPinned());
        QVERIFY(f.treatment().isPinned);
    }

    void conversationThatBeginsLaterIsPinned()
    {
        Fixture f;
        f.load(false);
        f.node = { f.item(garden(true)) };
        f.begin();
        QVERIFY(!f.conversations.all().contains(f.garden));
        f.conversations.open(f.garden);
        f.waitForStore();
        QVERIFY(f.treatment().isPinned);
        QCOMPARE(f.writing(), QStringList());
    }

    void whatChangedElsewhereMeanwhileCountsAfterARestart()
    {
        Fixture f;
        f.load();
        f.node = { f.item(garden(true)) };
        f.begin();
        f.end();
        Bookmarks bookmarks(f.account, f.protocol, f.store);
        Conversations conversations(f.store);
        ChatSharing sharing(bookmarks, conversations);
        bookmarks.restore();
        f.waitForStore();
        f.node = { f.item(garden(false)) };
        f.start();
        bookmarks.sessionStarted(); // the server may be faster than the disk
        f.tellAccount();
        f.serve();
        conversations.load();
        f.waitForStore();
        QVERIFY(!conversations.summary(f.garden).treatment.isPinned);
        QCOMPARE(f.writing(), QStringList());
        f.serve();
        QVERIFY(!f.isKeptPinned());
    }

    void whatChangedHereWithoutSessionIsSharedLater()
    {
        Fixture f;
        f.load();
        f.node = { f.item(garden()) };
        f.begin();
        f.end();
        f.pin(true);
        QVERIFY(!f.isKeptPinned());
        f.begin();
        QVERIFY(f.isKeptPinned());
        QVERIFY(f.treatment().isPinned);
    }

    void manyChangesEndWithTheLast()
    {
        Fixture f;
        f.load();
        f.node = { f.item(garden()) };
        f.begin();
        for (int i = 0; i < 7; ++i) { // nothing of it is on disk before all of it is said
            const PublishedItem item = f.item(garden(i % 2 == 0));
            f.hear(BookmarkSession::publication(item));
            f.node = { item };
        }
        f.serve();
        QVERIFY(f.treatment().isPinned);
        QVERIFY(f.isKeptPinned());
        QCOMPARE(f.writing(), QStringList());
        for (int i = 0; i < 8; ++i) {
            f.conversations.treat(f.garden, [i](ChatTreatment &treatment) { treatment.isPinned = i % 2 == 0; });
        }
        f.serve();
        QVERIFY(!f.treatment().isPinned);
        QVERIFY(!f.isKeptPinned());
    }

    void diskThatRefusesIsNoWishOfThePerson()
    {
        Fixture f;
        f.load();
        f.node = { f.item(garden()) };
        f.begin();
        rawSql(f.path, { "CREATE TRIGGER full BEFORE UPDATE ON chat BEGIN SELECT RAISE(ABORT, 'broken'); END" });
        f.publishElsewhere(garden(true));
        QVERIFY(!f.treatment().isPinned);
        f.serve();
        QVERIFY(f.isKeptPinned());
        rawSql(f.path, { "DROP TRIGGER full" });
        f.treat([](ChatTreatment &treatment) { treatment.isArchived = true; });
        f.waitForStore();
        QVERIFY(f.treatment().isPinned);
        QCOMPARE(f.writing(), QStringList());
    }

    void removedBookmarkLeavesTheChatAsItIs()
    {
        Fixture f;
        f.load();
        f.node = { f.item(garden(true)) };
        f.begin();
        f.retractElsewhere("garden");
        QVERIFY(f.treatment().isPinned);
        f.pin(false);
        f.serve();
        QVERIFY(f.node.isEmpty());
    }

    void chatsWithPersonsAndOfOtherAccountsAreLeftAlone()
    {
        Fixture f;
        f.load();
        f.node = { f.item(garden()) };
        f.begin();
        const ConversationId others { Jid::orNull(u"benvolio@montague.lit"), f.garden.peer };
        for (const ConversationId &id : { f.chat, others }) {
            f.conversations.open(id);
            f.conversations.treat(id, [](ChatTreatment &treatment) { treatment.isPinned = true; });
        }
        f.serve();
        QCOMPARE(f.writing(), QStringList());
        f.publishElsewhere(garden(true));
        f.publishElsewhere(garden(false));
        QVERIFY(f.conversations.summary(others).treatment.isPinned);
    }
};

QTEST_GUILESS_MAIN(TestChatSharing)
#include "tst_chat_sharing.moc"
