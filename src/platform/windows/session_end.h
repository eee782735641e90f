// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/end_watch.h"

#include <memory>

namespace natter {

class SystemWindow;

/// The person logs off, or Windows shuts down. It ends the program as soon as the program's windows have heard of it,
/// so that nothing is closed in good order unless that is done meanwhile.
class SessionEnd final : public EndWatch
{
    Q_OBJECT

public:
    SessionEnd();
    void closed() override { m_closed = true; }

private:
    void endNow();

    const std::shared_ptr<SystemWindow> m_window;
    bool m_closed = false;
};

} // namespace natter
