// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/arrival_announcer.h"

#include "widgets/timeline_accessible.h"
#include "widgets/timeline_view.h"

namespace natter {

static constexpr int announcedWhole = 3; ///< messages that arrive together
static constexpr auto interval = std::chrono::seconds(2);

ArrivalAnnouncer::ArrivalAnnouncer(TimelineView &view) : m_view(view)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ArrivalAnnouncer::announceArrived);
}

void ArrivalAnnouncer::note(qint64 message)
{
    m_arrived.append(message);
    if (!m_timer.isActive()) {
        m_timer.start(0);
    }
}

void ArrivalAnnouncer::announceArrived()
{
    const QList<qint64> arrived = std::exchange(m_arrived, {});
    if (arrived.isEmpty() || !m_view.isVisible() || !m_view.isActiveWindow()) { // else a notification says it
        return;
    }
    m_timer.start(interval);
    if (arrived.size() > announcedWhole) {
        announce(m_view, tr("%n new messages", nullptr, static_cast<int>(arrived.size())));
        return;
    }
    QStringList texts;
    for (const qint64 id : arrived) {
        if (const int row = m_view.rowOf(id); row >= 0) {
            texts.append(m_view.rowText(row));
        }
    }
    announce(m_view, texts.join(u'\n'));
}

} // namespace natter
