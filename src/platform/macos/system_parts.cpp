// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/system_parts.h"

#include "platform/macos/dock_badge.h"
#include "platform/macos/input_idle.h"
#include "platform/macos/power_watch.h"
#include "platform/tray_only_notifier.h"
#include "platform/unix/signal_watch.h"

namespace natter {

std::unique_ptr<Notifier> systemNotifier() { return std::make_unique<TrayOnlyNotifier>(); }

std::unique_ptr<LauncherBadge> systemBadge() { return std::make_unique<DockBadge>(); }

std::unique_ptr<SystemWatch> systemWatch() { return std::make_unique<PowerWatch>(); }

std::unique_ptr<EndWatch> systemEnd() { return std::make_unique<SignalWatch>(); }

std::unique_ptr<IdleWatch> systemIdle() { return std::make_unique<InputIdle>(); }

QString missingKeychain() { return {}; }

void letOthersComeForward() { } // it is the window server who decides

void useConsole() { } // there is one already

void endProcess(int) { } // nothing is wrong with main()

} // namespace natter
