// XEP-0433: Extended Channel Search, version 0.1.0
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/xep/xep0059_result_set_management.h"
#include "stanza/stanza.h"

namespace natter {

/// Which rooms are wanted of a service that knows those of many servers.
struct ChannelQuery
{
    static constexpr ElementName name { u"urn:xmpp:channel-search:0:search", u"search" };

    enum class Order {
        Occupants, ///< the largest first; a page may repeat some of the one before, or leave some out
        Address,
    };

    QString words {}; ///< in title or description; empty: all rooms, which not every service gives
    Order order = Order::Occupants;
    ResultSet set {};

    Element write() const;
};

/// A room that the service knows, in the words of whoever runs it.
struct FoundChannel
{
    Jid address; ///< bare
    QString title {};
    QString description {};
    QString language {};
    int occupants = -1; ///< -1: not told
    std::optional<bool> isOpen {}; ///< whether anybody may go in; null: not told

    friend bool operator==(const FoundChannel &, const FoundChannel &) = default;
};

/// One page of the answer (4.2.2).
struct ChannelPage
{
    static constexpr ElementName name { u"urn:xmpp:channel-search:0:search", u"result" };

    QList<FoundChannel> channels; ///< at most limits::discoItems
    ResultSet set {};

    static std::optional<ChannelPage> read(const Element &element);
    Element write() const;

    friend bool operator==(const ChannelPage &, const ChannelPage &) = default;
};

/// Asks `service` for rooms (4.2.2); the answer has a ChannelPage. What is asked for is told to a third party.
Iq channelSearch(const Jid &service, const ChannelQuery &query);

} // namespace natter
