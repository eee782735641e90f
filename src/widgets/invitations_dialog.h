// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/accounts.h"

#include <QDialog>

class QCheckBox;
class QListWidget;
class QPushButton;

namespace natter {

class EmojiLabel;

/// The rooms that contacts, or strangers, want an account in: each can be looked at and answered.
class InvitationsDialog : public QDialog
{
    Q_OBJECT

public:
    enum class Whose { Contacts, Strangers };
    InvitationsDialog(Accounts &accounts, const Jid &account, Whose whose, QWidget *parent);

Q_SIGNALS:
    void joined(const natter::ConversationId &room);

private:
    void build();
    void follow();
    QList<RoomInvitation> wanted() const;
    std::optional<RoomInvitation> current() const;
    void fill();
    void showCurrent();
    void join();
    void decline();
    void declineAll();

    Accounts &m_accounts;
    const Jid m_account;
    const Whose m_whose;
    QListWidget *m_list;
    EmojiLabel *m_text;
    EmojiLabel *m_words;
    QCheckBox *m_keep;
    QPushButton *m_join;
    QPushButton *m_decline;
    QPushButton *m_declineAll;
};

} // namespace natter
