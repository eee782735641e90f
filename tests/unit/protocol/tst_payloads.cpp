// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/mutilator.h"
#include "support/protocol_session.h"

#include "base/limits.h"
#include "protocol/xep/xep0004_data_forms.h"
#include "protocol/xep/xep0030_service_discovery.h"
#include "protocol/xep/xep0045_room_requests.h"
#include "protocol/xep/xep0045_room_user.h"
#include "protocol/xep/xep0050_ad_hoc_commands.h"
#include "protocol/xep/xep0054_vcard_temp.h"
#include "protocol/xep/xep0059_result_set_management.h"
#include "protocol/xep/xep0077_in_band_registration.h"
#include "protocol/xep/xep0082_date_time.h"
#include "protocol/xep/xep0085_chat_states.h"
#include "protocol/xep/xep0092_software_version.h"
#include "protocol/xep/xep0115_entity_capabilities.h"
#include "protocol/xep/xep0153_vcard_avatars.h"
#include "protocol/xep/xep0172_user_nickname.h"
#include "protocol/xep/xep0184_delivery_receipts.h"
#include "protocol/xep/xep0199_ping.h"
#include "protocol/xep/xep0202_entity_time.h"
#include "protocol/xep/xep0203_delayed_delivery.h"
#include "protocol/xep/xep0249_direct_invitation.h"
#include "protocol/xep/xep0280_message_carbons.h"
#include "protocol/xep/xep0297_stanza_forwarding.h"
#include "protocol/xep/xep0308_message_correction.h"
#include "protocol/xep/xep0313_message_archive.h"
#include "protocol/xep/xep0317_hats.h"
#include "protocol/xep/xep0333_displayed_markers.h"
#include "protocol/xep/xep0334_processing_hints.h"
#include "protocol/xep/xep0359_stanza_ids.h"
#include "protocol/xep/xep0372_references.h"
#include "protocol/xep/xep0382_spoiler_messages.h"
#include "protocol/xep/xep0393_message_styling.h"
#include "protocol/xep/xep0421_occupant_id.h"
#include "protocol/xep/xep0424_message_retraction.h"
#include "protocol/xep/xep0425_moderation.h"
#include "protocol/xep/xep0428_fallback_indication.h"
#include "protocol/xep/xep0433_channel_search.h"
#include "protocol/xep/xep0441_archive_preferences.h"
#include "protocol/xep/xep0444_message_reactions.h"
#include "protocol/xep/xep0461_message_replies.h"
#include "protocol/xep/xep0478_stream_limits.h"
#include "protocol/xep/xep0490_displayed_synchronization.h"
#include "protocol/xep/xep0511_link_metadata.h"
#include "stanza/roster_item.h"
#include "stanza/stanza_error.h"

#include <QtTest>

using namespace natter;

namespace {

/// How one kind of payload is read and written again; null where it was not recognised.
using Rewrite = std::function<std::optional<Element>(const Element &)>;

template <typename T> std::optional<Element> rewrite(const Element &element)
{
    const auto value = T::read(element);
    return value ? std::optional(value->write()) : std::nullopt;
}

std::optional<Element> answeredPing(const Element &element)
{
    ProtocolSession session;
    Iq iq;
    iq.id = QStringLiteral("p");
    iq.addChild(element);
    const auto answer = session.protocol.ping().answer(iq);
    return answer ? std::optional(element) : std::nullopt;
}

std::optional<Element> unwrappedCarbon(const Element &element)
{
    ProtocolSession session;
    ServiceDiscovery discovery(session.protocol.channel());
    MessageCarbons carbons(session.protocol.channel(), discovery);
    session.protocol.channel().open(ProtocolSession::self(), {});
    ReceivedMessage received;
    received.message.from = ProtocolSession::self().bare();
    received.message.addChild(element);
    const auto verdict = carbons.incoming(received);
    const bool unwrapped = verdict == Extension::Verdict::Continue && received.via != ReceivedMessage::Via::Live;
    return unwrapped ? std::optional(received.message.write()) : std::nullopt;
}

std::optional<Element> stampOf(const Element &element)
{
    const QDateTime moment = dateTimeFrom(element.text());
    return moment.isValid()
        ? std::optional(ElementBuilder({ u"urn:x:stamp", u"stamp" }).text(dateTimeText(moment)).build())
        : std::nullopt;
}

} // namespace

