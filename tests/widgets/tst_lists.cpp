// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/lists_world.h"

#include "widgets/chat_window.h"

#include <QPointer>
#include <QToolButton>

using namespace natter;
using Fixture = ListsWorld;

/// The left pane: conversations and people, opened by keyboard.
class TestLists : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void chatsAreOrderedNewestFirst()
    {
        Fixture f;
        f.addRomeo();
        f.talkWith({ "nurse", "juliet", "paris" });
        f.show();
        QCOMPARE(f.chats(), (QStringList { "paris", "juliet", "nurse" }));
        f.say(f.chatWith("nurse"), "again");
        QCOMPARE(f.chats(), (QStringList { "nurse", "paris", "juliet" }));
        f.say(f.chatWith("tybalt"), "Peace? I hate the word");
        QCOMPARE(f.chats(), (QStringList { "tybalt", "nurse", "paris", "juliet" }));
    }

    void unreadFilterShowsOnlyUnread()
    {
        Fixture f;
        f.addRomeo();
        f.talkWith({ "nurse", "juliet", "paris" });
        f.conversations.markRead(f.juliet(), f.stored(f.juliet()).last().row);
        f.show();
        f.press("Unread");
        QCOMPARE(f.chats(), (QStringList { "paris", "nurse" }));
        f.press("All");
        QCOMPARE(f.chats().size(), 3);
    }

    void chatThatIsOpenStaysInTheUnreadFilterUntilAnotherIsOpened()
    {
        Fixture f;
        f.addRomeo();
        f.talkWith({ "nurse", "juliet" });
        f.show();
        f.press("Unread");
        f.window->openConversation(f.juliet());
        f.until([&] { return f.conversations.summary(f.juliet()).unread == 0; });
        QCOMPARE(f.chats(), (QStringList { "juliet", "nurse" }));
        f.window->openConversation(f.chatWith("nurse"));
        QCOMPARE(f.chats(), QStringList { "nurse" });
    }

    void everythingReadIsSaid()
    {
        Fixture f;
        f.addRomeo();
        f.talkWith({ "juliet" });
        f.conversations.markRead(f.juliet(), f.stored(f.juliet()).last().row);
        f.show();
        f.press("Unread");
        QCOMPARE(f.empty(), QString("No unread messages."));
        f.say(f.juliet(), "new");
        QCOMPARE(f.empty(), QString());
    }

    void chatInWhichNothingWasSaidGoesWhenItIsLeft()
    {
        Fixture f;
        f.addRomeo();
        f.talkWith({ "nurse" });
        f.show();
        f.window->openConversation(f.chatWith("paris"));
        f.settle();
        QCOMPARE(f.chats(), (QStringList { "paris", "nurse" }));
        f.window->openConversation(f.chatWith("nurse"));
        f.settle();
        QCOMPARE(f.chats(), QStringList { "nurse" });
        f.window->openConversation(f.chatWith("paris"));
        QTest::keyClicks(f.window->findChild<Composer *>()->editor(), "Good");
        f.window->openConversation(f.chatWith("nurse"));
        f.settle();
        QCOMPARE(f.chats(), (QStringList { "paris", "nurse" })); // a draft is worth keeping
    }

    void longAddressesDoNotWidenThePane()
    {
        Fixture f;
        f.addRomeo();
        f.show();
        const int before = f.pane->minimumSizeHint().width();
        AccountSettings other;
        other.jid = Jid::orNull(QString(500, u'a') + QStringLiteral("@montague.lit"));
        other.passwordPlace = AccountSettings::PasswordPlace::Keychain;
        f.awaited(f.accounts.add(other, { Secret(QStringLiteral("pencil")) }));
        QVERIFY(f.pane->minimumSizeHint().width() <= before);
    }

    void oneAccountCanBeShownAlone()
    {
        Fixture f;
        f.addRomeo({ contact("juliet", "Juliet", {}) });
        AccountSettings other;
        other.jid = Jid::orNull(u"benvolio@montague.lit");
        other.passwordPlace = AccountSettings::PasswordPlace::Keychain;
        f.talkWith({ "nurse" });
        f.show();
        const auto filter = [&f] {
            const auto buttons = f.pane->findChildren<QPushButton *>();
            const auto found =
                std::find_if(buttons.cbegin(), buttons.cend(), [](auto *button) { return button->menu(); });
            return found == buttons.cend() ? nullptr : *found;
        };
        QVERIFY(!filter()->isVisible()); // there is nothing to choose
        f.awaited(f.accounts.add(other, { Secret(QStringLiteral("pencil")) }));
        f.say({ other.jid, f.juliet().peer }, "Good morrow, cousin");
        QVERIFY(filter()->isVisible());
        QCOMPARE(f.chats().size(), 2);
        const auto choose = [&](const QString &text) {
            const auto actions = filter()->menu()->actions();
            for (QAction *action : actions) {
                if (action->text() == text) {
                    action->trigger();
                }
            }
        };
        choose(other.jid.toString());
        QCOMPARE(f.chats(), QStringList { "juliet" });
        QCOMPARE(f.people(), QStringList());
        QCOMPARE(filter()->text(), other.jid.toString());
        QTest::keyClicks(&f.search(), "nurse"); // the filter is out of sight, so it counts for nothing
        QCOMPARE(f.rows("What was found"), (QStringList { "Chats", "nurse" }));
        f.search().clear();
        f.accounts.remove(other.jid);
        f.settle();
        QVERIFY(!filter()->isVisible());
        QCOMPARE(f.chats(), QStringList { "nurse" });
    }

    void noticesAreSeenWhereverThePersonIs()
    {
        Fixture f;
        f.addRomeo();
        f.show();
        f.key(Qt::Key_F9, {});
        f.breakStore();
        f.conversations.open(f.juliet()); // works: only messages are refused
        f.conversations.reportStorageError({ Error::Kind::StorageFull, {}, {}, {} });
        f.settle();
        QVERIFY(f.window->notices().isVisible());
        f.window->resize(480, 700);
        f.window->openConversation(f.juliet());
        f.settle();
        QVERIFY(f.window->notices().isVisible());
    }

    void altArrowsGoFromChatToChat()
    {
        Fixture f;
        f.addRomeo();
        f.talkWith({ "nurse", "juliet", "paris" });
        f.show();
        QStringList visited;
        for (const Qt::Key key : { Qt::Key_Down, Qt::Key_Down, Qt::Key_Down, Qt::Key_Down, Qt::Key_Up, Qt::Key_Up }) {
            f.key(key, Qt::AltModifier);
            visited.append(f.openPeer());
        }
        QCOMPARE(visited, (QStringList { "paris", "juliet", "nurse", "nurse", "juliet", "paris" }));
        QVERIFY(f.window->findChild<Composer *>()->editor()->hasFocus());
    }

    void altArrowsStayWithTheOpenChatWhenTheOrderChanges()
    {
        Fixture f;
        f.addRomeo();
        f.talkWith({ "nurse", "juliet", "paris" });
        f.show();
        f.window->openConversation(f.juliet());
        f.say(f.chatWith("nurse"), "again"); // nurse, paris, juliet
        f.key(Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(f.openPeer(), QString("paris"));
    }

    void openChatStaysMarked()
    {
        Fixture f;
        f.addRomeo();
        f.talkWith({ "nurse", "juliet" });
        f.show();
        f.window->openConversation(f.juliet());
        QListView &list = f.list("Chats");
        const auto marked = [&list] { return list.selectionModel()->selectedIndexes().size(); };
        QCOMPARE(marked(), 1);
        const QRect row = list.visualRect(list.currentIndex());
        QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, { 40, list.viewport()->height() - 4 }); // below the rows
        QCOMPARE(marked(), 1);
        QTest::mouseClick(list.viewport(), Qt::LeftButton, Qt::ControlModifier, row.center());
        QCOMPARE(marked(), 1);
        QCOMPARE(f.openPeer(), QString("juliet"));
    }

    void newChatThatIsOpenedIsTheCurrentOne()
    {
        Fixture f;
        f.addRomeo();
        f.talkWith({ "nurse" });
        f.show();
        f.window->openConversation(f.chatWith("paris"));
        f.settle();
        QCOMPARE(f.list("Chats").currentIndex().data().toString(), QString("paris"));
    }

    void emptyListsSayWhatToDo()
    {
        Fixture f;
        f.show();
        QCOMPARE(f.empty(), QString("Add an account to begin."));
        f.addRomeo();
        QVERIFY2(f.empty().startsWith("No chats yet."), qPrintable(f.empty()));
        f.press("People");
        QVERIFY2(f.empty().startsWith("No contacts here yet."), qPrintable(f.empty()));
        f.press("Show offline");
        QCOMPARE(f.empty(), QString("Nobody is online."));
    }

    void peopleStandUnderTheirGroupsWithCounts()
    {
        Fixture f;
        f.addRomeo({ contact("juliet", "Juliet", { "Verona" }), contact("nurse", "nurse", { "Verona", "Home" }),
                     contact("paris", "Paris", {}) });
        f.show();
        f.press("People");
        f.waitForPeople(7);
        QCOMPARE(f.people(), (QStringList { "Contacts", "Paris", "Home", "nurse", "Verona", "Juliet", "nurse" }));
        const QAbstractItemModel *model = f.list("People").model();
        QCOMPARE(model->index(4, 0).data(PeopleModel::CountRole).toString(), QString("0 / 2"));
        QVERIFY(!model->index(4, 0).flags().testFlag(Qt::ItemIsSelectable));
    }

    void offlineFilterIsRemembered()
    {
        Fixture f;
        f.addRomeo({ contact("juliet", "Juliet", { "Verona" }) });
        f.show();
        f.press("People");
        f.waitForPeople(2);
        f.press("Show offline");
        QCOMPARE(f.people(), QStringList());
        QCOMPARE(f.empty(), QString("Nobody is online."));
        QVERIFY(!f.preferences.values().showOffline);
        QTest::keyClicks(&f.search(), "jul"); // a search finds everybody
        QCOMPARE(f.people(), (QStringList { "Verona", "Juliet" }));
    }

    void groupsCanBeFolded()
    {
        Fixture f;
        f.addRomeo({ contact("juliet", "Juliet", { "Verona" }), contact("paris", "Paris", { "Verona" }) });
        f.show();
        f.press("People");
        f.waitForPeople(3);
        Q_EMIT f.list("People").activated(f.list("People").model()->index(0, 0));
        QCOMPARE(f.people(), QStringList { "Verona" });
        Q_EMIT f.list("People").activated(f.list("People").model()->index(0, 0));
        QCOMPARE(f.people().size(), 3);
    }

    void enterOpensAPerson()
    {
        Fixture f;
        f.addRomeo({ contact("juliet", "Juliet", { "Verona" }) });
        f.show();
        f.press("People");
        f.waitForPeople(2);
        QListView &list = f.list("People");
        list.setFocus();
        QTest::keyClick(&list, Qt::Key_Down);
        QTest::keyClick(&list, Qt::Key_Down);
        QTest::keyClick(&list, Qt::Key_Return);
        QCOMPARE(f.openPeer(), QString("juliet"));
    }

    void namesThatTurnTheTextRoundAreVisible()
    {
        const QString name = QString::fromUtf16(u"ti\u202Elub");
        Fixture raw;
        Fixture visible;
        for (const auto &[f, handle] : { std::pair(&raw, name), std::pair(&visible, withVisibleControls(name)) }) {
            f->addRomeo({ contact("juliet", handle, { handle }) });
            f->say(f->juliet(), "Good morrow");
            f->show();
            f->press("People");
            f->waitForPeople(2);
        }
        QCOMPARE(raw.list("People").grab().toImage(), visible.list("People").grab().toImage());
        raw.press("Chats");
        visible.press("Chats");
        QCOMPARE(raw.list("Chats").grab().toImage(), visible.list("Chats").grab().toImage());
    }

    void windowAndComposerShowSuchNamesVisiblyToo()
    {
        Fixture f;
        f.addRomeo({ contact("juliet", QString::fromUtf16(u"ti\u202Elub"), { "Verona" }) });
        f.say(f.juliet(), "Good morrow");
        f.show();
        f.window->openConversation(f.juliet());
        f.settle();
        auto *editor = qobject_cast<QPlainTextEdit *>(f.window->findChild<Composer *>()->editor());
        const QModelIndex chat = f.list("Chats").model()->index(0, 0);
        f.press("People");
        f.waitForPeople(2);
        const QModelIndex person = f.list("People").model()->index(1, 0);
        const QList<std::pair<QString, QString>> places { { "title", f.window->windowTitle() },
                                                          { "composer", editor->placeholderText() },
                                                          { "chat", chat.data(Qt::AccessibleTextRole).toString() },
                                                          { "person",
                                                            person.data(Qt::AccessibleTextRole).toString() } };
        QStringList offenders;
        for (const auto &[place, text] : places) {
            offenders += text.contains(QChar(0x202E)) ? QStringList { place } : QStringList();
        }
        QCOMPARE(offenders, QStringList());
    }

    void paneCollapsesToPicturesAndBack()
    {
        Fixture f;
        f.addRomeo();
        f.talkWith({ "nurse", "juliet" });
        f.show();
        const int wide = f.pane->width();
        f.search().setText("nurse");
        f.key(Qt::Key_F9, {});
        QVERIFY(f.pane->width() < wide / 2);
        const auto buttons = f.window->findChild<AccountBar *>()->findChildren<QAbstractButton *>();
        QCOMPARE(buttons.size(), 3);
        for (const QAbstractButton *button : buttons) { // one below the other, none cut off
            QVERIFY(button->height() >= button->sizeHint().height());
            QVERIFY(button->parentWidget()->rect().contains(button->geometry()));
        }
        QVERIFY(!f.search().isVisible());
        QCOMPARE(f.chats().size(), 2); // nothing is hidden by a search nobody sees
        f.key(Qt::Key_K, Qt::ControlModifier);
        QVERIFY(f.search().isVisible());
        QCOMPARE(f.pane->width(), wide);
    }

    void collapsedPaneIsRememberedAndOpensForWhatNeedsAnAnswer()
    {
        Fixture f;
        f.show();
        f.key(Qt::Key_F9, {});
        const int collapsed = f.pane->width();
        f.window->close();
        f.window.reset();
        f.show();
        QCOMPARE(f.pane->width(), collapsed);
        f.addRomeo(); // has no password
        f.settle();
        QVERIFY(f.pane->width() > collapsed);
    }

    void narrowWindowShowsNamesEvenIfThePaneWasCollapsed()
    {
        Fixture f;
        f.addRomeo();
        f.show();
        f.key(Qt::Key_F9, {});
        QVERIFY(!f.search().isVisible());
        f.window->resize(480, 700);
        f.settle();
        QVERIFY(f.search().isVisible());
        f.window->resize(1000, 700);
        f.settle();
        QVERIFY(!f.search().isVisible());
    }

    void presenceMenuOpensByKeyboard()
    {
        Fixture f;
        f.addRomeo();
        f.show();
        auto *self = f.window->findChild<AccountBar *>()->findChild<NameHeader *>();
        QVERIFY(self->focusPolicy() & Qt::TabFocus);
        QTest::keyClick(self, Qt::Key_Space);
        QTRY_VERIFY(QApplication::activePopupWidget());
        QApplication::activePopupWidget()->close();
    }

    /// It is not told that the mouse left it for the menu, and would look as if it were still there.
    void buttonIsPaintedAnewOnceItsMenuIsGone()
    {
        struct PaintCounter : QObject
        {
            int count = 0;
            bool eventFilter(QObject *, QEvent *event) override
            {
                count += event->type() == QEvent::Paint ? 1 : 0;
                return false;
            }
        };
        Fixture f;
        f.addRomeo();
        f.show();
        const auto buttons = f.window->findChild<AccountBar *>()->findChildren<QToolButton *>();
        QCOMPARE(buttons.size(), 2);
        for (QToolButton *button : buttons) {
            PaintCounter painted;
            button->installEventFilter(&painted);
            button->click();
            QTRY_VERIFY(QApplication::activePopupWidget());
            f.settle();
            painted.count = 0;
            QApplication::activePopupWidget()->close();
            QTRY_VERIFY(painted.count > 0);
            button->removeEventFilter(&painted);
        }
    }

    /// Whoever opens it is done, and whatever happens meanwhile may take the window away.
    void menuOfAChatKeepsNobodyWaiting()
    {
        Fixture f;
        f.addRomeo();
        f.talkWith({ "juliet" });
        f.show();
        const auto open = [&f] { Q_EMIT f.pane->contactMenuRequested(Fixture::chatWith("juliet"), { 100, 100 }); };
        open();
        const QPointer<QMenu> menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu);
        QTest::keyClick(menu, Qt::Key_Down);
        QTest::keyClick(menu, Qt::Key_Return);
        QTRY_VERIFY(!menu);
        const auto windows = QApplication::topLevelWidgets();
        QVERIFY(
            std::any_of(windows.cbegin(), windows.cend(), [](QWidget *w) { return qobject_cast<ChatWindow *>(w); }));
        open();
        f.window.reset();
        QVERIFY(!QApplication::activePopupWidget());
    }

    void presenceMenuShowsWhatEachAccountIsUpTo()
    {
        Fixture f;
        f.addRomeo();
        QWidget window;
        QMenu alone;
        AccountBar::fillPresenceMenu(alone, f.accounts, &window);
        for (const QAction *action : alone.actions()) {
            QVERIFY(!action->menu()); // there is nothing to choose between
        }

        AccountSettings second;
        second.jid = Jid::orNull(u"juliet@capulet.lit");
        second.enabled = false;
        second.passwordPlace = AccountSettings::PasswordPlace::Keychain;
        QVERIFY(f.awaited(f.accounts.add(second, {})));
        QMenu menu;
        AccountBar::fillPresenceMenu(menu, f.accounts, &window);
        QList<QMenu *> accounts;
        for (QAction *action : menu.actions()) {
            if (action->menu()) {
                accounts.append(action->menu());
            }
        }
        QCOMPARE(accounts.size(), 2);
        QCOMPARE(accounts[0]->title(), QString("romeo@montague.lit · Needs its password"));
        QCOMPARE(accounts[1]->title(), QString("juliet@capulet.lit · Offline"));
        QAction *romeos = accounts[0]->actions().constFirst();
        QVERIFY(romeos->isChecked() && !accounts[1]->actions().constFirst()->isChecked());
        romeos->trigger();
        QVERIFY(!f.accounts.find(f.romeo())->settings().enabled);
        QCOMPARE(f.accounts.find(f.romeo())->status().phase, AccountStatus::Phase::Offline);
        accounts[1]->actions().constFirst()->trigger();
        QVERIFY(f.accounts.find(second.jid)->settings().enabled);
    }

    /// A large database, or one that is brought up to date, takes its time.
    void listSaysThatMessagesAreBeingOpened()
    {
        Fixture f;
        f.addRomeo();
        f.say(f.juliet(), "Good morrow");
        Conversations later(f.store);
        MainWindow window(
            { f.accounts, later, f.preferences, f.searcher, f.keeper, f.transfer, f.proofreader, f.later }, f.dialogs);
        window.show();
        const auto empty = [&window] {
            for (const auto *label : window.findChild<ChatsPane *>()->findChildren<QLabel *>()) {
                if (label->isVisible()) {
                    return label->text();
                }
            }
            return QString();
        };
        QCOMPARE(empty(), QString()); // most of the time it is no time at all
        f.until([&] { return empty() == QString("Opening your messages…"); });
        later.load();
        f.until([&] {
            const auto lists = window.findChild<ChatsPane *>()->findChildren<QListView *>();
            return std::any_of(lists.cbegin(), lists.cend(), [](const QListView *list) {
                return list->accessibleName() == "Chats" && list->isVisible() && list->model()->rowCount() == 1;
            });
        });
    }

    void removedAccountTakesItsChatsAlong()
    {
        Fixture f;
        f.addRomeo({ contact("juliet", "Juliet", { "Verona" }) });
        f.talkWith({ "nurse", "juliet" });
        f.show();
        f.window->openConversation(f.juliet());
        QVERIFY(f.accounts.remove(f.romeo()));
        f.settle();
        QCOMPARE(f.chats(), QStringList());
        QCOMPARE(f.empty(), QString("Add an account to begin."));
        QVERIFY(!f.window->findChild<ConversationView *>()->isOpen());
        QCOMPARE(f.conversations.unreadTotal(), 0);
    }
};

QTEST_MAIN(TestLists)
#include "tst_lists.moc"
