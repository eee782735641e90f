// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/bookmark_store.h"

namespace natter {

Result<QList<BookmarkStore::Stored>> BookmarkStore::load(const Jid &account)
{
    auto rows = m_database.run(
        QStringLiteral("SELECT b.room, b.name, b.nick, b.autojoin, b.extensions, b.pending, b.in_node FROM "
                       "bookmark b JOIN account a ON a.id = b.account WHERE a.jid = ? ORDER BY b.room"),
        { account.toString() });
    if (!rows) {
        return tl::unexpected(rows.error());
    }
    QList<Stored> bookmarks;
    while ((*rows)->next()) {
        const QSqlQuery &row = **rows;
        bookmarks.append({ Jid::orNull(row.value(0).toString()), row.value(1).toString(), row.value(2).toString(),
                           row.value(3).toBool(), row.value(4).toString().toUtf8(),
                           static_cast<Pending>(row.value(5).toInt()), row.value(6).toBool() });
    }
    (*rows)->finish();
    return bookmarks;
}

Result<> BookmarkStore::write(const Jid &account, const QList<Stored> &bookmarks, const QList<Jid> &gone)
{
    return m_database.inTransaction([&] { return writeEach(account, bookmarks, gone); });
}

Result<> BookmarkStore::writeQuickly(const Jid &account, const QList<Stored> &bookmarks, const QList<Jid> &gone)
{
    return m_database.inQuickTransaction([&] { return writeEach(account, bookmarks, gone); });
}

Result<> BookmarkStore::writeEach(const Jid &account, const QList<Stored> &bookmarks, const QList<Jid> &gone)
{
    Result<> result = m_database.change(
        QStringLiteral("INSERT INTO account (jid) VALUES (?) ON CONFLICT (jid) DO NOTHING"), { account.toString() });
    for (qsizetype i = 0; result && i < bookmarks.size(); ++i) {
        const Stored &each = bookmarks[i];
        result = m_database.change(
            QStringLiteral("INSERT OR REPLACE INTO bookmark (account, room, name, nick, autojoin, extensions, "
                           "pending, in_node) VALUES ((SELECT id FROM account WHERE jid = ?), ?, ?, ?, ?, ?, ?, ?)"),
            { account.toString(), each.room.toString(), each.title, each.nick, each.autojoin,
              QString::fromUtf8(each.extensions), static_cast<int>(each.pending), each.isInNode });
    }
    for (qsizetype i = 0; result && i < gone.size(); ++i) {
        result = m_database.change(
            QStringLiteral("DELETE FROM bookmark WHERE room = ? AND account = (SELECT id FROM account WHERE jid = ?)"),
            { gone[i].toString(), account.toString() });
    }
    return result;
}

} // namespace natter
