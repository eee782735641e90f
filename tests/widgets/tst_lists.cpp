// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/window_world.h"

#include "base/log.h"
#include "models/chat_list_model.h"
#include "models/people_model.h"
#include "widgets/account_bar.h"
#include "widgets/chats_pane.h"
#include "widgets/composer.h"
#include "widgets/conversation_view.h"
#include "widgets/main_window.h"
#include "widgets/name_header.h"
#include "widgets/notices_pane.h"

#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedWidget>

using namespace natter;
using Subscription = RosterItem::Subscription;

/// The left pane: conversations and people, found and opened by keyboard.
class TestLists : public QObject
{
    Q_OBJECT

    static RosterItem contact(const QString &name, const QString &handle, const QStringList &groups)
    {
        return { WindowWorld::chatWith(name).peer, handle, Subscription::Both, false, groups };
    }

    struct Fixture : WindowWorld
    {
        void show()
        {
            window = std::make_unique<MainWindow>(services, dialogs);
            window->resize(1000, 700);
            window->show();
            window->activateWindow();
            pane = window->findChild<ChatsPane *>();
            settle();
        }
        /// Conversations, the first one being the oldest.
        void talkWith(const QStringList &names)
        {
            for (const QString &name : names) {
                say(chatWith(name), "from " + name);
            }
        }
        QLineEdit &search() { return *pane->findChild<QLineEdit *>(); }
        QListView &list(const char *name)
        {
            const auto lists = pane->findChildren<QListView *>();
            for (QListView *found : lists) {
                if (found->accessibleName() == QLatin1String(name)) {
                    return *found;
                }
            }
            qFatal("there is no list %s", name);
        }
        QStringList rows(const char *name)
        {
            QStringList texts;
            const QAbstractItemModel *model = list(name).model();
            for (int row = 0; row < model->rowCount(); ++row) {
                texts.append(model->index(row, 0).data().toString());
            }
            return texts;
        }
        QStringList chats() { return rows("Chats"); }
        QStringList people() { return rows("People"); }
        void press(const char *button)
        {
            const auto buttons = pane->findChildren<QPushButton *>();
            for (QPushButton *found : buttons) {
                if (found->text() == QLatin1String(button)) {
                    QTest::keyClick(found, Qt::Key_Space);
                    return;
                }
            }
            qFatal("there is no button %s", button);
        }
        /// What stands where a list would be; empty if there is one.
        QString empty()
        {
            const auto *label = qobject_cast<QLabel *>(pane->findChild<QStackedWidget *>()->currentWidget());
            return label ? label->text() : QString();
        }
        QString openPeer() { return window->findChild<ConversationView *>()->id().peer.local(); }
        void key(Qt::Key key, Qt::KeyboardModifiers modifiers)
        {
            QTest::keyClick(window.get(), key, modifiers);
            settle();
        }
        void waitForPeople(int count)
        {
            until([&] { return people().size() == count; });
        }

        Dialogs dialogs;
        std::unique_ptr<MainWindow> window;
        ChatsPane *pane = nullptr;
    };

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

    void searchFindsNamesAndAddresses()
    {
        Fixture f;
        f.addRomeo({ contact("juliet", "Giulietta", {}) });
        f.talkWith({ "nurse", "juliet", "paris" });
        f.show();
        f.key(Qt::Key_K, Qt::ControlModifier);
        QVERIFY(f.search().hasFocus());
        QTest::keyClicks(&f.search(), "GIULI");
        QCOMPARE(f.chats(), QStringList { "Giulietta" });
        f.search().clear();
        QTest::keyClicks(&f.search(), "juliet@cap");
        QCOMPARE(f.chats(), QStringList { "Giulietta" });
        f.search().clear();
        QTest::keyClicks(&f.search(), "nobody");
        QCOMPARE(f.empty(), QString("Nothing found."));
        f.search().clear();
        QCOMPARE(f.chats().size(), 3);
    }

