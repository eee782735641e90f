// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/window_world.h"

#include "models/timeline_model.h"

using namespace natter;

/// The messages of one conversation in memory: the newest page first, in the store's order, none twice, none lost.
class TestTimelineModel : public QObject
{
    Q_OBJECT

    static QStringList bodies(const TimelineModel &model)
    {
        QStringList all;
        for (int row = 0; row < model.rowCount(); ++row) {
            all.append(model.message(row).body);
        }
        return all;
    }
    static QStringList numbers(int from, int to)
    {
        QStringList all;
        for (int i = from; i < to; ++i) {
            all.append(QString::number(i));
        }
        return all;
    }

    struct Fixture : WindowWorld
    {
        void remember(int from, int to)
        {
            QList<ChatMessage> messages;
            const auto texts = numbers(from, to);
            for (const QString &text : texts) {
                messages.append(incoming(juliet(), text));
            }
            record(messages);
        }
        std::unique_ptr<TimelineModel> open()
        {
            auto model = std::make_unique<TimelineModel>(juliet(), conversations);
            settle();
            return model;
        }
    };

private Q_SLOTS:
    void lineStandsBetweenHistoryAndNews()
    {
        Fixture f;
        const auto old = f.incoming(f.juliet(), "old");
        f.conversations.apply(*f.awaited(f.store.call([old](Store &opened) {
            return opened.beginArchive(WindowWorld::romeo(), { old }, { QStringLiteral("a1"), {} });
        })));
        f.remember(0, 3);
        const auto model = f.open();
        QCOMPARE(bodies(*model), QStringList("old") + numbers(0, 3));
        QCOMPARE(model->newLineAfter(), qint64(0)); // none of the later ones was read
        QSignalSpy shows(model.get(), &TimelineModel::showsMessage);
        model->showAround(-1); // the first that there is
        model->showNewest();
        f.remember(3, 200);
        const auto another = f.open();
        another->showAround(-1);
        f.settle();
        QCOMPARE(bodies(*another), QStringList("old") + numbers(0, 60));
    }

    void whatArrivesIsSaidThoughOthersAreForgotten()
    {
        Fixture f;
        f.remember(0, 700);
        const auto model = f.open();
        while (model->rowCount() < 600) {
            model->loadOlder();
            f.settle();
        }
        QSignalSpy arrived(model.get(), &TimelineModel::arrived);
        connect(model.get(), &QAbstractItemModel::rowsInserted, model.get(),
                [&] { model->keepAround(model->rowCount() - 10, model->rowCount() - 1); });
        f.remember(700, 701);
        QCOMPARE(arrived.size(), 1);
        QCOMPARE(model->message(arrived.first().first().toInt()).body, QString("700"));
    }

    void oldMessageIsShownWithThoseAroundIt()
    {
        Fixture f;
        f.remember(0, 400);
        const auto model = f.open();
        const qint64 wanted = model->message(0).row - 240; // "100"
        QSignalSpy shows(model.get(), &TimelineModel::showsMessage);
        model->showAround(wanted);
        f.settle();
        QCOMPARE(shows.size(), 1);
        QCOMPARE(bodies(*model), numbers(41, 161));
        QVERIFY(!model->isAtEnd() && !model->isAtBeginning());
        f.remember(400, 401); // is not there yet
        QCOMPARE(bodies(*model), numbers(41, 161));
        model->showAround(wanted + 1); // which is
        QCOMPARE(shows.size(), 2);
        QCOMPARE(bodies(*model), numbers(41, 161));
        while (!model->isAtEnd()) {
            model->loadNewer();
            f.settle();
        }
        QCOMPARE(bodies(*model), numbers(41, 401));
        f.remember(401, 402);
        QCOMPARE(bodies(*model), numbers(41, 402));
        model->loadOlder();
        f.settle();
        QCOMPARE(bodies(*model), numbers(0, 402));
    }

    void newestAreAStepAway()
    {
        Fixture f;
        f.remember(0, 400);
        const auto model = f.open();
        model->showAround(model->message(0).row - 240);
        f.settle();
        f.remember(400, 401);
        model->showNewest();
        f.settle();
        f.remember(401, 402);
        QCOMPARE(bodies(*model), numbers(341, 402));
        QVERIFY(model->isAtEnd());
        model->showNewest(); // is no journey
        f.settle();
        QCOMPARE(bodies(*model), numbers(341, 402));
        model->showAround(model->message(0).row - 240);
        model->showNewest(); // was said later
        f.settle();
        QCOMPARE(bodies(*model), numbers(341, 402));
        QVERIFY(model->isAtEnd());
    }

