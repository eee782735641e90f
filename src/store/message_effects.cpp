// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/message_effects.h"

#include "store/stored_time.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace natter {

using Delivery = ChatMessage::Delivery;
using Direction = ChatMessage::Direction;
using Purpose = ChatMessage::Purpose;

static constexpr int mostVersions = 50; ///< that are shown

/// A message that is about another.
struct MessageEffects::Statement
{
    qint64 row;
    Purpose purpose;
    qint64 time;
    Delivery delivery;
    bool isShown;

    bool isFailed() const { return delivery == Delivery::Failed; }
    bool isUnconfirmed() const { return delivery == Delivery::Queued || delivery == Delivery::Written; }
};

struct MessageEffects::Outcome
{
    QString body;
    std::optional<QString> first; ///< what it said at first, if that is not what it says
    std::optional<qint64> edited; ///< milliseconds since 1970, as the next
    std::optional<qint64> retracted;
    bool isChanging = false;
    std::optional<QString> spoiler; ///< the hint, once it was said with one
    QString cards; ///< of what it says, or has said, as they are stored

    friend bool operator==(const Outcome &, const Outcome &) = default;
};

struct MessageEffects::Target
{
    qint64 row;
    Outcome now;

    bool isGone() const { return now.retracted && !now.isChanging; } ///< what it said is not here any more
};

MessageEffects::Settled &MessageEffects::Settled::operator+=(const Settled &other)
{
    changed += other.changed;
    hidden += other.hidden;
    shown += other.shown;
    return *this;
}

template <typename T> static QVariant variantOf(const std::optional<T> &value)
{
    return value ? QVariant(*value) : QVariant();
}

static std::optional<qint64> numberOf(const QVariant &value)
{
    return value.isNull() ? std::nullopt : std::optional(value.toLongLong());
}

/// Some senders use an id twice: what is about it belongs to the last of those messages before it, and what stands
/// before all of them to the first.
Result<MessageEffects::Key> MessageEffects::keyOf(qint64 chat, const ChatMessage &message)
{
    Key key { chat, message.isAbout() ? message.about : message.stanzaId, message.direction, 0, 0, 0 };
    const QVariantList values { chat, key.id, static_cast<int>(key.direction), message.row };
    const auto find = [&](const char *sql) { return m_database.number(QLatin1String(sql), values); };
    const auto upTo =
        find("SELECT coalesce(max(id), 0) FROM message WHERE chat = ? AND stanza_id = ? AND direction = ? "
             "AND purpose = 0 AND id <= ?");
    const auto behind =
        find("SELECT coalesce(min(id), 0) FROM message WHERE chat = ? AND stanza_id = ? AND direction = ? "
             "AND purpose = 0 AND id > ?");
    if (!upTo || !behind) {
        return tl::unexpected(upTo ? behind.error() : upTo.error());
    }
    key.target = *upTo != 0 ? *upTo : *behind;
    const QVariantList around { chat, key.id, static_cast<int>(key.direction), key.target };
    const auto before = m_database.number(
        QStringLiteral("SELECT count(*) FROM (SELECT 1 FROM message WHERE chat = ? AND stanza_id = ? AND direction = ? "
                       "AND purpose = 0 AND id < ? LIMIT 1)"),
        around);
    const auto next = m_database.number(
        QStringLiteral("SELECT coalesce(min(id), 0) FROM message WHERE chat = ? AND stanza_id = ? AND direction = ? "
                       "AND purpose = 0 AND id > ?"),
        around);
    if (!before || !next) {
        return tl::unexpected(before ? next.error() : before.error());
    }
    key.from = *before != 0 ? key.target : std::numeric_limits<qint64>::min();
    key.to = key.target != 0 && *next != 0 ? *next : std::numeric_limits<qint64>::max();
    return key;
}

/// In their order.
Result<QList<MessageEffects::Statement>> MessageEffects::statementsAbout(const Key &key)
{
    auto found = m_database.run(
        QStringLiteral("SELECT id, purpose, time, delivery, shown FROM message WHERE chat = ? AND about = ? AND "
                       "about <> '' AND direction = ? AND purpose IN (1, 2) AND id BETWEEN ? AND ?"),
        { key.chat, key.id, static_cast<int>(key.direction), key.from, key.to });
    if (!found) {
        return tl::unexpected(found.error());
    }
    QList<Statement> statements;
    const QSqlQuery &row = **found;
    while ((*found)->next()) {
        statements.append({ row.value(0).toLongLong(), static_cast<Purpose>(row.value(1).toInt()),
                            row.value(2).toLongLong(), static_cast<Delivery>(row.value(3).toInt()),
                            row.value(4).toBool() });
    }
    (*found)->finish();
    std::sort(statements.begin(), statements.end(),
              [](const Statement &a, const Statement &b) { return a.row < b.row; });
    return statements;
}

