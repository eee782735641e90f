// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/browser.h"
#include "support/window_world.h"

#include "models/chat_list_model.h"
#include "widgets/chat_window.h"
#include "widgets/chats_pane.h"
#include "widgets/composer.h"
#include "widgets/contact_dialog.h"
#include "widgets/conversation_view.h"
#include "widgets/details_pane.h"
#include "widgets/main_window.h"
#include "widgets/notice_bar.h"
#include "widgets/timeline_view.h"

#include <QApplication>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QToolButton>

using namespace natter;

/// What stands where in the window, and which account and which window a chat is opened in.
class TestMainWindow : public QObject
{
    Q_OBJECT

    struct Fixture : WindowWorld
    {
        void show(int width = 1000)
        {
            window = std::make_unique<MainWindow>(services, dialogs);
            window->resize(width, 700);
            window->show();
            window->activateWindow();
            settle();
        }
        ConversationView &view() { return *window->findChild<ConversationView *>(); }
        bool showsDetails() { return window->findChild<DetailsPane *>()->isVisible(); }
        void toggleDetails()
        {
            for (auto *button : window->findChildren<QToolButton *>()) {
                if (button->toolTip() == u"Details") {
                    button->click();
                }
            }
        }
        void press(Qt::Key key) { QTest::keyClick(QApplication::focusWidget(), key); }
        QList<ChatWindow *> chatWindows()
        {
            QList<ChatWindow *> all;
            const auto widgets = QApplication::topLevelWidgets();
            for (QWidget *widget : widgets) {
                if (auto *own = qobject_cast<ChatWindow *>(widget)) {
                    all.append(own);
                }
            }
            return all;
        }
        QString notices()
        {
            settle();
            QString texts;
            for (const auto *bar : window->findChildren<NoticeBar *>()) {
                texts += bar->isHidden() ? QString() : bar->text() + u'\n';
            }
            return texts;
        }
        void addAccount(const QString &jid, bool enabled)
        {
            AccountSettings settings;
            settings.jid = Jid::orNull(jid);
            settings.enabled = enabled;
            settings.passwordPlace = AccountSettings::PasswordPlace::Keychain;
            awaited(accounts.add(settings, {}));
        }

        struct QuietDialogs : Dialogs
        {
            void confirm(QWidget *, const QString &, const QString &text, const QString &,
                         const std::function<void()> &agreed) override
            {
                asked.append(text);
                lastAgreed = agreed;
            }
            QStringList asked;
            std::function<void()> lastAgreed;
        };
        QuietDialogs dialogs;
        std::unique_ptr<MainWindow> window;
    };

private Q_SLOTS:
    void detailsStandAloneWhereThereIsNoRoomBesides()
    {
        Fixture f;
        f.addRomeo();
        f.show(500);
        f.window->openConversation(f.juliet());
        QVERIFY(!f.showsDetails());
        f.toggleDetails();
        QVERIFY(f.showsDetails() && !f.view().isVisible());
        f.press(Qt::Key_Escape);
        QVERIFY(!f.showsDetails() && f.view().isVisible());
    }

    void linkThatMayLookLikeAnotherIsOpenedOnlyIfThatIsMeant()
    {
        Browser browser;
        Fixture f;
        f.addRomeo();
        f.show();
        Q_EMIT f.view().linkActivated("https://montague.lit/");
        QCOMPARE(browser.opened.size(), 1);
        Q_EMIT f.view().linkActivated(QStringLiteral("https://m\u043entague.lit/"));
        QCOMPARE(browser.opened.size(), 1);
        QCOMPARE(f.dialogs.asked.size(), 1);
        QVERIFY(f.dialogs.asked.first().contains("xn--mntague-9ig.lit"));
        f.dialogs.lastAgreed();
        QCOMPARE(browser.opened.size(), 2);
    }

