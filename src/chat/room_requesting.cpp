// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/room.h"

#include "base/future.h"
#include "base/limits.h"
#include "protocol/xep/xep0249_direct_invitation.h"

// What Room asks its room for.

namespace natter {

using Problem = RoomProblem::Kind;

static QFuture<Result<>> refused(Error::Kind kind, const QString &detail)
{
    return readyFuture<Result<>>(failure(kind, detail));
}

static QFuture<Result<>> notIn()
{
    return refused(Error::Kind::NotConnected, QStringLiteral("we are not in the room"));
}

/// What the room is could not be told.
void Room::handleSilence(const Error &error)
{
    const bool isMissing = error.condition == u"item-not-found";
    const RoomProblem problem = refusalOf(error);
    if (error.kind == Error::Kind::Disconnected || error.kind == Error::Kind::NotConnected) {
        return; // the session is over
    }
    if (error.kind != Error::Kind::Remote || problem.kind == Problem::Unreachable || (isMissing && !m_wish.mayMake)) {
        refuse(problem);
        return;
    }
    if (isMissing) {
        m_info = {};
    }
    error.condition == u"service-unavailable" ? askItsService() : enter();
}

/// A server says no more of somebody's own address, who will never let us in.
void Room::askItsService()
{
    const int attempt = m_attempt;
    whenDone(m_protocol.discovery().ask(Jid::orNull(m_address.domain())), this,
             [this, attempt](const Result<Iq> &answer) {
                 const auto info = answer ? DiscoInfo::read(answer->payloadElement()) : std::nullopt;
                 if (attempt == m_attempt) {
                     info && !roomInfoFrom(*info).isRoom ? refuse({ Problem::NotARoom }) : enter();
                 }
             });
}

QFuture<Result<>> Room::await(const QString &id)
{
    const auto promise = std::make_shared<QPromise<Result<>>>();
    promise->start();
    m_questions.insert(id, { promise, now() + limits::iqDeadline });
    return promise->future();
}

void Room::answer(const QString &id, const Result<> &result)
{
    const auto question = m_questions.constFind(id);
    if (question == m_questions.cend()) {
        return;
    }
    const auto promise = question->promise;
    m_questions.erase(question);
    promise->addResult(result);
    promise->finish();
}

QFuture<Result<>> Room::ask(const Iq &iq)
{
    const auto promise = std::make_shared<QPromise<Result<>>>();
    promise->start();
    whenDone(m_protocol.channel().request(iq), this, [promise](const Result<Iq> &answer) {
        promise->addResult(answer ? Result<>() : Result<>(tl::unexpected(answer.error())));
        promise->finish();
    });
    return promise->future();
}

Result<> Room::send(Message message, const QString &id)
{
    message.id = id;
    return m_protocol.sendMessage(message);
}

void Room::noteOpennessKnown()
{
    m_state.noteKnown();
    Q_EMIT opennessKnown();
}

QFuture<Result<>> Room::changeNick(const QString &nick)
{
    const Jid wanted = occupantAddress(nick);
    if (wanted.isNull() || wanted.isBare()) {
        return refused(Error::Kind::InvalidInput, QStringLiteral("nobody can be called that"));
    }
    if (!isIn()) {
        return notIn();
    }
    if (wanted.resource() == m_state.nick()) {
        return readyFuture(Result<>());
    }
    answer(nickQuestion(), failure(Error::Kind::Cancelled, QStringLiteral("another nickname is wanted")));
    m_askedNick = wanted.resource();
    const auto asked = await(nickQuestion());
    m_protocol.sendPresence(room_request::availability(wanted, m_own));
    whenDone(asked, this, [this, chosen = wanted.resource()](const Result<> &done) {
        if (done) {
            m_wish.nick = chosen; // when we come again
            Q_EMIT renamed(chosen);
        }
    });
    return asked;
}

QFuture<Result<>> Room::changeSubject(const QString &subject)
{
    if (!isIn()) {
        return notIn();
    }
    answer(m_subjectQuestion, failure(Error::Kind::Cancelled, QStringLiteral("another subject is wanted")));
    m_subjectQuestion = m_protocol.channel().random().next();
    const auto asked = await(m_subjectQuestion);
    if (const auto sent = send(room_request::subject(m_address, subject), m_subjectQuestion); !sent) {
        answer(m_subjectQuestion, sent);
    }
    return asked;
}

/// Once all of them are there: whether they went well, or else what went wrong first.
static QFuture<Result<>> allOf(const QList<QFuture<Result<>>> &answers, QObject *context)
{
    struct Waiting
    {
        qsizetype open = 0;
        Result<> result;
        QPromise<Result<>> promise;
    };
    const auto waiting = std::make_shared<Waiting>();
    waiting->open = answers.size();
    waiting->promise.start();
    for (const QFuture<Result<>> &answer : answers) {
        whenDone(answer, context, [waiting](const Result<> &result) {
            if (waiting->result && !result) {
                waiting->result = result;
            }
            if (--waiting->open == 0) {
                waiting->promise.addResult(waiting->result);
                waiting->promise.finish();
            }
        });
    }
    return answers.isEmpty() ? readyFuture(Result<>()) : waiting->promise.future();
}

/// Each by themselves: of several invitations in one message, widespread services pass on only the first. A room works
/// through what we send in order: once it answers what is asked behind them, they were let through.
QFuture<Result<>> Room::invite(const QList<Jid> &people, const QString &reason)
{
    if (!isIn()) {
        return notIn();
    }
    QStringList ids;
    QList<QFuture<Result<>>> asked;
    for (const Jid &person : people) {
        ids.append(m_protocol.channel().random().next());
        asked.append(await(ids.last()));
        if (const auto sent = send(room_request::invitation(m_address, { person }, reason), ids.last()); !sent) {
            answer(ids.last(), sent);
        } else if (m_info.isMembersOnly) {
            Message message;
            message.type = Message::Type::Normal;
            message.to = person;
            message.add(
                DirectInvitation { m_address, reason, m_wish.password.isEmpty() ? m_usual.password : m_wish.password });
            send(message, m_protocol.channel().random().next());
        }
    }
    whenDone(m_protocol.ping().ping(occupantAddress(nick())), this, [this, ids](const Result<Iq> &pong) {
        const bool isAnswered = pong || pong.error().kind == Error::Kind::Remote;
        for (const QString &id : ids) {
            answer(id, isAnswered ? Result<>() : Result<>(tl::unexpected(pong.error())));
        }
    });
    return allOf(asked, this);
}

QFuture<Result<>> Room::setRole(const QString &nick, RoomRole role, const QString &reason)
{
    return isIn() ? ask(room_request::role(m_address, nick, role, reason)) : notIn();
}

QFuture<Result<>> Room::setAffiliation(const Jid &person, RoomAffiliation affiliation, const QString &reason)
{
    return isIn() ? ask(room_request::affiliation(m_address, person.bare(), affiliation, reason)) : notIn();
}

struct Room::Changes
{
    QList<RoomItem> open; ///< not asked for yet
    Result<> result; ///< what went wrong first
    QPromise<Result<>> promise;
};

QFuture<Result<>> Room::setAffiliations(const QList<RoomMember> &members)
{
    if (!isIn()) {
        return notIn();
    }
    const auto changes = std::make_shared<Changes>();
    changes->promise.start();
    for (const RoomMember &member : members) {
        RoomItem item;
        item.affiliation = member.affiliation;
        item.jid = member.jid;
        item.nick = member.nick;
        item.reason = member.reason;
        changes->open.append(item);
    }
    changeNext(changes);
    return changes->promise.future();
}

/// One after the other: of several in one request, widespread services change only the first.
void Room::changeNext(const std::shared_ptr<Changes> &changes)
{
    if (changes->open.isEmpty()) {
        changes->promise.addResult(changes->result);
        changes->promise.finish();
        return;
    }
    const RoomItem item = changes->open.takeFirst();
    whenDone(ask(room_request::affiliations(m_address, { item })), this, [this, changes](const Result<> &done) {
        if (changes->result && !done) {
            changes->result = done;
        }
        changeNext(changes);
    });
}

QFuture<Result<QList<RoomMember>>> Room::members(RoomAffiliation affiliation)
{
    const auto promise = std::make_shared<QPromise<Result<QList<RoomMember>>>>();
    promise->start();
    const auto asked = m_protocol.channel().request(room_request::list(m_address, affiliation));
    whenDone(asked, this, [promise, affiliation](const Result<Iq> &answer) {
        const auto items = answer ? roomItemsIn(*answer) : std::nullopt;
        Result<QList<RoomMember>> members;
        if (!answer) {
            members = tl::unexpected(answer.error());
        } else if (!items) {
            members = failure(Error::Kind::Malformed, QStringLiteral("that is no list of members"));
        } else {
            for (const RoomItem &item : *items) {
                members->append({ item.jid, item.nick, item.reason, item.affiliation.value_or(affiliation) });
            }
        }
        promise->addResult(members);
        promise->finish();
    });
    return promise->future();
}

void Room::requestVoice()
{
    if (isIn()) {
        send(room_request::voice(m_address), m_protocol.channel().random().next());
    }
}

void Room::answerVoiceRequest(const QString &nick, bool granted)
{
    const auto request = m_voiceRequests.constFind(nick);
    if (request != m_voiceRequests.cend()) {
        send(room_request::voiceAnswer(m_address, *request, granted), m_protocol.channel().random().next());
        m_voiceRequests.erase(request);
    }
}

/// Only of a room that says that it takes some, as most have none.
void Room::askForCommands()
{
    if (!isIn() || !m_info.takesCommands) {
        m_hasCommands = false;
        return;
    }
    if (std::exchange(m_isListing, true)) {
        m_mustListAgain = true;
        return;
    }
    whenDone(m_protocol.commands().list(m_address), this, [this, attempt = m_attempt](const Result<Iq> &answer) {
        m_isListing = false;
        if (std::exchange(m_mustListAgain, false)) {
            QTimer::singleShot(limits::roomQuestionPause, this, &Room::askForCommands);
        }
        const bool has = !offeredCommands(answer).isEmpty();
        if (attempt == m_attempt && std::exchange(m_hasCommands, has) != has) {
            Q_EMIT changed();
        }
    });
}

QFuture<Result<DataForm>> Room::configuration()
{
    const auto promise = std::make_shared<QPromise<Result<DataForm>>>();
    promise->start();
    whenDone(m_protocol.channel().request(room_request::configuration(m_address)), this,
             [promise](const Result<Iq> &answer) {
                 const auto form = answer ? roomFormIn(*answer) : std::nullopt;
                 promise->addResult(
                     form ? Result<DataForm>(*form)
                          : Result<DataForm>(answer ? failure(Error::Kind::Malformed, QStringLiteral("that is no form"))
                                                    : tl::unexpected(answer.error())));
                 promise->finish();
             });
    return promise->future();
}

QFuture<Result<>> Room::configure(const DataForm &form) { return unlock(room_request::submission(m_address, form)); }

QFuture<Result<>> Room::acceptDefaults() { return unlock(room_request::instantRoom(m_address)); }

QFuture<Result<>> Room::unlock(const Iq &iq)
{
    const auto asked = ask(iq);
    whenDone(asked, this, [this](const Result<> &done) {
        if (done) {
            m_state.unlock();
            refreshInfo(); // of a new room nobody is told that it is otherwise now
            Q_EMIT changed();
        }
    });
    return asked;
}

QFuture<Result<>> Room::destroy(const QString &reason, const Jid &alternative)
{
    RoomDestruction destruction;
    destruction.alternative = alternative;
    destruction.reason = reason;
    return ask(room_request::destruction(m_address, destruction));
}

QFuture<Result<>> Room::moderate(const ChatMessage &message, const QString &reason)
{
    if (!isIn()) {
        return notIn();
    }
    if (message.archiveId.isEmpty() || !m_info.isModeratable) {
        return refused(Error::Kind::InvalidInput, QStringLiteral("the room cannot take that back"));
    }
    return ask(moderationRequest(m_address, message.archiveId, reason, m_info.moderationForm));
}

} // namespace natter
