// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

#include <QGuiApplication>
#include <QObject>
#include <QTimer>

namespace natter {

/// Whether the person looks at Natter: as long as they use it, for a while longer with a window in sight, and for a
/// moment longer without one.
class Attention : public QObject
{
    Q_OBJECT

public:
    explicit Attention(const Clock &clock, QObject *parent = nullptr);

    bool isPresent() const { return m_present; }
    /// Is the person still there?
    void look();

Q_SIGNALS:
    void changed(bool present);

private:
    void set(bool present);

    const Clock &m_clock;
    QTimer m_timer;
    std::chrono::milliseconds m_lastUsed;
    bool m_present = true;
};

} // namespace natter
