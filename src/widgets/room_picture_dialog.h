// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/room.h"
#include "chat/room_pictures.h"

#include <QDialog>
#include <QPointer>

#include <memory>

namespace natter {

namespace Ui {
class RoomPictureDialog;
}

class Dialogs;
class Faces;
struct SentPicture;

/// What a room looks like to everybody: another picture, or none.
class RoomPictureDialog : public QDialog
{
    Q_OBJECT

public:
    RoomPictureDialog(Room &room, RoomPictures &pictures, Faces &faces, Dialogs &dialogs, QWidget *parent = nullptr);
    ~RoomPictureDialog() override;

private:
    void choose();
    void take(const SentPicture &picture);
    void remove();
    void save();
    void update();
    QImage shown() const;
    void setBusy(bool busy);

    std::unique_ptr<Ui::RoomPictureDialog> m_ui;
    QPointer<Room> m_room;
    QPointer<RoomPictures> m_pictures;
    Faces &m_faces;
    Dialogs &m_dialogs;
    bool m_isChanged = false;
    std::optional<VCard::Photo> m_chosen; ///< null: none is wanted, if it is changed
};

} // namespace natter
