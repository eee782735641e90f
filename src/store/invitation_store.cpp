// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/invitation_store.h"

#include "store/stored_time.h"

namespace natter {

Result<QList<InvitationStore::Stored>> InvitationStore::load(const Jid &account)
{
    auto rows = m_database.run(
        QStringLiteral("SELECT i.room, i.inviter, i.reason, i.direct, i.time, i.stanza_id, i.archive_id, i.answered "
                       "FROM invitation i JOIN account a ON a.id = i.account WHERE a.jid = ? ORDER BY i.time, i.room"),
        { account.toString() });
    if (!rows) {
        return tl::unexpected(rows.error());
    }
    QList<Stored> invitations;
    while ((*rows)->next()) {
        const QSqlQuery &row = **rows;
        invitations.append({ Jid::orNull(row.value(0).toString()), Jid::orNull(row.value(1).toString()),
                             row.value(2).toString(), row.value(3).toBool(), timeOf(row.value(4)),
                             row.value(5).toString(), row.value(6).toString(), row.value(7).toBool() });
    }
    (*rows)->finish();
    return invitations;
}

Result<> InvitationStore::write(const Jid &account, const QList<Stored> &invitations, const QList<Jid> &gone)
{
    return m_database.inTransaction([&] { return writeEach(account, invitations, gone); });
}

Result<> InvitationStore::writeQuickly(const Jid &account, const QList<Stored> &invitations, const QList<Jid> &gone)
{
    return m_database.inQuickTransaction([&] { return writeEach(account, invitations, gone); });
}

Result<> InvitationStore::writeEach(const Jid &account, const QList<Stored> &invitations, const QList<Jid> &gone)
{
    Result<> result = m_database.change(
        QStringLiteral("INSERT INTO account (jid) VALUES (?) ON CONFLICT (jid) DO NOTHING"), { account.toString() });
    for (qsizetype i = 0; result && i < invitations.size(); ++i) {
        const Stored &each = invitations[i];
        result = m_database.change(
            QStringLiteral(
                "INSERT OR REPLACE INTO invitation (account, room, inviter, reason, direct, time, stanza_id, "
                "archive_id, answered) VALUES ((SELECT id FROM account WHERE jid = ?), ?, ?, ?, ?, ?, ?, ?, "
                "?)"),
            { account.toString(), each.room.toString(), each.from.toString(), each.reason, each.isDirect,
              millisecondsOf(each.time), each.stanzaId, each.archiveId, each.isAnswered });
    }
    for (qsizetype i = 0; result && i < gone.size(); ++i) {
        result = m_database.change(
            QStringLiteral(
                "DELETE FROM invitation WHERE room = ? AND account = (SELECT id FROM account WHERE jid = ?)"),
            { gone[i].toString(), account.toString() });
    }
    return result;
}

} // namespace natter
