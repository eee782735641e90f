// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/worker_thread.h"
#include "store/archive_store.h"
#include "store/bookmark_store.h"
#include "store/certificate_store.h"
#include "store/import_store.h"
#include "store/invitation_store.h"
#include "store/later_store.h"
#include "store/message_places.h"
#include "store/message_store.h"
#include "store/removal_store.h"
#include "store/roster_store.h"
#include "store/stream_store.h"

namespace natter {

/// Everything a profile keeps in its database. Made, used and destroyed on the store thread.
class Store
{
public:
    explicit Store(const QString &path);

    /// See Database::open(). The text is the name of a damaged file that was moved aside, else empty.
    Result<QString> open();

    MessageStore &messages() { return m_messages; }
    MessagePlaces &places() { return m_places; }
    RosterStore &roster() { return m_roster; }
    CertificateStore &certificates() { return m_certificates; }
    StreamStore &streams() { return m_streams; }
    ArchiveStore &archive() { return m_archive; }
    RemovalStore &removals() { return m_removals; }
    ImportStore &imports() { return m_imports; }
    ReadingStore &reading() { return m_reading; }
    LaterStore &later() { return m_later; }
    BookmarkStore &bookmarks() { return m_bookmarks; }
    InvitationStore &invitations() { return m_invitations; }

    /// Runs `work` in one transaction: all of it is stored, or nothing.
    template <typename Work> auto atOnce(Work work) -> decltype(work()) { return m_database.inTransaction(work); }

    /// Stores what was received together with how far the account's stream was handled then, and with the place in
    /// its archive that is reached (ArchiveStore::setPosition()), if those are known.
    Result<QList<MessageChange>> recordReceived(const Jid &account, const QList<ChatMessage> &messages,
                                                const std::optional<quint32> &handled,
                                                const std::optional<ArchiveStore::Place> &archivePlace = {});

    /// The same for a page of the archive that does not follow what is here: `gap`, of which only the sides matter, is
    /// opened before it; before all if it has no older side. If `gap` is gone, a known first message shows that the
    /// page follows after all.
    Result<QList<MessageChange>> recordBehindGap(const QList<ChatMessage> &messages, const ArchiveStore::Place &place,
                                                 const ArchiveGap &gap);

    /// The archive's last message, where its account is new here: all before it is a gap, and unless it `hasLast`, that
    /// message as well.
    Result<QList<MessageChange>> beginArchive(const Jid &account, const QList<ChatMessage> &messages,
                                              const ArchiveStore::Place &place, bool hasLast = true);

    /// We are in a room, which has an archive, since `now`: what was said there behind the last message that is known
    /// here is a gap, or belongs to the one that is still open at the end. What comes live is to be recorded later.
    Result<ArchiveGap> openRoomGap(const ConversationId &room, const QDateTime &now);

    /// How much of a gap a page has filled.
    struct Filling
    {
        enum class Leaves { Some, Nothing, NothingToBeHad };

        qint64 gap = 0;
        ArchiveStore::Place reached; ///< the oldest of the page, whether it is to be shown or not
        Leaves leaves = Leaves::Some;
    };
    /// Stores what was missing, the newest part of a gap. Nothing happens if that is closed by now. A power cut may
    /// take it, with the narrowing of the gap: it is fetched again then.
    Result<QList<MessageChange>> fillIn(const QList<ChatMessage> &messages, const Filling &filling);

private:
    Database m_database;
    MessageStore m_messages;
    MessagePlaces m_places;
    RosterStore m_roster;
    CertificateStore m_certificates;
    StreamStore m_streams;
    ArchiveStore m_archive;
    RemovalStore m_removals;
    ImportStore m_imports;
    ReadingStore m_reading;
    LaterStore m_later;
    BookmarkStore m_bookmarks;
    InvitationStore m_invitations;
};

using StoreThread = WorkerThread<Store>;

} // namespace natter
