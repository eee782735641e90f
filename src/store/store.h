// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/worker_thread.h"
#include "store/archive_store.h"
#include "store/certificate_store.h"
#include "store/message_store.h"
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
    RosterStore &roster() { return m_roster; }
    CertificateStore &certificates() { return m_certificates; }
    StreamStore &streams() { return m_streams; }
    ArchiveStore &archive() { return m_archive; }

    /// Runs `work` in one transaction: all of it is stored, or nothing.
    template <typename Work> auto atOnce(Work work) -> decltype(work()) { return m_database.inTransaction(work); }

    /// Stores what was received together with how far the account's stream was handled then, and with the place in
    /// its archive that is reached (ArchiveStore::setPosition()), if those are known.
    Result<QList<MessageChange>> recordReceived(const Jid &account, const QList<ChatMessage> &messages,
                                                const std::optional<quint32> &handled,
                                                const std::optional<ArchiveStore::Place> &archivePlace = {});

private:
    Database m_database;
    MessageStore m_messages;
    RosterStore m_roster;
    CertificateStore m_certificates;
    StreamStore m_streams;
    ArchiveStore m_archive;
};

using StoreThread = WorkerThread<Store>;

} // namespace natter
