// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/xml.h"

#include "base/limits.h"
#include "protocol/xep/xep0045_room_user.h"
#include "protocol/xep/xep0249_direct_invitation.h"
#include "protocol/xep/xep0421_occupant_id.h"
#include "protocol/xep/xep0425_moderation.h"

#include <QtTest>

using namespace natter;

/// What a room says about who is there, and what moderators did.
class TestRoomUser : public QObject
{
    Q_OBJECT

    static std::optional<RoomUser> user(const QByteArray &content)
    {
        return RoomUser::read(elementFrom("<x xmlns='http://jabber.org/protocol/muc#user'>" + content + "</x>"));
    }
    static Message message(const QByteArray &from, const QByteArray &content)
    {
        return *Message::read(stanzaFrom("<message type='groupchat' from='" + from + "'>" + content + "</message>"));
    }
    static Jid garden() { return Jid::orNull(u"garden@chat.capulet.lit"); }

    static constexpr const char *moderation =
        "<retract xmlns='urn:xmpp:message-retract:1' id='s1'><moderated xmlns='urn:xmpp:message-moderate:1'"
        " by='garden@chat.capulet.lit/nurse'><occupant-id xmlns='urn:xmpp:occupant-id:0' id='o1'/></moderated>"
        "<reason> Rude </reason></retract>";
    static constexpr const char *olderModeration =
        "<apply-to xmlns='urn:xmpp:fasten:0' id='s1'><moderated xmlns='urn:xmpp:message-moderate:0'"
        " by='garden@chat.capulet.lit/nurse'><retract xmlns='urn:xmpp:message-retract:0'/><reason>Rude</reason>"
        "</moderated></apply-to>";

private Q_SLOTS:
    void everyRoleAndAffiliationHasItsName()
    {
        const QStringList roles { "none", "visitor", "participant", "moderator" };
        const QStringList affiliations { "outcast", "none", "member", "admin", "owner" };
        for (int i = 0; i < roles.size(); ++i) {
            QCOMPARE(nameOf(static_cast<RoomRole>(i)), roles[i]);
            QCOMPARE(roomRoleOf(roles[i]), std::optional(static_cast<RoomRole>(i)));
        }
        for (int i = 0; i < affiliations.size(); ++i) {
            QCOMPARE(nameOf(static_cast<RoomAffiliation>(i)), affiliations[i]);
            QCOMPARE(roomAffiliationOf(affiliations[i]), std::optional(static_cast<RoomAffiliation>(i)));
        }
        for (const char *odd : { "", "Owner", " owner", "king" }) {
            QVERIFY(!roomRoleOf(QString::fromUtf8(odd)));
            QVERIFY(!roomAffiliationOf(QString::fromUtf8(odd)));
        }
    }

    void itemSaysWhoAndWhy()
    {
        const auto read = user("<item affiliation='outcast' role='none' jid='Tybalt@capulet.lit/tomb' nick='cat'>"
                               "<actor nick='nurse' jid='nurse@capulet.lit'/><reason>\n  Away!\n </reason></item>");
        QVERIFY(read && read->item);
        QCOMPARE(*read->item,
                 (RoomItem { RoomAffiliation::Outcast, RoomRole::None, Jid::orNull(u"tybalt@capulet.lit/tomb"), "cat",
                             "nurse", "Away!" }));
        const auto byAddress = user("<item role='none'><actor jid='nurse@capulet.lit'/></item>");
        QCOMPARE(byAddress->item->actor, QStringLiteral("nurse@capulet.lit"));
        QVERIFY(!byAddress->item->affiliation);
    }

    void oddItemIsNone_data()
    {
        QTest::addColumn<QByteArray>("item");
        QTest::newRow("affiliation") << QByteArray("<item affiliation='king' role='none'/>");
        QTest::newRow("empty affiliation") << QByteArray("<item affiliation='' role='none'/>");
        QTest::newRow("role") << QByteArray("<item affiliation='owner' role='Moderator'/>");
        QTest::newRow("address") << QByteArray("<item affiliation='owner' role='none' jid='@'/>");
        QTest::newRow("namespace") << QByteArray("<item xmlns='jabber:iq:roster' affiliation='owner'/>");
    }
    void oddItemIsNone()
    {
        QFETCH(QByteArray, item);
        const auto read = user(item + "<status code='110'/>");
        QVERIFY(read);
        QVERIFY(!read->item);
        QCOMPARE(read->statuses, QSet<int> { room_status::self });
    }

    void firstItemCounts()
    {
        const auto read = user("<item affiliation='king'/><item affiliation='owner' role='moderator'/>");
        QVERIFY(!read->item); // whoever put another one behind does not become what it says
    }

