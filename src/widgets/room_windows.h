// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chat_services.h"
#include "models/command_model.h"

#include <QObject>

class QWidget;

namespace natter {

class Dialogs;

/// Opens the dialogs about rooms, from wherever they are asked for.
class RoomWindows : public QObject
{
    Q_OBJECT

public:
    /// They stand before `window`, to which this belongs.
    RoomWindows(const ChatServices &services, Dialogs &dialogs, QWidget *window);

    /// As `account`, unless the person chooses another.
    void join(const Jid &account);
    /// Shows what that room is, before one goes in.
    void lookAt(const ConversationId &room, const Secret &password = {});
    void create(const Jid &account, const Jid &address = {});
    // These do nothing where we are not in the room.
    void showInfo(const ConversationId &id);
    void invite(const ConversationId &id);
    void showPeople(const ConversationId &id);
    void configure(const ConversationId &id);
    void changePicture(const ConversationId &id);
    void changeSubject(const ConversationId &id);
    void changeNick(const ConversationId &id);
    void destroyRoom(const ConversationId &id);
    void showCommands(const ConversationId &id);
    void leave(const ConversationId &id);

    /// What rooms, and those in them, look like.
    Faces &faces() { return m_services.accounts.faces(); }
    /// The account that knows the room, else the other one.
    Jid accountIn(const Jid &room, const Jid &otherwise) const;
    /// What can be done with a room by who we are there, for menus and searches; nothing if it is none.
    QList<Command> commands(const ConversationId &id);

Q_SIGNALS:
    void conversationWanted(const natter::ConversationId &id);
    void linkActivated(const QString &link);

private:
    Account *account(const ConversationId &id) const;
    Room *room(const ConversationId &id) const; ///< null if we do not even want to be in
    QList<Command> commandsOutside(const ConversationId &id);

    ChatServices m_services;
    Dialogs &m_dialogs;
    QWidget *m_window;
};

} // namespace natter
