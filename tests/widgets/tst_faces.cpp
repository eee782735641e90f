// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/rooms_world.h"
#include "support/test_picture.h"

#include "base/limits.h"
#include "chat/faces.h"
#include "protocol/xep/xep0153_vcard_avatars.h"
#include "widgets/avatar.h"
#include "widgets/link_button.h"
#include "widgets/occupant_dialog.h"
#include "widgets/picture_frame.h"
#include "widgets/room_pane.h"
#include "widgets/room_picture_dialog.h"

#include <QListView>
#include <QPainter>
#include <QPixmapCache>

using namespace natter;

/// What rooms and those in them look like, as far as anybody looks.
class TestFaces : public QObject
{
    Q_OBJECT

    TestAuthority m_authority;

    static QByteArray picture(Qt::GlobalColor colour) { return writtenImage(plainImage({ 64, 64 }, colour)); }

    struct Fixture : RoomsWorld
    {
        explicit Fixture(const TestAuthority &authority) : RoomsWorld(authority), garden(enter("garden", "owner")) { }

        /// Somebody is there, and says that they have that picture.
        void arrive(const QByteArray &nick, const QByteArray &hash, const QByteArray &room = "garden",
                    const QByteArray &jid = {})
        {
            service.send("<presence from='" + ScriptedRooms::at(room) + '/' + nick
                         + "'><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' "
                           "role='participant'"
                         + (jid.isEmpty() ? jid : " jid='" + jid + "'") + "/></x><x xmlns='vcard-temp:x:update'><photo>"
                         + hash + "</photo></x></presence>");
        }
        void awaitPeople(qsizetype count)
        {
            until([&] { return garden.occupants().size() == count; });
        }
        static QByteArray inGarden(const QByteArray &nick) { return ScriptedRooms::at("garden") + '/' + nick; }
        ConversationId occupant(const QByteArray &nick) const
        {
            return { romeo(), garden.address().withResource(QString::fromUtf8(nick)) };
        }
        int asked() const
        {
            return int(std::count_if(service.heard.cbegin(), service.heard.cend(),
                                     [](const Element &stanza) { return !stanza.child(VCard::name).isNull(); }));
        }
        QImage awaitFace(const ConversationId &who)
        {
            until([&] { return !accounts.faces().of(who).isNull(); });
            return accounts.faces().of(who);
        }

        Room &garden;
    };

