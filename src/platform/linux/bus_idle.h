// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/idle_watch.h"

#include <QDBusConnection>

namespace natter {

/// Desktops say on the session bus when their screen saver or lock comes and goes; GNOME, and KDE on X11, can be asked
/// how long nobody typed. Waits for nobody, and a desktop that does not answer is not asked again.
class BusIdle final : public IdleWatch
{
    Q_OBJECT

public:
    explicit BusIdle(const QDBusConnection &bus, QObject *parent = nullptr);

    void ask() override;

private Q_SLOTS:
    void activeChanged(bool isActive);

private:
    QDBusConnection m_bus;
    size_t m_service = 0; ///< whom to ask, of those that may know
    bool m_asking = false;
};

} // namespace natter
