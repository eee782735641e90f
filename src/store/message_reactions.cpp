// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/message_reactions.h"

#include "store/message_row.h"
#include "store/stored_time.h"

#include <algorithm>

namespace natter {

using Direction = ChatMessage::Direction;

/// Anybody's: whoever reacts names a message by its id alone. Of two with the same id it is the newer.
Result<qint64> MessageReactions::targetOf(qint64 chat, const QString &id)
{
    return m_database.number(
        QStringLiteral("SELECT coalesce(max(id), 0) FROM message WHERE chat = ? AND stanza_id = ? AND purpose = 0"),
        { chat, id });
}

/// What failed counts as never said, and so does what was said to an older message with the same id.
Result<GivenReactions> MessageReactions::lastOf(qint64 chat, const QString &id, Direction direction)
{
    auto found = m_database.run(
        QStringLiteral(
            "SELECT body, time FROM message WHERE chat = ? AND about = ? AND about <> '' AND direction = ? AND "
            "purpose = 3 AND delivery <> 3 AND (id > (SELECT max(t.id) FROM message t WHERE t.chat = ? AND "
            "t.stanza_id = ? AND t.purpose = 0) OR (SELECT count(*) FROM message t WHERE t.chat = ? AND "
            "t.stanza_id = ? AND t.purpose = 0) = 1) ORDER BY id DESC LIMIT 1"),
        { chat, id, static_cast<int>(direction), chat, id, chat, id });
    if (!found) {
        return tl::unexpected(found.error());
    }
    GivenReactions last;
    last.isOurs = direction == Direction::Outgoing;
    if ((*found)->next()) {
        last.emoji = (*found)->value(0).toString().split(u'\n', Qt::SkipEmptyParts);
        last.time = timeOf((*found)->value(1));
    }
    (*found)->finish();
    return last;
}

Result<qint64> MessageReactions::settle(qint64 chat, const ChatMessage &message)
{
    const QString id = message.isAbout() ? message.about : message.stanzaId;
    const auto target = targetOf(chat, id);
    const auto theirs = target ? lastOf(chat, id, Direction::Incoming) : tl::unexpected(target.error());
    const auto ours = theirs ? lastOf(chat, id, Direction::Outgoing) : theirs;
    if (!ours || *target == 0) {
        return ours ? Result<qint64>(0) : tl::unexpected(ours.error());
    }
    QList<Reaction> reactions;
    for (const GivenReactions &side : { *theirs, *ours }) {
        for (const QString &emoji : side.emoji) {
            const auto same = std::find_if(reactions.begin(), reactions.end(),
                                           [&emoji](const Reaction &other) { return other.emoji == emoji; });
            if (same == reactions.end()) {
                reactions.append({ emoji, 1, false });
            } else {
                ++same->count;
            }
        }
    }
    for (Reaction &reaction : reactions) {
        reaction.isOurs = ours->emoji.contains(reaction.emoji);
    }
    const QString stored = storedReactions(reactions);
    const auto differs = m_database.number(
        QStringLiteral("SELECT count(*) FROM message WHERE id = ? AND retracted IS NULL AND reactions <> ?"),
        { *target, stored });
    if (!differs || *differs == 0) {
        return differs;
    }
    return m_database.change(QStringLiteral("UPDATE message SET reactions = ? WHERE id = ?"), { stored, *target })
        .map([&target] { return *target; });
}

Result<QList<GivenReactions>> MessageReactions::given(qint64 row)
{
    auto found = m_database.run(
        QStringLiteral("SELECT chat, stanza_id FROM message WHERE id = ? AND retracted IS NULL AND stanza_id <> ''"),
        { row });
    if (!found) {
        return tl::unexpected(found.error());
    }
    const bool isThere = (*found)->next();
    const qint64 chat = isThere ? (*found)->value(0).toLongLong() : 0;
    const QString id = isThere ? (*found)->value(1).toString() : QString();
    (*found)->finish();
    const auto target = isThere ? targetOf(chat, id) : Result<qint64>(0);
    const auto theirs = target ? lastOf(chat, id, Direction::Incoming) : tl::unexpected(target.error());
    const auto ours = theirs ? lastOf(chat, id, Direction::Outgoing) : theirs;
    if (!ours) {
        return tl::unexpected(ours.error());
    }
    QList<GivenReactions> all;
    for (const GivenReactions &side : { *theirs, *ours }) {
        if (*target == row && !side.emoji.isEmpty()) {
            all.append(side);
        }
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const GivenReactions &a, const GivenReactions &b) { return a.time > b.time; });
    return all;
}

Result<bool> MessageReactions::isOpen(qint64 chat, const ChatMessage &reaction)
{
    const auto target = targetOf(chat, reaction.about);
    return target
        ? m_database
              .number(QStringLiteral("SELECT count(*) FROM message WHERE id = ? AND retracted IS NULL"), { *target })
              .map([](qint64 count) { return count != 0; })
        : tl::unexpected(target.error());
}

} // namespace natter
