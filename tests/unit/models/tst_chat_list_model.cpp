// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/garden.h"

#include "models/chat_filter_model.h"
#include "models/chat_list_model.h"

#include <QAbstractItemModelTester>

using namespace natter;

/// The conversations, newest first, and the part of them that was asked for.
class TestChatListModel : public QObject
{
    Q_OBJECT

    struct Fixture : WindowWorld
    {
        static QStringList names(const QAbstractItemModel &model)
        {
            QStringList all;
            for (int row = 0; row < model.rowCount(); ++row) {
                all.append(model.index(row, 0).data().toString());
            }
            return all;
        }
        void read(const ConversationId &chat)
        {
            conversations.markRead(chat, stored(chat).last().row);
            settle();
        }
        ChatListModel chats { conversations, accounts };
        ChatFilterModel filter { chats };
        QAbstractItemModelTester tester { &chats, QAbstractItemModelTester::FailureReportingMode::QtTest };
        QAbstractItemModelTester filterTester { &filter, QAbstractItemModelTester::FailureReportingMode::QtTest };
    };

private Q_SLOTS:
    void chatsMoveToTheTopAsPeopleWrite()
    {
        Fixture f;
        f.addRomeo();
        for (const char *name : { "nurse", "juliet", "paris", "nurse", "juliet" }) {
            f.say(f.chatWith(QString::fromLatin1(name)), "Good morrow");
            QCOMPARE(f.names(f.chats).first(), QString::fromLatin1(name));
        }
        QCOMPARE(f.names(f.chats), (QStringList { "juliet", "nurse", "paris" }));
    }

    void roomsAreSaidToBeSome()
    {
        Fixture f;
        f.addRomeo();
        f.record({ garden::said("Nurse", "Madam!"), garden::mention("Nurse", "Romeo: Madam!") });
        f.say(f.juliet(), "Good morrow");
        QCOMPARE(f.names(f.chats), (QStringList { "juliet", "garden" }));
        const QModelIndex room = f.chats.indexOf(garden::chat());
        const QString spoken = room.data(Qt::AccessibleTextRole).toString();
        QVERIFY2(spoken.startsWith("garden, room, 2 unread, 1 mention"), qPrintable(spoken));
        QVERIFY2(spoken.contains("Nurse: Romeo: Madam!"), qPrintable(spoken));
        QCOMPARE(room.data(ChatListModel::PreviewRole).toString(), QString("Romeo: Madam!"));
        QCOMPARE(f.conversations.unreadTotal(), 2); // what means us, and what a person says
        f.filter.setShow(ChatFilterModel::Show::Rooms);
        QCOMPARE(f.names(f.filter), QStringList("garden"));
        f.filter.setShow(ChatFilterModel::Show::Direct);
        QCOMPARE(f.names(f.filter), QStringList("juliet"));
    }

    void chatOfWhichNothingIsToldSaysSo()
    {
        Fixture f;
        f.addRomeo();
        f.say(f.juliet(), "Good morrow");
        const QModelIndex row = f.chats.indexOf(f.juliet());
        QVERIFY(!row.data(Qt::AccessibleTextRole).toString().contains("muted"));
        f.conversations.treat(f.juliet(), [](ChatTreatment &treatment) { treatment.notify = Notify::Never; });
        f.settle();
        QVERIFY(row.data(Qt::AccessibleTextRole).toString().contains("muted"));
    }

    void silentRoomsStandBelowWhatIsSaid()
    {
        Fixture f;
        Account *account = f.addRomeo();
        f.say(f.juliet(), "Good morrow");
        account->rooms().join(garden::chat().peer);
        f.settle();
        QCOMPARE(f.names(f.chats), (QStringList { "juliet", "garden" }));
        f.record({ garden::said("Nurse", "Madam!") });
        QCOMPARE(f.names(f.chats), (QStringList { "garden", "juliet" }));
    }

    void roomsAreCalledAsTheyAreBookmarked()
    {
        Fixture f;
        Account *account = f.addRomeo();
        Room &room = account->rooms().join(garden::chat().peer);
        f.settle();
        QCOMPARE(f.names(f.filter), QStringList("garden")); // though nothing was said
        QSignalSpy changed(&f.chats, &QAbstractItemModel::dataChanged);
        account->rooms().join(room.address(), {}, QStringLiteral("Capulet’s garden"));
        QCOMPARE(f.names(f.chats), QStringList("Capulet’s garden"));
        QVERIFY(!changed.isEmpty());
        const ConversationId alone { WindowWorld::romeo(), room.address().withResource(u"Nurse") };
        f.say(alone, "a word with you");
        QCOMPARE(f.chats.displayName(alone), QString("Nurse (Capulet’s garden)"));
        account->rooms().leave(room.address());
        f.settle();
        QCOMPARE(f.names(f.filter), QStringList("Nurse (Capulet’s garden)")); // nothing is left to be read
    }

