// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/window_world.h"

#include "widgets/composer.h"
#include "widgets/conversation_view.h"
#include "widgets/dialogs.h"
#include "widgets/notice_bar.h"
#include "widgets/timeline_view.h"

#include <QClipboard>
#include <QInputMethodEvent>
#include <QMimeData>
#include <QPlainTextEdit>

using namespace natter;

/// Where messages are written: by keyboard, with an input method, by pasting; and nothing typed is ever lost.
class TestComposer : public QObject
{
    Q_OBJECT

    /// A composer alone in a window.
    struct Alone
    {
        Alone()
        {
            composer.resize(400, 60);
            composer.show();
            composer.activateWindow();
            composer.editor()->setFocus();
        }
        void type(const QString &text) { QTest::keyClicks(composer.editor(), text); }
        void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
        {
            QTest::keyClick(composer.editor(), key, modifiers);
        }
        void compose(const QString &preedit, const QString &commit = {})
        {
            QInputMethodEvent event(preedit, {});
            event.setCommitString(commit);
            QCoreApplication::sendEvent(composer.editor(), &event);
        }
        Composer composer;
        QSignalSpy sent { &composer, &Composer::submitted };
    };

    /// A conversation with Juliet, without a connection.
    struct Chat : WindowWorld
    {
        Chat()
        {
            addRomeo();
            view.resize(600, 500);
            view.show();
            view.open(juliet());
            settle();
            view.focusComposer();
        }
        Composer &composer() { return *view.findChild<Composer *>(); }
        void type(const QString &text) { QTest::keyClicks(composer().editor(), text); }
        void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
        {
            QTest::keyClick(composer().editor(), key, modifiers);
            settle();
        }
        QStringList bodies(const ConversationId &chat)
        {
            QStringList all;
            const auto messages = stored(chat);
            for (const ChatMessage &message : messages) {
                all.append(message.body);
            }
            return all;
        }
        Dialogs dialogs;
        ConversationView view { services, dialogs };
    };

    /// Counts how often a widget is painted.
    struct PaintCounter : QObject
    {
        int count = 0;
        bool eventFilter(QObject *, QEvent *event) override
        {
            count += event->type() == QEvent::Paint ? 1 : 0;
            return false;
        }
    };

private Q_SLOTS:
    void nameOfWhoIsWrittenToIsPaintedAnew()
    {
        QApplication::setCursorFlashTime(0); // the cursor's painting is not meant
        Alone f;
        f.composer.setPeerName(QStringLiteral("Juliet"));
        PaintCounter painted;
        static_cast<QPlainTextEdit *>(f.composer.editor())->viewport()->installEventFilter(&painted);
        QTRY_VERIFY(painted.count > 0 && f.composer.editor()->hasFocus());
        for (int before = -1; before != painted.count;) { // until it stands still
            before = painted.count;
            QVERIFY(!QTest::qWaitFor([&] { return false; }, 100));
        }
        painted.count = 0;
        f.composer.setPeerName(QStringLiteral("Tybalt"));
        QTRY_VERIFY(painted.count > 0);
    }

    void cursorStandsWhereLinesBegin()
    {
        Alone f;
        auto &edit = *static_cast<QPlainTextEdit *>(f.composer.editor());
        const auto atRight = [&edit] { return edit.cursorRect().center().x() > edit.viewport()->width() / 2; };
        QVERIFY(!atRight());
        f.composer.setLayoutDirection(Qt::RightToLeft);
        QTRY_VERIFY(atRight());
        QVERIFY(edit.viewport()->rect().contains(edit.cursorRect()));
        QVERIFY(edit.viewport()->width() - edit.cursorRect().right() <= 2); // as the placeholder does
        f.type("But soft!");
        QVERIFY(atRight()); // it does not jump
        f.composer.setLayoutDirection(Qt::LeftToRight);
        f.composer.setText({});
        QTRY_VERIFY(!atRight());
    }

    void enterSends()
    {
        Alone f;
        f.type("But soft!");
        f.press(Qt::Key_Return);
        f.press(Qt::Key_Enter);
        QCOMPARE(f.sent.size(), 2);
        QCOMPARE(f.sent[0][0].toString(), QString("But soft!"));
    }

    void shiftEnterBreaksTheLine()
    {
        Alone f;
        f.type("But soft!");
        f.press(Qt::Key_Return, Qt::ShiftModifier);
        f.type("What light");
        QCOMPARE(f.sent.size(), 0);
        QCOMPARE(f.composer.text(), QString("But soft!\nWhat light"));
        f.press(Qt::Key_Return);
        QCOMPARE(f.sent[0][0].toString(), QString("But soft!\nWhat light"));
    }

