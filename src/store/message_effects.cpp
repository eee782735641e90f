// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/message_effects.h"

#include "store/message_row.h"
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
    bool isWithdrawn; ///< by the room
    bool isMention;

    /// It takes the message back, whoever said so.
    bool isRetraction() const { return purpose == Purpose::Retraction || purpose == Purpose::Moderation; }
    bool counts() const { return !isFailed() && !isWithdrawn; }
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
    bool isMention = false; ///< it means us, or did in some version

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
    hasMentions = hasMentions || other.hasMentions;
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

/// Statements that say something about a message, and the values of their parameters; of many corrections and
/// retractions only those that make a difference.
struct StatementsSought
{
    QStringList parts;
    QVariantList values;

    void add(const QString &from, const QString &condition, const QVariantList &of)
    {
        parts.append(u"SELECT " % from % u" WHERE chat = ? AND about = ? AND about <> '' AND " % condition);
        values += of;
    }
    /// The last of somebody's with that purpose that got through, and those that have a place, or may get or lose one.
    void addOf(const QString &purpose, const QVariantList &of)
    {
        const QString theirs = QStringLiteral("direction = ? AND occupant = ? AND id BETWEEN ? AND ? AND ") % purpose;
        add(QStringLiteral("max(id) FROM message"), theirs % u" AND delivery NOT IN (1, 3, 4) AND retracted IS NULL",
            of);
        add(QStringLiteral("id FROM message INDEXED BY message_apart"),
            theirs % u" AND (shown = 1 OR delivery IN (1, 3, 4))", of);
    }
    QString sql() const
    {
        return u"SELECT id, purpose, time, delivery, shown, retracted IS NOT NULL, mention FROM message WHERE id IN ("
            % parts.join(QStringLiteral(" UNION ALL ")) % u") ORDER BY id";
    }
};

/// In their order: what its sender says about it and, in a room, what the room itself says about whatever has that id
/// of its archive's.
Result<QList<MessageEffects::Statement>> MessageEffects::statementsAbout(const MeantMessage &meant)
{
    const int direction = static_cast<int>(meant.direction);
    const auto sayingOf = [&](const QString &name, qint64 from, qint64 to) {
        return QVariantList { meant.chat, meant.hasSender() ? name : QString(), direction, meant.occupant, from, to };
    };
    const bool isRoom = meant.kind == ChatKind::Room;
    const auto other = isRoom ? m_names.archived(meant.chat, meant.stanzaId) : std::optional<MeantMessage>();
    if (!other) {
        return tl::unexpected(other.error());
    }
    // What has that id of the archive's is what those mean that are no corrections
    const bool isNamed = !*other || (*other)->row == meant.row;
    StatementsSought sought;
    sought.addOf(QStringLiteral("purpose = 1"), sayingOf(meant.stanzaId, meant.from, meant.to));
    sought.addOf(QStringLiteral("purpose = 2"), sayingOf(isNamed ? meant.stanzaId : QString(), meant.from, meant.to));
    if (isRoom) {
        sought.addOf(QStringLiteral("purpose = 2"),
                     sayingOf(meant.archiveId, std::numeric_limits<qint64>::min(), std::numeric_limits<qint64>::max()));
        sought.add(QStringLiteral("max(id) FROM message"), QStringLiteral("direction = 0 AND purpose = 5"),
                   { meant.chat, meant.archiveId });
    }
    auto found = m_database.run(sought.sql(), sought.values);
    if (!found) {
        return tl::unexpected(found.error());
    }
    QList<Statement> statements;
    const QSqlQuery &row = **found;
    while ((*found)->next()) {
        statements.append({ row.value(0).toLongLong(), static_cast<Purpose>(row.value(1).toInt()),
                            row.value(2).toLongLong(), static_cast<Delivery>(row.value(3).toInt()),
                            row.value(4).toBool(), row.value(5).toBool(), row.value(6).toBool() });
    }
    (*found)->finish();
    return statements;
}

