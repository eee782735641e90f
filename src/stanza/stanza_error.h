// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "stanza/element.h"

#include <optional>

namespace natter {

/// The error child of a stanza of type "error" (RFC 6120, 8.3).
struct StanzaError
{
    enum class Type { Auth, Cancel, Continue, Modify, Wait };

    static constexpr ElementName name { u"jabber:client", u"error" };

    Type type = Type::Cancel;
    QString condition; ///< a defined condition; "undefined-condition" where the peer sent none we know
    QString text;

    static std::optional<StanzaError> read(const Element &error);
    Element write() const;
    Error toError() const;

    friend bool operator==(const StanzaError &, const StanzaError &) = default;
};

} // namespace natter
