// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/rooms_world.h"

#include "widgets/destroy_room_dialog.h"
#include "widgets/leaving_room.h"
#include "widgets/room_configuration_dialog.h"
#include "widgets/room_info_dialog.h"
#include "widgets/room_nick_dialog.h"
#include "widgets/room_people_dialog.h"
#include "widgets/room_subject_dialog.h"
#include "widgets/room_windows.h"

#include <QCheckBox>
#include <QClipboard>
#include <QListView>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPointer>
#include <QTabBar>

using namespace natter;

/// What those who run a room do with it, and what everybody in it can.
class TestRunningRooms : public QObject
{
    Q_OBJECT

    TestAuthority m_authority;

    static constexpr ElementName ownerQuery { u"http://jabber.org/protocol/muc#owner", u"query" };
    static constexpr ElementName adminQuery { u"http://jabber.org/protocol/muc#admin", u"query" };

    struct Fixture : RoomsWorld
    {
        explicit Fixture(const TestAuthority &authority, const QByteArray &affiliation = "owner")
            : RoomsWorld(authority)
        {
            room("garden").lists = { { "member", { "juliet@capulet.lit", "nurse@capulet.lit", "paris@verona.lit" } },
                                     { "owner", { "romeo@montague.lit" } },
                                     { "outcast", { "tybalt@capulet.lit" } } };
            garden = &enter("garden", affiliation);
        }
        /// Shows it; it is gone once it is closed.
        template <typename Dialog> Dialog &shown(Dialog *dialog)
        {
            open = dialog;
            present(*dialog);
            return *dialog;
        }
        ConversationId id() const { return { romeo(), at("garden") }; }
        QByteArrayList listed(const QByteArray &affiliation) { return room("garden").lists.value(affiliation); }

        Room *garden = nullptr;
        QPointer<QDialog> open;
    };

    static RoomPeopleDialog *people(Fixture &f)
    {
        return &f.shown(new RoomPeopleDialog(f.account->contacts(), *f.garden, f.questions));
    }

private Q_SLOTS:
    // The configuration

    void theWholeFormIsOffered()
    {
        Fixture f(m_authority);
        auto &dialog = f.shown(new RoomConfigurationDialog(*f.garden, f.questions));
        QTRY_COMPARE(dialog.findChildren<QCheckBox *>().size(), 2);
        const auto fields = dialog.findChildren<QLineEdit *>();
        QCOMPARE(fields.size(), 2);
        QCOMPARE(fields[0]->text(), QString("Old name"));
        QCOMPARE(fields[0]->accessibleName(), QString("Name"));
        QVERIFY(fields[0]->hasFocus());
        QCOMPARE(fields[1]->echoMode(), QLineEdit::Password);
        QTest::keyClick(fields[0], Qt::Key_End);
        QTest::keyClicks(fields[0], "The orchard");
        QTest::keyClick(fields[0], Qt::Key_Return);
        QTRY_VERIFY(!f.open);
        const Element query = f.service.last(ScriptedRooms::at("garden"), ownerQuery).child(ownerQuery);
        const DataForm form = *DataForm::read(query.firstChild());
        QCOMPARE(form.type, QString("submit"));
        QCOMPARE(form.formType(), QString("http://jabber.org/protocol/muc#roomconfig"));
        QCOMPARE(form.field(u"muc#roomconfig_roomname")->value(), QString("Old nameThe orchard"));
        QCOMPARE(form.field(u"muc#roomconfig_publicroom")->value(), QString("1"));
    }

    void aRefusalKeepsWhatWasEntered()
    {
        Fixture f(m_authority);
        auto &dialog = f.shown(new RoomConfigurationDialog(*f.garden, f.questions));
        QTRY_COMPARE(dialog.findChildren<QCheckBox *>().size(), 2);
        QTest::keyClick(dialog.findChildren<QCheckBox *>().first(), Qt::Key_Space);
        f.service.refuseNext("http://jabber.org/protocol/muc#owner", "not-acceptable");
        f.press(dialog, "save");
        QTRY_VERIFY(f.problem(dialog).contains("did not accept"));
        QVERIFY(dialog.isVisible());
        f.press(dialog, "save");
        QTRY_VERIFY(!f.open);
    }

