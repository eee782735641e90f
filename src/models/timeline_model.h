// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/conversations.h"

#include <QAbstractListModel>

namespace natter {

/// The messages of one conversation that are in memory, oldest first: the newest page, and older ones as the person
/// scrolls up.
class TimelineModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { MessageRole = Qt::UserRole };

    TimelineModel(const ConversationId &id, Conversations &conversations);

    const ConversationId &id() const { return m_id; }
    const ChatMessage &message(int row) const { return m_messages[row]; }
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

    /// Fetches one more page of older messages, unless that is under way or there are none.
    void loadOlder();
    bool isAtBeginning() const { return m_atBeginning; }
    bool isLoaded() const { return m_loaded; }
    /// The store's row of the last message that had been read when reading began; 0: all of them were.
    qint64 newLineAfter() const { return m_newLineAfter; }
    void forgetNewLine();
    /// All that is here has been in sight; the line stays where it is, for orientation.
    void noteSeen() { m_allSeen = true; }
    /// This message came in while nobody looked: the first such is where the line goes.
    void noteUnseen(int row);
    qint64 lastRow() const { return m_messages.isEmpty() ? 0 : m_messages.last().row; }

Q_SIGNALS:
    /// The first page is in.
    void loaded();
    void newLineMoved();
    /// Somebody else's message just came in, and is the newest.
    void arrived(int row);

private:
    void apply(const MessageChange &change);
    void insertOlder(const QList<ChatMessage> &older);

    const ConversationId m_id;
    Conversations &m_conversations;
    QList<ChatMessage> m_messages;
    qint64 m_newLineAfter = 0;
    bool m_allSeen = true;
    bool m_loaded = false;
    bool m_loading = false;
    bool m_atBeginning = false;
};

} // namespace natter
