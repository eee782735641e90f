// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/accounts.h"
#include "chat/conversations.h"

#include <QAbstractListModel>

namespace natter {

/// The conversations, newest first, as the chats list shows them.
class ChatListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        IdRole = Qt::UserRole, ///< ConversationId
        SummaryRole, ///< ChatSummary
        PreviewRole, ///< QString: one line
        TypingRole, ///< bool
        PresenceRole, ///< int: a Presence::Show, -1 if offline or unknown
        IsRoomLeftRole, ///< bool: a room that we do not want to be in any more
        AbsenceRole, ///< QString: why we are not in a room; empty while we are, or are only on the way
        NoticeRole, ///< QString: what waits in a room for the person to look at it, as RoomNotices::text()
    };

    ChatListModel(Conversations &conversations, Accounts &accounts);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QModelIndex indexOf(const ConversationId &id) const;
    QString displayName(const ConversationId &id) const;

private:
    void load();
    void update(const ChatSummary &chat);
    void touch(const ConversationId &id);
    void touchAccount(const Jid &account);
    void noteAbsence(const ConversationId &id);
    void followNotices(Room *room);
    QString noticeOf(const ConversationId &id) const;
    bool knowsRooms(Account &account) const;
    void touchRoom(const Jid &account, const Jid &room);
    void watch(Account *account);
    bool isBefore(const ConversationId &a, const ConversationId &b) const;

    Conversations &m_conversations;
    Accounts &m_accounts;
    QList<ConversationId> m_order;
    QHash<ConversationId, QString> m_absences; ///< of rooms: why we are not in
    QSet<Jid> m_restored; ///< accounts of which it is known what they want to be in
};

} // namespace natter