    void firstStartFitsTheScreen()
    {
        Fixture f;
        f.window = std::make_unique<MainWindow>(f.services, f.dialogs);
        const QSize room = f.window->screen()->availableSize();
        QVERIFY(room.width() < 1280); // else this shows nothing
        QVERIFY(f.window->width() <= room.width() && f.window->height() < room.height());
    }

    void whatComesWhileNobodyLooksStandsBelowALine()
    {
        Fixture f;
        f.addRomeo();
        f.say(f.juliet(), "1");
        f.show();
        f.window->openConversation(f.juliet());
        f.settle();
        const TimelineModel &messages = *f.view().findChild<TimelineView *>()->model();
        f.say(f.juliet(), "2");
        QCOMPARE(messages.newLineAfter(), std::nullopt);

        QWidget other;
        other.show();
        other.activateWindow();
        QTRY_VERIFY(!f.window->isActiveWindow());
        f.say(f.juliet(), "3");
        f.say(f.juliet(), "4");
        QCOMPARE(messages.newLineAfter(), messages.message(1).row);
        f.window->activateWindow();
        QTRY_VERIFY(f.window->isActiveWindow());
        QCOMPARE(messages.newLineAfter(), messages.message(1).row);
    }

    void detailsComeBackWithTheRoomForThem()
    {
        Fixture f;
        f.addRomeo();
        f.show();
        f.window->openConversation(f.juliet());
        f.toggleDetails();
        QVERIFY(f.showsDetails() && f.view().isVisible());
        f.window->resize(500, 700);
        QVERIFY(!f.showsDetails() && f.view().isVisible());
        f.window->resize(1000, 700);
        QVERIFY(f.showsDetails() && f.view().isVisible());
    }

    /// However narrow the window gets, and however long the words of the language: no pane is squeezed.
    void detailsGiveWayBeforeThePanesAreSqueezed()
    {
        Fixture f;
        f.addRomeo();
        f.show(1280);
        f.window->openConversation(f.juliet());
        f.toggleDetails();
        auto &lists = *f.window->findChild<ChatsPane *>();
        for (int width = 1280; width >= 420; width -= 20) {
            f.window->resize(width, 700);
            f.settle();
            QCOMPARE(f.window->width(), width);
            QVERIFY2(!lists.isVisible() || lists.width() >= 220, QByteArray::number(width) + " wide");
            QVERIFY2(f.view().isVisible(), QByteArray::number(width) + " wide");
        }
        f.window->resize(1280, 700);
        f.settle();
        QCOMPARE(lists.width(), 304); // as it was
        QVERIFY(f.showsDetails() && f.view().isVisible());
    }

    void nothingIsSqueezedAfterDetailsStoodAlone()
    {
        Fixture f;
        f.addRomeo();
        f.show(1280);
        f.window->openConversation(f.juliet());
        f.toggleDetails();
        f.settle();
        const auto &lists = *f.window->findChild<ChatsPane *>();
        const auto &details = *f.window->findChild<DetailsPane *>();
        const int beside = details.width();
        for (const int narrow : { 480, 320 }) {
            f.window->resize(narrow, 500);
            f.settle();
            f.toggleDetails();
            f.settle();
            QVERIFY(details.isVisible() && !f.view().isVisible());
            f.window->resize(1280, 800);
            f.settle();
            QVERIFY2(lists.width() >= 220, QByteArray::number(lists.width()));
            QCOMPARE(details.width(), beside);
            QVERIFY2(f.view().width() > 600, QByteArray::number(f.view().width()));
        }
    }

    void picturesAloneStayAlone()
    {
        Fixture f;
        f.addRomeo();
        f.show(1280);
        auto &lists = *f.window->findChild<ChatsPane *>();
        QCOMPARE(lists.width(), 304);
        f.window->openConversation(f.juliet());
        f.press(Qt::Key_F9);
        f.settle();
        QCOMPARE(lists.width(), 76);
        f.window->resize(480, 700);
        f.settle();
        f.window->resize(1280, 700);
        f.settle();
        QCOMPARE(lists.width(), 76);
        f.press(Qt::Key_F9);
        f.settle();
        QCOMPARE(lists.width(), 304);
    }

