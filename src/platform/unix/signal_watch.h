// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/end_watch.h"

#include <QSocketNotifier>

#include <optional>

namespace natter {

/// SIGTERM, SIGINT and SIGHUP. Each asks once: who sends it again does not want to wait, and ends the program at once.
/// One that is ignored (nohup) stays so. There is one of this at a time.
class SignalWatch final : public EndWatch
{
    Q_OBJECT

public:
    SignalWatch();
    ~SignalWatch() override;

private:
    int m_heard = -1; ///< readable once there was a signal
    std::optional<QSocketNotifier> m_notifier;
};

} // namespace natter
