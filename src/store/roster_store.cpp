// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/roster_store.h"

namespace natter {

static constexpr QChar groupSeparator(0x1f); ///< XML cannot contain it

RosterStore::RosterStore(Database &database) : m_database(database) { }

/// The outcome of a statement whose rows do not matter.
Result<RosterStore::Stored> RosterStore::load(const Jid &account)
{
    Stored stored;
    auto version =
        m_database.run(QStringLiteral("SELECT roster_version FROM account WHERE jid = ?"), { account.toString() });
    if (!version) {
        return tl::unexpected(version.error());
    }
    if ((*version)->next()) {
        stored.version = (*version)->value(0).toString();
    }
    (*version)->finish();
    auto rows = m_database.run(QStringLiteral("SELECT r.jid, r.handle, r.subscription, r.asked, r.groups FROM roster r "
                                              "JOIN account a ON a.id = r.account WHERE a.jid = ?"),
                               { account.toString() });
    if (!rows) {
        return tl::unexpected(rows.error());
    }
    while ((*rows)->next()) {
        RosterItem item;
        item.jid = Jid::orNull((*rows)->value(0).toString());
        item.handle = (*rows)->value(1).toString();
        item.subscription = static_cast<RosterItem::Subscription>((*rows)->value(2).toInt());
        item.asked = (*rows)->value(3).toBool();
        item.groups = (*rows)->value(4).toString().split(groupSeparator, Qt::SkipEmptyParts);
        stored.items.append(item);
    }
    (*rows)->finish();
    return stored;
}

Result<> RosterStore::setVersion(const Jid &account, const QString &version)
{
    return m_database.change(QStringLiteral("INSERT INTO account (jid, roster_version) VALUES (?, ?) "
                                            "ON CONFLICT (jid) DO UPDATE SET roster_version = excluded.roster_version"),
                             { account.toString(), version });
}

Result<> RosterStore::write(const Jid &account, const RosterItem &item)
{
    if (item.subscription == RosterItem::Subscription::Remove) {
        return m_database.change(QStringLiteral("DELETE FROM roster WHERE jid = ? AND "
                                                "account = (SELECT id FROM account WHERE jid = ?)"),
                                 { item.jid.toString(), account.toString() });
    }
    return m_database.change(
        QStringLiteral("INSERT OR REPLACE INTO roster (account, jid, handle, subscription, asked, groups) "
                       "VALUES ((SELECT id FROM account WHERE jid = ?), ?, ?, ?, ?, ?)"),
        { account.toString(), item.jid.toString(), item.handle, static_cast<int>(item.subscription), item.asked,
          item.groups.join(groupSeparator) });
}

Result<> RosterStore::replace(const Jid &account, const QList<RosterItem> &items, const QString &version)
{
    return m_database.inTransaction([&]() -> Result<> {
        Result<> result = setVersion(account, version);
        if (result) {
            result = m_database.change(
                QStringLiteral("DELETE FROM roster WHERE account = (SELECT id FROM account WHERE jid = ?)"),
                { account.toString() });
        }
        for (qsizetype i = 0; result && i < items.size(); ++i) {
            result = write(account, items[i]);
        }
        return result;
    });
}

Result<> RosterStore::change(const Jid &account, const RosterItem &item, const QString &version)
{
    return m_database.inTransaction([&]() -> Result<> {
        const Result<> set = setVersion(account, version);
        return set ? write(account, item) : set;
    });
}

} // namespace natter
