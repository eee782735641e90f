// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/room.h"

#include "base/future.h"
#include "base/limits.h"
#include "base/log.h"
#include "chat/known_rooms.h"
#include "protocol/xep/xep0410_self_ping.h"

#include <QTimer>
#include <QUrl>

#include <algorithm>

namespace natter {

using namespace std::chrono_literals;
using Problem = RoomProblem::Kind;

static constexpr int nicksTried = 2; ///< beside the one that is wanted
static constexpr auto subjectPatience = 10s; ///< for the subject, which ends what the room sends to who goes in
static constexpr auto staysProven = 60s; ///< whoever is thrown out sooner does not come back at once
static constexpr auto historyMargin = 5min; ///< by which the room's clock may be behind ours

Room::Room(const Jid &account, const Jid &address, XmppProtocol &protocol)
    : m_account(account)
    , m_address(address)
    , m_protocol(protocol)
{
}

Room::~Room() = default;

bool Room::maySpeak() const
{
    const Occupant *own = self();
    return own && own->role != RoomRole::None
        && (own->role != RoomRole::Visitor || (m_info.isKnown && !m_info.isModerated));
}

bool Room::mayModerate() const
{
    const Occupant *own = self();
    return own && own->role == RoomRole::Moderator;
}

bool Room::mayConfigure() const
{
    const Occupant *own = self();
    return own && own->affiliation == RoomAffiliation::Owner;
}

QString Room::wantedNick() const
{
    return (m_wish.nick.isEmpty() ? m_usual.nick : m_wish.nick) + QString(m_nickTries, u'_');
}

void Room::setUsual(const RoomWish &usual, const QDateTime &lastSaid)
{
    m_usual = usual;
    noteSaid(lastSaid);
}

void Room::noteSaid(const QDateTime &time)
{
    if (time.isValid() && (!m_lastSaid.isValid() || m_lastSaid < time)) {
        m_lastSaid = time;
    }
}

void Room::setPhase(Phase phase)
{
    m_phase = phase;
    Q_EMIT changed();
}

void Room::join(const RoomWish &wish)
{
    m_wish = wish;
    m_asked = true;
    if (isIn()) {
        if (!wish.nick.isEmpty() && wish.nick != nick()) {
            changeNick(wish.nick);
        }
        return;
    }
    want();
}

void Room::want()
{
    ++m_attempt; // one that is under way has another nickname or password
    m_wanted = true;
    m_leaving = false;
    m_problem.reset();
    m_failures = 0;
    m_retry.reset();
    m_deadline.reset();
    setPhase(Phase::Waiting);
}

void Room::leave(const QString &status)
{
    const bool wasThere = isIn() || m_phase == Phase::Joining;
    m_leaving = m_protocol.multiUserChat().isOpen(m_address) && wasThere;
    if (m_leaving) {
        m_protocol.sendPresence(room_request::leave(occupantAddress(nick()), status));
    }
    m_wanted = false;
    m_asked = false;
    m_problem.reset();
    forgetStay();
    setPhase(Phase::Out);
    if (m_leaving) {
        m_deadline = now() + limits::roomJoinDeadline;
    } else {
        Q_EMIT left();
    }
}

void Room::noteLeft()
{
    m_leaving = false;
    m_deadline.reset();
    m_protocol.multiUserChat().close(m_address);
    Q_EMIT left();
}

/// Whoever is there, and what was asked there.
void Room::forgetStay()
{
    ++m_attempt;
    m_deadline.reset();
    m_retry.reset();
    m_mustPing = false;
    m_pinging = false;
    m_settled = false;
    m_told.clear();
    m_voiceRequests.clear();
    const bool wasAnybody = !m_state.occupants().isEmpty();
    m_state.clear();
    const auto questions = std::exchange(m_questions, {});
    for (const Question &question : questions) {
        question.promise->addResult(failure(Error::Kind::Disconnected, QStringLiteral("we are not in the room")));
        question.promise->finish();
    }
    if (wasAnybody) {
        Q_EMIT occupantsReset();
    }
}

bool Room::wantsTurn() const
{
    if (isIn()) {
        return m_mustPing && !m_pinging
            && !m_questions.contains(nickQuestion()); // else nobody knows what we are called
    }
    return m_phase == Phase::Waiting && m_wanted && (!m_retry || *m_retry <= now());
}

void Room::takeTurn()
{
    if (isIn()) {
        ping();
    } else {
        askWhatItIs();
    }
}

void Room::askWhatItIs()
{
    m_nickTries = 0;
    m_retry.reset();
    m_deadline = now() + limits::roomJoinDeadline;
    setPhase(Phase::Joining);
    const int attempt = ++m_attempt;
    whenDone(m_protocol.discovery().ask(m_address), this, [this, attempt](const Result<Iq> &answer) {
        if (attempt != m_attempt) {
            return;
        }
        const auto info = answer ? DiscoInfo::read(answer->payloadElement()) : std::nullopt;
        if (info) {
            takeInfo(roomInfoFrom(*info));
            m_info.isRoom ? enter() : refuse({ Problem::NotARoom });
        } else if (!answer) {
            handleSilence(answer.error());
        } else {
            enter();
        }
    });
}

/// A room that does not say what it is may still let us in; one that is not there may be made by our coming.
void Room::enter()
{
    const Jid me = occupantAddress(wantedNick());
    if (me.isNull() || me.isBare()) {
        refuse({ Problem::NickRefused });
        return;
    }
    RoomEntry entry;
    entry.password = m_wish.password.isEmpty() ? m_usual.password : m_wish.password;
    entry.maxStanzas = m_info.hasArchive ? 0 : limits::roomHistory;
    if (!m_info.hasArchive && m_lastSaid.isValid()) {
        entry.since = m_lastSaid.addMSecs(-std::chrono::milliseconds(historyMargin).count());
    }
    m_protocol.multiUserChat().open(m_address);
    m_state.setHasArchive(m_info.hasArchive);
    m_state.begin(me.resource(), m_info.hasOccupantIds, m_protocol.channel().random().next());
    m_protocol.sendPresence(room_request::join(me, entry, m_own));
}

void Room::refuse(const RoomProblem &problem)
{
    qCInfo(logChat).noquote() << "not in" << forLog(m_address.toString()) << forLog(problem.error.detail);
    const bool wasIn = isIn();
    m_protocol.multiUserChat().close(m_address);
    forgetStay();
    m_problem = problem;
    if (problem.isPassing() && m_wanted) {
        retryLater();
    } else {
        m_wanted = false;
        setPhase(Phase::Out);
    }
    if (wasIn) {
        Q_EMIT left();
    }
}

/// The first time that a room has lost us it is tried at once.
void Room::retryLater()
{
    Milliseconds delay = limits::roomRetryFirst * (1 << std::min(m_failures, 10));
    delay = std::min<Milliseconds>(delay, limits::roomRetryMax);
    delay += Milliseconds(m_protocol.channel().random().below(static_cast<quint32>(delay.count() / 4)));
    const bool atOnce = m_failures++ == 0 && m_problem->kind == Problem::Lost;
    m_retry = atOnce ? now() : now() + delay;
    setPhase(Phase::Waiting);
}

void Room::look()
{
    const auto questions = m_questions;
    for (auto question = questions.cbegin(); question != questions.cend(); ++question) {
        if (question->deadline <= now()) {
            answer(question.key(), failure(Error::Kind::Timeout, QStringLiteral("the room does not answer")));
        }
    }
    const bool isDue = m_deadline && *m_deadline <= now();
    if (m_leaving && isDue) {
        noteLeft();
        return;
    }
    if (m_phase == Phase::Joining && isDue) {
        refuse(refusalOf({ Error::Kind::Timeout, QStringLiteral("the room does not let us in"), {}, {} }));
    } else if (isIn()) {
        if (isDue) {
            noteSettled();
        }
        m_mustPing = m_mustPing || now() - m_lastSign >= limits::roomSelfPing;
        m_failures = now() - m_enteredAt >= staysProven ? 0 : m_failures;
    }
}

void Room::sessionStarted()
{
    static constexpr std::array forThePerson { Problem::Kicked, Problem::Banned, Problem::Destroyed,
                                               Problem::AffiliationLost };
    const bool isTriedAgain =
        m_problem && std::find(forThePerson.begin(), forThePerson.end(), m_problem->kind) == forThePerson.end();
    if (m_wanted || isTriedAgain) {
        want();
    }
}

void Room::sessionResumed()
{
    m_mustPing = isIn();
    if (m_phase == Phase::Joining) {
        m_deadline = now() + limits::roomJoinDeadline;
    }
}

void Room::sessionEnded()
{
    const bool wasThere = isIn() || m_leaving;
    m_leaving = false;
    forgetStay();
    if (m_wanted) {
        setPhase(Phase::Waiting);
    }
    if (wasThere) {
        Q_EMIT left();
    }
}

void Room::setOwnPresence(const Presence &own)
{
    const bool isOther = own.show != m_own.show || own.status != m_own.status;
    m_own = own;
    if (isOther && isIn()) {
        m_protocol.sendPresence(room_request::availability(occupantAddress(nick()), m_own));
    }
}

/// XEP-0410.
void Room::ping()
{
    m_mustPing = false;
    m_pinging = true;
    whenDone(m_protocol.ping().ping(occupantAddress(nick())), this,
             [this, attempt = m_attempt](const Result<Iq> &answer) {
                 if (attempt == m_attempt) {
                     m_pinging = false;
                     takePong(answer);
                 }
             });
}

void Room::takePong(const Result<Iq> &answer)
{
    if (roomStandingFrom(answer) == RoomStanding::Out) {
        RoomProblem problem;
        problem.kind = Problem::Lost;
        problem.error = answer.error();
        refuse(problem);
        return;
    }
    m_lastSign = now(); // if it was silent, it is asked again as late as that
    Q_EMIT changed(); // others may have their turn
}

void Room::take(const Presence &presence)
{
    m_lastSign = now();
    if (m_leaving) {
        const bool isOurs = presence.type == Presence::Type::Error || presence.from == occupantAddress(nick())
            || presence.payload<RoomUser>().value_or(RoomUser()).statuses.contains(room_status::self);
        if (isOurs && presence.type != Presence::Type::Available) {
            noteLeft();
        }
        return;
    }
    if (presence.type == Presence::Type::Error) {
        takeError(presence);
    } else {
        take(m_state.take(presence, time()));
    }
}

/// Where to go instead of a room that is no more: "xmpp:room@service?join" within the condition (RFC 6120, 8.3.3.5).
static Jid alternativeIn(const Presence &presence)
{
    const QString address = presence.child({ ns::client, u"error" }).childText({ ns::stanzaErrors, u"gone" });
    const QString scheme = QStringLiteral("xmpp:");
    if (!address.startsWith(scheme, Qt::CaseInsensitive)) {
        return {};
    }
    const QString path = address.mid(scheme.size()).section(u'?', 0, 0);
    return Jid::orNull(QUrl::fromPercentEncoding(path.toUtf8())).bare();
}

void Room::takeError(const Presence &presence)
{
    const Error error = presence.error().value_or(StanzaError()).toError();
    if (isIn()) {
        if (m_questions.contains(nickQuestion())) {
            answer(nickQuestion(), tl::unexpected(error));
        } else {
            m_mustPing = true;
            Q_EMIT changed();
        }
    } else if (m_phase == Phase::Joining) {
        if (error.condition == u"conflict" && m_wish.nick.isEmpty() && m_nickTries < nicksTried) {
            ++m_nickTries;
            enter();
        } else {
            RoomProblem problem = refusalOf(error);
            problem.alternative = alternativeIn(presence);
            const bool gaveOne = !m_wish.password.isEmpty() || !m_usual.password.isEmpty();
            if (problem.kind == Problem::PasswordNeeded && gaveOne) {
                problem.kind = Problem::PasswordWrong;
            }
            refuse(problem);
        }
    }
}

void Room::take(const RoomNews &news)
{
    if (news.isReset) {
        m_told.clear();
        Q_EMIT occupantsReset();
    }
    tellOccupants(news.occupants);
    if (const Occupant *own = self()) {
        m_ownId = own->id;
    }
    if (news.isEntered) {
        noteEntered();
    } else if (news.isChanged) {
        if (m_questions.contains(nickQuestion()) && m_state.nick() == m_askedNick) {
            answer(nickQuestion(), {});
        }
        askForCommands(); // others may be for us now
        Q_EMIT changed();
    }
    for (const RoomNote &note : news.notes) {
        if (note.endsStay()) {
            m_voiceRequests.remove(note.nick);
        }
        Q_EMIT noted(note);
    }
    if (news.end) {
        refuse(*news.end);
    }
}

void Room::noteEntered()
{
    m_problem.reset();
    m_retry.reset();
    m_settled = false;
    m_deadline = now() + subjectPatience;
    m_enteredAt = now();
    m_asked = false;
    m_wish.mayMake = false; // if it goes away, it is not made again without being asked for
    setPhase(Phase::In);
    Q_EMIT entered();
    if (!m_info.isKnown) {
        refreshInfo();
    }
    askForCommands();
}

/// A room of thousands names them one by one.
void Room::tellOccupants(const QStringList &nicks)
{
    if (nicks.isEmpty()) {
        return;
    }
    if (m_told.isEmpty()) {
        QTimer::singleShot(0, this, [this] {
            if (!m_told.isEmpty()) {
                Q_EMIT occupantsChanged(std::exchange(m_told, {}));
            }
        });
    }
    m_told += nicks;
}

/// Of what somebody is who is not there, nobody learns by their presence (9.3).
static std::optional<RoomNote> noteOfAbsent(const RoomUser &user, const RoomState &state, const QDateTime &now)
{
    const RoomItem item = user.item.value_or(RoomItem());
    const QString name = item.nick.isEmpty() ? item.jid.bare().toString() : item.nick;
    if (!item.affiliation || name.isEmpty() || state.occupant(item.nick)) {
        return std::nullopt;
    }
    RoomNote note;
    note.kind =
        *item.affiliation == RoomAffiliation::Outcast ? RoomNote::Kind::Banned : RoomNote::Kind::AffiliationChanged;
    note.nick = name;
    note.other = item.actor;
    note.text = item.reason;
    note.affiliation = *item.affiliation;
    note.time = now;
    return note;
}

void Room::take(const ReceivedMessage &received)
{
    m_lastSign = now();
    if (!isIn()) {
        return;
    }
    const Message &message = received.message;
    const auto user = message.from == m_address ? message.payload<RoomUser>() : std::nullopt;
    if (user) {
        if (const auto note = noteOfAbsent(*user, m_state, time())) {
            Q_EMIT noted(*note);
        }
        take(m_state.takeStatuses(user->statuses, time()));
        if (!user->statuses.isEmpty()) {
            refreshInfo();
        }
    }
    if (const auto request = VoiceRequest::in(message, m_address)) {
        noteVoiceRequest(*request);
    }
    const QDateTime said = received.stamp.isValid() ? received.stamp : time();
    const Element subject = message.child({ ns::client, u"subject" });
    if (subject.isNull() || !message.body().isEmpty()) {
        noteSaid(said);
        return;
    }
    const QString nick = message.from.resource();
    take(m_state.takeSubject(nick, subject.text(), received.stamp.isValid() || !m_settled ? QDateTime() : said));
    if (nick == m_state.nick()) {
        answer(m_subjectQuestion, {});
    }
    m_protocol.multiUserChat().noteHistoryOver(m_address);
    noteSettled();
}

void Room::noteSettled()
{
    m_deadline.reset();
    if (isIn() && !std::exchange(m_settled, true)) {
        Q_EMIT settled();
    }
}

void Room::noteVoiceRequest(const VoiceRequest &request)
{
    static constexpr int mostRequests = 100;
    if (m_voiceRequests.size() >= mostRequests && !m_voiceRequests.contains(request.nick)) {
        return;
    }
    m_voiceRequests.insert(request.nick, request);
    RoomNote note;
    note.kind = RoomNote::Kind::VoiceRequested;
    note.nick = request.nick;
    note.other = request.jid.toString();
    note.time = time();
    Q_EMIT noted(note);
}

void Room::takeBounce(const QString &id, const StanzaError &error)
{
    if (m_questions.contains(id)) {
        answer(id, tl::unexpected(error.toError()));
    }
    if (meansOutside(error) && isIn()) {
        RoomProblem problem;
        problem.kind = Problem::Lost;
        problem.error = error.toError();
        refuse(problem);
    }
}

/// Which commands it lists may be otherwise without a word about that in the rest.
void Room::takeInfo(const RoomInfo &info)
{
    const bool isOther = m_info != info;
    m_info = info;
    askForCommands();
    if (!isOther) {
        return;
    }
    m_state.setHasOccupantIds(info.hasOccupantIds);
    m_state.setHasArchive(info.hasArchive);
    if (const Occupant *own = self()) {
        m_ownId = own->id;
    }
    Q_EMIT changed();
}

/// However often the room says that it is otherwise, there is one question at a time.
void Room::refreshInfo()
{
    if (std::exchange(m_isAsking, true)) {
        m_mustAskAgain = true;
        return;
    }
    whenDone(m_protocol.discovery().ask(m_address), this, [this, attempt = m_attempt](const Result<Iq> &answer) {
        m_isAsking = false;
        if (std::exchange(m_mustAskAgain, false)) {
            QTimer::singleShot(limits::roomQuestionPause, this, &Room::refreshInfo);
        }
        const auto info = answer ? DiscoInfo::read(answer->payloadElement()) : std::nullopt;
        if (info && attempt == m_attempt) {
            takeInfo(roomInfoFrom(*info));
        }
    });
}

} // namespace natter
