// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl_room_people.h"

#include "app/ctl_json.h"
#include "app/ctl_session.h"
#include "base/future.h"

#include <QJsonArray>
#include <QPointer>

#include <algorithm>

namespace natter {

static Error invalid(const QString &what) { return { Error::Kind::InvalidInput, what, {}, {} }; }

/// The room that the command is about, if we are in; else the session fails.
static Room *roomOf(CtlSession &session)
{
    Account *account = session.account();
    const Jid address = account ? session.jid(2) : Jid();
    Room *room = address.isNull() ? nullptr : account->rooms().find(address);
    if (!address.isNull() && (!room || !room->isIn())) {
        session.fail(invalid(QStringLiteral("we are not in that room")));
        return nullptr;
    }
    return room;
}

static void follow(CtlSession &session, const QFuture<Result<>> &done)
{
    whenDone(done, &session, [&session](const Result<> &result) { session.finishWith(result); });
}

static QJsonObject toJson(const Occupant &occupant)
{
    QStringList hats;
    for (const Hat &hat : occupant.hats) {
        hats.append(hat.title);
    }
    return { { QStringLiteral("nick"), occupant.nick },
             { QStringLiteral("occupant"), occupant.id },
             { QStringLiteral("jid"), occupant.jid.toString() },
             { QStringLiteral("role"), nameOf(occupant.role) },
             { QStringLiteral("affiliation"), nameOf(occupant.affiliation) },
             { QStringLiteral("presence"), showName(occupant.show) },
             { QStringLiteral("status"), occupant.status },
             { QStringLiteral("hats"), QJsonArray::fromStringList(hats) } };
}

void listOccupants(CtlSession &session)
{
    const Room *room = roomOf(session);
    if (!room) {
        return;
    }
    QList<Occupant> all = room->occupants().values();
    std::sort(all.begin(), all.end(), [](const Occupant &a, const Occupant &b) { return a.nick < b.nick; });
    for (const Occupant &occupant : std::as_const(all)) {
        session.print(toJson(occupant));
    }
    session.finish();
}

void listRoomMembers(CtlSession &session)
{
    Room *room = roomOf(session);
    const auto affiliation = roomAffiliationOf(session.arguments().words.value(3));
    if (!room || !affiliation) {
        return;
    }
    whenDone(room->members(*affiliation), &session, [&session](const Result<QList<RoomMember>> &members) {
        if (!members) {
            session.fail(members.error());
            return;
        }
        for (const RoomMember &member : *members) {
            session.print({ { QStringLiteral("jid"), member.jid.toString() },
                            { QStringLiteral("nick"), member.nick },
                            { QStringLiteral("affiliation"), nameOf(member.affiliation) },
                            { QStringLiteral("reason"), member.reason } });
        }
        session.finish();
    });
}

void setRoomAffiliation(CtlSession &session)
{
    Room *room = roomOf(session);
    const Jid person = room ? session.jid(3) : Jid();
    const auto affiliation = roomAffiliationOf(session.arguments().words.value(4));
    if (!person.isNull() && affiliation) {
        follow(session,
               room->setAffiliation(person, *affiliation, session.arguments().options.value(QStringLiteral("reason"))));
    }
}

void setRoomRole(CtlSession &session)
{
    Room *room = roomOf(session);
    const QString nick = session.arguments().words.value(3);
    const auto role = roomRoleOf(session.arguments().words.value(4));
    if (!room || !role) {
        return;
    }
    if (room->occupant(nick)) {
        follow(session, room->setRole(nick, *role, session.arguments().options.value(QStringLiteral("reason"))));
    } else {
        session.fail(invalid(QStringLiteral("nobody in that room is called that")));
    }
}

void roomSubject(CtlSession &session)
{
    Room *room = roomOf(session);
    if (!room) {
        return;
    }
    if (session.arguments().words.size() > 3) {
        follow(session, room->changeSubject(session.arguments().words.value(3)));
    } else {
        session.print({ { QStringLiteral("subject"), room->subject() } });
        session.finish();
    }
}

void changeRoomNick(CtlSession &session)
{
    if (Room *room = roomOf(session)) {
        follow(session, room->changeNick(session.arguments().words.value(3)));
    }
}

/// A password is not for whoever reads the output of a script.
static QJsonObject toJson(const DataForm::Field &field)
{
    QJsonArray options;
    for (const DataForm::Option &option : field.options) {
        options.append(option.value);
    }
    const QStringList values = field.type == u"text-private" ? QStringList() : field.values;
    return { { QStringLiteral("field"), field.var },
             { QStringLiteral("type"), field.type },
             { QStringLiteral("label"), field.label },
             { QStringLiteral("values"), QJsonArray::fromStringList(values) },
             { QStringLiteral("options"), options } };
}

/// What of a form the words of the command change; of a field with several values each stands in a word. An error names
/// what the form does not have.
static Result<DataForm> filledIn(DataForm form, const QStringList &changes, const Secret &password)
{
    QSet<QString> changed;
    for (const QString &change : changes) {
        const QString var = change.section(u'=', 0, 0);
        const auto field = std::find_if(form.fields.begin(), form.fields.end(),
                                        [&var](const DataForm::Field &each) { return each.var == var; });
        if (field == form.fields.end() || !change.contains(u'=') || field->type == u"hidden") {
            return failure(invalid(u"the room has no setting " + var));
        }
        if (field->type == u"text-private") {
            return failure(invalid(QStringLiteral("a password comes with --password-from-stdin")));
        }
        const QString value = change.section(u'=', 1);
        field->values = changed.contains(var) ? field->values + QStringList { value } : QStringList { value };
        changed.insert(var);
    }
    form.type = QStringLiteral("submit");
    form.fields.removeIf([](const DataForm::Field &field) { return field.type == u"fixed" || field.var.isEmpty(); });
    for (DataForm::Field &field : form.fields) {
        if (!password.isEmpty() && field.var == u"muc#roomconfig_roomsecret") {
            field.values = { password.reveal() };
        } else if (!password.isEmpty() && field.var == u"muc#roomconfig_passwordprotectedroom") {
            field.values = { QStringLiteral("1") };
        }
        field = { field.var, field.type, {}, {}, false, field.values, {} };
    }
    return form;
}

void configureRoom(CtlSession &session)
{
    Room *room = roomOf(session);
    if (!room) {
        return;
    }
    const QStringList changes = session.arguments().words.mid(3);
    const Secret password = session.secret();
    const auto asked = room->configuration();
    whenDone(asked, &session, [&session, still = QPointer(room), changes, password](const Result<DataForm> &form) {
        if (!form || !still) {
            session.fail(form ? invalid(QStringLiteral("we are not in that room")) : form.error());
            return;
        }
        if (changes.isEmpty() && password.isEmpty()) {
            for (const DataForm::Field &field : form->fields) {
                if (field.type != u"hidden" && field.type != u"fixed") {
                    session.print(toJson(field));
                }
            }
            session.finish();
            return;
        }
        const auto filled = filledIn(*form, changes, password);
        if (!filled) {
            session.fail(filled.error());
        } else {
            follow(session, still->configure(*filled));
        }
    });
}

void destroyRoom(CtlSession &session)
{
    Room *room = roomOf(session);
    if (!room) {
        return;
    }
    const auto &options = session.arguments().options;
    const QString alternative = options.value(QStringLiteral("alternative"));
    const auto parsed = alternative.isEmpty() ? Result<Jid>(Jid()) : Jid::parse(alternative);
    if (!parsed) {
        session.fail(parsed.error());
        return;
    }
    follow(session, room->destroy(options.value(QStringLiteral("reason")), *parsed));
}

} // namespace natter
