// SPDX-License-Identifier: GPL-3.0-or-later
// How messages are chosen in a timeline, each as a whole; the rest is in timeline_view.cpp.
#include "widgets/timeline_view.h"

#include "widgets/message_actions.h"
#include "widgets/timeline_choice.h"

#include <QAccessible>

namespace natter {

void TimelineView::toggleChoice(qint64 message)
{
    if (const int row = rowOf(message); row >= 0) {
        choose(row, false);
    }
}

void TimelineView::endChoice()
{
    const bool wasChoosing = isChoosing();
    m_choice.clear();
    choiceIsChanged(wasChoosing);
}

void TimelineView::choose(int row, bool withThoseBetween)
{
    const bool wasChoosing = isChoosing();
    const qint64 message = m_rows[row].id;
    if (withThoseBetween && wasChoosing) {
        m_choice.extendTo(message, *m_model);
    } else {
        m_choice.toggle(message);
    }
    setFocus(); // the keys that choose, copy and delete are the timeline's
    choiceIsChanged(wasChoosing);
    QAccessible::State changed;
    changed.selected = true;
    QAccessibleStateChangeEvent event(this, changed);
    event.setChild(row);
    QAccessible::updateAccessibility(&event);
}

/// The signs beside the messages need room, which there is only while somebody chooses.
void TimelineView::choiceIsChanged(bool wasChoosing)
{
    if (!wasChoosing && !isChoosing()) {
        return;
    }
    if (wasChoosing != isChoosing()) {
        clearSelection();
        rebuild();
        refreshActions();
    }
    viewport()->update();
    Q_EMIT choiceChanged(m_choice.count());
}

int TimelineView::choiceWidth() const { return isChoosing() ? choiceSignWidth : 0; }

} // namespace natter
