// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/room.h"

#include <QDialog>
#include <QPointer>

#include <memory>

namespace natter {

namespace Ui {
class RoomConfigurationDialog;
}

class DataFormWidget;
class Dialogs;

/// All that an owner can set for a room, as its service asks for it.
class RoomConfigurationDialog : public QDialog
{
    Q_OBJECT

public:
    RoomConfigurationDialog(Room &room, Dialogs &dialogs, QWidget *parent = nullptr);
    ~RoomConfigurationDialog() override;

    void reject() override;

private:
    void load();
    void fill(const DataForm &form);
    void save();
    DataForm filledIn() const;
    QString missingField() const;
    bool isChanged() const;
    void setBusy(bool busy);

    std::unique_ptr<Ui::RoomConfigurationDialog> m_ui;
    QPointer<Room> m_room;
    Dialogs &m_dialogs;
    QList<DataFormWidget *> m_parts;
    DataForm m_saved; ///< what the room has, filled in the same way
};

} // namespace natter
