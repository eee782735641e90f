// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/linux/bus_watch.h"

#include <algorithm>
#include <array>

namespace natter {

static constexpr std::array networkServices {
    std::pair { u"/org/freedesktop/NetworkManager", u"org.freedesktop.NetworkManager" },
    std::pair { u"/org/freedesktop/network1", u"org.freedesktop.network1.Manager" }, // systemd-networkd
};
/// Of what these services tell, that which may concern a connection.
static constexpr std::array networkProperties {
    u"State",       u"Connectivity",     u"PrimaryConnection", u"ActiveConnections",
    u"OnlineState", u"OperationalState", u"AddressState"
};

BusWatch::BusWatch(const QDBusConnection &bus, QObject *parent) : SystemWatch(parent)
{
    QDBusConnection connection = bus;
    if (!connection.isConnected()) {
        return;
    }
    // Without the services' names: to look up who owns one would wait for the bus, and who lies only makes us look
    connection.connect({}, QStringLiteral("/org/freedesktop/login1"), QStringLiteral("org.freedesktop.login1.Manager"),
                       QStringLiteral("PrepareForSleep"), this, SLOT(prepareForSleep(bool)));
    for (const auto &[path, owner] : networkServices) {
        connection.connect({}, QString::fromUtf16(path), QStringLiteral("org.freedesktop.DBus.Properties"),
                           QStringLiteral("PropertiesChanged"), this,
                           SLOT(propertiesChanged(QString, QVariantMap, QStringList)));
    }
}

void BusWatch::prepareForSleep(bool begins)
{
    if (!begins) {
        awake();
    }
}

void BusWatch::propertiesChanged(const QString &owner, const QVariantMap &changed, const QStringList &invalidated)
{
    const bool network = std::any_of(networkServices.begin(), networkServices.end(),
                                     [&](const auto &service) { return owner == QStringView(service.second); });
    const bool matters = std::any_of(networkProperties.begin(), networkProperties.end(), [&](QStringView property) {
        return changed.contains(property.toString()) || invalidated.contains(property);
    });
    if (network && matters) {
        networkStirred();
    }
}

} // namespace natter