    void detailsTakeThePlaceOfTheChatBesideTheLists()
    {
        Fixture f;
        f.addRomeo();
        f.show(720);
        f.window->openConversation(f.juliet());
        f.toggleDetails();
        QVERIFY(f.showsDetails() && !f.view().isVisible());
        QVERIFY(f.window->findChild<ChatsPane *>()->width() >= 220);
        f.press(Qt::Key_Escape);
        QVERIFY(!f.showsDetails() && f.view().isVisible());
    }

    void chatThatIsOpenedIsShownWhateverStoodInItsPlace()
    {
        Fixture f;
        f.addRomeo();
        f.show(720);
        f.window->openConversation(f.juliet());
        f.toggleDetails();
        QVERIFY(f.window->visibleConversation().isNull()); // what arrives there is not seen
        f.window->openConversation(f.chatWith(QStringLiteral("nurse")));
        QVERIFY(f.view().isVisible());
        QCOMPARE(f.window->visibleConversation(), f.chatWith(QStringLiteral("nurse")));
    }

    void chatHasOneWindowOfItsOwn()
    {
        Fixture f;
        f.addRomeo();
        f.show();
        f.window->openConversation(f.juliet());
        Q_EMIT f.view().windowRequested(f.juliet());
        QCOMPARE(f.chatWindows().size(), 1);
        QVERIFY(!f.view().isOpen()); // it has one draft
        Q_EMIT f.view().windowRequested(f.juliet());
        f.window->openConversation(f.juliet());
        QCOMPARE(f.chatWindows().size(), 1);
        QVERIFY(!f.view().isOpen());

        ChatWindow &own = *f.chatWindows().first();
        QVERIFY(!own.findChild<DetailsPane *>()->isVisible());
        for (auto *button : own.findChildren<QToolButton *>()) {
            if (button->toolTip() == u"Details") {
                button->click();
            }
        }
        QVERIFY(own.findChild<DetailsPane *>()->isVisible());
        QVERIFY(QTest::qWaitForWindowActive(&own));
        QTest::keyClick(own.findChild<Composer *>()->editor(), Qt::Key_W, Qt::ControlModifier);
        f.until([&f] { return f.chatWindows().isEmpty(); });
        f.window->openConversation(f.juliet());
        QVERIFY(f.view().isOpen());
    }

    void windowOfAChatIsCalledAsThePersonIs()
    {
        Fixture f;
        Account *account = f.addRomeo();
        f.show();
        Q_EMIT f.view().windowRequested(f.juliet());
        QCOMPARE(f.chatWindows().first()->windowTitle(), account->contacts().displayName(f.juliet().peer));
    }

    void newChatIsOpenedByAnAccountThatIsEnabled()
    {
        Fixture f;
        f.addAccount(QStringLiteral("disabled@capulet.lit"), false);
        f.addAccount(QStringLiteral("romeo@montague.lit"), true);
        f.show();
        f.window->openUri(QStringLiteral("xmpp:nurse@capulet.lit"));
        QCOMPARE(f.view().id().account, f.romeo());
    }

    void f6GoesFromPaneToPane()
    {
        Fixture f;
        f.addRomeo();
        f.show(1280);
        f.window->openConversation(f.juliet());
        f.window->setDetailsVisible(true);
        f.settle();
        const auto pane = [&f]() -> QString {
            const QWidget *focus = QApplication::focusWidget();
            if (f.window->findChild<DetailsPane *>()->isAncestorOf(focus)) {
                return QStringLiteral("details");
            }
            if (f.window->findChild<Composer *>()->isAncestorOf(focus)) {
                return QStringLiteral("composer");
            }
            return f.view().isTimelineFocused() ? QStringLiteral("timeline") : QStringLiteral("lists");
        };
        QStringList panes { pane() };
        for (int i = 0; i < 4; ++i) {
            f.press(Qt::Key_F6);
            panes.append(pane());
        }
        QCOMPARE(panes, QStringList({ "composer", "details", "lists", "timeline", "composer" }));
        f.window->setDetailsVisible(false);
        f.view().focusComposer();
        f.press(Qt::Key_F6);
        QCOMPARE(pane(), QStringLiteral("lists"));
    }

