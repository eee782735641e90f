// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/room.h"

#include <QDialog>
#include <QPointer>

#include <memory>

namespace natter {

namespace Ui {
class DestroyRoomDialog;
}

/// Asks whether a room is to be closed for good, and where its people are to go instead.
class DestroyRoomDialog : public QDialog
{
    Q_OBJECT

public:
    explicit DestroyRoomDialog(Room &room, QWidget *parent = nullptr);
    ~DestroyRoomDialog() override;

private:
    void destroyRoom();

    std::unique_ptr<Ui::DestroyRoomDialog> m_ui;
    QPointer<Room> m_room;
};

} // namespace natter