Q_DECLARE_METATYPE(Rewrite)

/// Payloads: what is written can be read, and what is bent never breaks the reader.
class TestPayloads : public QObject
{
    Q_OBJECT

    enum Fidelity { Exact, Unwraps, Partial }; ///< what write() gives back of what was read

    static void addFixtures()
    {
        QTest::addColumn<Rewrite>("again");
        QTest::addColumn<QByteArray>("xml");
        QTest::addColumn<int>("fidelity");
        const auto row = [](const char *name, Rewrite again, const QByteArray &xml, Fidelity fidelity = Exact) {
            QTest::newRow(name) << again << xml << static_cast<int>(fidelity);
        };
        row("xep0004_data_forms", rewrite<DataForm>,
            "<x xmlns='jabber:x:data' type='form'><title>Bot</title><instructions>Fill in</instructions>"
            "<field var='FORM_TYPE' type='hidden'><value>jabber:bot</value></field>"
            "<field var='features' type='list-multi' label='Which?'><desc>As many as you like</desc><required/>"
            "<value>news</value><value>search</value><option label='News'><value>news</value></option>"
            "<option><value>search</value></option></field><field type='fixed'><value>Section</value></field></x>");
        row("xep0004_data_forms, table", rewrite<DataForm>,
            "<x xmlns='jabber:x:data' type='result'><reported><field var='service' label='Service'/>"
            "<field var='level'/></reported><item><field var='service'><value>httpd</value></field>"
            "<field var='level'><value>off</value><value>on</value></field></item></x>");
        row("xep0030_service_discovery", rewrite<DiscoInfo>,
            "<query xmlns='http://jabber.org/protocol/disco#info' node='n#1'>"
            "<identity category='client' type='pc' xml:lang='el' name='\316\250 0.11'/><feature var='urn:xmpp:ping'/>"
            "<x xmlns='jabber:x:data' type='result'><field var='os'><value>Mac</value></field></x></query>");
        row("xep0050_ad_hoc_commands, request", rewrite<CommandStage>,
            "<command xmlns='http://jabber.org/protocol/commands' node='config' sessionid='s1' action='prev'>"
            "<x xmlns='jabber:x:data' type='submit'><field var='mode'><value>3</value></field></x></command>");
        row("xep0050_ad_hoc_commands, answer", rewrite<CommandStage>,
            "<command xmlns='http://jabber.org/protocol/commands' node='config' sessionid='s1' status='executing'>"
            "<actions execute='complete'><prev/><next/><complete/></actions><note type='warn'>Watch out</note>"
            "<x xmlns='jabber:x:data' type='form'><title>Configure</title></x></command>");
        row("xep0059_result_set_management", rewrite<ResultSet>,
            "<set xmlns='http://jabber.org/protocol/rsm'><max>10</max><after>peter@pixyland.org</after>"
            "<first>stpeter@jabber.org</first><last>peterpan@neverland.lit</last><count>800</count></set>");
        row("xep0077_in_band_registration", rewrite<RegistrationForm>,
            "<query xmlns='jabber:iq:register'><x xmlns='jabber:x:data' type='form'>"
            "<field var='username' type='text-single' label='Name'><required/></field></x></query>");
        row("xep0077_in_band_registration, old fields", rewrite<RegistrationForm>,
            "<query xmlns='jabber:iq:register'><username/><password/><email/></query>", Partial);
        row("xep0077_in_band_registration, page", rewrite<RegistrationForm>,
            "<query xmlns='jabber:iq:register'><instructions>Go there</instructions>"
            "<x xmlns='jabber:x:oob'><url>https://shakespeare.lit/register</url></x></query>",
            Partial);
        row("xep0045_room_requests", rewrite<RoomEntry>,
            "<x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='20' since='1970-01-01T00:00:00.000Z'/>"
            "<password>cauldronburn</password></x>");
        row("xep0045_room_user", rewrite<RoomUser>,
            "<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='none'"
            " jid='tybalt@capulet.lit/tomb' nick='cat'><actor nick='nurse'/><reason>Away!</reason></item>"
            "<status code='110'/><status code='307'/></x>");
        row("xep0045_room_user, invitation", rewrite<RoomUser>,
            "<x xmlns='http://jabber.org/protocol/muc#user'><invite from='juliet@capulet.lit/balcony'>"
            "<reason>Wherefore art thou not here?</reason></invite><password>rose</password></x>");
        row("xep0045_room_user, refusal", rewrite<RoomUser>,
            "<x xmlns='http://jabber.org/protocol/muc#user'><decline to='juliet@capulet.lit'><reason>Not now</reason>"
            "</decline></x>");
        row("xep0045_room_user, destruction", rewrite<RoomUser>,
            "<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='none'/>"
            "<destroy jid='tomb@chat.capulet.lit'><reason>A plague</reason><password>poison</password></destroy></x>");
        row("xep0249_direct_invitation", rewrite<DirectInvitation>,
            "<x xmlns='jabber:x:conference' jid='garden@chat.capulet.lit' reason='Come' password='rose' "
            "continue='true' thread='e0ffe42b'/>");
        row("xep0317_hats, older", rewrite<Hats>,
            "<hats xmlns='xmpp:prosody.im/protocol/hats:1'><hat title='Host' uri='urn:host'/></hats>", Partial);
        row("xep0317_hats", rewrite<Hats>,
            "<hats xmlns='urn:xmpp:hats:0'><hat title='Host' uri='http://schemas.example.com/hats#host'/>"
            "<hat title='Speaker' uri='http://schemas.example.com/hats#speaker'/></hats>");
        row("xep0030_service_discovery, items", rewrite<DiscoItems>,
            "<query xmlns='http://jabber.org/protocol/disco#items' node='n'><item jid='garden@chat.capulet.lit'"
            " name='The garden'/><item jid='capulet.lit' node='tombs'/>"
            "<set xmlns='http://jabber.org/protocol/rsm'><first>a</first><last>b</last><count>7</count></set>"
            "</query>");
        row("xep0372_references", rewrite<MentionReference>,
            "<reference xmlns='urn:xmpp:reference:0' type='mention'"
            " uri='xmpp:garden@chat.capulet.lit/fair%20sun'/>");
        row("xep0421_occupant_id", rewrite<OccupantId>,
            "<occupant-id xmlns='urn:xmpp:occupant-id:0' id='dd72603deec90a38ba552f7c68cbcc61bca202cd'/>");
        row("xep0425_moderation", rewrite<Moderation>,
            "<retract xmlns='urn:xmpp:message-retract:1' id='stanza-id-1'>"
            "<moderated xmlns='urn:xmpp:message-moderate:1' by='garden@chat.capulet.lit/nurse'>"
            "<occupant-id xmlns='urn:xmpp:occupant-id:0' id='dd72603d'/></moderated><reason>Rude</reason></retract>");
        row("xep0425_moderation, older", rewrite<Moderation>,
            "<apply-to xmlns='urn:xmpp:fasten:0' id='stanza-id-1'><moderated xmlns='urn:xmpp:message-moderate:0'"
            " by='garden@chat.capulet.lit/nurse'><retract xmlns='urn:xmpp:message-retract:0'/><reason>Rude</reason>"
            "</moderated></apply-to>",
            Partial);
        row("xep0425_moderation, tombstone", rewrite<ModerationTombstone>,
            "<retracted xmlns='urn:xmpp:message-retract:1' stamp='2019-09-20T23:19:12.000Z'>"
            "<moderated xmlns='urn:xmpp:message-moderate:1' by='nurse@capulet.lit'/><reason>Rude</reason>"
            "</retracted>");
        row("xep0425_moderation, older tombstone", rewrite<ModerationTombstone>,
            "<moderated xmlns='urn:xmpp:message-moderate:0' by='nurse@capulet.lit'>"
            "<retracted xmlns='urn:xmpp:message-retract:0' stamp='2019-09-20T23:19:12.000Z'/><reason>Rude</reason>"
            "</moderated>",
            Partial);
        row("xep0433_channel_search", rewrite<ChannelPage>,
            "<result xmlns='urn:xmpp:channel-search:0:search'><item address='garden@chat.capulet.lit'>"
            "<name>The garden</name><description>Below the balcony</description><language>it</language>"
            "<nusers>2</nusers><is-open>true</is-open></item><set "
            "xmlns='http://jabber.org/protocol/rsm'><first>a</first>"
            "<last>b</last></set></result>");
        row("xep0054_vcard_temp", rewrite<VCard>,
            "<vCard xmlns='vcard-temp'><FN>Juliet</FN><NICKNAME>Jule</NICKNAME><ORG><ORGNAME>Capulet</ORGNAME></ORG>"
            "<TITLE>Daughter</TITLE><EMAIL><USERID>juliet@capulet.lit</USERID></EMAIL><URL>https://capulet.lit</URL>"
            "<DESC>O Romeo</DESC><PHOTO><TYPE>image/png</TYPE><BINVAL>cGljdHVyZQ==</BINVAL></PHOTO></vCard>");
        row("xep0153_vcard_avatars", rewrite<PictureUpdate>,
            "<x xmlns='vcard-temp:x:update'><photo>a31c4bd04de69663cfd7f424a8453f4674da37ff</photo></x>");
        row("xep0082_date_time", stampOf, "<stamp xmlns='urn:x:stamp'>2026-11-22T10:11:56.500Z</stamp>", Unwraps);
        row("xep0085_chat_states", rewrite<ChatState>, "<composing xmlns='http://jabber.org/protocol/chatstates'/>");
        row("xep0092_software_version", rewrite<SoftwareVersion>,
            "<query xmlns='jabber:iq:version'><name>Exodus</name><version>0.7</version><os>Windows</os></query>");
        row("xep0115_entity_capabilities", rewrite<EntityCapabilities>,
            "<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='http://psi-im.org'"
            " ver='q07IKJEyjvHSyhy//CH0CxmKi8w='/>");
        row("xep0172_user_nickname", rewrite<UserNickname>,
            "<nick xmlns='http://jabber.org/protocol/nick'>Ishmael B.</nick>");
        row("xep0199_ping", answeredPing, "<ping xmlns='urn:xmpp:ping'/>");
        row("xep0202_entity_time", rewrite<EntityTime>,
            "<time xmlns='urn:xmpp:time'><tzo>-06:30</tzo><utc>2006-12-19T17:58:35.000Z</utc></time>");
        row("xep0203_delayed_delivery", rewrite<DelayedDelivery>,
            "<delay xmlns='urn:xmpp:delay' from='capulet.lit' stamp='2002-09-10T23:08:25.000Z'/>");
        row("xep0280_message_carbons", unwrappedCarbon,
            "<received xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client'"
            " from='juliet@capulet.lit/balcony' to='romeo@montague.lit/garden' type='chat'><body>What man</body>"
            "</message></forwarded></received>",
            Unwraps);
        row("xep0297_stanza_forwarding", rewrite<ForwardedStanza>,
            "<forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='2010-07-10T23:08:25.000Z'/>"
            "<message xmlns='jabber:client' from='romeo@montague.lit/orchard' to='juliet@capulet.lit/balcony'"
            " id='0202197' type='chat'><body>Yet I should kill thee</body></message></forwarded>");
        row("xep0184_delivery_receipts, request", rewrite<ReceiptRequest>, "<request xmlns='urn:xmpp:receipts'/>");
        row("xep0184_delivery_receipts", rewrite<Receipt>,
            "<received xmlns='urn:xmpp:receipts' id='richard2-4.1.247'/>");
        row("xep0308_message_correction", rewrite<Replacement>,
            "<replace xmlns='urn:xmpp:message-correct:0' id='bad1'/>");
        row("xep0333_displayed_markers, markable", rewrite<Markable>, "<markable xmlns='urn:xmpp:chat-markers:0'/>");
        row("xep0333_displayed_markers", rewrite<DisplayedMarker>,
            "<displayed xmlns='urn:xmpp:chat-markers:0' id='the-msg-1'/>");
        row("xep0382_spoiler_messages", rewrite<Spoiler>,
            "<spoiler xmlns='urn:xmpp:spoiler:0'>Love story end</spoiler>");
        row("xep0444_message_reactions", rewrite<Reactions>,
            "<reactions xmlns='urn:xmpp:reactions:0' id='744f6e18'><reaction>\U0001F44B</reaction>"
            "<reaction>\U0001F422</reaction></reactions>");
        row("xep0461_message_replies", rewrite<Reply>,
            "<reply xmlns='urn:xmpp:reply:0' to='juliet@capulet.lit/balcony' id='message-id1'/>");
        row("xep0511_link_metadata", rewrite<LinkMetadata>,
            "<rdf:Description xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:og='https://ogp.me/ns#' "
            "xmlns:ogi='https://ogp.me/ns#image:' rdf:about='https://the.link.example.com/what-was-linked-to'>"
            "<og:title>The Best Webpage</og:title><og:description>This is a great webpage</og:description>"
            "<og:url>https://example.com/canonical-url</og:url><og:image>data:image/jpeg;base64,/9j/</og:image>"
            "<ogi:alt>A picture</ogi:alt><og:type>website</og:type><og:site_name>Example Website</og:site_name>"
            "</rdf:Description>");
        row("xep0490_displayed_synchronization", rewrite<DisplayedUpTo>,
            "<displayed xmlns='urn:xmpp:mds:displayed:0'><stanza-id xmlns='urn:xmpp:sid:0' id='0f710f2b' "
            "by='romeo@montague.lit'/></displayed>");
        row("xep0334_processing_hints", rewrite<StoreHint>, "<store xmlns='urn:xmpp:hints'/>");
        row("xep0393_message_styling", rewrite<Unstyled>, "<unstyled xmlns='urn:xmpp:styling:0'/>");
        row("xep0424_message_retraction", rewrite<Retraction>,
            "<retract xmlns='urn:xmpp:message-retract:1' id='wrong-recipient-1'/>");
        row("xep0424_message_retraction, tombstone", rewrite<Tombstone>,
            "<retracted xmlns='urn:xmpp:message-retract:1' id='retract-message-1' stamp='2019-09-20T23:09:32.000Z'/>");
        row("xep0428_fallback_indication", rewrite<Fallback>,
            "<fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:message-retract:1'/>");
        row("xep0428_fallback_indication, of a part", rewrite<Fallback>,
            "<fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'><body start='0' end='38'/></fallback>",
            Partial);
        row("xep0313_message_archive, result", rewrite<ArchiveResult>,
            "<result xmlns='urn:xmpp:mam:2' queryid='f27' id='28482-98726-73623'>"
            "<forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='2010-07-10T23:08:25.000Z'/>"
            "<message xmlns='jabber:client' from='romeo@montague.lit/orchard' to='juliet@capulet.lit/balcony'"
            " type='chat'><body>Call me but love</body></message></forwarded></result>");
        row("xep0313_message_archive, end", rewrite<ArchiveEnd>,
            "<fin xmlns='urn:xmpp:mam:2' complete='true'><set xmlns='http://jabber.org/protocol/rsm'>"
            "<first>28482-98726-73623</first><last>09af3-cc343-b409f</last><count>2</count></set></fin>");
        row("xep0441_archive_preferences", rewrite<ArchivePreferences>,
            "<prefs xmlns='urn:xmpp:mam:2' default='roster'><always><jid>romeo@montague.lit</jid></always>"
            "<never><jid>montague@montague.lit</jid><jid>tybalt@capulet.lit</jid></never></prefs>");
        row("xep0359_stanza_ids", rewrite<OriginId>, "<origin-id xmlns='urn:xmpp:sid:0' id='de305d54'/>");
        row("xep0478_stream_limits", rewrite<StreamLimits>,
            "<limits xmlns='urn:xmpp:stream-limits:0'><max-bytes>10000</max-bytes><idle-seconds>1800</idle-seconds>"
            "</limits>");
        row("xep0359_stanza_ids, archive", rewrite<StanzaId>,
            "<stanza-id xmlns='urn:xmpp:sid:0' id='de305d54' by='romeo@montague.lit'/>");
        row("stanza error", rewrite<StanzaError>,
            "<error xmlns='jabber:client' type='modify'><bad-request xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
            "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>Be kind</text></error>");
        row("roster item", rewrite<RosterItem>,
            "<item xmlns='jabber:iq:roster' jid='romeo@example.net' name='Romeo'><group>Friends</group>"
            "<group>Lovers</group></item>",
            Partial);
        row("roster removal", rewrite<RosterItem>,
            "<item xmlns='jabber:iq:roster' jid='romeo@example.net' subscription='remove'/>", Partial);
    }

private Q_SLOTS:
    void whatIsReadIsWrittenAgain_data() { addFixtures(); }
    void whatIsReadIsWrittenAgain()
    {
        QFETCH(Rewrite, again);
        QFETCH(QByteArray, xml);
        QFETCH(int, fidelity);
        const Element original = elementFrom(xml);
        const auto written = again(original);
        QVERIFY(written.has_value());
        if (fidelity == Exact || QByteArray(QTest::currentDataTag()).startsWith("roster")) {
            QCOMPARE(written->toXml(), original.toXml());
        }
        if (fidelity != Unwraps) {
            const auto twice = again(*written);
            QVERIFY(twice.has_value());
            QCOMPARE(twice->toXml(), written->toXml());
        }
    }

