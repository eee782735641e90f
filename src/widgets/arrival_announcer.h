// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

namespace natter {

class TimelineView;

/// Tells a screen reader what arrives in the conversation that is looked at: a few messages in full, of a flood, or of
/// a night that was missed, only how many there are.
class ArrivalAnnouncer : public QObject
{
    Q_OBJECT

public:
    explicit ArrivalAnnouncer(TimelineView &view);

    /// By its row in the store.
    void note(qint64 message);
    /// Another conversation is shown.
    void clear() { m_arrived.clear(); }

private:
    void announceArrived();

    TimelineView &m_view;
    QList<qint64> m_arrived;
    QTimer m_timer;
};

} // namespace natter
