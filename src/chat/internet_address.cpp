// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/internet_address.h"

#include <algorithm>
#include <array>

namespace natter {

// IANA's registries of special-purpose addresses, and what is for groups
static constexpr std::array specialIpv4 {
    "0.0.0.0/8",     "10.0.0.0/8",      "100.64.0.0/10",  "127.0.0.0/8",    "169.254.0.0/16",
    "172.16.0.0/12", "192.0.0.0/24",    "192.0.2.0/24",   "192.88.99.0/24", "192.168.0.0/16",
    "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
};
static constexpr std::array specialIpv6 { "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20" };
static constexpr auto globalIpv6 = "2000::/3";
static constexpr auto translatedIpv6 = "64:ff9b::/96";

static bool isIn(const QHostAddress &address, const char *subnet)
{
    return address.isInSubnet(QHostAddress::parseSubnet(QLatin1String(subnet)));
}

template <typename Subnets> static bool isInAny(const QHostAddress &address, const Subnets &subnets)
{
    return std::any_of(subnets.begin(), subnets.end(),
                       [&address](const char *subnet) { return isIn(address, subnet); });
}

bool isOnInternet(const QHostAddress &address)
{
    bool isMapped = false;
    const quint32 mapped = address.toIPv4Address(&isMapped);
    if (isMapped) {
        return !isInAny(QHostAddress(mapped), specialIpv4);
    }
    if (address.protocol() != QAbstractSocket::IPv6Protocol) {
        return false;
    }
    if (isIn(address, translatedIpv6)) {
        const Q_IPV6ADDR bytes = address.toIPv6Address();
        const quint32 inside =
            quint32(bytes[12]) << 24 | quint32(bytes[13]) << 16 | quint32(bytes[14]) << 8 | bytes[15];
        return !isInAny(QHostAddress(inside), specialIpv4);
    }
    return isIn(address, globalIpv6) && !isInAny(address, specialIpv6);
}

static QString withoutEnd(QString name)
{
    while (name.endsWith(u'.')) {
        name.chop(1);
    }
    return name;
}

bool meansOwnNetwork(const QString &host)
{
    const QHostAddress address(host);
    const QString name = withoutEnd(host);
    const bool isThisMachine = name.compare(u"localhost", Qt::CaseInsensitive) == 0
        || name.endsWith(u".localhost", Qt::CaseInsensitive); // RFC 6761, 6.3
    return address.isNull() ? isThisMachine : !isOnInternet(address);
}

bool isLocalName(const QString &host)
{
    const QString name = withoutEnd(host);
    return QHostAddress(host).isNull() && (!name.contains(u'.') || name.endsWith(u".local", Qt::CaseInsensitive));
}

} // namespace natter