    void mutilatedPayloadsAreRefusedOrBounded_data() { addFixtures(); }
    void mutilatedPayloadsAreRefusedOrBounded()
    {
        QFETCH(Rewrite, again);
        QFETCH(QByteArray, xml);
        QFETCH(int, fidelity);
        const auto all = mutilationsOf(xml);
        QVERIFY(all.size() >= 6);
        for (const Mutilation &mutilation : all) {
            const QByteArray what = mutilation.description.toUtf8();
            const auto written = again(mutilation.element);
            if (mutilation.root == Mutilation::Root::Renamed && again != nullptr
                && QByteArray(QTest::currentDataTag()) != "xep0082_date_time") {
                QVERIFY2(!written, what);
            }
            if (!written) {
                continue;
            }
            const QByteArray bytes = written->toXml();
            QVERIFY2(bytes.size() <= 2 * mutilation.element.toXml().size() + 4096, what);
            if (fidelity != Exact) {
                QVERIFY2(parseElement(bytes).has_value(), what);
                continue;
            }
            const auto reread = parseElement(bytes);
            QVERIFY2(reread.has_value(), what);
            const auto twice = again(*reread);
            QVERIFY2(twice.has_value(), what);
            QVERIFY2(twice->toXml() == bytes, what);
        }
    }