    void whatCameWhileOldOnesWereReadIsNew()
    {
        Fixture f;
        f.remember(0, 400);
        f.conversations.markRead(f.juliet(), f.conversations.summary(f.juliet()).lastRow);
        f.settle();
        const auto model = f.open();
        model->showAround(model->message(0).row - 240);
        f.settle();
        f.remember(400, 402);
        model->showNewest();
        f.settle();
        QCOMPARE(model->newLineAfter(), model->message(model->rowCount() - 3).row);
    }

    void placeIsChangedWhileAPageIsOnItsWay()
    {
        Fixture f;
        f.remember(0, 400);
        const auto model = f.open();
        model->loadOlder();
        model->showAround(model->message(0).row - 240);
        f.settle();
        QCOMPARE(bodies(*model), numbers(41, 161)); // and nothing of what was asked for before
        model->loadNewer();
        model->showNewest();
        f.settle();
        QCOMPARE(bodies(*model), numbers(340, 400));
    }

    void newestPageComesFirstAndOlderOnesOnDemand()
    {
        Fixture f;
        f.remember(0, 150);
        const auto model = f.open();
        QCOMPARE(model->rowCount(), 60);
        QCOMPARE(bodies(*model), numbers(90, 150));
        while (!model->isAtBeginning()) {
            model->loadOlder();
            f.settle();
        }
        QCOMPARE(bodies(*model), numbers(0, 150));
    }

    void emptyConversationIsLoadedToo()
    {
        Fixture f;
        TimelineModel model(f.juliet(), f.conversations);
        QSignalSpy loaded(&model, &TimelineModel::loaded);
        f.settle();
        QCOMPARE(loaded.size(), 1);
        QVERIFY(model.isAtBeginning());
        QCOMPARE(model.lastRow(), qint64(0));
    }

    void whatArrivesWhileThePageIsOnItsWayIsThereOnce()
    {
        Fixture f;
        f.remember(0, 70);
        TimelineModel model(f.juliet(), f.conversations);
        f.remember(70, 75);
        f.settle();
        model.loadOlder();
        f.settle();
        QCOMPARE(bodies(model), numbers(0, 75));
    }

    void otherConversationsDoNotMatter()
    {
        Fixture f;
        f.remember(0, 3);
        const auto model = f.open();
        f.say(f.chatWith("nurse"), "not for Juliet");
        QCOMPARE(bodies(*model), numbers(0, 3));
    }

    void changedMessageIsChangedInPlace()
    {
        Fixture f;
        f.record({ f.outgoing(f.juliet(), "0") });
        f.remember(1, 3);
        const auto model = f.open();
        QSignalSpy changed(model.get(), &QAbstractItemModel::dataChanged);
        const QList<qint64> rows { model->message(0).row };
        const auto changes = f.awaited(f.store.call([rows](Store &store) {
            return store.messages().setDelivery(rows, ChatMessage::Delivery::Failed, "gone");
        }));
        f.conversations.apply(*changes);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(model->message(0).delivery, ChatMessage::Delivery::Failed);
        QCOMPARE(bodies(*model), numbers(0, 3));
    }

    void newLineIsWhereReadingStopped()
    {
        Fixture f;
        f.remember(0, 4);
        const qint64 read = f.stored(f.juliet())[1].row;
        f.conversations.markRead(f.juliet(), read);
        f.settle();
        const auto model = f.open();
        QCOMPARE(model->newLineAfter(), read);
        QSignalSpy moved(model.get(), &TimelineModel::separatorsMoved);
        model->forgetNewLine();
        model->forgetNewLine();
        QCOMPARE(moved.size(), 1);
        QCOMPARE(model->newLineAfter(), std::nullopt);
    }

    void newLineIsWhereTheFirstUnseenCame()
    {
        Fixture f;
        f.remember(0, 3);
        f.conversations.markRead(f.juliet(), f.stored(f.juliet()).last().row);
        f.settle();
        const auto model = f.open();
        QCOMPARE(model->newLineAfter(), std::nullopt);
        const auto arrive = [&](int number) {
            f.remember(number, number + 1);
            model->noteUnseen(model->rowCount() - 1);
        };
        arrive(3);
        const qint64 first = model->message(2).row;
        QCOMPARE(model->newLineAfter(), first);
        arrive(4);
        QCOMPARE(model->newLineAfter(), first);
        model->noteSeen();
        QCOMPARE(model->newLineAfter(), first); // for orientation
        arrive(5);
        QCOMPARE(model->newLineAfter(), model->message(4).row);
    }

