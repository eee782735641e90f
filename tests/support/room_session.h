// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/bookmark_session.h"

#include "chat/history_backfill.h"
#include "chat/message_receiver.h"
#include "chat/outbox.h"
#include "chat/room_catch_up.h"
#include "chat/rooms.h"

#include <QSignalSpy>

namespace natter {

/// A session with rooms, for which the test answers. We are called "romeo" in them, unless it says otherwise.
struct RoomSession : BookmarkSession
{
    Preferences preferences { folder.filePath(QStringLiteral("settings.json")) };
    Rooms rooms { account, protocol, conversations, bookmarks, preferences };
    MessageReceiver receiver { account, protocol, conversations, store };
    Outbox outbox { account, protocol, conversations, store };
    HistoryBackfill history { account, protocol.archive(), receiver, store, clock };
    RoomCatchUp catchUp { rooms, history, receiver, store, clock };
    const Jid garden = room(QStringLiteral("garden"));
    const ConversationId inGarden { account, garden };
    QList<RoomNote> notes; ///< of the garden

    static QByteArray feature(const QByteArray &name) { return "<feature var='" + name + "'/>"; }
    static QByteArray withArchive() { return feature("urn:xmpp:mam:2"); }
    static QByteArray withIds() { return feature("urn:xmpp:occupant-id:0") + feature("urn:xmpp:sid:0"); }

    RoomSession();

    /// A session, as an account begins one, up to where the bookmarks are there.
    void goOnline();
    void goOffline();
    void wait(std::chrono::milliseconds time)
    {
        clock.advance(time);
        rooms.look();
        settle();
    }

    /// Takes the first request to that address with such a payload; null if there is none.
    Element takeRequest(const Jid &to, ElementName payload);
    /// Takes the first presence to that address or, if it is bare, to anybody there.
    std::optional<Presence> takePresence(const Jid &to);
    std::optional<Message> takeMessage(const Jid &to);
    static QByteArray text(const Jid &jid) { return jid.toString().toUtf8(); }
    void refuse(const Element &request, const QByteArray &condition, const QByteArray &type = "cancel");
    /// What the room is that was asked about; false if none was.
    bool describe(const Jid &address, const QByteArray &more = {});
    static QByteArray statuses(const QList<int> &codes);
    static QByteArray standing(const QByteArray &role = "participant", const QByteArray &affiliation = "none",
                               const QByteArray &more = {}, const QByteArray &children = {})
    {
        return "<item role='" + role + "' affiliation='" + affiliation + "' " + more + ">" + children + "</item>";
    }
    static QByteArray user(const QByteArray &content)
    {
        return "<x xmlns='http://jabber.org/protocol/muc#user'>" + content + "</x>";
    }
    static QByteArray occupantId(const QByteArray &id)
    {
        return "<occupant-id xmlns='urn:xmpp:occupant-id:0' id='" + id + "'/>";
    }
    QByteArray stanzaId(const QByteArray &id) const
    {
        return "<stanza-id xmlns='urn:xmpp:sid:0' id='" + id + "' by='" + text(garden) + "'/>";
    }
    static QByteArray delay(const QByteArray &from)
    {
        return "<delay xmlns='urn:xmpp:delay' from='" + from + "' stamp='2026-11-17T08:00:00Z'/>";
    }
    /// Somebody is there, or is otherwise now.
    void arrive(const Jid &address, const QByteArray &nick, const QByteArray &content = standing(),
                const QByteArray &more = {})
    {
        receive("<presence from='" + text(address) + '/' + nick + "'>" + user(content) + more + "</presence>");
    }
    void arrive(const QByteArray &nick, const QByteArray &content = standing(), const QByteArray &more = {})
    {
        arrive(garden, nick, content, more);
        settle();
    }
    void depart(const QByteArray &nick, const QByteArray &content = standing("none"), const QByteArray &more = {})
    {
        receive("<presence type='unavailable' from='" + text(garden) + '/' + nick + "'>" + user(content) + more
                + "</presence>");
        settle();
    }
    void refuseEntry(const QByteArray &condition, const QByteArray &type = "auth", const QByteArray &nick = "romeo");
    /// The garden lets us in, with somebody there already.
    void letIn(const QByteArray &content = standing() + "<status code='110'/>", const QByteArray &nick = "romeo",
               const QByteArray &more = {});
    void endHistory(const QByteArray &subject = {})
    {
        receive("<message type='groupchat' from='" + text(garden) + "'><subject>" + subject + "</subject></message>");
        settle();
    }
    /// Goes into the garden, up to the subject.
    Room &enter(const QByteArray &more = withIds(), const RoomWish &wish = {});
    /// Somebody says something to everybody.
    void say(const QByteArray &nick, const QByteArray &body, const QByteArray &id, const QByteArray &more = {})
    {
        hear(nick, "<body>" + body + "</body>" + more, id);
    }
    void hear(const QByteArray &nick, const QByteArray &children, const QByteArray &id);
    /// The next question to the garden's archive; null: it is not asked.
    Element archiveQuestion() { return takeRequest(garden, ArchiveQuery::name); }
    /// Answers it with these, each with the archive's id of it.
    void answerArchive(const Element &question, const QList<std::pair<QByteArray, QByteArray>> &messages);
    /// What is stored of the message with that id of its sender; without a row if nothing is.
    ChatMessage of(const QString &id, const ConversationId &conversation);
    ChatMessage of(const QString &id) { return of(id, inGarden); }
    QStringList said();
    QList<RoomNote::Kind> noted() const;
    /// What is stored of what the person knows of the garden.
    std::optional<RoomOpenness> openness() const { return conversations.summary(inGarden).treatment.openness; }
    /// The garden's archive has nothing for us, whatever it is asked; false if it is not asked.
    bool refuseArchive();
};

} // namespace natter