    void newNickIsAsItWillStandInAddresses()
    {
        QCOMPARE(user("<item nick='u\314\210ber'/>")->item->nick, QString::fromUtf8("\303\274ber"));
        QCOMPARE(user("<item nick='a\302\200b'/>")->item->nick, QString()); // a control character
        QCOMPARE(user("<item nick='" + QByteArray(1024, 'n') + "'/>")->item->nick, QString());
        QCOMPARE(user("<item nick='" + QByteArray(1023, 'n') + "'/>")->item->nick.size(), 1023);
    }

    void everyStatusIsRead_data()
    {
        QTest::addColumn<int>("code");
        using namespace room_status;
        for (const int code : { nonAnonymousAtJoin,
                                affiliationChangedAway,
                                showsUnavailable,
                                hidesUnavailable,
                                configurationChanged,
                                self,
                                loggedNow,
                                notLoggedNow,
                                nonAnonymousNow,
                                semiAnonymousNow,
                                fullyAnonymousNow,
                                created,
                                nickAssigned,
                                banned,
                                nickChanged,
                                kicked,
                                affiliationLost,
                                becameMembersOnly,
                                shutdown,
                                technicalProblem }) {
            QTest::addRow("%d", code) << code;
        }
    }
    void everyStatusIsRead()
    {
        QFETCH(int, code);
        const auto read = user("<status code='" + QByteArray::number(code) + "'/><status code='110'/>");
        QCOMPARE(read->statuses, (QSet<int> { code, 110 }));
        QCOMPARE(RoomUser::read(read->write())->statuses, read->statuses);
    }

    void statusesAreThreeDigits()
    {
        const auto read = user("<status/><status code=''/><status code='99'/><status code='1000'/><status code='-110'/>"
                               "<status code='110 '/><status code='0x6e'/><status code='99999999999'/>"
                               "<status xmlns='urn:x' code='301'/><status code='100'/><status code='999'/>");
        QVERIFY(!read->statuses.contains(99));
        QVERIFY(!read->statuses.contains(1000));
        QVERIFY(!read->statuses.contains(room_status::banned));
        QVERIFY(read->statuses.contains(100));
        QVERIFY(read->statuses.contains(999));
        QByteArray many;
        for (int i = 0; i < 20'000; ++i) {
            many += "<status code='" + QByteArray::number(i) + "'/>";
        }
        QCOMPARE(user(many)->statuses.size(), 900);
    }

    void invitationsAndRefusalsAreRead()
    {
        const auto read = user("<invite from='juliet@capulet.lit/balcony'><reason>Come</reason></invite>"
                               "<password>rose</password>");
        QCOMPARE(read->invitations,
                 QList<MediatedInvitation>({ { Jid::orNull(u"juliet@capulet.lit/balcony"), {}, "Come" } }));
        QCOMPARE(read->password.reveal(), QStringLiteral("rose"));
        QVERIFY(user("<invite/>")->invitations.first().from.isNull());
        QVERIFY(user("<invite from='@'/>")->invitations.first().from.isNull());
        const auto no = user("<decline from='paris@verona.lit'/>");
        QCOMPARE(no->refusal->from.toString(), QStringLiteral("paris@verona.lit"));
        QVERIFY(!read->refusal && !no->invitations.size());
    }

    void destructionIsRead()
    {
        const auto read = user("<item affiliation='none' role='none'/><destroy jid='tomb@chat.capulet.lit'>"
                               "<reason>A plague</reason><password>poison</password></destroy>");
        QCOMPARE(read->destruction->alternative.toString(), QStringLiteral("tomb@chat.capulet.lit"));
        QCOMPARE(read->destruction->reason, QStringLiteral("A plague"));
        QCOMPARE(read->destruction->password.reveal(), QStringLiteral("poison"));
        QVERIFY(read->password.isEmpty());
        QVERIFY(user("<destroy/>")->destruction->alternative.isNull());
        QVERIFY(!user("<x/>")->destruction);
    }

    void reasonsAreCut()
    {
        const QByteArray reason = "<reason>" + QByteArray(limits::statusChars + 1, 'r') + "</reason>";
        QCOMPARE(user("<item role='none'>" + reason + "</item>")->item->reason.size(), limits::statusChars);
        QCOMPARE(user("<invite>" + reason + "</invite>")->invitations.first().reason.size(), limits::statusChars);
        QCOMPARE(user("<destroy>" + reason + "</destroy>")->destruction->reason.size(), limits::statusChars);
    }

