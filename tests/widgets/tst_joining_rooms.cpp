// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/rooms_world.h"

#include "base/limits.h"
#include "widgets/conversation_view.h"
#include "widgets/invite_dialog.h"
#include "widgets/join_room_dialog.h"
#include "widgets/main_window.h"
#include "widgets/notices_pane.h"
#include "widgets/room_windows.h"
#include "widgets/service_contacts.h"

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
        QTest::keyClick(&f.search(), Qt::Key_Return); // the list of completions is gone
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

    void whatTheServerSearchesIsFound()
    {
        Fixture f(m_authority, [](Fixture &world) {
            world.service.channels = {
                { "rialto@rooms.venice.lit", "The Rialto", "News of the ships", 40, "it" },
                { ScriptedRooms::at("garden"), "The garden", "Where walls are high", 3 },
                { "council@rooms.venice.lit", "The council", "For senators", 7, "it", false },
            };
        });
        auto &service = f.child<QComboBox>(*f.dialog, "service");
        QTRY_COMPARE(service.count(), 2);
        QCOMPARE(service.itemText(1), QString("search.montague.lit"));
        service.setFocus();
        QTest::keyClick(&service, Qt::Key_Down);
        QTRY_COMPARE(f.rows(f.list()), QStringList({ "The Rialto", "The garden", "The council" }));
        QCOMPARE(f.list().model()->index(2, 0).data(Qt::AccessibleTextRole).toString(),
                 QString("The council, council@rooms.venice.lit, 7 people, italiano, not everybody can join, "
                         "For senators"));
        QTest::keyClicks(&f.search(), "walls");
        QTRY_COMPARE(f.rows(f.list()), QStringList { "The garden" });
        f.search().setText("no such words");
        QTRY_VERIFY(f.state().contains("No room was found"));
        f.search().setText("walls");
        QTRY_VERIFY(f.button(*f.dialog, "next").isEnabled());
        QTest::keyClick(&f.search(), Qt::Key_Return);
        QTRY_VERIFY(f.summary().contains("Anybody can join."));
        for (const Element &stanza : std::as_const(f.service.heard)) { // the person has named nobody there
            QVERIFY(!stanza.attribute(u"to").contains(u"venice"));
        }
        f.press(*f.dialog, "join");
        QTRY_COMPARE(f.joined, QStringList { "garden" });
    }

    void aServiceThatThePersonNamesIsSearched()
    {
        Fixture f(m_authority);
        f.awaitRooms();
        f.service.channels = { { "rialto@rooms.venice.lit", "The Rialto", "News of the ships", 40 } };
        QCOMPARE(f.service.count("search.montague.lit", DiscoInfo::name), 0);
        auto &service = f.child<QComboBox>(*f.dialog, "service");
        service.lineEdit()->setText("search.montague.lit");
        QTest::keyClick(service.lineEdit(), Qt::Key_Return);
        QTRY_COMPARE(f.rows(f.list()), QStringList { "The Rialto" });
        QCOMPARE(f.service.count("search.montague.lit", DiscoInfo::name), 1);
    }

    void nobodyElseIsAskedWhereTheServerHasNoRooms()
    {
        Fixture f(m_authority, [](Fixture &world) {
            world.service.isListed = false;
            Bookmark bookmark;
            bookmark.room = Jid::orNull(u"attic@rooms.mantua.lit");
            world.account->bookmarks().set(bookmark);
        });
        auto &service = f.child<QComboBox>(*f.dialog, "service");
        QTRY_COMPARE(service.count(), 1);
        QVERIFY(f.state().contains("Your server has no rooms"));
        QCOMPARE(service.currentIndex(), -1);
        f.settle();
        for (const Element &stanza : std::as_const(f.service.heard)) {
            QVERIFY(!stanza.attribute(u"to").contains(u"mantua"));
        }
    }

    void asMuchIsFoundAsThePersonLooksAt()
    {
        Fixture f(m_authority, [](Fixture &world) {
            for (int i = 0; i < 120; ++i) {
                world.service.channels.append(
                    { "r" + QByteArray::number(i) + "@rooms.venice.lit", "Room", {}, 500 - i });
            }
        });
        auto &service = f.child<QComboBox>(*f.dialog, "service");
        QTRY_COMPARE(service.count(), 2);
        service.setFocus();
        QTest::keyClick(&service, Qt::Key_Down);
        f.awaitRooms(limits::searchPage);
        f.settle();
        QCOMPARE(f.service.count("search.montague.lit", ChannelQuery::name), 1);
        f.list().scrollToBottom();
        f.awaitRooms(2 * limits::searchPage);
        f.list().scrollToBottom();
        f.awaitRooms(120);
    }

    void whatASearchRefusesIsSaid()
    {
        Fixture f(m_authority, [](Fixture &world) {
            world.service.channels = { { "rialto@rooms.venice.lit", "The Rialto" } };
            world.service.refuseNext("urn:xmpp:channel-search:0:search", "not-allowed");
        });
        auto &service = f.child<QComboBox>(*f.dialog, "service");
        QTRY_COMPARE(service.count(), 2);
        service.setFocus();
        QTest::keyClick(&service, Qt::Key_Down);
        QTRY_VERIFY(f.state().contains("Enter words"));
        f.service.refuseNext("urn:xmpp:channel-search:0:search", "bad-request");
        f.search().setText("of");
        QTRY_VERIFY(f.state().contains("longer or other words"));
        f.service.refuseNext("urn:xmpp:channel-search:0:search", "internal-server-error");
        f.search().setText("off");
        QTRY_VERIFY(f.state().contains("error"));
        f.search().setText("rialto");
        f.awaitRooms(1);
        QTest::keyClick(&service, Qt::Key_Up); // back to what is no search
        f.search().clear();
        f.awaitRooms(3);
    }

    void whoRunsAServiceIsSaid()
    {
        Fixture f(m_authority, [](Fixture &world) {
            world.service.contacts = "<field var='admin-addresses'><value>xmpp:friar@capulet.lit</value>"
                                     "<value>javascript:alert(1)</value></field>";
        });
        f.awaitRooms();
        auto &contacts = f.child<QToolButton>(*f.dialog, "contacts");
        QVERIFY(contacts.isVisible());
        QCOMPARE(contacts.menu()->actions().size(), 1);
        QVERIFY(contacts.menu()->actions().first()->text().contains("friar@capulet.lit"));
        QSignalSpy opened(f.dialog.get(), &JoinRoomDialog::linkActivated);
        contacts.menu()->actions().first()->trigger();
        QCOMPARE(opened.value(0).value(0).toString(), QString("xmpp:friar@capulet.lit"));
    }

    void addressesOfMailAreToldFromThoseOfChats()
    {
        using Purpose = ContactAddress::Purpose;
        ServiceContacts button;
        button.setContacts({ { Purpose::Admin, "mailto:admin@capulet.lit" },
                             { Purpose::Admin, "xmpp:admin@capulet.lit" },
                             { Purpose::Admin, "xmpp:admin@capulet.lit?message" } });
        const auto actions = button.menu()->actions();
        QCOMPARE(actions.size(), 2); // what says the same stands there once
        QVERIFY2(actions.first()->text().contains("e-mail"), qPrintable(actions.first()->text()));
        QVERIFY(!actions.last()->text().contains("e-mail"));
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
        for (const char *name : { "search", "nick", "password", "service", "order", "rooms", "contacts" }) {
            QAccessibleInterface *field = QAccessible::queryAccessibleInterface(f.dialog->findChild<QWidget *>(name));
            QVERIFY2(field && !field->text(QAccessible::Name).isEmpty(), name);
        }
    }

    void linkThatIsFollowedTwiceOpensOneDialog()
    {
        Fixture f(m_authority);
        f.dialog.reset();
        QWidget window;
        f.present(window);
        RoomWindows windows(f.services, f.questions, &window);
        const auto count = [&window] { return window.findChildren<JoinRoomDialog *>().size(); };
        windows.lookAt({ f.romeo(), f.at("garden") });
        QCOMPARE(count(), 1);
        windows.lookAt({ f.romeo(), f.at("garden") });
        QCOMPARE(count(), 1);
        QVERIFY(window.findChild<JoinRoomDialog *>()->isVisible());
        windows.lookAt({ f.romeo(), f.at("hall") });
        QCOMPARE(count(), 2);
    }
};

QTEST_MAIN(TestJoiningRooms)
#include "tst_joining_rooms.moc"
