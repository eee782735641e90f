// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/chat_row.h"

#include "store/message_row.h"
#include "store/stored_time.h"

#include <QSqlQuery>

namespace natter {

QString selectChats()
{
    return QStringLiteral(
               "SELECT a.jid, c.peer, c.last_message, m.body, m.direction, %1, m.time, c.unread, c.read_message, "
               "c.draft, c.kept_days, "
               "m.retracted IS NOT NULL OR m.purpose = 2, c.displayed_message, c.draft_reply, c.edited_message, "
               "c.edited_text, c.pinned, c.archived, c.marked_unread, c.muted_until, c.tells_receipts, "
               "c.tells_reading, "
               "c.tells_typing, c.language, m.spoiler IS NOT NULL, (SELECT count(*) FROM later l WHERE l.chat = c.id), "
               "c.kind, c.mentions, c.notify, m.nick, c.openness FROM chat c JOIN account a ON a.id = c.account LEFT "
               "JOIN message "
               "m ON m.id = c.last_message ")
        .arg(QLatin1String(deliveryColumn));
}

static std::optional<bool> choiceOf(const QVariant &value)
{
    return value.isNull() ? std::nullopt : std::optional(value.toBool());
}

/// The bits on disk.
static constexpr int showsAddresses = 1;
static constexpr int keepsRecord = 2;

static std::optional<RoomOpenness> opennessOf(const QVariant &value)
{
    return value.isNull()
        ? std::nullopt
        : std::optional<RoomOpenness>({ (value.toInt() & showsAddresses) != 0, (value.toInt() & keepsRecord) != 0 });
}

static QVariant numberOf(const std::optional<RoomOpenness> &openness)
{
    return openness
        ? QVariant((openness->showsAddresses ? showsAddresses : 0) | (openness->keepsRecord ? keepsRecord : 0))
        : QVariant();
}

static ChatTreatment treatmentOf(const QSqlQuery &query)
{
    ChatTreatment treatment;
    treatment.isPinned = query.value(16).toBool();
    treatment.isArchived = query.value(17).toBool();
    treatment.isMarkedUnread = query.value(18).toBool();
    if (const qint64 until = query.value(19).toLongLong(); until != 0) {
        treatment.mutedUntil = QDateTime::fromMSecsSinceEpoch(until, Qt::UTC);
    }
    treatment.disclosure = { choiceOf(query.value(20)), choiceOf(query.value(21)), choiceOf(query.value(22)) };
    treatment.notify =
        query.value(28).isNull() ? std::nullopt : std::optional(static_cast<Notify>(query.value(28).toInt()));
    treatment.language = query.value(23).isNull() ? std::nullopt : std::optional(query.value(23).toString());
    treatment.openness = opennessOf(query.value(30));
    return treatment;
}

ChatSummary summaryOf(const QSqlQuery &query)
{
    ChatSummary chat;
    chat.id = { Jid::orNull(query.value(0).toString()), Jid::orNull(query.value(1).toString()) };
    chat.lastRow = query.value(2).toLongLong();
    chat.lastBody = query.value(3).toString();
    chat.lastDirection = static_cast<ChatMessage::Direction>(query.value(4).toInt());
    chat.lastDelivery = static_cast<ChatMessage::Delivery>(query.value(5).toInt());
    chat.lastTime = timeOf(query.value(6));
    chat.unread = query.value(7).toInt();
    chat.readRow = query.value(8).toLongLong();
    chat.draft = { query.value(9).toString(), query.value(13).toString(), query.value(14).toString(),
                   query.value(15).toString() };
    chat.keptDays = query.value(10).toInt();
    chat.isLastRetracted = query.value(11).toBool();
    if (!query.value(12).isNull()) {
        chat.displayedRow = query.value(12).toLongLong();
    }
    chat.treatment = treatmentOf(query);
    chat.isLastHidden = query.value(24).toBool();
    chat.later = query.value(25).toInt();
    chat.kind = static_cast<ChatKind>(query.value(26).toInt());
    chat.mentions = query.value(27).toInt();
    chat.lastNick = query.value(29).toString();
    return chat;
}

QString treatmentUpdate()
{
    return QStringLiteral(
        "UPDATE chat SET pinned = ?, archived = ?, marked_unread = ?, muted_until = ?, tells_receipts "
        "= ?, tells_reading = ?, tells_typing = ?, notify = ?, language = ?, openness = ? WHERE id = ?");
}

QVariantList treatmentValues(const ChatTreatment &treatment)
{
    const auto choice = [](const std::optional<bool> &value) { return value ? QVariant(*value ? 1 : 0) : QVariant(); };
    return { treatment.isPinned ? 1 : 0,
             treatment.isArchived ? 1 : 0,
             treatment.isMarkedUnread ? 1 : 0,
             treatment.mutedUntil.isValid() ? treatment.mutedUntil.toMSecsSinceEpoch() : 0,
             choice(treatment.disclosure.receipts),
             choice(treatment.disclosure.reading),
             choice(treatment.disclosure.typing),
             treatment.notify ? QVariant(static_cast<int>(*treatment.notify)) : QVariant(),
             treatment.language ? QVariant(notNull(*treatment.language)) : QVariant(),
             numberOf(treatment.openness) };
}

QString notNull(const QString &text) { return text.isNull() ? QStringLiteral("") : text; }

} // namespace natter
