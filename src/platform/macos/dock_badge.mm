// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/macos/dock_badge.h"

#include <QString>

#import <AppKit/AppKit.h>

namespace natter {

DockBadge::~DockBadge() { setCount(0); }

void DockBadge::setCount(int count)
{
    NSApp.dockTile.badgeLabel = count > 0 ? QString::number(count).toNSString() : nil;
}

} // namespace natter
