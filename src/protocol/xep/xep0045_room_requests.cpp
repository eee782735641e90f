// XEP-0045: Multi-User Chat, version 1.35.5
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0045_room_requests.h"

#include "base/limits.h"
#include "protocol/xep/xep0082_date_time.h"

namespace natter {

static constexpr QStringView entryNs = RoomEntry::name.ns;
static constexpr QStringView adminNs = u"http://jabber.org/protocol/muc#admin";
static constexpr QStringView ownerNs = u"http://jabber.org/protocol/muc#owner";
static constexpr QStringView requestForm = u"http://jabber.org/protocol/muc#request";
static constexpr QStringView allowField = u"muc#request_allow";
static constexpr ElementName adminQuery { adminNs, u"query" };
static constexpr ElementName ownerQuery { ownerNs, u"query" };

std::optional<RoomEntry> RoomEntry::read(const Element &element)
{
    if (!element.is(name)) {
        return std::nullopt;
    }
    RoomEntry entry;
    entry.password = Secret(element.childText({ entryNs, u"password" }));
    const Element history = element.child({ entryNs, u"history" });
    bool isNumber = false;
    const int stanzas = history.attribute(u"maxstanzas").toInt(&isNumber);
    if (isNumber && stanzas >= 0) {
        entry.maxStanzas = stanzas;
    }
    entry.since = dateTimeFrom(history.attribute(u"since"));
    return entry;
}

Element RoomEntry::write() const
{
    ElementBuilder builder(name);
    if (maxStanzas || since.isValid()) {
        builder.open({ entryNs, u"history" });
        builder.attribute(u"maxstanzas", maxStanzas ? QString::number(*maxStanzas) : QString());
        builder.attribute(u"since", since.isValid() ? dateTimeText(since) : QString()).close();
    }
    if (!password.isEmpty()) {
        builder.textChild({ entryNs, u"password" }, password.reveal());
    }
    return builder.build();
}

static QString valueOf(const DataForm &form, QStringView var)
{
    const DataForm::Field *field = form.field(var);
    return field ? field->value() : QString();
}

static DataForm::Field fieldOf(QStringView var, const QString &type, const QString &value)
{
    DataForm::Field field;
    field.var = var.toString();
    field.type = type;
    field.values = QStringList { value };
    return field;
}

/// What is sent back of a form: what it is called, and what was filled in.
static DataForm submissionOf(const DataForm &form)
{
    DataForm submission;
    submission.type = QStringLiteral("submit");
    for (const DataForm::Field &field : form.fields) {
        if (!field.var.isEmpty() && field.type != u"fixed") {
            DataForm::Field sent;
            sent.var = field.var;
            sent.type = field.type;
            sent.values = field.values;
            submission.fields.append(sent);
        }
    }
    return submission;
}

std::optional<VoiceRequest> VoiceRequest::in(const Message &message, const Jid &room)
{
    if (message.from != room || !room.isBare() || message.type == Message::Type::Error) {
        return std::nullopt;
    }
    for (const Element &child : message.children()) {
        const auto form = DataForm::read(child);
        if (form && form->type == u"form" && form->formType() == requestForm) {
            const QString nick = valueOf(*form, u"muc#roomnick");
            return nick.isEmpty()
                ? std::nullopt
                : std::optional(VoiceRequest { nick, Jid::orNull(valueOf(*form, u"muc#jid")), *form });
        }
    }
    return std::nullopt;
}

namespace room_request {

Presence availability(const Jid &occupant, const Presence &own)
{
    Presence presence;
    presence.to = occupant;
    presence.show = own.show;
    presence.status = own.status;
    return presence;
}

Presence join(const Jid &occupant, const RoomEntry &entry, const Presence &own)
{
    Presence presence = availability(occupant, own);
    presence.add(entry);
    return presence;
}

Presence leave(const Jid &occupant, const QString &status)
{
    Presence presence;
    presence.type = Presence::Type::Unavailable;
    presence.to = occupant;
    presence.status = status;
    return presence;
}

static Message messageTo(const Jid &room, Message::Type type = Message::Type::Normal)
{
    Message message;
    message.type = type;
    message.to = room;
    return message;
}

Message subject(const Jid &room, const QString &subject)
{
    Message message = messageTo(room, Message::Type::Groupchat);
    message.addChild(ElementBuilder({ ns::client, u"subject" }).text(subject).build());
    return message;
}

Message invitation(const Jid &room, const QList<Jid> &people, const QString &reason)
{
    RoomUser user;
    for (const Jid &person : people) {
        user.invitations.append({ Jid(), person, reason });
    }
    Message message = messageTo(room);
    message.add(user);
    return message;
}

Message refusal(const Jid &room, const Jid &inviter, const QString &reason)
{
    RoomUser user;
    user.refusal = MediatedInvitation { Jid(), inviter, reason };
    Message message = messageTo(room);
    message.add(user);
    return message;
}

Message voice(const Jid &room)
{
    DataForm form;
    form.type = QStringLiteral("submit");
    form.fields.append(fieldOf(u"FORM_TYPE", QStringLiteral("hidden"), requestForm.toString()));
    form.fields.append(fieldOf(u"muc#role", QStringLiteral("list-single"), nameOf(RoomRole::Participant)));
    Message message = messageTo(room);
    message.add(form);
    return message;
}

Message voiceAnswer(const Jid &room, const VoiceRequest &request, bool granted)
{
    DataForm form = submissionOf(request.form);
    form.fields.removeIf([](const DataForm::Field &field) { return field.var == allowField; });
    form.fields.append(
        fieldOf(allowField, QStringLiteral("boolean"), granted ? QStringLiteral("true") : QStringLiteral("false")));
    Message message = messageTo(room);
    message.add(form);
    return message;
}

static Iq request(const Jid &room, Iq::Type type, const Element &query)
{
    Iq iq;
    iq.type = type;
    iq.to = room;
    iq.addChild(query);
    return iq;
}

static Iq adminRequest(const Jid &room, Iq::Type type, const QList<RoomItem> &items)
{
    ElementBuilder builder(adminQuery);
    for (const RoomItem &item : items) {
        builder.child(item.write(adminNs));
    }
    return request(room, type, builder.build());
}

static Iq ownerRequest(const Jid &room, Iq::Type type, const Element &content)
{
    return request(room, type, ElementBuilder(ownerQuery).child(content).build());
}

Iq role(const Jid &room, const QString &nick, RoomRole role, const QString &reason)
{
    RoomItem item;
    item.nick = nick;
    item.role = role;
    item.reason = reason;
    return adminRequest(room, Iq::Type::Set, { item });
}

Iq affiliation(const Jid &room, const Jid &person, RoomAffiliation affiliation, const QString &reason)
{
    RoomItem item;
    item.jid = person;
    item.affiliation = affiliation;
    item.reason = reason;
    return affiliations(room, { item });
}

Iq affiliations(const Jid &room, const QList<RoomItem> &items)
{
    QList<RoomItem> sent;
    for (const RoomItem &item : items) {
        sent.append({ item.affiliation, std::nullopt, item.jid.bare(), item.nick, {}, item.reason });
    }
    return adminRequest(room, Iq::Type::Set, sent);
}

Iq list(const Jid &room, RoomAffiliation affiliation)
{
    RoomItem item;
    item.affiliation = affiliation;
    return adminRequest(room, Iq::Type::Get, { item });
}

Iq configuration(const Jid &room) { return ownerRequest(room, Iq::Type::Get, {}); }

Iq submission(const Jid &room, const DataForm &form)
{
    return ownerRequest(room, Iq::Type::Set, submissionOf(form).write());
}

Iq instantRoom(const Jid &room) { return submission(room, {}); }

Iq destruction(const Jid &room, const RoomDestruction &destruction)
{
    ElementBuilder builder({ ownerNs, u"destroy" });
    builder.attribute(u"jid", destruction.alternative.isNull() ? QString() : destruction.alternative.toString());
    if (!destruction.reason.isEmpty()) {
        builder.textChild({ ownerNs, u"reason" }, destruction.reason);
    }
    if (!destruction.password.isEmpty()) {
        builder.textChild({ ownerNs, u"password" }, destruction.password.reveal());
    }
    return ownerRequest(room, Iq::Type::Set, builder.build());
}

} // namespace room_request

std::optional<QList<RoomItem>> roomItemsIn(const Iq &answer)
{
    const Element query = answer.payloadElement();
    if (answer.type != Iq::Type::Result || !query.is(adminQuery)) {
        return std::nullopt;
    }
    QList<RoomItem> items;
    for (const Element &child : query.children()) {
        if (items.size() >= limits::roomOccupants) {
            break;
        }
        if (auto item = child.is({ adminNs, u"item" }) ? RoomItem::read(child) : std::nullopt) {
            items.append(*item);
        }
    }
    return items;
}

std::optional<DataForm> roomFormIn(const Iq &answer)
{
    const Element query = answer.payloadElement();
    return answer.type == Iq::Type::Result && query.is(ownerQuery) ? DataForm::read(query.child(DataForm::name))
                                                                   : std::nullopt;
}

} // namespace natter
