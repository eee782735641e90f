// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/launcher_badge.h"

namespace natter {

/// The number on Natter's icon in the Dock.
class DockBadge final : public LauncherBadge
{
    Q_OBJECT

public:
    using LauncherBadge::LauncherBadge;
    ~DockBadge() override;

    void setCount(int count) override;
};

} // namespace natter
