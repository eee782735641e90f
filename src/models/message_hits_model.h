// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/search_text.h"
#include "models/chat_services.h"

#include <QAbstractListModel>
#include <QTimer>

namespace natter {

/// The messages that a search finds: the best first, those of one conversation together, and of each no more than a
/// few. The text of a row is the part of the message that the search is about.
class MessageHitsModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        HitRole = Qt::UserRole + 70, ///< SearchHit
        NameRole, ///< QString: whom the conversation is with, or who says it in a room
    };
    static constexpr int leastChars = 2; ///< of a search in letters; of signs that are words themselves, one

    explicit MessageHitsModel(const ChatServices &services);

    /// What was typed, with filters as in searchOf(). The search before it ends, and its hits stay until these are
    /// here.
    void setText(const QString &typed);
    const SearchWords &words() const { return m_words; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    QString nameOf(const ChatMessage &message) const;
    void search();
    void show(const QList<SearchHit> &hits);

    ChatServices m_services;
    QString m_typed;
    SearchWords m_words;
    QList<SearchHit> m_hits;
    QTimer m_soon;
    MessageSearcher::Asker m_asker;
    int m_search = 0; ///< answers to earlier ones do not count
};

} // namespace natter
