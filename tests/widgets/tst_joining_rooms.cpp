// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/rooms_world.h"

#include "widgets/conversation_view.h"
#include "widgets/invite_dialog.h"
#include "widgets/join_room_dialog.h"
#include "widgets/main_window.h"
#include "widgets/notices_pane.h"

#include <QAccessible>
#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QListView>
#include <QMenu>
#include <QStackedWidget>
#include <QToolButton>

using namespace natter;

/// Rooms are found, looked at and joined, with the keyboard alone.
class TestJoiningRooms : public QObject
{
    Q_OBJECT

    TestAuthority m_authority;

    struct Fixture : RoomsWorld
    {
        explicit Fixture(const TestAuthority &authority, const std::function<void(Fixture &)> &prepare = {})
            : RoomsWorld(authority)
        {
            if (prepare) {
                prepare(*this);
            }
            dialog = std::make_unique<JoinRoomDialog>(accounts, romeo());
            QObject::connect(dialog.get(), &JoinRoomDialog::joined, dialog.get(),
                             [this](const ConversationId &id) { joined.append(id.peer.local()); });
            QObject::connect(dialog.get(), &JoinRoomDialog::creationWanted, dialog.get(),
                             [this](const Jid &, const Jid &room) { wanted.append(room.local()); });
            present(*dialog);
        }
        ~Fixture() { dialog.reset(); }
        Q_DISABLE_COPY_MOVE(Fixture)

        QListView &list() { return child<QListView>(*dialog, "rooms"); }
        QLineEdit &search() { return field(*dialog, "search"); }
        QString state() { return child<QLabel>(*dialog, "state").text(); }
        /// What is said of the room that is looked at.
        QString summary()
        {
            QStringList texts;
            for (const auto *label : child<QWidget>(*dialog, "summary").findChildren<QLabel *>()) {
                texts += label->isHidden() ? QString() : label->text();
            }
            return texts.join(u'\n');
        }
        bool looksAtRoom()
        {
            return child<QStackedWidget>(*dialog, "pages").currentWidget()->objectName() == u"roomPage";
        }
        void awaitRooms(qsizetype count = 3)
        {
            until([&] { return rows(list()).size() == count; });
        }
        void lookAt(const char *name)
        {
            search().setText(at(name).toString());
            QTest::keyClick(&search(), Qt::Key_Return);
            until([this] { return looksAtRoom(); });
        }

        std::unique_ptr<JoinRoomDialog> dialog;
        QStringList joined;
        QStringList wanted;
    };

private Q_SLOTS:
    void aRoomIsChosenFromTheList()
    {
        Fixture f(m_authority);
        QVERIFY(f.search().hasFocus());
        QVERIFY(!f.button(*f.dialog, "next").isEnabled());
        f.awaitRooms();
        QTRY_COMPARE(f.rows(f.list()), QStringList({ "The hall", "The garden", "The cell" })); // by people
        QTest::keyClick(&f.search(), Qt::Key_Down);
        QTest::keyClick(&f.search(), Qt::Key_Down);
        QTest::keyClick(&f.search(), Qt::Key_Return);
        QTRY_VERIFY(f.looksAtRoom());
        QTRY_VERIFY(f.summary().contains("Where walls are high"));
        QVERIFY(f.summary().contains("The garden"));
        QVERIFY(f.summary().contains("garden@chat.capulet.lit · 3 people"));
        QVERIFY(f.summary().contains("Anybody can join."));
        QVERIFY(f.summary().contains("Only those who run it see your address."));
        QVERIFY(!f.find("garden")); // nobody goes in by looking
        QVERIFY(f.field(*f.dialog, "nick").hasFocus());
        QVERIFY(!f.field(*f.dialog, "password").isVisible());
        f.type(*f.dialog, "nick", "Balthasar");
        QTest::keyClick(&f.field(*f.dialog, "nick"), Qt::Key_Return);
        QTRY_COMPARE(f.joined, QStringList { "garden" });
        QVERIFY(!f.dialog->isVisible());
        QVERIFY(f.isIn("garden"));
        QCOMPARE(f.find("garden")->nick(), QString("Balthasar"));
    }

