// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/window_world.h"

#include "widgets/composer.h"
#include "widgets/conversation_view.h"
#include "widgets/dialogs.h"
#include "widgets/edit_banner.h"
#include "widgets/later_dialog.h"
#include "widgets/main_window.h"
#include "widgets/notices_pane.h"
#include "widgets/send_time_dialog.h"
#include "widgets/timeline_view.h"

#include <QAccessible>
#include <QCalendarWidget>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QTimeEdit>
#include <QToolButton>

using namespace natter;
using State = LaterMessage::State;

/// Whoever wants something to arrive tomorrow writes it today.
class TestSendingLater : public QObject
{
    Q_OBJECT

    struct AgreeingDialogs : Dialogs
    {
        void confirm(QWidget *, const QString &, const QString &, const QString &,
                     const std::function<void()> &agreed) override
        {
            ++asked;
            agreed();
        }
        int asked = 0;
    };

    struct Fixture : WindowWorld
    {
        Fixture()
        {
            addRomeo();
            say(juliet(), "What is in a name");
            view.resize(700, 500);
            view.show();
            if (!QTest::qWaitForWindowActive(&view)) {
                qFatal("no window");
            }
            view.open(juliet());
            settle();
            view.focusComposer();
        }
        Composer &composer() { return *view.findChild<Composer *>(); }
        /// The bar above it; null if there is none.
        QPushButton *barButton()
        {
            for (QPushButton *button : view.findChildren<QPushButton *>()) {
                if (button->isVisible() && button->property("flat").toBool() && !button->icon().isNull()) {
                    return button;
                }
            }
            return nullptr;
        }
        /// What that says.
        QString bar()
        {
            const QPushButton *button = barButton();
            return button ? button->text() : QString();
        }
        void write(const QString &text) { QTest::keyClicks(composer().editor(), text); }
        /// The menu, by its keys.
        QMenu *menu()
        {
            QTest::keyClick(composer().editor(), Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
            return qobject_cast<QMenu *>(QApplication::activePopupWidget());
        }
        LaterMessage keep(const QString &text, const QDateTime &due, State state = State::Waits)
        {
            LaterMessage message;
            message.conversation = juliet();
            message.text = text;
            message.due = due.toUTC();
            message.state = state;
            const auto kept = awaited(store.call([message](Store &opened) { return opened.later().add(message); }));
            conversations.load();
            settle();
            return kept.value().message;
        }
        LaterDialog *dialog() { return view.findChild<LaterDialog *>(); }
        QPushButton *button(const QString &text)
        {
            for (QPushButton *candidate : dialog()->findChildren<QPushButton *>()) {
                if (candidate->text().remove(u'&') == text) {
                    return candidate;
                }
            }
            return nullptr;
        }

        AgreeingDialogs dialogs;
        ConversationView view { services, dialogs };
    };

    static QDateTime tomorrow() { return { QDate::currentDate().addDays(1), QTime(9, 0) }; }

private Q_SLOTS:
    void isKeptAndComesBackByTheKeyboardAlone()
    {
        Fixture f;
        f.write("A rose");
        QMenu *menu = f.menu();
        QVERIFY(menu);
        QVERIFY(menu->activeAction()); // the arrows and Enter are enough
        while (!menu->activeAction()->text().contains("tomorrow")) {
            QTest::keyClick(menu, Qt::Key_Down);
        }
        QTest::keyClick(menu, Qt::Key_Return);
        QTRY_COMPARE(f.later.all().size(), 1);
        QCOMPARE(f.later.all().first().text, QString("A rose"));
        QCOMPARE(f.later.all().first().due, tomorrow().toUTC());
        QCOMPARE(f.composer().text(), QString());
        QVERIFY(f.bar().contains("Tomorrow"));
        QVERIFY(f.stored(f.juliet()).size() == 1);
        f.settle();
        QCOMPARE(f.conversations.summary(f.juliet()).draft, Draft());

        f.view.activateWindow(); // the platform of the tests forgets it over a menu
        QVERIFY(QTest::qWaitForWindowActive(&f.view));
        for (int i = 0; i < 20 && !qobject_cast<QPushButton *>(QApplication::focusWidget()); ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backtab);
        }
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QVERIFY(f.dialog());
        QTRY_COMPARE(QApplication::activeWindow(), f.dialog());
        auto *list = f.dialog()->findChild<QListWidget *>();
        QVERIFY(list->hasFocus());
        QVERIFY(QAccessible::queryAccessibleInterface(list)->child(0)->text(QAccessible::Name).contains("A rose"));
        QTest::keyClick(f.dialog(), Qt::Key_E, Qt::AltModifier);
        QTRY_COMPARE(f.composer().text(), QString("A rose"));
        QVERIFY(f.later.all().isEmpty());
        QTRY_VERIFY(!f.dialog());
        QVERIFY(f.bar().isEmpty());
        f.write("!");
        QVERIFY(f.composer().text().endsWith("!"));
    }

