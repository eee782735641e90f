// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/destroy_room_dialog.h"

#include "base/future.h"
#include "base/limits.h"
#include "base/text.h"
#include "stanza/xmpp_uri.h"
#include "widgets/error_text.h"
#include "widgets/form_labels.h"
#include "widgets/room_text.h"

#include "ui_destroy_room_dialog.h"

namespace natter {

DestroyRoomDialog::DestroyRoomDialog(Room &room, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::DestroyRoomDialog>())
    , m_room(&room)
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_DeleteOnClose);
    centreFormLabels(this);
    setMinimumWidth(fontMetrics().averageCharWidth() * 64);
    m_ui->problem->hide();
    m_ui->reason->setMaxLength(limits::statusChars);
    //: %1 is the title of a room, %2 its address
    m_ui->explanation->setText(tr("%1 (%2) is closed for everybody, and nobody can go into it any more. This cannot be "
                                  "undone. What was said stays on your computer.")
                                   .arg(embedded(titleOf(room)), embedded(room.address().toString())));
    connect(m_ui->cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_ui->destroy, &QPushButton::clicked, this, &DestroyRoomDialog::destroyRoom);
    connect(&room, &QObject::destroyed, this, &QDialog::accept);
    m_ui->reason->setFocus();
}

DestroyRoomDialog::~DestroyRoomDialog() = default;

void DestroyRoomDialog::destroyRoom()
{
    const QString entered = m_ui->alternative->text().trimmed();
    const auto alternative = entered.isEmpty() ? Result<Jid>(Jid()) : enteredAddress(entered);
    if (!alternative || (!entered.isEmpty() && !alternative->hasLocal())) {
        m_ui->problem->say(tr("This is not the address of a room. It looks like garden@chat.capulet.lit."),
                           addressDetails(alternative));
        m_ui->alternative->setFocus();
        return;
    }
    if (!m_room) {
        return;
    }
    m_ui->problem->hide();
    m_ui->destroy->setEnabled(false);
    whenDone(m_room->destroy(m_ui->reason->text().trimmed(), alternative->isNull() ? Jid() : alternative->bare()), this,
             [this](const Result<> &done) {
                 m_ui->destroy->setEnabled(true);
                 if (done) {
                     accept();
                 } else {
                     m_ui->problem->say(roomErrorText(done.error()), errorDetails(done.error()));
                 }
             });
}

} // namespace natter
