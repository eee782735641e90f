// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/message_names.h"

namespace natter {

using Direction = ChatMessage::Direction;
using Purpose = ChatMessage::Purpose;

Result<MeantMessage> MessageNames::meantBy(qint64 chat, const ChatMessage &message)
{
    const bool isRoom = message.kind == ChatKind::Room;
    MeantMessage meant { chat, message.kind, 0, message.about, {}, message.direction, message.occupant };
    if (!message.isAbout()) {
        meant.row = message.row;
        meant.stanzaId = message.stanzaId;
        meant.archiveId = isRoom ? message.archiveId : QString();
        return withRange(meant);
    }
    if (isRoom && message.purpose != Purpose::Correction) {
        const auto found = archived(chat, message.about);
        if (!found) {
            return tl::unexpected(found.error());
        }
        if (*found) {
            const bool isSame = (*found)->direction == meant.direction && (*found)->occupant == meant.occupant;
            const bool may = message.purpose == Purpose::Moderation || (isSame && meant.hasSender());
            meant.stanzaId.clear();
            return may ? withRange(**found) : Result<MeantMessage>(meant);
        }
        if (message.purpose == Purpose::Moderation) {
            meant.stanzaId.clear();
            meant.archiveId = message.about;
            return meant;
        }
    }
    return bySender(meant, message.row);
}

/// Some senders use an id twice: what is about it belongs to the last of those messages before it, and what stands
/// before all of them to the first.
Result<MeantMessage> MessageNames::bySender(MeantMessage meant, qint64 row)
{
    const QVariantList values { meant.chat, meant.stanzaId, static_cast<int>(meant.direction), meant.occupant, row };
    const auto upTo = m_database.number(
        QStringLiteral("SELECT coalesce(max(id), 0) FROM message WHERE chat = ? AND stanza_id = ? AND direction = ? "
                       "AND occupant = ? AND purpose = 0 AND id <= ?"),
        values);
    const auto behind = upTo && *upTo == 0
        ? m_database.number(
            QStringLiteral("SELECT coalesce(min(id), 0) FROM message WHERE chat = ? AND stanza_id = ? AND direction = "
                           "? AND occupant = ? AND purpose = 0 AND id > ?"),
            values)
        : upTo;
    if (!behind) {
        return tl::unexpected(behind.error());
    }
    meant.row = *behind;
    if (meant.row != 0 && meant.kind == ChatKind::Room) {
        auto found = m_database.run(QStringLiteral("SELECT archive_id FROM message WHERE id = ?"), { meant.row });
        if (!found) {
            return tl::unexpected(found.error());
        }
        meant.archiveId = (*found)->next() ? (*found)->value(0).toString() : QString();
        (*found)->finish();
    }
    return withRange(meant);
}

Result<MeantMessage> MessageNames::withRange(MeantMessage meant)
{
    if (meant.row == 0 || meant.stanzaId.isEmpty()) {
        return meant;
    }
    const QVariantList values { meant.chat, meant.stanzaId, static_cast<int>(meant.direction), meant.occupant,
                                meant.row };
    const auto before = m_database.number(
        QStringLiteral("SELECT EXISTS (SELECT 1 FROM message WHERE chat = ? AND stanza_id = ? AND direction = ? AND "
                       "occupant = ? AND purpose = 0 AND id < ?)"),
        values);
    const auto next = m_database.number(
        QStringLiteral("SELECT coalesce(min(id), 0) FROM message WHERE chat = ? AND stanza_id = ? AND direction = ? "
                       "AND occupant = ? AND purpose = 0 AND id > ?"),
        values);
    if (!before || !next) {
        return tl::unexpected(before ? next.error() : before.error());
    }
    meant.from = *before != 0 ? meant.row : meant.from;
    meant.to = *next != 0 ? *next : meant.to;
    return meant;
}

/// Of two with the same id it is the newer.
Result<qint64> MessageNames::answered(qint64 chat, ChatKind kind, const QString &id)
{
    const auto found = kind == ChatKind::Room ? archived(chat, id) : Result<std::optional<MeantMessage>>();
    if (!found || *found) {
        return found.map([](const std::optional<MeantMessage> &meant) { return meant->row; });
    }
    return m_database.number(
        QStringLiteral("SELECT coalesce(max(id), 0) FROM message WHERE chat = ? AND stanza_id = ? AND purpose = 0"),
        { chat, id });
}

Result<std::optional<MeantMessage>> MessageNames::archived(qint64 chat, const QString &archiveId)
{
    auto found =
        m_database.run(QStringLiteral("SELECT id, stanza_id, direction, occupant FROM message WHERE chat = ? AND "
                                      "archive_id = ? AND archive_id <> '' AND purpose = 0 LIMIT 1"),
                       { chat, archiveId });
    if (!found) {
        return tl::unexpected(found.error());
    }
    std::optional<MeantMessage> meant;
    if ((*found)->next()) {
        const QSqlQuery &row = **found;
        meant = MeantMessage { chat,
                               ChatKind::Room,
                               row.value(0).toLongLong(),
                               row.value(1).toString(),
                               archiveId,
                               static_cast<Direction>(row.value(2).toInt()),
                               row.value(3).toString() };
    }
    (*found)->finish();
    return meant;
}

Result<> MessageNames::forgetQuotes(qint64 row)
{
    const auto forgotten = m_database.change(
        QStringLiteral("UPDATE message SET quoted = '' WHERE reply_to <> '' AND (chat, reply_to) = (SELECT t.chat, "
                       "t.stanza_id FROM message t WHERE t.id = ?)"),
        { row });
    return forgotten ? m_database.change(
               QStringLiteral("UPDATE message SET quoted = '' WHERE reply_to <> '' AND (chat, reply_to) = (SELECT "
                              "t.chat, t.archive_id FROM message t JOIN chat c ON c.id = t.chat WHERE t.id = ? AND "
                              "c.kind = 1)"),
               { row })
                     : forgotten;
}

} // namespace natter
