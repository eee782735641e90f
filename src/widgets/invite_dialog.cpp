// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/invite_dialog.h"

#include "base/future.h"
#include "base/limits.h"
#include "base/text.h"
#include "widgets/error_text.h"
#include "widgets/form_labels.h"
#include "widgets/room_text.h"
#include "widgets/windows.h"

#include "ui_invite_dialog.h"

namespace natter {

InviteDialog::InviteDialog(const ContactList &contacts, Room &room, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::InviteDialog>())
    , m_room(&room)
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_DeleteOnClose);
    centreFormLabels(this);
    resizeWithinScreen(*this, { 480, 560 });
    m_ui->problem->hide();
    m_ui->reason->setMaxLength(limits::statusChars);
    m_ui->room->setText(titleOf(room));
    QSet<Jid> there { room.account() };
    for (const Occupant &occupant : room.occupants()) {
        there.insert(occupant.jid.bare());
    }
    m_ui->people->offer(contacts, there);
    m_ui->people->focusSearch();
    connect(m_ui->people, &PeoplePicker::changed, m_ui->problem, &QWidget::hide);
    connect(m_ui->cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_ui->invite, &QPushButton::clicked, this, &InviteDialog::invite);
    connect(&room, &QObject::destroyed, this, &QDialog::reject);
    setBusy(false);
}

InviteDialog::~InviteDialog() = default;

void InviteDialog::invite()
{
    const QString unclear = m_ui->people->unclear();
    const QList<Jid> people = m_ui->people->chosen();
    if (!unclear.isEmpty()) {
        m_ui->problem->say(
            tr("“%1” is nobody who could be invited. Choose somebody, or enter an address.").arg(embedded(unclear)));
    } else if (people.isEmpty()) {
        m_ui->problem->say(tr("Choose whom to invite."));
    } else if (m_room) {
        setBusy(true);
        whenDone(m_room->invite(people, m_ui->reason->text().trimmed()), this, [this](const Result<> &done) {
            setBusy(false);
            if (done) {
                accept();
            } else {
                m_ui->problem->say(roomErrorText(done.error()), errorDetails(done.error()));
            }
        });
        return;
    }
    m_ui->people->focusSearch();
}

void InviteDialog::setBusy(bool busy)
{
    m_ui->progress->setVisible(busy);
    m_ui->people->setEnabled(!busy);
    m_ui->reason->setEnabled(!busy);
    m_ui->invite->setEnabled(!busy);
    if (busy) {
        m_ui->problem->hide();
    }
}

} // namespace natter