Result<std::optional<MessageEffects::Target>> MessageEffects::target(const Key &key)
{
    auto found = m_database.run(
        QStringLiteral("SELECT body, first_body, edited, retracted, changing, spoiler, cards FROM message WHERE "
                       "id = ?"),
        { key.target });
    if (!found) {
        return tl::unexpected(found.error());
    }
    std::optional<Target> target;
    if ((*found)->next()) {
        const QSqlQuery &row = **found;
        const auto first = row.value(1).isNull() ? std::nullopt : std::optional(row.value(1).toString());
        target = Target {
            key.target,
            { row.value(0).toString(), first, numberOf(row.value(2)), numberOf(row.value(3)), row.value(4).toBool(),
              row.value(5).isNull() ? std::nullopt : std::optional(row.value(5).toString()), row.value(6).toString() }
        };
    }
    (*found)->finish();
    return target;
}

Result<QString> MessageEffects::bodyOf(qint64 row)
{
    auto found = m_database.run(QStringLiteral("SELECT body FROM message WHERE id = ?"), { row });
    if (!found) {
        return tl::unexpected(found.error());
    }
    const QString body = (*found)->next() ? (*found)->value(0).toString() : QString();
    (*found)->finish();
    return body;
}

/// What a correction says besides its text.
struct Besides
{
    std::optional<QString> spoiler;
    QString cards;
};

static Result<Besides> besidesOf(Database &database, qint64 row)
{
    auto found = database.run(QStringLiteral("SELECT spoiler, cards FROM message WHERE id = ?"), { row });
    if (!found) {
        return tl::unexpected(found.error());
    }
    Besides besides;
    if ((*found)->next()) {
        const QVariant spoiler = (*found)->value(0);
        besides.spoiler = spoiler.isNull() ? std::nullopt : std::optional(spoiler.toString());
        besides.cards = (*found)->value(1).toString();
    }
    (*found)->finish();
    return besides;
}

/// What is taken back is kept until the server has that: it may refuse.
Result<MessageEffects::Outcome> MessageEffects::outcomeOf(const Target &target, const QList<Statement> &statements)
{
    const QString first = target.now.first.value_or(target.now.body);
    Outcome outcome { first, {}, {}, {}, false, target.now.spoiler, target.now.cards };
    const auto last = [&statements](Purpose purpose) {
        return std::find_if(statements.crbegin(), statements.crend(), [purpose](const Statement &statement) {
            return statement.purpose == purpose && !statement.isFailed();
        });
    };
    const auto retraction = last(Purpose::Retraction);
    const auto correction = last(Purpose::Correction);
    if (retraction != statements.crend()) {
        const bool isFinal = !retraction->isUnconfirmed();
        return Outcome { {},
                         isFinal ? std::nullopt : std::optional(first),
                         {},
                         retraction->time,
                         !isFinal,
                         target.now.spoiler,
                         target.now.cards };
    }
    if (correction != statements.crend()) {
        const auto body = bodyOf(correction->row);
        if (!body) {
            return tl::unexpected(body.error());
        }
        const auto besides = besidesOf(m_database, correction->row);
        if (!besides) {
            return tl::unexpected(besides.error());
        }
        return Outcome { *body,
                         first,
                         correction->time,
                         {},
                         correction->isUnconfirmed(),
                         besides->spoiler ? besides->spoiler : target.now.spoiler,
                         besides->cards.isEmpty() ? target.now.cards : besides->cards };
    }
    return outcome;
}

Result<MessageEffects::Settled> MessageEffects::settle(qint64 chat, const ChatMessage &message)
{
    const QString id = message.isAbout() ? message.about : message.stanzaId;
    const auto isMeant = id.isEmpty() ? Result<qint64>(0)
                                      : m_database.number(QStringLiteral("SELECT EXISTS (SELECT 1 FROM message WHERE "
                                                                         "chat = ? AND about = ? AND about <> '')"),
                                                          { chat, id });
    if (!isMeant || *isMeant == 0) { // as nearly always
        return isMeant ? Result<Settled>() : tl::unexpected(isMeant.error());
    }
    const auto isChanged = m_database.number(
        QStringLiteral(
            "SELECT EXISTS (SELECT 1 FROM message WHERE chat = ? AND about = ? AND about <> '' AND purpose IN "
            "(1, 2))"),
        { chat, id });
    if (!isChanged) {
        return tl::unexpected(isChanged.error());
    }
    const bool isReaction = message.purpose == Purpose::Reaction || *isChanged == 0;
    auto settled = isReaction ? Result<Settled>() : settleStatements(chat, message);
    const auto reacted = settled ? m_reactions.settle(chat, message) : tl::unexpected(settled.error());
    if (!reacted) {
        return tl::unexpected(reacted.error());
    }
    if (*reacted != 0 && !settled->changed.contains(*reacted)) {
        settled->changed.append(*reacted);
    }
    return settled;
}

