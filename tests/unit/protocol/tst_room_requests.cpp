// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/xml.h"

#include "base/limits.h"
#include "protocol/xep/xep0045_room_requests.h"

#include <QtTest>

using namespace natter;

/// What we ask rooms for, and how their answers are read.
class TestRoomRequests : public QObject
{
    Q_OBJECT

    static Jid garden() { return Jid::orNull(u"garden@chat.capulet.lit"); }
    static Jid occupant() { return Jid::orNull(u"garden@chat.capulet.lit/romeo"); }
    static void compare(const Element &written, const QByteArray &expected)
    {
        QCOMPARE(written.toXml(ns::client), stanzaFrom(expected).toXml(ns::client));
    }
    static QByteArray admin(const QByteArray &type, const QByteArray &items)
    {
        return "<iq to='garden@chat.capulet.lit' type='" + type
            + "'><query xmlns='http://jabber.org/protocol/muc#admin'>" + items + "</query></iq>";
    }
    static QByteArray owner(const QByteArray &type, const QByteArray &content)
    {
        return "<iq to='garden@chat.capulet.lit' type='" + type
            + "'><query xmlns='http://jabber.org/protocol/muc#owner'>" + content + "</query></iq>";
    }
    static QByteArray user(const QByteArray &content)
    {
        return "<message to='garden@chat.capulet.lit'><x xmlns='http://jabber.org/protocol/muc#user'>" + content
            + "</x></message>";
    }
    static Iq answer(const QByteArray &content, const QByteArray &type = "result")
    {
        return *Iq::read(
            stanzaFrom("<iq id='1' from='garden@chat.capulet.lit' type='" + type + "'>" + content + "</iq>"));
    }
    static Message voiceRequest(const QByteArray &from, const QByteArray &fields, const QByteArray &type = "form")
    {
        return *Message::read(stanzaFrom("<message from='" + from + "'><x xmlns='jabber:x:data' type='" + type
                                         + "'><title>Voice request</title><field var='FORM_TYPE' type='hidden'>"
                                           "<value>http://jabber.org/protocol/muc#request</value></field>"
                                         + fields + "</x></message>"));
    }
    static constexpr const char *voiceFields =
        "<field type='fixed'><value>Well?</value></field>"
        "<field var='muc#role' type='list-single' label='Role'><value>participant</value>"
        "<option><value>participant</value></option></field>"
        "<field var='muc#jid' type='jid-single'><value>tybalt@capulet.lit/tomb</value></field>"
        "<field var='muc#roomnick'><required/><value>cat</value></field>"
        "<field var='muc#request_allow' type='boolean' label='Let them?'><value>false</value></field>";

private Q_SLOTS:
    void entering()
    {
        compare(room_request::join(occupant(), {}).write(),
                "<presence to='garden@chat.capulet.lit/romeo'><x xmlns='http://jabber.org/protocol/muc'/></presence>");
        Presence own;
        own.show = Presence::Show::Away;
        own.status = QStringLiteral("Sighing");
        own.priority = 5;
        own.from = Jid::orNull(u"romeo@montague.lit/orchard");
        RoomEntry entry;
        entry.password = Secret(QStringLiteral("rose"));
        entry.maxStanzas = 0;
        entry.since = QDateTime(QDate(2026, 1, 2), QTime(3, 4), Qt::UTC);
        compare(room_request::join(occupant(), entry, own).write(),
                "<presence to='garden@chat.capulet.lit/romeo'><show>away</show><status>Sighing</status>"
                "<x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='0' since='2026-01-02T03:04:00.000Z'/>"
                "<password>rose</password></x></presence>");
        compare(room_request::availability(occupant(), own).write(),
                "<presence to='garden@chat.capulet.lit/romeo'><show>away</show><status>Sighing</status></presence>");
    }

    void entryIsReadAsWritten()
    {
        const auto read = [](const QByteArray &content) {
            return RoomEntry::read(elementFrom("<x xmlns='http://jabber.org/protocol/muc'>" + content + "</x>"));
        };
        QCOMPARE(read("<history maxstanzas='7'/>")->maxStanzas, std::optional(7));
        for (const char *odd : { "", "<history/>", "<history maxstanzas='-1'/>", "<history maxstanzas='many'/>" }) {
            QVERIFY2(!read(odd)->maxStanzas, odd);
            QVERIFY2(!read(odd)->since.isValid(), odd);
        }
        QVERIFY(!RoomEntry::read(elementFrom("<x xmlns='http://jabber.org/protocol/muc#user'/>")));
    }

