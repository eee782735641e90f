// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/invitations.h"

#include "base/future.h"
#include "base/limits.h"
#include "base/log.h"

#include <algorithm>

namespace natter {

using namespace std::chrono_literals;

static constexpr auto retryInterval = 5s;
static constexpr auto idlessTolerance = 60; ///< seconds between our clock and the server's, where no id tells

Invitations::Invitations(const Jid &account, XmppProtocol &protocol, const ContactList &contacts, Rooms &rooms,
                         StoreThread &store)
    : m_account(account)
    , m_protocol(protocol)
    , m_contacts(contacts)
    , m_rooms(rooms)
    , m_store(store)
{
    m_refuse.setSingleShot(true);
    m_refuse.setInterval(limits::refusedInterval);
    connect(&m_refuse, &QTimer::timeout, this, [this] {
        m_sentLately = 0;
        sendRefusals();
    });
    connect(&protocol.multiUserChat(), &MultiUserChat::invited, this, &Invitations::note);
    connect(&protocol.multiUserChat(), &MultiUserChat::refusedElsewhere, this, &Invitations::settle);
    // Here, or on another device
    connect(&rooms, &Rooms::added, this, [this](const Room *room) { settle(room->address()); });
    connect(&rooms, &Rooms::entered, this, [this](const Room *room) { settle(room->address()); });
}

void Invitations::restore()
{
    const auto stored = m_store.call([account = m_account](Store &store) { return store.invitations().load(account); });
    whenDone(stored, this, [this](const Result<QList<InvitationStore::Stored>> &found) {
        if (!found) {
            qCWarning(logStore).noquote() << "no stored invitations:" << forLog(found.error().detail);
            return;
        }
        for (const InvitationStore::Stored &each : *found) {
            if (each.room.isBare() && each.room.hasLocal() && !m_known.contains(each.room)) {
                m_known.insert(each.room,
                               { { m_account, each.room, each.from, each.reason, {}, each.isDirect, each.time },
                                 each.stanzaId,
                                 each.archiveId,
                                 each.isAnswered });
            }
        }
        Q_EMIT changed();
    });
}

void Invitations::sessionEnded() { m_refusals.clear(); }

static bool isOlder(const RoomInvitation &one, const RoomInvitation &other)
{
    return one.time == other.time ? one.room < other.room : one.time < other.time;
}

QList<RoomInvitation> Invitations::openOnes(const Matches &matches) const
{
    QList<RoomInvitation> open;
    for (const Known &known : m_known) {
        if (!known.isAnswered && matches(known.invitation)) {
            open.append(known.invitation);
        }
    }
    std::sort(open.begin(), open.end(), isOlder);
    return open;
}

QList<RoomInvitation> Invitations::all() const
{
    return openOnes([](const RoomInvitation &) { return true; });
}

QList<RoomInvitation> Invitations::ofContacts() const
{
    QList<RoomInvitation> open = openOnes([this](const RoomInvitation &each) { return isOfContact(each); });
    std::stable_partition(open.begin(), open.end(), [](const RoomInvitation &each) { return each.isDirect; });
    return open;
}

QList<RoomInvitation> Invitations::ofStrangers() const
{
    QList<RoomInvitation> open = openOnes([this](const RoomInvitation &each) { return !isOfContact(each); });
    std::reverse(open.begin(), open.end());
    return open;
}

bool Invitations::isOfContact(const RoomInvitation &invitation) const
{
    const Jid from = invitation.from.isNull() ? Jid() : invitation.from.bare();
    return !from.isNull() && from != invitation.room && (from == m_account || m_contacts.contains(from));
}

/// Whether that was told before: it is the same message, or an earlier one of the archive. Where no id tells, the times
/// are those of two clocks.
bool Invitations::isOld(const Known &known, const RoomCall &call)
{
    if (!call.archiveId.isEmpty() && call.archiveId == known.archiveId) {
        return true;
    }
    const bool isSameInviter = call.from == known.invitation.from;
    if (!call.stanzaId.isEmpty() && call.stanzaId == known.stanzaId && isSameInviter) {
        return true;
    }
    const bool hasIds = !call.archiveId.isEmpty() && !known.archiveId.isEmpty();
    const QDateTime last = known.invitation.time.addSecs(!hasIds && isSameInviter ? idlessTolerance : 0);
    return call.time.isValid() && call.time <= last;
}

/// What a contact says, or a room of one, is not displaced by a stranger. Else, what somebody says themselves is a
/// fact, and no room's word takes its place.
bool Invitations::replaces(const Known &known, const RoomCall &call) const
{
    const bool isTheirs = isOfContact({ m_account, call.room, call.from, {}, {}, call.isDirect, {} });
    if (known.isAnswered || isTheirs != isOfContact(known.invitation)) {
        return known.isAnswered || isTheirs;
    }
    return call.isDirect || !known.invitation.isDirect;
}

void Invitations::take(const RoomCall &call, Known &known)
{
    RoomInvitation &invitation = known.invitation;
    const bool replaces = !invitation.time.isValid() || this->replaces(known, call);
    const bool isTrusted = replaces || !call.isDirect; // the room knows its password
    if ((isTrusted && !call.password.isEmpty()) || known.isAnswered) {
        invitation.password = call.password;
    }
    if (replaces) {
        invitation.from = call.from;
        invitation.reason = call.reason;
        invitation.isDirect = call.isDirect;
    }
    const QDateTime time = call.time.isValid() ? call.time.toUTC() : m_protocol.channel().clock().now();
    if (!invitation.time.isValid() || invitation.time <= time) {
        invitation.time = time;
        known.stanzaId = call.stanzaId;
        known.archiveId = call.archiveId;
    }
    known.isAnswered = false;
}

void Invitations::note(const RoomCall &call)
{
    if (!call.room.hasLocal()) {
        return; // a server is no room
    }
    const Room *room = m_rooms.find(call.room);
    if (room && (room->isIn() || room->phase() == Room::Phase::Joining)) {
        return;
    }
    const bool isNews = !m_known.contains(call.room) || m_known[call.room].isAnswered;
    Known &known = m_known[call.room];
    if (known.invitation.time.isValid() && isOld(known, call)) {
        const bool isSame = call.from == known.invitation.from || !call.isDirect;
        if (isSame && !known.isAnswered && known.invitation.password.isEmpty() && !call.password.isEmpty()) {
            known.invitation.password = call.password; // which is not stored here
            Q_EMIT changed();
        }
        return;
    }
    const bool wasOfContact = !isNews && isOfContact(known.invitation);
    known.invitation.account = m_account;
    known.invitation.room = call.room;
    take(call, known);
    const RoomInvitation invitation = known.invitation;
    keep({ call.room }, From::Others);
    limit(invitation);
    if (isNews || (!wasOfContact && isOfContact(invitation))) {
        Q_EMIT invited(invitation);
    }
    Q_EMIT changed();
}

/// Of contacts each stands for themselves, as do rooms that claim to speak for one; of strangers the oldest go.
void Invitations::limit(const RoomInvitation &newest)
{
    if (isOfContact(newest)) {
        const auto isAlike = [&newest](const RoomInvitation &each) {
            return each.from.bare() == newest.from.bare() && each.isDirect == newest.isDirect
                && (each.isDirect || each.room.domain() == newest.room.domain());
        };
        limitTo(limits::contactsInvitations,
                [isAlike](const RoomInvitation &each) { return !each.from.isNull() && isAlike(each); });
    } else {
        limitTo(limits::servicesInvitations, [this, &newest](const RoomInvitation &each) {
            return each.room.domain() == newest.room.domain() && !isOfContact(each);
        });
        limitTo(limits::strangersInvitations, [this](const RoomInvitation &each) { return !isOfContact(each); });
    }
    forgetOldest();
}

/// Those that are too many stay known, or the archive would bring them back.
void Invitations::limitTo(qsizetype most, const Matches &matches)
{
    const QList<RoomInvitation> open = openOnes(matches);
    QSet<Jid> dropped;
    for (qsizetype i = 0; i < open.size() - most; ++i) {
        m_known[open[i].room].isAnswered = true;
        m_known[open[i].room].invitation.password = {};
        dropped.insert(open[i].room);
    }
    if (!dropped.isEmpty()) {
        keep(dropped, From::Others);
    }
}

void Invitations::forgetOldest()
{
    const auto isAnswered = [](const Known &known) { return known.isAnswered; };
    const auto many = std::count_if(m_known.cbegin(), m_known.cend(), isAnswered) - limits::answeredInvitations;
    if (many <= 0) {
        return;
    }
    QList<RoomInvitation> answered;
    for (const Known &known : std::as_const(m_known)) {
        if (known.isAnswered) {
            answered.append(known.invitation);
        }
    }
    std::sort(answered.begin(), answered.end(), isOlder);
    QSet<Jid> gone;
    for (qsizetype i = 0; i < many; ++i) {
        m_known.remove(answered[i].room);
        gone.insert(answered[i].room);
    }
    keep(gone, From::Others);
}

/// The person has answered, or is in.
void Invitations::settle(const Jid &room)
{
    const auto known = m_known.find(room);
    if (known != m_known.end() && !known->isAnswered) {
        known->isAnswered = true;
        known->invitation.password = {};
        keep({ room }, From::Person);
        forgetOldest();
        Q_EMIT changed();
    }
}

void Invitations::accept(const RoomInvitation &invitation, KeepPassword keep)
{
    settle(invitation.room);
    RoomWish wish;
    wish.password = invitation.password;
    wish.isPasswordKept = keep == KeepPassword::Yes && !invitation.password.isEmpty();
    m_rooms.join(invitation.room, wish);
}

void Invitations::decline(const RoomInvitation &invitation)
{
    if (!invitation.isDirect && !invitation.from.isNull() && m_protocol.channel().isOpen()) {
        m_refusals.append({ invitation.room, invitation.from });
        sendRefusals();
    }
    settle(invitation.room);
}

void Invitations::forgetStrangers()
{
    QSet<Jid> forgotten;
    const QList<RoomInvitation> strangers = ofStrangers();
    for (const RoomInvitation &each : strangers) {
        m_known[each.room].isAnswered = true;
        m_known[each.room].invitation.password = {};
        forgotten.insert(each.room);
    }
    keep(forgotten, From::Person);
    forgetOldest();
    Q_EMIT changed();
}

void Invitations::sendRefusals()
{
    for (; m_sentLately < limits::refusedAtOnce && !m_refusals.isEmpty(); ++m_sentLately) {
        const Refusal next = m_refusals.takeFirst();
        Message refusal = room_request::refusal(next.room, next.to, {});
        refusal.id = m_protocol.channel().random().next();
        m_protocol.sendMessage(refusal);
    }
    if (m_sentLately > 0 && !m_refuse.isActive()) {
        m_refuse.start();
    }
}

/// As they are by now; until the disk takes it.
void Invitations::keep(const QSet<Jid> &rooms, From from)
{
    QList<InvitationStore::Stored> stored;
    QList<Jid> gone;
    for (const Jid &room : rooms) {
        const auto known = m_known.constFind(room);
        if (known == m_known.cend()) {
            gone.append(room);
            continue;
        }
        const RoomInvitation &each = known->invitation;
        stored.append({ room, each.from, each.reason, each.isDirect, each.time, known->stanzaId, known->archiveId,
                        known->isAnswered });
    }
    const auto written = m_store.call([account = m_account, stored, gone, from](Store &store) {
        return from == From::Person ? store.invitations().write(account, stored, gone)
                                    : store.invitations().writeQuickly(account, stored, gone);
    });
    whenDone(written, this, [this, rooms](const Result<> &result) {
        if (result) {
            return;
        }
        qCWarning(logStore).noquote() << "invitations not stored:" << forLog(result.error().detail);
        if (m_unstored.isEmpty()) {
            QTimer::singleShot(retryInterval, this, [this] { keep(std::exchange(m_unstored, {}), From::Person); });
        }
        m_unstored.unite(rooms);
    });
}

} // namespace natter