    void theListIsSearchedAndSorted()
    {
        Fixture f(m_authority);
        f.awaitRooms();
        QTRY_COMPARE(f.rows(f.list()).first(), QString("The hall"));
        auto &order = f.child<QComboBox>(*f.dialog, "order");
        QTest::keyClick(&order, Qt::Key_Down);
        QCOMPARE(f.rows(f.list()), QStringList({ "The cell", "The garden", "The hall" }));
        QTest::keyClicks(&f.search(), "dance");
        QCOMPARE(f.rows(f.list()), QStringList { "The hall" });
        QVERIFY(f.button(*f.dialog, "next").isEnabled()); // Enter takes what was found
        QTest::keyClicks(&f.search(), " with me");
        QCOMPARE(f.rows(f.list()), QStringList());
        QVERIFY(f.state().contains("No room has these words"));
        QVERIFY(!f.button(*f.dialog, "next").isEnabled());
    }

    void anAddressIsCompletedWithServices()
    {
        Fixture f(m_authority);
        f.awaitRooms();
        QTest::keyClicks(&f.search(), "garden@");
        QCompleter *completer = f.search().completer();
        QCOMPARE(completer->completionCount(), 1);
        QCOMPARE(completer->currentCompletion(), QString("garden@chat.capulet.lit"));
        QTest::keyClicks(&f.search(), "chat.capulet.lit");
        QVERIFY(f.button(*f.dialog, "next").isEnabled());
        QTest::keyClick(&f.search(), Qt::Key_Escape); // the list of completions
        f.press(*f.dialog, "next");
        QTRY_VERIFY(f.summary().contains("The garden"));
    }

    void anotherServiceIsLookedThrough()
    {
        Fixture f(m_authority);
        f.awaitRooms();
        auto &service = f.child<QComboBox>(*f.dialog, "service");
        QCOMPARE(service.currentText(), QString("chat.capulet.lit"));
        service.lineEdit()->setText("romeo@montague.lit");
        QTest::keyClick(service.lineEdit(), Qt::Key_Return);
        QVERIFY(f.state().contains("not the address of a server"));
        QCOMPARE(f.list().model()->rowCount(), 0);
        f.service.refuseNext("http://jabber.org/protocol/disco#items", "remote-server-not-found");
        service.lineEdit()->setText("rooms.mantua.lit");
        QTest::keyClick(service.lineEdit(), Qt::Key_Return);
        QTRY_VERIFY(f.state().contains("does not answer"));
        QVERIFY(f.dialog->isVisible());
    }

    void aPasswordIsAskedForOnlyWhereItIsNeeded()
    {
        Fixture f(m_authority);
        f.lookAt("cell");
        auto &password = f.field(*f.dialog, "password");
        QTRY_VERIFY(password.isVisible());
        QCOMPARE(password.echoMode(), QLineEdit::Password);
        QTest::keyClicks(&password, "pyramus");
        QTest::keyClick(&password, Qt::Key_Return);
        QTRY_COMPARE(f.problem(*f.dialog), QString("That is not the password of this room."));
        QVERIFY(f.dialog->isVisible());
        QVERIFY(password.hasFocus());
        f.type(*f.dialog, "password", "thisbe");
        QTest::keyClick(&password, Qt::Key_Return);
        QTRY_COMPARE(f.joined, QStringList { "cell" });
        const auto bookmark = f.account->bookmarks().find(f.at("cell"));
        QVERIFY(bookmark && bookmark->autojoin);
        QVERIFY(bookmark->password.isEmpty()); // unless the person wants it there
    }

    void aPasswordIsKeptIfThePersonWantsThat()
    {
        Fixture f(m_authority);
        f.dialog->lookAt(f.at("cell"), Secret(QStringLiteral("thisbe"))); // as a link does
        QCOMPARE(f.field(*f.dialog, "password").text(), QString("thisbe"));
        QTest::keyClick(&f.child<QCheckBox>(*f.dialog, "keepPassword"), Qt::Key_Space);
        f.press(*f.dialog, "join");
        QTRY_COMPARE(f.joined, QStringList { "cell" });
        QCOMPARE(f.account->bookmarks().find(f.at("cell"))->password.reveal(), QString("thisbe"));
    }

