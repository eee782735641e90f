// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/jid.h"
#include "store/database.h"

#include <QList>

namespace natter {

/// The rooms that an account wants to find again, so that they are there before the server answers, and what it does
/// not know of them yet. Passwords of rooms are not among that. Store thread only.
class BookmarkStore
{
public:
    /// What the server does not know yet. The numbers are on disk.
    enum class Pending { Nothing = 0, Change = 1, Removal = 2 };

    struct Stored
    {
        Jid room;
        QString title {};
        QString nick {};
        bool autojoin = false;
        QByteArray extensions {}; ///< XML
        Pending pending = Pending::Nothing;
        bool isInNode = false; ///< of XEP-0402, as the server said last

        friend bool operator==(const Stored &, const Stored &) = default;
    };

    explicit BookmarkStore(Database &database) : m_database(database) { }

    /// By the addresses.
    Result<QList<Stored>> load(const Jid &account);
    /// Adds or changes the ones, and forgets the others: all of it, or nothing.
    Result<> write(const Jid &account, const QList<Stored> &bookmarks, const QList<Jid> &gone);
    /// The same, without waiting for the disk: a power cut may take it, so it is for what the server says again.
    Result<> writeQuickly(const Jid &account, const QList<Stored> &bookmarks, const QList<Jid> &gone);

private:
    Result<> writeEach(const Jid &account, const QList<Stored> &bookmarks, const QList<Jid> &gone);

    Database &m_database;
};

} // namespace natter
