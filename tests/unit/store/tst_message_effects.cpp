// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/numbered_archive.h"

#include "store/search_index.h"

#include <QtTest>

#include <algorithm>

using namespace natter;
using Delivery = ChatMessage::Delivery;
using Direction = ChatMessage::Direction;
using Kind = MessageChange::Kind;
using Purpose = ChatMessage::Purpose;

/// A message says what its sender said last in its place, or nothing once they took it back, in whatever order that
/// comes.
class TestMessageEffects : public QObject
{
    Q_OBJECT

    struct Fixture : NumberedArchive
    {
        ChatMessage about(int number, Purpose purpose, const QString &target, const QString &body = {}) const
        {
            ChatMessage said = message(number);
            said.purpose = purpose;
            said.about = target;
            said.body = body;
            said.edited = purpose == Purpose::Correction ? said.time : QDateTime();
            return said;
        }
        ChatMessage correction(int number, const QString &target, const QString &body) const
        {
            return about(number, Purpose::Correction, target, body);
        }
        ChatMessage retraction(int number, const QString &target) const
        {
            return about(number, Purpose::Retraction, target);
        }
        static ChatMessage ours(ChatMessage message, Delivery delivery = Delivery::OnServer)
        {
            message.direction = Direction::Outgoing;
            message.delivery = delivery;
            return message;
        }
        QList<ChatMessage> page() { return needed(store.messages().page(juliet, 0, 1000)); }
        QStringList shown()
        {
            QStringList texts;
            const auto messages = page();
            for (const ChatMessage &message : messages) {
                texts.append(message.isRetracted() ? QStringLiteral("-")
                                                   : message.body + (message.edited.isValid() ? "*" : ""));
            }
            return texts;
        }
        QStringList versions()
        {
            QStringList texts;
            const auto all = needed(store.messages().versions(page().first().row));
            for (const MessageVersion &version : all) {
                texts.append(version.body);
            }
            return texts;
        }
        static QStringList kinds(const QList<MessageChange> &changes)
        {
            static const QStringList names { "added", "updated", "filled in", "noted", "hidden" };
            QStringList all;
            for (const MessageChange &change : changes) {
                all.append(names[static_cast<int>(change.kind)] + ' ' + change.message.stanzaId);
            }
            return all;
        }
    };

private Q_SLOTS:
    void correctionTakesThePlace()
    {
        Fixture f;
        f.record(f.messages(1, 2));
        const auto changes = f.record({ f.correction(3, "s1", "better") });
        QCOMPARE(Fixture::kinds(changes), QStringList({ "noted s3", "updated s1" }));
        QCOMPARE(f.shown(), QStringList({ "better*", "word2" }));
        QCOMPARE(f.page().first().edited, f.time(3));
        QCOMPARE(f.page().first().time, f.time(1));
        QCOMPARE(f.summary().unread, 2);
        QCOMPARE(f.summary().lastBody, QString("word2"));
        QCOMPARE(f.versions(), QStringList({ "word1", "better" }));
        f.record({ f.correction(4, "s1", "best") });
        QCOMPARE(f.shown(), QStringList({ "best*", "word2" }));
        QCOMPARE(f.versions(), QStringList({ "word1", "better", "best" }));
        f.record({ f.correction(5, "s2", "last words") });
        QCOMPARE(f.summary().lastBody, QString("last words"));
    }

    void retractionLeavesNothingOnTheDisk()
    {
        Fixture f;
        f.record({ f.message(1), f.message(2) });
        f.record({ f.correction(3, "s2", "embarrassing") });
        QVERIFY(f.isOnDisk("word2") && f.isOnDisk("embarrassing"));
        const auto changes = f.record({ f.retraction(4, "s2") });
        QCOMPARE(Fixture::kinds(changes), QStringList({ "noted s4", "updated s2" }));
        QCOMPARE(f.shown(), QStringList({ "word1", "-" }));
        QVERIFY(!f.isOnDisk("word2") && !f.isOnDisk("embarrassing"));
        QVERIFY(f.isOnDisk("word1"));
        QVERIFY(f.summary().isLastRetracted);
        QCOMPARE(f.page().last().retracted, f.time(4));
        f.record({ f.correction(5, "s2", "once more") }); // comes too late
        QCOMPARE(f.shown(), QStringList({ "word1", "-" }));
        QVERIFY(!f.isOnDisk("once more"));
    }