    void leaving()
    {
        compare(room_request::leave(occupant()).write(),
                "<presence to='garden@chat.capulet.lit/romeo' type='unavailable'/>");
        compare(room_request::leave(occupant(), QStringLiteral("Parting")).write(),
                "<presence to='garden@chat.capulet.lit/romeo' type='unavailable'><status>Parting</status></presence>");
    }

    void subject()
    {
        compare(room_request::subject(garden(), QStringLiteral("Love & roses")).write(),
                "<message to='garden@chat.capulet.lit' type='groupchat'><subject>Love &amp; roses</subject></message>");
        compare(room_request::subject(garden(), {}).write(),
                "<message to='garden@chat.capulet.lit' type='groupchat'><subject/></message>");
    }

    void invitations()
    {
        compare(room_request::invitation(garden(),
                                         { Jid::orNull(u"juliet@capulet.lit"), Jid::orNull(u"nurse@capulet.lit") },
                                         QStringLiteral("Come"))
                    .write(),
                user("<invite to='juliet@capulet.lit'><reason>Come</reason></invite>"
                     "<invite to='nurse@capulet.lit'><reason>Come</reason></invite>"));
        compare(room_request::refusal(garden(), Jid::orNull(u"juliet@capulet.lit"), {}).write(),
                user("<decline to='juliet@capulet.lit'/>"));
    }

    void voice()
    {
        compare(room_request::voice(garden()).write(),
                "<message to='garden@chat.capulet.lit'><x xmlns='jabber:x:data' type='submit'>"
                "<field var='FORM_TYPE' type='hidden'><value>http://jabber.org/protocol/muc#request</value></field>"
                "<field var='muc#role' type='list-single'><value>participant</value></field></x></message>");
    }

    void voiceRequestIsAnswered()
    {
        const auto request = VoiceRequest::in(voiceRequest("garden@chat.capulet.lit", voiceFields), garden());
        QVERIFY(request);
        QCOMPARE(request->nick, QStringLiteral("cat"));
        QCOMPARE(request->jid.toString(), QStringLiteral("tybalt@capulet.lit/tomb"));
        const auto expected = [](const QByteArray &allowed) -> QByteArray {
            return "<message to='garden@chat.capulet.lit'><x xmlns='jabber:x:data' type='submit'>"
                   "<field var='FORM_TYPE' type='hidden'><value>http://jabber.org/protocol/muc#request</value></field>"
                   "<field var='muc#role' type='list-single'><value>participant</value></field>"
                   "<field var='muc#jid' type='jid-single'><value>tybalt@capulet.lit/tomb</value></field>"
                   "<field var='muc#roomnick'><value>cat</value></field>"
                   "<field var='muc#request_allow' type='boolean'><value>"
                + allowed + "</value></field></x></message>";
        };
        compare(room_request::voiceAnswer(garden(), *request, true).write(), expected("true"));
        compare(room_request::voiceAnswer(garden(), *request, false).write(), expected("false"));
    }

    void onlyTheRoomAsksForVoice()
    {
        QVERIFY(!VoiceRequest::in(voiceRequest("garden@chat.capulet.lit/cat", voiceFields), garden()));
        QVERIFY(!VoiceRequest::in(voiceRequest("tomb@chat.capulet.lit", voiceFields), garden()));
        QVERIFY(!VoiceRequest::in(voiceRequest("garden@chat.capulet.lit", voiceFields, "submit"), garden()));
        QVERIFY(!VoiceRequest::in(voiceRequest("garden@chat.capulet.lit", "<field var='muc#roomnick'/>"), garden()));
        const QByteArray noRequest = "<message from='garden@chat.capulet.lit'><x xmlns='jabber:x:data' type='form'>"
            + QByteArray(voiceFields) + "</x></message>";
        QVERIFY(!VoiceRequest::in(*Message::read(stanzaFrom(noRequest)), garden()));
    }

    void rolesAndAffiliations()
    {
        compare(room_request::role(garden(), QStringLiteral("cat"), RoomRole::None, QStringLiteral("Away")).write(),
                admin("set", "<item role='none' nick='cat'><reason>Away</reason></item>"));
        compare(
            room_request::affiliation(garden(), Jid::orNull(u"tybalt@capulet.lit/tomb"), RoomAffiliation::Outcast, {})
                .write(),
            admin("set", "<item affiliation='outcast' jid='tybalt@capulet.lit'/>"));
        compare(room_request::affiliations(
                    garden(),
                    { { RoomAffiliation::Member, {}, Jid::orNull(u"juliet@capulet.lit"), "juliet", "not sent", "Fair" },
                      { RoomAffiliation::None, RoomRole::Moderator, Jid::orNull(u"paris@verona.lit") } })
                    .write(),
                admin("set",
                      "<item affiliation='member' jid='juliet@capulet.lit' nick='juliet'><reason>Fair</reason></item>"
                      "<item affiliation='none' jid='paris@verona.lit'/>"));
        compare(room_request::list(garden(), RoomAffiliation::Owner).write(),
                admin("get", "<item affiliation='owner'/>"));
    }

