// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/window_world.h"

#include "widgets/composer.h"
#include "widgets/conversation_view.h"
#include "widgets/dialogs.h"
#include "widgets/edit_banner.h"
#include "widgets/message_reacting.h"
#include "widgets/reaction_choice.h"
#include "widgets/reactions_dialog.h"
#include "widgets/timeline_view.h"
#include "widgets/treatment_menu.h"

#include <QMenu>
#include <QPlainTextEdit>
#include <QToolButton>
#include <QTreeWidget>

using namespace natter;
using Purpose = ChatMessage::Purpose;

/// Messages are answered with words and emoji, by keyboard alone, and drafts keep what they answer.
class TestAnswering : public QObject
{
    Q_OBJECT

    struct Fixture : WindowWorld
    {
        Fixture()
        {
            addRomeo();
            ChatMessage theirs = incoming(juliet(), "Who is there?");
            theirs.stanzaId = "j1";
            ChatMessage own = outgoing(juliet(), "Good morrow");
            own.stanzaId = "o1";
            record({ theirs, own });
            view = std::make_unique<ConversationView>(services, dialogs);
            view->resize(600, 500);
            view->show();
            QApplication::setActiveWindow(view.get());
            view->open(juliet());
            settle();
            view->focusComposer();
        }
        Composer &composer() { return *view->findChild<Composer *>(); }
        EditBanner &banner() { return *view->findChild<EditBanner *>(); }
        TimelineView &timeline() { return *view->findChild<TimelineView *>(); }
        void press(Qt::Key key) { QTest::keyClick(composer().editor(), key); }
        void type(const QString &text) { QTest::keyClicks(composer().editor(), text); }
        const ChatMessage &message(int row) { return timeline().model()->message(row); }
        void choose(int row, const QString &entry)
        {
            Q_EMIT timeline().contextMenuRequested(message(row), QPoint(), {});
            auto *menu = view->findChild<QMenu *>(QString(), Qt::FindDirectChildrenOnly);
            QVERIFY(menu);
            for (QAction *action : menu->actions()) {
                if (action->text() == entry) {
                    menu->close(); // as a click does first
                    action->trigger();
                    settle();
                    return;
                }
            }
            menu->close();
            QFAIL(qPrintable("no entry " + entry));
        }

        Dialogs dialogs;
        std::unique_ptr<ConversationView> view;
    };

private Q_SLOTS:
    void replyFromTheMenu()
    {
        Fixture f;
        f.choose(0, "Reply");
        QVERIFY(f.banner().isVisible());
        f.type("It is I");
        f.press(Qt::Key_Return);
        f.settle();
        QVERIFY(!f.banner().isVisible());
        QCOMPARE(f.timeline().model()->rowCount(), 3);
        QVERIFY(f.message(2).quote);
        QCOMPARE(f.message(2).quote->text, QString("Who is there?"));
        QVERIFY2(f.timeline().rowText(2).contains("in reply to: Who is there?"), qPrintable(f.timeline().rowText(2)));
        f.type("And I");
        f.press(Qt::Key_Return);
        f.settle();
        QVERIFY(!f.message(3).quote);
    }

    void replyToWhatIsTakenBackIsNone()
    {
        Fixture f;
        f.choose(0, "Reply");
        f.type("It is I");
        ChatMessage retraction = f.message(0);
        retraction.purpose = ChatMessage::Purpose::Retraction;
        retraction.about = retraction.stanzaId;
        retraction.stanzaId = "r1";
        retraction.archiveId.clear();
        f.record({ retraction });
        f.settle();
        QVERIFY(f.message(0).isRetracted());
        QVERIFY(!f.banner().isVisible());
        QCOMPARE(f.composer().text(), QString("It is I"));
    }

    void escapeLeavesTheReplyAndKeepsTheText()
    {
        Fixture f;
        f.choose(0, "Reply");
        f.type("It is I");
        f.press(Qt::Key_Escape);
        QVERIFY(!f.banner().isVisible());
        QCOMPARE(f.composer().text(), QString("It is I"));
    }

    void editStandsBeforeTheReply()
    {
        Fixture f;
        f.choose(0, "Reply");
        f.type("It is I");
        f.choose(1, "Edit");
        QCOMPARE(f.composer().text(), QString("Good morrow"));
        f.press(Qt::Key_Escape);
        QVERIFY(f.banner().isVisible());
        QCOMPARE(f.composer().text(), QString("It is I"));
        f.press(Qt::Key_Escape);
        QVERIFY(!f.banner().isVisible());
    }

