// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/composer.h"
#include "widgets/emoji_completion.h"

#include <QInputMethodEvent>
#include <QListView>
#include <QPlainTextEdit>
#include <QShortcut>
#include <QSignalSpy>
#include <QtTest>

using namespace natter;

/// Shortcodes while a message is written: offered, taken, and never in the way of what is no shortcode.
class TestEmojiCompletion : public QObject
{
    Q_OBJECT

    static inline const QString smile = u"\U0001f604"_qs;
    static inline const QString thumb = u"\U0001f44d"_qs;

    /// A composer in a window, with what completes.
    struct Alone
    {
        Alone()
        {
            composer.resize(400, 60);
            composer.show();
            composer.activateWindow();
            edit.setFocus();
            if (!QTest::qWaitForWindowActive(&composer)) {
                qFatal("no active window");
            }
        }
        void type(const QString &text) { QTest::keyClicks(&edit, text); }
        void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(&edit, key, modifiers); }
        void compose(const QString &preedit, const QString &commit = {})
        {
            QInputMethodEvent event(preedit, {});
            event.setCommitString(commit);
            QCoreApplication::sendEvent(&edit, &event);
        }
        QListView &view() { return *edit.findChild<QListView *>(); }
        QString chosen() { return view().currentIndex().data().toString(); }

        Composer composer;
        QPlainTextEdit &edit = *static_cast<QPlainTextEdit *>(composer.editor());
        EmojiCompletion &completion { *new EmojiCompletion(EmojiList(), &edit) };
        QSignalSpy sent { &composer, &Composer::submitted };
        QSignalSpy taken { &completion, &EmojiCompletion::taken };
    };

