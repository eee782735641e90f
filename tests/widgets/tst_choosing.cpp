// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/window_world.h"

#include "widgets/choice_bar.h"
#include "widgets/composer.h"
#include "widgets/conversation_view.h"
#include "widgets/dialogs.h"
#include "widgets/forward_dialog.h"
#include "widgets/main_window.h"
#include "widgets/message_details_dialog.h"
#include "widgets/timeline_view.h"

#include <QCheckBox>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPushButton>

using namespace natter;

/// Several messages are chosen, and copied, forwarded or deleted together.
class TestChoosing : public QObject
{
    Q_OBJECT

    struct Answers : Dialogs
    {
        void confirm(QWidget *, const QString &title, const QString &, const QString &,
                     const std::function<void()> &agreed) override
        {
            asked.append(title);
            agreed();
        }

        QStringList asked;
    };

    struct Fixture : WindowWorld
    {
        Fixture()
        {
            addRomeo();
            QList<ChatMessage> said;
            for (const char *body : { "Who is there?", "Good morrow", "Speak again", "O me" }) {
                const bool theirs = said.size() % 2 == 0;
                said.append(theirs ? incoming(juliet(), body) : outgoing(juliet(), body));
                said.last().stanzaId = "m" + QString::number(said.size());
            }
            record(said);
            window = std::make_unique<MainWindow>(services, dialogs);
            window->resize(900, 600);
            window->show();
            QApplication::setActiveWindow(window.get());
            window->openConversation(juliet());
            settle();
        }
        ConversationView &view() { return *window->findChild<ConversationView *>(); }
        TimelineView &timeline() { return *view().findChild<TimelineView *>(); }
        ChoiceBar &bar() { return *view().findChild<ChoiceBar *>(); }
        Composer &composer() { return *view().findChild<Composer *>(); }
        void press(int key, Qt::KeyboardModifiers modifiers = {})
        {
            QTest::keyClick(&timeline(), static_cast<Qt::Key>(key), modifiers);
        }
        void click(int row, Qt::KeyboardModifiers modifiers = {})
        {
            const QPoint place = timeline().bubbleRect(row).topLeft() + QPoint(14, 12);
            QTest::mouseClick(timeline().viewport(), Qt::LeftButton, modifiers, place);
        }
        void clickButton(const QString &text)
        {
            for (QPushButton *button : bar().findChildren<QPushButton *>()) {
                if (button->toolTip() == text) {
                    button->click();
                    return;
                }
            }
            QFAIL(qPrintable("no button " + text));
        }
        QStringList chosen()
        {
            QStringList bodies;
            for (int row = 0; row < timeline().model()->rowCount(); ++row) {
                if (timeline().isChosen(row)) {
                    bodies.append(timeline().model()->message(row).body);
                }
            }
            return bodies;
        }
        ForwardDialog *forwarding() { return window->findChild<ForwardDialog *>(); }

        Answers dialogs;
        std::unique_ptr<MainWindow> window;
    };

private Q_SLOTS:
    void byKeyboardAlone()
    {
        Fixture f;
        f.view().focusTimeline(); // at the newest
        f.press(Qt::Key_Space);
        QCOMPARE(f.chosen(), QStringList { "O me" });
        QVERIFY(f.bar().isVisible());
        QVERIFY(!f.composer().isVisible());
        f.press(Qt::Key_Up);
        f.press(Qt::Key_Up);
        f.press(Qt::Key_Space, Qt::ShiftModifier);
        QCOMPARE(f.chosen(), QStringList({ "Good morrow", "Speak again", "O me" }));
        f.press(Qt::Key_Space);
        QCOMPARE(f.chosen(), QStringList({ "Speak again", "O me" }));
        f.press(Qt::Key_C, Qt::ControlModifier);
        const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n');
        QCOMPARE(lines.size(), 2);
        QVERIFY2(lines[0].endsWith("Speak again") && lines[1].endsWith("You: O me"), qPrintable(lines.join(u'\n')));
        f.press(Qt::Key_Escape);
        QCOMPARE(f.chosen(), QStringList());
        QVERIFY(!f.bar().isVisible());
        QVERIFY(f.composer().isVisible());
    }