    void aNameThatIsTakenIsSaidBesideIt()
    {
        Fixture f(m_authority);
        f.lookAt("garden");
        f.type(*f.dialog, "nick", "nurse");
        f.press(*f.dialog, "join");
        QTRY_VERIFY(f.problem(*f.dialog).contains("Choose another one"));
        QVERIFY(f.field(*f.dialog, "nick").hasFocus());
        QVERIFY(f.field(*f.dialog, "nick").hasSelectedText());
        f.type(*f.dialog, "nick", {});
        f.press(*f.dialog, "join");
        QVERIFY(f.problem(*f.dialog).contains("Enter the name"));
        f.type(*f.dialog, "nick", "romeo");
        f.press(*f.dialog, "join");
        QTRY_COMPARE(f.joined, QStringList { "garden" });
    }

    void whoeverGivesUpLeavesNoTrace()
    {
        Fixture f(m_authority);
        f.room("garden").features = { "muc_membersonly" };
        f.lookAt("garden");
        f.press(*f.dialog, "join");
        QTRY_VERIFY(f.problem(*f.dialog).contains("Only members"));
        QVERIFY(f.account->bookmarks().find(f.at("garden")));
        QTest::keyClick(f.dialog.get(), Qt::Key_Escape);
        QVERIFY(!f.dialog->isVisible());
        QVERIFY(!f.account->bookmarks().find(f.at("garden")));
        QTRY_VERIFY(!f.find("garden"));
        QCOMPARE(f.joined, QStringList());
    }

    void whatWasBookmarkedBeforeStaysSo()
    {
        Fixture f(m_authority, [](Fixture &world) {
            Bookmark bookmark;
            bookmark.room = world.at("garden");
            bookmark.title = QStringLiteral("My garden");
            bookmark.nick = QStringLiteral("Benvolio");
            world.account->bookmarks().set(bookmark);
        });
        f.room("garden").features = { "muc_membersonly" };
        f.lookAt("garden");
        QCOMPARE(f.field(*f.dialog, "nick").text(), QString("Benvolio"));
        f.press(*f.dialog, "join");
        QTRY_VERIFY(!f.problem(*f.dialog).isEmpty());
        f.press(*f.dialog, "back"); // is another way to give it up
        QVERIFY(!f.looksAtRoom());
        const auto bookmark = f.account->bookmarks().find(f.at("garden"));
        QVERIFY(bookmark);
        QVERIFY(!bookmark->autojoin);
        QCOMPARE(bookmark->title, QString("My garden"));
    }

    void whatIsNotThereCanBeCreated()
    {
        Fixture f(m_authority);
        f.lookAt("attic");
        QTRY_VERIFY(f.problem(*f.dialog).contains("There is no room at this address"));
        QVERIFY(!f.button(*f.dialog, "join").isEnabled());
        f.press(*f.dialog, "create");
        QCOMPARE(f.wanted, QStringList { "attic" });
        QVERIFY(!f.dialog->isVisible());
        QVERIFY(!f.find("attic"));
    }

    void aPersonsAddressIsNoRoom()
    {
        Fixture f(m_authority);
        f.search().setText("juliet@capulet.lit");
        QTest::keyClick(&f.search(), Qt::Key_Return);
        QTRY_VERIFY(f.problem(*f.dialog).contains("something else than a room"));
        QVERIFY(!f.button(*f.dialog, "join").isEnabled());
    }

    void whereWeAreAlreadyIsOpened()
    {
        Fixture f(m_authority, [](Fixture &world) { world.enter("garden"); });
        f.search().setText("garden@chat.capulet.lit");
        QTest::keyClick(&f.search(), Qt::Key_Return);
        QCOMPARE(f.joined, QStringList { "garden" });
        QVERIFY(!f.dialog->isVisible());
    }

