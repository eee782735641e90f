// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/foreign_history.h"

#include <QHash>

namespace natter {

Result<QList<std::pair<ConversationId, int>>> ForeignHistory::conversations()
{
    QList<ConversationId> order;
    QHash<ConversationId, int> counts;
    const auto read = m_database->each(conversationsSql(), {}, [&](const QSqlQuery &row) -> Result<> {
        const ConversationId id { Jid::orNull(row.value(0).toString()).bare(),
                                  Jid::orNull(row.value(1).toString()).bare() };
        if (!id.isNull()) {
            if (!counts.contains(id)) {
                order.append(id);
            }
            counts[id] += row.value(2).toInt();
        }
        return {};
    });
    const auto rest = read ? m_database->each(leftSql(), {},
                                              [this](const QSqlQuery &row) -> Result<> {
                                                  m_left = row.value(0).toInt();
                                                  return {};
                                              })
                           : read;
    if (!rest) {
        return tl::unexpected(rest.error());
    }
    QList<std::pair<ConversationId, int>> found;
    for (const ConversationId &id : std::as_const(order)) {
        found.append({ id, counts.value(id) });
    }
    return found;
}

/// A message with text, from seconds since 1970.
static ChatMessage messageOf(const ConversationId &conversation, bool isOutgoing, const QString &body, double time)
{
    ChatMessage message;
    message.conversation = conversation;
    message.direction = isOutgoing ? ChatMessage::Direction::Outgoing : ChatMessage::Direction::Incoming;
    message.delivery = isOutgoing ? ChatMessage::Delivery::OnServer : ChatMessage::Delivery::None;
    message.body = body;
    message.time = QDateTime::fromMSecsSinceEpoch(qRound64(time * 1000), Qt::UTC);
    return message;
}

static void markFailed(ChatMessage &message, bool isFailed)
{
    if (isFailed && message.isOutgoing()) {
        message.delivery = ChatMessage::Delivery::Failed;
    }
}

static QVariantList valuesOf(const ConversationId &conversation)
{
    return { conversation.account.toString(), conversation.peer.toString() };
}

bool OldGajimHistory::isIn(const ReadOnlyDatabase &database)
{
    return database.hasTables({ QStringLiteral("logs"), QStringLiteral("jids") })
        && database.hasColumn(QStringLiteral("logs"), QStringLiteral("message_id"));
}

// Kinds: 2 in a room, 3 and 4 received, 5 and 6 sent. Private messages in a room have its address with a resource, and
// only that the room is there as well tells them apart.
static constexpr auto oldGajimPeople =
    "WITH person AS (SELECT j.jid_id, CASE instr(j.jid, '/') WHEN 0 THEN j.jid ELSE substr(j.jid, 1, instr(j.jid, '/') "
    "- 1) END AS bare FROM jids j WHERE j.type <> 1), peer AS (SELECT p.jid_id, p.bare, EXISTS (SELECT 1 FROM jids r "
    "WHERE r.jid = p.bare AND r.type = 1) AS in_room FROM person p) ";
static constexpr auto oldGajimSaid = " l.message <> '' AND l.kind IN (3, 4, 5, 6) ";

QString OldGajimHistory::conversationsSql() const
{
    return QLatin1String(oldGajimPeople)
        % u"SELECT a.jid, p.bare, count(*) FROM logs l JOIN peer p ON p.jid_id = l.jid_id AND NOT p.in_room JOIN jids "
          u"a ON "
          u"a.jid_id = l.account_id WHERE"
        % QLatin1String(oldGajimSaid) % u"GROUP BY a.jid, p.bare ORDER BY a.jid, p.bare";
}

QString OldGajimHistory::leftSql() const
{
    return QLatin1String(oldGajimPeople)
        % u"SELECT (SELECT count(*) FROM logs WHERE kind = 2 AND message <> '') + (SELECT count(*) FROM logs l JOIN "
          u"peer p "
          u"ON p.jid_id = l.jid_id AND p.in_room WHERE"
        % QLatin1String(oldGajimSaid) % u')';
}

Result<QList<ChatMessage>> OldGajimHistory::read(const ConversationId &conversation)
{
    QList<ChatMessage> found;
    const QString peer = conversation.peer.toString();
    const auto done = database().each(
        u"SELECT l.kind, l.message, l.time, l.message_id, l.stanza_id, l.error FROM logs l WHERE"
            % QLatin1String(oldGajimSaid)
            % u"AND l.jid_id IN (SELECT jid_id FROM jids WHERE jid = ? OR (jid > ? AND jid < ?)) AND l.account_id = "
              u"(SELECT jid_id FROM jids WHERE jid = ?) ORDER BY l.time, l.log_line_id",
        { peer, QString(peer + u'/'), QString(peer + u'0'), conversation.account.toString() }, // 0 comes behind /
        [&](const QSqlQuery &row) -> Result<> {
            const int kind = row.value(0).toInt();
            ChatMessage message = messageOf(conversation, kind >= 5, row.value(1).toString(), row.value(2).toDouble());
            message.stanzaId = row.value(3).toString();
            const QString archiveId = row.value(4).toString();
            message.archiveId = archiveId == message.stanzaId ? QString() : archiveId; // of one's own it is none
            markFailed(message, !row.value(5).toString().isEmpty());
            found.append(message);
            return {};
        });
    return done ? Result<QList<ChatMessage>>(found) : tl::unexpected(done.error());
}

bool GajimHistory::isIn(const ReadOnlyDatabase &database)
{
    return database.hasTables({ QStringLiteral("message"), QStringLiteral("remote"), QStringLiteral("account") })
        && database.hasColumn(QStringLiteral("message"), QStringLiteral("correction_id"));
}

// Types: 1 a chat, 2 a room, 3 private in a room; what is from before 1.9 has 1 for those, with a resource
static constexpr auto gajimTables = " JOIN remote r ON r.pk = m.fk_remote_pk JOIN account a ON a.pk = "
                                    "m.fk_account_pk ";
static constexpr auto gajimChat = " m.type = 1 AND instr(r.jid, '/') = 0 ";

QString GajimHistory::conversationsSql() const
{
    return u"SELECT a.jid, r.jid, count(*) FROM message m" % QLatin1String(gajimTables) % u"WHERE"
        % QLatin1String(gajimChat)
        % u"AND m.text <> '' AND m.correction_id IS NULL GROUP BY a.jid, r.jid ORDER BY "
          u"a.jid, r.jid";
}

QString GajimHistory::leftSql() const
{
    return u"SELECT count(*) FROM message m" % QLatin1String(gajimTables) % u"WHERE NOT (" % QLatin1String(gajimChat)
        % u") AND m.text <> ''";
}

/// The statement finds ids, directions and texts; of the same the last counts.
Result<GajimHistory::Keyed> GajimHistory::keyed(const QString &sql, const ConversationId &conversation) const
{
    Keyed found;
    const auto done = database().each(sql, valuesOf(conversation), [&found](const QSqlQuery &row) -> Result<> {
        found.insert({ row.value(0).toString(), row.value(1).toInt() }, row.value(2).toString());
        return {};
    });
    return done ? Result<Keyed>(found) : tl::unexpected(done.error());
}

Result<QList<ChatMessage>> GajimHistory::read(const ConversationId &conversation)
{
    const QString where = QLatin1String(gajimTables) + QStringLiteral("WHERE a.jid = ? AND r.jid = ? ");
    const auto corrections = keyed(u"SELECT m.correction_id, m.direction, m.text FROM message m" % where
                                       % u"AND m.correction_id IS NOT NULL AND m.text <> '' ORDER BY m.timestamp",
                                   conversation);
    const auto errors = keyed(u"SELECT m.message_id, 2, '' FROM error m" % where, conversation);
    const bool hasRetractions = database().hasTables({ QStringLiteral("retraction") });
    const auto retracted = hasRetractions
        ? keyed(u"SELECT m.id, m.direction, '' FROM retraction m" % where, conversation)
        : Result<Keyed>();
    if (!corrections || !errors || !retracted) {
        return tl::unexpected(!corrections ? corrections.error() : (errors ? retracted.error() : errors.error()));
    }
    QList<ChatMessage> found;
    const auto done = database().each(
        u"SELECT m.direction, m.text, m.timestamp, m.id, m.stanza_id FROM message m" % where % u"AND"
            % QLatin1String(gajimChat) % u"AND m.text <> '' AND m.correction_id IS NULL ORDER BY m.timestamp, m.pk",
        valuesOf(conversation), [&](const QSqlQuery &row) -> Result<> {
            const std::pair key { row.value(3).toString(), row.value(0).toInt() };
            if (retracted->contains(key)) {
                return {};
            }
            ChatMessage message = messageOf(conversation, key.second == 2,
                                            corrections->value(key, row.value(1).toString()), row.value(2).toDouble());
            message.stanzaId = key.first;
            const QString archiveId = row.value(4).toString();
            message.archiveId = archiveId == message.stanzaId ? QString() : archiveId;
            markFailed(message, errors->contains(key));
            found.append(message);
            return {};
        });
    return done ? Result<QList<ChatMessage>>(found) : tl::unexpected(done.error());
}

bool DinoHistory::isIn(const ReadOnlyDatabase &database)
{
    return database.hasTables({ QStringLiteral("message"), QStringLiteral("content_item"), QStringLiteral("jid"),
                                QStringLiteral("conversation") })
        && database.hasColumn(QStringLiteral("message"), QStringLiteral("server_id"));
}

// An item of type 1 is a message, the last of its corrections; one of type 2 is a file, whose message has its address
static constexpr auto dinoTables =
    " FROM content_item i JOIN conversation v ON v.id = i.conversation_id AND v.type = 0 JOIN account a ON a.id = "
    "v.account_id JOIN jid j ON j.id = v.jid_id LEFT JOIN file_transfer f ON i.content_type = 2 AND f.id = "
    "i.foreign_id JOIN message m ON m.id = CASE i.content_type WHEN 1 THEN i.foreign_id WHEN 2 THEN "
    "CAST(f.info AS INTEGER) END WHERE m.body <> '' ";

QString DinoHistory::conversationsSql() const
{
    return u"SELECT a.bare_jid, j.bare_jid, count(*)" % QLatin1String(dinoTables)
        % u"GROUP BY v.id ORDER BY a.bare_jid, j.bare_jid";
}

QString DinoHistory::leftSql() const
{
    return QStringLiteral("SELECT count(*) FROM content_item i JOIN conversation v ON v.id = i.conversation_id WHERE "
                          "v.type <> 0 AND i.content_type = 1");
}

Result<QList<ChatMessage>> DinoHistory::read(const ConversationId &conversation)
{
    QList<ChatMessage> found;
    const auto done = database().each(
        u"SELECT m.direction, m.body, i.time, m.stanza_id, m.server_id, m.marked" % QLatin1String(dinoTables)
            % u"AND a.bare_jid = ? AND j.bare_jid = ? ORDER BY i.time, i.id",
        valuesOf(conversation), [&](const QSqlQuery &row) -> Result<> {
            ChatMessage message =
                messageOf(conversation, row.value(0).toInt() == 1, row.value(1).toString(), row.value(2).toDouble());
            message.stanzaId = row.value(3).toString();
            message.archiveId = row.value(4).toString();
            const int marked = row.value(5).toInt();
            markFailed(message, marked == 4 || marked == 5 || marked == 6 || marked == 8); // not sent, or refused
            found.append(message);
            return {};
        });
    return done ? Result<QList<ChatMessage>>(found) : tl::unexpected(done.error());
}

} // namespace natter
