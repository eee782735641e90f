// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/stall_meter.h"

#include "base/limits.h"
#include "base/log.h"

#include <QAbstractEventDispatcher>
#include <QCoreApplication>

namespace natter {

StallMeter::StallMeter(QObject *parent) : QObject(parent)
{
    const QAbstractEventDispatcher *dispatcher = QAbstractEventDispatcher::instance();
    connect(dispatcher, &QAbstractEventDispatcher::awake, this, [this] {
        endBusy();
        m_busy.start();
    });
    connect(dispatcher, &QAbstractEventDispatcher::aboutToBlock, this, [this] {
        endBusy();
        m_busy.invalidate();
    });
    QCoreApplication::instance()->installEventFilter(this);
}

/// The dispatcher that is built upon GLib says that it is about to block, and then does all the work of a round before
/// it says that it is awake.
bool StallMeter::eventFilter(QObject *watched, QEvent *event)
{
    if (!m_busy.isValid()) {
        m_busy.start();
    }
    return QObject::eventFilter(watched, event);
}

void StallMeter::endBusy()
{
    if (!m_busy.isValid()) {
        return;
    }
    const qint64 elapsed = m_busy.elapsed();
    m_longest = qMax(m_longest, elapsed);
#ifndef QT_NO_DEBUG
    if (elapsed > limits::slowSlot.count()) {
        qCDebug(logApp) << "the GUI thread was busy for" << elapsed << "ms";
    }
#endif
}

qint64 StallMeter::takeLongest()
{
    endBusy();
    m_busy.start(); // what answers this question does not count twice
    return std::exchange(m_longest, 0);
}

} // namespace natter