    void whatIsNotSavedIsAskedAbout()
    {
        Fixture f(m_authority);
        auto &dialog = f.shown(new RoomConfigurationDialog(*f.garden, f.questions));
        QTRY_COMPARE(dialog.findChildren<QCheckBox *>().size(), 2);
        f.questions.agrees = false;
        QTest::keyClick(dialog.findChildren<QCheckBox *>().first(), Qt::Key_Space);
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QCOMPARE(f.questions.asked, QStringList { "Close without saving?" });
        QVERIFY(dialog.isVisible());
        f.questions.agrees = true;
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QTRY_VERIFY(!f.open);
        QVERIFY(f.service.last(ScriptedRooms::at("garden"), ownerQuery).attribute(u"type")
                == u"get"); // nothing was set
    }

    void whatIsUnchangedIsClosedAtOnce()
    {
        Fixture f(m_authority);
        auto &dialog = f.shown(new RoomConfigurationDialog(*f.garden, f.questions));
        QTRY_COMPARE(dialog.findChildren<QCheckBox *>().size(), 2);
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QTRY_VERIFY(!f.open);
        QCOMPARE(f.questions.asked, QStringList());
    }

    void aFormThatDoesNotComeIsAskedForAgain()
    {
        Fixture f(m_authority);
        f.service.refuseNext("http://jabber.org/protocol/muc#owner", "forbidden");
        auto &dialog = f.shown(new RoomConfigurationDialog(*f.garden, f.questions));
        QTRY_VERIFY(f.problem(dialog).contains("does not allow"));
        QVERIFY(!f.button(dialog, "save").isEnabled());
        f.press(dialog, "retry");
        QTRY_COMPARE(dialog.findChildren<QCheckBox *>().size(), 2);
        QVERIFY(f.problem(dialog).isEmpty());
        QVERIFY(f.button(dialog, "save").isEnabled());
    }

    // The lists

    void eachListIsFetchedOnceItIsLookedAt()
    {
        Fixture f(m_authority);
        auto *dialog = people(f);
        auto &list = f.child<QListView>(*dialog, "people");
        QTRY_COMPARE(f.rows(list), QStringList({ "juliet@capulet.lit", "nurse@capulet.lit", "paris@verona.lit" }));
        QCOMPARE(f.service.count(ScriptedRooms::at("garden"), adminQuery), 1);
        auto &tabs = f.child<QTabBar>(*dialog, "tabs");
        QTest::keyClick(&tabs, Qt::Key_Right);
        QTRY_COMPARE(f.child<QLabel>(*dialog, "state").text(), QString("Nobody is in this list."));
        QTest::keyClick(&tabs, Qt::Key_Right);
        QTRY_COMPARE(f.rows(list), QStringList { "romeo@montague.lit" });
        QTest::keyClick(&tabs, Qt::Key_Left);
        QTest::keyClick(&tabs, Qt::Key_Left);
        QTRY_COMPARE(f.rows(list).size(), 3);
        QCOMPARE(f.service.count(ScriptedRooms::at("garden"), adminQuery), 3);
        QTest::keyClicks(&f.field(*dialog, "search"), "verona");
        QCOMPARE(f.rows(list), QStringList { "paris@verona.lit" });
    }

