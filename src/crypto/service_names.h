// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

namespace natter {

/// The SRVNames among a certificate's alternative names (RFC 4985), as "_xmpp-client.montague.lit"; `certificate` is
/// DER. What is no ASCII is left out.
QStringList serviceNames(const QByteArray &certificate);

} // namespace natter
