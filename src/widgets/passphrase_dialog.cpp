// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/passphrase_dialog.h"

#include "widgets/form_labels.h"

#include "ui_passphrase_dialog.h"

namespace natter {

static constexpr int leastCharacters = 8;

PassphraseDialog::PassphraseDialog(const QString &title, const QString &text, Asks asks, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::PassphraseDialog>())
    , m_asks(asks)
{
    m_ui->setupUi(this);
    setWindowTitle(title);
    centreFormLabels(this);
    m_ui->explanation->setText(text);
    m_ui->explanation->setMinimumWidth(fontMetrics().averageCharWidth() * 56);
    m_ui->problem->hide();
    m_ui->second->setVisible(asks == Asks::Twice);
    m_ui->secondLabel->setVisible(asks == Asks::Twice);
    connect(m_ui->show, &QCheckBox::toggled, this, [this](bool shown) {
        for (QLineEdit *field : { m_ui->first, m_ui->second }) {
            field->setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password);
        }
    });
    connect(m_ui->cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_ui->accept, &QPushButton::clicked, this, &PassphraseDialog::check);
}

PassphraseDialog::~PassphraseDialog() = default;

Secret PassphraseDialog::passphrase() const { return Secret(m_ui->first->text()); }

void PassphraseDialog::complain(const QString &problem)
{
    m_ui->problem->say(problem);
    adjustSize(); // or the fields would give way
}

void PassphraseDialog::check()
{
    if (m_asks == Asks::Once) {
        accept();
    } else if (m_ui->first->text().size() < leastCharacters) {
        complain(tr("Choose at least %n characters. Several words are easy to remember.", nullptr, leastCharacters));
        m_ui->first->setFocus();
    } else if (m_ui->first->text() != m_ui->second->text()) {
        complain(tr("The two are not the same. Enter it once more."));
        m_ui->second->setFocus();
        m_ui->second->selectAll();
    } else {
        accept();
    }
}

} // namespace natter
