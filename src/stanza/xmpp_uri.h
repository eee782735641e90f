// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/jid.h"

#include <QHash>

#include <optional>

namespace natter {

/// What an xmpp: address on a web page or in a message asks for (RFC 5122; XEP-0147). Whoever wrote it is a stranger:
/// it may open and fill in windows, and does nothing else.
struct XmppUri
{
    Jid peer; ///< bare
    QString query; ///< "message", "subscribe", …; empty if it only names somebody
    QHash<QString, QString> values; ///< of the query, decoded, at most 20; of two with one name the first

    /// Nothing for what is no such address.
    static std::optional<XmppUri> parse(const QString &text);
};

/// The address that a person typed or pasted: bare or full, or an xmpp: address, of which only that counts.
/// Errors: as Jid::parse().
Result<Jid> enteredAddress(const QString &text);

} // namespace natter
