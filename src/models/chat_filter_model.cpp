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

/// Opened once, and left; a room that we are in is there though nothing was said in it.
static bool isLeftEmpty(const QModelIndex &index, const ChatSummary &chat)
{
    return chat.isEmpty() && (chat.kind == ChatKind::Person || index.data(ChatListModel::IsRoomLeftRole).toBool());
}

/// Whether what is to be shown leaves it out.
bool ChatFilterModel::isElsewhere(const ChatSummary &chat) const
{
    const bool isRoom = chat.kind == ChatKind::Room;
    switch (m_show) {
    case Show::Unread:
        return !chat.isUnread(); // in the archive as well
    case Show::Direct:
        return isRoom || chat.treatment.isArchived;
    case Show::Rooms:
        return !isRoom || chat.treatment.isArchived;
    case Show::All:
    case Show::Archived:
        break;
    }
    return (m_show == Show::Archived) != chat.treatment.isArchived;
}

bool ChatFilterModel::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    const auto chat = index.data(ChatListModel::SummaryRole).value<ChatSummary>();
    const bool isHidden = isLeftEmpty(index, chat) || (isElsewhere(chat) && m_text.isEmpty()); // a search finds all
    const bool isOthers = !m_account.isNull() && m_text.isEmpty() && chat.id.account != m_account; // a search finds all
    if (isOthers || (isHidden && chat.id != m_current)) {
        return false;
    }
    return m_text.isEmpty() || index.data(Qt::DisplayRole).toString().contains(m_text, Qt::CaseInsensitive)
        || chat.id.peer.toString().contains(m_text, Qt::CaseInsensitive);
}

} // namespace natter
