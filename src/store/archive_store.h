// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/archive_gap.h"
#include "domain/conversation_id.h"
#include "store/database.h"

#include <QDateTime>

#include <optional>

namespace natter {

/// How far each account's archive on the server is known here, and what is missing of that and of the archives of
/// rooms. Store thread only.
class ArchiveStore
{
public:
    /// A message's place in the archive.
    struct Place
    {
        QString id; ///< the archive's; empty: the archive was empty
        QDateTime time = {}; ///< when the message was sent; null: unknown
    };
    struct Position
    {
        std::optional<QString> id; ///< the archive's, of the last message known; empty: the archive was empty
        QDateTime time; ///< of that message or, where that is unknown, the newest of the account; null: there is none
        bool isFollowed = false; ///< the archive had an answer when it was asked last
    };

    explicit ArchiveStore(Database &database);

    Result<Position> position(const Jid &account);
    /// Joins the transaction that stores what came before the position, if there is one.
    Result<> setPosition(const Jid &account, const Place &place);

    /// What is missing of the account's own archive between what is here, the newest first.
    Result<QList<ArchiveGap>> gaps(const Jid &account);
    /// The same of the archives of the account's rooms, and of that of one of them.
    Result<QList<ArchiveGap>> gapsOfRooms(const Jid &account);
    Result<QList<ArchiveGap>> gapsOf(const ConversationId &room);
    /// Null if it was closed, or its account removed.
    Result<std::optional<ArchiveGap>> gap(qint64 id);
    /// Opens a gap, whose `id` does not matter. Joins the transaction that there is.
    Result<qint64> openGap(const ArchiveGap &gap);
    /// All behind `newer` is here now; what comes next takes the rows up to `top`.
    Result<> narrowGap(qint64 id, const Place &newer, qint64 top);
    Result<> setGone(qint64 id, bool isGone);
    /// A room's gap ends where its archive does now. `newer` is when that was.
    Result<> widenGap(qint64 id, const QDateTime &newer);
    /// The last gap of a room's archive, if nothing stands behind it but what is still to be sent.
    Result<std::optional<ArchiveGap>> gapAtEndOf(const ConversationId &room);
    /// The last message that is known here of a room's archive; without an id, if there is none.
    Result<Place> lastPlace(const ConversationId &room);
    Result<> closeGap(qint64 id);

    /// The account's server says that it keeps no archive. The position stays, in case that it does again.
    Result<> setRefused(const Jid &account);

private:
    Result<QList<ArchiveGap>> select(const QString &where, const QVariantList &values);

    Database &m_database;
};

} // namespace natter
