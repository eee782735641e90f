// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/room_list_model.h"

#include <chrono>

namespace natter {

/// Fills a list with what a service finds for the words that a person types (XEP-0433), page by page.
class RoomSearch : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Off, ///< nothing is to be searched
        Searching,
        Found, ///< or not: the list says
        WordsNeeded, ///< the service does not name all that it knows
        WordsRefused, ///< it cannot search for those
        Resting, ///< it was asked too much, and is asked again by itself
        Failed,
    };
    using Ask = std::function<QFuture<Result<FoundRooms>>(const Jid &service, const ChannelQuery &query)>;

    /// `ask` brings a page.
    RoomSearch(RoomListModel &rooms, const Ask &ask);

    /// From now on in that one, from the beginning.
    void begin(const Jid &service);
    void end();
    bool isOn() const { return !m_service.isNull(); }
    /// Searches for them, once no more are typed.
    void setWords(const QString &words);
    void setOrder(ChannelQuery::Order order);
    /// The end of the list is in sight.
    void fetchMore();
    State state() const { return m_state; }
    /// For WordsRefused and Failed.
    const Error &error() const { return m_error; }

Q_SIGNALS:
    /// The state, or what was found.
    void changed();

private:
    void ask();
    void take(const Result<FoundRooms> &found);
    void fail(const Error &error);
    void rest();
    void setState(State state);

    RoomListModel &m_rooms;
    const Ask m_ask;
    Jid m_service;
    ChannelQuery m_query;
    QString m_next; ///< what the next page comes after; empty: this was all
    State m_state = State::Off;
    Error m_error;
    int m_asked = 0; ///< answers to what was asked before are of no use
    int m_rests = 0; ///< in a row
    QTimer m_soon;
    QTimer m_rest;
};

} // namespace natter
