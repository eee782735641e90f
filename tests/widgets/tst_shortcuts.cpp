// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/window_world.h"

#include "widgets/chat_window.h"
#include "widgets/chats_pane.h"
#include "widgets/conversation_view.h"
#include "widgets/empty_pane.h"
#include "widgets/keys_button.h"
#include "widgets/main_window.h"
#include "widgets/problem_label.h"
#include "widgets/search_field.h"
#include "widgets/settings_dialog.h"
#include "widgets/shortcuts.h"
#include "widgets/shortcuts_page.h"

#include <QFile>
#include <QLabel>
#include <QTabWidget>
#include <QToolButton>

using namespace natter;

/// The keyboard does what the person wants it to.
class TestShortcuts : public QObject
{
    Q_OBJECT

    struct Fixture : WindowWorld
    {
        Fixture()
        {
            addRomeo();
            window.resize(1000, 700);
            window.show();
            if (!QTest::qWaitForWindowActive(&window)) {
                qFatal("no window");
            }
        }
        ShortcutsPage &page()
        {
            if (!window.findChild<SettingsDialog *>()) {
                window.showSettings(QStringLiteral("keys-find"));
            }
            return *window.findChild<ShortcutsPage *>();
        }
        KeysButton &button(Shortcut shortcut)
        {
            return *page().findChild<KeysButton *>("keys-" + shortcutName(shortcut));
        }
        QToolButton &usual(Shortcut shortcut)
        {
            return *page().findChild<QToolButton *>("usual-" + shortcutName(shortcut));
        }
        /// As the person does: a click, and the keys.
        void give(Shortcut shortcut, Qt::Key key, Qt::KeyboardModifiers modifiers = {})
        {
            KeysButton &keys = button(shortcut);
            QTest::mouseClick(&keys, Qt::LeftButton);
            QTest::keyClick(&keys, key, modifiers);
        }
        void closeSettings()
        {
            delete window.findChild<SettingsDialog *>();
            window.activateWindow();
            until([this] { return window.isActiveWindow(); });
        }
        SearchField &search() { return *window.findChild<ChatsPane *>()->findChild<SearchField *>(); }
        ProblemLabel &problem() { return *page().findChild<ProblemLabel *>(); }
        QString keys(Shortcut shortcut) const { return keysText(keysOf(shortcut, preferences)); }

        Dialogs dialogs;
        MainWindow window { services, dialogs };
    };

private Q_SLOTS:
    void otherKeysHoldAtOnceAndTheOldOnesNoMore()
    {
        Fixture f;
        f.window.openConversation(f.juliet());
        QVERIFY(!f.search().hasFocus());
        f.give(Shortcut::Find, Qt::Key_J, Qt::ControlModifier);
        QVERIFY(f.button(Shortcut::Find).text().contains("Ctrl+J"));
        f.closeSettings();
        QTest::keyClick(&f.window, Qt::Key_K, Qt::ControlModifier);
        QVERIFY(!f.search().hasFocus());
        QTest::keyClick(&f.window, Qt::Key_J, Qt::ControlModifier);
        QTRY_VERIFY(f.search().hasFocus());
    }

    void otherKeysHoldInWindowsOfChatsToo()
    {
        Fixture f;
        f.window.openConversation(f.juliet());
        Q_EMIT f.window.findChild<ConversationView *>()->windowRequested(f.juliet());
        QPointer<ChatWindow> own;
        const auto windows = QApplication::topLevelWidgets();
        for (QWidget *widget : windows) {
            if (auto *chat = qobject_cast<ChatWindow *>(widget)) {
                own = chat;
            }
        }
        QVERIFY(own);
        f.give(Shortcut::CloseWindow, Qt::Key_F4, Qt::ControlModifier);
        f.closeSettings();
        own->comeForward();
        QVERIFY(QTest::qWaitForWindowActive(own));
        QTest::keyClick(own, Qt::Key_W, Qt::ControlModifier);
        QVERIFY(own && own->isVisible());
        QTest::keyClick(own, Qt::Key_F4, Qt::ControlModifier);
        QTRY_VERIFY(!own);
    }

    void nextStartKnowsThem()
    {
        Fixture f;
        f.give(Shortcut::NextChat, Qt::Key_PageDown, Qt::AltModifier);
        f.give(Shortcut::Quit, Qt::Key_Backspace);
        QVERIFY(f.button(Shortcut::Quit).text().contains("none"));
        Preferences next(f.folder.filePath("settings.json"));
        QVERIFY(next.load());
        QCOMPARE(keysOf(Shortcut::NextChat, next), QList<QKeySequence> { Qt::ALT | Qt::Key_PageDown });
        QVERIFY(keysOf(Shortcut::Quit, next).isEmpty());
        QCOMPARE(keysOf(Shortcut::PreviousChat, next), usualKeys(Shortcut::PreviousChat));
    }

    void keysOfAnotherShortcutAreRefused()
    {
        Fixture f;
        f.give(Shortcut::NewChat, Qt::Key_Comma, Qt::ControlModifier);
        QVERIFY(f.problem().isVisible());
        QVERIFY2(f.problem().text().contains("Settings"), qPrintable(f.problem().text()));
        QCOMPARE(f.keys(Shortcut::NewChat), QString("Ctrl+N"));
        QVERIFY(f.button(Shortcut::NewChat).text().contains("Ctrl+N"));
        f.give(Shortcut::Settings, Qt::Key_F2);
        QVERIFY(!f.problem().isVisible());
        f.give(Shortcut::NewChat, Qt::Key_Comma, Qt::ControlModifier); // now they are free
        QCOMPARE(f.keys(Shortcut::NewChat), QString("Ctrl+,"));
        QTest::mouseClick(&f.usual(Shortcut::Settings), Qt::LeftButton); // and now they are not
        QVERIFY2(f.problem().text().contains("New chat"), qPrintable(f.problem().text()));
        QCOMPARE(f.keys(Shortcut::Settings), QString("F2"));
    }