Result<MessageEffects::Settled> MessageEffects::settleStatements(qint64 chat, const ChatMessage &message)
{
    const auto key = keyOf(chat, message);
    const auto statements = key ? statementsAbout(*key) : tl::unexpected(key.error());
    const auto found = statements ? target(*key) : tl::unexpected(statements.error());
    if (!found) {
        return tl::unexpected(found.error());
    }
    Settled settled;
    bool isGone = std::any_of(statements->cbegin(), statements->cend(), [](const Statement &statement) {
        return statement.purpose == Purpose::Retraction && !statement.isFailed() && !statement.isUnconfirmed();
    });
    qint64 standsAlone = 0; // a correction of what is not here, as it says what nothing else does
    if (*found) {
        isGone = isGone || (*found)->isGone();
        const auto outcome = (*found)->isGone() ? Result<Outcome>((*found)->now) : outcomeOf(**found, *statements);
        const auto changed = outcome ? write(**found, *outcome) : tl::unexpected(outcome.error());
        if (!changed) {
            return tl::unexpected(changed.error());
        }
        settled.changed = *changed ? QList { (*found)->row } : QList<qint64>();
    } else {
        const auto last = std::find_if(statements->crbegin(), statements->crend(), [](const Statement &statement) {
            return statement.purpose == Purpose::Correction && !statement.isFailed();
        });
        const auto deleted = wasDeleted(*key);
        if (!deleted) {
            return tl::unexpected(deleted.error());
        }
        isGone = isGone || *deleted;
        standsAlone = isGone || last == statements->crend() ? 0 : last->row;
    }
    if (const auto forgotten = isGone ? forgetVersions(*key) : Result<>(); !forgotten) {
        return tl::unexpected(forgotten.error());
    }
    const auto placed = place(*statements, standsAlone);
    return placed ? Result<Settled>(settled += *placed) : placed;
}

Result<bool> MessageEffects::isOpen(qint64 chat, const ChatMessage &message)
{
    if (message.purpose == Purpose::Reaction) {
        return m_reactions.isOpen(chat, message);
    }
    ChatMessage last = message;
    last.row = std::numeric_limits<qint64>::max();
    const auto key = keyOf(chat, last);
    const auto found = key ? target(*key) : tl::unexpected(key.error());
    if (!found || *found) {
        return found ? Result<bool>(!(*found)->now.retracted) : tl::unexpected(found.error());
    }
    const auto statements = statementsAbout(*key); // one of them may stand alone
    return statements ? Result<bool>(std::any_of(statements->cbegin(), statements->cend(),
                                                 [](const Statement &statement) { return statement.isShown; }))
                      : tl::unexpected(statements.error());
}

Result<QList<MessageVersion>> MessageEffects::versions(qint64 row)
{
    auto found =
        m_database.run(QStringLiteral("SELECT chat, stanza_id, direction, coalesce(first_body, body), time FROM "
                                      "message WHERE id = ? AND retracted IS NULL"),
                       { row });
    if (!found) {
        return tl::unexpected(found.error());
    }
    if (!(*found)->next()) {
        (*found)->finish();
        return QList<MessageVersion>();
    }
    const qint64 chat = (*found)->value(0).toLongLong();
    ChatMessage message;
    message.row = row;
    message.stanzaId = (*found)->value(1).toString();
    message.direction = static_cast<Direction>((*found)->value(2).toInt());
    QList<MessageVersion> versions { { (*found)->value(3).toString(), timeOf((*found)->value(4)) } };
    (*found)->finish();
    const auto key = keyOf(chat, message);
    auto statements = key ? statementsAbout(*key) : tl::unexpected(key.error());
    if (!statements) {
        return tl::unexpected(statements.error());
    }
    statements->removeIf([](const Statement &each) { return each.purpose != Purpose::Correction || each.isFailed(); });
    for (const Statement &statement : statements->mid(qMax<qsizetype>(0, statements->size() - mostVersions))) {
        const auto body = bodyOf(statement.row);
        if (!body) {
            return tl::unexpected(body.error());
        }
        versions.append({ *body, timeOf(statement.time) });
    }
    return versions;
}

