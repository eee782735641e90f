// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/window_world.h"

#include "widgets/composer.h"
#include "widgets/conversation_view.h"
#include "widgets/dialogs.h"
#include "widgets/edit_banner.h"
#include "widgets/message_actions.h"
#include "widgets/timeline_view.h"
#include "widgets/versions_dialog.h"

#include <QMenu>
#include <QPlainTextEdit>
#include <QTextEdit>
#include <QToolButton>

using namespace natter;
using Purpose = ChatMessage::Purpose;

/// Messages that are out are edited and retracted, by keyboard alone.
class TestMessageEditing : public QObject
{
    Q_OBJECT

    struct Yes : Dialogs
    {
        QStringList asked;
        void confirm(QWidget *, const QString &title, const QString &, const QString &,
                     const std::function<void()> &confirmed) override
        {
            asked.append(title);
            confirmed();
        }
    };

    struct Fixture : WindowWorld
    {
        Fixture()
        {
            addRomeo();
            ChatMessage own = outgoing(juliet(), "Good morow");
            own.stanzaId = "o1";
            record({ incoming(juliet(), "Who is there?"), own, incoming(juliet(), "Ay me") });
            view.resize(600, 500);
            view.show();
            QApplication::setActiveWindow(&view);
            view.open(juliet());
            settle();
            view.focusComposer();
        }
        Composer &composer() { return *view.findChild<Composer *>(); }
        EditBanner &banner() { return *view.findChild<EditBanner *>(); }
        TimelineView &timeline() { return *view.findChild<TimelineView *>(); }
        void press(Qt::Key key) { QTest::keyClick(composer().editor(), key); }
        void type(const QString &text) { QTest::keyClicks(composer().editor(), text); }
        QStringList said()
        {
            QStringList texts;
            const auto all = stored(juliet());
            for (const ChatMessage &message : all) {
                texts.append(message.isRetracted() ? QStringLiteral("-") : message.body);
            }
            return texts;
        }
        /// From the menu of the message in that row, which the keyboard opens.
        void choose(int row, const QString &entry)
        {
            Q_EMIT timeline().contextMenuRequested(timeline().model()->message(row), QPoint(), {});
            auto *menu = view.findChild<QMenu *>(QString(), Qt::FindDirectChildrenOnly);
            QVERIFY(menu);
            for (QAction *action : menu->actions()) {
                if (action->text() == entry) {
                    action->trigger();
                    menu->close();
                    settle();
                    return;
                }
            }
            menu->close();
            QFAIL(qPrintable("no entry " + entry));
        }

        Yes dialogs;
        ConversationView view { services, dialogs };
    };

private Q_SLOTS:
    void arrowUpEditsTheLastOfOurs()
    {
        Fixture f;
        f.press(Qt::Key_Up);
        QVERIFY(f.banner().isVisible());
        QCOMPARE(f.composer().text(), QString("Good morow"));
        QCOMPARE(f.banner().accessibleName(), QString("Editing: Good morow"));
        f.press(Qt::Key_Left);
        f.press(Qt::Key_Left);
        f.type("r");
        f.press(Qt::Key_Return);
        QVERIFY(!f.banner().isVisible());
        QCOMPARE(f.composer().text(), QString());
        QCOMPARE(f.said(), QStringList({ "Who is there?", "Good morrow", "Ay me" }));
        QVERIFY(f.timeline().rowText(1).contains("edited: "));
    }

    void arrowUpMovesInWhatIsWritten()
    {
        Fixture f;
        f.type("two");
        f.press(Qt::Key_Up);
        QVERIFY(!f.banner().isVisible());
        QCOMPARE(f.composer().text(), QString("two"));
    }

    void escapeBringsBackWhatWasWritten()
    {
        Fixture f;
        f.type("half a thought");
        f.choose(1, "Edit");
        QCOMPARE(f.composer().text(), QString("Good morow"));
        f.type(" to thee");
        f.press(Qt::Key_Escape);
        QVERIFY(!f.banner().isVisible());
        QCOMPARE(f.composer().text(), QString("half a thought"));
        QCOMPARE(f.conversations.summary(f.juliet()).draft.text, QString("half a thought"));
        QCOMPARE(f.said(), QStringList({ "Who is there?", "Good morow", "Ay me" }));
    }

