// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/end_watch.h"
#include "platform/idle_watch.h"
#include "platform/launcher_badge.h"
#include "platform/notifier.h"
#include "platform/system_watch.h"

#include <memory>

class QLocalSocket;

namespace natter {

// What each system has an own of, in a folder of its name.

std::unique_ptr<Notifier> systemNotifier();
std::unique_ptr<LauncherBadge> systemBadge();
std::unique_ptr<SystemWatch> systemWatch();
std::unique_ptr<IdleWatch> systemIdle();
std::unique_ptr<EndWatch> systemEnd();

/// Why no keychain can be there; empty if one may be.
QString missingKeychain();
/// What names of local sockets begin with: the folder for them, or nothing where they are no files.
QString socketPrefix();
/// Whether a connected socket leads to a program of the same person: on Windows anybody may have taken the name of a
/// pipe, elsewhere a folder for everybody may have to do.
bool isOurs(const QLocalSocket &socket);
/// Another Natter may take the keyboard now: the person has just asked for it.
void letOthersComeForward();
/// What is printed is seen in the console that Natter was started from, if there is one.
void useConsole();
/// Ends the process where to return from main() may not; everything of ours is gone by then.
void endProcess(int code);

} // namespace natter