    struct Files : Dialogs
    {
        QString fileToOpen(QWidget *, const QString &, const QString &) override { return path; }
        QString path;
    };

private Q_SLOTS:
    void roomStandsAsItCallsItselfBesideThoseInIt()
    {
        Fixture f(m_authority);
        const ConversationId garden { f.romeo(), f.garden.address() };
        QTRY_COMPARE(f.accounts.faces().titleOf(garden), QString("The garden"));
        QCOMPARE(f.accounts.faces().titleOf({ f.romeo(), RoomsWorld::at("cell") }), RoomsWorld::at("cell").local());
        const auto painted = [&f, &garden](Faces *faces) {
            QImage image(44, 44, QImage::Format_ARGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            paintChatAvatar(painter, image.rect(), { garden.account, garden.peer.withResource(u"Nurse") },
                            ChatKind::Person, QStringLiteral("Nurse"), Qt::white, faces);
            return image;
        };
        QVERIFY(painted(&f.accounts.faces()) != painted(nullptr)); // "T", rather than the address's letter
    }

    void nobodyIsAskedWhoIsNotSeen()
    {
        Fixture f(m_authority);
        for (int i = 0; i < 500; ++i) {
            const QByteArray nick = "guest" + QByteArray::number(i);
            f.service.silent.insert(Fixture::inGarden(nick));
            f.arrive(nick, pictureHashOf(nick));
        }
        f.awaitPeople(502);
        f.settle();
        QCOMPARE(f.asked(), 0);
        RoomPane pane(f.services, f.questions);
        pane.resize(280, 600);
        pane.show({ f.romeo(), f.at("garden") });
        f.present(pane);
        auto &list = f.child<QListView>(pane, "people");
        f.until([&] { return list.model()->rowCount() > 500; });
        QTRY_COMPARE(f.asked(), limits::picturesAskedAtOnce); // the others wait for these
        list.scrollToBottom();
        f.settle();
        QCOMPARE(f.asked(), limits::picturesAskedAtOnce);
    }

    void noMoreAreAskedThanAreInSight()
    {
        Fixture f(m_authority);
        for (int i = 0; i < 500; ++i) {
            const QByteArray nick = "guest" + QByteArray::number(i);
            f.arrive(nick, pictureHashOf(nick)); // of whom no card is there
        }
        f.awaitPeople(502);
        RoomPane pane(f.services, f.questions);
        pane.resize(280, 600);
        pane.show({ f.romeo(), f.at("garden") });
        f.present(pane);
        auto &list = f.child<QListView>(pane, "people");
        f.until([&] { return list.model()->rowCount() > 500; });
        const int rows = list.viewport()->height() / list.sizeHintForRow(2) + 2;
        QTRY_VERIFY(f.asked() > rows / 2);
        f.settle();
        const int first = f.asked();
        QVERIFY2(first <= 2 * rows, qPrintable(QString::number(first))); // rows moved as the list was filled
        list.viewport()->repaint();
        f.settle();
        QCOMPARE(f.asked(), first); // who has none is not asked again
    }

    void aFaceIsSeenOnceItIsThere()
    {
        Fixture f(m_authority);
        f.service.cards[Fixture::inGarden("paris")] = ScriptedRooms::photo(picture(Qt::green));
        f.arrive("paris", pictureHashOf(picture(Qt::green)));
        f.awaitPeople(3);
        RoomPane pane(f.services, f.questions);
        pane.resize(280, 600);
        pane.show({ f.romeo(), f.at("garden") });
        f.present(pane);
        auto &list = f.child<QListView>(pane, "people");
        const auto isGreen = [&] {
            const QImage seen = list.viewport()->grab().toImage();
            for (int y = 0; y < seen.height(); ++y) {
                if (seen.pixelColor(30, y) == QColor(Qt::green)) {
                    return true;
                }
            }
            return false;
        };
        QTRY_VERIFY(isGreen());
        QCOMPARE(f.asked(), 1);
    }

    void theFaceOfARoomIsSeen()
    {
        Fixture f(m_authority);
        const ConversationId garden { f.romeo(), f.at("garden") };
        QVERIFY(f.accounts.faces().of(garden).isNull());
        f.service.cards[ScriptedRooms::at("garden")] = ScriptedRooms::photo(picture(Qt::yellow));
        f.room("garden").picture = pictureHashOf(picture(Qt::yellow));
        f.garden.refreshInfo();
        QCOMPARE(f.awaitFace(garden).pixelColor(5, 5), QColor(Qt::yellow));
        RoomPane pane(f.services, f.questions);
        pane.resize(280, 600);
        pane.show(garden);
        f.present(pane);
        QTRY_COMPARE(pane.grab().toImage().pixelColor(140, 40), QColor(Qt::yellow));
        f.service.send("<presence from='" + ScriptedRooms::at("garden")
                       + "'><x xmlns='vcard-temp:x:update'><photo/></x></presence>");
        QTRY_VERIFY(f.accounts.faces().of(garden).isNull()); // it has none any more
    }

    void aRoomLooksTheSameBeforeItTellsAgain()
    {
        Fixture f(m_authority);
        const QString pictures = f.folder.filePath("pictures");
        const ConversationId garden { f.romeo(), f.at("garden") };
        f.service.cards[ScriptedRooms::at("garden")] = ScriptedRooms::photo(picture(Qt::yellow));
        f.room("garden").picture = pictureHashOf(picture(Qt::yellow));
        f.garden.refreshInfo();
        {
            Faces now(f.accounts);
            now.setFolder(pictures);
            f.until([&] { return !now.of(garden).isNull(); });
        }
        f.accounts.setAvailability(Availability::Offline, {});
        f.until([&f] { return f.account->status().phase == AccountStatus::Phase::Offline; });
        f.account->rooms().leave(garden.peer);
        f.until([&f] { return !f.find("garden"); });
        {
            Faces later(f.accounts);
            later.setFolder(pictures);
            f.until([&] { return !later.of(garden).isNull(); });
        }
        QVERIFY(f.accounts.remove(f.romeo()));
        Faces gone(f.accounts);
        gone.setFolder(pictures);
        QVERIFY(gone.of(garden).isNull());
    }

    void whoShowsSomethingElseIsAskedOnce()
    {
        Fixture f(m_authority);
        f.service.cards[Fixture::inGarden("paris")] = ScriptedRooms::photo(picture(Qt::green));
        f.arrive("paris", pictureHashOf("something else"));
        f.service.cards[Fixture::inGarden("peter")] = ScriptedRooms::photo("no picture");
        f.arrive("peter", pictureHashOf("no picture"));
        f.awaitPeople(4);
        for (const char *nick : { "paris", "peter" }) {
            QVERIFY(f.accounts.faces().of(f.occupant(nick)).isNull());
        }
        QTRY_COMPARE(f.asked(), 2);
        f.settle();
        for (const char *nick : { "paris", "peter" }) {
            QVERIFY(f.accounts.faces().of(f.occupant(nick)).isNull());
        }
        f.settle();
        QCOMPARE(f.asked(), 2);
        f.service.cards[Fixture::inGarden("nurse")] = ScriptedRooms::photo(picture(Qt::red));
        f.arrive("nurse", pictureHashOf(picture(Qt::red)));
        QCOMPARE(f.awaitFace(f.occupant("nurse")).pixelColor(5, 5), QColor(Qt::red)); // nobody stands in the way
    }

    void whoChangesAllTheTimeIsLeftAlone()
    {
        Fixture f(m_authority);
        for (int i = 0; i < 60; ++i) {
            const QByteArray look = "look " + QByteArray::number(i);
            f.arrive("paris", pictureHashOf(look));
            f.until([&] {
                const Occupant *paris = f.garden.occupant("paris");
                return paris && paris->picture == pictureHashOf(look);
            });
            QVERIFY(f.accounts.faces().of(f.occupant("paris")).isNull());
            f.settle();
        }
        QVERIFY(f.asked() > 5);
        QVERIFY2(f.asked() <= 20, qPrintable(QString::number(f.asked())));
        f.service.cards[Fixture::inGarden("nurse")] = ScriptedRooms::photo(picture(Qt::red));
        f.arrive("nurse", pictureHashOf(picture(Qt::red)));
        f.awaitFace(f.occupant("nurse")); // nobody stands in the way
    }

    void onlyWhoSaidItIsSeenBesideAMessage()
    {
        Fixture f(m_authority);
        f.service.cards[Fixture::inGarden("paris")] = ScriptedRooms::photo(picture(Qt::green));
        f.arrive("paris", pictureHashOf(picture(Qt::green)));
        f.awaitPeople(3);
        ChatMessage message = f.incoming({ f.romeo(), f.at("garden") }, "Good morrow");
        message.nick = QStringLiteral("paris");
        message.occupant = f.garden.identity(message.nick);
        f.until([&] { return !f.accounts.faces().of(message).isNull(); });
        f.service.send("<presence type='unavailable' from='" + Fixture::inGarden("paris")
                       + "'><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='none'/></x>"
                         "</presence>");
        f.awaitPeople(2);
        QVERIFY(!f.accounts.faces().of(message).isNull()); // it was him, even so
        message.occupant = QStringLiteral("somebody who was called that before");
        QVERIFY(f.accounts.faces().of(message).isNull());
        message.occupant.clear();
        QVERIFY(f.accounts.faces().of(message).isNull());
    }

    void anOwnerChangesThePicture()
    {
        Fixture f(m_authority);
        Files files;
        auto &pictures = f.account->rooms().pictures();
        RoomPictureDialog dialog(f.garden, pictures, f.accounts.faces(), files);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        f.present(dialog);
        auto &frame = f.child<PictureFrame>(dialog, "picture");
        QVERIFY(!frame.hasPicture());
        QVERIFY(!f.button(dialog, "save").isEnabled());
        QVERIFY(!f.button(dialog, "remove").isEnabled());
        files.path = f.folder.filePath("no picture.png");
        f.press(dialog, "choose");
        QTRY_VERIFY(f.problem(dialog).contains("no picture"));
        QFile file(f.folder.filePath("rose.png"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(picture(Qt::magenta));
        file.close();
        files.path = file.fileName();
        f.press(dialog, "choose");
        QTRY_VERIFY(frame.hasPicture());
        f.service.refuseNext("vcard-temp", "item-not-found"); // it had none
        f.press(dialog, "save");
        QTRY_VERIFY(!dialog.isVisible());
        QCOMPARE(f.awaitFace({ f.romeo(), f.at("garden") }).pixelColor(5, 5), QColor(Qt::magenta));
    }

    void anOwnerTakesThePictureAway()
    {
        Fixture f(m_authority);
        f.service.cards[ScriptedRooms::at("garden")] = ScriptedRooms::photo(picture(Qt::yellow));
        f.room("garden").picture = pictureHashOf(picture(Qt::yellow));
        f.garden.refreshInfo();
        f.awaitFace({ f.romeo(), f.at("garden") });
        Files files;
        RoomPictureDialog dialog(f.garden, f.account->rooms().pictures(), f.accounts.faces(), files);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        f.present(dialog);
        auto &frame = f.child<PictureFrame>(dialog, "picture");
        QVERIFY(frame.hasPicture());
        f.press(dialog, "remove");
        QVERIFY(!frame.hasPicture());
        f.press(dialog, "save");
        QTRY_VERIFY(!dialog.isVisible());
        QVERIFY(!f.service.cards[ScriptedRooms::at("garden")].contains("PHOTO"));
        QTRY_VERIFY(f.accounts.faces().of({ f.romeo(), f.at("garden") }).isNull());
    }

    void whoSomebodyIsIsAskedAsOneLooks()
    {
        Fixture f(m_authority);
        f.enter("hall");
        f.service.cards[Fixture::inGarden("paris")] = "<FN>County \u202eParis</FN><DESC>Kinsman to the Prince</DESC>";
        f.arrive("paris", {}, "garden", "paris@verona.lit/court");
        f.arrive("count", {}, "hall", "paris@verona.lit/home");
        f.awaitPeople(3);
        f.until([&] { return f.find("hall")->occupant("count"); });
        QCOMPARE(f.asked(), 0);
        OccupantDialog dialog(f.services, f.garden, "paris");
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        QSignalSpy wanted(&dialog, &OccupantDialog::conversationWanted);
        f.present(dialog);
        const auto texts = [&dialog] {
            QStringList all;
            for (const auto *label : dialog.findChildren<QLabel *>()) {
                all += label->isHidden() ? QString() : label->text();
            }
            return all.join(u'\n');
        };
        QVERIFY(texts().contains("Member"));
        QVERIFY(texts().contains("paris@verona.lit"));
        QTRY_VERIFY(texts().contains("Kinsman to the Prince"));
        QVERIFY(texts().contains("<U+202E>"));
        QCOMPARE(f.asked(), 1);
        auto *link = dialog.findChild<LinkButton *>();
        QVERIFY(link);
        QCOMPARE(link->text(), QString("The hall"));
        link->click();
        QCOMPARE(wanted.value(0).value(0).value<ConversationId>(), (ConversationId { f.romeo(), f.at("hall") }));
        QVERIFY(!dialog.isVisible());
    }

    void whoSaysNothingIsShownAllTheSame()
    {
        Fixture f(m_authority);
        OccupantDialog dialog(f.services, f.garden, "nurse");
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        f.present(dialog);
        QTRY_COMPARE(f.child<QLabel>(dialog, "remark").text(), QString("Nothing."));
        QVERIFY(f.child<QLabel>(dialog, "standing").text().contains("Owner · Moderator"));
        QVERIFY(!dialog.findChild<LinkButton *>()); // nobody tells her address
        f.service.send("<presence type='unavailable' from='" + Fixture::inGarden("nurse")
                       + "'><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='owner' role='none'/></x>"
                         "</presence>");
        QTRY_COMPARE(f.child<QLabel>(dialog, "standing").text(), QString("Not in the room any more"));
    }
};

QTEST_MAIN(TestFaces)
#include "tst_faces.moc"
