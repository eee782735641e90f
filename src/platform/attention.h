// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "platform/idle_watch.h"

#include <QGuiApplication>
#include <QObject>
#include <QTimer>

namespace natter {

/// Whether the person looks at Natter: as long as they use it, for a while longer with a window in sight, and for a
/// moment longer without one; and not while nobody is at the computer, as far as the system knows.
class Attention : public QObject
{
    Q_OBJECT

public:
    Attention(const Clock &clock, IdleWatch &idle, QObject *parent = nullptr);

    bool isPresent() const { return m_present; }
    /// Is the person still there?
    void look();

Q_SIGNALS:
    void changed(bool present);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void judge();
    void set(bool present);

    const Clock &m_clock;
    IdleWatch &m_idle;
    QTimer m_timer;
    const std::chrono::milliseconds m_began; ///< somebody was there then
    std::chrono::milliseconds m_lastUsed;
    bool m_untouched = false; ///< for long
    bool m_covered = false;
    bool m_present = true;
};

} // namespace natter