    void listShowsWhichChatIsOpen()
    {
        Fixture f;
        f.addRomeo();
        const ConversationId nurse = WindowWorld::chatWith("nurse");
        f.say(f.juliet(), "Ay me");
        f.say(nurse, "Madam");
        f.show();
        f.window->openConversation(f.juliet());
        f.settle();
        const auto lists = f.window->findChild<ChatsPane *>()->findChildren<QListView *>();
        auto &list = **std::find_if(lists.cbegin(), lists.cend(), [](QListView *each) { return each->isVisible(); });
        const auto marked = [&list] {
            const auto rows = list.selectionModel()->selectedIndexes();
            return rows.size() == 1 ? rows.first().data(ChatListModel::IdRole).value<ConversationId>()
                                    : ConversationId();
        };
        QCOMPARE(marked(), f.juliet());
        const auto other = list.model()->match(list.model()->index(0, 0), ChatListModel::IdRole,
                                               QVariant::fromValue(nurse), 1, Qt::MatchExactly);
        const QPoint point = list.visualRect(other.value(0)).center();
        QTest::mousePress(list.viewport(), Qt::RightButton, {}, point); // for the menu
        QTest::mouseRelease(list.viewport(), Qt::RightButton, {}, point);
        QCOMPARE(marked(), f.juliet());
        list.setFocus();
        list.setCurrentIndex(other.value(0)); // as with the arrows
        QCOMPARE(marked(), nurse);
        f.view().focusComposer();
        QCOMPARE(marked(), f.juliet());
    }

    void whoLeavesFindsTheWindowAsItWas()
    {
        Fixture f;
        f.addRomeo();
        f.show(1111);
        Q_EMIT f.view().windowRequested(f.juliet());
        f.window->putAway();
        QVERIFY(!f.window->isVisible());
        QVERIFY(!f.chatWindows().first()->isVisible());
        f.window.reset();
        f.window = std::make_unique<MainWindow>(f.services, f.dialogs);
        QCOMPARE(f.window->width(), 1111);
    }