private Q_SLOTS:
    void placesOfShortcodes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("code"); // nothing if there is none
        QTest::newRow("alone") << ":sm"
                               << "sm";
        QTest::newRow("finished") << ":smile:"
                                  << "smile";
        QTest::newRow("behind a space") << "well :sm"
                                        << "sm";
        QTest::newRow("in brackets") << "(:sm"
                                     << "sm";
        QTest::newRow("quoted") << "\":sm"
                                << "sm";
        QTest::newRow("behind an emoji") << u"\U0001f44d\U0001f3fd:sm"_qs << "sm";
        QTest::newRow("with more than letters") << ":ok_h-2"
                                                << "ok_h-2";
        QTest::newRow("umlaut") << u":l\u00e4ch"_qs << u"l\u00e4ch"_qs;
        QTest::newRow("sign, finished") << ":+1:"
                                        << "+1";
        QTest::newRow("one letter") << ":s" << QString();
        QTest::newRow("smiley") << ":D" << QString();
        QTest::newRow("nose") << ":-)" << QString();
        QTest::newRow("colon") << ":" << QString();
        QTest::newRow("colons") << "::" << QString();
        QTest::newRow("digits") << ":30" << QString();
        QTest::newRow("time") << "10:30" << QString();
        QTest::newRow("time with letters") << "10:30pm" << QString();
        QTest::newRow("time with seconds") << "10:30:" << QString();
        QTest::newRow("behind a letter") << "note:well" << QString();
        QTest::newRow("behind a letter, finished") << "std:sm:" << QString();
        QTest::newRow("scope") << "std::sort" << QString();
        QTest::newRow("address") << "xmpp:juliet" << QString();
        QTest::newRow("web address") << "https://example.org/(:smile:" << QString();
        QTest::newRow("web address without a scheme") << "www.example.org/(:smile" << QString();
        QTest::newRow("host") << "https://example.org:http" << QString();
        QTest::newRow("space between") << ": sm" << QString();
        QTest::newRow("space behind") << ":sm " << QString();
    }
    void placesOfShortcodes()
    {
        QFETCH(QString, text);
        QFETCH(QString, code);
        const auto typed = shortcodeAtEnd(text);
        QCOMPARE(typed.has_value(), !code.isEmpty());
        if (typed) {
            QCOMPARE(typed->code, code);
            QCOMPARE(text[typed->start], QChar(u':'));
            QCOMPARE(typed->isFinished, text.endsWith(u':'));
        }
    }

    void isOfferedBesideTheCursor()
    {
        Alone f;
        f.type("hello :s");
        QVERIFY(!f.completion.isOpen());
        f.type("m");
        QVERIFY(f.completion.isOpen());
        QVERIFY(f.edit.hasFocus());
        QVERIFY(f.view().model()->rowCount() > 1 && f.view().model()->rowCount() <= 8);
        f.type("ile");
        QCOMPARE(f.chosen(), QString(":smile:"));
        QCOMPARE(f.view().currentIndex().data(Qt::AccessibleTextRole).toString(),
                 QString("grinning face with smiling eyes :smile:"));
        QVERIFY(!f.view().window()->geometry().contains(f.edit.viewport()->mapToGlobal(f.edit.cursorRect().center())));
        f.press(Qt::Key_Backspace);
        QVERIFY(f.completion.isOpen());
        f.type("qq");
        QVERIFY(!f.completion.isOpen()); // there is no such one
    }

    void enterTakesAndSendsNothing()
    {
        for (const Qt::Key key : { Qt::Key_Return, Qt::Key_Enter, Qt::Key_Tab }) {
            Alone f;
            f.type("well :smile");
            f.press(key);
            QCOMPARE(f.composer.text(), QString("well " + smile));
            QVERIFY(!f.completion.isOpen());
            QCOMPARE(f.sent.size(), 0);
            QVERIFY(f.edit.hasFocus());
            QCOMPARE(f.taken.size(), 1);
            QCOMPARE(f.taken[0][0].toString(), smile);
            f.type("!");
            QCOMPARE(f.composer.text(), QString("well " + smile + "!"));
            f.press(Qt::Key_Return);
            QCOMPARE(f.sent.size(), 1);
        }
    }

    void enterWithAnotherKeyIsTheEditors()
    {
        Alone f;
        f.type(":smile");
        f.press(Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(f.composer.text(), QString(":smile\n"));
        QVERIFY(!f.completion.isOpen());
    }

    void arrowsChoose()
    {
        Alone f;
        f.type(":thumbs");
        QCOMPARE(f.chosen(), QString(":thumbsup:"));
        const int place = f.edit.textCursor().position();
        f.press(Qt::Key_Down);
        QCOMPARE(f.chosen(), QString(":thumbsdown:"));
        f.press(Qt::Key_Up);
        f.press(Qt::Key_Up);
        QCOMPARE(f.view().currentIndex().row(), f.view().model()->rowCount() - 1); // round
        f.press(Qt::Key_Down);
        QCOMPARE(f.edit.textCursor().position(), place);
        f.press(Qt::Key_Down);
        f.press(Qt::Key_Tab);
        QCOMPARE(f.composer.text(), u"\U0001f44e"_qs);
    }

    void mouseTakes()
    {
        Alone f;
        f.type(":thumbs");
        const QModelIndex second = f.view().model()->index(1, 0);
        QTest::mouseClick(f.view().viewport(), Qt::LeftButton, {}, f.view().visualRect(second).center());
        QCOMPARE(f.composer.text(), u"\U0001f44e"_qs);
        QVERIFY(f.edit.hasFocus());
    }

    void escapeDismissesForThisWord()
    {
        Alone f;
        QShortcut shortcut(Qt::Key_Escape, &f.composer);
        QSignalSpy used(&shortcut, &QShortcut::activated);
        f.type(":smi");
        f.press(Qt::Key_Escape);
        QVERIFY(!f.completion.isOpen());
        QCOMPARE(used.size(), 0);
        QCOMPARE(f.composer.text(), QString(":smi"));
        f.type("l");
        QVERIFY(!f.completion.isOpen());
        f.press(Qt::Key_Return);
        QCOMPARE(f.sent.size(), 1);
        QCOMPARE(f.sent[0][0].toString(), QString(":smil"));
        f.composer.setText({});
        f.type(":smi");
        QVERIFY(f.completion.isOpen());
        f.press(Qt::Key_Escape);
        f.type(" :th");
        QVERIFY(f.completion.isOpen()); // another word
    }

    void secondColonReplaces()
    {
        Alone f;
        f.type("well :+1: and :SMILE: and :nosuch:");
        QCOMPARE(f.composer.text(), QString("well " + thumb + " and " + smile + " and :nosuch:"));
        QVERIFY(!f.completion.isOpen());
        QCOMPARE(f.taken.size(), 2);
        f.composer.setText({});
        f.type("10:30: http://a.b/:smile: x:smile:");
        QCOMPARE(f.composer.text(), QString("10:30: http://a.b/:smile: x:smile:"));
    }

    void undoBringsTheTextBack()
    {
        Alone f;
        f.type("well :smile:");
        QCOMPARE(f.composer.text(), QString("well " + smile));
        f.edit.undo();
        QCOMPARE(f.composer.text(), QString("well :smile:"));
        QVERIFY(!f.completion.isOpen());
        f.edit.redo();
        QCOMPARE(f.composer.text(), QString("well " + smile));
        f.composer.setText({});
        f.type("well :thumbs");
        f.press(Qt::Key_Tab);
        f.edit.undo();
        QCOMPARE(f.composer.text(), QString("well :thumbs"));
    }

    void toneIsKept()
    {
        Alone f;
        f.completion.setTone(3);
        f.type(":+1: :thumbs");
        f.press(Qt::Key_Tab);
        QCOMPARE(f.composer.text(), u"\U0001f44d\U0001f3fd \U0001f44d\U0001f3fd"_qs);
        QCOMPARE(f.taken[0][0].toString(), u"\U0001f44d\U0001f3fd"_qs);
    }

    void inputMethodIsLeftAlone()
    {
        Alone f;
        f.type(":smi");
        QVERIFY(f.completion.isOpen());
        f.compose(u"\u3059"_qs);
        QVERIFY(!f.completion.isOpen());
        f.compose({}, "l");
        QVERIFY(f.completion.isOpen()); // what it has written counts
        f.compose({}, "e:");
        QCOMPARE(f.composer.text(), smile);
    }

    void whatNobodyTypesIsNoShortcode()
    {
        Alone f;
        f.composer.setText("a draft :smi");
        QVERIFY(!f.completion.isOpen());
        f.edit.insertPlainText("le:");
        QCOMPARE(f.composer.text(), QString("a draft :smile:"));
        f.composer.setText({});
        f.press(Qt::Key_Backspace); // changes nothing
        f.composer.setText(":smi");
        QVERIFY(!f.completion.isOpen());
    }

    void goesWithTheWord()
    {
        Alone f;
        f.type(":smi");
        f.press(Qt::Key_Home);
        QVERIFY(!f.completion.isOpen());
        f.press(Qt::Key_End);
        f.type("l");
        QVERIFY(f.completion.isOpen());
        f.composer.setText("another chat");
        QVERIFY(!f.completion.isOpen());
        f.type(" :smi");
        QVERIFY(f.completion.isOpen());
        f.edit.clearFocus();
        QVERIFY(!f.completion.isOpen());
        f.edit.setFocus();
        f.type("l");
        QVERIFY(f.completion.isOpen());
        f.composer.move(f.composer.pos() + QPoint(10, 10));
        QTRY_VERIFY(!f.completion.isOpen());
        f.type("e");
        QVERIFY(f.completion.isOpen());
        f.composer.hide();
        QVERIFY(!f.completion.isOpen());
    }

    void amidAWordNothingIsOffered()
    {
        Alone f;
        f.composer.setText("where is it");
        f.press(Qt::Key_Home);
        f.type(":sm");
        QVERIFY(!f.completion.isOpen()); // ":smwhere" is none
        f.press(Qt::Key_Return);
        QCOMPARE(f.sent.size(), 1);
    }
};

QTEST_MAIN(TestEmojiCompletion)
#include "tst_emoji_completion.moc"
