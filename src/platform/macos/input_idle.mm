// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/macos/input_idle.h"

#import <AppKit/AppKit.h>

namespace natter {

void InputIdle::ask()
{
    const std::chrono::duration<double> duration(
        CGEventSourceSecondsSinceLastEventType(kCGEventSourceStateCombinedSessionState, kCGAnyInputEventType));
    Q_EMIT untouched(std::chrono::duration_cast<std::chrono::milliseconds>(duration));
    NSDictionary *session = CFBridgingRelease(CGSessionCopyCurrentDictionary());
    Q_EMIT covered([session[@"CGSSessionScreenIsLocked"] boolValue]);
}

} // namespace natter
