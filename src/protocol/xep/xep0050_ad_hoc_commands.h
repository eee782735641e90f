// XEP-0050: Ad-Hoc Commands, version 1.3.0
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/xep/xep0030_service_discovery.h"

namespace natter {

/// One stage of a command: what we want done, or what came of that.
struct CommandStage
{
    enum class Action { Execute, Previous, Next, Complete, Cancel };
    enum class Status { Executing, Completed, Cancelled };
    struct Note
    {
        enum class Kind { Information, Warning, Problem };

        Kind kind = Kind::Information;
        QString text;

        friend bool operator==(const Note &, const Note &) = default;
    };

    static constexpr ElementName name { u"http://jabber.org/protocol/commands", u"command" };

    QString node; ///< which command
    QString session {}; ///< the responder's name for this execution of it; empty: it begins
    Action action = Action::Execute; ///< of a request
    std::optional<Status> status {}; ///< of an answer
    QList<Action> allowed {}; ///< in an answer, beside cancelling; none: what is filled in completes it (3.4)
    Action usual =
        Action::Complete; ///< in an answer: what happens without a choice; one of `allowed`, if there are any
    QList<Note> notes {}; ///< at most limits::commandNotes
    std::optional<DataForm> form {};

    static std::optional<CommandStage> read(const Element &element);
    Element write() const;

    friend bool operator==(const CommandStage &, const CommandStage &) = default;
};

/// A command that somebody offers.
struct OfferedCommand
{
    Jid address; ///< of who performs it
    QString node;
    QString label;

    friend bool operator==(const OfferedCommand &, const OfferedCommand &) = default;
};

/// Gives commands to rooms and servers. We take none ourselves.
class AdHocCommands : public Extension
{
public:
    AdHocCommands(StanzaChannel &channel, ServiceDiscovery &discovery) : m_channel(channel), m_discovery(discovery) { }

    /// What that entity offers us (2.2); the answer is for offeredCommands().
    QFuture<Result<Iq>> list(const Jid &entity);
    /// Performs a stage of a command (2.4); the answer has the next one.
    QFuture<Result<Iq>> perform(const Jid &entity, const CommandStage &stage);

private:
    StanzaChannel &m_channel;
    ServiceDiscovery &m_discovery;
};

/// Those that the answer to AdHocCommands::list() has, at most limits::commands; none if it has no list.
QList<OfferedCommand> offeredCommands(const Result<Iq> &answer);

} // namespace natter
