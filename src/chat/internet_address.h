// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>

namespace natter {

/// Whether an address is one of the internet, rather than of this computer, of the network around it, or of no use.
/// What leads on to IPv4 (RFC 6052, RFC 4291) is judged by where it leads.
bool isOnInternet(const QHostAddress &address);

/// Whether whoever writes that host means this computer or the network around it: "localhost", or such an address. A
/// name is never taken for one because of where it leads, as others choose that.
bool meansOwnNetwork(const QString &host);

/// Whether only a network of one's own can say what it means: a name without a dot, or of the link (RFC 6762, 3).
bool isLocalName(const QString &host);

} // namespace natter
