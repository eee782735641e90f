// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/room_session.h"

namespace natter {

RoomSession::RoomSession()
{
    receiver.follow(rooms);
    outbox.follow(rooms);
    QObject::connect(&rooms, &Rooms::added, &rooms, [this](Room *added) {
        if (added->address() == garden) {
            QObject::connect(added, &Room::noted, &rooms, [this](const RoomNote &note) { notes.append(note); });
        }
    });
    QObject::connect(&rooms, &Rooms::entered, &rooms,
                     [this](const Room *entered) { outbox.roomEntered(entered->address()); });
    QObject::connect(&rooms, &Rooms::changed, &rooms, [this](const Room *room) {
        if (rooms.isSurelyIn(room->address())) {
            outbox.roomEntered(room->address());
        }
    });
    QObject::connect(&rooms, &Rooms::spoke, &rooms,
                     [this](const Room *room) { outbox.rooms().noteSpoken(room->address()); });
    QObject::connect(&catchUp, &RoomCatchUp::opened, &outbox.rooms(), &RoomSending::open);
    QObject::connect(&catchUp, &RoomCatchUp::closed, &outbox.rooms(), &RoomSending::close);
}

void RoomSession::goOnline()
{
    start();
    outbox.sessionStarted();
    bookmarks.sessionStarted();
    rooms.sessionStarted();
    tellAccount();
    serve();
    waitForStore();
}

void RoomSession::goOffline()
{
    protocol.endSession();
    rooms.sessionEnded();
    bookmarks.sessionEnded();
    history.sessionEnded();
    outbox.sessionEnded();
    receiver.sessionEnded();
    waitForStore();
    take();
}

Element RoomSession::takeRequest(const Jid &to, ElementName payload)
{
    settle();
    for (qsizetype i = 0; i < sent.size(); ++i) {
        const auto iq = Iq::read(sent.at(i));
        if (iq && iq->isRequest() && iq->to == to && iq->payloadElement().is(payload)) {
            return sent.takeAt(i);
        }
    }
    return {};
}

std::optional<Presence> RoomSession::takePresence(const Jid &to)
{
    settle();
    for (qsizetype i = 0; i < sent.size(); ++i) {
        const auto presence = Presence::read(sent.at(i));
        if (presence && (presence->to == to || (to.isBare() && presence->to.bare() == to))) {
            sent.removeAt(i);
            return presence;
        }
    }
    return std::nullopt;
}

std::optional<Message> RoomSession::takeMessage(const Jid &to)
{
    settle();
    for (qsizetype i = 0; i < sent.size(); ++i) {
        const auto message = Message::read(sent.at(i));
        if (message && message->to == to) {
            sent.removeAt(i);
            return message;
        }
    }
    return std::nullopt;
}

void RoomSession::refuse(const Element &request, const QByteArray &condition, const QByteArray &type)
{
    receive("<iq type='error' id='" + request.attribute(u"id").toUtf8() + "' from='" + request.attribute(u"to").toUtf8()
            + "'><error type='" + type + "'><" + condition
            + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    settle();
}

bool RoomSession::describe(const Jid &address, const QByteArray &more)
{
    const Element question = takeRequest(address, DiscoInfo::name);
    if (question) {
        receive(resultTo(question,
                         "<query xmlns='http://jabber.org/protocol/disco#info'>"
                         "<identity category='conference' type='text' name='The garden'/>"
                         "<feature var='http://jabber.org/protocol/muc'/>"
                             + more + "</query>"));
        settle();
    }
    return !question.isNull();
}

QByteArray RoomSession::statuses(const QList<int> &codes)
{
    QByteArray all;
    for (const int code : codes) {
        all += "<status code='" + QByteArray::number(code) + "'/>";
    }
    return all;
}

void RoomSession::refuseEntry(const QByteArray &condition, const QByteArray &type, const QByteArray &nick)
{
    receive("<presence type='error' from='" + text(garden) + '/' + nick
            + "'><x xmlns='http://jabber.org/protocol/muc'/><error type='" + type + "'><" + condition
            + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/><text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>"
              "Stay out</text></error></presence>");
    settle();
}

void RoomSession::letIn(const QByteArray &content, const QByteArray &nick, const QByteArray &more)
{
    arrive("nurse", standing("moderator", "owner"), occupantId("id-nurse"));
    arrive(nick, content, more.isEmpty() ? occupantId("id-" + nick) : more);
}

Room &RoomSession::enter(const QByteArray &more, const RoomWish &wish)
{
    Room &room = rooms.join(garden, wish);
    serve();
    describe(garden, more);
    letIn();
    endHistory();
    waitForStore();
    sent.removeIf([](const Element &element) { return element.child(ArchiveQuery::name).isNull(); });
    return room;
}

void RoomSession::answerArchive(const Element &question, const QList<std::pair<QByteArray, QByteArray>> &messages)
{
    const QByteArray query = question.child(ArchiveQuery::name).attribute(u"queryid").toUtf8();
    const QByteArray room = text(garden);
    for (const auto &[id, message] : messages) {
        receive("<message from='" + room + "'><result xmlns='urn:xmpp:mam:2' id='" + id + "' queryid='" + query
                + "'><forwarded xmlns='urn:xmpp:forward:0'>" + delay(room) + message
                + "</forwarded></result></message>");
    }
    const QByteArray set = messages.isEmpty()
        ? QByteArray()
        : "<first>" + messages.first().first + "</first><last>" + messages.last().first + "</last>";
    receive(resultTo(question,
                     "<fin xmlns='urn:xmpp:mam:2' complete='true'><set xmlns='http://jabber.org/protocol/rsm'>" + set
                         + "</set></fin>"));
    waitForStore();
}

bool RoomSession::refuseArchive()
{
    bool wasAsked = false;
    for (Element question = archiveQuestion(); question; question = archiveQuestion()) {
        refuse(question, "service-unavailable");
        waitForStore();
        wasAsked = true;
    }
    return wasAsked;
}

ChatMessage RoomSession::of(const QString &id, const ConversationId &conversation)
{
    const auto messages = stored(conversation);
    for (const ChatMessage &message : messages) {
        if (message.stanzaId == id) {
            return message;
        }
    }
    return {};
}

QStringList RoomSession::said()
{
    QStringList bodies;
    const auto messages = stored(inGarden);
    for (const ChatMessage &message : messages) {
        bodies.append(message.body);
    }
    return bodies;
}

QList<RoomNote::Kind> RoomSession::noted() const
{
    QList<RoomNote::Kind> kinds;
    for (const RoomNote &note : notes) {
        kinds.append(note.kind);
    }
    return kinds;
}

void RoomSession::hear(const QByteArray &nick, const QByteArray &children, const QByteArray &id)
{
    receive("<message type='groupchat' from='" + text(garden) + (nick.isEmpty() ? QByteArray() : '/' + nick) + "' id='"
            + id + "'>" + children + "</message>");
    waitForStore();
}

} // namespace natter
