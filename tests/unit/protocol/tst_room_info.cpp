// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/protocol_session.h"

#include "base/future.h"
#include "base/limits.h"
#include "protocol/xep/xep0045_room_info.h"
#include "protocol/xep/xep0410_self_ping.h"
#include "protocol/xep/xep0433_channel_search.h"
#include "protocol/xep/xep0500_slow_mode.h"

#include <QtTest>

using namespace natter;

Q_DECLARE_METATYPE(natter::StanzaError::Type)

/// What rooms are, whether they still know us, and where there are more.
class TestRoomInfo : public QObject
{
    Q_OBJECT

    static RoomInfo info(const QByteArray &content)
    {
        return roomInfoFrom(*DiscoInfo::read(
            elementFrom("<query xmlns='http://jabber.org/protocol/disco#info'>" + content + "</query>")));
    }
    static QByteArray feature(const QByteArray &var) { return "<feature var='" + var + "'/>"; }
    static QByteArray form(const QByteArray &fields)
    {
        return "<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' type='hidden'>"
               "<value>http://jabber.org/protocol/muc#roominfo</value></field>"
            + fields + "</x>";
    }
    static QByteArray field(const QByteArray &var, const QByteArray &value)
    {
        return "<field var='" + var + "'><value>" + value + "</value></field>";
    }
    static constexpr const char *identity = "<identity category='conference' type='text' name=' The garden '/>";

    static ChannelPage page(const QByteArray &items)
    {
        return *ChannelPage::read(
            elementFrom("<result xmlns='urn:xmpp:channel-search:0:search'>" + items + "</result>"));
    }

private Q_SLOTS:
    void everyFeatureIsRead_data()
    {
        QTest::addColumn<QByteArray>("var");
        QTest::addColumn<bool RoomInfo::*>("what");
        QTest::newRow("listed") << QByteArray("muc_public") << &RoomInfo::isPublic;
        QTest::newRow("members") << QByteArray("muc_membersonly") << &RoomInfo::isMembersOnly;
        QTest::newRow("addresses") << QByteArray("muc_nonanonymous") << &RoomInfo::isNonAnonymous;
        QTest::newRow("moderated") << QByteArray("muc_moderated") << &RoomInfo::isModerated;
        QTest::newRow("persistent") << QByteArray("muc_persistent") << &RoomInfo::isPersistent;
        QTest::newRow("password") << QByteArray("muc_passwordprotected") << &RoomInfo::isPasswordProtected;
        QTest::newRow("archive") << QByteArray("urn:xmpp:mam:2") << &RoomInfo::hasArchive;
        QTest::newRow("pictures") << QByteArray("vcard-temp") << &RoomInfo::takesPicture;
        QTest::newRow("occupant ids") << QByteArray("urn:xmpp:occupant-id:0") << &RoomInfo::hasOccupantIds;
        QTest::newRow("stanza ids") << QByteArray("urn:xmpp:sid:0") << &RoomInfo::vouchesForIds;
        QTest::newRow("commands") << QByteArray("http://jabber.org/protocol/commands") << &RoomInfo::takesCommands;
        QTest::newRow("moderation") << QByteArray("urn:xmpp:message-moderate:1") << &RoomInfo::isModeratable;
    }
    void everyFeatureIsRead()
    {
        QFETCH(QByteArray, var);
        QFETCH(bool RoomInfo::*, what);
        RoomInfo expected;
        expected.isKnown = true;
        QCOMPARE(info({}), expected);
        expected.*what = true;
        QCOMPARE(info(feature(var)), expected);
        expected.*what = false;
        QCOMPARE(info(feature(var + 'x')), expected);
    }

