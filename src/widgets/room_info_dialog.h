// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/room.h"

#include <QDialog>
#include <QPointer>

#include <memory>

namespace natter {

namespace Ui {
class RoomInfoDialog;
}

class RoomWindows;

/// What a room is, what it is about for now, what we are in it, and what can be done with it.
class RoomInfoDialog : public QDialog
{
    Q_OBJECT

public:
    /// `windows` opens what can be done, and must outlive it.
    RoomInfoDialog(Room &room, RoomWindows &windows, QWidget *parent = nullptr);
    ~RoomInfoDialog() override;

private:
    void update();
    void fillMenu();

    std::unique_ptr<Ui::RoomInfoDialog> m_ui;
    QPointer<Room> m_room;
    RoomWindows &m_windows;
};

} // namespace natter
