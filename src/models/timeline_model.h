// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/conversations.h"

#include <QAbstractListModel>

namespace natter {

/// The messages of one conversation that are in memory, oldest first: at first the newest page, or those around one
/// that is to be seen, and then as many more on either side as the person scrolls.
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
    /// The same for newer ones.
    void loadNewer();
    /// Shows those around this one instead, whose row in the store it is; then comes showsMessage().
    void showAround(qint64 message);
    /// Shows the newest, if there are any that are not here.
    void showNewest();
    bool isAtBeginning() const { return m_atBeginning; }
    /// The newest message is here, and what arrives joins it.
    bool isAtEnd() const { return m_atEnd; }
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
    void showsMessage(qint64 message);
    /// The newest has been loaded: see isAtEnd().
    void reachedEnd();
    /// Somebody else's message just came in, and is the newest.
    void arrived(int row);

private:
    void apply(const MessageChange &change);
    void insertOlder(const QList<ChatMessage> &older);
    template <typename Take> void await(const QFuture<Result<QList<ChatMessage>>> &messages, Take take);
    void append(const QList<ChatMessage> &newer);
    void replace(const QList<ChatMessage> &messages);
    void stayHere();

    const ConversationId m_id;
    Conversations &m_conversations;
    QList<ChatMessage> m_messages;
    qint64 m_newLineAfter = 0;
    bool m_allSeen = true;
    bool m_loaded = false;
    bool m_loading = false;
    bool m_atBeginning = false;
    bool m_atEnd = true;
    int m_window = 0; ///< pages that were asked for before the last change of place do not count
};

} // namespace natter
