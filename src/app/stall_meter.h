// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>

namespace natter {

/// Measures how long the GUI thread was busy without looking at events.
class StallMeter : public QObject
{
    Q_OBJECT

public:
    explicit StallMeter(QObject *parent = nullptr);

    /// The longest stall in ms since the last call.
    qint64 takeLongest();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void endBusy();

    QElapsedTimer m_busy;
    qint64 m_longest = 0;
};

} // namespace natter