    void orderOfArrivalDoesNotMatter_data()
    {
        QTest::addColumn<bool>("retracted");
        QTest::newRow("corrected twice") << false;
        QTest::newRow("corrected and retracted") << true;
    }
    void orderOfArrivalDoesNotMatter()
    {
        QFETCH(bool, retracted);
        QList<int> order { 1, 2, 3, 4 };
        do {
            if (order.indexOf(2) > order.indexOf(3)) {
                continue; // their order is that of the archive, and decides
            }
            Fixture f;
            const QHash<int, ChatMessage> said { { 1, f.message(1) },
                                                 { 2, f.correction(2, "s1", "better") },
                                                 { 3, f.correction(3, "s1", "best") },
                                                 { 4, retracted ? f.retraction(4, "s1") : f.message(4) } };
            for (const int number : std::as_const(order)) {
                f.record({ said[number] });
            }
            for (const int number : std::as_const(order)) { // and once more, as archives bring it
                QVERIFY(f.record({ said[number] }).isEmpty());
            }
            QStringList expected { "word4", "best*" };
            if (order.indexOf(1) < order.indexOf(4)) {
                std::swap(expected[0], expected[1]);
            }
            QCOMPARE(f.shown(), retracted ? QStringList { "-" } : expected);
            QCOMPARE(f.summary().unread, retracted ? 0 : 2);
            QCOMPARE(f.summary().lastRow, f.page().last().row);
        } while (std::next_permutation(order.begin(), order.end()));
    }

    void archiveFillsInTheSame()
    {
        Fixture f;
        f.begin(20);
        f.fill(f.gaps().first(), { f.message(17), f.correction(18, "s17", "better"), f.retraction(19, "s3") },
               Store::Filling::Leaves::Some);
        QCOMPARE(f.shown(), QStringList({ "better*", "word20" }));
        f.fill(f.gaps().first(), { f.message(14), f.correction(15, "s2", "of old"), f.message(16) },
               Store::Filling::Leaves::Some);
        QCOMPARE(f.shown(), QStringList({ "word14", "of old*", "word16", "better*", "word20" }));
        const auto changes =
            f.fill(f.gaps().first(), { f.message(1), f.message(2), f.message(3) }, Store::Filling::Leaves::Nothing);
        QCOMPARE(Fixture::kinds(changes),
                 QStringList({ "filled in s1", "filled in s2", "filled in s3", "hidden s15" }));
        QCOMPARE(changes[1].message.body, QString("of old"));
        QVERIFY(changes[2].message.isRetracted());
        QCOMPARE(f.shown(), QStringList({ "word1", "of old*", "-", "word14", "word16", "better*", "word20" }));
        QCOMPARE(f.summary().unread, 0); // it is from before the account came here
    }

    void nobodyChangesWhatOthersSaid()
    {
        Fixture f;
        ChatMessage elsewhere = f.correction(4, "s1", "forged");
        elsewhere.conversation = f.nurse;
        f.record({ f.message(1), Fixture::ours(f.message(2)) });
        f.record({ elsewhere, f.correction(5, "s2", "forged"), f.retraction(6, "s2"),
                   Fixture::ours(f.retraction(7, "s1")), Fixture::ours(f.correction(8, "s1", "forged")) });
        QCOMPARE(f.shown(), QStringList({ "word1", "word2" }));
    }

    void correctionOfWhatIsNotHereIsShown()
    {
        Fixture f;
        f.record({ f.message(1) });
        const auto changes = f.record({ f.correction(3, "s2", "better") });
        QCOMPARE(Fixture::kinds(changes), QStringList({ "added s3" }));
        QCOMPARE(f.shown(), QStringList({ "word1", "better*" }));
        QCOMPARE(f.summary().unread, 2);
        QCOMPARE(f.summary().lastBody, QString("better"));
        const auto again = f.record({ f.correction(4, "s2", "best") });
        QCOMPARE(Fixture::kinds(again), QStringList({ "added s4", "hidden s3" }));
        QCOMPARE(f.shown(), QStringList({ "word1", "best*" }));
        QCOMPARE(f.summary().unread, 2);
        f.record({ f.retraction(5, "s2") });
        QCOMPARE(f.shown(), QStringList({ "word1" }));
        QCOMPARE(f.summary().unread, 1);
        QVERIFY(!f.isOnDisk("best"));
    }

