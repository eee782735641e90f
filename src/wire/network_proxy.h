// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wire/connect_settings.h"

#include <QNetworkProxy>

namespace natter {

/// The same as Qt's sockets and requests take it.
QNetworkProxy networkProxyOf(const ConnectSettings::Proxy &proxy);

} // namespace natter