    void draftKeepsWhatItAnswersAcrossRuns()
    {
        Fixture f;
        f.choose(0, "Reply");
        f.type("It is I");
        f.view.reset(); // as when the program ends
        f.settle();
        QCOMPARE(f.conversations.summary(f.juliet()).draft, (Draft { "It is I", "j1" }));
        f.view = std::make_unique<ConversationView>(f.services, f.dialogs);
        f.view->show();
        f.view->open(f.juliet());
        f.settle();
        QTRY_VERIFY(f.banner().isVisible());
        QCOMPARE(f.composer().text(), QString("It is I"));
        QCOMPARE(f.composer().beingAnswered()->stanzaId, QString("j1"));
    }

    void editIsKeptAcrossRuns()
    {
        Fixture f;
        f.type("a draft");
        f.choose(1, "Edit");
        f.type(", fair sun");
        f.view.reset();
        f.settle();
        f.view = std::make_unique<ConversationView>(f.services, f.dialogs);
        f.view->show();
        f.view->open(f.juliet());
        f.settle();
        QTRY_VERIFY(f.banner().isVisible());
        QCOMPARE(f.composer().text(), QString("Good morrow, fair sun"));
        f.press(Qt::Key_Escape);
        QCOMPARE(f.composer().text(), QString("a draft"));
    }

    void editOfWhatIsGoneComesBackAsText()
    {
        Fixture f;
        f.choose(1, "Edit");
        f.type(", fair sun");
        f.view.reset();
        f.settle();
        const qint64 row = f.stored(f.juliet()).last().row;
        f.awaited(f.store.call([row](Store &opened) { return opened.removals().remove(Fixture::juliet(), { row }); }));
        f.view = std::make_unique<ConversationView>(f.services, f.dialogs);
        f.view->show();
        f.view->open(f.juliet());
        QTRY_COMPARE(f.composer().text(), QString("Good morrow, fair sun"));
        QVERIFY(!f.banner().isVisible());
        f.view.reset();
        QCOMPARE(f.conversations.summary(f.juliet()).draft, Draft { "Good morrow, fair sun" });
    }

    void quoteFollowsWhatItQuotes()
    {
        Fixture f;
        f.choose(0, "Reply");
        f.type("It is I");
        f.press(Qt::Key_Return);
        f.settle();
        ChatMessage change = f.incoming(f.juliet(), "Who goes there?");
        change.stanzaId = "j2";
        change.purpose = Purpose::Correction;
        change.about = "j1";
        change.edited = change.time;
        f.record({ change });
        QCOMPARE(f.message(2).quote->text, QString("Who goes there?"));
        change.stanzaId = "j3";
        change.purpose = Purpose::Retraction;
        change.body.clear();
        f.record({ change });
        QVERIFY(f.message(2).quote->isRetracted);
        QVERIFY(f.timeline().rowText(2).contains("in reply to: This message was retracted"));
    }

    void reactionByKeyAndBack()
    {
        Fixture f;
        Q_EMIT f.timeline().reactionRequested(f.message(0));
        auto *choice = f.view->findChild<ReactionChoice *>();
        QVERIFY(choice && choice->isVisible());
        QTest::keyClick(choice, Qt::Key_2);
        f.settle();
        QCOMPARE(f.message(0).reactions.size(), 1);
        QVERIFY(f.message(0).reactions.first().isOurs);
        const QString emoji = f.message(0).reactions.first().emoji;
        QVERIFY(f.timeline().rowText(0).contains(emoji + " You"));
        Q_EMIT f.timeline().reactionClicked(f.message(0), emoji);
        f.settle();
        QVERIFY(f.message(0).reactions.isEmpty());
    }

    void twoInHasteBothStay()
    {
        Fixture f;
        const ChatMessage message = f.message(0); // as it was before either
        auto *reacting = f.view->findChild<MessageReacting *>();
        reacting->toggle(message, "👍");
        reacting->toggle(message, "🎉");
        f.settle();
        QCOMPARE(f.message(0).reactions.size(), 2);
        reacting->toggle(f.message(0), "👍");
        f.settle();
        QCOMPARE(f.message(0).reactions.size(), 1);
        QCOMPARE(f.message(0).reactions.first().emoji, QString("🎉"));
    }

    void whatOneGaveIsOfferedToo()
    {
        ReactionChoice choice({}, { QString::fromUtf8("\U0001F422") }, nullptr);
        const auto buttons = choice.findChildren<QToolButton *>();
        const auto given = std::find_if(buttons.cbegin(), buttons.cend(),
                                        [](const QToolButton *button) { return button->isChecked(); });
        QVERIFY(given != buttons.cend() && *given != buttons.first());
        QCOMPARE((*given)->accessibleName(), QString::fromUtf8("\U0001F422"));
    }

