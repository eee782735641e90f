// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/store.h"

#include <algorithm>

namespace natter {

Store::Store(const QString &path)
    : m_database(path)
    , m_messages(m_database)
    , m_places(m_database)
    , m_roster(m_database)
    , m_certificates(m_database)
    , m_streams(m_database)
    , m_archive(m_database)
    , m_removals(m_database, m_messages)
    , m_imports(m_database, m_messages, m_archive)
    , m_reading(m_database)
    , m_later(m_database, m_messages)
    , m_bookmarks(m_database)
    , m_invitations(m_database)
{
}

Result<QString> Store::open()
{
    if (const auto opened = m_database.open(); !opened) {
        return tl::unexpected(opened.error());
    }
    return m_database.quarantined();
}

Result<QList<MessageChange>> Store::recordReceived(const Jid &account, const QList<ChatMessage> &messages,
                                                   const std::optional<quint32> &handled,
                                                   const std::optional<ArchiveStore::Place> &archivePlace)
{
    return m_database.inTransaction([&]() -> Result<QList<MessageChange>> {
        auto changes =
            m_messages.record(messages, archivePlace ? MessageStore::From::Archive : MessageStore::From::Live);
        if (changes && handled) {
            if (const auto counted = m_streams.setHandled(account, *handled); !counted) {
                return tl::unexpected(counted.error());
            }
        }
        if (changes && archivePlace) {
            if (const auto moved = m_archive.setPosition(account, *archivePlace); !moved) {
                return tl::unexpected(moved.error());
            }
        }
        return changes;
    });
}

/// The first that is stored; none if there is none.
static QList<ChatMessage> firstWithRow(const QList<ChatMessage> &messages)
{
    const auto first = std::find_if(messages.cbegin(), messages.cend(), [](const ChatMessage &message) {
        return message.purpose != ChatMessage::Purpose::Displayed;
    });
    return first == messages.cend() ? QList<ChatMessage>() : QList { *first };
}

Result<QList<MessageChange>> Store::recordBehindGap(const QList<ChatMessage> &messages,
                                                    const ArchiveStore::Place &place, const ArchiveGap &gap)
{
    return m_database.inTransaction([&]() -> Result<QList<MessageChange>> {
        // After a long absence what is known of the newest says nothing of what came before: it may be our own
        const auto known = gap.isGone ? m_messages.knowsAny(firstWithRow(messages)) : Result<bool>(false);
        if (known && !*known) {
            ArchiveGap opened = gap;
            const auto top = gap.older.isEmpty() ? Result<qint64>(0) : m_messages.leaveRoom();
            opened.top = top.value_or(0);
            if (const auto done = top ? m_archive.openGap(opened) : top; !done) {
                return tl::unexpected(done.error());
            }
        }
        return known ? recordReceived(gap.account, messages, std::nullopt, place) : tl::unexpected(known.error());
    });
}

Result<QList<MessageChange>> Store::beginArchive(const Jid &account, const QList<ChatMessage> &messages,
                                                 const ArchiveStore::Place &place, bool hasLast)
{
    return m_database.inTransaction([&]() -> Result<QList<MessageChange>> {
        if (const auto moved = m_archive.setPosition(account, place); !moved) {
            return tl::unexpected(moved.error());
        }
        if (place.id.isEmpty()) {
            return QList<MessageChange>();
        }
        ArchiveGap gap;
        gap.account = account;
        gap.newer = hasLast ? place.id : QString();
        gap.newerTime = place.time;
        const auto opened = m_archive.openGap(gap);
        const auto row = opened ? m_messages.rowBelowAll() : opened;
        return row ? m_messages.fillIn(messages, *row) : tl::unexpected(row.error());
    });
}

Result<QList<MessageChange>> Store::fillIn(const QList<ChatMessage> &messages, const Filling &filling)
{
    return m_database.inQuickTransaction([&]() -> Result<QList<MessageChange>> {
        const auto gap = m_archive.gap(filling.gap);
        if (!gap || !*gap) {
            return gap ? Result<QList<MessageChange>>() : tl::unexpected(gap.error());
        }
        const auto top = (*gap)->isBeforeAll() ? m_messages.rowBelowAll() : Result<qint64>((*gap)->top);
        const auto changes = top ? m_messages.fillIn(messages, *top) : tl::unexpected(top.error());
        if (!changes) {
            return changes;
        }
        // What else came of it was here before, and has rows elsewhere
        const auto isFilledIn = [&](const MessageChange &change) {
            return change.message.row <= *top && change.message.row > *top - messages.size();
        };
        const auto lowest = std::find_if(changes->cbegin(), changes->cend(), isFilledIn);
        const qint64 left = (*gap)->isBeforeAll() || lowest == changes->cend() ? (*gap)->top : lowest->message.row - 1;
        Result<> done =
            filling.reached.id.isEmpty() ? Result<>() : m_archive.narrowGap(filling.gap, filling.reached, left);
        if (done && filling.leaves == Filling::Leaves::Nothing) {
            done = m_archive.closeGap(filling.gap);
        } else if (done) {
            done = m_archive.setGone(filling.gap, filling.leaves == Filling::Leaves::NothingToBeHad);
        }
        return done ? changes : tl::unexpected(done.error());
    });
}

Result<ArchiveGap> Store::openRoomGap(const ConversationId &room, const QDateTime &now)
{
    return m_database.inTransaction([&]() -> Result<ArchiveGap> {
        const auto made = m_messages.ensureChat(room, ChatKind::Room);
        const auto open = made ? m_archive.gapAtEndOf(room) : tl::unexpected(made.error());
        if (open && *open) {
            const auto widened = m_archive.widenGap((*open)->id, now);
            const auto gap = widened ? m_archive.gap((*open)->id) : tl::unexpected(widened.error());
            return gap.map([](const std::optional<ArchiveGap> &found) { return *found; });
        }
        const auto last = open ? m_archive.lastPlace(room) : tl::unexpected(open.error());
        const auto top = last ? m_messages.leaveRoom() : tl::unexpected(last.error());
        if (!top) {
            return tl::unexpected(top.error());
        }
        ArchiveGap gap;
        gap.account = room.account;
        gap.room = room.peer;
        gap.older = last->id;
        gap.olderTime = last->time;
        gap.newerTime = now;
        gap.top = *top;
        const auto id = m_archive.openGap(gap);
        gap.id = id.value_or(0);
        const auto passed = id && gap.isHistory() ? m_reading.passHistory(room, gap.top) : Result<>();
        return id && passed ? Result<ArchiveGap>(gap) : tl::unexpected(id ? passed.error() : id.error());
    });
}

} // namespace natter
