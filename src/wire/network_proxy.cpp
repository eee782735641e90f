// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/network_proxy.h"

namespace natter {

static QNetworkProxy::ProxyType typeOf(ConnectSettings::Proxy::Kind kind)
{
    switch (kind) {
    case ConnectSettings::Proxy::Kind::Socks5:
        return QNetworkProxy::Socks5Proxy;
    case ConnectSettings::Proxy::Kind::Http:
        return QNetworkProxy::HttpProxy;
    case ConnectSettings::Proxy::Kind::None:
        break;
    }
    return QNetworkProxy::NoProxy;
}

QNetworkProxy networkProxyOf(const ConnectSettings::Proxy &proxy)
{
    return { typeOf(proxy.kind), proxy.host, proxy.port, proxy.user, proxy.password.reveal() };
}

} // namespace natter
