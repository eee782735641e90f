// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/contact_dialog.h"

#include "base/future.h"
#include "base/limits.h"
#include "base/text.h"
#include "stanza/xmpp_uri.h"
#include "widgets/error_text.h"
#include "widgets/form_labels.h"

#include "ui_contact_dialog.h"

#include <algorithm>

namespace natter {

ContactDialog::ContactDialog(Accounts &accounts, const ConversationId &whom, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::ContactDialog>())
    , m_accounts(accounts)
    , m_whom(whom)
{
    m_ui->setupUi(this);
    centreFormLabels(this);
    setMinimumWidth(fontMetrics().averageCharWidth() * 64);
    m_ui->problem->hide();
    for (const Account *candidate : accounts.all()) {
        m_ui->account->addItem(candidate->jid().toString());
    }
    m_ui->account->setCurrentText(whom.account.toString());
    m_ui->account->setVisible(m_ui->account->count() > 1 && whom.peer.isNull());
    m_ui->accountLabel->setVisible(m_ui->account->isVisibleTo(this));
    const Account *owner = account();
    m_known = owner && !whom.peer.isNull() && account()->contacts().contains(whom.peer);
    if (!whom.peer.isNull()) {
        m_ui->address->setText(whom.peer.toString());
        m_ui->address->setReadOnly(true);
        m_ui->name->setFocus();
    }
    if (m_known) {
        const RosterItem item = account()->contacts().item(whom.peer);
        m_ui->name->setText(item.handle);
        m_ui->groups->setText(item.groups.join(QStringLiteral(", ")));
        m_ui->title->setText(tr("Edit the contact"));
        m_ui->accept->setText(tr("Save"));
        m_ui->explanation->setVisible(!item.isSeen());
    }
    m_ui->remove->setVisible(m_known);
    connect(m_ui->accept, &QPushButton::clicked, this, &ContactDialog::accept);
    connect(m_ui->cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_ui->remove, &QPushButton::clicked, this, &ContactDialog::removeContact);
}

ContactDialog::~ContactDialog() = default;

ContactDialog *ContactDialog::open(Accounts &accounts, const ConversationId &whom, QWidget *parent)
{
    auto *dialog = new ContactDialog(accounts, whom, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
    return dialog;
}

void ContactDialog::propose(const QString &name, const QString &group)
{
    m_ui->name->setText(cut(name, limits::nameChars).simplified());
    m_ui->groups->setText(cut(group, limits::nameChars).simplified());
}

Account *ContactDialog::account() const { return m_accounts.find(Jid::orNull(m_ui->account->currentText())); }

/// "friends" is the group "Friends", if that is there and no other.
static QString asSpelledIn(const QStringList &known, const QString &group)
{
    const auto same = [&group](const QString &other) { return other.compare(group, Qt::CaseInsensitive) == 0; };
    const auto found = std::find_if(known.cbegin(), known.cend(), same);
    return known.contains(group) || found == known.cend() ? group : *found;
}

QStringList ContactDialog::knownGroups() const
{
    QStringList groups;
    for (const RosterItem &item : account()->contacts().items()) {
        groups += item.jid == m_whom.peer ? QStringList() : item.groups; // whose spelling may be what is mended
    }
    return groups;
}

void ContactDialog::accept()
{
    const auto jid = enteredAddress(m_ui->address->text());
    if (!jid || !jid->hasLocal()) {
        m_ui->problem->say(tr("This is not an address. An address looks like name@server."), addressDetails(jid));
        m_ui->address->setFocus();
        return;
    }
    if (!account()) {
        m_ui->problem->say(tr("Add an account first."));
        return;
    }
    if (jid->bare() == account()->jid()) {
        m_ui->problem->say(tr("This is your own address. Enter the address of somebody else."));
        m_ui->address->setFocus();
        return;
    }
    QStringList groups;
    const QStringList entered = m_ui->groups->text().split(u',', Qt::SkipEmptyParts);
    const QStringList known = knownGroups();
    for (const QString &group : entered) {
        const QString spelled = asSpelledIn(known, group.trimmed());
        if (!spelled.isEmpty() && !groups.contains(spelled, Qt::CaseInsensitive)) {
            groups.append(spelled);
        }
    }
    m_whom = { account()->jid(), jid->bare() };
    const QString name = m_ui->name->text().trimmed();
    if (m_known) {
        RosterItem item = account()->contacts().item(m_whom.peer);
        item.handle = name;
        item.groups = groups;
        follow(account()->contacts().change(item));
    } else {
        follow(account()->contacts().add(m_whom.peer, name, groups));
    }
}

/// The first press asks, the second one does it.
void ContactDialog::removeContact()
{
    if (!m_removalAsked) {
        m_removalAsked = true;
        m_ui->remove->setText(tr("Really remove"));
        m_ui->problem->say(tr("You will no longer see when they are online, and they will not see you."));
        return;
    }
    if (account()) {
        follow(account()->contacts().remove(m_whom.peer));
    }
}

void ContactDialog::follow(const QFuture<Result<Iq>> &answer)
{
    m_ui->accept->setEnabled(false);
    m_ui->remove->setEnabled(false);
    m_ui->problem->hide();
    whenDone(answer, this, [this](const Result<Iq> &result) {
        m_ui->accept->setEnabled(true);
        m_ui->remove->setEnabled(true);
        if (result) {
            Q_EMIT added(m_whom);
            QDialog::accept();
        } else {
            m_ui->problem->say(result.error());
        }
    });
}

} // namespace natter
