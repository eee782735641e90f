// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/conversations.h"
#include "domain/archive_gap.h"
#include "models/room_events.h"

#include <QAbstractListModel>
#include <QPointer>
#include <QSet>

#include <optional>

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

    /// Something between two messages that is still on the server, or was.
    struct MissingPart
    {
        enum class State { Open, Filling, Gone };

        qint64 gap = 0;
        bool isBeforeAll = false; ///< that was ever said
        State state = State::Open;

        friend bool operator==(const MissingPart &, const MissingPart &) = default;
    };
    /// What is missing of the account's archive and of those of its rooms, the newest first, and which of it is being
    /// fetched. A room has what is missing of its own, every other conversation what is missing of the account's.
    void setGaps(const QList<ArchiveGap> &gaps, const QSet<qint64> &filling);
    /// What is missing before this row,
    std::optional<MissingPart> missingAbove(int row) const;
    /// before this message, by its row in the store,
    std::optional<MissingPart> missingBefore(qint64 message) const;
    /// and behind the last.
    std::optional<MissingPart> missingAtEnd() const;
    /// Of the room that it is; null: it is none, or we are not to be in it.
    void setEvents(const RoomEvents *events);
    const RoomEvents *events() const { return m_events; }
    /// Whoever looks follows what arrives, rather than reading something older.
    void setFollowed(bool followed) { m_followed = followed; }
    /// These rows are looked at: what is far from them is forgotten if it is much, and loaded again when it is needed.
    void keepAround(int first, int last);

    /// The store's row of the last message that had been read when reading began, if not all of them were; 0: none
    /// but those from before the account came here.
    std::optional<qint64> newLineAfter() const { return m_newLineAfter; }
    /// How many messages of others have come behind it, until they were in sight.
    int newCount() const { return m_newCount; }
    void forgetNewLine();
    /// What was missed is coming in from an archive, in whatever order: until that is over, it is not seen at once.
    void setCatchingUp(bool catchingUp) { m_catchingUp = catchingUp; }
    bool isCatchingUp() const { return m_catchingUp; }
    /// All that is here has been in sight; the line stays where it is, for orientation.
    void noteSeen() { m_allSeen = m_allSeen || !m_catchingUp; }
    /// This message came in while nobody looked, or was missed: the first such is where the line goes.
    void noteUnseen(int row);
    qint64 lastRow() const { return m_messages.isEmpty() ? 0 : m_messages.last().row; }

Q_SIGNALS:
    /// The first page is in.
    void loaded();
    /// The line before what is new, or what is missing or has happened somewhere, is another.
    void separatorsMoved();
    void showsMessage(qint64 message);
    /// The newest has been loaded: see isAtEnd().
    void reachedEnd();
    /// Somebody else's message just came in, and is the newest.
    void arrived(int row);

private:
    void apply(const MessageChange &change);
    void takeArrived();
    void applyToQuotes(const MessageChange &change);
    void noteDisplayed(qint64 upTo);
    void fillIn(const QList<ChatMessage> &messages);
    void noteFilledIn(int row, const QList<ChatMessage> &messages);
    void remove(const QList<qint64> &messages);
    void beginAnew();
    void applyOlder();
    void insert(int row, const QList<ChatMessage> &messages);
    int placeOf(qint64 message) const;
    QList<std::pair<qint64, MissingPart>> missingParts() const;
    MissingPart partOf(const ArchiveGap &gap, bool isFirst) const;
    void forget(int first, int last);
    void insertOlder(const QList<ChatMessage> &older);
    template <typename Take> void await(const QFuture<Result<QList<ChatMessage>>> &messages, Take take);
    void append(const QList<ChatMessage> &newer);
    void replace(const QList<ChatMessage> &messages);
    void stayHere();

    const ConversationId m_id;
    Conversations &m_conversations;
    QList<ChatMessage> m_messages;
    QList<ChatMessage> m_arriving; ///< together, behind the last
    std::optional<qint64> m_newLineAfter;
    int m_newCount = 0;
    bool m_countMoved = false; ///< which is not told yet
    bool m_allSeen = true;
    bool m_catchingUp = false;
    bool m_loaded = false;
    bool m_loading = false;
    bool m_atBeginning = false;
    bool m_atEnd = true;
    bool m_followed = true;
    QList<ArchiveGap> m_gaps;
    QSet<qint64> m_filling;
    QPointer<const RoomEvents> m_events;
    int m_window = 0; ///< pages that were asked for before the last change of place do not count
};

} // namespace natter
