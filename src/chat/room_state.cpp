// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/room_state.h"

#include "base/limits.h"
#include "base/text.h"
#include "domain/chat_message.h"
#include "protocol/xep/xep0153_vcard_avatars.h"
#include "protocol/xep/xep0421_occupant_id.h"

namespace natter {

using Kind = RoomNote::Kind;
using Problem = RoomProblem::Kind;

void RoomState::begin(const QString &nick, bool hasOccupantIds, const QString &stays)
{
    clear();
    m_nick = nick;
    m_hasOccupantIds = hasOccupantIds;
    m_mark = stays;
}

void RoomState::setHasOccupantIds(bool has)
{
    m_hasOccupantIds = has;
    if (const auto own = m_occupants.find(m_nick); has && m_in && own != m_occupants.end()) {
        own->id = m_ownId;
    }
}

void RoomState::setKnown(const std::optional<RoomOpenness> &known)
{
    m_known = known;
    m_openness = known.value_or(RoomOpenness());
    m_isFirst = !known;
}

void RoomState::setHasArchive(bool has)
{
    m_hasArchive = has;
    if (m_in && has && !m_openness.keepsRecord) {
        m_openness.keepsRecord = true;
        m_known = m_known ? RoomOpenness { m_known->showsAddresses, true } : m_known;
    }
}

/// Not of all that ever come and go.
void RoomState::noteGone(const Occupant &who)
{
    static constexpr int mostGone = 100;
    if (who.affiliation >= RoomAffiliation::Admin && (m_gone.size() < mostGone || m_gone.contains(who.nick))) {
        m_gone.insert(who.nick, who);
    }
}

void RoomState::noteBack(const Occupant &who)
{
    const auto gone = m_gone.constFind(who.nick);
    if (gone == m_gone.cend()) {
        return;
    }
    const bool hasIds = !gone->id.isEmpty() && !who.id.isEmpty();
    const bool hasAddresses = !gone->jid.isNull() && !who.jid.isNull();
    const bool isSame = hasIds ? gone->id == who.id
        : hasAddresses         ? gone->jid.bare() == who.jid.bare()
                               : who.affiliation >= RoomAffiliation::Admin;
    if (isSame) {
        m_gone.erase(gone);
    }
}

void RoomState::clear()
{
    m_in = false;
    m_locked = false;
    for (const Occupant &who : std::as_const(m_occupants)) {
        if (who.nick != m_nick) {
            noteGone(who);
        }
    }
    m_occupants.clear();
    m_stays.clear();
}

const Occupant *RoomState::occupant(const QString &nick) const
{
    const auto found = m_occupants.constFind(nick);
    return found == m_occupants.cend() ? nullptr : &*found;
}

QString RoomState::identity(const QString &nick) const
{
    if (m_hasOccupantIds) {
        const Occupant *who = occupant(nick);
        return who ? who->id : QString();
    }
    const quint64 stay = m_stays.value(nick);
    return stay == 0 ? QString() : ChatMessage::stayMark + m_mark + u':' + QString::number(stay);
}

bool RoomState::isSelf(const QString &nick, const RoomUser &user) const
{
    return user.statuses.contains(room_status::self) || (m_in && nick == m_nick);
}

RoomNews RoomState::take(const Presence &presence, const QDateTime &now)
{
    const RoomUser user = presence.payload<RoomUser>().value_or(RoomUser());
    if (presence.from.resource().isEmpty()) {
        return {}; // of the room itself: its picture
    }
    switch (presence.type) {
    case Presence::Type::Available:
        return takeArrival(presence, user, now);
    case Presence::Type::Unavailable:
        return takeDeparture(presence, user, now);
    default:
        return {};
    }
}

/// In either form.
static QList<Hat> hatsIn(const Presence &presence)
{
    for (const Element &child : presence.children()) {
        if (const auto read = Hats::read(child)) {
            return read->hats;
        }
    }
    return {};
}

static Occupant occupantOf(const Presence &presence, const RoomUser &user, bool hasOccupantIds)
{
    const RoomItem item = user.item.value_or(RoomItem());
    Occupant who;
    who.nick = presence.from.resource();
    who.id = hasOccupantIds ? OccupantId::in(presence) : QString();
    who.jid = item.jid;
    who.role = item.role.value_or(RoomRole::Participant);
    who.affiliation = item.affiliation.value_or(RoomAffiliation::None);
    who.show = presence.show;
    who.status = cut(presence.status, limits::statusChars);
    who.hats = hatsIn(presence);
    who.picture = presence.payload<PictureUpdate>().value_or(PictureUpdate()).hash;
    return who;
}

static RoomNote noteOf(Kind kind, const Occupant &who, const RoomUser &user, const QDateTime &now)
{
    RoomNote note;
    note.kind = kind;
    note.nick = who.nick;
    note.occupant = who.id;
    note.address = who.jid.isNull() ? Jid() : who.jid.bare();
    note.time = now;
    if (user.item) {
        note.other = user.item->actor;
        note.text = user.item->reason;
    }
    return note;
}

/// What may be said of who was there before.
static QList<RoomNote> differences(const Occupant &before, const Occupant &after, const RoomUser &user,
                                   const QDateTime &now)
{
    RoomNote note = noteOf(Kind::RoleChanged, after, user, now);
    note.role = after.role;
    note.affiliation = after.affiliation;
    if (before.affiliation != after.affiliation) { // the role mostly follows from it
        note.kind = Kind::AffiliationChanged;
    } else if (before.role == after.role) {
        return {};
    }
    return { note };
}

RoomNews RoomState::takeArrival(const Presence &presence, const RoomUser &user, const QDateTime &now)
{
    RoomNews news;
    const QString nick = presence.from.resource();
    const bool self = isSelf(nick, user);
    m_ownId = self ? OccupantId::in(presence) : m_ownId;
    const auto before = m_occupants.constFind(nick);
    const bool isKnown = before != m_occupants.cend();
    if (!isKnown && !self && m_occupants.size() >= limits::roomOccupants) {
        return {};
    }
    const Occupant who = occupantOf(presence, user, m_hasOccupantIds);
    if (isKnown && who == *before && (!self || m_in)) {
        return {};
    }
    if (isKnown && m_in) {
        news.notes = differences(*before, who, user, now);
    } else if (m_in && !self) {
        news.notes = { noteOf(Kind::Joined, who, user, now) };
    }
    const bool isOther = isKnown && m_hasOccupantIds && before->id != who.id;
    if (!m_stays.contains(nick) || isOther) {
        m_stays.insert(nick, ++m_lastStay);
    }
    m_occupants.insert(nick, who);
    noteBack(who);
    news.occupants = { nick };
    news.isChanged = self;
    if (self) {
        m_nick = nick;
        if (!m_in) {
            enter(user, news, now);
        }
    }
    return news;
}

void RoomState::enter(const RoomUser &user, RoomNews &news, const QDateTime &now)
{
    m_in = true;
    m_locked = user.statuses.contains(room_status::created);
    news.isEntered = true;
    QSet<int> codes = user.statuses;
    if (codes.contains(room_status::nonAnonymousAtJoin)) {
        codes.insert(room_status::nonAnonymousNow);
    } else if (!codes.contains(room_status::nonAnonymousNow)) {
        codes.insert(room_status::semiAnonymousNow); // or it had to say so (7.2.3)
    }
    if (std::exchange(m_isFirst, false) && !codes.contains(room_status::loggedNow)) {
        setHasArchive(m_hasArchive); // not from now on
    } else if (m_hasArchive) {
        codes.insert(room_status::loggedNow);
    }
    RoomNews usual;
    note(codes, m_known ? news : usual, now);
    if (!m_known) {
        noteKnown();
    }
}

RoomNews RoomState::rename(const QString &nick, const QString &other, const QDateTime &now)
{
    RoomNews news;
    Occupant who = m_occupants.take(nick);
    noteGone(who); // nobody else should be taken for them by that name
    who.nick = other;
    m_occupants.insert(other, who);
    m_stays.insert(other, m_stays.take(nick));
    news.occupants = { nick, other };
    if (m_in) {
        news.notes = { { Kind::Renamed, nick, other, {}, RoomRole::None, RoomAffiliation::None, now } };
    }
    return news;
}

/// Why somebody is out, if it was not their own wish.
static std::optional<Problem> expulsion(const RoomUser &user)
{
    const QSet<int> &codes = user.statuses;
    if (user.destruction) {
        return Problem::Destroyed;
    }
    if (codes.contains(room_status::technicalProblem)) { // together with the code of who is kicked
        return Problem::Lost;
    }
    if (codes.contains(room_status::banned)) {
        return Problem::Banned;
    }
    if (codes.contains(room_status::kicked)) {
        return Problem::Kicked;
    }
    if (codes.contains(room_status::affiliationLost)) {
        return Problem::AffiliationLost;
    }
    if (codes.contains(room_status::becameMembersOnly)) { // for whoever was none before
        return Problem::MembersOnly;
    }
    return codes.contains(room_status::shutdown) ? std::optional(Problem::Shutdown) : std::nullopt;
}

static RoomProblem problemOf(const RoomUser &user)
{
    RoomProblem problem;
    problem.kind = expulsion(user).value_or(Problem::Lost);
    if (user.item) {
        problem.reason = user.item->reason;
        problem.actor = user.item->actor;
    }
    if (user.destruction) {
        problem.reason = user.destruction->reason;
        problem.alternative = user.destruction->alternative;
    }
    return problem;
}

RoomNews RoomState::takeDeparture(const Presence &presence, const RoomUser &user, const QDateTime &now)
{
    RoomNews news;
    const QString nick = presence.from.resource();
    const bool self = isSelf(nick, user);
    if (self && !m_in) { // of a stay before: those who were named until now were there then
        clear();
        news.isReset = true;
        return news;
    }
    if (!self && !m_occupants.contains(nick)) {
        return {};
    }
    const Jid renamed = user.statuses.contains(room_status::nickChanged) && user.item
        ? presence.from.withResource(user.item->nick)
        : Jid();
    if (!renamed.isNull() && !renamed.resource().isEmpty() && m_occupants.contains(nick)) {
        m_nick = self ? renamed.resource() : m_nick;
        news = rename(nick, renamed.resource(), now);
        news.isChanged = self;
        return news;
    }
    if (self) {
        clear();
        news.isReset = true;
        news.end = problemOf(user);
        return news;
    }
    const Occupant who = m_occupants.take(nick);
    if (!user.item || user.item->affiliation.value_or(who.affiliation) == who.affiliation) {
        noteGone(who);
    }
    m_stays.remove(nick);
    news.occupants = { nick };
    if (m_in) {
        const auto why = expulsion(user);
        const bool isRemoved = why == Problem::Kicked || why == Problem::AffiliationLost || why == Problem::MembersOnly;
        const Kind kind = why == Problem::Banned ? Kind::Banned : isRemoved ? Kind::Kicked : Kind::Left;
        news.notes = { noteOf(kind, who, user, now) };
        if (kind == Kind::Left && news.notes.first().text.isEmpty()) {
            news.notes.first().text = cut(presence.status, limits::statusChars); // their last words
        }
    }
    return news;
}

void RoomState::note(const QSet<int> &codes, RoomNews &news, const QDateTime &now)
{
    const auto say = [&](Kind kind) {
        RoomNote note;
        note.kind = kind;
        note.time = now;
        news.notes.append(note);
    };
    const bool logs = codes.contains(room_status::loggedNow);
    if ((logs || codes.contains(room_status::notLoggedNow)) && m_openness.keepsRecord != logs) {
        m_openness.keepsRecord = logs;
        say(logs ? Kind::Logged : Kind::NotLogged);
    }
    const bool shows = codes.contains(room_status::nonAnonymousNow);
    const bool hides = codes.contains(room_status::semiAnonymousNow) || codes.contains(room_status::fullyAnonymousNow);
    if ((shows || hides) && m_openness.showsAddresses != shows) {
        m_openness.showsAddresses = shows;
        say(shows ? Kind::NonAnonymous : Kind::SemiAnonymous);
    }
    if (m_known) { // what it is no longer would be news again
        m_known->keepsRecord = m_known->keepsRecord && m_openness.keepsRecord;
        m_known->showsAddresses = m_known->showsAddresses && m_openness.showsAddresses;
    }
}

RoomNews RoomState::takeStatuses(const QSet<int> &codes, const QDateTime &now)
{
    RoomNews news;
    note(codes, news, now);
    if (codes.contains(room_status::configurationChanged) && news.notes.isEmpty()) {
        RoomNote configured;
        configured.kind = Kind::Configured;
        configured.time = now;
        news.notes = { configured };
    }
    return news;
}

RoomNews RoomState::takeSubject(const QString &nick, const QString &subject, const QDateTime &time)
{
    RoomNews news;
    if (m_subject == subject) {
        return news;
    }
    m_subject = subject;
    news.isChanged = true;
    if (time.isValid()) {
        RoomNote note;
        note.kind = Kind::SubjectChanged;
        note.nick = nick;
        note.text = subject;
        note.time = time;
        news.notes = { note };
    }
    return news;
}

RoomProblem refusalOf(const Error &error)
{
    static const QHash<QString, Problem> problems {
        { QStringLiteral("not-authorized"), Problem::PasswordNeeded },
        { QStringLiteral("forbidden"), Problem::Banned },
        { QStringLiteral("registration-required"), Problem::MembersOnly },
        { QStringLiteral("service-unavailable"), Problem::Full },
        { QStringLiteral("conflict"), Problem::NickTaken },
        { QStringLiteral("not-acceptable"), Problem::NickRefused },
        { QStringLiteral("jid-malformed"), Problem::NickRefused },
        { QStringLiteral("item-not-found"), Problem::NotFound },
        { QStringLiteral("not-allowed"), Problem::NotFound }, // nor may we make it (10.1.1)
        { QStringLiteral("gone"), Problem::Destroyed },
        { QStringLiteral("remote-server-not-found"), Problem::Unreachable },
        { QStringLiteral("remote-server-timeout"), Problem::Unreachable },
        { QStringLiteral("resource-constraint"), Problem::Full }, // says ejabberd
        { QStringLiteral("internal-server-error"), Problem::Unreachable },
    };
    RoomProblem problem;
    problem.error = error;
    problem.reason = cut(error.text, limits::statusChars);
    const bool isPassing = error.kind == Error::Kind::Timeout || error.kind == Error::Kind::Disconnected
        || error.kind == Error::Kind::NotConnected;
    problem.kind = isPassing                ? Problem::Unreachable
        : error.kind == Error::Kind::Remote ? problems.value(error.condition, Problem::Other)
                                            : Problem::Other;
    return problem;
}

} // namespace natter