    void rowsStayUnderTheMouse()
    {
        Fixture f;
        const int before = f.button(Shortcut::Quit).mapTo(&f.page(), QPoint()).y();
        f.give(Shortcut::NewChat, Qt::Key_Comma, Qt::ControlModifier);
        QVERIFY(f.problem().isVisible());
        QCoreApplication::processEvents();
        QCOMPARE(f.button(Shortcut::Quit).mapTo(&f.page(), QPoint()).y(), before);
    }

    void keysForWritingAreRefused_data()
    {
        QTest::addColumn<Qt::Key>("key");
        QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
        QTest::newRow("a letter") << Qt::Key_G << Qt::KeyboardModifiers();
        QTest::newRow("a capital") << Qt::Key_G << Qt::KeyboardModifiers(Qt::ShiftModifier);
        QTest::newRow("copying") << Qt::Key_C << Qt::KeyboardModifiers(Qt::ControlModifier);
        QTest::newRow("sending") << Qt::Key_Return << Qt::KeyboardModifiers(Qt::ControlModifier);
        QTest::newRow("an arrow") << Qt::Key_Left << Qt::KeyboardModifiers();
        QTest::newRow("a word back") << Qt::Key_Left << Qt::KeyboardModifiers(Qt::ControlModifier);
    }
    void keysForWritingAreRefused()
    {
        QFETCH(Qt::Key, key);
        QFETCH(Qt::KeyboardModifiers, modifiers);
        Fixture f;
        f.give(Shortcut::NewChat, key, modifiers);
        QVERIFY(f.problem().isVisible());
        QCOMPARE(f.keys(Shortcut::NewChat), QString("Ctrl+N"));
    }

    void keysThatAreWaitedForCanBeLeftAlone()
    {
        Fixture f;
        KeysButton &button = f.button(Shortcut::NewChat);
        QTest::mouseClick(&button, Qt::LeftButton);
        QVERIFY2(button.text().contains("Press"), qPrintable(button.text()));
        QTest::keyClick(&button, Qt::Key_Control); // alone it is nothing yet
        QVERIFY(button.text().contains("Press"));
        QTest::keyClick(&button, Qt::Key_Escape);
        QVERIFY(button.text().contains("Ctrl+N"));
        QVERIFY(f.window.findChild<SettingsDialog *>()->isVisible()); // Esc was for the button
        QTest::keyClick(&button, Qt::Key_Return);
        QVERIFY(button.text().contains("Press"));
        QTest::keyClick(&button, Qt::Key_Tab);
        QVERIFY(button.text().contains("Ctrl+N"));
        QTRY_VERIFY(!button.hasFocus());
        QVERIFY(f.preferences.values().shortcuts.isEmpty());
    }

    void usualKeysComeBack()
    {
        Fixture f;
        QVERIFY(!f.usual(Shortcut::NextChat).isVisible());
        f.give(Shortcut::NextChat, Qt::Key_F3);
        QVERIFY(f.usual(Shortcut::NextChat).isVisible());
        QTest::mouseClick(&f.usual(Shortcut::NextChat), Qt::LeftButton);
        QCOMPARE(f.keys(Shortcut::NextChat), QString("Alt+Down, Ctrl+Tab"));
        QVERIFY(f.preferences.values().shortcuts.isEmpty());
        QVERIFY(!f.usual(Shortcut::NextChat).isVisible());
    }

    void whatNamesTheKeysFollows()
    {
        Fixture f;
        const auto hints = [&f] {
            QStringList texts { f.search().accessibleDescription() };
            for (const QLabel *label : f.window.findChild<EmptyPane *>()->findChildren<QLabel *>()) {
                texts.append(label->text());
            }
            return texts.join(u'|');
        };
        QVERIFY2(hints().count("Ctrl+K") == 2, qPrintable(hints()));
        f.give(Shortcut::Find, Qt::Key_F3);
        QVERIFY2(!hints().contains("Ctrl+K") && hints().count("F3") == 2, qPrintable(hints()));
        f.give(Shortcut::Find, Qt::Key_Backspace);
        QVERIFY2(!hints().contains("F3") && !hints().contains("press"), qPrintable(hints()));
    }

    void settingsFindThem()
    {
        Fixture f;
        f.page();
        const auto topics = f.window.findChild<SettingsDialog *>()->topics();
        QVERIFY(std::any_of(topics.cbegin(), topics.cend(), [](const SettingsDialog::Topic &topic) {
            return topic.text.contains("Keyboard") && topic.text.contains("Next chat");
        }));
    }

    void nonsenseInTheFileIsNoShortcut()
    {
        Fixture f;
        auto values = f.preferences.values();
        values.shortcuts = { { "find", { "", "x", "Nonsense+Q", "Ctrl+J" } }, { "unheardOf", { "Ctrl+U" } } };
        f.preferences.set(values);
        QCOMPARE(keysOf(Shortcut::Find, f.preferences), QList<QKeySequence> { Qt::CTRL | Qt::Key_J });
    }
};

QTEST_MAIN(TestShortcuts)
#include "tst_shortcuts.moc"
