// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/archive_store.h"

namespace natter {

/// What account.archive_known says.
enum Known { Never, Followed, Refused };

ArchiveStore::ArchiveStore(Database &database) : m_database(database) { }

Result<ArchiveStore::Position> ArchiveStore::position(const Jid &account)
{
    auto found = m_database.run(
        QStringLiteral("SELECT a.archive_known, a.archive_position, COALESCE(a.archive_time, "
                       "(SELECT m.time FROM chat c JOIN message m ON m.id = c.last_message WHERE c.account = a.id "
                       "ORDER BY m.time DESC LIMIT 1)) FROM account a WHERE a.jid = ?"),
        { account.toString() });
    if (!found) {
        return tl::unexpected(found.error());
    }
    Position position;
    if ((*found)->next()) {
        const int known = (*found)->value(0).toInt();
        position.isFollowed = known == Followed;
        if (known != Never) {
            position.id = (*found)->value(1).toString();
        }
        if (const QVariant time = (*found)->value(2); !time.isNull()) {
            position.time = QDateTime::fromMSecsSinceEpoch(time.toLongLong(), Qt::UTC);
        }
    }
    (*found)->finish();
    return position;
}

Result<> ArchiveStore::setPosition(const Jid &account, const Place &place)
{
    const QVariant time = place.time.isValid() ? QVariant(place.time.toMSecsSinceEpoch()) : QVariant();
    return m_database.inTransaction([&]() -> Result<> {
        for (const auto &[sql, values] :
             { std::pair(QStringLiteral("INSERT OR IGNORE INTO account (jid) VALUES (?)"),
                         QVariantList { account.toString() }),
               std::pair(QStringLiteral("UPDATE account SET archive_known = ?, archive_position = ?, "
                                        "archive_time = COALESCE(?, archive_time) WHERE jid = ?"),
                         QVariantList { Followed, place.id, time, account.toString() }) }) {
            if (const auto ran = m_database.run(sql, values); !ran) {
                return tl::unexpected(ran.error());
            }
        }
        return {};
    });
}

Result<> ArchiveStore::setRefused(const Jid &account)
{
    const auto ran =
        m_database.run(QStringLiteral("UPDATE account SET archive_known = ? WHERE jid = ? AND archive_known = ?"),
                       { Refused, account.toString(), Followed });
    return ran ? Result<>() : tl::unexpected(ran.error());
}

} // namespace natter