    void byMouse()
    {
        Fixture f;
        f.click(1);
        QCOMPARE(f.chosen(), QStringList()); // an ordinary click
        f.click(1, Qt::ControlModifier);
        QCOMPARE(f.chosen(), QStringList { "Good morrow" });
        f.click(3);
        f.click(0, Qt::ShiftModifier);
        QCOMPARE(f.chosen().size(), 4);
        f.click(3);
        QCOMPARE(f.chosen(), QStringList({ "Who is there?", "Good morrow", "Speak again" }));
        QVERIFY(f.bar().findChild<QLabel *>()->text().contains("3"));
        f.clickButton("Cancel");
        QCOMPARE(f.chosen(), QStringList());
    }

    void whatIsChosenMakesRoomForItsSigns()
    {
        Fixture f;
        const int before = f.timeline().bubbleRect(0).left();
        f.click(0, Qt::ControlModifier);
        QVERIFY(f.timeline().bubbleRect(0).left() > before);
        f.press(Qt::Key_Escape);
        QCOMPARE(f.timeline().bubbleRect(0).left(), before);
    }

    void allAreDeletedTogether()
    {
        Fixture f;
        f.click(0, Qt::ControlModifier);
        f.click(2);
        f.press(Qt::Key_Delete);
        QCOMPARE(f.dialogs.asked, QStringList { "Delete 2 messages here?" });
        QTRY_COMPARE(f.timeline().model()->rowCount(), 2);
        QVERIFY(!f.bar().isVisible());
        QVERIFY(f.composer().isVisible());
    }

    void messageThatGoesIsNoLongerChosen()
    {
        Fixture f;
        f.click(0, Qt::ControlModifier);
        f.click(1);
        f.services.keeper.remove(Fixture::juliet(), { f.timeline().model()->message(0).row });
        QTRY_COMPARE(f.timeline().model()->rowCount(), 3);
        QCOMPARE(f.chosen(), QStringList { "Good morrow" });
        QVERIFY(f.bar().findChild<QLabel *>()->text().startsWith("1 "));
    }

    void noMoreThanTheMost()
    {
        Fixture f;
        QList<ChatMessage> many;
        for (int i = 0; i < 150; ++i) {
            many.append(Fixture::incoming(Fixture::juliet(), QString::number(i)));
            many.last().stanzaId = "n" + QString::number(i);
        }
        f.record(many.mid(0, 75)); // of very many at once only those in sight are kept
        f.record(many.mid(75));
        QTRY_VERIFY(f.timeline().model()->rowCount() > 120);
        f.view().focusTimeline();
        f.press(Qt::Key_Space);
        for (int i = 0; i < 120; ++i) {
            f.press(Qt::Key_Up);
        }
        f.press(Qt::Key_Space, Qt::ShiftModifier);
        QCOMPARE(f.chosen().size(), MessageChoice::most);
        QCOMPARE(f.chosen().last(), QString("149")); // those next to the first
    }

    void forwardedWithNamesIntoTheComposerOfAnotherChat()
    {
        Fixture f;
        const ConversationId nurse = Fixture::chatWith("nurse");
        f.record({ Fixture::incoming(nurse, "Anon") });
        f.click(0, Qt::ControlModifier);
        f.click(1);
        f.clickButton(QString::fromUtf8("Forward\u2026"));
        QVERIFY(f.forwarding());
        auto *search = f.forwarding()->findChild<QLineEdit *>();
        QTest::keyClicks(search, "nurse");
        auto *list = f.forwarding()->findChild<QListView *>();
        QTRY_COMPARE(list->currentIndex().data(ChatListModel::IdRole).value<ConversationId>(), nurse);
        QTest::keyClick(search, Qt::Key_Return);
        QTRY_COMPARE(f.view().id(), nurse);
        const QString text = f.composer().text();
        QVERIFY2(text.contains(":\n> Who is there?\n") && text.endsWith(":\n> Good morrow"), qPrintable(text));
        f.settle();
        QCOMPARE(f.stored(nurse).size(), 1); // nothing is sent by itself
    }

    void forwardedWithoutNames()
    {
        Fixture f;
        f.click(1, Qt::ControlModifier);
        f.clickButton(QString::fromUtf8("Forward\u2026"));
        f.forwarding()->findChild<QCheckBox *>()->setChecked(false);
        QTest::keyClicks(f.forwarding()->findChild<QLineEdit *>(), "juliet");
        auto *list = f.forwarding()->findChild<QListView *>();
        QTRY_COMPARE(list->currentIndex().data(ChatListModel::IdRole).value<ConversationId>(), Fixture::juliet());
        QTest::keyClick(f.forwarding()->findChild<QLineEdit *>(), Qt::Key_Return);
        QTRY_COMPARE(f.composer().text(), QString("Good morrow"));
        QVERIFY(f.composer().isVisible());
    }

