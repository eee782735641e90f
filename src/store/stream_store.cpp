// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/stream_store.h"

namespace natter {

StreamStore::StreamStore(Database &database) : m_database(database) { }

/// The outcome of a statement whose rows do not matter.
Result<StreamStore::Stored> StreamStore::load(const Jid &account)
{
    auto found = m_database.run(QStringLiteral("SELECT a.stanza_ids, s.id, s.bound, s.location, s.handled "
                                               "FROM account a LEFT JOIN stream s ON s.account = a.id "
                                               "WHERE a.jid = ?"),
                                { account.toString() });
    if (!found) {
        return tl::unexpected(found.error());
    }
    Stored stored;
    if ((*found)->next()) {
        stored.stanzaIds = (*found)->value(0).toBool();
        const StreamState stream { (*found)->value(1).toString(), Jid::orNull((*found)->value(2).toString()),
                                   (*found)->value(3).toString(), (*found)->value(4).toUInt() };
        if (!stream.id.isEmpty() && stream.bound.bare() == account) {
            stored.stream = stream;
        }
    }
    (*found)->finish();
    return stored;
}

Result<> StreamStore::begin(const Jid &account, const StreamState &stream)
{
    return m_database.inQuickTransaction([&]() -> Result<> {
        if (auto made = m_database.change(QStringLiteral("INSERT OR IGNORE INTO account (jid) VALUES (?)"),
                                          { account.toString() });
            !made) {
            return made;
        }
        if (auto forgotten = forgetNumbers(account); !forgotten) {
            return forgotten;
        }
        return m_database.change(
            QStringLiteral("INSERT OR REPLACE INTO stream (account, id, bound, location, handled) "
                           "VALUES ((SELECT id FROM account WHERE jid = ?), ?, ?, ?, ?)"),
            { account.toString(), stream.id, stream.bound.toString(), stream.location, stream.handled });
    });
}

Result<> StreamStore::end(const Jid &account)
{
    return m_database.inQuickTransaction([&]() -> Result<> {
        if (auto forgotten = forgetNumbers(account); !forgotten) {
            return forgotten;
        }
        return m_database.change(
            QStringLiteral("DELETE FROM stream WHERE account = (SELECT id FROM account WHERE jid = ?)"),
            { account.toString() });
    });
}

Result<> StreamStore::forgetNumbers(const Jid &account)
{
    return m_database.change(
        QStringLiteral("UPDATE message SET number = NULL WHERE delivery IN (1, 4) AND number IS NOT NULL AND chat IN "
                       "(SELECT c.id FROM chat c JOIN account a ON a.id = c.account WHERE a.jid = ?)"),
        { account.toString() });
}

Result<> StreamStore::setHandled(const Jid &account, quint32 handled)
{
    return m_database.inQuickTransaction([&] {
        return m_database.change(
            QStringLiteral("UPDATE stream SET handled = ? WHERE account = (SELECT id FROM account WHERE jid = ?)"),
            { handled, account.toString() });
    });
}

Result<> StreamStore::setNumbers(const QHash<qint64, quint32> &numbers)
{
    return m_database.inQuickTransaction([&]() -> Result<> {
        for (auto number = numbers.cbegin(); number != numbers.cend(); ++number) {
            if (auto set =
                    m_database.change(QStringLiteral("UPDATE message SET number = ? WHERE id = ? AND delivery = 4"),
                                      { number.value(), number.key() });
                !set) {
                return set;
            }
        }
        return {};
    });
}

Result<QHash<qint64, quint32>> StreamStore::takeNumbers(const Jid &account)
{
    return m_database.inTransaction([&]() -> Result<QHash<qint64, quint32>> {
        auto found = m_database.run(QStringLiteral("SELECT m.id, m.number FROM message m JOIN chat c ON c.id = m.chat "
                                                   "JOIN account a ON a.id = c.account WHERE m.delivery IN (1, 4) "
                                                   "AND m.number IS NOT NULL AND a.jid = ?"),
                                    { account.toString() });
        if (!found) {
            return tl::unexpected(found.error());
        }
        QHash<qint64, quint32> numbers;
        while ((*found)->next()) {
            numbers.insert((*found)->value(0).toLongLong(), (*found)->value(1).toUInt());
        }
        (*found)->finish();
        if (!numbers.isEmpty()) {
            if (const auto forgotten = forgetNumbers(account); !forgotten) {
                return tl::unexpected(forgotten.error());
            }
        }
        return numbers;
    });
}

Result<> StreamStore::setStanzaIds(const Jid &account, bool vouchedFor)
{
    if (auto made =
            m_database.change(QStringLiteral("INSERT OR IGNORE INTO account (jid) VALUES (?)"), { account.toString() });
        !made) {
        return made;
    }
    return m_database.change(QStringLiteral("UPDATE account SET stanza_ids = ? WHERE jid = ?"),
                             { vouchedFor ? 1 : 0, account.toString() });
}

} // namespace natter