    void oursWaitsForTheServer()
    {
        Fixture f;
        f.record({ Fixture::ours(f.message(1)) });
        const auto edit = f.record({ Fixture::ours(f.correction(2, "s1", "better"), Delivery::Queued) });
        QVERIFY(f.page().first().isChanging);
        QCOMPARE(f.shown(), QStringList { "better*" });
        const auto taken = f.store.messages().setDelivery({ edit.first().message.row }, Delivery::OnServer).value();
        QCOMPARE(Fixture::kinds(taken), QStringList({ "noted s2", "updated s1" }));
        QVERIFY(!f.page().first().isChanging);
        const auto back = f.record({ Fixture::ours(f.retraction(3, "s1"), Delivery::Queued) });
        QCOMPARE(f.shown(), QStringList { "-" });
        const qint64 row = back.first().message.row;
        const auto failed = f.store.messages().setDelivery({ row }, Delivery::Failed, "forbidden").value();
        QCOMPARE(Fixture::kinds(failed), QStringList({ "added s3", "updated s1" })); // it is seen to have failed
        QCOMPARE(f.shown(), QStringList({ "better*", "" }));
        f.store.messages().setDelivery({ row }, Delivery::Queued).value();
        QCOMPARE(f.shown(), QStringList { "-" });
        f.store.messages().setDelivery({ row }, Delivery::OnServer).value();
        QCOMPARE(f.shown(), QStringList { "-" });
        QVERIFY(!f.isOnDisk("better"));
    }

    void failedCorrectionIsShown()
    {
        Fixture f;
        f.record({ Fixture::ours(f.message(1)) });
        const auto edit = f.record({ Fixture::ours(f.correction(2, "s1", "better"), Delivery::Written) });
        f.store.messages().fail(f.juliet, "s2", "forbidden").value();
        QCOMPARE(f.shown(), QStringList({ "word1", "better*" }));
        QCOMPARE(f.page().last().delivery, Delivery::Failed);
        f.store.messages().setDelivery({ edit.first().message.row }, Delivery::Queued).value();
        QCOMPARE(f.shown(), QStringList { "better*" });
    }

    void failedCorrectionGivesWayToALaterOne()
    {
        Fixture f;
        f.record({ Fixture::ours(f.message(1)) });
        f.record({ Fixture::ours(f.correction(2, "s1", "better"), Delivery::Failed) });
        QCOMPARE(f.shown(), QStringList({ "word1", "better*" }));
        f.record({ Fixture::ours(f.correction(3, "s1", "best")) });
        QCOMPARE(f.shown(), QStringList { "best*" });
    }

    void editedBeforeItWentOut()
    {
        Fixture f;
        f.record({ Fixture::ours(f.message(1), Delivery::Queued) });
        f.record({ Fixture::ours(f.correction(2, "s1", "better"), Delivery::Queued) });
        const auto pending = f.store.messages().pending(f.romeo).value();
        QCOMPARE(pending.size(), 2);
        QCOMPARE(pending[0].sentBody(), QString("word1"));
        QCOMPARE(pending[1].sentBody(), QString("better"));
        ChatMessage archived = Fixture::ours(f.message(1)); // as it went out
        QVERIFY(f.record({ archived }).isEmpty());
        QCOMPARE(f.shown(), QStringList { "better*" });
    }

    void clocksDoNotDecide()
    {
        Fixture f;
        ChatMessage ahead = f.correction(2, "s1", "better");
        ahead.time = f.time(500);
        f.record({ f.message(1), ahead, f.correction(3, "s1", "best") });
        QCOMPARE(f.shown(), QStringList { "best*" });
    }

    void idsThatAreUsedTwice()
    {
        Fixture f;
        const auto again = [&f](int number, const QString &body) {
            ChatMessage said = f.message(number);
            said.stanzaId = "s1";
            said.body = body;
            return said;
        };
        f.record({ f.message(1), f.correction(2, "s1", "first, corrected"), again(40, "second") });
        QCOMPARE(f.shown(), QStringList({ "first, corrected*", "second" }));
        f.record({ f.correction(41, "s1", "second, corrected") });
        QCOMPARE(f.shown(), QStringList({ "first, corrected*", "second, corrected*" }));
        f.record({ f.retraction(42, "s1") });
        QCOMPARE(f.shown(), QStringList({ "first, corrected*", "-" }));
    }

