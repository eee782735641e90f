// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/room_commands.h"

#include "base/future.h"
#include "base/log.h"
#include "base/text.h"
#include "models/nick_matches.h"
#include "stanza/xmpp_uri.h"
#include "widgets/composer_commands.h"
#include "widgets/room_text.h"

namespace natter {

using Argument = ChatCommand::Argument;

RoomCommands::RoomCommands(const ChatServices &services, ComposerCommands &commands)
    : QObject(&commands)
    , m_services(services)
    , m_commands(commands)
{
    commands.addSource([this](const ConversationId &id) { return all(id); });
}

/// With what stands behind it in square brackets, if it need not.
ChatCommand RoomCommands::command(const ConversationId &id, const QString &name, const QString &arguments,
                                  const QString &description, Run run)
{
    const Argument argument = arguments.isEmpty() ? Argument::None
        : arguments.startsWith(u'[')              ? Argument::Optional
                                                  : Argument::Needed;
    return { name,     arguments, description,
             argument, {},        [this, id, run](const QString &text) -> QString {
                return (this->*run)(id, text); } };
}

QList<ChatCommand> RoomCommands::all(const ConversationId &id)
{
    QList<ChatCommand> commands { command(id, QStringLiteral("join"), tr("ADDRESS"), tr("Enters a room"),
                                          &RoomCommands::join) };
    if (m_services.conversations.summary(id).kind == ChatKind::Room) {
        commands << command(id, QStringLiteral("nick"), tr("NICKNAME"), tr("Changes what you are called in this room"),
                            &RoomCommands::changeNick);
        commands << command(id, QStringLiteral("topic"), tr("[TEXT]"),
                            tr("Shows the subject of this room, or changes it"), &RoomCommands::changeTopic);
        commands << command(id, QStringLiteral("msg"), tr("NICKNAME [TEXT]"),
                            tr("Writes to somebody in this room alone"), &RoomCommands::message);
        commands << command(id, QStringLiteral("invite"), tr("ADDRESS [REASON]"), tr("Invites somebody into this room"),
                            &RoomCommands::invite);
        commands << command(id, QStringLiteral("kick"), tr("NICKNAME [REASON]"), tr("Removes somebody from this room"),
                            &RoomCommands::kick);
        commands << command(id, QStringLiteral("ban"), tr("NICKNAME [REASON]"),
                            tr("Removes somebody from this room, for as long as they are not allowed back"),
                            &RoomCommands::ban);
        commands << command(id, QStringLiteral("part"), {}, tr("Leaves this room"), &RoomCommands::part);
    }
    return commands;
}

Room *RoomCommands::room(const ConversationId &id) const
{
    Account *account = m_services.accounts.find(id.account);
    Room *room = account ? account->rooms().find(id.peer) : nullptr;
    return room && room->isIn() ? room : nullptr;
}

QString RoomCommands::notInText() { return tr("You are not in this room."); }

QString RoomCommands::nobodyText(const QString &argument)
{
    return tr("Nobody in this room is called “%1”.").arg(embedded(withVisibleControls(argument.section(u' ', 0, 0))));
}

/// What comes of it, if there is something to say; what was written comes back if it was refused.
template <typename Answer>
void RoomCommands::tell(const ConversationId &id, const QString &written, const QFuture<Answer> &answer,
                        const QString &done)
{
    whenDone(answer, this, [this, id, written, done](const Answer &result) {
        if (!result) {
            m_commands.giveBack(id, written, roomErrorText(result.error()));
        } else if (!done.isEmpty()) {
            m_commands.report(id, done);
        }
    });
}

/// Without a server, one beside this room.
QString RoomCommands::join(const ConversationId &id, const QString &argument)
{
    Account *account = m_services.accounts.find(id.account);
    const bool isBeside = !argument.contains(u'@') && m_services.conversations.summary(id).kind == ChatKind::Room;
    const QString written = isBeside ? QString(argument + u'@' + id.peer.domain()) : argument;
    const Jid address = enteredAddress(written).value_or(Jid()).bare();
    if (!account || !address.hasLocal()) {
        return tr("“%1” is not the address of a room. It looks like room@server.").arg(embedded(argument));
    }
    account->rooms().join(address);
    Q_EMIT conversationWanted({ id.account, address });
    return {};
}

QString RoomCommands::part(const ConversationId &id, const QString &)
{
    if (Account *account = m_services.accounts.find(id.account)) {
        account->rooms().leave(id.peer);
    }
    return {};
}

QString RoomCommands::changeNick(const ConversationId &id, const QString &nick)
{
    Room *room = this->room(id);
    if (!room) {
        return notInText();
    }
    whenDone(room->changeNick(nick), this, [this, id, nick](const Result<> &done) {
        if (!done) {
            m_commands.giveBack(id, QStringLiteral("/nick ") + nick, nickErrorText(done.error()));
        }
    });
    return {};
}

QString RoomCommands::changeTopic(const ConversationId &id, const QString &topic)
{
    Room *room = this->room(id);
    if (!room) {
        return notInText();
    }
    if (!topic.isEmpty()) {
        tell(id, QStringLiteral("/topic ") + topic, room->changeSubject(topic));
    } else {
        const QString subject = withVisibleControls(room->subject().simplified());
        m_commands.report(id, subject.isEmpty() ? tr("This room has no subject.") : embedded(subject));
    }
    return {};
}

QString RoomCommands::invite(const ConversationId &id, const QString &argument)
{
    Room *room = this->room(id);
    if (!room) {
        return notInText();
    }
    const QString written = argument.section(u' ', 0, 0);
    const Jid person = enteredAddress(written).value_or(Jid()).bare();
    if (!person.hasLocal()) {
        return tr("“%1” is not an address. An address looks like name@server.").arg(embedded(written));
    }
    tell(id, QStringLiteral("/invite ") + argument, room->invite({ person }, argument.section(u' ', 1).trimmed()),
         tr("%1 was invited.").arg(person.toString()));
    return {};
}

/// There is no question: whoever writes it knows what they do.
QString RoomCommands::kick(const ConversationId &id, const QString &argument)
{
    Room *room = this->room(id);
    const auto who = room ? nickAtStart(argument, room->occupants()) : std::nullopt;
    if (!who) {
        return room ? nobodyText(argument) : notInText();
    }
    tell(id, QStringLiteral("/kick ") + argument, room->setRole(who->nick, RoomRole::None, who->rest));
    return {};
}

QString RoomCommands::ban(const ConversationId &id, const QString &argument)
{
    Room *room = this->room(id);
    const auto who = room ? nickAtStart(argument, room->occupants()) : std::nullopt;
    const Occupant *occupant = who ? room->occupant(who->nick) : nullptr;
    if (!occupant) {
        return room ? nobodyText(argument) : notInText();
    }
    if (occupant->jid.isNull()) {
        return tr("The room does not tell you the address of %1, so you cannot ban them.")
            .arg(embedded(withVisibleControls(who->nick)));
    }
    tell(id, QStringLiteral("/ban ") + argument,
         room->setAffiliation(occupant->jid.bare(), RoomAffiliation::Outcast, who->rest));
    return {};
}

/// What is written behind the nickname goes out at once, as it would in other programs.
QString RoomCommands::message(const ConversationId &id, const QString &argument)
{
    Room *room = this->room(id);
    const auto who = room ? nickAtStart(argument, room->occupants()) : std::nullopt;
    if (!who) {
        return room ? nobodyText(argument) : notInText();
    }
    const ConversationId alone { id.account, id.peer.withResource(who->nick) };
    if (!who->rest.isEmpty()) {
        tell(id, QStringLiteral("/msg ") + argument,
             m_services.accounts.find(id.account)->outbox().send(alone.peer, who->rest));
    }
    Q_EMIT conversationWanted(alone);
    return {};
}

} // namespace natter
