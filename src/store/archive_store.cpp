// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/archive_store.h"

#include "store/chat_row.h"
#include "store/stored_time.h"

#include <QSqlQuery>
#include <QStringBuilder>

namespace natter {

/// What account.archive_known says.
enum Known { Never, Followed, Refused };

ArchiveStore::ArchiveStore(Database &database) : m_database(database) { }

Result<ArchiveStore::Position> ArchiveStore::position(const Jid &account)
{
    auto found = m_database.run(
        QStringLiteral("SELECT a.archive_known, a.archive_position, COALESCE(a.archive_time, "
                       "(SELECT m.time FROM chat c JOIN message m ON m.id = c.last_message WHERE c.account = a.id "
                       "AND c.kind = 0 ORDER BY m.time DESC LIMIT 1)) FROM account a WHERE a.jid = ?"),
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
        position.time = timeOf((*found)->value(2));
    }
    (*found)->finish();
    return position;
}

Result<> ArchiveStore::setPosition(const Jid &account, const Place &place)
{
    const QVariant time = millisecondsOf(place.time);
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

static ArchiveGap gapOf(const QSqlQuery &query)
{
    ArchiveGap gap;
    gap.id = query.value(0).toLongLong();
    gap.account = Jid::orNull(query.value(1).toString());
    gap.older = query.value(2).toString();
    gap.olderTime = timeOf(query.value(3));
    gap.newer = query.value(4).toString();
    gap.newerTime = timeOf(query.value(5));
    gap.top = query.value(6).toLongLong();
    gap.isGone = query.value(7).toBool();
    gap.room = Jid::orNull(query.value(8).toString());
    return gap;
}

/// Where a room's gap ends is known once something has come behind it, n; of our own that may have been later there
/// than here.
Result<QList<ArchiveGap>> ArchiveStore::select(const QString &where, const QVariantList &values)
{
    auto found = m_database.run(
        u"SELECT g.id, a.jid, g.older, g.older_time, coalesce(n.archive_id, g.newer), coalesce(n.time, g.newer_time), "
        u"g.top, g.gone, g.room FROM archive_gap g JOIN account a ON a.id = g.account LEFT JOIN message n ON n.id = "
        u"CASE WHEN g.room <> '' AND g.newer = '' THEN (SELECT min(m.id) FROM message m WHERE m.chat = (SELECT c.id "
        u"FROM "
        u"chat c WHERE c.account = g.account AND c.peer = g.room) AND m.id > g.top AND m.archive_id <> '' AND "
        u"m.direction = 0) END WHERE "
            % where % u" ORDER BY g.top DESC, g.id DESC",
        values);
    if (!found) {
        return tl::unexpected(found.error());
    }
    QList<ArchiveGap> gaps;
    while ((*found)->next()) {
        gaps.append(gapOf(**found));
    }
    (*found)->finish();
    return gaps;
}

Result<QList<ArchiveGap>> ArchiveStore::gaps(const Jid &account)
{
    return select(QStringLiteral("a.jid = ? AND g.room = ''"), { account.toString() });
}

Result<QList<ArchiveGap>> ArchiveStore::gapsOfRooms(const Jid &account)
{
    return select(QStringLiteral("a.jid = ? AND g.room <> ''"), { account.toString() });
}

Result<QList<ArchiveGap>> ArchiveStore::gapsOf(const ConversationId &room)
{
    return select(QStringLiteral("a.jid = ? AND g.room = ?"), { room.account.toString(), room.peer.toString() });
}

Result<std::optional<ArchiveGap>> ArchiveStore::gap(qint64 id)
{
    const auto found = select(QStringLiteral("g.id = ?"), { id });
    if (!found) {
        return tl::unexpected(found.error());
    }
    return found->isEmpty() ? std::nullopt : std::optional(found->first());
}

Result<qint64> ArchiveStore::openGap(const ArchiveGap &gap)
{
    const auto opened = m_database.run(
        QStringLiteral("INSERT INTO archive_gap (account, older, older_time, newer, newer_time, top, gone, room) "
                       "SELECT id, ?, ?, ?, ?, ?, ?, ? FROM account WHERE jid = ?"),
        { notNull(gap.older), millisecondsOf(gap.olderTime), notNull(gap.newer), millisecondsOf(gap.newerTime), gap.top,
          gap.isGone, gap.room.isNull() ? QStringLiteral("") : gap.room.toString(), gap.account.toString() });
    return opened ? Result<qint64>((*opened)->lastInsertId().toLongLong()) : tl::unexpected(opened.error());
}

static QString chatOfRoom()
{
    return QStringLiteral(
        "(SELECT c.id FROM chat c JOIN account a ON a.id = c.account WHERE a.jid = ? AND c.peer = ?)");
}

Result<ArchiveStore::Place> ArchiveStore::lastPlace(const ConversationId &room)
{
    const QVariantList values { room.account.toString(), room.peer.toString() };
    for (const QString &rest :
         { QStringLiteral("message WHERE chat = %1 AND archive_id <> '' ORDER BY id DESC LIMIT 1"),
           QStringLiteral("deleted WHERE chat = %1 AND archive_id <> '' ORDER BY time DESC LIMIT 1") }) {
        auto found = m_database.run(u"SELECT archive_id, time FROM " % rest.arg(chatOfRoom()), values);
        if (!found) {
            return tl::unexpected(found.error());
        }
        const Place place =
            (*found)->next() ? Place { (*found)->value(0).toString(), timeOf((*found)->value(1)) } : Place {};
        (*found)->finish();
        if (!place.id.isEmpty()) {
            return place;
        }
    }
    return Place {};
}

Result<std::optional<ArchiveGap>> ArchiveStore::gapAtEndOf(const ConversationId &room)
{
    const QVariantList names { room.account.toString(), room.peer.toString() };
    const auto id =
        m_database.number(QStringLiteral("SELECT g.id FROM archive_gap g JOIN account a ON a.id = g.account "
                                         "WHERE a.jid = ? AND g.room = ? ORDER BY g.top DESC LIMIT 1"),
                          names);
    const auto last = id ? gap(*id) : tl::unexpected(id.error());
    if (!last || !*last) {
        return last;
    }
    const auto isBehind = m_database.number(QString(u"SELECT EXISTS (SELECT 1 FROM message WHERE chat = " % chatOfRoom()
                                                    % u" AND id > ? AND delivery NOT IN (1, 4))"),
                                            names + QVariantList { (*last)->top });
    return isBehind.map([&last](qint64 is) { return is == 0 ? *last : std::nullopt; });
}

Result<> ArchiveStore::widenGap(qint64 id, const QDateTime &newer)
{
    return m_database.change(QStringLiteral("UPDATE archive_gap SET newer = '', newer_time = ?, gone = 0 WHERE id = ?"),
                             { millisecondsOf(newer), id });
}

Result<> ArchiveStore::narrowGap(qint64 id, const Place &newer, qint64 top)
{
    return m_database.change(
        QStringLiteral("UPDATE archive_gap SET newer = ?, newer_time = COALESCE(?, newer_time), top = ? "
                       "WHERE id = ?"),
        { newer.id, millisecondsOf(newer.time), top, id });
}

Result<> ArchiveStore::setGone(qint64 id, bool isGone)
{
    return m_database.change(QStringLiteral("UPDATE archive_gap SET gone = ? WHERE id = ?"), { isGone, id });
}

Result<> ArchiveStore::closeGap(qint64 id)
{
    return m_database.change(QStringLiteral("DELETE FROM archive_gap WHERE id = ?"), { id });
}

Result<> ArchiveStore::setRefused(const Jid &account)
{
    const auto ran =
        m_database.run(QStringLiteral("UPDATE account SET archive_known = ? WHERE jid = ? AND archive_known = ?"),
                       { Refused, account.toString(), Followed });
    return ran ? Result<>() : tl::unexpected(ran.error());
}

} // namespace natter