    void retractedMessageDoesNotHideAnother()
    {
        Fixture f;
        ChatMessage first = f.message(1);
        first.archiveId.clear();
        ChatMessage gone = f.retraction(2, "s1");
        gone.archiveId.clear();
        f.record({ first, gone });
        QVERIFY(f.record({ first, gone }).isEmpty());
        ChatMessage other = first;
        other.body = "something else";
        other.time = first.time.addSecs(30);
        QCOMPARE(Fixture::kinds(f.record({ other })), QStringList { "added s1" });
        QCOMPARE(f.shown(), QStringList({ "-", "something else" }));
    }

    void whatIsGoneIsNotChanged()
    {
        Fixture f;
        f.record({ Fixture::ours(f.message(1)), Fixture::ours(f.retraction(2, "s1")) });
        const auto late = f.store.messages().say(Fixture::ours(f.correction(3, "s1", "late"), Delivery::Queued));
        QCOMPARE(late.error().kind, Error::Kind::InvalidInput);
        QCOMPARE(late.error().condition, QString("gone"));
        QVERIFY(f.store.messages().pending(f.romeo)->isEmpty());
    }

    void searchFindsWhatComesBack()
    {
        Fixture f;
        SearchIndex index(f.path);
        f.record({ Fixture::ours(f.message(1)) });
        const auto back = f.record({ Fixture::ours(f.retraction(2, "s1"), Delivery::Written) });
        while (index.takeIn(10).value()) { }
        f.store.messages().setDelivery({ back.first().message.row }, Delivery::Failed, "forbidden").value();
        while (index.takeIn(10).value()) { }
        MessageSearch search;
        search.text = "word1";
        QCOMPARE(index.find(search, 10, [] { return false; })->size(), 1);
    }

    void importIsSettled()
    {
        Fixture f;
        f.record({ f.message(5), f.retraction(6, "s3"), f.correction(7, "s4", "better") });
        f.store.imports().merge({ f.message(3), f.message(4) }, {}).value();
        QCOMPARE(f.shown(), QStringList({ "-", "better*", "word5" }));
    }

    void deletedMessageTakesItsVersionsAlong()
    {
        Fixture f;
        f.record({ f.message(1), f.message(2), f.correction(3, "s2", "secret words") });
        const auto removal = f.store.removals().remove(f.juliet, { f.page().last().row });
        QCOMPARE(removal->rows.size(), 2);
        QVERIFY(!f.isOnDisk("secret words") && !f.isOnDisk("word2"));
        f.record({ f.message(2), f.correction(3, "s2", "secret words"), f.correction(4, "s2", "secret words") });
        QCOMPARE(f.shown(), QStringList { "word1" });
        QCOMPARE(f.summary().unread, 1);
        QVERIFY(!f.isOnDisk("secret words"));
    }

    void searchFindsWhatIsSaidNow()
    {
        Fixture f;
        SearchIndex index(f.path);
        const auto found = [&](const QString &word) {
            MessageSearch search;
            search.text = word;
            Result<bool> more = true;
            while (more && *more) {
                more = index.takeIn(2);
            }
            if (!more) {
                qFatal("%s", qPrintable(more.error().detail));
            }
            QStringList texts;
            const auto hits = index.find(search, 10, [] { return false; }).value();
            for (const SearchHit &hit : hits) {
                texts.append(hit.message.body);
            }
            return texts;
        };
        f.record({ f.message(1), f.message(2) });
        QCOMPARE(found("word2"), QStringList { "word2" });
        f.record({ f.correction(3, "s2", "window"), f.correction(4, "s9", "orphan") });
        QCOMPARE(found("word2"), QStringList());
        QCOMPARE(found("window"), QStringList { "window" });
        QCOMPARE(found("orphan"), QStringList { "orphan" });
        f.record({ f.retraction(5, "s2"), f.retraction(6, "s9") });
        QCOMPARE(found("window"), QStringList());
        QCOMPARE(found("orphan"), QStringList());
        while (index.purge().value()) { }
        QFile file(SearchIndex::pathBeside(f.path));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QVERIFY(!bytes.contains("window") && !bytes.contains("orphan") && bytes.contains("word1"));
        SearchIndex again(f.path); // and it does not think that it is about other messages
        QVERIFY(!again.takeIn(10).value());
    }
};

QTEST_GUILESS_MAIN(TestMessageEffects)
#include "tst_message_effects.moc"
