// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/timeline_talk.h"

#include "base/log.h"
#include "widgets/conversation_view.h"
#include "widgets/dialogs.h"
#include "widgets/message_actions.h"
#include "widgets/timeline_accessible.h"
#include "widgets/timeline_view.h"

#include <QAccessible>
#include <QClipboard>
#include <QLocale>
#include <QMenu>
#include <QScrollBar>
#include <QToolButton>
#include <QToolTip>

using namespace natter;

/// What was said, on screen: follows what arrives at the live edge, stays put elsewhere, and shows text as text.
class TestTimeline : public QObject
{
    Q_OBJECT

    struct Timeline : TimelineTalk
    {
        void remember(int count)
        {
            QList<ChatMessage> messages;
            const QDateTime start = QDateTime::currentDateTimeUtc().addSecs(-3600);
            for (int i = 0; i < count; ++i) {
                messages.append(incoming(juliet(), QStringLiteral("line %1").arg(i), start.addSecs(i)));
            }
            record(messages);
        }
        /// The first message whose top is on screen.
        int firstVisible()
        {
            for (int row = 0; row < model->rowCount(); ++row) {
                if (view.rowRect(row).top() >= 0) {
                    return row;
                }
            }
            return -1;
        }
        int topOf(qint64 id)
        {
            for (int row = 0; row < model->rowCount(); ++row) {
                if (model->message(row).row == id) {
                    return view.rowRect(row).top();
                }
            }
            return std::numeric_limits<int>::min();
        }
        void press(Qt::Key key) { QTest::keyClick(&view, key); }
        /// Clicks all over the row until something answers.
        void clickAround(int row, const QSignalSpy &answer)
        {
            const QRect rect = view.rowRect(row);
            for (int y = rect.bottom(); y > rect.top() && answer.isEmpty(); y -= 4) {
                for (int x = rect.right(); x > 0 && answer.isEmpty(); x -= 6) {
                    QTest::mouseRelease(view.viewport(), Qt::LeftButton, {}, { x, y });
                }
            }
        }
    };

