// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/rooms_world.h"

#include "protocol/xep/xep0004_data_forms.h"
#include "widgets/create_room_dialog.h"
#include "widgets/people_picker.h"
#include "widgets/room_text.h"

#include <QComboBox>
#include <QListView>
#include <QRadioButton>

using namespace natter;

/// A room is made by who wants one, or not at all.
class TestCreatingRooms : public QObject
{
    Q_OBJECT

    TestAuthority m_authority;

    static constexpr ElementName ownerQuery { u"http://jabber.org/protocol/muc#owner", u"query" };
    static constexpr ElementName invitation { u"http://jabber.org/protocol/muc#user", u"x" };

    struct Fixture : RoomsWorld
    {
        explicit Fixture(const TestAuthority &authority, const Jid &address = {}) : RoomsWorld(authority)
        {
            dialog = std::make_unique<CreateRoomDialog>(accounts, romeo(), address);
            QObject::connect(dialog.get(), &CreateRoomDialog::created, dialog.get(),
                             [this](const ConversationId &id) { created.append(id.peer.toString()); });
            present(*dialog);
            until([this] { return child<QComboBox>(*dialog, "service").currentText() == u"chat.capulet.lit"; });
        }
        ~Fixture() { dialog.reset(); }
        Q_DISABLE_COPY_MOVE(Fixture)

        QString local() { return field(*dialog, "local").text(); }
        QLineEdit &people() { return *child<PeoplePicker>(*dialog, "people").findChild<QLineEdit *>(); }
        void create() { press(*dialog, "create"); }
        /// What the room was told to be; null if nothing was.
        DataForm submitted(const char *name)
        {
            const Element query = service.last(ScriptedRooms::at(name), ownerQuery).child(ownerQuery);
            const auto form = DataForm::read(query.firstChild());
            return form && form->type == u"submit" ? *form : DataForm();
        }
        static QString valueOf(const DataForm &form, QStringView var)
        {
            return form.field(var) ? form.field(var)->value() : QStringLiteral("none");
        }

        std::unique_ptr<CreateRoomDialog> dialog;
        QStringList created;
    };

private Q_SLOTS:
    void theNameSuggestsTheAddress()
    {
        Fixture f(m_authority);
        QVERIFY(f.field(*f.dialog, "name").hasFocus());
        f.type(*f.dialog, "name", "Balcony Scene!");
        QCOMPARE(f.local(), QString("balcony-scene"));
        f.type(*f.dialog, "local", "balcony");
        f.type(*f.dialog, "name", "Orchard");
        QCOMPARE(f.local(), QString("balcony")); // the person chose it
    }

    void serviceWhereOurRoomsAreIsOfferedFirst()
    {
        Fixture f(m_authority);
        const auto service = [](const char *address, bool hasRooms) {
            return RoomService { Jid::orNull(QString::fromLatin1(address)), hasRooms };
        };
        const QList<RoomService> services { service("search.montague.lit", false), service("bots.montague.lit", true),
                                            service("chat.capulet.lit", true) };
        QCOMPARE(usualService(f.account->bookmarks(), services), services[1].address);
        f.enter("garden");
        QCOMPARE(usualService(f.account->bookmarks(), services), services[2].address);
        QVERIFY(usualService(f.account->bookmarks(), {}).isNull());
    }

    void aPrivateGroupIsMadeAndPeopleInvited()
    {
        Fixture f(m_authority);
        f.type(*f.dialog, "name", "Balcony");
        QTest::keyClicks(&f.people(), "juli");
        QTest::keyClick(&f.people(), Qt::Key_Return); // chooses, and goes nowhere
        QVERIFY(f.people().text().isEmpty());
        QTest::keyClicks(&f.people(), "nurse@capulet.lit");
        QTest::keyClick(&f.people(), Qt::Key_Return);
        QVERIFY(f.dialog->isVisible());
        QTest::keyClick(&f.people(), Qt::Key_Return); // in an empty field it is for the dialog
        QTRY_COMPARE(f.created, QStringList { "balcony@chat.capulet.lit" });
        QVERIFY(!f.dialog->isVisible());
        const DataForm form = f.submitted("balcony");
        QCOMPARE(f.valueOf(form, u"muc#roomconfig_roomname"), QString("Balcony"));
        QCOMPARE(f.valueOf(form, u"muc#roomconfig_membersonly"), QString("1"));
        QCOMPARE(f.valueOf(form, u"muc#roomconfig_publicroom"), QString("0"));
        QTRY_VERIFY(f.service.count(ScriptedRooms::at("balcony"), invitation) > 0);
        QVERIFY(f.server.received().contains("to='juliet@capulet.lit'"));
        QVERIFY(f.server.received().contains("to='nurse@capulet.lit'"));
        QVERIFY(f.isIn("balcony"));
        QCOMPARE(f.account->bookmarks().find(f.at("balcony"))->title, QString("Balcony"));
    }

