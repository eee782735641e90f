// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/room.h"

#include <QDialog>
#include <QPointer>

#include <memory>

namespace natter {

namespace Ui {
class RoomNickDialog;
}

/// How the person is to be called in a room.
class RoomNickDialog : public QDialog
{
    Q_OBJECT

public:
    explicit RoomNickDialog(Room &room, QWidget *parent = nullptr);
    ~RoomNickDialog() override;

private:
    void save();

    std::unique_ptr<Ui::RoomNickDialog> m_ui;
    QPointer<Room> m_room;
};

} // namespace natter
