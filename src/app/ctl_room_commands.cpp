// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl_room_commands.h"

#include "app/ctl_json.h"
#include "app/ctl_session.h"
#include "base/future.h"
#include "chat/new_room.h"
#include "chat/room_title.h"
#include "models/room_list_model.h"

#include <QJsonArray>

#include <algorithm>

namespace natter {

using Phase = Room::Phase;

static constexpr int patience = 60; ///< seconds, for a room to let us in

static Error invalid(const QString &what) { return { Error::Kind::InvalidInput, what, {}, {} }; }

static QString phaseName(Phase phase)
{
    switch (phase) {
    case Phase::Out:
        break;
    case Phase::Waiting:
        return QStringLiteral("waiting");
    case Phase::Joining:
        return QStringLiteral("joining");
    case Phase::In:
        return QStringLiteral("in");
    }
    return QStringLiteral("out");
}

static QString problemName(RoomProblem::Kind kind)
{
    static const QStringList names {
        QStringLiteral("password-needed"),
        QStringLiteral("password-wrong"),
        QStringLiteral("banned"),
        QStringLiteral("members-only"),
        QStringLiteral("full"),
        QStringLiteral("nick-taken"),
        QStringLiteral("nick-refused"),
        QStringLiteral("not-found"),
        QStringLiteral("not-a-room"),
        QStringLiteral("destroyed"),
        QStringLiteral("kicked"),
        QStringLiteral("not-a-member"),
        QStringLiteral("lost"),
        QStringLiteral("unreachable"),
        QStringLiteral("shutdown"),
        QStringLiteral("other"),
    };
    return names.value(static_cast<int>(kind), names.last());
}

/// A failed command tells the name of the problem where others tell the condition of an error.
static Error errorOf(const RoomProblem &problem)
{
    const QString detail = problem.reason.isEmpty() ? QStringLiteral("the room does not let us in") : problem.reason;
    return { Error::Kind::Remote, detail, problemName(problem.kind), {} };
}

QJsonObject toJson(const Room &room)
{
    QJsonObject object {
        { QStringLiteral("account"), room.account().toString() },
        { QStringLiteral("room"), room.address().toString() },
        { QStringLiteral("phase"), phaseName(room.phase()) },
        { QStringLiteral("nick"), room.nick() },
        { QStringLiteral("title"), room.info().title },
        { QStringLiteral("subject"), room.subject() },
        { QStringLiteral("occupants"), static_cast<int>(room.occupants().size()) },
        { QStringLiteral("locked"), room.isLocked() },
    };
    if (const Occupant *self = room.self()) {
        object[QStringLiteral("role")] = nameOf(self->role);
        object[QStringLiteral("affiliation")] = nameOf(self->affiliation);
    }
    if (const auto &problem = room.problem()) {
        QJsonObject details { { QStringLiteral("kind"), problemName(problem->kind) },
                              { QStringLiteral("reason"), problem->reason },
                              { QStringLiteral("actor"), problem->actor },
                              { QStringLiteral("triedAgain"), problem->isPassing() } };
        if (!problem->alternative.isNull()) {
            details[QStringLiteral("alternative")] = problem->alternative.toString();
        }
        object[QStringLiteral("problem")] = details;
    }
    return object;
}

QJsonObject toJson(const RoomInvitation &invitation)
{
    return { { QStringLiteral("account"), invitation.account.toString() },
             { QStringLiteral("room"), invitation.room.toString() },
             { QStringLiteral("from"), invitation.from.toString() },
             { QStringLiteral("reason"), invitation.reason },
             { QStringLiteral("direct"), invitation.isDirect },
             { QStringLiteral("time"), invitation.time.toString(Qt::ISODate) } };
}

static QJsonObject infoJson(const Jid &room, const RoomInfo &info)
{
    return {
        { QStringLiteral("room"), room.toString() },
        { QStringLiteral("title"), info.title },
        { QStringLiteral("description"), info.description },
        { QStringLiteral("language"), info.language },
        { QStringLiteral("occupants"), info.occupants },
        { QStringLiteral("public"), info.isPublic },
        { QStringLiteral("membersOnly"), info.isMembersOnly },
        { QStringLiteral("nonAnonymous"), info.isNonAnonymous },
        { QStringLiteral("moderated"), info.isModerated },
        { QStringLiteral("persistent"), info.isPersistent },
        { QStringLiteral("password"), info.isPasswordProtected },
        { QStringLiteral("archive"), info.hasArchive },
        { QStringLiteral("occupantIds"), info.hasOccupantIds },
        { QStringLiteral("contacts"), QJsonArray::fromStringList(info.contacts) },
    };
}

/// The account, if it is online; else the session fails.
static Account *onlineAccount(CtlSession &session)
{
    Account *account = session.account();
    if (account && account->status().phase != AccountStatus::Phase::Online) {
        session.fail({ Error::Kind::NotConnected, QStringLiteral("the account is not online"), {}, {} });
        return nullptr;
    }
    return account;
}

/// The address of a room among the words; else the session fails.
static Jid roomAddress(CtlSession &session, qsizetype index)
{
    const Jid address = session.jid(index);
    if (!address.isNull() && !address.hasLocal()) {
        session.fail(invalid(QStringLiteral("not the address of a room")));
        return {};
    }
    return address;
}

void joinRoom(CtlSession &session)
{
    Account *account = onlineAccount(session);
    const Jid address = account ? roomAddress(session, 2) : Jid();
    if (address.isNull()) {
        return;
    }
    RoomWish wish;
    wish.nick = session.arguments().options.value(QStringLiteral("nick"));
    wish.password = session.secret();
    session.startTimeout(session.arguments().seconds(patience));
    auto *entry = new RoomArrival(account->rooms(), account->bookmarks(), address);
    entry->setParent(&session);
    QObject::connect(entry, &RoomArrival::entered, &session, [&session, entry] {
        session.print(toJson(*entry->room()));
        session.finish();
    });
    QObject::connect(entry, &RoomArrival::refused, &session, [&session, entry](const RoomProblem &problem) {
        if (!problem.isPassing()) {
            entry->giveUp();
        }
        session.fail(errorOf(problem));
    });
    entry->begin(wish);
}

void leaveRoom(CtlSession &session)
{
    Account *account = session.account();
    const Jid address = account ? roomAddress(session, 2) : Jid();
    if (address.isNull()) {
        return;
    }
    if (!account->rooms().find(address)) {
        session.fail(invalid(QStringLiteral("we are not in that room")));
        return;
    }
    account->rooms().leave(address);
    session.finish();
}

void forgetRoom(CtlSession &session)
{
    Account *account = session.account();
    const Jid address = account ? roomAddress(session, 2) : Jid();
    if (address.isNull()) {
        return;
    }
    if (account->rooms().find(address) || !account->bookmarks().find(address)) {
        session.fail(invalid(account->rooms().find(address) ? QStringLiteral("leave that room first")
                                                            : QStringLiteral("there is no bookmark of that room")));
        return;
    }
    account->bookmarks().remove(address);
    session.finish();
}

void createRoom(CtlSession &session)
{
    Account *account = onlineAccount(session);
    const Jid address = account ? roomAddress(session, 2) : Jid();
    const auto &options = session.arguments().options;
    if (address.isNull()) {
        return;
    }
    if (options.contains(QStringLiteral("private")) && options.contains(QStringLiteral("public"))) {
        session.fail(invalid(QStringLiteral("--private does not go with --public")));
        return;
    }
    RoomPlan plan;
    plan.address = address;
    plan.title = options.value(QStringLiteral("name"), address.local());
    plan.nick = options.value(QStringLiteral("nick"));
    plan.kind =
        options.contains(QStringLiteral("public")) ? RoomPlan::Kind::PublicChannel : RoomPlan::Kind::PrivateGroup;
    session.startTimeout(session.arguments().seconds(patience));
    auto *making = new NewRoom(account->rooms(), account->bookmarks(), plan);
    making->setParent(&session);
    QObject::connect(making, &NewRoom::made, &session, [&session, account = account->jid(), address] {
        Account *still = session.services().chat.accounts.find(account);
        const Room *room = still ? still->rooms().find(address) : nullptr;
        QJsonObject object = room ? toJson(*room) : QJsonObject();
        object[QStringLiteral("title")] = still ? roomTitle(*still, address) : QString();
        session.print(object);
        session.finish();
    });
    QObject::connect(making, &NewRoom::taken, &session,
                     [&session] { session.fail(invalid(QStringLiteral("there is a room at that address"))); });
    QObject::connect(making, &NewRoom::refused, &session,
                     [&session](const RoomProblem &problem) { session.fail(errorOf(problem)); });
    QObject::connect(making, &NewRoom::failed, &session, [&session, making](const Error &error) {
        making->giveUp();
        session.fail(error);
    });
    making->begin();
}

/// Those that are wanted, and those that are only bookmarked.
void listRooms(CtlSession &session)
{
    for (Account *account : session.services().chat.accounts.all()) {
        const auto &bookmarks = account->bookmarks().all();
        const auto print = [&](QJsonObject object, const Jid &room) {
            const auto bookmark = bookmarks.constFind(room);
            object[QStringLiteral("bookmark")] = bookmark != bookmarks.cend();
            object[QStringLiteral("autojoin")] = bookmark != bookmarks.cend() && bookmark->autojoin;
            session.print(object);
        };
        for (const Room *room : account->rooms().all()) {
            QJsonObject object = toJson(*room);
            object[QStringLiteral("title")] = roomTitle(*account, room->address()); // also before it has said it
            print(object, room->address());
        }
        for (const Bookmark &bookmark : bookmarks) {
            if (!account->rooms().find(bookmark.room)) {
                print({ { QStringLiteral("account"), account->jid().toString() },
                        { QStringLiteral("room"), bookmark.room.toString() },
                        { QStringLiteral("title"), bookmark.title },
                        { QStringLiteral("nick"), bookmark.nick },
                        { QStringLiteral("phase"), phaseName(Phase::Out) } },
                      bookmark.room);
            }
        }
    }
    session.finish();
}

/// Without a service, those services that the own server has.
void browseRooms(CtlSession &session)
{
    Account *account = onlineAccount(session);
    if (!account) {
        return;
    }
    if (session.arguments().words.size() == 2) {
        whenDone(account->rooms().services(), &session, [&session](const Result<QList<RoomService>> &services) {
            if (!services) {
                session.fail(services.error());
                return;
            }
            for (const RoomService &service : *services) {
                if (service.hasRooms) {
                    session.print({ { QStringLiteral("service"), service.address.toString() } });
                }
            }
            session.finish();
        });
        return;
    }
    const Jid service = session.jid(2);
    if (service.isNull()) {
        return;
    }
    whenDone(account->rooms().browse(service), &session, [&session](const Result<QList<RoomListing>> &rooms) {
        if (!rooms) {
            session.fail(rooms.error());
            return;
        }
        for (const RoomListing &room : *rooms) {
            session.print(
                { { QStringLiteral("room"), room.address.toString() }, { QStringLiteral("title"), room.title } });
        }
        session.finish();
    });
}

void showRoom(CtlSession &session)
{
    Account *account = onlineAccount(session);
    const Jid address = account ? roomAddress(session, 2) : Jid();
    if (address.isNull()) {
        return;
    }
    whenDone(account->rooms().info(address), &session, [&session, address](const Result<RoomInfo> &info) {
        if (info && info->isRoom) {
            session.print(infoJson(address, *info));
            session.finish();
        } else {
            session.fail(info ? invalid(QStringLiteral("there is no room at that address")) : info.error());
        }
    });
}

void inviteToRoom(CtlSession &session)
{
    Account *account = onlineAccount(session);
    const Jid address = account ? roomAddress(session, 2) : Jid();
    if (address.isNull()) {
        return;
    }
    Room *room = account->rooms().find(address);
    if (!room || !room->isIn()) {
        session.fail(invalid(QStringLiteral("we are not in that room")));
        return;
    }
    QList<Jid> people;
    for (qsizetype word = 3; word < session.arguments().words.size(); ++word) {
        const Jid person = session.jid(word);
        if (person.isNull()) {
            return;
        }
        people.append(person);
    }
    whenDone(room->invite(people, session.arguments().options.value(QStringLiteral("reason"))), &session,
             [&session](const Result<> &done) { session.finishWith(done); });
}

void roomInvitation(CtlSession &session)
{
    const QString what = session.arguments().words.value(1);
    if (what == u"invitations") {
        for (Account *account : session.services().chat.accounts.all()) {
            for (const RoomInvitation &invitation : account->invitations().all()) {
                QJsonObject object = toJson(invitation);
                object[QStringLiteral("contact")] = account->invitations().isOfContact(invitation);
                session.print(object);
            }
        }
        session.finish();
        return;
    }
    Account *account = onlineAccount(session);
    const Jid address = account ? roomAddress(session, 2) : Jid();
    if (address.isNull()) {
        return;
    }
    const QList<RoomInvitation> all = account->invitations().all();
    const auto found = std::find_if(
        all.cbegin(), all.cend(), [&address](const RoomInvitation &invitation) { return invitation.room == address; });
    if (found == all.cend()) {
        session.fail(invalid(QStringLiteral("there is no invitation to that room")));
    } else {
        what == u"accept" ? account->invitations().accept(*found) : account->invitations().decline(*found);
        session.finish();
    }
}

} // namespace natter