    void settings()
    {
        compare(room_request::configuration(garden()).write(), owner("get", {}));
        compare(room_request::instantRoom(garden()).write(), owner("set", "<x xmlns='jabber:x:data' type='submit'/>"));
        const auto form = DataForm::read(
            elementFrom("<x xmlns='jabber:x:data' type='form'><title>Garden</title><instructions>Fill in</instructions>"
                        "<field var='FORM_TYPE' type='hidden'><value>http://jabber.org/protocol/muc#roomconfig</value>"
                        "</field><field type='fixed'><value>Names</value></field>"
                        "<field var='muc#roomconfig_roomname' type='text-single' label='Name'><desc>Any</desc>"
                        "<value>Garden</value></field><field var='muc#roomconfig_whois' type='list-single'>"
                        "<value>anyone</value><option><value>anyone</value></option></field></x>"));
        compare(room_request::submission(garden(), *form).write(),
                owner("set",
                      "<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE' type='hidden'>"
                      "<value>http://jabber.org/protocol/muc#roomconfig</value></field>"
                      "<field var='muc#roomconfig_roomname' type='text-single'><value>Garden</value></field>"
                      "<field var='muc#roomconfig_whois' type='list-single'><value>anyone</value></field></x>"));
    }

    void destroying()
    {
        compare(room_request::destruction(garden(), {}).write(), owner("set", "<destroy/>"));
        compare(room_request::destruction(garden(),
                                          { Jid::orNull(u"tomb@chat.capulet.lit"), QStringLiteral("A plague"),
                                            Secret(QStringLiteral("poison")) })
                    .write(),
                owner("set",
                      "<destroy jid='tomb@chat.capulet.lit'><reason>A plague</reason><password>poison</password>"
                      "</destroy>"));
    }

    void listsAreRead()
    {
        const auto items = roomItemsIn(answer("<query xmlns='http://jabber.org/protocol/muc#admin'>"
                                              "<item affiliation='member' jid='juliet@capulet.lit' nick='juliet'/>"
                                              "<item affiliation='king' jid='paris@verona.lit'/><other/>"
                                              "<item affiliation='member' jid='@'/>"
                                              "<item affiliation='member' jid='nurse@capulet.lit'>"
                                              "<reason>Old</reason></item></query>"));
        QCOMPARE(items,
                 std::optional(QList<RoomItem>(
                     { { RoomAffiliation::Member, {}, Jid::orNull(u"juliet@capulet.lit"), "juliet" },
                       { RoomAffiliation::Member, {}, Jid::orNull(u"nurse@capulet.lit"), {}, {}, "Old" } })));
        QVERIFY(roomItemsIn(answer("<query xmlns='http://jabber.org/protocol/muc#admin'/>"))->isEmpty());
        QVERIFY(!roomItemsIn(answer({})));
        QVERIFY(!roomItemsIn(answer("<query xmlns='http://jabber.org/protocol/muc#owner'/>")));
        QVERIFY(!roomItemsIn(answer("<query xmlns='http://jabber.org/protocol/muc#admin'/>", "error")));
    }

    void listsAreBounded()
    {
        const QByteArray many = QByteArray("<item affiliation='member'/>").repeated(limits::roomOccupants + 1);
        QCOMPARE(
            roomItemsIn(answer("<query xmlns='http://jabber.org/protocol/muc#admin'>" + many + "</query>"))->size(),
            limits::roomOccupants);
    }

    void settingsAreRead()
    {
        const auto form = roomFormIn(answer("<query xmlns='http://jabber.org/protocol/muc#owner'>"
                                            "<x xmlns='jabber:x:data' type='form'><title>Garden</title></x></query>"));
        QCOMPARE(form->title, QStringLiteral("Garden"));
        QVERIFY(!roomFormIn(answer("<query xmlns='http://jabber.org/protocol/muc#owner'/>")));
        QVERIFY(!roomFormIn(answer("<x xmlns='jabber:x:data' type='form'/>")));
    }
};

QTEST_GUILESS_MAIN(TestRoomRequests)
#include "tst_room_requests.moc"
