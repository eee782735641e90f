// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/room.h"

#include <QDialog>
#include <QPointer>

#include <memory>

namespace natter {

namespace Ui {
class RoomSubjectDialog;
}

/// What a room is to be about for now; it may have several lines.
class RoomSubjectDialog : public QDialog
{
    Q_OBJECT

public:
    explicit RoomSubjectDialog(Room &room, QWidget *parent = nullptr);
    ~RoomSubjectDialog() override;

private:
    void save();

    std::unique_ptr<Ui::RoomSubjectDialog> m_ui;
    QPointer<Room> m_room;
};

} // namespace natter