    void anyOtherTimeIsChosenInADialog()
    {
        Fixture f;
        f.write("A rose");
        QMenu *menu = f.menu();
        menu->setActiveAction(menu->actions().constLast());
        QTest::keyClick(menu, Qt::Key_Return);
        auto *dialog = f.view.findChild<SendTimeDialog *>();
        QVERIFY(dialog);
        auto *calendar = dialog->findChild<QCalendarWidget *>();
        auto *send = dialog->findChild<QPushButton *>("send");
        QVERIFY(send->isEnabled());
        calendar->setSelectedDate(QDate::currentDate());
        dialog->findChild<QTimeEdit *>()->setTime(QTime(0, 0));
        QVERIFY(!send->isEnabled()); // midnight was before now
        calendar->setSelectedDate(QDate::currentDate().addDays(2));
        dialog->findChild<QTimeEdit *>()->setTime(QTime(15, 30));
        QVERIFY(send->isEnabled());
        send->click();
        QTRY_COMPARE(f.later.all().size(), 1);
        QCOMPARE(f.later.all().first().due.toLocalTime(), QDateTime(QDate::currentDate().addDays(2), QTime(15, 30)));
    }

    void nothingCannotBeSentLater()
    {
        Fixture f;
        QMenu *menu = f.menu();
        QVERIFY(menu);
        for (const QAction *action : menu->actions()) {
            QVERIFY(!action->isEnabled());
        }
        menu->close();
    }

    void commandsSayTheSameLater()
    {
        Fixture f;
        f.write("/mute");
        QTest::keyClick(f.composer().editor(), Qt::Key_Escape); // the list of commands
        QMenu *menu = f.menu();
        for (const QAction *action : menu->actions()) {
            QVERIFY(!action->isEnabled()); // it says nothing that could be sent
        }
        menu->close();
        f.composer().setText("/spoiler how it ends | They both die");
        QTest::keyClick(f.menu(), Qt::Key_Return);
        QTRY_COMPARE(f.later.all().size(), 1);
        QCOMPARE(f.later.all().first().text, QString("They both die"));
        QCOMPARE(f.later.all().first().spoiler, QString("how it ends"));
        f.barButton()->click();
        QVERIFY(f.dialog());
        f.button("Edit")->click();
        QTRY_COMPARE(f.composer().text(), QString("/spoiler how it ends | They both die"));
    }

