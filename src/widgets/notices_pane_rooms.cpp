// SPDX-License-Identifier: GPL-3.0-or-later
// Invitations to rooms; the rest is in notices_pane.cpp.
#include "widgets/notices_pane.h"

#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"

namespace natter {

static constexpr int shownInvitations = 3; ///< a flood of strangers takes no more room than that
static constexpr qsizetype reasonChars = 200;

/// A contact, with the address unless the name says it; somebody in the room; or an address.
static QString inviterOf(const ContactList &contacts, const RoomInvitation &invitation)
{
    if (invitation.from.isNull()) {
        return {};
    }
    if (invitation.from.bare() == invitation.room) {
        return embedded(withVisibleControls(invitation.from.resource()));
    }
    const Jid from = invitation.from.bare();
    const QString address = withVisibleControls(from.toString());
    return embedded(contacts.contains(from) ? contacts.displayName(from) + QStringLiteral(" (") + address + u')'
                                            : address);
}

void NoticesPane::updateInvitations(Account *account)
{
    const QString prefix = QStringLiteral("invitation ") + account->jid().toString() + u' ';
    const QStringList before = keysOf(prefix);
    for (const QString &key : before) {
        remove(key);
    }
    bool news = false;
    const QList<RoomInvitation> &all = account->rooms().invitations();
    for (qsizetype i = 0; i < qMin<qsizetype>(all.size(), shownInvitations); ++i) {
        const auto more = i == shownInvitations - 1 ? all.size() - shownInvitations : 0;
        showInvitation(account, all[i], int(more));
        news = news || !before.contains(prefix + all[i].room.toString());
    }
    if (news) {
        Q_EMIT noticed();
    }
}

/// `more` are behind it.
void NoticesPane::showInvitation(Account *account, const RoomInvitation &invitation, int more)
{
    const QString who = inviterOf(account->contacts(), invitation);
    const QString room = embedded(withVisibleControls(invitation.room.toString()));
    QString text = who.isEmpty() ? tr("You are invited to the room %1.").arg(room)
                                 : tr("%1 invites you to the room %2.").arg(who, room);
    if (m_services.accounts.all().size() > 1) {
        text += u'\n' + tr("The invitation is for %1.").arg(embedded(account->jid().toString()));
    }
    if (const QString reason = cut(invitation.reason, reasonChars).simplified(); !reason.isEmpty()) {
        //: What a stranger wrote with an invitation
        text += u'\n' + tr("They say: %1").arg(embedded(withVisibleControls(reason)));
    }
    if (more > 0) {
        text += u'\n' + tr("And %n more.", nullptr, more);
    }
    const bool online = account->status().phase == AccountStatus::Phase::Online;
    if (!online) {
        text += u'\n' + tr("You can answer once you are online.");
    }
    NoticeBar *notice =
        bar(QStringLiteral("invitation ") + account->jid().toString() + u' ' + invitation.room.toString());
    notice->setNotice(NoticeBar::Tone::Information, text, {}, online ? tr("Join") : QString(),
                      online ? tr("Decline") : QString());
    connect(notice, &NoticeBar::activated, account, [this, account, invitation] {
        account->rooms().accept(invitation);
        Q_EMIT conversationWanted({ account->jid(), invitation.room });
    });
    connect(notice, &NoticeBar::secondActivated, account,
            [account, invitation] { account->rooms().decline(invitation); });
}

} // namespace natter
