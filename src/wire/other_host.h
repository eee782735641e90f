// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wire/connect_settings.h"

#include <optional>

namespace natter {

/// The place that a server names in <see-other-host/> or as the location of a stream: a host, perhaps with a port, IPv6
/// in brackets (RFC 6120, 4.9.3.19). Null if it is none; TLS starts there as it did here.
std::optional<Endpoint> otherHost(const QString &text, TlsMode tls);

} // namespace natter
