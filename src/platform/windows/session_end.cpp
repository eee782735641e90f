// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/windows/session_end.h"

#include "base/limits.h"
#include "platform/windows/system_window.h"

#include <QCoreApplication>
#include <QDeadlineTimer>

namespace natter {

SessionEnd::SessionEnd() : m_window(SystemWindow::shared())
{
    connect(m_window.get(), &SystemWindow::told, this, [this](UINT message, WPARAM what) {
        if (message == WM_ENDSESSION && what) {
            endNow();
        }
    });
}

/// Windows waits for five seconds; whoever closes everything has a deadline that is sooner.
void SessionEnd::endNow()
{
    Q_EMIT asked();
    const QDeadlineTimer deadline(limits::closeDeadline + std::chrono::seconds(1));
    while (!m_closed && !deadline.hasExpired()) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::ExcludeUserInputEvents);
    }
}

} // namespace natter
