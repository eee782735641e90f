// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chat_services.h"

#include <QLabel>
#include <QPointer>
#include <QTimer>

namespace natter {

/// Says above the composer that a room takes a message only now and then (XEP-0500), and when the next one of ours goes
/// out. Hidden where nobody counts.
class SlowModeLine : public QLabel
{
    Q_OBJECT

public:
    explicit SlowModeLine(const ChatServices &services, QWidget *parent = nullptr);

    /// Null: it is no room, or we are not to be in it.
    void setRoom(Room *room);

private:
    void update();

    ChatServices m_services;
    QPointer<Room> m_room;
    QTimer m_tick; ///< runs while time is counted
};

} // namespace natter