    void editIsThereWhenTheChatIsOpenedAgain()
    {
        Fixture f;
        f.type("a draft");
        f.choose(1, "Edit");
        f.type(", fair sun");
        f.view.open(f.chatWith("nurse"));
        QVERIFY(!f.banner().isVisible());
        QCOMPARE(f.composer().text(), QString());
        f.view.open(f.juliet());
        QVERIFY(f.banner().isVisible());
        QCOMPARE(f.composer().text(), QString("Good morow, fair sun"));
        f.press(Qt::Key_Escape);
        QCOMPARE(f.composer().text(), QString("a draft"));
    }

    void editThatCannotBeStoredIsNotLost()
    {
        Fixture f;
        f.press(Qt::Key_Up);
        f.type("!");
        f.breakStore();
        f.press(Qt::Key_Return);
        f.settle();
        QVERIFY(f.banner().isVisible());
        QCOMPARE(f.composer().text(), QString("Good morow!"));
    }

    void retractionIsAskedFor()
    {
        Fixture f;
        f.choose(1, QString::fromUtf8("Retract\u2026"));
        QCOMPARE(f.dialogs.asked, QStringList { "Retract this message?" });
        QCOMPARE(f.said(), QStringList({ "Who is there?", "-", "Ay me" }));
        QVERIFY(f.timeline().rowText(1).contains("You retracted this message"));
    }

    void whatOthersSaidIsNotOursToChange()
    {
        Fixture f;
        auto &timeline = f.timeline();
        Q_EMIT timeline.contextMenuRequested(timeline.model()->message(0), QPoint(), {});
        auto *menu = f.view.findChild<QMenu *>(QString(), Qt::FindDirectChildrenOnly);
        QVERIFY(menu);
        for (QAction *action : menu->actions()) {
            QVERIFY(action->text() != "Edit" && !action->text().startsWith("Retract"));
        }
        menu->close();
        MessageActions actions;
        actions.setMessage(timeline.model()->message(0));
        actions.show();
        const auto buttons = actions.findChildren<QToolButton *>();
        for (QToolButton *button : buttons) {
            QVERIFY(button->toolTip() != "Edit" || !button->isVisible());
        }
    }

    void earlierVersionsAreShown()
    {
        Fixture f;
        f.press(Qt::Key_Up);
        f.type("<b>!</b>");
        f.press(Qt::Key_Return);
        f.settle();
        f.choose(1, QString::fromUtf8("Earlier versions\u2026"));
        QTRY_VERIFY(f.view.findChild<VersionsDialog *>());
        const QString text = f.view.findChild<VersionsDialog *>()->findChild<QTextEdit *>()->toPlainText();
        QVERIFY2(text.contains("Good morow<b>!</b>\n") && text.endsWith("at first\nGood morow"), qPrintable(text));
    }

    void refusedEditIsShownWithWhatWasTyped()
    {
        Fixture f;
        ChatMessage edit = f.outgoing(f.juliet(), "Good morrow");
        edit.stanzaId = "o2";
        edit.delivery = ChatMessage::Delivery::Written;
        edit.purpose = Purpose::Correction;
        edit.about = "o1";
        edit.edited = edit.time;
        f.record({ edit });
        auto &model = *f.timeline().model();
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.message(1).body, QString("Good morrow"));
        f.conversations.apply(f.awaited(f.store.call([](Store &opened) {
                                   return opened.messages().fail(Fixture::juliet(), "o2", "forbidden");
                               })).value());
        QCOMPARE(model.rowCount(), 4);
        QCOMPARE(model.message(1).body, QString("Good morow"));
        QCOMPARE(model.message(3).body, QString("Good morrow"));
        QCOMPARE(model.message(3).delivery, ChatMessage::Delivery::Failed);
    }

    void theirChangesAreShownAtOnce()
    {
        Fixture f;
        ChatMessage first = f.incoming(f.juliet(), "airlock");
        first.stanzaId = "j1";
        f.record({ first });
        ChatMessage change = f.incoming(f.juliet(), "window");
        change.stanzaId = "j2";
        change.purpose = Purpose::Correction;
        change.about = "j1";
        f.record({ change });
        auto &model = *f.timeline().model();
        QCOMPARE(model.rowCount(), 4);
        QCOMPARE(model.message(3).body, QString("window"));
        QCOMPARE(f.conversations.summary(f.juliet()).lastBody, QString("window"));
        change.stanzaId = "j3";
        change.purpose = Purpose::Retraction;
        change.body.clear();
        f.record({ change });
        QCOMPARE(model.rowCount(), 4);
        QCOMPARE(model.data(model.index(3), Qt::DisplayRole).toString(), QString("This message was retracted"));
    }
};

QTEST_MAIN(TestMessageEditing)
#include "tst_message_editing.moc"
