// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/new_messages_button.h"

#include "widgets/icons.h"
#include "widgets/theme.h"
#include "widgets/timeline_view.h"

#include <QEvent>
#include <QScrollBar>

namespace natter {

NewMessagesButton::NewMessagesButton(TimelineView &timeline) : QPushButton(&timeline), m_timeline(timeline)
{
    setFocusPolicy(Qt::NoFocus); // the menu of the chat leads there as well
    hide();
    timeline.installEventFilter(this);
    connect(timeline.verticalScrollBar(), &QScrollBar::valueChanged, this, &NewMessagesButton::update);
    connect(timeline.verticalScrollBar(), &QScrollBar::rangeChanged, this, &NewMessagesButton::update);
    updateLook();
}

/// Where the line was seen, nobody needs to be led there.
void NewMessagesButton::update()
{
    const TimelineModel *model = m_timeline.model();
    const auto line = model ? model->newLineAfter() : std::nullopt;
    if (!line || model->newCount() == 0 || *line == m_visited || model->rowCount() == 0) {
        hide();
        return;
    }
    int first = 0;
    while (first < model->rowCount() && model->message(first).row <= *line) {
        ++first;
    }
    if (first == model->rowCount() || m_timeline.rowOf(model->message(first).row) != first) {
        hide(); // it is below, or being laid out
        return;
    }
    const QRect rect = m_timeline.rowRect(first);
    if (first > 0 && rect.top() >= 0) { // else what is read is not even here
        const bool isInSight = m_timeline.isVisible() && rect.top() < m_timeline.viewport()->height();
        m_visited = isInSight ? *line : m_visited;
        hide();
        return;
    }
    setText(tr("%n new", nullptr, model->newCount()));
    setAccessibleName(tr("%n new: go to the first", nullptr, model->newCount()));
    setToolTip(tr("Go to the first"));
    show();
    place();
}

void NewMessagesButton::place()
{
    adjustSize();
    move((m_timeline.width() - width()) / 2, 12);
    raise();
}

void NewMessagesButton::updateLook() { setIcon(tintedIcon(QStringLiteral("up"), Theme::of(this).text)); }

bool NewMessagesButton::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize) {
        update();
    }
    return QPushButton::eventFilter(watched, event);
}

void NewMessagesButton::changeEvent(QEvent *event)
{
    QPushButton::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        updateLook();
    }
}

} // namespace natter
