// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chat_command.h"
#include "models/chat_services.h"

#include <QObject>

namespace natter {

class ComposerCommands;

/// The commands of rooms, in words that many know from other programs: who one is there, what it is about, who comes
/// and goes. Joining one is offered everywhere.
class RoomCommands : public QObject
{
    Q_OBJECT

public:
    /// Offers them with the commands of a composer, to which this belongs.
    RoomCommands(const ChatServices &services, ComposerCommands &commands);

Q_SIGNALS:
    void conversationWanted(const natter::ConversationId &id);

private:
    using Run = QString (RoomCommands::*)(const ConversationId &id, const QString &argument);

    QList<ChatCommand> all(const ConversationId &id);
    ChatCommand command(const ConversationId &id, const QString &name, const QString &arguments,
                        const QString &description, Run run);
    QString join(const ConversationId &id, const QString &argument);
    QString part(const ConversationId &id, const QString &argument);
    QString changeNick(const ConversationId &id, const QString &nick);
    QString changeTopic(const ConversationId &id, const QString &topic);
    QString invite(const ConversationId &id, const QString &argument);
    QString kick(const ConversationId &id, const QString &argument);
    QString ban(const ConversationId &id, const QString &argument);
    QString message(const ConversationId &id, const QString &argument);
    template <typename Answer>
    void tell(const ConversationId &id, const QString &written, const QFuture<Answer> &answer,
              const QString &done = {});
    Room *room(const ConversationId &id) const; ///< that we are in
    static QString notInText();
    static QString nobodyText(const QString &argument);

    ChatServices m_services;
    ComposerCommands &m_commands;
};

} // namespace natter
