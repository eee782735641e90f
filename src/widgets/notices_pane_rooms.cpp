// SPDX-License-Identifier: GPL-3.0-or-later
// Invitations to rooms; the rest is in notices_pane.cpp.
#include "widgets/notices_pane.h"

#include "base/text.h"
#include "models/invitation_texts.h"

#include <QCheckBox>

namespace natter {

static constexpr qsizetype shownInvitations = 3; ///< more of them stand behind one line

/// Those of contacts stand by themselves, and those of strangers together.
void NoticesPane::updateInvitations(Account *account)
{
    const QString prefix = QStringLiteral("invitation ") + account->jid().toString() + u' ';
    const QStringList before = keysOf(prefix);
    const QList<RoomInvitation> all = account->invitations().ofContacts();
    const QList<RoomInvitation> shown = all.mid(0, shownInvitations);
    QStringList keys;
    bool isNews = false;
    for (const RoomInvitation &invitation : shown) {
        keys.append(prefix + invitation.room.toString());
        isNews = isNews || !before.contains(keys.last());
        showInvitation(account, invitation);
    }
    for (const QString &key : before) {
        if (!keys.contains(key)) {
            remove(key);
        }
    }
    showMoreInvitations(account, int(all.size() - shown.size()));
    showStrangers(account);
    if (isNews) {
        Q_EMIT noticed();
    }
}

void NoticesPane::showInvitation(Account *account, const RoomInvitation &invitation)
{
    QString text = invitationText(*account, invitation);
    if (m_services.accounts.all().size() > 1) {
        text += u'\n' + tr("The invitation is for %1.").arg(embedded(account->jid().toString()));
    }
    const bool online = account->status().phase == AccountStatus::Phase::Online;
    if (!online) {
        text += u'\n' + tr("You can answer once you are online.");
    }
    NoticeBar *notice =
        bar(QStringLiteral("invitation ") + account->jid().toString() + u' ' + invitation.room.toString());
    notice->setNotice(NoticeBar::Tone::Information, text, {}, online ? tr("Join") : QString(),
                      online ? tr("Decline") : QString());
    notice->setWords(invitationReason(invitation));
    offerPassword(*notice, invitation);
    disconnect(notice, &NoticeBar::activated, nullptr, nullptr);
    disconnect(notice, &NoticeBar::secondActivated, nullptr, nullptr);
    connect(notice, &NoticeBar::activated, account, [this, account, invitation, notice] {
        const auto *keep = notice->findChild<QCheckBox *>();
        account->invitations().accept(
            invitation, keep && keep->isChecked() ? Invitations::KeepPassword::Yes : Invitations::KeepPassword::No);
        Q_EMIT conversationWanted({ account->jid(), invitation.room });
    });
    connect(notice, &NoticeBar::secondActivated, account,
            [account, invitation] { account->invitations().decline(invitation); });
}

/// It is for this time, unless the person wants it kept.
void NoticesPane::offerPassword(NoticeBar &bar, const RoomInvitation &invitation)
{
    auto *keep = bar.findChild<QCheckBox *>();
    if (!keep && !invitation.password.isEmpty()) {
        keep = new QCheckBox(tr("Keep its password"), &bar);
        keep->setToolTip(tr("With the bookmark, on the server"));
        keep->setFocusPolicy(Qt::TabFocus);
        bar.addChoice(keep);
    }
    if (keep) {
        keep->setVisible(!invitation.password.isEmpty());
    }
}

void NoticesPane::showMoreInvitations(Account *account, int more)
{
    const QString key = QStringLiteral("invitations ") + account->jid().toString();
    if (more == 0) {
        remove(key);
        return;
    }
    NoticeBar *notice = lastBar(key);
    notice->setNotice(NoticeBar::Tone::Information,
                      more == 1 ? tr("There is one more invitation to a room.")
                                : tr("There are %n more invitations to rooms.", nullptr, more),
                      {}, tr("Show…"));
    disconnect(notice, &NoticeBar::activated, nullptr, nullptr);
    connect(notice, &NoticeBar::activated, account,
            [this, account] { showInvitations(account->jid(), InvitationsDialog::Whose::Contacts); });
}

/// However many they are: one line, and it makes no fuss.
void NoticesPane::showStrangers(Account *account)
{
    const QString key = QStringLiteral("strangers ") + account->jid().toString();
    const QList<RoomInvitation> all = account->invitations().ofStrangers();
    if (all.isEmpty()) {
        remove(key);
        return;
    }
    QSet<Jid> people;
    for (const RoomInvitation &invitation : all) {
        const bool isNamed = !invitation.from.isNull() && invitation.from.bare() != invitation.room;
        people.insert(isNamed ? invitation.from.bare() : invitation.room);
    }
    const int count = int(people.size());
    QString text = all.size() == 1 ? tr("Somebody whom you do not know invites you to a room.")
        : count == 1               ? tr("Somebody whom you do not know invites you to rooms.")
                                   : tr("%n people whom you do not know invite you to rooms.", nullptr, count);
    if (m_services.accounts.all().size() > 1) {
        text += u'\n' + tr("The invitations are for %1.").arg(embedded(account->jid().toString()));
    }
    NoticeBar *notice = lastBar(key);
    notice->setNotice(NoticeBar::Tone::Information, text, {}, tr("Show…"),
                      all.size() == 1 ? tr("Decline") : tr("Decline all"));
    disconnect(notice, &NoticeBar::activated, nullptr, nullptr);
    disconnect(notice, &NoticeBar::secondActivated, nullptr, nullptr);
    connect(notice, &NoticeBar::activated, account,
            [this, account] { showInvitations(account->jid(), InvitationsDialog::Whose::Strangers); });
    connect(notice, &NoticeBar::secondActivated, account, [account] { account->invitations().forgetStrangers(); });
}

void NoticesPane::showInvitations(const Jid &account, InvitationsDialog::Whose whose)
{
    auto *dialog = new InvitationsDialog(m_services.accounts, account, whose, window());
    connect(dialog, &InvitationsDialog::joined, this, &NoticesPane::conversationWanted);
    dialog->open();
}

} // namespace natter
