// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/unix/signal_watch.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>

#include <fcntl.h>
#include <unistd.h>

namespace natter {

static constexpr std::array watched { SIGTERM, SIGINT, SIGHUP };

/// The end of a pipe that is written to where hardly anything is allowed.
static std::atomic<int> s_tell = -1;

static void tell(int)
{
    const int before = errno;
    const char any = 0;
    [[maybe_unused]] const auto written = ::write(s_tell, &any, 1); // a full pipe says as much
    errno = before;
}

SignalWatch::SignalWatch()
{
    int ends[2];
    if (::pipe(ends) != 0) {
        return;
    }
    for (const int end : ends) {
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
        ::fcntl(end, F_SETFL, O_NONBLOCK);
    }
    m_heard = ends[0];
    s_tell = ends[1];
    m_notifier.emplace(m_heard, QSocketNotifier::Read);
    connect(&*m_notifier, &QSocketNotifier::activated, this, [this] {
        char many[16];
        while (::read(m_heard, many, sizeof many) > 0) { }
        Q_EMIT asked();
    });
    for (const int signal : watched) {
        struct sigaction before
        {
        };
        if (::sigaction(signal, nullptr, &before) == 0 && before.sa_handler != SIG_IGN) {
            struct sigaction ours
            {
            };
            ours.sa_handler = tell;
            ours.sa_flags = SA_RESTART | static_cast<int>(SA_RESETHAND);
            ::sigaction(signal, &ours, nullptr);
        }
    }
}

SignalWatch::~SignalWatch()
{
    if (m_heard < 0) {
        return;
    }
    for (const int signal : watched) {
        struct sigaction now
        {
        };
        if (::sigaction(signal, nullptr, &now) == 0 && now.sa_handler == tell) {
            ::signal(signal, SIG_DFL);
        }
    }
    m_notifier.reset();
    ::close(s_tell.exchange(-1));
    ::close(m_heard);
}

} // namespace natter
