// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/new_chat_dialog.h"

#include "base/log.h"
#include "base/text.h"
#include "stanza/xmpp_uri.h"
#include "widgets/error_text.h"
#include "widgets/form_labels.h"

#include "ui_new_chat_dialog.h"

#include <QCompleter>
#include <QStandardItemModel>

#include <algorithm>

namespace natter {

namespace {

/// Finds contacts by name and address, and fills in the address.
class ContactCompleter final : public QCompleter
{
public:
    using QCompleter::QCompleter;

    QString pathFromIndex(const QModelIndex &index) const override { return index.data(Qt::UserRole).toString(); }
};

} // namespace

NewChatDialog::NewChatDialog(Accounts &accounts, const Jid &preferred, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::NewChatDialog>())
    , m_accounts(accounts)
{
    m_ui->setupUi(this);
    centreFormLabels(this);
    setMinimumWidth(fontMetrics().averageCharWidth() * 56);
    m_ui->problem->hide();
    for (const Account *account : accounts.all()) {
        m_ui->account->addItem(account->jid().toString());
    }
    m_ui->account->setCurrentText(preferred.toString());
    const bool several = m_ui->account->count() > 1;
    m_ui->account->setVisible(several);
    m_ui->accountLabel->setVisible(several);
    proposeContacts();
    connect(m_ui->address, &QLineEdit::textChanged, this, &NewChatDialog::followAddress);
    connect(m_ui->account, &QComboBox::activated, this, [this] { m_accountChosen = true; });
    connect(m_ui->cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_ui->open, &QPushButton::clicked, this, &NewChatDialog::choose);
}

NewChatDialog::~NewChatDialog() = default;

void NewChatDialog::proposeContacts()
{
    auto *model = new QStandardItemModel(this);
    for (Account *account : m_accounts.all()) {
        for (const RosterItem &item : account->contacts().items()) {
            const QString address = item.jid.toString();
            auto *row = new QStandardItem(item.handle.isEmpty() ? withVisibleControls(address)
                                                                : embedded(withVisibleControls(item.handle))
                                                  + QStringLiteral(" · ") + address);
            row->setData(address, Qt::UserRole);
            model->appendRow(row);
        }
    }
    model->sort(0);
    auto *completer = new ContactCompleter(model, this);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    m_ui->address->setCompleter(completer);
}

/// Whoever knows the person writes to them, unless somebody else is asked to.
void NewChatDialog::followAddress(const QString &text)
{
    m_ui->problem->hide();
    const Jid peer = enteredAddress(text).value_or(Jid()).bare();
    const auto all = m_accounts.all();
    const auto knowing = std::find_if(all.cbegin(), all.cend(), [&peer](Account *account) {
        return !peer.isNull() && account->contacts().contains(peer);
    });
    if (!m_accountChosen && knowing != all.cend()) {
        m_ui->account->setCurrentText((*knowing)->jid().toString());
    }
}

void NewChatDialog::choose()
{
    const auto address = enteredAddress(m_ui->address->text());
    const Jid peer = address ? address->bare() : Jid();
    const Account *account = m_accounts.find(Jid::orNull(m_ui->account->currentText()));
    if (!peer.hasLocal()) {
        showProblem(tr("This is not an address. An address looks like name@server."), addressDetails(address));
    } else if (!account) {
        showProblem(tr("Add an account first."));
    } else {
        Q_EMIT chosen({ account->jid(), peer });
        accept();
    }
}

void NewChatDialog::showProblem(const QString &text, const QString &details)
{
    m_ui->problem->say(text, details);
    m_ui->address->setFocus();
}

} // namespace natter
