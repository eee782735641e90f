// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/scripted_rooms.h"

#include "support/xml.h"

#include "protocol/xep/xep0004_data_forms.h"
#include "protocol/xep/xep0054_vcard_temp.h"
#include "protocol/xep/xep0153_vcard_avatars.h"
#include "protocol/xep/xep0433_channel_search.h"

#include <QTest>

namespace natter {

static const QByteArray userNs = "http://jabber.org/protocol/muc#user";
static const QByteArray romeo = "romeo@montague.lit";

void ScriptedRooms::attend()
{
    m_peer = m_server.findChild<ScriptedPeer *>();
    m_read = m_server.received().indexOf("</iq>", m_server.received().indexOf("urn:ietf:params:xml:ns:xmpp-bind")) + 5;
    connect(m_peer, &QIODevice::readyRead, this, &ScriptedRooms::listen, Qt::QueuedConnection);
    listen();
}

void ScriptedRooms::send(const QByteArray &stanza)
{
    m_peer->write(stanza);
    m_peer->flush();
}

/// Stanzas do not stand in others of the same name here.
void ScriptedRooms::listen()
{
    for (;;) {
        const QByteArray said = m_server.received();
        const qsizetype begin = said.indexOf('<', m_read);
        const qsizetype tagEnd = begin < 0 ? -1 : said.indexOf('>', begin);
        if (tagEnd < 0 || said.mid(begin).startsWith("</")) {
            return;
        }
        qsizetype nameEnd = begin + 1;
        while (QByteArrayView(" />").indexOf(said[nameEnd]) < 0) {
            ++nameEnd;
        }
        const QByteArray close = "</" + said.mid(begin + 1, nameEnd - begin - 1) + '>';
        const bool isEmpty = said[tagEnd - 1] == '/';
        const qsizetype end = isEmpty ? tagEnd + 1 : said.indexOf(close, tagEnd) + close.size();
        if (!isEmpty && said.indexOf(close, tagEnd) < 0) {
            return;
        }
        m_read = end;
        const Element stanza = stanzaFrom(said.mid(begin, end - begin));
        heard.append(stanza);
        handle(stanza);
    }
}

Element ScriptedRooms::last(const QByteArray &to, ElementName payload) const
{
    for (qsizetype i = heard.size() - 1; i >= 0; --i) {
        if (heard[i].attribute(u"to").toUtf8() == to && heard[i].child(payload)) {
            return heard[i];
        }
    }
    return {};
}

int ScriptedRooms::count(const QByteArray &to, ElementName payload) const
{
    return int(std::count_if(heard.cbegin(), heard.cend(), [&](const Element &stanza) {
        return stanza.attribute(u"to").toUtf8() == to && stanza.child(payload);
    }));
}

void ScriptedRooms::handle(const Element &stanza)
{
    if (silent.contains(stanza.attribute(u"to").toUtf8())) {
        return;
    }
    if (stanza.localName() == u"iq") {
        handleRequest(stanza);
    } else if (stanza.localName() == u"presence") {
        handlePresence(stanza);
    } else if (stanza.localName() == u"message") {
        handleMessage(stanza);
    }
}

void ScriptedRooms::handleRequest(const Element &iq)
{
    const QString type = iq.attribute(u"type");
    if (type != u"get" && type != u"set") {
        return;
    }
    const QByteArray to = iq.attribute(u"to").toUtf8();
    const Element payload = iq.firstChild();
    const QByteArray head = " id='" + iq.attribute(u"id").toUtf8() + "'" + (to.isEmpty() ? "" : " from='" + to + "'");
    QByteArray condition = m_refusals.take(payload.namespaceUri().toUtf8());
    const QByteArray answer = condition.isEmpty() ? answerTo(to, payload, type == u"set", condition) : QByteArray();
    if (condition.isEmpty()) {
        send("<iq type='result'" + head + ">" + answer + "</iq>");
    } else {
        send("<iq type='error'" + head + "><error type='cancel'><" + condition
             + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    }
}

QByteArray ScriptedRooms::answerTo(const QByteArray &to, const Element &payload, bool isSet, QByteArray &condition)
{
    const QString ns = payload.namespaceUri();
    if (ns == u"http://jabber.org/protocol/disco#info") {
        return describe(to, condition);
    }
    if (ns == u"http://jabber.org/protocol/commands") {
        condition = stages.isEmpty() ? "item-not-found" : "";
        return stages.isEmpty() ? QByteArray() : stages.takeFirst();
    }
    if (ns == u"http://jabber.org/protocol/disco#items") {
        QByteArray items;
        if (payload.attribute(u"node") == u"http://jabber.org/protocol/commands") {
            items = rooms.value(to).commands;
        } else if (to == "montague.lit") {
            items = isListed ? "<item jid='" + service() + "'/>" : QByteArray();
            items += channels.isEmpty() ? QByteArray() : "<item jid='" + searchService() + "'/>";
        } else {
            for (auto room = rooms.cbegin(); to == service() && room != rooms.cend(); ++room) {
                items += "<item jid='" + room.key() + "' name='" + room->title + "'/>";
            }
        }
        return "<query xmlns='http://jabber.org/protocol/disco#items'>" + items + "</query>";
    }
    if (ns == VCard::name.ns) {
        return cardAnswer(to, payload, isSet, condition);
    }
    if (ns == ChannelQuery::name.ns && to == searchService()) {
        return find(payload);
    }
    if (ns == u"jabber:iq:roster" && !isSet) {
        return "<query xmlns='jabber:iq:roster'>"
               "<item jid='juliet@capulet.lit' name='Juliet' subscription='both'/>"
               "<item jid='benvolio@montague.lit' name='Benvolio' subscription='both'/></query>";
    }
    if (ns == u"http://jabber.org/protocol/muc#owner") {
        return ownerAnswer(to, payload, isSet, condition);
    }
    if (ns == u"http://jabber.org/protocol/muc#admin") {
        return adminAnswer(to, payload, isSet);
    }
    if (!isSet && ns != u"urn:xmpp:ping") {
        condition = "service-unavailable";
    }
    return {};
}

QByteArray ScriptedRooms::cardAnswer(const QByteArray &whose, const Element &payload, bool isSet, QByteArray &condition)
{
    if (isSet) {
        cards[whose] = payload.toXml();
        const auto card = VCard::read(payload);
        rooms[whose].picture =
            card && !card->photos.isEmpty() ? pictureHashOf(card->photos.first().bytes) : QByteArray();
        return {};
    }
    condition = cards.contains(whose) ? QByteArray() : QByteArray("item-not-found");
    const QByteArray card = cards.value(whose);
    return card.startsWith("<vCard") ? card : "<vCard xmlns='vcard-temp'>" + card + "</vCard>";
}

/// Those with the words in their titles or descriptions; behind which page that is, is the number of the last one.
QByteArray ScriptedRooms::find(const Element &search) const
{
    const DataForm form = DataForm::read(search.child(DataForm::name)).value_or(DataForm());
    const ResultSet set = ResultSet::read(search.child(ResultSet::name)).value_or(ResultSet());
    const DataForm::Field *words = form.field(u"q");
    QByteArray items;
    int number = 0;
    int last = 0;
    for (const ScriptedChannel &channel : channels) {
        const QString text = QString::fromUtf8(channel.title + ' ' + channel.about);
        if (words && !text.contains(words->value(), Qt::CaseInsensitive)) {
            continue;
        }
        ++number;
        if (number > set.after.toInt() && number <= set.after.toInt() + set.max.value_or(50)) {
            items += "<item address='" + channel.address + "'><name>" + channel.title + "</name><description>"
                + channel.about + "</description><nusers>" + QByteArray::number(channel.people) + "</nusers><language>"
                + channel.language + "</language><service-type>xep-0045</service-type><is-open>"
                + (channel.isOpen ? "true" : "false") + "</is-open></item>";
            last = number;
        }
    }
    return "<result xmlns='urn:xmpp:channel-search:0:search'>" + items
        + "<set xmlns='http://jabber.org/protocol/rsm'><last>" + QByteArray::number(last) + "</last></set></result>";
}

QByteArray ScriptedRooms::describe(const QByteArray &address, QByteArray &condition) const
{
    static const QByteArray begin = "<query xmlns='http://jabber.org/protocol/disco#info'>";
    const auto room = rooms.constFind(address);
    if (room == rooms.cend() && address.endsWith("@" + service())) {
        condition = "item-not-found";
        return {};
    }
    if (room == rooms.cend()) {
        const bool searches = address == searchService() && !channels.isEmpty();
        return begin + (address == service() ? "<identity category='conference' type='text'/>" : "")
            + (searches ? "<feature var='urn:xmpp:channel-search:0:search'/>" : "")
            + (address == service() && !contacts.isEmpty()
                   ? "<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' type='hidden'>"
                     "<value>http://jabber.org/network/serverinfo</value></field>"
                       + contacts + "</x>"
                   : QByteArray())
            + "</query>";
    }
    QByteArray features = "<feature var='http://jabber.org/protocol/muc'/>";
    for (const QByteArray &feature : room->features) {
        features += "<feature var='" + feature + "'/>";
    }
    features += room->commands.isEmpty() ? "" : "<feature var='http://jabber.org/protocol/commands'/>";
    const auto field = [](const QByteArray &var, const QByteArray &value) -> QByteArray {
        return "<field var='" + var + "'><value>" + value + "</value></field>";
    };
    return begin + "<identity category='conference' type='text' name='" + room->title + "'/>" + features
        + "<x xmlns='jabber:x:data' type='result'>" + field("FORM_TYPE", "http://jabber.org/protocol/muc#roominfo")
        + field("muc#roominfo_description", room->about)
        + (room->picture.isEmpty() ? QByteArray() : field("muc#roominfo_avatarhash", room->picture))
        + field("muc#roominfo_slow_mode_duration", QByteArray::number(room->slowMode))
        + field("muc#roominfo_occupants", QByteArray::number(room->people)) + room->more + "</x></query>";
}

QByteArray ScriptedRooms::ownerAnswer(const QByteArray &room, const Element &payload, bool isSet, QByteArray &condition)
{
    static const QByteArray usual =
        "<field var='FORM_TYPE' type='hidden'><value>http://jabber.org/protocol/muc#roomconfig</value></field>"
        "<field var='muc#roomconfig_roomname' type='text-single' label='Title'><value>Old name</value></field>"
        "<field var='muc#roomconfig_membersonly' type='boolean' label='Members'><value>0</value></field>"
        "<field var='muc#roomconfig_publicroom' type='boolean' label='Listed'><value>1</value></field>"
        "<field var='muc#roomconfig_roomsecret' type='text-private' label='Word'><value/></field>";
    const auto found = rooms.find(room);
    if (found == rooms.end()) {
        condition = "item-not-found";
        return {};
    }
    if (!isSet) {
        return "<query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='form'>"
            + (found->form.isEmpty() ? usual : found->form) + "</x></query>";
    }
    if (payload.child({ u"http://jabber.org/protocol/muc#owner", u"destroy" })) {
        const QByteArray from = room + '/' + found->ourNick;
        rooms.erase(found);
        send("<presence type='unavailable' from='" + from + "'><x xmlns='" + userNs
             + "'><item affiliation='none' role='none'/><destroy/><status code='110'/></x></presence>");
    }
    return {};
}

QByteArray ScriptedRooms::adminAnswer(const QByteArray &room, const Element &payload, bool isSet)
{
    QByteArray items;
    auto &lists = rooms[room].lists;
    for (const Element &item : payload.children()) {
        const QByteArray affiliation = item.attribute(u"affiliation").toUtf8();
        const QByteArray jid = item.attribute(u"jid").toUtf8();
        if (!isSet) {
            for (const QByteArray &member : lists.value(affiliation)) {
                items += "<item affiliation='" + affiliation + "' jid='" + member + "'/>";
            }
        } else if (!jid.isEmpty()) {
            for (QByteArrayList &list : lists) {
                list.removeAll(jid);
            }
            lists[affiliation].append(jid);
        }
    }
    return isSet ? QByteArray() : "<query xmlns='http://jabber.org/protocol/muc#admin'>" + items + "</query>";
}

void ScriptedRooms::refusePresence(const QByteArray &from, const QByteArray &type, const QByteArray &condition)
{
    send("<presence type='error' from='" + from + "'><x xmlns='http://jabber.org/protocol/muc'/><error type='" + type
         + "'><" + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>");
}

void ScriptedRooms::handlePresence(const Element &presence)
{
    const QByteArray to = presence.attribute(u"to").toUtf8();
    const QByteArray room = to.left(to.indexOf('/'));
    const QByteArray nick = to.mid(room.size() + 1);
    if (!room.endsWith("@" + service()) || nick.isEmpty()) {
        return;
    }
    if (presence.attribute(u"type") == u"unavailable") {
        if (const auto left = rooms.find(room); left != rooms.end()) { // it may have been destroyed
            left->ourNick.clear();
        }
        send("<presence type='unavailable' from='" + to + "'><x xmlns='" + userNs
             + "'><item affiliation='none' role='none'/><status code='110'/></x></presence>");
        return;
    }
    const Element entry = presence.child({ u"http://jabber.org/protocol/muc", u"x" });
    const auto found = rooms.find(room);
    if (found == rooms.end()) {
        if (!mayCreate) {
            refusePresence(to, "cancel", "not-allowed");
            return;
        }
        rooms.insert(room, { room.left(room.indexOf('@')), {}, 0, { "muc_hidden" }, {}, "owner" });
        letIn(room, nick, "<status code='201'/>");
    } else if (nick == "nurse") {
        refusePresence(to, "cancel", "conflict");
    } else if (!found->ourNick.isEmpty() && found->ourNick != nick) {
        send("<presence type='unavailable' from='" + room + '/' + found->ourNick + "'><x xmlns='" + userNs
             + "'><item affiliation='none' role='participant' nick='" + nick
             + "'/><status code='303'/><status code='110'/></x></presence>");
        letIn(room, nick, {});
    } else if (entry
               && entry.childText({ u"http://jabber.org/protocol/muc", u"password" }).toUtf8() != found->password) {
        refusePresence(to, "auth", "not-authorized");
    } else if (found->features.contains("muc_membersonly") && found->ourAffiliation == "none") {
        refusePresence(to, "auth", "registration-required");
    } else if (entry) {
        letIn(room, nick, {});
    }
}

void ScriptedRooms::letIn(const QByteArray &room, const QByteArray &nick, const QByteArray &codes)
{
    const bool isRenaming = !rooms[room].ourNick.isEmpty();
    rooms[room].ourNick = nick;
    const QByteArray affiliation = rooms[room].ourAffiliation;
    const bool runsIt = affiliation == "owner" || affiliation == "admin";
    if (!isRenaming && codes.isEmpty()) {
        send("<presence from='" + room + "/nurse'><x xmlns='" + userNs
             + "'><item affiliation='owner' role='moderator'/></x></presence>");
    }
    send("<presence from='" + room + '/' + nick + "'><x xmlns='" + userNs + "'><item affiliation='" + affiliation
         + "' role='" + (runsIt ? "moderator" : "participant") + "' jid='" + romeo + "/orchard'/><status code='110'/>"
         + codes + "</x></presence>");
    if (!isRenaming) {
        send("<message type='groupchat' from='" + room + "'><subject/></message>");
    }
}

void ScriptedRooms::handleMessage(const Element &message)
{
    const QByteArray to = message.attribute(u"to").toUtf8();
    const Element subject = message.child({ u"jabber:client", u"subject" });
    if (!rooms.contains(to) || !subject) {
        return;
    }
    const QByteArray id = message.attribute(u"id").toUtf8();
    if (const QByteArray condition = m_refusals.take("subject"); !condition.isEmpty()) {
        send("<message type='error' from='" + to + "' id='" + id + "'><error type='auth'><" + condition
             + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
    } else {
        send("<message type='groupchat' from='" + to + '/' + rooms[to].ourNick + "' id='" + id + "'><subject>"
             + subject.text().toHtmlEscaped().toUtf8() + "</subject></message>");
    }
}

} // namespace natter
