// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/room_nick_dialog.h"

#include "base/future.h"
#include "base/limits.h"
#include "widgets/error_text.h"
#include "widgets/form_labels.h"
#include "widgets/room_text.h"

#include "ui_room_nick_dialog.h"

namespace natter {

RoomNickDialog::RoomNickDialog(Room &room, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::RoomNickDialog>())
    , m_room(&room)
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_DeleteOnClose);
    centreFormLabels(this);
    setMinimumWidth(fontMetrics().averageCharWidth() * 56);
    m_ui->room->setText(titleOf(room));
    m_ui->problem->hide();
    m_ui->nick->setMaxLength(limits::nameChars);
    m_ui->nick->setText(room.nick());
    m_ui->nick->selectAll();
    connect(m_ui->nick, &QLineEdit::textChanged, m_ui->problem, &QWidget::hide);
    connect(m_ui->cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_ui->save, &QPushButton::clicked, this, &RoomNickDialog::save);
    connect(&room, &QObject::destroyed, this, &QDialog::reject);
}

RoomNickDialog::~RoomNickDialog() = default;

void RoomNickDialog::save()
{
    const QString nick = m_ui->nick->text().trimmed();
    if (!m_room) {
        return;
    }
    if (nick.isEmpty() || m_room->address().withResource(nick).isNull()) {
        m_ui->problem->say(tr("Enter the name that the others in the room are to see."));
        return;
    }
    m_ui->problem->hide();
    m_ui->save->setEnabled(false);
    whenDone(m_room->changeNick(nick), this, [this](const Result<> &done) {
        m_ui->save->setEnabled(true);
        if (done) {
            accept();
            return;
        }
        m_ui->problem->say(nickErrorText(done.error()), errorDetails(done.error()));
        m_ui->nick->setFocus();
        m_ui->nick->selectAll();
    });
}

} // namespace natter