    void choiceHidesWhatIsBehindIt()
    {
        const QString before = qApp->styleSheet();
        qApp->setStyleSheet(QStringLiteral("#reactionChoice { background: red; }"));
        ReactionChoice choice({}, {}, nullptr);
        choice.popUp({ 200, 200 });
        QImage picture(choice.size(), QImage::Format_ARGB32_Premultiplied);
        picture.fill(Qt::transparent);
        choice.render(&picture, {}, {}, QWidget::DrawWindowBackground); // without the buttons
        QCOMPARE(picture.pixelColor(choice.rect().center()).alpha(), 255);
        QVERIFY(!choice.mask().contains(QPoint(0, 0)));
        choice.hide();
        qApp->setStyleSheet(before);
    }

    void spoilerIsReadOnlyWhenItIsAskedFor()
    {
        Fixture f;
        ChatMessage hidden = f.incoming(f.juliet(), "They die");
        hidden.spoiler = "the end";
        f.record({ hidden });
        QCOMPARE(f.timeline().model()->data(f.timeline().model()->index(2), Qt::DisplayRole).toString(),
                 QString("Hidden message: the end"));
        QVERIFY(!f.timeline().rowText(2).contains("They die"));
    }

    void whoReactedIsShown()
    {
        Fixture f;
        f.choose(1, "Reply"); // there are no reactions yet
        Q_EMIT f.timeline().contextMenuRequested(f.message(0), QPoint(), {});
        auto *menu = f.view->findChild<QMenu *>(QString(), Qt::FindDirectChildrenOnly);
        for (const QAction *action : menu->actions()) {
            QVERIFY(action->text() != u"Reactions…"_qs);
        }
        delete menu;
        ChatMessage theirs = f.incoming(f.juliet(), u"\U0001F44D\n\U0001F602"_qs);
        theirs.purpose = Purpose::Reaction;
        theirs.about = "o1";
        f.record({ theirs });
        f.choose(1, u"Reactions…"_qs);
        const auto dialogOf = [&f] { return f.view->findChild<ReactionsDialog *>(); };
        QTRY_VERIFY(dialogOf());
        const auto *list = dialogOf()->findChild<QTreeWidget *>();
        QCOMPARE(list->topLevelItemCount(), 1);
        QCOMPARE(list->topLevelItem(0)->text(0), QString("juliet"));
        QCOMPARE(list->topLevelItem(0)->text(1), u"\U0001F44D \U0001F602"_qs);
        QVERIFY(list->currentItem()->data(0, Qt::AccessibleTextRole).toString().startsWith(u"juliet: \U0001F44D"_qs));
        QTest::keyClick(dialogOf(), Qt::Key_Return);
        QTRY_VERIFY(!dialogOf());
    }

    void actionNamesWhoActs()
    {
        Fixture f;
        f.record({ f.incoming(f.juliet(), "/me sighs"), f.outgoing(f.juliet(), "/me waves") });
        QVERIFY2(f.timeline().rowText(2).contains(" sighs") && !f.timeline().rowText(2).contains("/me"),
                 qPrintable(f.timeline().rowText(2)));
        QVERIFY(f.timeline().rowText(3).contains("romeo waves"));
    }

    void muteAndPinFromTheMenu()
    {
        Fixture f;
        QMenu menu;
        addTreatmentActions(menu, f.services, f.juliet(), f.view.get());
        QCOMPARE(menu.actions().first()->text(), QString("Pin"));
        menu.actions().first()->trigger();
        f.settle();
        QVERIFY(f.conversations.summary(f.juliet()).treatment.isPinned);
        QMenu *times = menu.actions()[1]->menu();
        QVERIFY(times);
        times->actions().last()->trigger();
        f.settle();
        const ChatTreatment treatment = f.conversations.summary(f.juliet()).treatment;
        QVERIFY(treatment.isPinned && treatment.isMuted(QDateTime::currentDateTimeUtc().addYears(100)));
    }

    void disclosureIsChosenForAChat()
    {
        Fixture f;
        QMenu menu;
        std::optional<Disclosure> chosen;
        addDisclosureActions(menu, {}, { true, true, true }, [&chosen](const Disclosure &own) { chosen = own; });
        QVERIFY(menu.actions()[1]->isChecked());
        menu.actions()[1]->trigger();
        QVERIFY(chosen);
        QCOMPARE(*chosen, (Disclosure { std::nullopt, false, std::nullopt }));
        QMenu ofRoom;
        addDisclosureActions(
            ofRoom, {}, { true, true, true }, [&chosen](const Disclosure &own) { chosen = own; }, ChatKind::Room);
        QCOMPARE(ofRoom.actions().size(), 3); // what was read, a line, and as usual
        chosen.reset();
        ofRoom.actions()[0]->trigger();
        QCOMPARE(chosen.value_or(Disclosure()), (Disclosure { std::nullopt, false, std::nullopt }));
    }
};

QTEST_MAIN(TestAnswering)
#include "tst_answering.moc"
