// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/room_subject_dialog.h"

#include "base/future.h"
#include "widgets/error_text.h"
#include "widgets/room_text.h"
#include "widgets/windows.h"

#include "ui_room_subject_dialog.h"

#include <QShortcut>

namespace natter {

RoomSubjectDialog::RoomSubjectDialog(Room &room, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::RoomSubjectDialog>())
    , m_room(&room)
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_DeleteOnClose);
    resizeWithinScreen(*this, { 480, 300 });
    m_ui->room->setText(titleOf(room));
    m_ui->problem->hide();
    m_ui->subject->setAccessibleName(windowTitle());
    m_ui->subject->setPlainText(room.subject());
    m_ui->subject->selectAll();
    m_ui->subject->setTabChangesFocus(true);
    connect(m_ui->subject, &QPlainTextEdit::textChanged, m_ui->problem, &QWidget::hide);
    connect(m_ui->cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_ui->save, &QPushButton::clicked, this, &RoomSubjectDialog::save);
    connect(new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return), this), &QShortcut::activated, m_ui->save,
            &QPushButton::click); // Enter begins a line
    connect(&room, &QObject::destroyed, this, &QDialog::reject);
}

RoomSubjectDialog::~RoomSubjectDialog() = default;

void RoomSubjectDialog::save()
{
    if (!m_room) {
        return;
    }
    m_ui->problem->hide();
    m_ui->save->setEnabled(false);
    whenDone(m_room->changeSubject(m_ui->subject->toPlainText().trimmed()), this, [this](const Result<> &done) {
        m_ui->save->setEnabled(true);
        if (done) {
            accept();
        } else {
            m_ui->problem->say(roomErrorText(done.error()), errorDetails(done.error()));
        }
    });
}

} // namespace natter