Result<std::optional<MessageEffects::Target>> MessageEffects::target(const MeantMessage &meant)
{
    auto found = m_database.run(
        QStringLiteral("SELECT body, first_body, edited, retracted, changing, spoiler, cards, mention FROM message "
                       "WHERE id = ?"),
        { meant.row });
    if (!found) {
        return tl::unexpected(found.error());
    }
    std::optional<Target> target;
    if ((*found)->next()) {
        const QSqlQuery &row = **found;
        const auto first = row.value(1).isNull() ? std::nullopt : std::optional(row.value(1).toString());
        target = Target { meant.row,
                          { row.value(0).toString(), first, numberOf(row.value(2)), numberOf(row.value(3)),
                            row.value(4).toBool(),
                            row.value(5).isNull() ? std::nullopt : std::optional(row.value(5).toString()),
                            row.value(6).toString(), row.value(7).toBool() } };
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
    Outcome outcome { first, {}, {}, {}, false, target.now.spoiler, target.now.cards, target.now.isMention };
    const auto last = [&statements](auto isWanted) {
        return std::find_if(statements.crbegin(), statements.crend(),
                            [&](const Statement &statement) { return isWanted(statement) && statement.counts(); });
    };
    const auto isFinal = [](const Statement &each) { return each.isRetraction() && !each.isUnconfirmed(); };
    const auto isCorrection = [](const Statement &each) { return each.purpose == Purpose::Correction; };
    auto retraction = last(isFinal);
    if (retraction == statements.crend()) {
        retraction = last([](const Statement &each) { return each.isRetraction(); });
    }
    const auto correction = last(isCorrection);
    if (retraction != statements.crend()) {
        outcome.isChanging = retraction->isUnconfirmed();
        outcome.body = QString();
        outcome.first = outcome.isChanging ? std::optional(first) : std::nullopt;
        outcome.retracted = retraction->time;
        outcome.isMention = outcome.isMention && outcome.isChanging;
        return outcome;
    }
    if (correction != statements.crend()) {
        const auto body = bodyOf(correction->row);
        const auto besides = body ? besidesOf(m_database, correction->row) : tl::unexpected(body.error());
        if (!besides) {
            return tl::unexpected(besides.error());
        }
        return Outcome { *body,
                         first,
                         correction->time,
                         {},
                         correction->isUnconfirmed(),
                         besides->spoiler ? besides->spoiler : target.now.spoiler,
                         besides->cards.isEmpty() ? target.now.cards : besides->cards,
                         target.now.isMention || correction->isMention };
    }
    return outcome;
}

/// By which others may mean it.
static std::pair<QString, QString> namesOf(const ChatMessage &message)
{
    if (message.isAbout()) {
        return { message.about, message.about };
    }
    return { message.stanzaId, message.kind == ChatKind::Room ? message.archiveId : message.stanzaId };
}

Result<MessageEffects::Settled> MessageEffects::settle(qint64 chat, const ChatMessage &message)
{
    const auto [id, other] = namesOf(message);
    const auto isMeant = id.isEmpty() && other.isEmpty()
        ? Result<qint64>(0)
        : m_database.number(QStringLiteral("SELECT EXISTS (SELECT 1 FROM message WHERE chat = ? AND about IN (?, ?) "
                                           "AND about <> '')"),
                            { chat, id, other });
    if (!isMeant || *isMeant == 0) { // as nearly always
        return isMeant ? Result<Settled>() : tl::unexpected(isMeant.error());
    }
    auto withdrawn = withdraw(chat, message);
    const auto isChanged = withdrawn
        ? m_database.number(QStringLiteral("SELECT EXISTS (SELECT 1 FROM message WHERE chat = ? AND about IN (?, ?) "
                                           "AND about <> '' AND direction IN (0, 1) AND purpose IN (1, 2, 5))"),
                            { chat, id, other })
        : tl::unexpected(withdrawn.error());
    if (!isChanged) {
        return tl::unexpected(isChanged.error());
    }
    const bool isReaction = message.purpose == Purpose::Reaction || *isChanged == 0;
    auto settled = isReaction ? withdrawn : settleStatements(chat, message);
    settled = settled && !isReaction ? Result<Settled>(*settled += *withdrawn) : settled;
    if (settled && m_gathers && message.purpose == Purpose::Reaction) {
        m_gathered.insert({ chat, message.about }, message.kind);
        return settled;
    }
    // A retraction that failed leaves those that came meanwhile
    const bool mayReact = message.purpose != Purpose::Correction && message.purpose != Purpose::Moderation;
    const auto reacted = !settled ? tl::unexpected(settled.error())
        : mayReact                ? m_reactions.settle(chat, message)
                                  : Result<QList<qint64>>();
    if (!reacted) {
        return tl::unexpected(reacted.error());
    }
    for (const qint64 row : *reacted) {
        if (!settled->changed.contains(row)) {
            settled->changed.append(row);
        }
    }
    return settled;
}

void MessageEffects::gatherReactions(bool gathers)
{
    m_gathers = gathers;
    m_gathered.clear();
}

Result<QHash<qint64, MessageEffects::Settled>> MessageEffects::settleGathered()
{
    QHash<qint64, Settled> settled;
    const auto gathered = std::exchange(m_gathered, {});
    for (auto each = gathered.cbegin(); each != gathered.cend(); ++each) {
        ChatMessage reaction;
        reaction.purpose = Purpose::Reaction;
        reaction.kind = each.value();
        reaction.about = each.key().second;
        const auto changed = m_reactions.settle(each.key().first, reaction);
        if (!changed) {
            return tl::unexpected(changed.error());
        }
        for (const qint64 row : *changed) {
            settled[each.key().first].changed.append(row);
        }
    }
    return settled;
}

/// A room may take back something that is about another message, too: that counts no more, and what came of it is
/// undone.
Result<MessageEffects::Settled> MessageEffects::withdraw(qint64 chat, const ChatMessage &message)
{
    if (message.kind != ChatKind::Room || !message.isAbout()) {
        return {};
    }
    const bool isTold = message.purpose == Purpose::Moderation;
    auto found = m_database.run(
        QStringLiteral("SELECT s.id, s.purpose, s.about, s.direction, s.occupant, s.body, m.time FROM message s JOIN "
                       "message m ON m.chat = s.chat AND m.about = s.archive_id AND m.about <> '' AND m.direction = 0 "
                       "AND m.purpose = 5 WHERE s.chat = ? AND s.archive_id = ? AND s.archive_id <> '' AND s.purpose "
                       "IN (1, 3) AND s.retracted IS NULL LIMIT 1"),
        { chat, isTold ? message.about : message.archiveId });
    if (!found) {
        return tl::unexpected(found.error());
    }
    const QSqlQuery &row = **found;
    ChatMessage statement;
    if ((*found)->next()) {
        statement.row = row.value(0).toLongLong();
        statement.kind = ChatKind::Room;
        statement.purpose = static_cast<Purpose>(row.value(1).toInt());
        statement.about = row.value(2).toString();
        statement.direction = static_cast<Direction>(row.value(3).toInt());
        statement.occupant = row.value(4).toString();
        statement.body = row.value(5).toString();
        statement.retracted = timeOf(row.value(6));
    }
    (*found)->finish();
    if (statement.row == 0) {
        return {};
    }
    const auto written = m_database.change(
        QStringLiteral("UPDATE message SET body = '', cards = '', first_sum = ?, retracted = ? WHERE id = ?"),
        { qChecksum(statement.body.toUtf8()), statement.retracted.toMSecsSinceEpoch(), statement.row });
    const auto noted = written ? noteForSearch(statement.row) : written;
    m_database.emptyLogSoon();
    return !noted ? tl::unexpected(noted.error()) : isTold ? settle(chat, statement) : Result<Settled>();
}

Result<MessageEffects::Settled> MessageEffects::settleStatements(qint64 chat, const ChatMessage &message)
{
    const auto meant = m_names.meantBy(chat, message);
    const auto statements = meant ? statementsAbout(*meant) : tl::unexpected(meant.error());
    const auto found = statements ? target(*meant) : tl::unexpected(statements.error());
    if (!found) {
        return tl::unexpected(found.error());
    }
    Settled settled;
    bool isGone = std::any_of(statements->cbegin(), statements->cend(), [](const Statement &statement) {
        return statement.isRetraction() && statement.counts() && !statement.isUnconfirmed();
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
        settled.hasMentions = outcome->isMention != (*found)->now.isMention;
    } else {
        const auto last = std::find_if(statements->crbegin(), statements->crend(), [](const Statement &statement) {
            return statement.purpose == Purpose::Correction && statement.counts();
        });
        const auto deleted = wasDeleted(*meant);
        if (!deleted) {
            return tl::unexpected(deleted.error());
        }
        isGone = isGone || *deleted;
        standsAlone = isGone || last == statements->crend() ? 0 : last->row;
    }
    if (const auto forgotten = isGone ? forgetVersions(*meant, message) : Result<>(); !forgotten) {
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
    const auto meant = m_names.meantBy(chat, last);
    const auto found = meant ? target(*meant) : tl::unexpected(meant.error());
    if (!found || *found) {
        return found ? Result<bool>(!(*found)->now.retracted) : tl::unexpected(found.error());
    }
    const auto statements = statementsAbout(*meant); // one of them may stand alone
    return statements ? Result<bool>(std::any_of(statements->cbegin(), statements->cend(),
                                                 [](const Statement &statement) { return statement.isShown; }))
                      : tl::unexpected(statements.error());
}

Result<QList<MessageVersion>> MessageEffects::versions(qint64 row)
{
    auto found = m_database.run(
        QStringLiteral("SELECT m.chat, m.stanza_id, m.direction, coalesce(m.first_body, m.body), m.time, m.occupant, "
                       "c.kind FROM message m JOIN chat c ON c.id = m.chat WHERE m.id = ? AND m.retracted IS NULL"),
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
    message.occupant = (*found)->value(5).toString();
    message.kind = static_cast<ChatKind>((*found)->value(6).toInt());
    QList<MessageVersion> versions { { (*found)->value(3).toString(), timeOf((*found)->value(4)) } };
    (*found)->finish();
    const auto meant = m_names.meantBy(chat, message);
    const auto corrections = meant
        ? m_database.run(
            QStringLiteral("SELECT body, time FROM message WHERE chat = ? AND about = ? AND about <> '' AND "
                           "direction = ? AND occupant = ? AND purpose = 1 AND delivery <> 3 AND retracted "
                           "IS NULL AND id BETWEEN ? AND ? ORDER BY id DESC LIMIT ?"),
            { chat, meant->hasSender() ? meant->stanzaId : QString(), static_cast<int>(meant->direction),
              meant->occupant, meant->from, meant->to, mostVersions })
        : tl::unexpected(meant.error());
    if (!corrections) {
        return tl::unexpected(corrections.error());
    }
    while ((*corrections)->next()) {
        versions.insert(1, { (*corrections)->value(0).toString(), timeOf((*corrections)->value(1)) });
    }
    (*corrections)->finish();
    return versions;
}

/// The search takes in anew what stands in these rows.
Result<> MessageEffects::noteForSearch(qint64 row)
{
    return m_database.change(QStringLiteral("INSERT INTO filled (first, last) VALUES (?, ?)"), { row, row });
}

Result<qint64> MessageEffects::reword(qint64 chat, const ChatMessage &correction)
{
    const auto row = m_database.number(
        QStringLiteral(
            "SELECT max(id) FROM message WHERE chat = ? AND stanza_id = ? AND direction = 1 AND purpose = 0 AND "
            "delivery = 1 AND retracted IS NULL AND first_body IS NULL"),
        { chat, correction.about });
    if (!row || *row == 0) {
        return row;
    }
    const QVariant spoiler = correction.spoiler ? QVariant(*correction.spoiler) : QVariant();
    const auto written =
        m_database.change(QStringLiteral("UPDATE message SET body = ?, spoiler = ?, cards = ? WHERE id = ?"),
                          { correction.body, spoiler, storedCards(correction.cards), *row });
    const auto noted = written ? noteForSearch(*row) : written;
    m_database.emptyLogSoon();
    return noted.map([&row] { return *row; });
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
            "UPDATE message SET body = ?, first_body = ?, first_sum = ?, edited = ?, retracted = ?, changing = ?, "
            " spoiler = ?, cards = ?, mention = ? WHERE id = ?"),
        { outcome.body, variantOf(outcome.first), sum, variantOf(outcome.edited), variantOf(outcome.retracted),
          outcome.isChanging, variantOf(outcome.spoiler), outcome.cards, outcome.isMention, target.row });
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
    return reactions ? m_names.forgetQuotes(row) : reactions;
}

/// Of a message that was taken back for good: what this one says, or all that came before. What is still to be sent
/// stays until it is.
Result<> MessageEffects::forgetVersions(const MeantMessage &meant, const ChatMessage &message)
{
    const bool isOne = message.purpose == Purpose::Correction;
    auto found = m_database.run(
        isOne ? QStringLiteral("SELECT id FROM message WHERE id = ? AND body <> '' AND delivery NOT IN (1, 4)")
              : QStringLiteral(
                  "SELECT id FROM message WHERE chat = ? AND about = ? AND about <> '' AND direction = ? AND "
                  "occupant = ? AND purpose = 1 AND body <> '' AND delivery NOT IN (1, 4) AND id BETWEEN ? "
                  "AND ?"),
        isOne ? QVariantList { message.row }
              : QVariantList { meant.chat, meant.hasSender() ? meant.stanzaId : QString(),
                               static_cast<int>(meant.direction), meant.occupant, meant.from, meant.to });
    if (!found) {
        return tl::unexpected(found.error());
    }
    QList<qint64> rows;
    while ((*found)->next()) {
        rows.append((*found)->value(0).toLongLong());
    }
    (*found)->finish();
    for (const qint64 row : std::as_const(rows)) {
        const auto forgotten =
            m_database.change(QStringLiteral("UPDATE message SET body = '', cards = '' WHERE id = ?"), { row });
        const auto noted = forgotten ? noteForSearch(row) : forgotten;
        if (!noted) {
            return noted;
        }
        m_database.emptyLogSoon();
    }
    return {};
}

/// The person does not keep it here.
Result<bool> MessageEffects::wasDeleted(const MeantMessage &meant)
{
    return m_database
        .number(QStringLiteral("SELECT EXISTS (SELECT 1 FROM deleted WHERE chat = ? AND stanza_id = ? AND stanza_id <> "
                               "'' AND direction = ? AND occupant = ?)"),
                { meant.chat, meant.stanzaId, static_cast<int>(meant.direction), meant.occupant })
        .map([](qint64 exists) { return exists != 0; });
}

/// Those that failed are shown, so that the person sees it and can try again; unless there is a later one that did not,
/// which an earlier one must not follow.
Result<MessageEffects::Settled> MessageEffects::place(const QList<Statement> &statements, qint64 standsAlone)
{
    Settled settled;
    bool isSuperseded = false;
    for (auto statement = statements.crbegin(); statement != statements.crend(); ++statement) {
        const bool isShown =
            (statement->isFailed() && !isSuperseded && !statement->isWithdrawn) || statement->row == standsAlone;
        isSuperseded = isSuperseded || statement->counts();
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
