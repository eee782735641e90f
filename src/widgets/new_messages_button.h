// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

namespace natter {

class TimelineView;

/// Stands at the top of a timeline while what is new begins above what is in sight, and leads there.
class NewMessagesButton : public QPushButton
{
    Q_OBJECT

public:
    explicit NewMessagesButton(TimelineView &timeline);

    /// Another conversation is shown, or what is new in it begins elsewhere.
    void update();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void place();
    void updateLook();

    TimelineView &m_timeline;
    qint64 m_visited = 0; ///< the line that was in sight already
};

} // namespace natter
