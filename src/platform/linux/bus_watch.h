// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/system_watch.h"

#include <QDBusConnection>
#include <QVariantMap>

namespace natter {

/// What logind and the network's services say on the system bus. Asks nobody and waits for nobody: without the bus, or
/// without those services on it, it is silent.
class BusWatch final : public SystemWatch
{
    Q_OBJECT

public:
    explicit BusWatch(const QDBusConnection &bus, QObject *parent = nullptr);

private Q_SLOTS:
    void prepareForSleep(bool begins);
    void propertiesChanged(const QString &owner, const QVariantMap &changed, const QStringList &invalidated);
};

} // namespace natter
