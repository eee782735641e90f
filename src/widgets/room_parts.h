// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chat_services.h"
#include "models/room_names.h"
#include "models/timeline_model.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QTimer>

#include <memory>

class QMenu;

namespace natter {

class Composer;
class NameHeader;
class NickCompletion;
class OccupantMenu;
class RoomBanner;
class SlowModeLine;
class TimelineView;

/// What a conversation has besides where it is with a room, or with somebody in one: its header, what the room has to
/// say about itself, who comes and goes, nicknames to be written, and what can be done with people.
class RoomParts : public QObject
{
    Q_OBJECT

public:
    /// What of the conversation they are parts of.
    struct Place
    {
        NameHeader &header;
        TimelineView &timeline;
        Composer &composer;
    };

    /// Belongs to `window`.
    RoomParts(const ChatServices &services, const Place &place, QWidget *window);

    /// Stands above the messages, for whoever lays it out.
    QWidget *banner() const;
    /// Stands above the composer.
    QWidget *slowLine() const;
    /// The focus goes to where the room's password is to be typed; false if it asks for none.
    bool focusPassword();
    /// Null: nothing is open.
    void open(const ConversationId &id, TimelineModel *model);
    /// Shows what the conversation is with; false if that is a person as such.
    bool updateHeader();
    Room *room() const { return m_room; } ///< null if it is with no room, or we are not to be in it
    OccupantMenu &people() { return *m_people; }
    /// Who has the name of whom it is with, if that is not who we said something to last or, before we did, who has
    /// said the last words there; where people have ids (XEP-0421). Empty: nobody else, as far as is known.
    QString successor() const;
    /// Why nobody in the room would get what is written now, unless something happens first: the person has to do it,
    /// or somebody there. Empty: they would, or will by themselves.
    QString whyUnheard() const;
    /// Somebody in the room has that in their name as a word of its own.
    bool isInName(const QString &word) const;
    /// What can be done with a message of a room, or its sender.
    void addActions(QMenu &menu, const ChatMessage &message);

Q_SIGNALS:
    void conversationWanted(const natter::ConversationId &id);
    /// The room is to be configured.
    void configurationWanted(const natter::ConversationId &room);
    void failed(const natter::Error &error);
    /// Who in that room can be taken for another is another now.
    void namesGuarded(const natter::ConversationId &room, const natter::GuardedNames &names);

private:
    void watch(Account *account);
    void follow(Room *room);
    void updateRoom();
    void updatePrivate();
    void updateNames();
    void updateNamesSoon();
    QString shownNick(const QString &nick) const;
    QString placeholder() const;
    QStringList nicksFor(const QString &beginning) const;
    QStringList recentSpeakers() const;
    bool isAround(const Room *room) const;
    Room *roomAround() const;
    bool isConnected() const;
    Account *account() const;

    ChatServices m_services;
    Place m_place;
    ConversationId m_id;
    TimelineModel *m_model = nullptr;
    std::unique_ptr<QObject> m_rows; ///< as long as it lives, it is followed which messages are there
    QTimer m_namesSoon;
    QElapsedTimer m_sinceNames;
    GuardedNames m_guarded;
    QPointer<Room> m_room;
    RoomBanner *m_banner;
    SlowModeLine *m_slow;
    NickCompletion *m_completion;
    OccupantMenu *m_people;
};

} // namespace natter
