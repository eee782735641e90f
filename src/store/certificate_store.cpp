// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/certificate_store.h"

#include "store/stored_time.h"

#include "base/limits.h"

namespace natter {

CertificateStore::CertificateStore(Database &database) : m_database(database) { }

/// The outcome of a statement whose rows do not matter.
Result<SeenCertificates> CertificateStore::load(const Jid &account)
{
    auto rows = m_database.run(
        QStringLiteral("SELECT c.der, c.fingerprint, c.key, c.first_seen, c.last_seen, c.vouched, c.accepted, c.news "
                       "FROM certificate c JOIN account a ON a.id = c.account WHERE a.jid = ? "
                       "ORDER BY c.last_seen DESC, c.id DESC"),
        { account.toString() });
    if (!rows) {
        return tl::unexpected(rows.error());
    }
    SeenCertificates result;
    while ((*rows)->next()) {
        const auto value = [&rows](int column) { return (*rows)->value(column); };
        result.append({ value(0).toByteArray(), value(1).toByteArray(), value(2).toByteArray(), timeOf(value(3)),
                        timeOf(value(4)), value(5).toBool(), value(6).toBool(), value(7).toBool() });
    }
    (*rows)->finish();
    return result;
}

Result<> CertificateStore::write(const Jid &account, const SeenCertificate &seen)
{
    const auto has = m_database.change(
        QStringLiteral("INSERT INTO account (jid) VALUES (?) ON CONFLICT (jid) DO NOTHING"), { account.toString() });
    if (!has) {
        return has;
    }
    const qint64 time = seen.lastSeen.toMSecsSinceEpoch();
    return m_database.change(
        QStringLiteral(
            "INSERT INTO certificate (account, fingerprint, key, der, first_seen, last_seen, vouched, accepted, news) "
            "VALUES ((SELECT id FROM account WHERE jid = ?), ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (account, fingerprint) DO UPDATE SET last_seen = max(last_seen, excluded.last_seen), "
            "vouched = max(vouched, excluded.vouched), accepted = max(accepted, excluded.accepted), "
            "news = news AND NOT (excluded.vouched OR excluded.accepted)"),
        { account.toString(), seen.fingerprint, seen.key, seen.der, time, time, seen.vouched, seen.accepted,
          seen.news });
}

Result<SeenCertificates> CertificateStore::record(const Jid &account, const SeenCertificate &seen)
{
    return m_database.inTransaction([&]() -> Result<SeenCertificates> {
        const auto before = load(account);
        if (!before) {
            return before;
        }
        SeenCertificate next = seen;
        next.news = isUnexpected(seen, *before);
        if (const auto written = write(account, next); !written) {
            return tl::unexpected(written.error());
        }
        const auto pruned = m_database.change(
            QStringLiteral(
                "DELETE FROM certificate WHERE account = (SELECT id FROM account WHERE jid = ?) AND id NOT IN "
                "(SELECT c.id FROM certificate c JOIN account a ON a.id = c.account WHERE a.jid = ? "
                "ORDER BY c.last_seen DESC, c.id DESC LIMIT ?)"),
            { account.toString(), account.toString(), limits::certificatesKept });
        if (!pruned) {
            return tl::unexpected(pruned.error());
        }
        return load(account);
    });
}

Result<SeenCertificates> CertificateStore::acknowledge(const Jid &account)
{
    const auto set = m_database.change(
        QStringLiteral("UPDATE certificate SET news = 0 WHERE account = (SELECT id FROM account WHERE jid = ?)"),
        { account.toString() });
    if (!set) {
        return tl::unexpected(set.error());
    }
    return load(account);
}

} // namespace natter
