// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/private_bus.h"

#include <QDBusMessage>
#include <QDBusVariant>
#include <QDBusVirtualObject>

namespace natter {

/// Plays the part of a desktop that has a tray (StatusNotifierItem): programs may put their icons into it. Programs ask
/// it while they start and wait for the answer, so it must not live in the thread of the program.
class TrayHost : public QDBusVirtualObject
{
public:
    explicit TrayHost(PrivateBus &bus) : m_bus(bus.connection(QStringLiteral("tray"))) { }

    bool start()
    {
        return m_bus.registerVirtualObject(QStringLiteral("/StatusNotifierWatcher"), this)
            && m_bus.registerService(QStringLiteral("org.kde.StatusNotifierWatcher"));
    }

    bool handleMessage(const QDBusMessage &call, const QDBusConnection & /*connection*/) override
    {
        if (call.member() == u"RegisterStatusNotifierItem") {
            m_items.append(call.arguments().value(0).toString());
            return m_bus.send(call.createReply());
        }
        if (call.member() != u"Get") {
            return false;
        }
        const QString property = call.arguments().value(1).toString();
        const QVariant value = property == u"RegisteredStatusNotifierItems" ? QVariant(m_items) : QVariant(true);
        return m_bus.send(call.createReply(QVariant::fromValue(QDBusVariant(value))));
    }
    QString introspect(const QString & /*path*/) const override // Qt asks for nothing that is not named here
    {
        return QStringLiteral("<interface name='org.kde.StatusNotifierWatcher'>"
                              "<method name='RegisterStatusNotifierItem'><arg type='s' direction='in'/></method>"
                              "<property name='RegisteredStatusNotifierItems' type='as' access='read'/>"
                              "<property name='IsStatusNotifierHostRegistered' type='b' access='read'/>"
                              "</interface>");
    }

private:
    QDBusConnection m_bus;
    QStringList m_items;
};

} // namespace natter