    void slowModeIsInSeconds_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<int>("seconds");
        QTest::newRow("slow") << QByteArray("20") << 20;
        QTest::newRow("off") << QByteArray("0") << 0;
        QTest::newRow("negative") << QByteArray("-5") << 0;
        QTest::newRow("no number") << QByteArray("soon") << 0;
        QTest::newRow("no whole number") << QByteArray("1.5") << 0;
        QTest::newRow("a day") << QByteArray("86400") << 86400;
        QTest::newRow("longer than anybody waits") << QByteArray("86401") << 0;
        QTest::newRow("no number of any program") << QByteArray("99999999999999999999") << 0;
    }
    void slowModeIsInSeconds()
    {
        QFETCH(QByteArray, value);
        QFETCH(int, seconds);
        const auto read = info(identity + form(field("muc#roominfo_slow_mode_duration", value)));
        QCOMPARE(read.slowMode, std::chrono::seconds(seconds));
        QCOMPARE(info(identity + form({})).slowMode, std::chrono::seconds(0));
    }

    void whatCameTooSoonIsTold_data()
    {
        QTest::addColumn<StanzaError::Type>("type");
        QTest::addColumn<QString>("condition");
        QTest::addColumn<bool>("isTooSoon");
        QTest::newRow("slow") << StanzaError::Type::Wait << "policy-violation" << true;
        QTest::newRow("traffic") << StanzaError::Type::Wait << "resource-constraint" << true;
        QTest::newRow("never") << StanzaError::Type::Modify << "policy-violation" << false;
        QTest::newRow("something else") << StanzaError::Type::Wait << "remote-server-timeout" << false;
    }
    void whatCameTooSoonIsTold()
    {
        QFETCH(StanzaError::Type, type);
        QFETCH(QString, condition);
        QTEST(isTooSoon({ type, condition, {} }), "isTooSoon");
    }

    void opposites()
    {
        const RoomInfo read = info(identity + feature("http://jabber.org/protocol/muc") + feature("muc_hidden")
                                   + feature("muc_open") + feature("muc_unmoderated") + feature("muc_semianonymous")
                                   + feature("muc_temporary") + feature("muc_unsecured"));
        RoomInfo expected;
        expected.isKnown = true;
        expected.isRoom = true;
        expected.title = QStringLiteral("The garden");
        QCOMPARE(read, expected);
    }

    void olderModeration()
    {
        const RoomInfo older = info(feature("urn:xmpp:message-moderate:0"));
        QVERIFY(older.isModeratable);
        QCOMPARE(older.moderationForm, ModerationForm::Fastened);
        const RoomInfo both = info(feature("urn:xmpp:message-moderate:0") + feature("urn:xmpp:message-moderate:1"));
        QCOMPARE(both.moderationForm, ModerationForm::Current);
    }

    void onlyRoomsAreRooms()
    {
        const QByteArray muc = feature("http://jabber.org/protocol/muc");
        QVERIFY(info(identity + muc).isRoom);
        QVERIFY(!info(identity).isRoom);
        QVERIFY(!info("<identity category='client' type='pc' name='Natter'/>" + muc).isRoom);
        QCOMPARE(info("<identity category='client' type='pc' name='Natter'/>" + muc).title, QString());
    }

    void formIsRead()
    {
        const RoomInfo read = info(
            form(field("muc#roominfo_description", "Below the balcony") + field("muc#roominfo_lang", "it")
                 + field("muc#roominfo_occupants", "3") + field("muc#roomconfig_changesubject", "true")
                 + field("muc#roomconfig_allowpm", "none")
                 + field("muc#roominfo_avatarhash", "a31c4bd04de69663cfd7f424a8453f4674da37ff")
                 + field("muc#roominfo_logs", "https://capulet.lit/logs") + field("muc#roomconfig_roomname", "Garden")
                 + "<field var='muc#roominfo_contactjid'><value>juliet@capulet.lit</value><value>@</value>"
                   "<value>Juliet@capulet.lit</value><value>nurse@capulet.lit</value></field>"));
        RoomInfo expected;
        expected.isKnown = true;
        expected.title = QStringLiteral("Garden");
        expected.description = QStringLiteral("Below the balcony");
        expected.language = QStringLiteral("it");
        expected.occupants = 3;
        expected.mayChangeSubject = true;
        expected.takesPrivateMessages = false;
        expected.picture = "a31c4bd04de69663cfd7f424a8453f4674da37ff";
        expected.logs = QStringLiteral("https://capulet.lit/logs");
        expected.contacts = QStringList { "juliet@capulet.lit", "nurse@capulet.lit" };
        QCOMPARE(read, expected);
        QCOMPARE(info(identity + form(field("muc#roomconfig_roomname", "Garden"))).title, QStringLiteral("The garden"));
        QVERIFY(info(form(field("muc#roominfo_changesubject", "1"))).mayChangeSubject);
        for (const char *who : { "anyone", "moderators", "participants" }) {
            QVERIFY(info(form(field("muc#roomconfig_allowpm", who))).takesPrivateMessages);
        }
    }

    void oddFormsSayNothing()
    {
        RoomInfo nothing;
        nothing.isKnown = true;
        QCOMPARE(info(form(field("muc#roominfo_occupants", "-1"))), nothing);
        QCOMPARE(info(form(field("muc#roominfo_occupants", "99999999999"))), nothing);
        QCOMPARE(info(form(field("muc#roominfo_occupants", "many"))), nothing);
        QCOMPARE(info(form("<field var='muc#roominfo_description'/>")), nothing);
        QCOMPARE(info(form(field("muc#roominfo_description", "x")).replace("#roominfo<", "#request<")), nothing);
    }

    void wordsOfRoomsAreCut()
    {
        const QByteArray text(limits::statusChars + 1, 'w');
        const RoomInfo read =
            info(form(field("muc#roominfo_description", text) + field("muc#roomconfig_roomname", text)));
        QCOMPARE(read.description.size(), limits::statusChars);
        QCOMPARE(read.title.size(), limits::nameChars);
        QByteArray many;
        for (int i = 0; i < limits::formOptions; ++i) {
            many += "<value>a" + QByteArray::number(i) + "@capulet.lit</value>";
        }
        QCOMPARE(info(form("<field var='muc#roominfo_contactjid'>" + many + "</field>")).contacts.size(),
                 limits::groups);
    }

    void answersToASelfPing_data()
    {
        QTest::addColumn<QByteArray>("condition"); ///< empty: a result
        QTest::addColumn<RoomStanding>("standing");
        QTest::newRow("result") << QByteArray() << RoomStanding::In;
        for (const char *in : { "service-unavailable", "feature-not-implemented", "item-not-found" }) {
            QTest::newRow(in) << QByteArray(in) << RoomStanding::In;
        }
        for (const char *unknown : { "remote-server-not-found", "remote-server-timeout" }) {
            QTest::newRow(unknown) << QByteArray(unknown) << RoomStanding::Unknown;
        }
        for (const char *out : { "not-acceptable", "not-allowed", "bad-request", "gone", "forbidden", "made-up" }) {
            QTest::newRow(out) << QByteArray(out) << RoomStanding::Out;
        }
    }
    void answersToASelfPing()
    {
        QFETCH(QByteArray, condition);
        QFETCH(RoomStanding, standing);
        ProtocolSession session;
        session.start();
        std::optional<RoomStanding> found;
        whenDone(session.protocol.ping().ping(Jid::orNull(u"garden@chat.capulet.lit/romeo")), &session.protocol,
                 [&found](const Result<Iq> &answer) { found = roomStandingFrom(answer); });
        const Element asked = session.request(Ping::name);
        QCOMPARE(asked.attribute(u"to"), QStringLiteral("garden@chat.capulet.lit/romeo"));
        session.receive(condition.isEmpty()
                            ? ProtocolSession::resultTo(asked)
                            : ProtocolSession::resultTo(asked,
                                                        "<error type='cancel'><" + condition
                                                            + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>")
                                  .replace("type='result'", "type='error'"));
        QTRY_VERIFY(found);
        QCOMPARE(*found, standing);
    }

    void noAnswerToASelfPingSaysNothing()
    {
        for (const auto kind : { Error::Kind::Timeout, Error::Kind::Disconnected, Error::Kind::NotConnected,
                                 Error::Kind::LimitExceeded }) {
            QCOMPARE(roomStandingFrom(failure(kind)), RoomStanding::Unknown);
        }
    }

    void channelsAreSearched()
    {
        const auto written = [](const QByteArray &set, const QByteArray &condition, const QByteArray &key) {
            return elementFrom("<search xmlns='urn:xmpp:channel-search:0:search'>"
                               "<set xmlns='http://jabber.org/protocol/rsm'>"
                               + set
                               + "</set><x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE' type='hidden'>"
                                 "<value>urn:xmpp:channel-search:0:search-params</value></field>"
                               + condition
                               + "<field var='types' type='list-multi'><value>xep-0045</value></field>"
                                 "<field var='key' type='list-single'><value>{urn:xmpp:channel-search:0:order}"
                               + key + "</value></field></x></search>");
        };
        ResultSet set;
        set.max = 5;
        set.after = QStringLiteral("a");
        const Iq asked = channelSearch(Jid::orNull(u"search.verona.lit"),
                                       { QStringLiteral("roses & love"), ChannelQuery::Order::Address, set });
        QCOMPARE(asked.type, Iq::Type::Get);
        QCOMPARE(asked.to.toString(), QStringLiteral("search.verona.lit"));
        QCOMPARE(asked.payloadElement(),
                 written("<max>5</max><after>a</after>",
                         "<field var='q' type='text-single'><value>roses &amp; love</value></field>"
                         "<field var='sinname' type='boolean'><value>true</value></field>"
                         "<field var='sindescription' type='boolean'><value>true</value></field>",
                         "address"));
        QCOMPARE(channelSearch(Jid::orNull(u"search.verona.lit"), {}).payloadElement(),
                 written({}, "<field var='all' type='boolean'><value>true</value></field>", "nusers"));
    }

    void foundChannelsAreRead()
    {
        const ChannelPage read = page(
            "<item address='Garden@chat.capulet.lit'><name> The garden </name><description>Below</description>"
            "<language>it</language><nusers>2</nusers><service-type>xep-0045</service-type><is-open/><other/></item>"
            "<item address='tomb@chat.capulet.lit'><nusers>-2</nusers><is-open>false</is-open></item>"
            "<item address='mix@chat.capulet.lit'><service-type>xep-0369</service-type></item>"
            "<item><name>Nowhere</name></item><item address='@'/>"
            "<set xmlns='http://jabber.org/protocol/rsm'><first>a</first><last>b</last></set>");
        QCOMPARE(
            read.channels,
            QList<FoundChannel>({ { Jid::orNull(u"garden@chat.capulet.lit"), "The garden", "Below", "it", 2, true },
                                  { Jid::orNull(u"tomb@chat.capulet.lit"), {}, {}, {}, -1, false } }));
        QCOMPARE(read.set.last, QStringLiteral("b"));
        QVERIFY(!ChannelPage::read(elementFrom("<search xmlns='urn:xmpp:channel-search:0:search'/>")));
    }

    void foundChannelsAreBounded()
    {
        QCOMPARE(page(QByteArray("<item address='a@b'/>").repeated(limits::discoItems + 1)).channels.size(),
                 limits::discoItems);
        const QByteArray text(limits::statusChars + 1, 'w');
        const FoundChannel channel =
            page("<item address='a@b'><name>" + text + "</name><description>" + text + "</description></item>")
                .channels.first();
        QCOMPARE(channel.title.size(), limits::nameChars);
        QCOMPARE(channel.description.size(), limits::statusChars);
    }
};

QTEST_GUILESS_MAIN(TestRoomInfo)
#include "tst_room_info.moc"
