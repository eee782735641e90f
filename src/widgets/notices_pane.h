// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chat_services.h"
#include "widgets/invitations_dialog.h"
#include "widgets/notice_bar.h"
#include "widgets/password_dialog.h"

#include <QHash>
#include <QPointer>
#include <QSet>
#include <QTimer>

class QVBoxLayout;

namespace natter {

/// What needs the person: accounts that cannot connect, people who ask to see us, a disk that is full. One line each,
/// none of them in the way.
class NoticesPane : public QWidget
{
    Q_OBJECT

public:
    explicit NoticesPane(const ChatServices &services, QWidget *parent = nullptr);

    /// Something from outside of the chat services, such as a damaged file at the start. Can be dismissed.
    void report(const QString &key, const QString &text, const QString &details);
    void askForPassword(Account *account);
    void askAboutLogin(Account *account);
    void showCertificate(Account *account);

Q_SIGNALS:
    /// Something needs an answer; a connection that is about to come back does not.
    void noticed();
    /// There is something to be looked at in the composer of that conversation.
    void conversationWanted(const natter::ConversationId &id);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void watch(Account *account);
    static bool isAskedEachTime(const Account &account);
    static NoticeBar::Tone toneOf(const Account &account);
    void askUnasked();
    void followDisk();
    void updateMissed();
    void updateAccount(Account *account);
    void updateRequests(Account *account);
    void updateInvitations(Account *account);
    void showInvitation(Account *account, const RoomInvitation &invitation);
    void offerPassword(NoticeBar &bar, const RoomInvitation &invitation);
    void showMoreInvitations(Account *account, int more);
    void showStrangers(Account *account);
    void showInvitations(const Jid &account, InvitationsDialog::Whose whose);
    void updateCertificates(Account *account);
    NoticeBar *bar(const QString &key);
    NoticeBar *lastBar(const QString &key); ///< behind all others
    void remove(const QString &key);
    QStringList keysOf(const QString &prefix) const; ///< of the notices that there are

    ChatServices m_services;
    QVBoxLayout *m_layout;
    QHash<QString, NoticeBar *> m_bars;
    int m_missed = 0; ///< messages that missed their time, when the person was told the last time
    QTimer m_askSoon;
    QSet<Jid> m_asked; ///< for their password, in this run
    QPointer<PasswordDialog> m_question;
    Jid m_questionFor;
};

} // namespace natter
