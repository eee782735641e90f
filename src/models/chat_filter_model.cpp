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
    m_current = current;
    if (m_show == Show::Unread) {
        invalidateFilter();
    }
}

bool ChatFilterModel::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    const auto chat = index.data(ChatListModel::SummaryRole).value<ChatSummary>();
    if (m_show == Show::Unread && chat.unread == 0 && chat.id != m_current) {
        return false;
    }
    return m_text.isEmpty() || index.data(Qt::DisplayRole).toString().contains(m_text, Qt::CaseInsensitive)
        || chat.id.peer.toString().contains(m_text, Qt::CaseInsensitive);
}

} // namespace natter
