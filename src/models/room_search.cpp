// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/room_search.h"

#include "base/future.h"
#include "base/limits.h"

namespace natter {

using namespace std::chrono_literals;

static constexpr auto typingPause = 400ms;

RoomSearch::RoomSearch(RoomListModel &rooms, const Ask &ask) : m_rooms(rooms), m_ask(ask)
{
    m_soon.setSingleShot(true);
    m_rest.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &RoomSearch::ask);
    connect(&m_rest, &QTimer::timeout, this, &RoomSearch::ask);
}

void RoomSearch::begin(const Jid &service)
{
    if (service != m_service) {
        m_rest.stop();
        m_rests = 0;
    }
    m_service = service;
    m_query.set.after.clear();
    m_rooms.setFound({});
    ask();
}

void RoomSearch::end()
{
    m_service = {};
    m_soon.stop();
    m_rest.stop();
    m_rests = 0;
    ++m_asked;
    m_state = State::Off;
}

void RoomSearch::setWords(const QString &words)
{
    const QString wanted = words.simplified();
    if (wanted == m_query.words) {
        return;
    }
    m_query.words = wanted;
    if (isOn()) {
        m_query.set.after.clear();
        ++m_asked;
        m_soon.start(typingPause);
        setState(m_rest.isActive() ? State::Resting : State::Searching);
    }
}

void RoomSearch::setOrder(ChannelQuery::Order order)
{
    if (order != m_query.order) {
        m_query.order = order;
        if (isOn()) {
            begin(m_service);
        }
    }
}

void RoomSearch::fetchMore()
{
    if (m_state == State::Found && !m_next.isEmpty() && !m_soon.isActive()) {
        m_query.set.after = std::exchange(m_next, {});
        ask();
    }
}

/// Whoever has said that it is asked too much is left alone for the time being (3, Business Rules).
void RoomSearch::ask()
{
    m_soon.stop();
    const int asked = ++m_asked;
    if (m_rest.isActive()) {
        setState(State::Resting);
        return;
    }
    m_query.set.max = limits::searchPage;
    if (m_query.set.after.isEmpty()) {
        setState(State::Searching);
    }
    whenDone(m_ask(m_service, m_query), this, [this, asked](const Result<FoundRooms> &found) {
        if (asked == m_asked) {
            take(found);
        }
    });
}

void RoomSearch::take(const Result<FoundRooms> &found)
{
    if (!found) {
        fail(found.error());
        return;
    }
    m_rests = 0;
    const bool isFirst = m_query.set.after.isEmpty();
    const auto before = isFirst ? 0 : m_rooms.total();
    isFirst ? m_rooms.setFound(found->rooms) : m_rooms.addFound(found->rooms);
    const bool isNews = m_rooms.total() > before && m_rooms.total() < limits::discoItems;
    m_next = isNews ? found->next : QString(); // or one page would follow the other for ever
    setState(State::Found);
}

void RoomSearch::fail(const Error &error)
{
    m_error = error;
    const bool isRefusal = error.kind == Error::Kind::Remote;
    const QString &condition = error.condition;
    if (isRefusal && condition == u"resource-constraint") {
        rest();
        return;
    }
    if (!m_query.set.after.isEmpty() && m_rooms.total() > 0) {
        setState(State::Found); // what is there is of use without the rest
        return;
    }
    m_rooms.setFound({});
    const bool refusesAll = condition == u"not-allowed" || condition == u"forbidden" || condition == u"bad-request";
    if (isRefusal && m_query.words.isEmpty() && refusesAll) {
        setState(State::WordsNeeded);
    } else if (isRefusal && condition == u"bad-request") {
        setState(State::WordsRefused);
    } else {
        setState(State::Failed);
    }
}

void RoomSearch::rest()
{
    const auto pause =
        std::min<std::chrono::milliseconds>(limits::searchRestFirst * (1 << qMin(m_rests, 10)), limits::searchRestMax);
    ++m_rests;
    m_rest.start(pause);
    setState(m_rooms.total() > 0 && !m_query.set.after.isEmpty() ? State::Found : State::Resting);
}

void RoomSearch::setState(State state)
{
    m_state = state;
    Q_EMIT changed();
}

} // namespace natter