    void gapsOfRoomsAndOfTheAccountAreApart()
    {
        Fixture f;
        const ConversationId garden { f.juliet().account, Jid::orNull(u"garden@chat.capulet.lit") };
        const auto said = [&](const ConversationId &chat, ChatKind kind) {
            ChatMessage message = f.incoming(chat, "anon");
            message.kind = kind;
            f.record({ message });
            return f.conversations.summary(chat).lastRow;
        };
        const qint64 top = said(f.juliet(), ChatKind::Person);
        said(f.juliet(), ChatKind::Person);
        const qint64 last = said(garden, ChatKind::Room);
        said(garden, ChatKind::Room);
        ArchiveGap own; // between the two of juliet's
        own.id = 1;
        own.top = top;
        own.older = "a1";
        ArchiveGap room = own; // between the two in the garden
        room.id = 2;
        room.room = garden.peer;
        room.top = last;
        ArchiveGap hall = room; // of a room that is not looked at
        hall.id = 3;
        hall.room = Jid::orNull(u"hall@chat.capulet.lit");
        ArchiveGap before; // that all of the account's
        before.id = 4;
        const auto shownIn = [&](const ConversationId &chat) {
            TimelineModel model(chat, f.conversations);
            f.settle();
            model.setGaps({ hall, room, own, before }, { 2 });
            QList<qint64> gaps;
            for (int row = 0; row < model.rowCount(); ++row) {
                const auto missing = model.missingAbove(row);
                gaps.append(missing ? missing->gap : 0);
            }
            return gaps << (model.missingAtEnd() ? 1 : 0);
        };
        QCOMPARE(shownIn(f.juliet()), QList<qint64>({ 4, 1, 0 }));
        QCOMPARE(shownIn(garden), QList<qint64>({ 0, 2, 0 }));
        room.older.clear();
        room.top = last - 1; // before the first
        TimelineModel model(garden, f.conversations);
        f.settle();
        model.setGaps({ hall, room, own, before }, { 2 });
        QVERIFY(model.missingAbove(0)->isBeforeAll); // that was said there
        QCOMPARE(model.missingAbove(0)->state, TimelineModel::MissingPart::State::Filling);
    }

    void quoteInARoomFollowsTheRoomsId()
    {
        Fixture f;
        const ConversationId garden { f.juliet().account, Jid::orNull(u"garden@chat.capulet.lit") };
        const auto said = [&](const QString &body, const QString &archiveId) {
            ChatMessage message = f.incoming(garden, body);
            message.kind = ChatKind::Room;
            message.nick = "nurse";
            message.occupant = "id-of-nurse";
            message.archiveId = archiveId;
            return message;
        };
        ChatMessage answer = said("peace", "a3");
        answer.quote = Quote { "a1", "anon" };
        ChatMessage mimic = said("a pox", "a2");
        mimic.stanzaId = "a1";
        f.record({ said("anon", "a1"), mimic, answer });
        TimelineModel model(garden, f.conversations);
        f.settle();
        QCOMPARE(model.message(2).quote->text, QString("anon"));
        QCOMPARE(model.message(2).quote->nick, QString("nurse"));
        ChatMessage taken = said({}, "a4");
        taken.purpose = ChatMessage::Purpose::Moderation;
        taken.about = "a2";
        f.record({ taken });
        QVERIFY(model.message(1).isRetracted() && !model.message(2).quote->isRetracted);
        taken.about = "a1";
        taken.archiveId = "a5";
        taken.stanzaId = "s5";
        f.record({ taken });
        QVERIFY(model.message(2).quote->isRetracted);
        QCOMPARE(model.message(2).quote->said, QString());
    }

    void draftSurvivesAnswersThatWereUnderWay()
    {
        Fixture f;
        f.remember(0, 2);
        f.conversations.markRead(f.juliet(), f.stored(f.juliet()).last().row);
        f.conversations.setDraft(f.juliet(), { "But soft!" });
        f.settle();
        QCOMPARE(f.conversations.summary(f.juliet()).draft.text, QString("But soft!"));
    }

    void draftOfANewChatSurvivesItsCreation()
    {
        Fixture f;
        f.conversations.open(f.juliet());
        f.conversations.setDraft(f.juliet(), { "But soft!" });
        f.settle();
        QCOMPARE(f.conversations.summary(f.juliet()).draft.text, QString("But soft!"));
    }
};

QTEST_GUILESS_MAIN(TestTimelineModel)
#include "tst_timeline_model.moc"
