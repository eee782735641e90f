// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/idle_watch.h"

namespace natter {

/// The window server knows when there was the last input of the session, and whether that is locked.
class InputIdle final : public IdleWatch
{
    Q_OBJECT

public:
    using IdleWatch::IdleWatch;

    void ask() override;
};

} // namespace natter
