// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/attention.h"

#include "base/limits.h"

#include <QWindow>

#include <algorithm>

namespace natter {

using std::chrono::milliseconds;

static bool isWindowInSight()
{
    const auto windows = QGuiApplication::topLevelWindows();
    return std::any_of(windows.cbegin(), windows.cend(), [](const QWindow *window) {
        return window->isVisible() && !window->windowStates().testFlag(Qt::WindowMinimized);
    });
}

Attention::Attention(const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_lastUsed(clock.monotonic())
{
    connect(&m_timer, &QTimer::timeout, this, &Attention::look);
    connect(qGuiApp, &QGuiApplication::applicationStateChanged, this, &Attention::look);
    connect(qGuiApp, &QGuiApplication::focusWindowChanged, this, &Attention::look);
    m_timer.start(limits::attentionHidden);
}

void Attention::look()
{
    const bool inSight = isWindowInSight();
    const milliseconds now = m_clock.monotonic();
    if (inSight && QGuiApplication::applicationState() == Qt::ApplicationActive) {
        m_lastUsed = now;
        set(true);
    } else if (now - m_lastUsed >= (inSight ? milliseconds(limits::attentionVisible) : limits::attentionHidden)) {
        set(false);
    }
}

void Attention::set(bool present)
{
    if (std::exchange(m_present, present) != present) {
        Q_EMIT changed(present);
    }
}

} // namespace natter