    static ChatMessage failed(const QString &body)
    {
        ChatMessage message = WindowWorld::outgoing(WindowWorld::juliet(), body);
        message.delivery = ChatMessage::Delivery::Failed;
        message.failure = "remote-server-timeout";
        return message;
    }

private Q_SLOTS:
    void veryLongTextIsCutWithAWayToTheRest()
    {
        Timeline t;
        t.record({ t.incoming(t.juliet(), QString(u'x').repeated(120'000)), t.incoming(t.juliet(), "short") });
        t.open();
        QSignalSpy rest(&t.view, &TimelineView::wholeTextRequested);
        t.clickAround(0, rest);
        QCOMPARE(rest.size(), 1);
        QCOMPARE(rest.first().first().value<ChatMessage>().body.size(), 120'000);
        rest.clear();
        t.clickAround(1, rest);
        QVERIFY(rest.isEmpty());
    }

    void stateIsSaidInWords()
    {
        Timeline t;
        t.record({ t.outgoing(t.juliet(), "Good morrow") });
        t.open();
        const QRect row = t.view.rowRect(0);
        QString said;
        for (int x = row.right(); x > 0 && said.isEmpty(); x -= 6) {
            for (int y = row.bottom(); y > row.top() && said.isEmpty(); y -= 4) {
                QHelpEvent help(QEvent::ToolTip, { x, y }, t.view.viewport()->mapToGlobal(QPoint(x, y)));
                QApplication::sendEvent(t.view.viewport(), &help);
                said = QToolTip::text();
            }
        }
        QVERIFY2(said.contains("on the server"), qPrintable(said));
        QHelpEvent elsewhere(QEvent::ToolTip, { 2, 2 }, t.view.viewport()->mapToGlobal(QPoint(2, 2)));
        QApplication::sendEvent(t.view.viewport(), &elsewhere);
        QTRY_VERIFY(!QToolTip::isVisible());
    }

    void compactRowsHaveRoomInANarrowWindow()
    {
        Timeline t;
        t.view.setCompact(true);
        t.record({ failed("Parting is such sweet sorrow that I shall say good night till it be morrow") });
        t.open();
        for (const int width : { 800, 400, 300, 240 }) {
            t.view.resize(width, 400);
            QSignalSpy retry(&t.view, &TimelineView::retryRequested);
            t.clickAround(0, retry);
            QCOMPARE(retry.size(), 1);
            const int lines = t.view.rowRect(0).height() / t.view.fontMetrics().height();
            QVERIFY2(lines < 12, qPrintable(QString::number(lines))); // not a column of letters
        }
    }

    void whoComesByKeyboardSeesWhereTheyAre()
    {
        Timeline t;
        t.remember(30);
        t.open();
        t.view.activateWindow();
        QTRY_VERIFY(t.view.isActiveWindow());
        t.view.clearFocus(); // it has had it since it was shown
        t.view.setFocus(Qt::ShortcutFocusReason);
        QCOMPARE(t.view.focusRow(), 29);
    }

    void opensAtTheNewestMessage()
    {
        Timeline f;
        f.remember(200);
        f.open();
        QVERIFY(f.view.isAtLiveEdge());
        QCOMPARE(f.bar().value(), f.bar().maximum());
        QVERIFY(f.view.rowRect(f.model->rowCount() - 1).bottom() <= f.view.viewport()->height());
    }

    void followsWhatArrivesAtTheLiveEdge()
    {
        Timeline f;
        f.remember(50);
        f.open();
        f.say(f.juliet(), "new");
        QVERIFY(f.view.isAtLiveEdge());
        QCOMPARE(f.bar().value(), f.bar().maximum());
        QVERIFY(f.view.rowRect(f.model->rowCount() - 1).bottom() <= f.view.viewport()->height());
    }

    void staysPutWhenMessagesArriveBelow()
    {
        Timeline f;
        f.remember(50);
        f.open();
        f.bar().setValue(f.bar().maximum() / 2);
        QVERIFY(!f.view.isAtLiveEdge());
        const qint64 id = f.model->message(f.firstVisible()).row;
        const int top = f.topOf(id);
        for (int i = 0; i < 5; ++i) {
            f.say(f.juliet(), "new " + QString::number(i));
        }
        QCOMPARE(f.topOf(id), top);
        QVERIFY(!f.view.isAtLiveEdge());
    }

    void staysPutWhenOlderPagesLoadAbove()
    {
        Timeline f;
        f.remember(300);
        f.open();
        const int before = f.model->rowCount();
        QVERIFY(before < 300);
        f.bar().setValue(100);
        const qint64 id = f.model->message(f.firstVisible()).row;
        const int top = f.topOf(id);
        f.until([&] { return f.model->rowCount() > before; });
        QCOMPARE(f.topOf(id), top);
        QVERIFY(!f.view.isAtLiveEdge());
    }

    void staysPutWhenAMessageOutOfSightChanges()
    {
        Timeline f;
        f.record({ WindowWorld::outgoing(f.juliet(), "early") });
        f.remember(50);
        f.open();
        f.bar().setValue(f.bar().maximum() - 100);
        const qint64 id = f.model->message(f.firstVisible()).row;
        const int top = f.topOf(id);
        const QList<qint64> rows { f.model->message(0).row };
        const auto changed = f.awaited(f.store.call([rows](Store &store) {
            return store.messages().setDelivery(rows, ChatMessage::Delivery::Failed, "gone");
        }));
        f.conversations.apply(*changed);
        QCOMPARE(f.topOf(id), top);
    }

    void everythingCanBeReadByScrollingUp()
    {
        Timeline f;
        f.remember(300);
        f.open();
        for (int page = 0; page < 20 && !f.model->isAtBeginning(); ++page) {
            f.bar().setValue(0);
            f.settle();
        }
        QCOMPARE(f.model->rowCount(), 300);
        QCOMPARE(f.model->message(0).body, QString("line 0"));
    }

    void tallViewIsFilledWithOlderMessages()
    {
        Timeline f;
        f.remember(200);
        f.view.setCompact(true);
        f.view.resize(480, 4000);
        f.open();
        f.settle();
        f.settle();
        QVERIFY2(f.bar().maximum() > 0 || f.model->isAtBeginning(), qPrintable(QString::number(f.model->rowCount())));
    }

    void endJumpsToTheNewest()
    {
        Timeline f;
        f.remember(100);
        f.open();
        f.bar().setValue(f.bar().maximum() / 2);
        QSignalSpy edge(&f.view, &TimelineView::liveEdgeChanged);
        f.press(Qt::Key_End);
        QVERIFY(f.view.isAtLiveEdge());
        QCOMPARE(edge.size(), 1);
    }

    void arrowsWalkThroughTheMessages()
    {
        Timeline f;
        f.remember(100);
        f.open();
        const int last = f.model->rowCount() - 1;
        f.press(Qt::Key_Up);
        QCOMPARE(f.view.focusRow(), last);
        for (int i = 0; i < 40; ++i) {
            f.press(Qt::Key_Up);
        }
        const QRect rect = f.view.rowRect(f.view.focusRow());
        QVERIFY(rect.top() >= 0 && rect.bottom() <= f.view.viewport()->height());
        f.press(Qt::Key_Down);
        QVERIFY(f.view.focusRow() > 0);
    }

    void resizingKeepsTheLiveEdgeAndThePlace()
    {
        Timeline f;
        f.remember(100);
        f.open();
        f.view.resize(300, 300);
        QCoreApplication::processEvents();
        QCOMPARE(f.bar().value(), f.bar().maximum());
        f.bar().setValue(f.bar().maximum() / 2);
        const qint64 id = f.model->message(f.firstVisible()).row;
        f.view.resize(600, 350);
        QCoreApplication::processEvents();
        QVERIFY(qAbs(f.topOf(id)) < 120);
    }

    void messagesOfOnePersonWithinMinutesAreGrouped()
    {
        Timeline f;
        const QDateTime noon(QDate::currentDate().addDays(-1), QTime(12, 0));
        f.record({ f.incoming(f.juliet(), "a", noon.toUTC()), f.incoming(f.juliet(), "b", noon.addSecs(20).toUTC()),
                   f.incoming(f.juliet(), "c", noon.addSecs(600).toUTC()),
                   f.outgoing(f.juliet(), "d", noon.addSecs(610).toUTC()) });
        f.open();
        const auto height = [&](int row) { return f.view.rowRect(row).height(); };
        QVERIFY(height(1) < height(2)); // b belongs to a, c stands apart
        QCOMPARE(height(3), height(2)); // somebody else
        QVERIFY(height(0) > height(2)); // a has the day above
    }

    void everyDayHasASeparator()
    {
        Timeline f;
        const QDateTime noon(QDate::currentDate().addDays(-3), QTime(12, 0));
        f.record({ f.incoming(f.juliet(), "a", noon.toUTC()), f.incoming(f.juliet(), "b", noon.addDays(1).toUTC()),
                   f.incoming(f.juliet(), "c", noon.addDays(1).addSecs(1000).toUTC()) });
        f.open();
        QCOMPARE(f.view.rowRect(0).height(), f.view.rowRect(1).height());
        QVERIFY(f.view.rowRect(2).height() < f.view.rowRect(1).height());
    }

    void newMessagesLineStandsWhereReadingStopped()
    {
        Timeline f;
        f.remember(4);
        const qint64 read = f.stored(f.juliet())[1].row;
        f.conversations.markRead(f.juliet(), read);
        f.settle();
        f.open();
        QCOMPARE(f.model->newLineAfter(), read);
        const int with = f.view.rowRect(2).height();
        QVERIFY(with > f.view.rowRect(3).height());
        f.model->forgetNewLine();
        QVERIFY(f.view.rowRect(2).height() < with);
    }

    void clickOnRetryAsksToSendAgain()
    {
        Timeline f;
        f.record({ failed("Shall I hear more?") });
        f.open();
        QSignalSpy retries(&f.view, &TimelineView::retryRequested);
        f.clickAround(0, retries);
        QCOMPARE(retries.size(), 1);
        QCOMPARE(retries[0][0].value<ChatMessage>().body, QString("Shall I hear more?"));
    }

    void messageThatArrivedHasNoRetry()
    {
        Timeline f;
        f.record({ WindowWorld::outgoing(f.juliet(), "Good morrow") });
        f.open();
        QSignalSpy retries(&f.view, &TimelineView::retryRequested);
        f.clickAround(0, retries);
        QCOMPARE(retries.size(), 0);
    }

    void retriedMessageIsPendingAgain()
    {
        WindowWorld f;
        f.addRomeo();
        f.record({ failed("Shall I hear more?") });
        Dialogs dialogs;
        ConversationView view(f.services, dialogs);
        view.resize(480, 400);
        view.show();
        view.open(f.juliet());
        f.settle();
        auto *timeline = view.findChild<TimelineView *>();
        Q_EMIT timeline->retryRequested(timeline->model()->message(0));
        f.settle();
        QCOMPARE(f.stored(f.juliet()).first().delivery, ChatMessage::Delivery::Queued);
        QCOMPARE(timeline->model()->message(0).delivery, ChatMessage::Delivery::Queued);
    }

    void clickOnALinkSaysWhich()
    {
        Timeline f;
        f.say(f.juliet(), "read https://example.org/act-two first");
        f.open();
        QSignalSpy links(&f.view, &TimelineView::linkClicked);
        f.clickAround(0, links);
        QCOMPARE(links.size(), 1);
        QCOMPARE(links[0][0].toString(), QString("https://example.org/act-two"));
    }

    void menuIsAskedForWithTheLinkThatIsMeant()
    {
        Timeline f;
        f.record({ f.incoming(f.juliet(), "read https://example.org/act-two first"),
                   f.incoming(f.juliet(), "https://example.org/one or https://example.org/two"),
                   f.incoming(f.juliet(), "Good morrow") });
        f.open();
        f.view.activateWindow();
        QSignalSpy menus(&f.view, &TimelineView::contextMenuRequested);
        const auto ask = [&f](QContextMenuEvent::Reason reason, const QPoint &place) {
            QContextMenuEvent event(reason, place, f.view.viewport()->mapToGlobal(place));
            QCoreApplication::sendEvent(f.view.viewport(), &event);
        };
        QSet<QString> underMouse;
        const QRect row = f.view.rowRect(1);
        for (int y = row.top(); y < row.bottom(); y += 4) {
            for (int x = 0; x < row.right(); x += 6) {
                ask(QContextMenuEvent::Mouse, { x, y });
                underMouse.insert(menus.takeFirst()[2].toString());
            }
        }
        QCOMPARE(underMouse, QSet<QString>({ {}, "https://example.org/one", "https://example.org/two" }));
        QStringList byKeyboard;
        for (int i = 0; i < 3; ++i) {
            f.press(Qt::Key_Up);
            ask(QContextMenuEvent::Keyboard, {});
            byKeyboard.append(menus.takeFirst()[2].toString());
        }
        QCOMPARE(byKeyboard, QStringList({ {}, {}, "https://example.org/act-two" })); // two are none
    }

    void linkIsCopiedFromTheMenu()
    {
        Timeline f;
        f.addRomeo();
        Dialogs dialogs;
        ConversationView view(f.services, dialogs);
        view.open(f.juliet());
        const ChatMessage message = f.incoming(f.juliet(), "read https://example.org/act-two first");
        auto *timeline = view.findChild<TimelineView *>();
        const auto texts = [&view](const QString &wanted) {
            QStringList all;
            const auto *menu = view.findChild<QMenu *>();
            for (QAction *action : menu->actions()) {
                all.append(action->text());
                if (action->text() == wanted) {
                    action->trigger();
                }
            }
            delete menu;
            return all;
        };
        Q_EMIT timeline->contextMenuRequested(message, {}, {});
        QCOMPARE(texts({}), QStringList({ "Copy the text", "Forward…", "Choose", "Details…", "Delete here…" }));
        Q_EMIT timeline->contextMenuRequested(message, {}, "https://example.org/act-two");
        QCOMPARE(texts("Copy the link"),
                 QStringList({ "Copy the text", "Forward…", "Copy the link", "Choose", "Details…", "Delete here…" }));
        QCOMPARE(QGuiApplication::clipboard()->text(), QString("https://example.org/act-two"));
    }

    void rowIsReadAsNameTimeTextAndState()
    {
        Timeline f;
        const QDateTime time = QDateTime::currentDateTimeUtc();
        f.record(
            { f.incoming(f.juliet(), "Good morrow", time), f.outgoing(f.juliet(), "Good", time), failed("Ay me") });
        f.open();
        const QString when = QLocale().toString(time.toLocalTime(), QLocale::ShortFormat);
        QCOMPARE(f.view.rowText(0), "Juliet, " + when + ", Good morrow");
        QCOMPARE(f.view.rowText(1), "You, " + when + ", Good, on the server");
        QVERIFY(f.view.rowText(2).contains("Ay me, not delivered"));
    }

    void eachStateOfDeliveryIsSaidAndDrawn()
    {
        using Delivery = ChatMessage::Delivery;
        const QDateTime time = QDateTime::currentDateTimeUtc();
        QStringList said;
        QList<QImage> drawn;
        for (const Delivery delivery : { Delivery::Queued, Delivery::Written, Delivery::OnServer }) {
            Timeline f;
            ChatMessage message = WindowWorld::outgoing(WindowWorld::juliet(), "Good", time);
            message.delivery = delivery;
            f.record({ message });
            f.open();
            said.append(f.view.rowText(0).section(", ", -1));
            drawn.append(f.view.grab().toImage());
        }
        QCOMPARE(said, QStringList({ "waiting to be sent", "not yet confirmed", "on the server" }));
        QVERIFY(drawn[0] != drawn[1] && drawn[1] != drawn[2] && drawn[2] != drawn[0]);
    }

    /// Some desktops ask for it as soon as a widget is there.
    void keysMoveThroughMessagesWhoeverAskedFirst()
    {
        Timeline f;
        QVERIFY(QAccessible::queryAccessibleInterface(&f.view));
        f.remember(3);
        f.open();
        f.view.setFocus();
        for (const Qt::Key key : { Qt::Key_Up, Qt::Key_Up, Qt::Key_Down, Qt::Key_Home, Qt::Key_End }) {
            QTest::keyClick(&f.view, key);
        }
        QCOMPARE(QAccessible::queryAccessibleInterface(&f.view)->childCount(), 3);
    }

    void actionsAreBesideTheMessageUnderTheMouse()
    {
        Timeline f;
        f.remember(3);
        f.open();
        auto &actions = *f.view.findChild<MessageActions *>();
        QVERIFY(!actions.isVisible());
        QSignalSpy copied(&f.view, &TimelineView::copyRequested);
        for (const int row : { 1, 2 }) {
            QTest::mouseMove(f.view.viewport(), f.view.rowRect(row).center());
            QTRY_VERIFY(actions.isVisible() && actions.message() == f.model->message(row));
            const QRect place = f.view.rowRect(row);
            QVERIFY(actions.geometry().intersects(place) && f.view.viewport()->rect().contains(actions.geometry()));
            QVERIFY(place.adjusted(0, -4, 0, 4).contains(actions.geometry())); // and over no other
            actions.findChild<QToolButton *>("copy")->click();
            QCOMPARE(copied.takeLast().first().value<ChatMessage>(), f.model->message(row));
        }
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(f.view.viewport(), &leave);
        QVERIFY(!actions.isVisible());
    }

    void actionsAreInReachOfTheKeyboard()
    {
        Timeline f;
        f.remember(3);
        f.open();
        f.view.activateWindow();
        f.view.setFocus();
        auto &actions = *f.view.findChild<MessageActions *>();
        QSignalSpy copied(&f.view, &TimelineView::copyRequested);
        QSignalSpy menu(&f.view, &TimelineView::contextMenuRequested);
        f.press(Qt::Key_Up);
        f.press(Qt::Key_Up);
        QVERIFY(actions.isVisible());
        QCOMPARE(actions.message(), f.model->message(1));
        QTest::keyClick(&f.view, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(copied.takeLast().first().value<ChatMessage>(), f.model->message(1));
        f.press(Qt::Key_Return);
        QCOMPARE(menu.takeLast().first().value<ChatMessage>(), f.model->message(1));
    }

    void actionsStayWithTheirMessage()
    {
        Timeline f;
        f.remember(40);
        f.open();
        f.view.activateWindow();
        f.view.setFocus();
        QVERIFY(f.bar().maximum() > 0 && f.view.isAtLiveEdge());
        auto &actions = *f.view.findChild<MessageActions *>();
        f.press(Qt::Key_Up);
        const ChatMessage chosen = actions.message();
        f.say(f.juliet(), "news");
        QVERIFY(actions.isVisible());
        QCOMPARE(actions.message(), chosen);

        QTest::keyClick(&f.view, Qt::Key_Tab);
        QTRY_VERIFY(actions.isAncestorOf(QApplication::focusWidget()));
        QTest::mouseMove(f.view.viewport(), { 5, 5 });
        QCOMPARE(actions.message(), chosen); // the mouse takes nothing from the keyboard
        f.say(f.juliet(), "line 4"); // what arrives takes nothing away
        QVERIFY(actions.isVisible() && actions.isAncestorOf(QApplication::focusWidget()));
        QCOMPARE(actions.message(), chosen);
    }

    void screenReadersFindEachMessage()
    {
        Timeline f;
        f.remember(3);
        f.open();
        QAccessibleInterface *list = QAccessible::queryAccessibleInterface(&f.view);
        QVERIFY(list);
        QCOMPARE(list->role(), QAccessible::List);
        QCOMPARE(list->childCount(), 3);
        QCOMPARE(list->child(1)->role(), QAccessible::ListItem);
        QCOMPARE(list->child(1)->text(QAccessible::Name), f.view.rowText(1));
        for (int row = 0; row < 3; ++row) {
            QCOMPARE(list->indexOfChild(list->child(row)), row);
        }
    }

    void markupOfOthersIsText()
    {
        const QString canary = "<img src=file:///x><b>O</b>&lt;";
        Timeline f;
        f.say(f.juliet(), canary);
        f.open();
        QVERIFY(f.view.rowText(0).endsWith(", " + canary));
        const QImage painted = f.view.grab().toImage();
        Timeline plain;
        plain.say(plain.juliet(), "O<");
        plain.open();
        QVERIFY(painted != plain.view.grab().toImage());
        QVERIFY(f.view.findChildren<QTextDocument *>().isEmpty());
    }

    void namesThatTurnTheTextRoundAreVisible()
    {
        Timeline f;
        f.say(f.juliet(), "Good morrow");
        f.view.setCompact(true);
        f.open();
        f.view.setPeerName("ti\u202Elub");
        QVERIFY(!f.view.rowText(0).contains(QChar(0x202E)));
        const QImage raw = f.view.grab().toImage();
        f.view.setPeerName(withVisibleControls(u"ti\u202Elub"));
        QCOMPARE(raw, f.view.grab().toImage());
    }
};

QTEST_MAIN(TestTimeline)
#include "tst_timeline.moc"
