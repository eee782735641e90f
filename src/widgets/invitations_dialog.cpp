// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/invitations_dialog.h"

#include "base/log.h"
#include "base/text.h"
#include "models/friendly_time.h"
#include "models/invitation_texts.h"
#include "widgets/emoji_label.h"
#include "widgets/two_lines_delegate.h"
#include "widgets/windows.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QListWidget>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

#include <algorithm>

namespace natter {

static constexpr int mostWords = 6; ///< lines

InvitationsDialog::InvitationsDialog(Accounts &accounts, const Jid &account, Whose whose, QWidget *parent)
    : QDialog(parent)
    , m_accounts(accounts)
    , m_account(account)
    , m_whose(whose)
    , m_list(new QListWidget(this))
    , m_text(new EmojiLabel(this))
    , m_words(new EmojiLabel(this))
    , m_keep(new QCheckBox(tr("&Keep its password with the bookmark, on the server"), this))
    , m_join(new QPushButton(tr("&Join"), this))
    , m_decline(new QPushButton(tr("&Decline"), this))
    , m_declineAll(new QPushButton(tr("Decline &all"), this))
{
    build();
    follow();
    fill();
    m_list->setCurrentRow(0);
    m_list->setFocus();
}

void InvitationsDialog::build()
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(m_whose == Whose::Strangers ? tr("Invitations of people whom you do not know")
                                               : tr("Invitations to rooms"));
    resizeWithinScreen(*this, { 560, 420 });
    m_list->setItemDelegate(new TwoLinesDelegate(m_list));
    m_list->setAccessibleName(windowTitle());
    m_words->setMaximumLines(mostWords);
    m_words->setProperty("role", QLatin1String("muted"));
    m_declineAll->setToolTip(tr("They are forgotten, and nobody is told"));
    m_declineAll->setVisible(m_whose == Whose::Strangers);
    auto *close = new QPushButton(tr("Close"), this);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    auto *buttons = new QHBoxLayout;
    for (QPushButton *button : { m_join, m_decline, m_declineAll, close }) {
        button->setAutoDefault(false); // Enter is for the one that is chosen
        buttons->addWidget(button);
    }
    buttons->insertStretch(3, 1);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_text);
    layout->addWidget(m_words);
    layout->addWidget(m_keep);
    layout->addLayout(buttons);
}

void InvitationsDialog::follow()
{
    connect(m_join, &QPushButton::clicked, this, &InvitationsDialog::join);
    connect(m_decline, &QPushButton::clicked, this, &InvitationsDialog::decline);
    connect(m_declineAll, &QPushButton::clicked, this, &InvitationsDialog::declineAll);
    auto *keys = new QShortcut(QKeySequence::Delete, m_list, nullptr, nullptr, Qt::WidgetShortcut);
    connect(keys, &QShortcut::activated, this, &InvitationsDialog::decline);
    connect(m_list, &QListWidget::itemActivated, this, &InvitationsDialog::join);
    connect(m_list, &QListWidget::currentRowChanged, this, [this] {
        m_keep->setChecked(false);
        showCurrent();
    });
    if (Account *account = m_accounts.find(m_account)) {
        connect(&account->invitations(), &Invitations::changed, this, &InvitationsDialog::fill);
    }
    connect(&m_accounts, &Accounts::statusChanged, this, &InvitationsDialog::showCurrent);
    connect(&m_accounts, &Accounts::aboutToRemove, this, [this](const Account *gone) {
        if (gone->jid() == m_account) {
            reject();
        }
    });
}

QList<RoomInvitation> InvitationsDialog::wanted() const
{
    Account *account = m_accounts.find(m_account);
    if (!account) {
        return {};
    }
    return m_whose == Whose::Strangers ? account->invitations().ofStrangers() : account->invitations().ofContacts();
}

std::optional<RoomInvitation> InvitationsDialog::current() const
{
    const QListWidgetItem *item = m_list->currentItem();
    const QList<RoomInvitation> all = wanted();
    const auto found = std::find_if(all.cbegin(), all.cend(), [item](const RoomInvitation &invitation) {
        return item && invitation.room.toString() == item->data(TwoLinesDelegate::KeyRole).toString();
    });
    return found == all.cend() ? std::nullopt : std::optional(*found);
}

/// The one that was chosen stays so, or else the one in its place.
void InvitationsDialog::fill()
{
    Account *account = m_accounts.find(m_account);
    const QList<RoomInvitation> all = wanted();
    if (!account || (all.isEmpty() && isVisible())) {
        reject();
        return;
    }
    const QString chosen =
        m_list->currentItem() ? m_list->currentItem()->data(TwoLinesDelegate::KeyRole).toString() : QString();
    const int before = qMax(0, m_list->currentRow());
    int row = -1;
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    for (const RoomInvitation &invitation : all) {
        const QString who = inviterText(*account, invitation);
        const QString time = friendlyMoment(invitation.time);
        const QString title = who.isEmpty() ? time : who + QStringLiteral(" · ") + time;
        auto *item = new QListWidgetItem(withVisibleControls(invitation.room.toString()), m_list);
        item->setData(TwoLinesDelegate::KeyRole, invitation.room.toString());
        item->setData(TwoLinesDelegate::TitleRole, title);
        item->setData(Qt::AccessibleTextRole, QString(item->text() + QStringLiteral(". ") + title));
        row = invitation.room.toString() == chosen ? m_list->count() - 1 : row;
    }
    m_list->setCurrentRow(row >= 0 ? row : qMin(before, m_list->count() - 1));
    if (row < 0) {
        m_keep->setChecked(false);
    }
    showCurrent();
}

void InvitationsDialog::showCurrent()
{
    Account *account = m_accounts.find(m_account);
    const auto invitation = current();
    const bool isOnline = account && account->status().phase == AccountStatus::Phase::Online;
    QString text = account && invitation ? invitationText(*account, *invitation) : QString();
    if (account && !isOnline) {
        text += u'\n' + tr("You can answer once you are online.");
    }
    m_text->setText(text);
    const QString words = invitation ? invitationReason(*invitation) : QString();
    m_words->setText(words);
    m_words->setVisible(!words.isEmpty());
    m_keep->setVisible(invitation && !invitation->password.isEmpty());
    m_join->setEnabled(invitation && isOnline);
    m_decline->setEnabled(invitation && isOnline);
}

void InvitationsDialog::join()
{
    Account *account = m_accounts.find(m_account);
    const auto invitation = current();
    if (!account || !invitation || !m_join->isEnabled()) {
        return;
    }
    const auto keep = m_keep->isChecked() ? Invitations::KeepPassword::Yes : Invitations::KeepPassword::No;
    account->invitations().accept(*invitation, keep);
    Q_EMIT joined({ m_account, invitation->room });
    accept();
}

void InvitationsDialog::decline()
{
    Account *account = m_accounts.find(m_account);
    const auto invitation = current();
    if (account && invitation && m_decline->isEnabled()) {
        account->invitations().decline(*invitation);
    }
}

void InvitationsDialog::declineAll()
{
    if (Account *account = m_accounts.find(m_account)) {
        account->invitations().forgetStrangers();
    }
}

} // namespace natter