    void severalAreRemovedAtOnce()
    {
        Fixture f(m_authority);
        auto *dialog = people(f);
        auto &list = f.child<QListView>(*dialog, "people");
        QTRY_COMPARE(f.rows(list).size(), 3);
        QVERIFY(!f.button(*dialog, "remove").isEnabled());
        QTest::keyClick(&list, Qt::Key_Home);
        QTest::keyClick(&list, Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(f.child<QLabel>(*dialog, "count").text(), QString("2 chosen"));
        QTest::keyClick(&list, Qt::Key_Delete);
        QTRY_COMPARE(f.rows(list), QStringList { "paris@verona.lit" });
        QTRY_COMPARE(f.listed("member"), QByteArrayList { "paris@verona.lit" });
        QCOMPARE(f.listed("none").size(), 2);
    }

    void somebodyIsMadeSomethingElse()
    {
        Fixture f(m_authority);
        auto *dialog = people(f);
        auto &list = f.child<QListView>(*dialog, "people");
        QTRY_COMPARE(f.rows(list).size(), 3);
        QTest::keyClick(&list, Qt::Key_Home);
        QMenu *menu = f.button(*dialog, "change").menu();
        Q_EMIT menu->aboutToShow();
        const auto actions = menu->actions();
        const auto admin = std::find_if(actions.cbegin(), actions.cend(),
                                        [](const QAction *action) { return action->text() == u"Admin"; });
        QVERIFY(admin != actions.cend() && (*admin)->isEnabled());
        (*admin)->trigger();
        QTRY_COMPARE(f.listed("admin"), QByteArrayList { "juliet@capulet.lit" });
        QTRY_COMPARE(f.rows(list).size(), 2);
        f.child<QTabBar>(*dialog, "tabs").setCurrentIndex(1);
        QTRY_COMPARE(f.rows(list), QStringList { "juliet@capulet.lit" });
    }

    void addressesAreAddedWithAReason()
    {
        Fixture f(m_authority);
        auto *dialog = people(f);
        f.child<QTabBar>(*dialog, "tabs").setCurrentIndex(3);
        QCOMPARE(f.button(*dialog, "add").text(), QString("&Ban"));
        auto &list = f.child<QListView>(*dialog, "people");
        QTRY_COMPARE(f.rows(list), QStringList { "tybalt@capulet.lit" });
        f.type(*dialog, "address", "mercutio@verona.lit, spam.lit");
        QTest::keyClicks(&f.field(*dialog, "reason"), "A plague");
        QTest::keyClick(&f.field(*dialog, "reason"), Qt::Key_Return);
        QTRY_COMPARE(f.rows(list), QStringList({ "mercutio@verona.lit", "spam.lit", "tybalt@capulet.lit" }));
        QVERIFY(f.server.received().contains("A plague"));
        QVERIFY(f.field(*dialog, "address").text().isEmpty());
        f.child<QTabBar>(*dialog, "tabs").setCurrentIndex(0);
        f.type(*dialog, "address", "verona.lit");
        f.press(*dialog, "add");
        QVERIFY(f.problem(*dialog).contains("verona.lit")); // only people are members
        QCOMPARE(dialog->focusWidget(), &f.field(*dialog, "address"));
    }

    void aRefusalIsSaidAndTheListIsTrue()
    {
        Fixture f(m_authority, "admin");
        auto *dialog = people(f);
        auto &list = f.child<QListView>(*dialog, "people");
        QTRY_COMPARE(f.rows(list).size(), 3);
        QTest::keyClick(&list, Qt::Key_Home);
        QMenu *menu = f.button(*dialog, "change").menu();
        Q_EMIT menu->aboutToShow();
        QVERIFY(!menu->actions().first()->isEnabled()); // only owners make owners
        f.service.refuseNext("http://jabber.org/protocol/muc#admin", "not-allowed");
        f.press(*dialog, "remove");
        QTRY_VERIFY(f.problem(*dialog).contains("does not allow"));
        QTRY_COMPARE(f.rows(list).size(), 3);
    }

    void whatOneIsOneselfIsAskedAbout()
    {
        Fixture f(m_authority);
        auto *dialog = people(f);
        f.child<QTabBar>(*dialog, "tabs").setCurrentIndex(2);
        auto &list = f.child<QListView>(*dialog, "people");
        QTRY_COMPARE(f.rows(list).size(), 1);
        f.questions.agrees = false;
        QTest::keyClick(&list, Qt::Key_Home);
        QTest::keyClick(&list, Qt::Key_Delete);
        QCOMPARE(f.questions.asked.size(), 1);
        f.settle();
        QCOMPARE(f.listed("owner"), QByteArrayList { "romeo@montague.lit" });
    }

    // The rest

    void theSubjectMayHaveLines()
    {
        Fixture f(m_authority);
        auto &dialog = f.shown(new RoomSubjectDialog(*f.garden));
        auto &edit = f.child<QPlainTextEdit>(dialog, "subject");
        QVERIFY(edit.hasFocus());
        QTest::keyClicks(&edit, "Tonight");
        QTest::keyClick(&edit, Qt::Key_Return);
        QTest::keyClicks(&edit, "at the wall");
        f.service.refuseNext("subject", "forbidden");
        QTest::keyClick(&edit, Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(f.problem(dialog).contains("does not allow"));
        QTest::keyClick(&edit, Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(!f.open);
        QCOMPARE(f.garden->subject(), QString("Tonight\nat the wall"));
    }

    void anotherNameIsTriedUntilItIsFree()
    {
        Fixture f(m_authority);
        auto &dialog = f.shown(new RoomNickDialog(*f.garden));
        QCOMPARE(f.field(dialog, "nick").text(), QString("romeo"));
        f.type(dialog, "nick", "nurse");
        QTest::keyClick(&f.field(dialog, "nick"), Qt::Key_Return);
        QTRY_VERIFY(f.problem(dialog).contains("called that already"));
        f.type(dialog, "nick", "Balthasar");
        QVERIFY(f.problem(dialog).isEmpty());
        QTest::keyClick(&f.field(dialog, "nick"), Qt::Key_Return);
        QTRY_VERIFY(!f.open);
        QCOMPARE(f.garden->nick(), QString("Balthasar"));
    }

    void theRoomThatIsClosedIsNamed()
    {
        Fixture f(m_authority);
        auto &dialog = f.shown(new DestroyRoomDialog(*f.garden));
        QVERIFY(f.child<QLabel>(dialog, "explanation").text().contains("The garden"));
        QVERIFY(f.child<QLabel>(dialog, "explanation").text().contains("garden@chat.capulet.lit"));
        QVERIFY(!f.button(dialog, "destroy").isDefault());
        QCOMPARE(dialog.focusWidget(), static_cast<QWidget *>(&f.field(dialog, "reason")));
        f.type(dialog, "alternative", "nowhere");
        f.press(dialog, "destroy");
        QVERIFY(f.problem(dialog).contains("not the address of a room"));
        QVERIFY(f.service.rooms.contains(ScriptedRooms::at("garden")));
        f.type(dialog, "alternative", "xmpp:hall@chat.capulet.lit?join");
        f.type(dialog, "reason", "The walls came down");
        f.press(dialog, "destroy");
        QTRY_VERIFY(!f.open);
        QVERIFY(!f.service.rooms.contains(ScriptedRooms::at("garden")));
        QVERIFY(f.server.received().contains("jid='hall@chat.capulet.lit'"));
        QVERIFY(f.server.received().contains("The walls came down"));
    }

    void itSaysWhatTheRoomIsAndWhatWeAre()
    {
        Fixture f(m_authority);
        QWidget window;
        RoomWindows windows(f.services, f.questions, &window);
        auto &dialog = f.shown(new RoomInfoDialog(*f.garden, windows));
        QVERIFY(f.child<QLabel>(dialog, "self").text().contains("romeo"));
        QVERIFY(f.child<QLabel>(dialog, "self").text().contains("Owner"));
        QVERIFY(!f.child<QLabel>(dialog, "subject").isVisible());
        whatChangesIsSeen(f, dialog);
        f.account->rooms().leave(f.at("garden"));
        QTRY_VERIFY(!f.open); // goes with the room
    }

    void whatOthersChangeIsSeen()
    {
        Fixture f(m_authority);
        auto &dialog = *people(f);
        const auto &list = f.child<QListView>(dialog, "people");
        QTRY_COMPARE(list.model()->rowCount(), 3);
        list.selectionModel()->select(list.model()->index(1, 0), QItemSelectionModel::Select);
        const QString chosen = list.model()->index(1, 0).data().toString();
        f.room("garden").lists["member"] = { "benvolio@montague.lit", "nurse@capulet.lit" };
        f.service.send("<message from='garden@chat.capulet.lit'><x xmlns='http://jabber.org/protocol/muc#user'>"
                       "<item affiliation='member' jid='benvolio@montague.lit'/></x></message>"); // who is not there
        QTRY_COMPARE(f.rows(list), QStringList({ "benvolio@montague.lit", "nurse@capulet.lit" }));
        QCOMPARE(list.selectionModel()->selectedIndexes().size(), 1);
        QCOMPARE(list.selectionModel()->selectedIndexes().first().data().toString(), chosen);
    }

    void whoCanComeBackIsNotAsked_data()
    {
        QTest::addColumn<QByteArrayList>("features");
        QTest::addColumn<bool>("isAlone");
        QTest::addColumn<bool>("isAsked");
        QTest::newRow("open") << QByteArrayList { "muc_open", "muc_persistent" } << false << false;
        QTest::newRow("private") << QByteArrayList { "muc_membersonly", "muc_persistent" } << false << true;
        QTest::newRow("gone with the last") << QByteArrayList { "muc_open", "muc_temporary" } << true << true;
        QTest::newRow("others stay") << QByteArrayList { "muc_open", "muc_temporary" } << false << false;
    }
    void whoCanComeBackIsNotAsked()
    {
        QFETCH(QByteArrayList, features);
        QFETCH(bool, isAlone);
        QFETCH(bool, isAsked);
        Fixture f(m_authority);
        f.room("hall").features = features;
        f.enter("hall", "member");
        if (isAlone) {
            f.service.send("<presence type='unavailable' from='hall@chat.capulet.lit/nurse'>"
                           "<x xmlns='http://jabber.org/protocol/muc#user'><item role='none'/></x></presence>");
            QTRY_COMPARE(f.find("hall")->occupants().size(), 1);
        }
        QCOMPARE(leavingText(*f.find("hall")).endsWith(u'…'), isAsked);
        f.questions.agrees = false;
        QWidget window;
        RoomWindows windows(f.services, f.questions, &window);
        windows.leave({ f.romeo(), f.at("hall") });
        QCOMPARE(f.questions.asked.size(), isAsked ? 1 : 0);
        QCOMPARE(f.find("hall") != nullptr, isAsked);
        f.questions.agrees = true;
        windows.leave({ f.romeo(), f.at("hall") });
        QVERIFY(!f.find("hall"));
    }

    void onlyWhatWeMayIsOffered_data()
    {
        QTest::addColumn<QByteArray>("affiliation");
        QTest::addColumn<QStringList>("offered");
        QTest::newRow("guest") << QByteArray("none")
                               << QStringList { "About the room…", "Invite people…", "Your name in the room…",
                                                "Copy the link to the room", "Leave the room" };
        QTest::newRow("admin") << QByteArray("admin")
                               << QStringList { "About the room…",
                                                "Invite people…",
                                                "Change the subject…",
                                                "Your name in the room…",
                                                "Members, admins and bans…",
                                                "Copy the link to the room",
                                                "Leave the room" };
        QTest::newRow("owner") << QByteArray("owner")
                               << QStringList { "About the room…",           "Invite people…",
                                                "Change the subject…",       "Your name in the room…",
                                                "Members, admins and bans…", "Configure the room…",
                                                "Copy the link to the room", "Leave the room",
                                                "Close the room for good…" };
    }
    void onlyWhatWeMayIsOffered()
    {
        QFETCH(QByteArray, affiliation);
        QFETCH(QStringList, offered);
        Fixture f(m_authority, affiliation);
        QWidget window;
        RoomWindows windows(f.services, f.questions, &window);
        QStringList texts;
        for (const Command &command : windows.commands(f.id())) {
            texts.append(command.text);
            if (command.text.startsWith(u"Copy")) {
                command.run();
            }
        }
        QCOMPARE(texts, offered);
        QCOMPARE(QGuiApplication::clipboard()->text(), QString("xmpp:garden@chat.capulet.lit?join"));
        QVERIFY(windows.commands(f.juliet()).isEmpty()); // who is no room
        for (const Command &command : windows.commands(f.id())) {
            if (command.text.startsWith(u"Leave")) {
                command.run();
            }
        }
        QTRY_VERIFY(!f.isIn("garden"));
    }

private:
    void whatChangesIsSeen(Fixture &f, QDialog &dialog)
    {
        f.garden->changeSubject(QStringLiteral("Tonight"));
        QTRY_COMPARE(f.child<QLabel>(dialog, "subject").text(), QString("Tonight"));
        QVERIFY(f.child<QLabel>(dialog, "subject").isVisible());
    }

    void keysGoFromListToList()
    {
        Fixture f(m_authority);
        RoomPeopleDialog *dialog = people(f);
        const auto &tabs = *dialog->findChild<QTabBar *>();
        QTest::keyClick(dialog, Qt::Key_Tab, Qt::ControlModifier);
        QCOMPARE(tabs.currentIndex(), 1);
        QTest::keyClick(dialog, Qt::Key_PageUp, Qt::ControlModifier);
        QTest::keyClick(dialog, Qt::Key_Backtab, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(tabs.currentIndex(), tabs.count() - 1); // around
        QTest::keyClick(dialog, Qt::Key_PageDown, Qt::ControlModifier);
        QCOMPARE(tabs.currentIndex(), 0);
    }
};

QTEST_MAIN(TestRunningRooms)
#include "tst_running_rooms.moc"
