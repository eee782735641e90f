// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/password_dialog.h"

#include "widgets/error_text.h"

#include "ui_password_dialog.h"

namespace natter {

PasswordDialog::PasswordDialog(const AccountSettings &account, const QString &reason, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::PasswordDialog>())
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(fontMetrics().averageCharWidth() * 56);
    m_ui->title->setText(tr("Password for %1").arg(account.jid.toString()));
    m_ui->explanation->setText(reason);
    m_ui->password->setAccessibleName(m_ui->title->text());
    const bool canKeep = account.passwordPlace != AccountSettings::PasswordPlace::AskEachTime;
    m_ui->keep->setVisible(canKeep);
    m_ui->keep->setChecked(canKeep);
    m_ui->accept->setEnabled(false);
    connect(m_ui->password, &QLineEdit::textChanged, this,
            [this](const QString &text) { m_ui->accept->setEnabled(!text.isEmpty()); });
    connect(m_ui->cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_ui->accept, &QPushButton::clicked, this, [this] {
        setTrying(true);
        m_attempted = false;
        Q_EMIT entered(Secret(m_ui->password->text()), m_ui->keep->isChecked());
    });
}

void PasswordDialog::setTrying(bool trying)
{
    m_trying = trying;
    for (QWidget *field : std::initializer_list<QWidget *> { m_ui->password, m_ui->keep, m_ui->accept }) {
        field->setEnabled(!trying);
    }
    m_ui->accept->setText(trying ? tr("Logging in…") : tr("Log in"));
}

void PasswordDialog::follow(const AccountStatus &status)
{
    using Phase = AccountStatus::Phase;
    if (status.phase == Phase::Online) { // somebody else may have told it, a script for example
        accept();
        return;
    }
    m_attempted = m_attempted || status.phase == Phase::Connecting;
    if (!m_trying || !m_attempted || status.phase == Phase::Connecting) {
        return;
    }
    if (status.phase != Phase::NeedsPassword || !status.error) {
        accept(); // it is not about the password: a notice says so
        return;
    }
    setTrying(false);
    m_ui->explanation->setText(errorText(*status.error));
    m_ui->password->setFocus();
    m_ui->password->selectAll();
}

PasswordDialog::~PasswordDialog() = default;

} // namespace natter