    void editedOneKeepsItsTimeAtHand()
    {
        Fixture f;
        const LaterMessage message = f.keep("A rose", tomorrow().addSecs(60));
        Q_EMIT f.later.changed();
        QTRY_VERIFY(!f.bar().isEmpty());
        f.barButton()->click();
        QVERIFY(f.dialog());
        f.button("Edit")->click();
        QTRY_COMPARE(f.composer().text(), QString("A rose"));
        QTRY_VERIFY(!f.dialog());
        f.view.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&f.view));
        QMenu *menu = f.menu();
        QVERIFY(menu);
        QVERIFY2(menu->actions().first()->text().startsWith("Send at its time"),
                 qPrintable(menu->actions().first()->text()));
        menu->actions().first()->trigger();
        menu->close();
        QTRY_COMPARE(f.later.all().size(), 1);
        QCOMPARE(f.later.all().first().due, message.due);
    }

    /// The button sends what it is clicked for, and nothing that it is held for.
    void longPressOpensTheMenu()
    {
        Fixture f;
        f.write("A rose");
        QToolButton *send = f.composer().sendButton();
        int offered = 0;
        QTimer look; // Qt keeps whoever holds the button waiting until the menu is closed
        look.setInterval(10);
        connect(&look, &QTimer::timeout, this, [&] {
            if (auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget())) {
                offered = static_cast<int>(menu->actions().size());
                look.stop();
                menu->close();
            }
        });
        look.start();
        QTest::mousePress(send, Qt::LeftButton);
        QTRY_VERIFY(offered > 2);
        QTest::mouseRelease(send, Qt::LeftButton);
        QCOMPARE(f.composer().text(), QString("A rose"));
        QTest::mouseClick(send, Qt::LeftButton);
        QCOMPARE(f.composer().text(), QString());
        QTRY_COMPARE(f.stored(f.juliet()).last().body, QString("A rose"));
    }

    void answerStaysOne()
    {
        Fixture f;
        ChatMessage asked = f.incoming(f.juliet(), "By any other name?");
        asked.stanzaId = QStringLiteral("question");
        f.record({ asked });
        f.composer().reply(f.stored(f.juliet()).last(), "Juliet");
        f.write("A rose");
        QTest::keyClick(f.menu(), Qt::Key_Return);
        QTRY_COMPARE(f.later.all().size(), 1);
        QCOMPARE(f.later.all().first().replyTo, QString("question"));
        QVERIFY(!f.composer().beingAnswered());
        QVERIFY(f.awaited(f.later.takeBack(f.later.all().first().row)).has_value());
        QTRY_COMPARE(f.composer().text(), QString("A rose"));
        QTRY_VERIFY(f.composer().beingAnswered().has_value());
        QCOMPARE(f.composer().beingAnswered()->stanzaId, QString("question"));
    }

    void whatTheDiskDoesNotTakeComesBack()
    {
        Fixture f;
        f.settle();
        rawSql(f.path, { "CREATE TRIGGER no_later BEFORE INSERT ON later BEGIN SELECT RAISE(ABORT, 'broken'); END" });
        f.write("A rose");
        QTest::keyClick(f.menu(), Qt::Key_Return);
        QTRY_COMPARE(f.composer().text(), QString("A rose"));
        QVERIFY(f.later.all().isEmpty());
    }

    void isSentNowMovedOrDeleted()
    {
        Fixture f;
        f.keep("one", tomorrow());
        f.keep("two", tomorrow().addDays(1));
        f.keep("three", tomorrow().addDays(2));
        QCOMPARE(f.bar(), QString("3 messages to be sent later"));
        QMenu *menu = f.menu();
        QTest::keyClick(menu, Qt::Key_Up);
        QTest::keyClick(menu, Qt::Key_Return);
        QVERIFY(f.dialog());
        QTRY_COMPARE(QApplication::activeWindow(), f.dialog());
        auto *list = f.dialog()->findChild<QListWidget *>();
        QCOMPARE(list->count(), 3);

        QTest::keyClick(list, Qt::Key_Delete);
        QTRY_COMPARE(list->count(), 2);
        QCOMPARE(f.dialogs.asked, 1);
        QCOMPARE(list->currentItem()->text(), QString("two"));

        QTest::keyClick(list, Qt::Key_Return); // another time
        auto *time = f.dialog()->findChild<SendTimeDialog *>();
        QVERIFY(time);
        QCOMPARE(time->findChild<QCalendarWidget *>()->selectedDate(), tomorrow().date().addDays(1));
        time->findChild<QCalendarWidget *>()->setSelectedDate(tomorrow().date().addDays(9));
        time->findChild<QPushButton *>("send")->click();
        QTRY_COMPARE(f.later.all().last().text, QString("two"));
        QCOMPARE(list->currentItem()->text(), QString("two")); // wherever it stands now

        f.button("Send now")->click();
        QTRY_COMPARE(f.stored(f.juliet()).last().body, QString("two"));
        QTRY_COMPARE(list->count(), 1);
        f.button("Delete…")->click();
        QTRY_VERIFY(!f.dialog()); // nothing is left to look at
        QVERIFY(f.later.all().isEmpty());
        QVERIFY(f.bar().isEmpty());
    }

    void otherChatHasItsOwn()
    {
        Fixture f;
        f.keep("A rose", tomorrow());
        QVERIFY(!f.bar().isEmpty());
        f.view.open(f.chatWith("nurse"));
        QVERIFY(f.bar().isEmpty());
        f.view.open(f.juliet());
        QVERIFY(!f.bar().isEmpty());
    }

    void missedOneIsSaidWhereverOneIs()
    {
        Fixture f;
        MainWindow window(f.services, f.dialogs);
        window.show();
        f.keep("breakfast", QDateTime::currentDateTime().addDays(-2));
        QTRY_COMPARE(f.later.missed(), 1);
        QCOMPARE(f.bar(), QString("A message missed its time"));
        const auto notices = [&window] {
            QStringList texts;
            for (const auto *bar : window.findChild<NoticesPane *>()->findChildren<NoticeBar *>()) {
                texts << bar->text();
            }
            return texts.filter("not sent at its time");
        };
        QCOMPARE(notices().size(), 1);
        for (auto *bar : window.findChild<NoticesPane *>()->findChildren<NoticeBar *>()) {
            if (bar->text() == notices().value(0)) {
                Q_EMIT bar->activated();
                break;
            }
        }
        QCOMPARE(window.findChild<ConversationView *>()->id(), f.juliet());
        f.awaited(f.later.setDue(f.later.all().first().row, QDateTime::currentDateTime().addDays(1)));
        QVERIFY(notices().isEmpty());
    }
};

QTEST_MAIN(TestSendingLater)
#include "tst_sending_later.moc"
