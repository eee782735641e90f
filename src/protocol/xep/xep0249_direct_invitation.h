// XEP-0249: Direct MUC Invitations, version 1.2
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/secret.h"
#include "stanza/element.h"
#include "stanza/jid.h"

#include <optional>

namespace natter {

/// Somebody asks us into a room without the room's doing (2). All of it is their own words.
struct DirectInvitation
{
    static constexpr ElementName name { u"jabber:x:conference", u"x" };

    Jid room; ///< bare
    QString reason {};
    Secret password {};
    bool isContinued = false; ///< of a chat between two
    QString thread {}; ///< of that chat; may be empty

    /// Null without the address of a room.
    static std::optional<DirectInvitation> read(const Element &element);
    Element write() const;
};

} // namespace natter
