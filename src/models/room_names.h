// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/jid.h"

#include <QHash>
#include <QList>

#include <optional>

namespace natter {

struct Occupant;
struct RoomNote;
class Room;
class TimelineModel;

/// What somebody in a room is called, and as far as it is known who that is.
struct NamedPerson
{
    QString nick;
    QString occupant {}; ///< as ChatMessage::occupant
    Jid address {}; ///< the real one

    friend bool operator==(const NamedPerson &, const NamedPerson &) = default;
};

NamedPerson personOf(const Occupant &occupant);
NamedPerson personOf(const RoomNote &note);
/// Nothing: nobody knows.
std::optional<bool> isSamePerson(const NamedPerson &a, const NamedPerson &b);

/// Names in a room that nobody else should be taken for, with those to whom they belong.
class GuardedNames
{
public:
    enum class Strength {
        Known, ///< that another is meant has to be known of both
        All, ///< whoever looks alike is another, unless it is known that they are not
        Disputed, ///< as Known, and nobody can say whose it is: all who have it are told apart
    };

    /// Names that belong to somebody already, or are taken for one that does, stay theirs.
    void add(const NamedPerson &person, Strength strength = Strength::All);
    bool isEmpty() const { return m_owners.isEmpty(); }
    /// What somebody is called whom that person can be taken for though they are another, or have the same name as;
    /// nothing: nobody.
    std::optional<QString> takenFor(const NamedPerson &person) const;

    friend bool operator==(const GuardedNames &, const GuardedNames &) = default;

private:
    struct Owner
    {
        NamedPerson person;
        Strength strength = Strength::All;

        friend bool operator==(const Owner &, const Owner &) = default;
    };
    QHash<QString, Owner> m_owners; ///< by each of the skeletonsOf() the name
};

/// We, and those who run the room, whether they are there or were in this run: who looks like them may want to.
GuardedNames guardedNames(const Room &room);

/// Those who said something, each once, the first of them first, where it is known who they are.
QList<NamedPerson> speakersIn(const TimelineModel &model);

/// Guards the names of those who spoke where another has one that is alike: it belongs to whoever is there and is
/// something to the room, else to nobody, as the first of those that are here need not be the first of all.
void guardSpeakers(GuardedNames &names, const QList<NamedPerson> &speakers, const Room *room);

/// `name`, which is that of the person as it is shown, with whom they are not if they can be taken for that one.
QString toldApart(const QString &name, const NamedPerson &person, const GuardedNames &names);

} // namespace natter
