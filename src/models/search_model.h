// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chat_filter_model.h"
#include "models/command_model.h"
#include "models/message_hits_model.h"
#include "models/people_model.h"

#include <QPersistentModelIndex>
#include <QTimer>

namespace natter {

/// What a search finds, in one list: conversations first, then people with whom there is none yet, then messages, then
/// what can be done, each under a heading. Rows answer as those of the models that they come from.
class SearchModel : public QAbstractListModel
{
    Q_OBJECT

public:
    static constexpr int SourceRole = Qt::UserRole + 100; ///< QModelIndex there; invalid for a heading

    SearchModel(ChatFilterModel &chats, PeopleModel &people, MessageHitsModel &messages, CommandModel &commands);

    /// Nothing is found, and nothing costs anything, while nobody searches.
    void setSearching(bool searching);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Row
    {
        QString heading;
        ConversationId id; ///< without a heading, as the next; null for a message or a command
        QPersistentModelIndex source;

        qint64 message() const { return source.data(MessageHitsModel::HitRole).value<SearchHit>().message.row; }
        /// Whether they are of the same thing, wherever that is now.
        bool shows(const Row &other) const
        {
            const qint64 row = message();
            return heading == other.heading && id == other.id && row == other.message()
                && (!id.isNull() || row != 0 || source.data().toString() == other.source.data().toString());
        }
    };

    void rebuild();

    ChatFilterModel &m_chats;
    PeopleModel &m_people;
    MessageHitsModel &m_messages;
    CommandModel &m_commands;
    QList<Row> m_rows;
    QTimer m_soon; ///< many changes come at once
    bool m_searching = false;
};

} // namespace natter
