// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/system_parts.h"

#include "platform/linux/bus_badge.h"
#include "platform/linux/bus_idle.h"
#include "platform/linux/bus_notifier.h"
#include "platform/linux/bus_watch.h"
#include "platform/unix/signal_watch.h"

namespace natter {

std::unique_ptr<Notifier> systemNotifier() { return std::make_unique<BusNotifier>(QDBusConnection::sessionBus()); }

std::unique_ptr<LauncherBadge> systemBadge() { return std::make_unique<BusBadge>(QDBusConnection::sessionBus()); }

std::unique_ptr<SystemWatch> systemWatch() { return std::make_unique<BusWatch>(QDBusConnection::systemBus()); }

std::unique_ptr<EndWatch> systemEnd() { return std::make_unique<SignalWatch>(); }

std::unique_ptr<IdleWatch> systemIdle() { return std::make_unique<BusIdle>(QDBusConnection::sessionBus()); }

/// Every keychain is reached over the session bus.
QString missingKeychain()
{
    return QDBusConnection::sessionBus().isConnected() ? QString() : QStringLiteral("there is no session bus");
}

void letOthersComeForward() { } // it is the window manager who decides

void useConsole() { } // there is one already

void endProcess(int) { } // nothing is wrong with main()

} // namespace natter
