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
    enum class Show { All, Unread };

    explicit ChatFilterModel(ChatListModel &chats);

    void setText(const QString &text);
    void setShow(Show show);
    /// The one conversation that stays visible while it is read, though no longer unread.
    void setCurrent(const ConversationId &current);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QString m_text;
    Show m_show = Show::All;
    ConversationId m_current;
};

} // namespace natter
