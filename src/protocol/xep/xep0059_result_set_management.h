// XEP-0059: Result Set Management, version 1.0
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element.h"

#include <optional>

namespace natter {

/// Which page of a long answer is wanted, or which one this is.
struct ResultSet
{
    static constexpr ElementName name { u"http://jabber.org/protocol/rsm", u"set" };

    std::optional<int> max; ///< in a request: items at most
    QString after; ///< in a request: begin behind this item
    std::optional<QString> before; ///< in a request: end ahead of this item; empty: the last page
    QString first; ///< in an answer: the page's first item; empty: the page is
    QString last; ///< in an answer: the page's last item
    std::optional<int> count; ///< in an answer: of the whole set, as the other side believes

    static std::optional<ResultSet> read(const Element &element);
    Element write() const;

    friend bool operator==(const ResultSet &, const ResultSet &) = default;
};

} // namespace natter