    void whatIsCutCanBeReadWhole_data()
    {
        QTest::addColumn<QString>("body");
        QTest::newRow("words") << QString("Good night ").repeated(20'000).trimmed();
        QTest::newRow("one word") << QString(200'000, u'x');
    }
    void whatIsCutCanBeReadWhole()
    {
        QFETCH(QString, body);
        Fixture f;
        f.addRomeo();
        f.say(f.juliet(), body);
        f.show();
        f.window->openConversation(f.juliet());
        auto *timeline = f.view().findChild<TimelineView *>();
        f.until([timeline] { return timeline->model()->rowCount() == 1; });
        Q_EMIT timeline->wholeTextRequested(timeline->model()->message(0));
        const auto *dialog = f.view().findChild<QDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        QCOMPARE(dialog->findChild<QPlainTextEdit *>()->toPlainText(), body);
    }

    void closingTheWindowEndsTheProgramUnlessItStaysInTheTray()
    {
        Fixture f;
        f.addRomeo();
        auto values = f.preferences.values();
        values.closeToTray = true;
        f.preferences.set(values);
        f.show();
        QSignalSpy quits(f.window.get(), &MainWindow::quitRequested);
        f.window->close(); // there is no tray here, so it would be gone for good
        QCOMPARE(quits.size(), 1);
        QVERIFY(!f.window->isVisible());
    }

    void addressMaySuggestWhatToWrite()
    {
        Fixture f;
        f.addRomeo();
        f.show();
        const auto written = [&f] { return f.window->findChild<Composer *>()->text(); };
        f.window->openUri(QStringLiteral("xmpp:nurse@capulet.lit?message;body=Good%20morrow"));
        QCOMPARE(f.view().id().peer.local(), QString("nurse"));
        QCOMPARE(written(), QString("Good morrow"));
        f.window->openUri(QStringLiteral("xmpp:nurse@capulet.lit?message;body=Good%20night"));
        QCOMPARE(written(), QString("Good morrow\nGood night")); // what is there stays
        f.window->openUri(QStringLiteral("xmpp:paris@capulet.lit?message;body=%0A%0AGood%0A%E2%80%AEday%0A"));
        QCOMPARE(written().count(u'\n'), 1); // nothing of it is out of sight
        QVERIFY(!written().contains(QChar(0x202e)));
        f.settle();
        QVERIFY(f.stored(f.chatWith("nurse")).isEmpty()); // and nothing is sent by itself
    }

    void profilesAreToldApart()
    {
        Fixture f;
        f.addRomeo();
        f.show();
        QCOMPARE(f.window->windowTitle(), QString("Natter"));
        f.window->setProfileName(QStringLiteral("work"));
        QCOMPARE(f.window->windowTitle(), QString("work – Natter"));
        f.say(f.juliet(), "Ay me!");
        QCOMPARE(f.window->windowTitle(), QString("(1) work – Natter"));
    }

    void lastChatIsOpenAgainAtTheNextStart()
    {
        Fixture f;
        f.addRomeo();
        f.say(f.juliet(), "Ay me!");
        f.show();
        f.window->openConversation(f.juliet());
        f.window->putAway();
        f.show();
        QVERIFY(!f.view().isOpen());
        f.window->reopenLast();
        QCOMPARE(f.view().id(), f.juliet());
        f.window->openConversation(f.chatWith("nurse"));
        f.window->reopenLast();
        QCOMPARE(f.view().id(), f.chatWith("nurse")); // what is open stays
        Preferences written(f.folder.filePath("settings.json"));
        QVERIFY(written.load());
        QCOMPARE(written.values().lastChat, f.juliet());
    }

    void lastChatThatIsGoneIsNotOpened()
    {
        Fixture f;
        f.addRomeo();
        auto values = f.preferences.values();
        for (const ConversationId &gone :
             { ConversationId(), f.juliet(), ConversationId { Jid::orNull(u"gone@montague.lit"), f.juliet().peer } }) {
            values.lastChat = gone; // no account, or nothing was ever said
            f.preferences.set(values);
            f.show();
            f.window->reopenLast();
            QVERIFY(!f.view().isOpen());
        }
    }

    void addressMaySuggestAContact()
    {
        Fixture f;
        f.addRomeo();
        f.show();
        f.window->openUri(QStringLiteral("xmpp:nurse@capulet.lit?roster;name=Nurse;group=Home"));
        const auto *dialog = f.window->findChild<ContactDialog *>();
        QVERIFY(dialog);
        QCOMPARE(dialog->findChild<QLineEdit *>("name")->text(), QString("Nurse"));
        QCOMPARE(dialog->findChild<QLineEdit *>("groups")->text(), QString("Home"));
    }

    void addressThatCannotBeOpenedIsSaid()
    {
        Fixture f;
        f.show();
        f.window->openUri(QStringLiteral("xmpp:nurse@capulet.lit"));
        QVERIFY2(f.notices().contains(u"no account"), qPrintable(f.notices()));
        f.addRomeo();
        f.window->openUri(QStringLiteral("xmpp:@@"));
        QVERIFY2(f.notices().contains(u"not an address"), qPrintable(f.notices()));
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