    void chatCountsAgainOnceItsMuteEnds()
    {
        Fixture f;
        f.addRomeo();
        f.say(f.juliet(), "Good morrow");
        const QDateTime until = QDateTime::currentDateTimeUtc().addMSecs(1500);
        f.conversations.treat(f.juliet(), [until](ChatTreatment &treatment) { treatment.mutedUntil = until; });
        f.settle();
        QCOMPARE(f.conversations.unreadTotal(), 0);
        QSignalSpy told(&f.conversations, &Conversations::summaryChanged);
        QTRY_VERIFY_WITH_TIMEOUT(!told.isEmpty(), 20'000);
        QVERIFY(QDateTime::currentDateTimeUtc() >= until);
        QCOMPARE(f.conversations.unreadTotal(), 1);
    }

    void onlyWhatMovesIsMoved()
    {
        Fixture f;
        f.addRomeo();
        f.say(f.chatWith("nurse"), "1");
        f.say(f.juliet(), "2");
        QSignalSpy moved(&f.chats, &QAbstractItemModel::rowsMoved);
        QSignalSpy reset(&f.chats, &QAbstractItemModel::modelReset);
        f.say(f.juliet(), "3");
        QCOMPARE(moved.size(), 0);
        f.say(f.chatWith("nurse"), "4");
        QCOMPARE(moved.size(), 1);
        QCOMPARE(reset.size(), 0);
    }

    void chatsOfLongAgoStandByTheirTimes()
    {
        Fixture f;
        f.addRomeo();
        const auto fetched = [&f](const Jid &account, const QString &name,
                                  int year) { // as a new account's last message
            const ConversationId chat { account, f.chatWith(name).peer };
            const QDateTime time(QDate(year, 1, 1), QTime(12, 0), Qt::UTC);
            const ChatMessage message = f.incoming(chat, QStringLiteral("then"), time);
            f.conversations.apply(*f.awaited(f.store.call([=](Store &opened) {
                return opened.beginArchive(account, { message }, { QString::number(year), time });
            })));
            f.settle();
        };
        fetched(f.romeo(), "juliet", 2020);
        fetched(Jid::orNull(u"benvolio@montague.lit"), "nurse", 2024); // was fetched later, and is newer
        fetched(f.romeo(), "paris", 2016);
        QCOMPARE(f.names(f.chats).first().left(5), QString("nurse"));
        QCOMPARE(f.names(f.chats).mid(1), (QStringList { "juliet", "paris" }));
        f.say(f.chatWith("paris"), "now");
        QCOMPARE(f.names(f.chats).first(), QString("paris"));
    }

    void chatThatWasJustOpenedIsOnTop()
    {
        Fixture f;
        f.addRomeo();
        f.say(f.chatWith("nurse"), "1");
        f.conversations.open(f.juliet());
        f.settle();
        QCOMPARE(f.names(f.chats), (QStringList { "juliet", "nurse" }));
    }

    void previewIsOneShortLine()
    {
        Fixture f;
        f.addRomeo();
        f.say(f.juliet(), "But\n soft!\n" + QString(10'000, u'x'));
        const QString preview = f.chats.index(0).data(ChatListModel::PreviewRole).toString();
        QVERIFY(preview.startsWith("But soft! x"));
        QVERIFY(preview.size() <= 200);
    }

    void filterFindsUnreadAndTexts()
    {
        Fixture f;
        f.addRomeo();
        f.say(f.chatWith("nurse"), "1");
        f.say(f.juliet(), "2");
        f.read(f.juliet());
        f.filter.setShow(ChatFilterModel::Show::Unread);
        QCOMPARE(f.names(f.filter), QStringList { "nurse" });
        f.filter.setCurrent(f.juliet());
        QCOMPARE(f.names(f.filter), (QStringList { "juliet", "nurse" }));
        f.filter.setText(" JUL ");
        QCOMPARE(f.names(f.filter), QStringList { "juliet" });
    }

    void screenReadersHearOnlyWhatIsThere()
    {
        Fixture f;
        f.addRomeo();
        f.conversations.open(f.juliet());
        f.settle();
        QCOMPARE(f.chats.index(0).data(Qt::AccessibleTextRole).toString(), QString("juliet"));
    }
};

QTEST_GUILESS_MAIN(TestChatListModel)
#include "tst_chat_list_model.moc"
