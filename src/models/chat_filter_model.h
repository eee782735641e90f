// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chat_list_model.h"

#include <QSortFilterProxyModel>

namespace natter {

/// The part of the chats list that the person asked for.
class ChatFilterModel : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    enum class Show { All, Unread, Direct, Rooms, Archived };

    explicit ChatFilterModel(ChatListModel &chats);

    void setText(const QString &text);
    void setShow(Show show);
    /// The one conversation that stays visible while it is open, though no longer unread or still empty.
    void setCurrent(const ConversationId &current);
    /// Only that account's; null: those of all.
    void setAccount(const Jid &account);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    bool isElsewhere(const ChatSummary &chat) const;

    QString m_text;
    Show m_show = Show::All;
    ConversationId m_current;
    Jid m_account;
};

} // namespace natter
