// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/deleted_messages.h"

#include "store/message_store.h"

namespace natter {

static constexpr qint64 coveredForMilliseconds = 24 * 3600 * 1000; ///< by clocks that are not all the same

static bool isTrue(qint64 exists) { return exists != 0; }

Result<bool> DeletedMessages::areAny()
{
    return m_database
        .number(QStringLiteral("SELECT EXISTS (SELECT 1 FROM deleted) OR EXISTS (SELECT 1 FROM chat WHERE "
                               "deleted_until IS NOT NULL)"))
        .map(isTrue);
}

/// By the rules of KnownMessages::find(). Of what was said only so much is left that another message with the same
/// id is told from it.
Result<bool> DeletedMessages::cover(qint64 chat, const ChatMessage &message, From from)
{
    const qint64 time = message.time.toMSecsSinceEpoch();
    const auto isOlder = from == From::Archive
        ? m_database
              .number(QStringLiteral("SELECT EXISTS (SELECT 1 FROM chat WHERE id = ? AND deleted_until >= ?)"),
                      { chat, time })
              .map(isTrue)
        : Result<bool>(false);
    if (!isOlder || *isOlder) {
        return isOlder;
    }
    const bool waited = message.isOutgoing() && !message.archiveId.isEmpty();
    return m_database
        .number(
            QStringLiteral(
                "SELECT EXISTS (SELECT 1 FROM deleted WHERE chat = ? AND archive_id = ? AND archive_id <> '') "
                "OR EXISTS (SELECT 1 FROM deleted WHERE chat = ? AND stanza_id = ? AND stanza_id <> '' AND "
                "direction = ? AND body_sum IN (?, -1) AND (archive_id = '' OR ? = '' OR ?) AND (? OR abs(time - ?) < "
                "?) AND (? OR CASE WHEN occupant = '' OR ? = '' THEN nick = ? ELSE occupant = ? END))"),
            { chat, message.archiveId, chat, message.stanzaId, static_cast<int>(message.direction),
              qChecksum(message.sentBody().toUtf8()), message.archiveId, message.isIdUnique, waited, time,
              MessageStore::redeliveryMilliseconds, message.kind != ChatKind::Room || message.isOutgoing(),
              message.occupant, message.nick, message.occupant })
        .map(isTrue);
}

Result<> DeletedMessages::note(const QString &which, const QVariantList &values, int limit)
{
    auto found = m_database.run(u"SELECT chat, direction, stanza_id, archive_id, time, nick, occupant, "
                                u"coalesce(first_body, body), purpose <> 0 "
                                u"OR retracted IS NOT NULL FROM message WHERE "
                                    % which % u" ORDER BY id DESC LIMIT ?",
                                QVariantList(values) << limit);
    if (!found) {
        return tl::unexpected(found.error());
    }
    QList<QVariantList> notes;
    while ((*found)->next()) {
        QVariantList note;
        for (int column = 0; column < 7; ++column) {
            note.append((*found)->value(column));
        }
        const bool anyText = (*found)->value(8).toBool(); // what it said is not here, or not all there is to it
        notes.append(note << (anyText ? -1 : qChecksum((*found)->value(7).toString().toUtf8())));
    }
    (*found)->finish();
    for (const QVariantList &note : std::as_const(notes)) {
        const auto noted =
            m_database.change(QStringLiteral("INSERT INTO deleted (chat, direction, stanza_id, archive_id, time, nick, "
                                             "occupant, body_sum) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
                              note);
        if (!noted) {
            return noted;
        }
    }
    return {};
}

Result<> DeletedMessages::noteAllUpTo(const QString &which, const QVariantList &values)
{
    return m_database.change(
        u"UPDATE chat SET deleted_until = max(coalesce(deleted_until, n.time), n.time) FROM (SELECT chat, "
        u"max(time) AS time FROM message WHERE "
            % which % u" GROUP BY chat) n WHERE chat.id = n.chat",
        values);
}

Result<> DeletedMessages::prune()
{
    return m_database.change(
        QStringLiteral("DELETE FROM deleted WHERE time < (SELECT c.deleted_until - ? FROM chat c WHERE c.id = "
                       "deleted.chat)"),
        { coveredForMilliseconds });
}

} // namespace natter
