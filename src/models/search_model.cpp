// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search_model.h"

namespace natter {

SearchModel::SearchModel(ChatFilterModel &chats, PeopleModel &people, MessageHitsModel &messages,
                         CommandModel &commands)
    : m_chats(chats)
    , m_people(people)
    , m_messages(messages)
    , m_commands(commands)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &SearchModel::rebuild);
    const auto soon = [this] {
        if (m_searching && !m_soon.isActive()) {
            m_soon.start();
        }
    };
    for (QAbstractItemModel *model :
         std::initializer_list<QAbstractItemModel *> { &chats, &people, &messages, &commands }) {
        connect(model, &QAbstractItemModel::modelReset, this, soon);
        connect(model, &QAbstractItemModel::rowsInserted, this, soon);
        connect(model, &QAbstractItemModel::rowsRemoved, this, soon);
        connect(model, &QAbstractItemModel::rowsMoved, this, soon);
        connect(model, &QAbstractItemModel::dataChanged, this, soon);
    }
}

void SearchModel::setSearching(bool searching)
{
    m_searching = searching;
    rebuild();
}

void SearchModel::rebuild()
{
    m_soon.stop();
    QList<Row> chats;
    QList<Row> people;
    QSet<ConversationId> found;
    for (int row = 0; m_searching && row < m_chats.rowCount(); ++row) {
        const QModelIndex source = m_chats.index(row, 0);
        const auto id = source.data(ChatListModel::IdRole).value<ConversationId>();
        found.insert(id);
        chats.append({ {}, id, source });
    }
    for (int row = 0; m_searching && row < m_people.rowCount(); ++row) {
        const QModelIndex source = m_people.index(row);
        const auto id = source.data(PeopleModel::IdRole).value<ConversationId>();
        if (!id.isNull() && !found.contains(id)) { // once, however many groups they are in
            found.insert(id);
            people.append({ {}, id, source });
        }
    }
    const auto rowsOf = [this](const QAbstractItemModel &model) {
        QList<Row> all;
        for (int row = 0; m_searching && row < model.rowCount(); ++row) {
            all.append({ {}, {}, model.index(row, 0) });
        }
        return all;
    };
    const auto under = [](const QString &heading, const QList<Row> &section) {
        return section.isEmpty() ? section : QList<Row> { { heading, {}, {} } } + section;
    };
    const QList<Row> rows = under(tr("Chats"), chats) + under(tr("People"), people)
        + under(tr("Messages"), rowsOf(m_messages)) + under(tr("Actions"), rowsOf(m_commands));
    const bool same = rows.size() == m_rows.size()
        && std::equal(rows.cbegin(), rows.cend(), m_rows.cbegin(),
                      [](const Row &a, const Row &b) { return a.shows(b); });
    if (same) {
        m_rows = rows; // they may come from elsewhere now
        if (!rows.isEmpty()) {
            Q_EMIT dataChanged(index(0), index(static_cast<int>(rows.size()) - 1));
        }
        return;
    }
    beginResetModel();
    m_rows = rows;
    endResetModel();
}

int SearchModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant SearchModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size()) {
        return {};
    }
    const Row &row = m_rows[index.row()];
    if (role == SourceRole) {
        return QVariant::fromValue(QModelIndex(row.source));
    }
    if (row.heading.isEmpty()) {
        return row.source.data(role);
    }
    return role == Qt::DisplayRole ? QVariant(row.heading) : QVariant();
}

Qt::ItemFlags SearchModel::flags(const QModelIndex &index) const
{
    const bool isHeading = !index.data(SourceRole).value<QModelIndex>().isValid();
    return isHeading ? Qt::ItemIsEnabled : QAbstractListModel::flags(index);
}

} // namespace natter
