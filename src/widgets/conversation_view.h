// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chat_command.h"
#include "models/chat_services.h"
#include "models/command_model.h"
#include "models/room_names.h"
#include "models/timeline_model.h"

#include <QTimer>
#include <QWidget>

#include <functional>
#include <memory>

class QPushButton;
class QToolButton;

namespace natter {

class ChoiceBar;
class Composer;
class ComposerCommands;
class ComposerTools;
class Dialogs;
class MessageEditing;
class MessageMenu;
class MessageReacting;
class NameHeader;
class NewMessagesButton;
class NoticeBar;
class RoomParts;
class SendingLater;
class TimelineView;
class UsualCommands;
class ChatSearchBar;

/// One conversation: who it is with, what was said, and where the next message is written.
class ConversationView : public QWidget
{
    Q_OBJECT

public:
    ConversationView(const ChatServices &services, Dialogs &dialogs, QWidget *parent = nullptr);
    ~ConversationView() override;

    void open(const ConversationId &id);
    void close();
    /// What is written is kept, as is done by itself soon after each key.
    void saveDraft();
    const ConversationId &id() const { return m_id; }
    bool isOpen() const { return !m_id.isNull(); }
    void focusComposer();
    void focusTimeline();
    bool isTimelineFocused() const;
    /// Reading continues: marks as read what is on screen, if the window is in front.
    void noteSeen();
    /// Whether what arrives is in sight of the person.
    bool seesNewest() const;
    /// Somebody suggests what to write: that is never sent by itself, and never in the place of what was typed.
    void propose(const QString &text);
    /// The person wants this written here, to be looked at before it is sent.
    void insert(const QString &text);
    /// Goes to the message with that row in the store.
    void showMessage(qint64 message);
    /// Asks to which day to go.
    void askForDate();
    void setBackVisible(bool visible);
    void setDetailsChecked(bool checked);
    /// What can be done with whoever is called that in the room.
    void showOccupantMenu(const QString &nick, const QPoint &globalPosition);
    /// It has a window of its own already.
    void setOwnWindow();
    /// What its menu offers of a room.
    using CommandsOfRoom = std::function<QList<Command>(const ConversationId &room)>;
    void setRoomCommands(const CommandsOfRoom &commands) { m_roomCommands = commands; }

Q_SIGNALS:
    void linkActivated(const QString &link);
    /// To somebody else, who is to be asked for.
    void forwardRequested(const QList<natter::ChatMessage> &messages);
    void detailsToggled(bool visible);
    void backRequested();
    void windowRequested(const natter::ConversationId &id);
    /// Another one is to be opened: with somebody in this room, or another room.
    void conversationWanted(const natter::ConversationId &id);
    /// The room is to be configured.
    void configurationWanted(const natter::ConversationId &room);
    void namesGuarded(const natter::ConversationId &room, const natter::GuardedNames &names); ///< as of RoomParts
    void closed();

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void build();
    void followTimeline();
    void followCommands();
    void followRoom();
    void watch(Account *account);
    void updateHeader();
    void updateMissing();
    void updateLook();
    void applyPreferences();
    /// With a hint, the text is hidden behind it.
    void send(const WrittenMessage &written);
    bool isUnheard();
    bool isMeantStill(const ChatMessage &message);
    bool isMeantForWhoIsThere(const WrittenMessage &written);
    void takeBack(const QString &text);
    void followChoice();
    void followNews();
    void noteCatchingUp();
    void goToNews();
    void showQuoted(const ChatMessage &answer);
    void jump();
    void goTo(qint64 message);
    void complain(const Error &error);
    void stopComplaining();
    void takeDraft(const Draft &draft);
    void updateJump();
    void showMenu();
    void placeJump();
    void addMessageShortcuts();
    std::optional<ChatMessage> messageMeant() const;
    QPoint placeOf(const ChatMessage &message) const;
    Account *account() const;

    ChatServices m_services;
    Dialogs &m_dialogs;
    ConversationId m_id;
    std::unique_ptr<TimelineModel> m_model;
    CommandsOfRoom m_roomCommands;
    bool m_ownWindow = false;
    QToolButton *m_back;
    NameHeader *m_header;
    QToolButton *m_find;
    QToolButton *m_details;
    QToolButton *m_menu;
    NoticeBar *m_notice;
    TimelineView *m_timeline;
    QWidget *m_writing; ///< the composer, and what stands above it; hidden while messages are chosen
    Composer *m_composer;
    ComposerTools *m_tools;
    ComposerCommands *m_commands;
    UsualCommands *m_usual;
    MessageEditing *m_editing;
    MessageReacting *m_reacting;
    MessageMenu *m_messageMenu;
    SendingLater *m_later;
    QPushButton *m_jump;
    NewMessagesButton *m_news;
    ChatSearchBar *m_search;
    ChoiceBar *m_choice;
    RoomParts *m_room = nullptr;
    QString m_meant; ///< who has somebody's name by now, and is to get what is written to that all the same
    QList<qint64> m_cameFrom; ///< answers whose quotations were gone to, the latest last
    QTimer m_saveDraft;
    QString m_complaint; ///< what the notice says, until the person writes on
    bool m_edited = false; ///< the composer's text is newer than the draft that is stored
};

} // namespace natter
