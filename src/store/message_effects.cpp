// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/message_effects.h"

#include <algorithm>
#include <optional>

namespace natter {

using Delivery = ChatMessage::Delivery;
using Direction = ChatMessage::Direction;
using Purpose = ChatMessage::Purpose;

/// A message that is about another.
struct MessageEffects::Statement
{
    qint64 row;
    Purpose purpose;
    QString body;
    qint64 time;
    Delivery delivery;
    bool isShown;

    bool isFailed() const { return delivery == Delivery::Failed; }
    bool isUnconfirmed() const { return delivery == Delivery::Queued || delivery == Delivery::Written; }
};

struct MessageEffects::Outcome
{
    QString body;
    QVariant first; ///< what it said at first, if that is not what it says; NULL else
    QVariant edited; ///< milliseconds since 1970, or NULL; as the next
    QVariant retracted;
    bool isChanging = false;

    friend bool operator==(const Outcome &, const Outcome &) = default;
};

struct MessageEffects::Target
{
    qint64 row;
    Outcome now;

    bool isGone() const { return !now.retracted.isNull() && !now.isChanging; } ///< what it said is not here any more
};

static QDateTime timeOf(qint64 milliseconds) { return QDateTime::fromMSecsSinceEpoch(milliseconds, Qt::UTC); }

MessageEffects::Settled &MessageEffects::Settled::operator+=(const Settled &other)
{
    changed += other.changed;
    hidden += other.hidden;
    shown += other.shown;
    return *this;
}

/// In the order in which they were said.
Result<QList<MessageEffects::Statement>> MessageEffects::statementsAbout(const Key &key)
{
    auto found = m_database.run(
        QStringLiteral("SELECT id, purpose, body, time, delivery, shown FROM message WHERE chat = ? AND about = ? AND "
                       "about <> '' AND direction = ?"),
        { key.chat, key.id, static_cast<int>(key.direction) });
    if (!found) {
        return tl::unexpected(found.error());
    }
    QList<Statement> statements;
    const QSqlQuery &row = **found;
    while ((*found)->next()) {
        statements.append({ row.value(0).toLongLong(), static_cast<Purpose>(row.value(1).toInt()),
                            row.value(2).toString(), row.value(3).toLongLong(),
                            static_cast<Delivery>(row.value(4).toInt()), row.value(5).toBool() });
    }
    (*found)->finish();
    std::sort(statements.begin(), statements.end(), [](const Statement &a, const Statement &b) {
        return std::pair(a.time, a.row) < std::pair(b.time, b.row);
    });
    return statements;
}

/// The first, where the sender used the id twice.
Result<std::optional<MessageEffects::Target>> MessageEffects::target(const Key &key)
{
    auto found = m_database.run(
        QStringLiteral("SELECT id, body, first_body, edited, retracted, changing FROM message WHERE chat = ? AND "
                       "stanza_id = ? AND direction = ? AND purpose = 0 ORDER BY id LIMIT 1"),
        { key.chat, key.id, static_cast<int>(key.direction) });
    if (!found) {
        return tl::unexpected(found.error());
    }
    std::optional<Target> target;
    if ((*found)->next()) {
        const QSqlQuery &row = **found;
        target =
            Target { row.value(0).toLongLong(),
                     { row.value(1).toString(), row.value(2), row.value(3), row.value(4), row.value(5).toBool() } };
    }
    (*found)->finish();
    return target;
}

/// What is taken back is kept until the server has that: it may refuse.
MessageEffects::Outcome MessageEffects::outcomeOf(const Target &target, const QList<Statement> &statements)
{
    const QString first = target.now.first.isNull() ? target.now.body : target.now.first.toString();
    Outcome outcome { first, {}, {}, {}, false };
    for (const Statement &statement : statements) {
        if (statement.isFailed() || !outcome.retracted.isNull()) {
            continue;
        }
        outcome.isChanging = statement.isUnconfirmed();
        if (statement.purpose == Purpose::Correction) {
            outcome.body = statement.body;
            outcome.first = first;
            outcome.edited = statement.time;
        }
    }
    const auto retraction = std::find_if(statements.cbegin(), statements.cend(), [](const Statement &statement) {
        return statement.purpose == Purpose::Retraction && !statement.isFailed();
    });
    if (retraction != statements.cend()) {
        const bool isFinal = !retraction->isUnconfirmed();
        outcome = { {}, isFinal ? QVariant() : QVariant(first), {}, retraction->time, !isFinal };
    }
    return outcome;
}

Result<MessageEffects::Settled> MessageEffects::settle(qint64 chat, const ChatMessage &message)
{
    const Key key { chat, message.purpose == Purpose::Saying ? message.stanzaId : message.about, message.direction };
    const auto statements = key.id.isEmpty() ? QList<Statement>() : statementsAbout(key);
    if (!statements || statements->isEmpty()) {
        return statements ? Result<Settled>() : tl::unexpected(statements.error());
    }
    const auto target = this->target(key);
    if (!target) {
        return tl::unexpected(target.error());
    }
    Settled settled;
    qint64 standsAlone = 0; // a correction of what is not here, as it says what nothing else does
    bool isGone = std::any_of(statements->cbegin(), statements->cend(), [](const Statement &statement) {
        return statement.purpose == Purpose::Retraction && !statement.isFailed() && !statement.isUnconfirmed();
    });
    if (*target) {
        isGone = isGone || (*target)->isGone();
        const auto changed =
            (*target)->isGone() ? Result<bool>(false) : write(**target, outcomeOf(**target, *statements));
        if (!changed) {
            return tl::unexpected(changed.error());
        }
        settled.changed = *changed ? QList { (*target)->row } : QList<qint64>();
    } else if (!isGone) {
        const auto last = std::find_if(statements->crbegin(), statements->crend(), [](const Statement &statement) {
            return statement.purpose == Purpose::Correction && !statement.isFailed();
        });
        const auto deleted = last == statements->crend() ? Result<bool>(true) : wasDeleted(key);
        if (!deleted) {
            return tl::unexpected(deleted.error());
        }
        standsAlone = *deleted ? 0 : last->row;
    }
    if (const auto forgotten = isGone ? forgetVersions(key) : Result<>(); !forgotten) {
        return tl::unexpected(forgotten.error());
    }
    const auto placed = place(*statements, standsAlone);
    return placed ? Result<Settled>(settled += *placed) : placed;
}

Result<QList<MessageVersion>> MessageEffects::versions(qint64 row)
{
    auto found = m_database.run(QStringLiteral("SELECT chat, stanza_id, direction, coalesce(first_body, body), time, "
                                               "retracted IS NOT NULL FROM message WHERE id = ?"),
                                { row });
    if (!found) {
        return tl::unexpected(found.error());
    }
    QList<MessageVersion> versions;
    const bool isThere = (*found)->next() && !(*found)->value(5).toBool();
    const Key key { isThere ? (*found)->value(0).toLongLong() : 0, isThere ? (*found)->value(1).toString() : QString(),
                    isThere ? static_cast<Direction>((*found)->value(2).toInt()) : Direction::Incoming };
    if (isThere) {
        versions.append({ (*found)->value(3).toString(), timeOf((*found)->value(4).toLongLong()) });
    }
    (*found)->finish();
    const auto statements = statementsAbout(key);
    if (!statements) {
        return tl::unexpected(statements.error());
    }
    for (const Statement &statement : *statements) {
        if (isThere && statement.purpose == Purpose::Correction && !statement.isFailed()) {
            versions.append({ statement.body, timeOf(statement.time) });
        }
    }
    return versions;
}

/// Whether that changed anything.
Result<bool> MessageEffects::write(const Target &target, const Outcome &outcome)
{
    if (outcome == target.now) {
        return false;
    }
    return m_database
        .change(QStringLiteral("UPDATE message SET body = ?, first_body = ?, edited = ?, retracted = ?, changing = ? "
                               "WHERE id = ?"),
                { outcome.body, outcome.first, outcome.edited, outcome.retracted, outcome.isChanging, target.row })
        .map([] { return true; });
}

/// Of a message that was taken back for good.
Result<> MessageEffects::forgetVersions(const Key &key)
{
    const auto forgotten = m_database.change(
        QStringLiteral("UPDATE message SET body = '' WHERE chat = ? AND about = ? AND about <> '' AND direction = ? "
                       "AND body <> ''"),
        { key.chat, key.id, static_cast<int>(key.direction) });
    m_database.emptyLogSoon(); // which has what was said, in full
    return forgotten;
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

/// Those that failed are shown, so that the person sees it and can try again.
Result<MessageEffects::Settled> MessageEffects::place(const QList<Statement> &statements, qint64 standsAlone)
{
    Settled settled;
    for (const Statement &statement : statements) {
        const bool isShown = statement.isFailed() || statement.row == standsAlone;
        if (isShown == statement.isShown) {
            continue;
        }
        const auto set = m_database.change(QStringLiteral("UPDATE message SET shown = ? WHERE id = ?"),
                                           { isShown ? 1 : 0, statement.row });
        if (!set) {
            return tl::unexpected(set.error());
        }
        (isShown ? settled.shown : settled.hidden).append(statement.row);
    }
    return settled;
}

} // namespace natter
