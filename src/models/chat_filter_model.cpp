// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/chat_filter_model.h"

namespace natter {

ChatFilterModel::ChatFilterModel(ChatListModel &chats) { setSourceModel(&chats); }

void ChatFilterModel::setText(const QString &text)
{
    m_text = text.trimmed();
    invalidateFilter();
}

void ChatFilterModel::setShow(Show show)
{
    m_show = show;
    invalidateFilter();
}

void ChatFilterModel::setCurrent(const ConversationId &current)
{
    if (std::exchange(m_current, current) != current) {
        invalidateFilter();
    }
}

void ChatFilterModel::setAccount(const Jid &account)
{
    m_account = account;
    invalidateFilter();
}

bool ChatFilterModel::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    const auto chat = index.data(ChatListModel::SummaryRole).value<ChatSummary>();
    const bool isElsewhere = m_show == Show::Unread ? !chat.isUnread() // in the archive as well
                                                    : (m_show == Show::Archived) != chat.treatment.isArchived;
    const bool isHidden = chat.isEmpty() || (isElsewhere && m_text.isEmpty()); // a search finds all
    const bool isOthers = !m_account.isNull() && m_text.isEmpty() && chat.id.account != m_account; // a search finds all
    if (isOthers || (isHidden && chat.id != m_current)) {
        return false;
    }
    return m_text.isEmpty() || index.data(Qt::DisplayRole).toString().contains(m_text, Qt::CaseInsensitive)
        || chat.id.peer.toString().contains(m_text, Qt::CaseInsensitive);
}

} // namespace natter
