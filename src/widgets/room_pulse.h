// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/room_crowd.h"

#include <QTimer>
#include <QWidget>

namespace natter {

/// One quiet line over the messages of a room: who came and went, and what else happened there. It goes by itself.
class RoomPulse : public QWidget
{
    Q_OBJECT

public:
    /// Stands at the top of `parent`, and follows its width.
    explicit RoomPulse(QWidget *parent);

    /// We are called `self` there by then.
    void note(const RoomNote &note, const QString &self);
    /// Another room is looked at, or none.
    void clear();
    QString text() const { return m_text; }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showText();
    void place();

    RoomCrowd m_crowd;
    QString m_text;
    QTimer m_soon; ///< a flood changes the line now and then
    QTimer m_end;
};

} // namespace natter