    void aPublicChannelIsForEverybody()
    {
        Fixture f(m_authority, f.at("square"));
        QCOMPARE(f.local(), QString("square")); // which was looked for and not found
        f.type(*f.dialog, "name", "The square");
        QCOMPARE(f.local(), QString("square"));
        f.child<QRadioButton>(*f.dialog, "isPrivate").setFocus();
        QTest::keyClick(&f.child<QRadioButton>(*f.dialog, "isPrivate"), Qt::Key_Down);
        QVERIFY(f.child<QRadioButton>(*f.dialog, "isPublic").isChecked());
        f.create();
        QTRY_COMPARE(f.created, QStringList { "square@chat.capulet.lit" });
        const DataForm form = f.submitted("square");
        QCOMPARE(f.valueOf(form, u"muc#roomconfig_membersonly"), QString("0"));
        QCOMPARE(f.valueOf(form, u"muc#roomconfig_publicroom"), QString("1"));
        QCOMPARE(f.service.count(ScriptedRooms::at("square"), invitation), 0);
    }

    void whatIsMissingIsSaid()
    {
        Fixture f(m_authority);
        f.create();
        QCOMPARE(f.problem(*f.dialog), QString("Enter a name for the room."));
        QVERIFY(f.field(*f.dialog, "name").hasFocus());
        f.type(*f.dialog, "name", "@@@");
        f.create();
        QVERIFY(f.problem(*f.dialog).contains("not an address for a room"));
        f.type(*f.dialog, "name", "Balcony");
        QVERIFY(f.problem(*f.dialog).isEmpty());
        QTest::keyClicks(&f.people(), "queen mab");
        f.create();
        QVERIFY(f.problem(*f.dialog).contains("queen mab"));
        QVERIFY(f.people().hasFocus());
        QCOMPARE(f.created, QStringList());
        QVERIFY(!f.find("balcony"));
    }

    void anAddressThatIsTakenIsLeftAlone()
    {
        Fixture f(m_authority);
        f.type(*f.dialog, "name", "Garden");
        f.create();
        QTRY_VERIFY(f.problem(*f.dialog).contains("There is a room at this address already"));
        QVERIFY(f.field(*f.dialog, "local").hasFocus());
        QVERIFY(!f.find("garden"));
        f.type(*f.dialog, "local", "garden2");
        f.create();
        QTRY_COMPARE(f.created, QStringList { "garden2@chat.capulet.lit" });
    }

    void aServiceThatRefusesIsHeard()
    {
        Fixture f(m_authority);
        f.service.mayCreate = false;
        f.type(*f.dialog, "name", "Balcony");
        f.create();
        QTRY_VERIFY(!f.problem(*f.dialog).isEmpty());
        QVERIFY(f.dialog->isVisible());
        QVERIFY(!f.account->bookmarks().find(f.at("balcony")));
        f.service.mayCreate = true;
        f.create(); // and it can be tried again
        QTRY_COMPARE(f.created, QStringList { "balcony@chat.capulet.lit" });
    }

    void whoeverGivesUpHalfWayLeavesNoRoom()
    {
        Fixture f(m_authority);
        f.service.refuseNext("http://jabber.org/protocol/muc#owner", "internal-server-error");
        f.type(*f.dialog, "name", "Balcony");
        f.create();
        QTRY_VERIFY(!f.problem(*f.dialog).isEmpty());
        QVERIFY(f.isIn("balcony"));
        QTest::keyClick(f.dialog.get(), Qt::Key_Escape);
        QTRY_VERIFY(!f.service.rooms.contains(ScriptedRooms::at("balcony")));
        QTRY_VERIFY(!f.find("balcony"));
        QVERIFY(!f.account->bookmarks().find(f.at("balcony")));
        QCOMPARE(f.created, QStringList());
    }

    void whatFailedHalfWayGoesOnFromThere()
    {
        Fixture f(m_authority);
        f.service.refuseNext("http://jabber.org/protocol/muc#owner", "internal-server-error");
        f.type(*f.dialog, "name", "Balcony");
        f.create();
        QTRY_VERIFY(!f.problem(*f.dialog).isEmpty());
        f.create();
        QTRY_COMPARE(f.created, QStringList { "balcony@chat.capulet.lit" });
        QCOMPARE(f.valueOf(f.submitted("balcony"), u"muc#roomconfig_roomname"), QString("Balcony"));
    }

    void oneDoesNotInviteOneself()
    {
        Fixture f(m_authority);
        const auto &list = *f.child<PeoplePicker>(*f.dialog, "people").findChild<QListView *>();
        QCOMPARE(f.rows(list), QStringList({ "Benvolio", "Juliet" }));
        QTest::keyClick(const_cast<QListView *>(&list), Qt::Key_Down);
        QTest::keyClick(const_cast<QListView *>(&list), Qt::Key_Space);
        QCOMPARE(f.child<PeoplePicker>(*f.dialog, "people").chosen().size(), 1);
    }
};

QTEST_MAIN(TestCreatingRooms)
#include "tst_creating_rooms.moc"
