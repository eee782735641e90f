// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/linux/bus_idle.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>

#include <algorithm>
#include <array>
#include <limits>

namespace natter {

static constexpr int patience = 3000; // milliseconds

static constexpr std::array savers { u"org.freedesktop.ScreenSaver", u"org.gnome.ScreenSaver",
                                     u"org.cinnamon.ScreenSaver", u"org.mate.ScreenSaver", u"org.xfce.ScreenSaver" };

struct IdleService
{
    const char16_t *name; ///< and the interface's
    const char16_t *path;
    const char16_t *question; ///< the answer is in milliseconds
};
static constexpr std::array services {
    IdleService { u"org.gnome.Mutter.IdleMonitor", u"/org/gnome/Mutter/IdleMonitor/Core", u"GetIdletime" },
    IdleService { u"org.freedesktop.ScreenSaver", u"/org/freedesktop/ScreenSaver", u"GetSessionIdleTime" },
};

BusIdle::BusIdle(const QDBusConnection &bus, QObject *parent) : IdleWatch(parent), m_bus(bus)
{
    if (!m_bus.isConnected()) {
        m_service = services.size();
        return;
    }
    // Without the services' names: to look up who owns one would wait for the bus
    for (const char16_t *interface : savers) {
        m_bus.connect({}, {}, QString::fromUtf16(interface), QStringLiteral("ActiveChanged"), this,
                      SLOT(activeChanged(bool)));
    }
}

void BusIdle::activeChanged(bool isActive) { Q_EMIT covered(isActive); }

void BusIdle::ask()
{
    if (m_asking || m_service >= services.size()) {
        return;
    }
    m_asking = true;
    const IdleService &service = services[m_service];
    QDBusMessage question =
        QDBusMessage::createMethodCall(QString::fromUtf16(service.name), QString::fromUtf16(service.path),
                                       QString::fromUtf16(service.name), QString::fromUtf16(service.question));
    question.setAutoStartService(false);
    auto *call = new QDBusPendingCallWatcher(m_bus.asyncCall(question, patience), this);
    connect(call, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher *done) {
        done->deleteLater();
        m_asking = false;
        bool isNumber = false;
        const QDBusMessage reply = done->reply();
        const qulonglong duration =
            reply.type() == QDBusMessage::ReplyMessage ? reply.arguments().value(0).toULongLong(&isNumber) : 0;
        if (isNumber) {
            constexpr qulonglong longest = std::numeric_limits<qint64>::max();
            Q_EMIT untouched(std::chrono::milliseconds(static_cast<qint64>(std::min(duration, longest))));
        } else {
            ++m_service;
            ask();
        }
    });
}

} // namespace natter