    void thePreferenceTurnsItRound()
    {
        Alone f;
        f.composer.setEnterSends(false);
        f.type("But soft!");
        f.press(Qt::Key_Return);
        QCOMPARE(f.sent.size(), 0);
        QCOMPARE(f.composer.text(), QString("But soft!\n"));
        f.press(Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(f.sent.size(), 1);
    }

    void controlEnterSendsEitherWay()
    {
        Alone f;
        f.type("But soft!");
        f.press(Qt::Key_Return, Qt::ControlModifier);
        f.composer.setEnterSends(false);
        f.press(Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(f.sent.size(), 2);
    }

    void enterOfTheKeypadSendsToo()
    {
        Alone f;
        f.type("But soft!");
        f.press(Qt::Key_Enter, Qt::KeypadModifier);
        QCOMPARE(f.sent.size(), 1);
    }

    void nothingIsNotSent()
    {
        Alone f;
        f.press(Qt::Key_Return);
        f.type("  ");
        f.press(Qt::Key_Return, Qt::ShiftModifier);
        f.press(Qt::Key_Return);
        QCOMPARE(f.sent.size(), 0);
    }

    void enterBelongsToTheInputMethodWhileItComposes()
    {
        Alone f;
        f.compose("にほん");
        f.press(Qt::Key_Return);
        QCOMPARE(f.sent.size(), 0);
        f.compose({}, "日本");
        f.press(Qt::Key_Return);
        QCOMPARE(f.sent.size(), 1);
        QVERIFY(f.sent[0][0].toString().contains("日本"));
    }

    void abandonedCompositionGivesEnterBack()
    {
        Alone f;
        f.type("a");
        f.compose("に");
        f.compose({});
        f.press(Qt::Key_Return);
        QCOMPARE(f.sent.size(), 1);
        QCOMPARE(f.sent[0][0].toString(), QString("a"));
    }

    void whatIsPastedIsPlainText()
    {
        Alone f;
        auto *mime = new QMimeData;
        mime->setHtml("<b>But</b> <img src='file:///x'>soft!");
        mime->setText("But soft!");
        QGuiApplication::clipboard()->setMimeData(mime);
        f.press(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(f.composer.text(), QString("But soft!"));
    }

    void htmlWithoutTextIsNotPastedAsMarkup()
    {
        Alone f;
        auto *mime = new QMimeData;
        mime->setHtml("<b>But</b> soft!");
        QGuiApplication::clipboard()->setMimeData(mime);
        f.press(Qt::Key_V, Qt::ControlModifier);
        QVERIFY(!f.composer.text().contains(u'<'));
        const auto *edit = qobject_cast<QPlainTextEdit *>(f.composer.editor());
        QVERIFY(edit->document()->allFormats().count() <= QPlainTextEdit().document()->allFormats().count() + 1);
    }

    void markupThatIsTypedStaysText()
    {
        Alone f;
        f.type("<b>O</b> &amp;");
        f.press(Qt::Key_Return);
        QCOMPARE(f.sent[0][0].toString(), QString("<b>O</b> &amp;"));
    }

    void tabLeavesTheEditor()
    {
        Alone f;
        f.type("O");
        f.press(Qt::Key_Tab);
        QCOMPARE(f.composer.text(), QString("O"));
    }

    void whatIsSentIsStoredAndShownAndTheComposerIsEmpty()
    {
        Chat f;
        f.type("But soft!");
        f.press(Qt::Key_Return);
        QCOMPARE(f.bodies(f.juliet()), QStringList { "But soft!" });
        QCOMPARE(f.composer().text(), QString());
        QCOMPARE(f.conversations.summary(f.juliet()).draft.text, QString());
        QCOMPARE(f.view.findChild<TimelineView *>()->model()->rowCount(), 1);
    }

    void whatMessagesCannotCarryIsLeftOutAndSaid()
    {
        Chat f;
        const auto *notice = f.view.findChild<NoticeBar *>();
        f.type("But soft!");
        f.press(Qt::Key_Return);
        QVERIFY(!notice->isVisible());
        f.composer().setText(QStringLiteral("What\x01 light"));
        f.press(Qt::Key_Return);
        QCOMPARE(f.bodies(f.juliet()).last(), QStringLiteral("What light"));
        QVERIFY(notice->isVisible());
        f.type("through"); // the person goes on
        QVERIFY(!notice->isVisible());
    }

    void severalLinesAreSentQuickly()
    {
        Chat f;
        for (const QString &line : { QString("one"), QString("two"), QString("three") }) {
            f.type(line);
            QTest::keyClick(f.composer().editor(), Qt::Key_Return);
        }
        QCOMPARE(f.bodies(f.juliet()), (QStringList { "one", "two", "three" }));
    }

    void thePreferenceAppliesAtOnce()
    {
        Chat f;
        auto values = f.preferences.values();
        values.enterSends = false;
        f.preferences.set(values);
        f.type("But soft!");
        f.press(Qt::Key_Return);
        QCOMPARE(f.bodies(f.juliet()), QStringList());
        f.press(Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(f.bodies(f.juliet()).size(), 1);
    }

    void textIsBackIfTheStoreRefuses()
    {
        Chat f;
        f.breakStore();
        f.type("But soft!");
        f.press(Qt::Key_Return);
        QCOMPARE(f.composer().text(), QString("But soft!"));
        QCOMPARE(f.conversations.summary(f.juliet()).draft.text, QString("But soft!"));
        const auto *notice = f.view.findChild<NoticeBar *>();
        QVERIFY(notice->isVisible());
        QVERIFY(!notice->text().isEmpty());
    }

    void whatWasTypedMeanwhileIsNotLostEither()
    {
        Chat f;
        f.breakStore();
        f.type("But soft!");
        QTest::keyClick(f.composer().editor(), Qt::Key_Return);
        f.type("What light");
        f.settle();
        QVERIFY(f.composer().text().contains("But soft!"));
        QVERIFY2(f.composer().text().contains("What light"), qPrintable(f.composer().text()));
    }

    void bothLinesComeBackIfBothAreRefused()
    {
        Chat f;
        f.breakStore();
        for (const QString &line : { QString("one"), QString("two") }) {
            f.type(line);
            QTest::keyClick(f.composer().editor(), Qt::Key_Return);
        }
        f.settle();
        QVERIFY(f.composer().text().contains("one"));
        QVERIFY2(f.composer().text().contains("two"), qPrintable(f.composer().text()));
    }

    void refusedTextIsTheDraftOfItsOwnChat()
    {
        Chat f;
        f.breakStore();
        f.type("But soft!");
        QTest::keyClick(f.composer().editor(), Qt::Key_Return);
        f.view.open(f.chatWith("nurse"));
        f.settle();
        QCOMPARE(f.composer().text(), QString());
        f.view.open(f.juliet());
        QCOMPARE(f.composer().text(), QString("But soft!"));
    }

    void draftsSurviveSwitchingChats()
    {
        Chat f;
        f.type("to Juliet");
        f.view.open(f.chatWith("nurse"));
        QCOMPARE(f.composer().text(), QString());
        f.type("to the nurse");
        f.view.open(f.juliet());
        QCOMPARE(f.composer().text(), QString("to Juliet"));
        f.view.open(f.chatWith("nurse"));
        QCOMPARE(f.composer().text(), QString("to the nurse"));
    }

    void draftsAreOnDiskWhenTheChatIsLeft()
    {
        Chat f;
        f.type("to Juliet");
        f.view.close();
        f.settle();
        const auto chats = f.awaited(f.store.call([](Store &store) { return store.messages().chats(); })).value();
        QCOMPARE(chats.size(), 1);
        QCOMPARE(chats.first().draft.text, QString("to Juliet"));
    }

    void editorGrowsWithItsTextUpToALimit()
    {
        Alone f;
        const int one = f.composer.editor()->sizeHint().height();
        f.press(Qt::Key_Return, Qt::ShiftModifier);
        const int two = f.composer.editor()->sizeHint().height();
        QVERIFY(two > one);
        for (int line = 0; line < 50; ++line) {
            f.press(Qt::Key_Return, Qt::ShiftModifier);
        }
        QVERIFY(f.composer.editor()->sizeHint().height() < 12 * (two - one) + one);
    }

    void newLineIsInSight()
    {
        Alone f;
        for (int line = 0; line < 20; ++line) {
            f.press(Qt::Key_Return, Qt::ShiftModifier);
            const auto *editor = qobject_cast<QPlainTextEdit *>(f.composer.editor());
            QVERIFY2(editor->viewport()->rect().contains(editor->cursorRect()), QByteArray::number(line));
        }
    }

    void zoomDoesNotAddUp()
    {
        Alone f;
        f.composer.setZoom(4);
        const double size = f.composer.editor()->font().pointSizeF();
        f.composer.setZoom(4);
        QCOMPARE(f.composer.editor()->font().pointSizeF(), size);
        f.composer.setZoom(0);
        QCOMPARE(f.composer.editor()->font().pointSizeF(), size - 4);
    }
};

QTEST_MAIN(TestComposer)
#include "tst_composer.moc"
