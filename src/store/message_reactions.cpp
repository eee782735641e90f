// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/message_reactions.h"

#include "store/message_row.h"
#include "store/stored_time.h"

#include <algorithm>

namespace natter {

using Direction = ChatMessage::Direction;

static constexpr int mostKinds = 100; ///< of emoji at one message: a crowd may be of many minds

/// A message that may have been reacted to.
struct MessageReactions::Target
{
    qint64 row;
    qint64 chat;
    ChatKind kind;
    QString stanzaId;
    QString archiveId;
};

Result<std::optional<MessageReactions::Target>> MessageReactions::target(qint64 row)
{
    auto found = m_database.run(QStringLiteral("SELECT m.chat, c.kind, m.stanza_id, m.archive_id FROM message m JOIN "
                                               "chat c ON c.id = m.chat WHERE m.id = ? AND m.retracted IS NULL"),
                                { row });
    if (!found) {
        return tl::unexpected(found.error());
    }
    std::optional<Target> target;
    if ((*found)->next()) {
        target = Target { row, (*found)->value(0).toLongLong(), static_cast<ChatKind>((*found)->value(1).toInt()),
                          (*found)->value(2).toString(), (*found)->value(3).toString() };
    }
    (*found)->finish();
    return target;
}

/// Those that mean this message and no other.
Result<QStringList> MessageReactions::namesOf(const Target &target)
{
    QStringList names;
    QStringList all { target.stanzaId };
    if (target.kind == ChatKind::Room && target.archiveId != target.stanzaId) {
        all.append(target.archiveId);
    }
    for (const QString &name : std::as_const(all)) {
        const auto meant = name.isEmpty() ? Result<qint64>(0) : m_names.answered(target.chat, target.kind, name);
        if (!meant) {
            return tl::unexpected(meant.error());
        }
        if (*meant == target.row && !name.isEmpty()) {
            names.append(name);
        }
    }
    return names;
}

/// What failed counts as never said, and so does what was said to an older message with the same id.
Result<MessageReactions::Said> MessageReactions::lastOf(qint64 chat, const QString &id, Direction direction)
{
    auto found = m_database.run(
        QStringLiteral(
            "SELECT id, body, time FROM message WHERE chat = ? AND about = ? AND about <> '' AND direction = ? AND "
            "purpose = 3 AND delivery <> 3 AND retracted IS NULL AND (coalesce(id > (SELECT max(t.id) FROM message t "
            "WHERE t.chat = ? AND t.stanza_id = ? AND t.purpose = 0), 1) OR (SELECT count(*) FROM message t WHERE "
            "t.chat = ? AND t.stanza_id = ? AND t.purpose = 0) = 1) ORDER BY id DESC LIMIT 1"),
        { chat, id, static_cast<int>(direction), chat, id, chat, id });
    if (!found) {
        return tl::unexpected(found.error());
    }
    Said last;
    last.given.isOurs = direction == Direction::Outgoing;
    if ((*found)->next()) {
        last.row = (*found)->value(0).toLongLong();
        last.given.emoji = (*found)->value(1).toString().split(u'\n', Qt::SkipEmptyParts);
        last.given.time = timeOf((*found)->value(2));
    }
    (*found)->finish();
    return last;
}

/// In a conversation with one person; theirs first.
Result<QList<MessageReactions::Said>> MessageReactions::lastOfSides(qint64 chat, const QString &id)
{
    const auto theirs = lastOf(chat, id, Direction::Incoming);
    const auto ours = theirs ? lastOf(chat, id, Direction::Outgoing) : theirs;
    return ours ? Result<QList<Said>>(QList { *theirs, *ours }) : tl::unexpected(ours.error());
}

/// From one occupant to the next in the index: one of them may react over and over.
Result<QList<MessageReactions::Said>> MessageReactions::lastOfOccupants(qint64 chat, const QString &id)
{
    auto found = m_database.run(
        QStringLiteral(
            "WITH RECURSIVE who (occupant) AS (SELECT min(occupant) FROM message WHERE chat = ? AND about = ? AND "
            "purpose = 3 AND occupant <> '' UNION ALL SELECT (SELECT min(m.occupant) FROM message m WHERE m.chat = ? "
            "AND m.about = ? AND m.purpose = 3 AND m.occupant <> '' AND m.occupant > who.occupant) FROM who WHERE "
            "who.occupant IS NOT NULL) SELECT l.id, l.occupant, l.nick, l.body, l.time FROM who JOIN message l ON l.id "
            "= (SELECT m.id FROM message m WHERE m.chat = ? AND m.about = ? AND m.purpose = 3 AND m.occupant <> '' AND "
            "m.occupant = who.occupant AND m.retracted IS NULL ORDER BY m.id DESC LIMIT 1)"),
        { chat, id, chat, id, chat, id });
    if (!found) {
        return tl::unexpected(found.error());
    }
    QList<Said> said;
    while ((*found)->next()) {
        const QSqlQuery &row = **found;
        GivenReactions given;
        given.nick = row.value(2).toString();
        given.emoji = row.value(3).toString().split(u'\n', Qt::SkipEmptyParts);
        given.time = timeOf(row.value(4));
        said.append({ row.value(0).toLongLong(), row.value(1).toString(), given });
    }
    (*found)->finish();
    return said;
}

/// Of everybody the last that counts; in a room in the order in which they were said.
Result<QList<MessageReactions::Said>> MessageReactions::all(const Target &target)
{
    const auto names = namesOf(target);
    if (!names) {
        return tl::unexpected(names.error());
    }
    QList<Said> all;
    QHash<QString, qsizetype> places; // by occupant; ours under the empty one
    for (const QString &name : *names) {
        if (target.kind != ChatKind::Room) {
            return lastOfSides(target.chat, name);
        }
        auto said = lastOfOccupants(target.chat, name);
        const auto ours = said ? lastOf(target.chat, name, Direction::Outgoing) : tl::unexpected(said.error());
        if (!ours) {
            return tl::unexpected(ours.error());
        }
        said->append(*ours);
        for (const Said &each : std::as_const(*said)) {
            const auto place = places.constFind(each.occupant);
            if (each.row != 0 && place == places.cend()) {
                places.insert(each.occupant, all.size());
                all.append(each);
            } else if (each.row != 0 && all[*place].row < each.row) {
                all[*place] = each;
            }
        }
    }
    std::sort(all.begin(), all.end(), [](const Said &a, const Said &b) { return a.row < b.row; });
    return all;
}

/// Those that may be meant. Once the archive names a message, another that has that for its sender's id is meant no
/// more.
Result<QList<qint64>> MessageReactions::targetsOf(qint64 chat, const ChatMessage &message)
{
    QList<Result<qint64>> found;
    const auto answered = [&](const QString &name) {
        found.append(name.isEmpty() ? Result<qint64>(0) : m_names.answered(chat, message.kind, name));
    };
    answered(message.isAbout() ? message.about : message.stanzaId);
    if (!message.isAbout() && message.kind == ChatKind::Room && !message.archiveId.isEmpty()) {
        answered(message.archiveId);
        found.append(m_names.answered(chat, ChatKind::Person, message.archiveId));
    }
    QList<qint64> rows;
    for (const Result<qint64> &row : std::as_const(found)) {
        if (!row) {
            return tl::unexpected(row.error());
        }
        if (*row != 0 && !rows.contains(*row)) {
            rows.append(*row);
        }
    }
    return rows;
}

Result<QList<qint64>> MessageReactions::settle(qint64 chat, const ChatMessage &message)
{
    const auto rows = targetsOf(chat, message);
    if (!rows) {
        return rows;
    }
    QList<qint64> changed;
    for (const qint64 row : *rows) {
        const auto meant = target(row);
        const auto differs = !meant ? tl::unexpected(meant.error())
            : *meant                ? settleTarget(**meant)
                                    : Result<bool>(false);
        if (!differs) {
            return tl::unexpected(differs.error());
        }
        if (*differs) {
            changed.append(row);
        }
    }
    return changed;
}

/// Whether that changed anything.
Result<bool> MessageReactions::settleTarget(const Target &target)
{
    const auto said = all(target);
    if (!said) {
        return tl::unexpected(said.error());
    }
    QList<Reaction> reactions;
    QHash<QString, qsizetype> places;
    for (const Said &each : *said) {
        for (const QString &emoji : each.given.emoji) {
            const auto place = places.constFind(emoji);
            if (place != places.cend()) {
                ++reactions[*place].count;
                reactions[*place].isOurs = reactions[*place].isOurs || each.given.isOurs;
            } else {
                places.insert(emoji, reactions.size());
                reactions.append({ emoji, 1, each.given.isOurs });
            }
        }
    }
    if (reactions.size() > mostKinds) {
        int kept = 0;
        reactions.removeIf([&kept](const Reaction &reaction) { return !reaction.isOurs && ++kept > mostKinds; });
    }
    const QString stored = storedReactions(reactions);
    const auto differs = m_database.number(
        QStringLiteral("SELECT count(*) FROM message WHERE id = ? AND reactions <> ?"), { target.row, stored });
    if (!differs || *differs == 0) {
        return differs.map([](qint64) { return false; });
    }
    return m_database.change(QStringLiteral("UPDATE message SET reactions = ? WHERE id = ?"), { stored, target.row })
        .map([] { return true; });
}

Result<QList<GivenReactions>> MessageReactions::given(qint64 row)
{
    const auto meant = target(row);
    const auto said = !meant ? tl::unexpected(meant.error()) : *meant ? all(**meant) : Result<QList<Said>>();
    if (!said) {
        return tl::unexpected(said.error());
    }
    QList<GivenReactions> all;
    for (const Said &each : *said) {
        if (!each.given.emoji.isEmpty()) {
            all.append(each.given);
        }
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const GivenReactions &a, const GivenReactions &b) { return a.time > b.time; });
    return all;
}

Result<bool> MessageReactions::isOpen(qint64 chat, const ChatMessage &reaction)
{
    const auto row = m_names.answered(chat, reaction.kind, reaction.about);
    return row
        ? m_database.number(QStringLiteral("SELECT count(*) FROM message WHERE id = ? AND retracted IS NULL"), { *row })
              .map([](qint64 count) { return count != 0; })
        : tl::unexpected(row.error());
}

} // namespace natter