    void valuesAreReadAndWrittenWithoutLoss()
    {
        const DataForm form {
            "submit", "t", "i", { { "a", "text-multi", "l", "d", true, { "1", "<&>", "\u00e9" }, { { "x", "y" } } } }
        };
        QCOMPARE(DataForm::read(form.write()), std::optional(form));
        const DiscoInfo info { "n", { { "client", "pc", "en", "N" } }, { "f1", "f2" }, { form } };
        QCOMPARE(DiscoInfo::read(info.write()), std::optional(info));
        const EntityTime time { QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5, 6), Qt::UTC), -12 * 3600 - 1800 };
        QCOMPARE(EntityTime::read(time.write()), std::optional(time));
        const DelayedDelivery delay { time.utc, Jid::orNull(u"a@b/c") };
        QCOMPARE(DelayedDelivery::read(delay.write()), std::optional(delay));
        for (const auto state : { ChatState::State::Active, ChatState::State::Composing, ChatState::State::Paused,
                                  ChatState::State::Inactive, ChatState::State::Gone }) {
            QCOMPARE(ChatState::read(ChatState { state }.write()), std::optional(ChatState { state }));
        }
        for (const auto type : { StanzaError::Type::Auth, StanzaError::Type::Cancel, StanzaError::Type::Continue,
                                 StanzaError::Type::Modify, StanzaError::Type::Wait }) {
            const StanzaError error { type, "conflict", "t" };
            QCOMPARE(StanzaError::read(error.write()), std::optional(error));
        }
    }

    void textsAreCutAtTheirLimit_data()
    {
        QTest::addColumn<int>("limit");
        QTest::addColumn<int>("length");
        for (const int limit : { static_cast<int>(limits::nameChars), static_cast<int>(limits::statusChars) }) {
            for (const int length : { limit - 1, limit, limit + 1 }) {
                QTest::addRow("%d of %d", length, limit) << limit << length;
            }
        }
    }
    void textsAreCutAtTheirLimit()
    {
        QFETCH(int, limit);
        QFETCH(int, length);
        const QByteArray text(length, 'n');
        const int kept = qMin(limit, length);
        if (limit == limits::nameChars) {
            const auto nick =
                UserNickname::read(elementFrom("<nick xmlns='http://jabber.org/protocol/nick'>" + text + "</nick>"));
            QCOMPARE(nick->nick.size(), kept);
            const auto item = RosterItem::read(elementFrom("<item xmlns='jabber:iq:roster' jid='a@b' name='" + text
                                                           + "'><group>" + text + "</group></item>"));
            QCOMPARE(item->handle.size(), kept);
            QCOMPARE(item->groups.first().size(), kept);
            const auto version = SoftwareVersion::read(
                elementFrom("<query xmlns='jabber:iq:version'><name>" + text + "</name></query>"));
            QCOMPARE(version->program.size(), kept);
            return;
        }
        const auto presence = Presence::read(stanzaFrom("<presence><status>" + text + "</status></presence>"));
        QCOMPARE(presence->status.size(), kept);
        const auto form = DataForm::read(elementFrom("<x xmlns='jabber:x:data'><title>" + text + "</title></x>"));
        QCOMPARE(form->title.size(), kept);
    }

    void cuttingNeverHalvesACharacter()
    {
        const QByteArray text = 'a' + QByteArray("\360\237\220\235").repeated(limits::statusChars);
        const auto whole = [](const QString &cut) { return !cut.isEmpty() && QStringView(cut).isValidUtf16(); };
        QVERIFY(
            whole(UserNickname::read(elementFrom("<nick xmlns='http://jabber.org/protocol/nick'>" + text + "</nick>"))
                      ->nick));
        const auto item = RosterItem::read(elementFrom("<item xmlns='jabber:iq:roster' jid='a@b' name='" + text
                                                       + "'><group>" + text + "</group></item>"));
        QVERIFY(whole(item->handle));
        QVERIFY(whole(item->groups.first()));
        QVERIFY(whole(Presence::read(stanzaFrom("<presence><status>" + text + "</status></presence>"))->status));
        QVERIFY(whole(DataForm::read(elementFrom("<x xmlns='jabber:x:data'><title>" + text + "</title></x>"))->title));
    }

    void listsAreCutAtTheirLimit_data()
    {
        QTest::addColumn<int>("more");
        QTest::newRow("one less") << -1;
        QTest::newRow("as many") << 0;
        QTest::newRow("one more") << 1;
    }
    void listsAreCutAtTheirLimit()
    {
        QFETCH(int, more);
        const auto fields = DataForm::read(elementFrom(
            "<x xmlns='jabber:x:data'>" + QByteArray("<field var='a'/>").repeated(limits::formFields + more) + "</x>"));
        QCOMPARE(fields->fields.size(), limits::formFields + qMin(0, more));
        const QByteArray options = QByteArray("<option><value/></option>").repeated(limits::formOptions + more);
        const QByteArray values = QByteArray("<value/>").repeated(limits::formOptions + more);
        const auto field =
            DataForm::read(elementFrom("<x xmlns='jabber:x:data'><field>" + options + values + "</field></x>"));
        QCOMPARE(field->fields.first().options.size(), limits::formOptions + qMin(0, more));
        QCOMPARE(field->fields.first().values.size(), limits::formOptions + qMin(0, more));
        const QByteArray features = QByteArray("<feature var='a'/>").repeated(limits::discoItems + more);
        const auto info = DiscoInfo::read(
            elementFrom("<query xmlns='http://jabber.org/protocol/disco#info'>" + features + "</query>"));
        QCOMPARE(info->features.size(), limits::discoItems + qMin(0, more));
    }

    void groupsOfAContactAreBounded()
    {
        QByteArray groups;
        for (int i = 0; i < 20'000; ++i) {
            groups += "<group>" + QByteArray::number(i) + "</group>";
        }
        const auto item =
            RosterItem::read(elementFrom("<item xmlns='jabber:iq:roster' jid='a@b'>" + groups + "</item>"));
        QVERIFY(item.has_value());
        QVERIFY(item->groups.size() <= limits::formOptions);
    }

    void unreadablePayloadDoesNotHideAGoodOne()
    {
        const auto message = Message::read(
            stanzaFrom("<message from='juliet@capulet.lit/a'><delay xmlns='urn:xmpp:delay' stamp='yesterday'/>"
                       "<delay xmlns='urn:xmpp:delay' from='montague.lit' stamp='2026-11-01T00:00:00Z'/></message>"));
        const auto delay = message->payload<DelayedDelivery>();
        QVERIFY(delay.has_value());
        QCOMPARE(delay->from.toString(), QStringLiteral("montague.lit"));
    }

    void momentsAreStrict_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("utc"); ///< empty: no moment
        QTest::newRow("seconds") << "1969-07-21T02:56:15Z"
                                 << "1969-07-21T02:56:15.000Z";
        QTest::newRow("offset") << "1969-07-20T21:56:15-05:00"
                                << "1969-07-21T02:56:15.000Z";
        QTest::newRow("fraction") << "2026-11-22T10:11:56.5Z"
                                  << "2026-11-22T10:11:56.500Z";
        QTest::newRow("microseconds") << "2026-11-22T10:11:56.123456Z"
                                      << "2026-11-22T10:11:56.123Z";
        for (const char *text : { "", "2026-11-22", "2026-11-22T10:11:56", "20261122T10:11:56Z", "2026-13-01T00:00:00Z",
                                  "2026-02-29T00:00:00Z", "2026-11-22T25:00:00Z", "2026-11-22 10:11:56Z", "now",
                                  "2026-11-22T10:11:56Zoo", "2026-11-22T10:11:56+99:99", "T", "----------T---------Z",
                                  "2026-11-22T10:11:56.5Z                                         " }) {
            QTest::addRow("no moment: %.30s", text) << text << QString();
        }
    }
    void momentsAreStrict()
    {
        QFETCH(QString, text);
        QFETCH(QString, utc);
        const QDateTime moment = dateTimeFrom(text);
        QCOMPARE(moment.isValid(), !utc.isEmpty());
        QCOMPARE(moment.isValid() ? dateTimeText(moment) : QString(), utc);
    }

    void forwardedStanzaIsExactlyOneMessage_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("two messages") << QByteArray("<message xmlns='jabber:client'/><message xmlns='jabber:client'/>");
        QTest::newRow("presence") << QByteArray("<presence xmlns='jabber:client'/>");
        QTest::newRow("iq") << QByteArray("<iq xmlns='jabber:client' type='set' id='1'/>");
        QTest::newRow("message and iq") << QByteArray("<message xmlns='jabber:client'/><iq xmlns='jabber:client'/>");
        QTest::newRow("server's namespace") << QByteArray("<message xmlns='jabber:server'/>");
        QTest::newRow("no namespace of its own") << QByteArray("<message/>");
        QTest::newRow("malformed sender") << QByteArray("<message xmlns='jabber:client' from='@'/>");
    }
    void forwardedStanzaIsExactlyOneMessage()
    {
        QFETCH(QByteArray, content);
        QVERIFY(
            !ForwardedStanza::read(elementFrom("<forwarded xmlns='urn:xmpp:forward:0'>" + content + "</forwarded>")));
    }
};

QTEST_GUILESS_MAIN(TestPayloads)
#include "tst_payloads.moc"