/// The search takes in anew what stands in these rows.
Result<> MessageEffects::noteForSearch(qint64 row)
{
    return m_database.change(QStringLiteral("INSERT INTO filled (first, last) VALUES (?, ?)"), { row, row });
}

/// Whether that changed anything.
Result<bool> MessageEffects::write(const Target &target, const Outcome &outcome)
{
    if (outcome == target.now) {
        return false;
    }
    const bool isGone = outcome.retracted && !outcome.isChanging;
    const QVariant sum = isGone ? QVariant(qChecksum(target.now.first.value_or(target.now.body).toUtf8())) : QVariant();
    const auto written = m_database.change(
        QStringLiteral(
            "UPDATE message SET body = ?, first_body = ?, first_sum = ?, edited = ?, retracted = ?, changing "
            "= ?, spoiler = ?, cards = ? WHERE id = ?"),
        { outcome.body, variantOf(outcome.first), sum, variantOf(outcome.edited), variantOf(outcome.retracted),
          outcome.isChanging, variantOf(outcome.spoiler), outcome.cards, target.row });
    if (isGone) {
        m_database.emptyLogSoon(); // which has what was said, in full
    }
    const auto forgotten = written && isGone ? forgetTraces(target.row) : written;
    const bool saysOther = outcome.body != target.now.body || outcome.retracted != target.now.retracted;
    const auto noted = forgotten && saysOther ? noteForSearch(target.row) : forgotten;
    return noted.map([] { return true; });
}

/// What was quoted of a message that was taken back for good, and what was said to it without a word.
Result<> MessageEffects::forgetTraces(qint64 row)
{
    const auto reactions = m_database.change(
        QStringLiteral("UPDATE message SET reactions = '', spoiler = NULL, cards = '' WHERE id = ?"), { row });
    return reactions
        ? m_database.change(
            QStringLiteral("UPDATE message SET quoted = '' WHERE reply_to <> '' AND (chat, reply_to) = (SELECT t.chat, "
                           "t.stanza_id FROM message t WHERE t.id = ?)"),
            { row })
        : reactions;
}

/// Of a message that was taken back for good. What is still to be sent stays until it is.
Result<> MessageEffects::forgetVersions(const Key &key)
{
    const auto rows = statementsAbout(key);
    if (!rows) {
        return tl::unexpected(rows.error());
    }
    for (const Statement &statement : *rows) {
        const auto body = statement.isUnconfirmed() ? Result<QString>() : bodyOf(statement.row);
        if (!body) {
            return tl::unexpected(body.error());
        }
        if (body->isEmpty()) {
            continue;
        }
        const auto forgotten = m_database.change(
            QStringLiteral("UPDATE message SET body = '', cards = '' WHERE id = ?"), { statement.row });
        const auto noted = forgotten ? noteForSearch(statement.row) : forgotten;
        if (!noted) {
            return noted;
        }
        m_database.emptyLogSoon();
    }
    return {};
}

/// The person does not keep it here.
Result<bool> MessageEffects::wasDeleted(const Key &key)
{
    return m_database
        .number(QStringLiteral("SELECT EXISTS (SELECT 1 FROM deleted WHERE chat = ? AND stanza_id = ? AND "
                               "stanza_id <> '' AND direction = ?)"),
                { key.chat, key.id, static_cast<int>(key.direction) })
        .map([](qint64 exists) { return exists != 0; });
}

/// Those that failed are shown, so that the person sees it and can try again; unless there is a later one that did not,
/// which an earlier one must not follow.
Result<MessageEffects::Settled> MessageEffects::place(const QList<Statement> &statements, qint64 standsAlone)
{
    Settled settled;
    bool isSuperseded = false;
    for (auto statement = statements.crbegin(); statement != statements.crend(); ++statement) {
        const bool isShown = (statement->isFailed() && !isSuperseded) || statement->row == standsAlone;
        isSuperseded = isSuperseded || !statement->isFailed();
        if (isShown == statement->isShown) {
            continue;
        }
        const auto set = m_database.change(QStringLiteral("UPDATE message SET shown = ? WHERE id = ?"),
                                           { isShown ? 1 : 0, statement->row });
        const auto noted = set ? noteForSearch(statement->row) : set;
        if (!noted) {
            return tl::unexpected(noted.error());
        }
        (isShown ? settled.shown : settled.hidden).append(statement->row);
    }
    return settled;
}

} // namespace natter
