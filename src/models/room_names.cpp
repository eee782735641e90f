// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/room_names.h"

#include "base/log.h"
#include "chat/room.h"
#include "models/timeline_model.h"
#include "stanza/lookalike.h"

#include <QCache>
#include <QCoreApplication>

#include <algorithm>

namespace natter {

static constexpr int mostNames = 2000; ///< of which it is remembered what they look like

/// As skeletonsOf(), which takes too long for what is painted.
static QStringList looksOf(const QString &nick)
{
    static thread_local QCache<QString, QStringList> known(mostNames);
    if (const QStringList *looks = known.object(nick)) {
        return *looks;
    }
    const QStringList looks = skeletonsOf(nick);
    known.insert(nick, new QStringList(looks));
    return looks;
}

NamedPerson personOf(const Occupant &occupant)
{
    return { occupant.nick, occupant.id, occupant.jid.isNull() ? Jid() : occupant.jid.bare() };
}

NamedPerson personOf(const RoomNote &note) { return { note.nick, note.occupant, note.address }; }

/// An id that the room gives (XEP-0421), rather than what says how long somebody was there.
static bool isIdentity(const QString &occupant)
{
    return !occupant.isEmpty() && !occupant.startsWith(ChatMessage::stayMark);
}

std::optional<bool> isSamePerson(const NamedPerson &a, const NamedPerson &b)
{
    if (isIdentity(a.occupant) && isIdentity(b.occupant)) {
        return a.occupant == b.occupant;
    }
    return a.address.isNull() || b.address.isNull() ? std::nullopt : std::optional(a.address == b.address);
}

void GuardedNames::add(const NamedPerson &person, Strength strength)
{
    const auto looks = looksOf(person.nick);
    for (const QString &look : looks) {
        if (!m_owners.contains(look)) {
            m_owners.insert(look, { person, strength });
        }
    }
}

std::optional<QString> GuardedNames::takenFor(const NamedPerson &person) const
{
    if (isEmpty()) {
        return std::nullopt;
    }
    const auto looks = looksOf(person.nick);
    for (const QString &look : looks) {
        const auto owner = m_owners.constFind(look);
        if (owner == m_owners.cend()) {
            continue;
        }
        const bool isOtherName = owner->person.nick != person.nick;
        const bool isDoubted = isOtherName && owner->strength == Strength::All;
        const bool isTheirs = isSamePerson(owner->person, person).value_or(!isDoubted);
        if (!isTheirs || (owner->strength == Strength::Disputed && isIdentity(person.occupant))) {
            return owner->person.nick;
        }
    }
    return std::nullopt;
}

static constexpr qsizetype mostGuarded = 300;

static bool runsIt(const Occupant &occupant)
{
    return occupant.role == RoomRole::Moderator || occupant.affiliation >= RoomAffiliation::Admin;
}

GuardedNames guardedNames(const Room &room)
{
    GuardedNames names;
    if (const Occupant *self = room.self()) {
        names.add(personOf(*self));
    }
    QList<const Occupant *> guarded;
    for (const auto *all : { &room.occupants(), &room.state().gone() }) {
        for (const Occupant &occupant : *all) {
            if (runsIt(occupant)) {
                guarded.append(&occupant);
            }
        }
    }
    const qsizetype count = qMin(guarded.size(), mostGuarded);
    std::partial_sort(guarded.begin(), guarded.begin() + count, guarded.end(),
                      [](const Occupant *a, const Occupant *b) {
                          return a->affiliation == b->affiliation ? a->nick < b->nick : a->affiliation > b->affiliation;
                      });
    for (const Occupant *occupant : guarded.first(count)) {
        names.add(personOf(*occupant));
    }
    return names;
}

QList<NamedPerson> speakersIn(const TimelineModel &model)
{
    QList<NamedPerson> speakers;
    QHash<QString, QStringList> known; // of each name
    for (int row = 0; row < model.rowCount(); ++row) {
        const ChatMessage &message = model.message(row);
        if (message.isOutgoing() || message.nick.isEmpty() || !isIdentity(message.occupant)) {
            continue;
        }
        QStringList &ids = known[message.nick];
        if (!ids.contains(message.occupant)) {
            ids.append(message.occupant);
            speakers.append({ message.nick, message.occupant });
        }
    }
    return speakers;
}

void guardSpeakers(GuardedNames &names, const QList<NamedPerson> &speakers, const Room *room)
{
    using Strength = GuardedNames::Strength;
    QList<std::pair<NamedPerson, Strength>> all; // who is something to the room comes first
    for (const NamedPerson &speaker : speakers) {
        const Occupant *there = room ? room->occupant(speaker.nick) : nullptr;
        if (there && there->affiliation >= RoomAffiliation::Member) {
            all.prepend({ personOf(*there), Strength::Known });
        }
        all.append({ speaker, Strength::Disputed });
        if (there) {
            all.append({ personOf(*there), Strength::Disputed });
        }
    }
    QHash<QString, std::pair<NamedPerson, Strength>> first;
    for (const auto &each : std::as_const(all)) {
        const auto looks = looksOf(each.first.nick);
        for (const QString &look : looks) {
            const auto before = first.constFind(look);
            if (before == first.cend()) {
                first.insert(look, each);
            } else if (!isSamePerson(before->first, each.first).value_or(true)) {
                names.add(before->first, before->second);
            }
        }
    }
}

QString toldApart(const QString &name, const NamedPerson &person, const GuardedNames &names)
{
    const auto other = names.takenFor(person);
    if (!other) {
        return name;
    }
    return *other == person.nick
        //: A name in a room that two people have: %1 is that name, of the one who is less known there
        ? QCoreApplication::translate("natter::RoomNames", "%1 · another person").arg(name)
        //: A name in a room that can be taken for another's: %1 is that name, %2 the other
        : QCoreApplication::translate("natter::RoomNames", "%1 · not %2").arg(name, withVisibleControls(*other));
}

} // namespace natter
