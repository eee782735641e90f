// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/jid.h"
#include "store/database.h"

#include <QDateTime>
#include <QList>

namespace natter {

/// The rooms that somebody wants an account in, and those that the person has answered, so that the archive brings
/// none of these back. Passwords are not among that. Store thread only.
class InvitationStore
{
public:
    struct Stored
    {
        Jid room;
        Jid from {}; ///< null: not told
        QString reason {};
        bool isDirect = false;
        QDateTime time {}; ///< when it came last, UTC
        QString stanzaId {}; ///< of the message that it came in last; may be empty
        QString archiveId {};
        bool isAnswered = false;

        friend bool operator==(const Stored &, const Stored &) = default;
    };

    explicit InvitationStore(Database &database) : m_database(database) { }

    /// By the times, the oldest first.
    Result<QList<Stored>> load(const Jid &account);
    /// Adds the ones, or puts them in the place of those to the same rooms, and forgets the others: all of it, or
    /// nothing.
    Result<> write(const Jid &account, const QList<Stored> &invitations, const QList<Jid> &gone);
    /// The same, without waiting for the disk: for what others say.
    Result<> writeQuickly(const Jid &account, const QList<Stored> &invitations, const QList<Jid> &gone);

private:
    Result<> writeEach(const Jid &account, const QList<Stored> &invitations, const QList<Jid> &gone);

    Database &m_database;
};

} // namespace natter
