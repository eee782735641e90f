// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/room_texts.h"

#include "base/log.h"
#include "base/text.h"
#include "models/presence_text.h"

#include <QCoreApplication>
#include <QLocale>

namespace natter {

using Kind = RoomProblem::Kind;

/// The context of the sentences for translators.
struct RoomTexts
{
    Q_DECLARE_TR_FUNCTIONS(natter::RoomTexts)
};

QString affiliationLabel(RoomAffiliation affiliation)
{
    switch (affiliation) {
    case RoomAffiliation::Owner:
        return RoomTexts::tr("owner");
    case RoomAffiliation::Admin:
        return RoomTexts::tr("admin");
    case RoomAffiliation::Member:
        return RoomTexts::tr("member");
    case RoomAffiliation::None:
    case RoomAffiliation::Outcast:
        break;
    }
    return {};
}

QString peopleText(int count)
{
    return count == 1 ? RoomTexts::tr("1 person")
                      : RoomTexts::tr("%1 people", nullptr, count).arg(QLocale().toString(count));
}

QString languageText(const QString &code)
{
    QLocale language(code.trimmed());
    if (code.trimmed().size() == 2) { // as it is spoken anywhere
        language = QLocale(language.language(), QLocale::World);
    }
    return language.language() == QLocale::C ? withVisibleControls(code.simplified()) : language.nativeLanguageName();
}

QString opennessText(bool isOpen)
{
    return isOpen ? RoomTexts::tr("anybody can join") : RoomTexts::tr("not everybody can join");
}

static QString roleText(RoomRole role)
{
    switch (role) {
    case RoomRole::Moderator:
        return RoomTexts::tr("moderator");
    case RoomRole::Visitor:
        return RoomTexts::tr("visitor");
    case RoomRole::Participant:
    case RoomRole::None:
        break;
    }
    return {};
}

QString spokenOccupant(const Occupant &occupant, const GuardedNames &names)
{
    QStringList parts { toldApart(withVisibleControls(occupant.nick), personOf(occupant), names),
                        affiliationLabel(occupant.affiliation), roleText(occupant.role) };
    for (const Hat &hat : occupant.hats) {
        parts << withVisibleControls(hat.title);
    }
    parts << presenceText(occupant.show) << withVisibleControls(occupant.status.simplified());
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

static QString name(const QString &nick) { return embedded(withVisibleControls(nick)); }

/// Without what others said about it.
static QString whatHappened(const RoomProblem &problem)
{
    const QString actor = problem.actor.isEmpty() ? QString() : name(problem.actor);
    switch (problem.kind) {
    case Kind::PasswordNeeded:
        return RoomTexts::tr("This room needs a password.");
    case Kind::PasswordWrong:
        return RoomTexts::tr("That is not the password of this room.");
    case Kind::Banned:
        return actor.isEmpty() ? RoomTexts::tr("You are banned from this room.")
                               : RoomTexts::tr("%1 banned you from this room.").arg(actor);
    case Kind::MembersOnly:
        return RoomTexts::tr("Only members may enter this room, and you are not one of them.");
    case Kind::Full:
        return RoomTexts::tr("This room is full.");
    case Kind::NickTaken:
        return RoomTexts::tr("Somebody in this room has your nickname. Choose another one.");
    case Kind::NickRefused:
        return RoomTexts::tr("This room does not accept your nickname. Choose another one.");
    case Kind::NotFound:
        return RoomTexts::tr("There is no such room.");
    case Kind::NotARoom:
        return RoomTexts::tr("There is no room at this address.");
    case Kind::Destroyed:
        return problem.alternative.isNull()
            ? RoomTexts::tr("This room was closed for good.")
            : RoomTexts::tr("This room was closed. It goes on as %1.").arg(problem.alternative.toString());
    case Kind::Kicked:
        return actor.isEmpty() ? RoomTexts::tr("You were removed from this room.")
                               : RoomTexts::tr("%1 removed you from this room.").arg(actor);
    case Kind::AffiliationLost:
        return RoomTexts::tr("You are no longer a member of this room, which only members may enter.");
    case Kind::Lost:
        return RoomTexts::tr("The room has lost you. You enter it again soon.");
    case Kind::Unreachable:
        return RoomTexts::tr("The room does not answer. It is tried again.");
    case Kind::Shutdown:
        return RoomTexts::tr("The room’s server stops. You enter the room again as soon as it is back.");
    case Kind::Other:
        break;
    }
    return RoomTexts::tr("You could not enter this room.");
}

QString problemText(const RoomProblem &problem)
{
    const QString reason = withVisibleControls(problem.reason.simplified());
    //: What a program says, and the reason that somebody gave for it, in their own words
    return reason.isEmpty() ? whatHappened(problem)
                            : RoomTexts::tr("%1 Reason: %2").arg(whatHappened(problem), embedded(reason));
}

/// With the reason, if there is one.
static QString because(const QString &sentence, const QString &reason)
{
    const QString said = withVisibleControls(reason.simplified());
    return said.isEmpty() ? sentence : sentence + QStringLiteral(": ") + embedded(said);
}

/// Somebody did that to somebody, or nobody knows who.
static QString doneText(const RoomNote &note, const QString &active, const QString &passive)
{
    return because(note.other.isEmpty() ? passive.arg(name(note.nick)) : active.arg(name(note.other), name(note.nick)),
                   note.text);
}

static QString subjectText(const RoomNote &note, bool isOurs)
{
    if (note.nick.isEmpty()) {
        return RoomTexts::tr("The subject has changed");
    }
    return isOurs ? RoomTexts::tr("You changed the subject")
                  : RoomTexts::tr("%1 changed the subject").arg(name(note.nick));
}

static QString roleChangeText(const RoomNote &note, bool isSelf)
{
    switch (note.role) {
    case RoomRole::Moderator:
        return isSelf ? RoomTexts::tr("You are a moderator now")
                      : RoomTexts::tr("%1 is a moderator now").arg(name(note.nick));
    case RoomRole::Participant:
        return isSelf ? RoomTexts::tr("You may speak now") : RoomTexts::tr("%1 may speak now").arg(name(note.nick));
    case RoomRole::Visitor:
        return isSelf ? RoomTexts::tr("You may only read now")
                      : RoomTexts::tr("%1 may only read now").arg(name(note.nick));
    case RoomRole::None:
        break;
    }
    return {};
}

static QString affiliationChangeText(const RoomNote &note, bool isSelf)
{
    switch (note.affiliation) {
    case RoomAffiliation::Owner:
        return isSelf ? RoomTexts::tr("You are an owner now")
                      : RoomTexts::tr("%1 is an owner now").arg(name(note.nick));
    case RoomAffiliation::Admin:
        return isSelf ? RoomTexts::tr("You are an admin now")
                      : RoomTexts::tr("%1 is an admin now").arg(name(note.nick));
    case RoomAffiliation::Member:
        return isSelf ? RoomTexts::tr("You are a member now")
                      : RoomTexts::tr("%1 is a member now").arg(name(note.nick));
    case RoomAffiliation::None:
        if (!isSelf && note.role == RoomRole::None) { // nobody tells what an absent person was before
            return RoomTexts::tr("%1 is neither a member nor banned now").arg(name(note.nick));
        }
        return isSelf ? RoomTexts::tr("You are no longer a member")
                      : RoomTexts::tr("%1 is no longer a member").arg(name(note.nick));
    case RoomAffiliation::Outcast:
        break;
    }
    return {};
}

/// With the reason that was given, where there is something to be said.
static QString changeText(const RoomNote &note, bool isSelf)
{
    const QString change =
        note.kind == RoomNote::Kind::RoleChanged ? roleChangeText(note, isSelf) : affiliationChangeText(note, isSelf);
    return change.isEmpty() ? change : because(change, note.text);
}

/// About what everybody in the room is told of it.
static QString settingText(RoomNote::Kind kind)
{
    switch (kind) {
    case RoomNote::Kind::Logged:
        return RoomTexts::tr("From now on the room keeps a record of what is said here.");
    case RoomNote::Kind::NotLogged:
        return RoomTexts::tr("The room no longer keeps a record of what is said here.");
    case RoomNote::Kind::NonAnonymous:
        return RoomTexts::tr("From now on everybody in this room sees your address.");
    case RoomNote::Kind::SemiAnonymous:
        return RoomTexts::tr("From now on only moderators of this room see your address.");
    case RoomNote::Kind::Configured:
        return RoomTexts::tr("The settings of this room have changed");
    default:
        return {};
    }
}

QString noteText(const RoomNote &note, const QString &self)
{
    const bool isOurs = !self.isEmpty() && note.other == self;
    switch (note.kind) {
    case RoomNote::Kind::Joined:
        return RoomTexts::tr("%1 joined").arg(name(note.nick));
    case RoomNote::Kind::Left:
        return RoomTexts::tr("%1 left").arg(name(note.nick));
    case RoomNote::Kind::Renamed:
        return note.other == self ? RoomTexts::tr("You are called %1 now").arg(name(note.other))
                                  : RoomTexts::tr("%1 is called %2 now").arg(name(note.nick), name(note.other));
    case RoomNote::Kind::Kicked:
        return isOurs ? because(RoomTexts::tr("You removed %1").arg(name(note.nick)), note.text)
                      : doneText(note, RoomTexts::tr("%1 removed %2"), RoomTexts::tr("%1 was removed"));
    case RoomNote::Kind::Banned:
        return isOurs ? because(RoomTexts::tr("You banned %1").arg(name(note.nick)), note.text)
                      : doneText(note, RoomTexts::tr("%1 banned %2"), RoomTexts::tr("%1 was banned"));
    case RoomNote::Kind::RoleChanged:
    case RoomNote::Kind::AffiliationChanged:
        return changeText(note, note.nick == self);
    case RoomNote::Kind::SubjectChanged:
        return because(subjectText(note, !self.isEmpty() && note.nick == self), note.text);
    case RoomNote::Kind::VoiceRequested:
        return note.other.isEmpty()
            ? RoomTexts::tr("%1 asks to be allowed to speak.").arg(name(note.nick))
            : RoomTexts::tr("%1 (%2) asks to be allowed to speak.").arg(name(note.nick), name(note.other));
    default:
        return settingText(note.kind);
    }
}

bool isWarning(const RoomNote &note)
{
    return note.kind == RoomNote::Kind::Logged || note.kind == RoomNote::Kind::NonAnonymous;
}

} // namespace natter