    void hatsAreBounded()
    {
        QByteArray many;
        for (int i = 0; i < 100; ++i) {
            many += "<hat title='t" + QByteArray::number(i) + "' uri='u'/>";
        }
        const auto hats = Hats::read(elementFrom("<hats xmlns='urn:xmpp:hats:0'>" + many + "</hats>"));
        QCOMPARE(hats->hats.size(), limits::hats);
        const auto odd = Hats::read(elementFrom("<hats xmlns='urn:xmpp:hats:0'><hat title='Host'/><hat uri='u'/><hat/>"
                                                "<hat title='' uri='u'/><hat title='Host' uri='h'/>"
                                                "<hat title='Host' uri='h'/><cap title='Host' uri='c'/></hats>"));
        QCOMPARE(odd->hats, QList<Hat>({ { "h", "Host" } }));
        QVERIFY(!Hats::read(elementFrom("<hats xmlns='urn:xmpp:hats:1'/>")));
    }

    void occupantIdIsTheOnlyOne_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("id");
        const QByteArray one = "<occupant-id xmlns='urn:xmpp:occupant-id:0' id='o1'/>";
        QTest::newRow("one") << one << "o1";
        QTest::newRow("none") << QByteArray("<body>hail</body>") << "";
        QTest::newRow("two") << one + "<occupant-id xmlns='urn:xmpp:occupant-id:0' id='o2'/>"
                             << "";
        QTest::newRow("the same twice") << one + one << "";
        QTest::newRow("an empty one first") << "<occupant-id xmlns='urn:xmpp:occupant-id:0'/>" + one << "";
        QTest::newRow("three") << one + one + one << "";
        QTest::newRow("empty") << QByteArray("<occupant-id xmlns='urn:xmpp:occupant-id:0' id=''/>") << "";
        QTest::newRow("other namespace") << QByteArray("<occupant-id xmlns='urn:xmpp:occupant-id:1' id='o1'/>") << "";
        QTest::newRow("longest") << "<occupant-id xmlns='urn:xmpp:occupant-id:0' id='" + QByteArray(128, 'o') + "'/>"
                                 << QString(128, u'o');
        QTest::newRow("too long") << "<occupant-id xmlns='urn:xmpp:occupant-id:0' id='" + QByteArray(129, 'o') + "'/>"
                                  << "";
    }
    void occupantIdIsTheOnlyOne()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, id);
        QCOMPARE(OccupantId::in(message("garden@chat.capulet.lit/nurse", content)), id);
    }

    void directInvitationNamesARoom()
    {
        const auto read = DirectInvitation::read(
            elementFrom("<x xmlns='jabber:x:conference' jid='Garden@chat.capulet.lit/nurse' continue='1'/>"));
        QCOMPARE(read->room, garden());
        QVERIFY(read->isContinued && read->password.isEmpty() && read->reason.isEmpty());
        QVERIFY(!DirectInvitation::read(elementFrom("<x xmlns='jabber:x:conference'/>")));
        QVERIFY(!DirectInvitation::read(elementFrom("<x xmlns='jabber:x:conference' jid='a@'/>")));
        QVERIFY(!DirectInvitation::read(elementFrom("<x xmlns='jabber:x:data' jid='a@b'/>")));
    }

    void moderationIsReadInBothForms()
    {
        Moderation expected { "s1", Jid::orNull(u"garden@chat.capulet.lit/nurse"), "o1", "Rude" };
        QCOMPARE(Moderation::in(message("garden@chat.capulet.lit", moderation), garden()), std::optional(expected));
        expected.occupant.clear();
        QCOMPARE(Moderation::in(message("garden@chat.capulet.lit", olderModeration), garden()),
                 std::optional(expected));
        const auto both = Moderation::in(
            message("garden@chat.capulet.lit", QByteArray(olderModeration).replace("s1", "s2") + moderation), garden());
        QCOMPARE(both->id, QStringLiteral("s1"));
    }

    void onlyTheRoomModerates_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::newRow("occupant") << QByteArray("garden@chat.capulet.lit/nurse");
        QTest::newRow("service") << QByteArray("chat.capulet.lit");
        QTest::newRow("another room") << QByteArray("tomb@chat.capulet.lit");
        QTest::newRow("a contact") << QByteArray("juliet@capulet.lit/balcony");
    }
    void onlyTheRoomModerates()
    {
        QFETCH(QByteArray, from);
        QVERIFY(!Moderation::in(message(from, moderation), garden()));
        QVERIFY(!Moderation::in(message(from, olderModeration), garden()));
        const Message stanza = message("garden@chat.capulet.lit/nurse", moderation);
        QVERIFY(!Moderation::in(stanza, stanza.from));
    }

    void whatNoModeratorDidIsNoModeration_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("retraction") << QByteArray("<retract xmlns='urn:xmpp:message-retract:1' id='s1'/>");
        QTest::newRow("no id") << QByteArray(moderation).replace("id='s1'", "");
        QTest::newRow("no id, older") << QByteArray(olderModeration).replace("id='s1'", "");
        QTest::newRow("older and current mixed") << QByteArray(moderation).replace("moderate:1", "moderate:0");
        QTest::newRow("current and older mixed") << QByteArray(olderModeration).replace("moderate:0", "moderate:1");
        QTest::newRow("nothing retracted") << QByteArray(olderModeration).replace("retract:0", "edit:0");
        QTest::newRow("tombstone")
            << QByteArray(moderation).replace("retract ", "retracted ").replace("/retract>", "/retracted>");
    }
    void whatNoModeratorDidIsNoModeration()
    {
        QFETCH(QByteArray, content);
        QVERIFY(!Moderation::in(message("garden@chat.capulet.lit", content), garden()));
    }

    void moderatorNeedNotBeTold()
    {
        const auto read = Moderation::in(message("garden@chat.capulet.lit",
                                                 "<retract xmlns='urn:xmpp:message-retract:1' id='s1'><moderated "
                                                 "xmlns='urn:xmpp:message-moderate:1' by='@'/></retract>"),
                                         garden());
        QCOMPARE(read, std::optional(Moderation { "s1" }));
    }

    void tombstonesAreReadInBothForms()
    {
        const ModerationTombstone expected { QDateTime(QDate(2019, 9, 20), QTime(23, 19, 12), Qt::UTC),
                                             Jid::orNull(u"nurse@capulet.lit"), "o1", "Rude" };
        const QByteArray occupant = "<occupant-id xmlns='urn:xmpp:occupant-id:0' id='o1'/>";
        const auto current = ModerationTombstone::in(
            message("garden@chat.capulet.lit/cat",
                    "<retracted xmlns='urn:xmpp:message-retract:1' stamp='2019-09-20T23:19:12Z'>"
                    "<moderated xmlns='urn:xmpp:message-moderate:1' by='nurse@capulet.lit'>"
                        + occupant + "</moderated><reason>Rude</reason></retracted>"));
        QCOMPARE(current, std::optional(expected));
        const auto older = ModerationTombstone::in(
            message("garden@chat.capulet.lit/cat",
                    "<moderated xmlns='urn:xmpp:message-moderate:0' by='nurse@capulet.lit'>" + occupant
                        + "<retracted xmlns='urn:xmpp:message-retract:0' stamp='2019-09-20T23:19:12Z'/>"
                          "<reason>Rude</reason></moderated>"));
        QCOMPARE(older, std::optional(expected));
        for (const char *other :
             { "<retracted xmlns='urn:xmpp:message-retract:1' id='r1' stamp='2019-09-20T23:19:12Z'/>",
               "<moderated xmlns='urn:xmpp:message-moderate:0'/>", "<moderated xmlns='urn:xmpp:message-moderate:1'/>",
               moderation, olderModeration }) {
            QVERIFY2(!ModerationTombstone::in(message("garden@chat.capulet.lit/cat", other)), other);
        }
    }

    void moderationIsAskedForAsTheRoomKnowsIt()
    {
        const QString current = QStringLiteral("urn:xmpp:message-moderate:1");
        const QString older = QStringLiteral("urn:xmpp:message-moderate:0");
        QCOMPARE(moderationFormOf({ older, current }), std::optional(ModerationForm::Current));
        QCOMPARE(moderationFormOf({ older }), std::optional(ModerationForm::Fastened));
        QVERIFY(!moderationFormOf({ QStringLiteral("urn:xmpp:message-retract:1") }));

        const Iq asked =
            moderationRequest(garden(), QStringLiteral("s1"), QStringLiteral("Rude"), ModerationForm::Current);
        QCOMPARE(asked.type, Iq::Type::Set);
        QCOMPARE(asked.to, garden());
        QCOMPARE(asked.payloadElement(),
                 elementFrom("<moderate xmlns='urn:xmpp:message-moderate:1' id='s1'>"
                             "<retract xmlns='urn:xmpp:message-retract:1'/><reason>Rude</reason></moderate>"));
        QCOMPARE(moderationRequest(garden(), QStringLiteral("s1"), {}, ModerationForm::Fastened).payloadElement(),
                 elementFrom("<apply-to xmlns='urn:xmpp:fasten:0' id='s1'><moderate "
                             "xmlns='urn:xmpp:message-moderate:0'><retract xmlns='urn:xmpp:message-retract:0'/>"
                             "</moderate></apply-to>"));
    }
};

QTEST_GUILESS_MAIN(TestRoomUser)
#include "tst_room_user.moc"
