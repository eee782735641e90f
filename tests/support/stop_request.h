// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSocketNotifier>
#include <QtTest>

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <functional>
#include <memory>
#include <unistd.h>

namespace natter {

/// From the first one on, Ctrl+C, a plain kill and the end of the terminal are a wish that is granted at the next
/// occasion: whoever waits looks here, and everything gets its time to clean up. It wakes the event loop.
class StopRequest
{
public:
    StopRequest()
    {
        if (::pipe2(pipe, O_CLOEXEC | O_NONBLOCK) != 0) {
            qFatal("no pipe");
        }
        m_notifier = std::make_unique<QSocketNotifier>(pipe[0], QSocketNotifier::Read);
        QObject::connect(m_notifier.get(), &QSocketNotifier::activated, m_notifier.get(),
                         [this] { m_notifier->setEnabled(false); });
        struct sigaction action
        {
        };
        action.sa_handler = note;
        action.sa_flags = static_cast<int>(SA_RESETHAND); // the second one is not asked to wait
        for (const int number : { SIGINT, SIGTERM, SIGHUP }) {
            ::sigaction(number, &action, nullptr);
        }
    }

    /// 0: there is none.
    static int number() { return received; }
    /// True once `condition` holds; false if it does not in time, or not before somebody wishes us to stop.
    static bool waitFor(const std::function<bool()> &condition, int milliseconds)
    {
        return QTest::qWaitFor([&] { return received != 0 || condition(); }, milliseconds) && received == 0;
    }

private:
    static void note(int number)
    {
        const int error = errno;
        received = number;
        [[maybe_unused]] const auto written = ::write(pipe[1], "", 1);
        errno = error;
    }

    static inline volatile std::sig_atomic_t received = 0;
    static inline int pipe[2] = { -1, -1 };
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace natter
