// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/launcher_badge.h"

#include <QDBusMessage>

namespace natter {

static constexpr int updateDelay = 100; // milliseconds

LauncherBadge::LauncherBadge(const QDBusConnection &bus, QObject *parent) : QObject(parent), m_bus(bus)
{
    m_update.setSingleShot(true);
    connect(&m_update, &QTimer::timeout, this, &LauncherBadge::update);
}

LauncherBadge::~LauncherBadge()
{
    m_count = 0;
    update();
}

void LauncherBadge::setCount(int count)
{
    m_count = count;
    if (m_count != m_shown && !m_update.isActive()) {
        m_update.start(updateDelay);
    }
}

void LauncherBadge::update()
{
    if (m_count == m_shown || !m_bus.isConnected()) {
        return;
    }
    m_shown = m_count;
    QDBusMessage message =
        QDBusMessage::createSignal(QStringLiteral("/im/natter/LauncherEntry"),
                                   QStringLiteral("com.canonical.Unity.LauncherEntry"), QStringLiteral("Update"));
    message << QStringLiteral("application://natter.desktop")
            << QVariantMap { { QStringLiteral("count"), qint64(m_shown) },
                             { QStringLiteral("count-visible"), m_shown > 0 } };
    m_bus.send(message);
}

} // namespace natter
