// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/search_terms.h"

#include <QRegularExpression>

#include <algorithm>

namespace natter {

/// The days from `first` on, without `end`.
struct Days
{
    QDate first;
    QDate end;
};

static std::optional<Days> daysOf(const QString &text, const QDate &today)
{
    if (text.compare(u"today", Qt::CaseInsensitive) == 0) {
        return Days { today, today.addDays(1) };
    }
    if (text.compare(u"yesterday", Qt::CaseInsensitive) == 0) {
        return Days { today.addDays(-1), today };
    }
    static const QRegularExpression form(QStringLiteral("^(\\d{4})(?:-(\\d{1,2})(?:-(\\d{1,2}))?)?$"));
    const auto match = form.match(text);
    if (!match.hasMatch()) {
        return {};
    }
    const bool hasMonth = match.capturedLength(2) > 0;
    const bool hasDay = match.capturedLength(3) > 0;
    const QDate first(match.captured(1).toInt(), hasMonth ? match.captured(2).toInt() : 1,
                      hasDay ? match.captured(3).toInt() : 1);
    const QDate end = hasDay ? first.addDays(1) : (hasMonth ? first.addMonths(1) : first.addYears(1));
    return first.isValid() ? std::optional(Days { first, end }) : std::nullopt;
}

static QDateTime beginningOf(const QDate &day) { return day.startOfDay().toUTC(); }

static void onlyIn(MessageSearch &search, const QList<ConversationId> &conversations)
{
    if (!search.conversations) {
        search.conversations = conversations;
        return;
    }
    search.conversations->removeIf([&](const ConversationId &id) { return !conversations.contains(id); });
}

static bool takeHas(MessageSearch &search, const QString &value)
{
    using Has = MessageSearch::Has;
    for (const auto &[name, has] :
         { std::pair(u"link", Has::Link), std::pair(u"file", Has::File), std::pair(u"image", Has::Image) }) {
        if (value.compare(QStringView(name), Qt::CaseInsensitive) == 0) {
            search.has.append(has);
            return true;
        }
    }
    return false;
}

/// False if it is no filter.
static bool takeFilter(MessageSearch &search, const QString &key, const QString &value, const ConversationsNamed &named,
                       const QDate &today)
{
    if (key == u"has") {
        return takeHas(search, value);
    }
    if (key == u"before" || key == u"after") {
        const auto days = daysOf(value, today);
        if (days) {
            (key == u"before" ? search.until : search.since) = beginningOf(key == u"before" ? days->first : days->end);
        }
        return days.has_value();
    }
    if (key == u"from" && value.compare(u"me", Qt::CaseInsensitive) == 0) {
        search.direction = ChatMessage::Direction::Outgoing;
        return true;
    }
    onlyIn(search, named(value));
    if (key == u"from") {
        search.direction = ChatMessage::Direction::Incoming;
    }
    return true;
}

MessageSearch searchOf(const QString &typed, const ConversationsNamed &named, const QDate &today)
{
    static const QRegularExpression filter(
        QStringLiteral("(?:^|(?<=\\s))(from|in|before|after|has):(?:\"([^\"]+)\"|([^\\s\"]+))"),
        QRegularExpression::CaseInsensitiveOption);
    MessageSearch search;
    qsizetype done = 0;
    auto matches = filter.globalMatch(typed);
    while (matches.hasNext()) {
        const auto match = matches.next();
        const QString value = match.capturedLength(2) > 0 ? match.captured(2) : match.captured(3);
        if (takeFilter(search, match.captured(1).toLower(), value, named, today)) {
            search.text += QStringView(typed).mid(done, match.capturedStart() - done);
            done = match.capturedEnd();
        }
    }
    search.text += QStringView(typed).mid(done);
    search.text = search.text.trimmed();
    return search;
}

} // namespace natter
