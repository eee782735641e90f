// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/attention.h"

#include "base/limits.h"

#include <QEvent>
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

Attention::Attention(const Clock &clock, IdleWatch &idle, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_idle(idle)
    , m_began(clock.monotonic())
    , m_lastUsed(m_began)
{
    connect(&m_timer, &QTimer::timeout, this, &Attention::look);
    connect(qGuiApp, &QGuiApplication::applicationStateChanged, this, &Attention::look);
    connect(qGuiApp, &QGuiApplication::focusWindowChanged, this, &Attention::look);
    connect(&m_idle, &IdleWatch::untouched, this, [this](milliseconds duration) {
        m_untouched = std::min(duration, m_clock.monotonic() - m_began) >= limits::attentionUntouched;
        judge();
    });
    connect(&m_idle, &IdleWatch::covered, this, [this](bool isCovered) {
        m_covered = isCovered;
        judge();
    });
    m_timer.start(limits::attentionHidden);
}

void Attention::look()
{
    if (isWindowInSight()) { // else it makes no difference
        m_idle.ask();
    }
    judge();
}

void Attention::judge()
{
    const bool inSight = isWindowInSight();
    const milliseconds now = m_clock.monotonic();
    if (m_covered || m_untouched) {
        set(false);
    } else if (inSight && QGuiApplication::applicationState() == Qt::ApplicationActive) {
        m_lastUsed = now;
        set(true);
    } else if (now - m_lastUsed >= (inSight ? milliseconds(limits::attentionVisible) : limits::attentionHidden)) {
        set(false);
    }
}

void Attention::set(bool present)
{
    if (std::exchange(m_present, present) == present) {
        return;
    }
    if (present) {
        qGuiApp->removeEventFilter(this);
    } else {
        qGuiApp->installEventFilter(this);
    }
    Q_EMIT changed(present);
}

/// Whoever touches Natter again need not wait until the system is asked.
bool Attention::eventFilter(QObject *, QEvent *event)
{
    if (m_untouched && event->spontaneous()
        && (event->type() == QEvent::KeyPress || event->type() == QEvent::MouseMove
            || event->type() == QEvent::MouseButtonPress || event->type() == QEvent::Wheel
            || event->type() == QEvent::TouchBegin)) {
        m_untouched = false;
        judge();
    }
    return false;
}

} // namespace natter
