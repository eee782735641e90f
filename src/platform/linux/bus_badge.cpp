// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/linux/bus_badge.h"

#include <QDBusMessage>
#include <QGuiApplication>

namespace natter {

static constexpr int updateDelay = 100; // milliseconds

BusBadge::BusBadge(const QDBusConnection &bus, QObject *parent) : LauncherBadge(parent), m_bus(bus)
{
    m_update.setSingleShot(true);
    connect(&m_update, &QTimer::timeout, this, &BusBadge::update);
}

BusBadge::~BusBadge()
{
    m_count = 0;
    update();
}

void BusBadge::setCount(int count)
{
    m_count = count;
    if (m_count != m_shown && !m_update.isActive()) {
        m_update.start(updateDelay);
    }
}

void BusBadge::update()
{
    if (m_count == m_shown || !m_bus.isConnected()) {
        return;
    }
    m_shown = m_count;
    QDBusMessage message =
        QDBusMessage::createSignal(QStringLiteral("/im/natter/LauncherEntry"),
                                   QStringLiteral("com.canonical.Unity.LauncherEntry"), QStringLiteral("Update"));
    message << QStringLiteral("application://%1.desktop").arg(QGuiApplication::desktopFileName())
            << QVariantMap { { QStringLiteral("count"), qint64(m_shown) },
                             { QStringLiteral("count-visible"), m_shown > 0 } };
    m_bus.send(message);
}

} // namespace natter