    void withoutAConnectionThatIsSaid()
    {
        Fixture f(m_authority);
        f.awaitRooms();
        f.accounts.setAvailability(Availability::Offline, {});
        f.until([&f] { return f.account->status().phase == AccountStatus::Phase::Offline; });
        f.lookAt("garden");
        QVERIFY(f.problem(*f.dialog).contains("no connection"));
        f.press(*f.dialog, "join");
        QVERIFY(f.problem(*f.dialog).contains("no connection"));
        QVERIFY(!f.find("garden"));
    }

    void theDialogGoesWithItsAccount()
    {
        Fixture f(m_authority);
        f.room("garden").features = { "muc_membersonly" };
        f.lookAt("garden");
        f.press(*f.dialog, "join");
        QTRY_VERIFY(!f.problem(*f.dialog).isEmpty());
        QVERIFY(f.accounts.remove(f.romeo()));
        QVERIFY(!f.dialog->isVisible());
    }

    void otherAccountsHaveOtherRooms()
    {
        Fixture f(m_authority, [](Fixture &world) {
            AccountSettings settings;
            settings.jid = Jid::orNull(u"benvolio@montague.lit");
            settings.passwordPlace = AccountSettings::PasswordPlace::Keychain;
            if (!world.book.put(settings)) {
                qFatal("no account book");
            }
            world.accounts.start();
        });
        auto &account = f.child<QComboBox>(*f.dialog, "account");
        QVERIFY(account.isVisible());
        f.awaitRooms();
        QTest::keyClick(&account, Qt::Key_Down);
        QCOMPARE(account.currentText(), QString("benvolio@montague.lit"));
        QCOMPARE(f.list().model()->rowCount(), 0); // who is not online
        QVERIFY(f.state().contains("no connection"));
        QTest::keyClick(&account, Qt::Key_Up);
        f.awaitRooms();
    }

    void aLinkShowsTheRoomAndGoesNowhere()
    {
        RoomsWorld f(m_authority);
        MainWindow window(f.services, f.questions);
        f.present(window);
        window.openUri("xmpp:cell@chat.capulet.lit?join;password=thisbe");
        auto *dialog = window.findChild<JoinRoomDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        QCOMPARE(f.field(*dialog, "password").text(), QString("thisbe"));
        f.settle();
        QVERIFY(!f.find("cell"));
        f.press(*dialog, "join");
        QTRY_VERIFY(f.isIn("cell"));
        window.openUri("xmpp:chat.capulet.lit?join");
        bool said = false;
        for (const auto *bar : window.findChildren<NoticeBar *>()) {
            said = said || bar->text().contains("not the address of a room");
        }
        QVERIFY(said);
    }

    void theMenuOfTheChatHasWhatCanBeDone()
    {
        RoomsWorld f(m_authority);
        MainWindow window(f.services, f.questions);
        f.present(window);
        const ConversationId garden = f.account->rooms().join(f.at("garden")).conversation();
        QTRY_VERIFY(f.isIn("garden"));
        window.openConversation(garden);
        f.settle();
        for (auto *button : window.findChild<ConversationView *>()->findChildren<QToolButton *>()) {
            if (button->toolTip() == u"More") {
                button->click();
            }
        }
        QTRY_VERIFY(qobject_cast<QMenu *>(QApplication::activePopupWidget()));
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QAction *invite = nullptr;
        for (const QAction *action : menu->actions()) {
            for (QAction *inside : action->menu() ? action->menu()->actions() : QList<QAction *>()) {
                invite = inside->text() == u"Invite people…" ? inside : invite;
            }
        }
        QVERIFY(invite);
        invite->trigger();
        menu->close();
        QVERIFY(window.findChild<InviteDialog *>());
    }

    void fieldsAreNamedForThoseWhoHear()
    {
        Fixture f(m_authority);
        for (const char *name : { "search", "nick", "password", "service", "order", "rooms" }) {
            QAccessibleInterface *field = QAccessible::queryAccessibleInterface(f.dialog->findChild<QWidget *>(name));
            QVERIFY2(field && !field->text(QAccessible::Name).isEmpty(), name);
        }
    }
};

QTEST_MAIN(TestJoiningRooms)
#include "tst_joining_rooms.moc"