    void searchFindsPeopleBesideChats()
    {
        Fixture f;
        f.addRomeo({ contact("juliet", "Juliet", { "Verona" }), contact("julius", "Julius", { "Verona", "Home" }) });
        f.talkWith({ "nurse", "juliet" });
        f.show();
        f.key(Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(&f.search(), "juli");
        QCOMPARE(f.rows("What was found"), (QStringList { "Chats", "Juliet", "People", "Julius" }));
        QVERIFY(f.list("What was found").isVisible());
        QTest::keyClick(&f.search(), Qt::Key_Down);
        QTest::keyClick(&f.search(), Qt::Key_Down); // over the heading
        QTest::keyClick(&f.search(), Qt::Key_Return);
        QCOMPARE(f.openPeer(), QString("julius"));
        QVERIFY(f.list("Chats").isVisible());
        QCOMPARE(f.rows("What was found"), QStringList());
    }

    void searchFollowsWhatHappensMeanwhile()
    {
        Fixture f;
        f.addRomeo({ contact("juliet", "Juliet", {}) });
        f.show();
        QTest::keyClicks(&f.search(), "juliet");
        QCOMPARE(f.rows("What was found"), (QStringList { "People", "Juliet" }));
        f.say(f.juliet(), "Good morrow");
        QTRY_COMPARE(f.rows("What was found"), (QStringList { "Chats", "Juliet" }));
    }

    void whatWasChosenStaysChosenWhateverArrives()
    {
        Fixture f;
        f.addRomeo({ contact("tybalt", "Tybalt", {}) });
        f.talkWith({ "balthasar", "benvolio" });
        f.show();
        f.key(Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(&f.search(), "b"); // benvolio, balthasar, Tybalt
        QTest::keyClick(&f.search(), Qt::Key_Down);
        QCOMPARE(f.list("What was found").currentIndex().data().toString(), QString("balthasar"));
        f.say(f.chatWith("barnardine"), "I swear");
        QTRY_COMPARE(f.rows("What was found").size(), 6);
        QCOMPARE(f.list("What was found").currentIndex().data().toString(), QString("balthasar"));
        QTest::keyClick(&f.search(), Qt::Key_Return);
        QCOMPARE(f.openPeer(), QString("balthasar"));
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

    void oneAccountCanBeShownAlone()
    {
        Fixture f;
        f.addRomeo({ contact("juliet", "Juliet", {}) });
        AccountSettings other;
        other.jid = Jid::orNull(u"benvolio@montague.lit");
        other.passwordPlace = AccountSettings::PasswordPlace::AskEachTime;
        f.talkWith({ "nurse" });
        f.show();
        const auto filter = [&f] {
            const auto buttons = f.pane->findChildren<QPushButton *>();
            const auto found =
                std::find_if(buttons.cbegin(), buttons.cend(), [](auto *button) { return button->menu(); });
            return found == buttons.cend() ? nullptr : *found;
        };
        QVERIFY(!filter()->isVisible()); // there is nothing to choose
        f.awaited(f.accounts.add(other, Secret(QStringLiteral("pencil")), {}));
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
        QCOMPARE(filter()->text(), QString("benvolio"));
        QTest::keyClicks(&f.search(), "nurse"); // the filter is out of sight, so it counts for nothing
        QCOMPARE(f.rows("What was found"), (QStringList { "Chats", "nurse" }));
        f.search().clear();
        f.accounts.remove(other.jid);
        f.settle();
        QVERIFY(!filter()->isVisible());
        QCOMPARE(f.chats(), QStringList { "nurse" });
    }

    void escapeClearsTheSearch_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("something found") << "jul";
        QTest::newRow("nothing found") << "nobody";
    }

    void escapeClearsTheSearch()
    {
        QFETCH(QString, text);
        Fixture f;
        f.addRomeo();
        f.talkWith({ "nurse", "juliet" });
        f.show();
        f.key(Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(&f.search(), text);
        QTest::keyClick(&f.search(), Qt::Key_Escape);
        QCOMPARE(f.search().text(), QString());
        QCOMPARE(f.chats().size(), 2);
    }

    void enterInTheSearchOpensTheFirstHit()
    {
        Fixture f;
        f.addRomeo();
        f.talkWith({ "nurse", "juliet", "paris" });
        f.show();
        f.key(Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(&f.search(), "jul");
        QTest::keyClick(&f.search(), Qt::Key_Return);
        QCOMPARE(f.openPeer(), QString("juliet"));
        QCOMPARE(f.search().text(), QString());
    }

    void arrowsInTheSearchPassOverGroups()
    {
        Fixture f;
        f.addRomeo({ contact("juliet", "Juliet", { "Verona" }), contact("nurse", "Nurse", { "Capulet" }) });
        f.show();
        f.press("People");
        f.waitForPeople(4);
        f.key(Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(&f.search(), "jul");
        QTest::keyClick(&f.search(), Qt::Key_Down);
        QTest::keyClick(&f.search(), Qt::Key_Return);
        QCOMPARE(f.openPeer(), QString("juliet"));
        f.waitForPeople(4);
    }

    void searchIsThereInANarrowWindowToo()
    {
        Fixture f;
        f.addRomeo();
        f.talkWith({ "nurse", "juliet" });
        f.show();
        f.window->resize(480, 700);
        f.window->openConversation(f.juliet());
        f.settle();
        QVERIFY(!f.search().isVisible());
        f.key(Qt::Key_K, Qt::ControlModifier);
        QVERIFY(f.search().isVisible());
        QVERIFY(f.search().hasFocus());
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

    void enterInTheSearchOpensTheFirstHitThoughAnotherIsOpen()
    {
        Fixture f;
        f.addRomeo();
        f.talkWith({ "nurse", "paris" });
        f.show();
        f.window->openConversation(f.chatWith("nurse"));
        f.key(Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(&f.search(), "r"); // paris and nurse
        QTest::keyClick(&f.search(), Qt::Key_Return);
        QCOMPARE(f.openPeer(), QString("paris"));
    }

    void enterInTheSearchOpensWhatIsFoundNotWhatWasOpen()
    {
        Fixture f;
        f.addRomeo();
        f.talkWith({ "nurse", "juliet", "paris" });
        f.show();
        f.window->openConversation(f.chatWith("paris"));
        f.key(Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(&f.search(), "r"); // nurse and paris
        QTest::keyClick(&f.search(), Qt::Key_Down);
        QTest::keyClick(&f.search(), Qt::Key_Return);
        QCOMPARE(f.openPeer(), QString("nurse"));
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
        bool opened = false;
        QTimer::singleShot(0, self, [&] {
            f.until([&] { return QApplication::activePopupWidget() != nullptr; });
            opened = true;
            QApplication::activePopupWidget()->close();
        });
        QTest::keyClick(self, Qt::Key_Space);
        QVERIFY(opened);
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