    void whatIsForwardedIsNoCommand()
    {
        Fixture f;
        f.record({ Fixture::incoming(Fixture::juliet(), "/status offline") });
        f.view().insert("/status offline");
        QCOMPARE(f.composer().text(), QString("/say /status offline"));
        f.view().insert("Good night");
        QCOMPARE(f.composer().text(), QString("/say /status offline\nGood night"));
    }

    void quotationIsLeftTheWayOneCame()
    {
        Fixture f;
        QList<ChatMessage> many;
        for (int i = 0; i < 60; ++i) {
            many.append(Fixture::incoming(Fixture::juliet(), QString::number(i)));
            many.last().stanzaId = "n" + QString::number(i);
        }
        ChatMessage answer = Fixture::incoming(Fixture::juliet(), "To the first");
        answer.stanzaId = "answer";
        answer.quote = Quote { "m1", {} };
        many.append(answer);
        f.record(many);
        auto *timeline = &f.timeline();
        QTRY_VERIFY(timeline->isAtLiveEdge());
        const ChatMessage last = timeline->model()->message(timeline->model()->rowCount() - 1);
        QVERIFY(last.quote && last.quote->row != 0);
        Q_EMIT timeline->quoteClicked(last);
        QTRY_VERIFY(!timeline->isAtLiveEdge());
        QPushButton *jump = nullptr;
        for (QPushButton *button : timeline->findChildren<QPushButton *>()) {
            jump = button->text().startsWith("Back to the reply") ? button : jump;
        }
        QVERIFY(jump && jump->isVisible());
        jump->click();
        QTRY_VERIFY(timeline->isAtLiveEdge());
    }

    void keysMeanWhatIsInSight()
    {
        Fixture f;
        f.view().focusTimeline();
        f.press(Qt::Key_Up);
        f.press(Qt::Key_Up); // an old one
        QList<ChatMessage> many;
        for (int i = 0; i < 60; ++i) {
            many.append(Fixture::incoming(Fixture::juliet(), QString::number(i)));
            many.last().stanzaId = "n" + QString::number(i);
        }
        f.record(many);
        QTRY_VERIFY(f.timeline().isAtLiveEdge());
        f.press(Qt::Key_Space);
        QCOMPARE(f.chosen(), QStringList { "59" });
        f.press(Qt::Key_Up, Qt::ShiftModifier);
        QCOMPARE(f.chosen(), QStringList({ "58", "59" }));
        QVERIFY(!f.timeline().hasSelection());
    }

    void choiceStaysIfNobodyIsForwardedTo()
    {
        Fixture f;
        f.click(1, Qt::ControlModifier);
        f.clickButton(QString::fromUtf8("Forward\u2026"));
        f.forwarding()->reject();
        QCOMPARE(f.chosen(), QStringList { "Good morrow" });
    }

    void detailsTellWhatIsKnown()
    {
        Fixture f;
        Q_EMIT f.timeline().contextMenuRequested(f.timeline().model()->message(1), QPoint(), {});
        auto *menu = f.view().findChild<QMenu *>(QString(), Qt::FindDirectChildrenOnly);
        QVERIFY(menu);
        for (QAction *action : menu->actions()) {
            if (action->text() == QString::fromUtf8("Details\u2026")) {
                action->trigger();
            }
        }
        menu->close();
        auto *details = f.view().findChild<MessageDetailsDialog *>();
        QVERIFY(details);
        QStringList texts;
        for (const QLabel *label : details->findChildren<QLabel *>()) {
            texts.append(label->text());
        }
        QVERIFY2(texts.contains("m2") && texts.contains(Fixture::juliet().peer.toString()),
                 qPrintable(texts.join(u'\n')));
    }

    void keysAnswerTheLastThatTheySaidOrTheOneInFocus()
    {
        Fixture f;
        f.view().focusComposer();
        QTest::keyClick(f.composer().editor(), Qt::Key_R, Qt::ControlModifier);
        QVERIFY(f.composer().beingAnswered());
        QCOMPARE(f.composer().beingAnswered()->body, QString("Speak again"));
        f.view().focusTimeline();
        f.press(Qt::Key_Up);
        f.press(Qt::Key_Up);
        f.press(Qt::Key_R, Qt::ControlModifier);
        QCOMPARE(f.composer().beingAnswered()->body, QString("Good morrow"));
    }
};

QTEST_MAIN(TestChoosing)
#include "tst_choosing.moc"
