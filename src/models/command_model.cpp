// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/command_model.h"

#include "domain/search_text.h"

namespace natter {

void CommandModel::setText(const QString &text)
{
    const bool searches = text.trimmed().size() >= leastChars && m_offered;
    if (!searches && m_found.isEmpty()) {
        m_all.clear();
        return;
    }
    if (searches && m_all.isEmpty()) {
        m_all = m_offered();
    }
    beginResetModel();
    m_found = searches && m_suggested ? m_suggested(text) : QList<Command>();
    const SearchWords sought = SearchWords::of(text);
    for (const Command &command : std::as_const(m_all)) {
        const QString words = command.text + u' ' + command.alsoFoundBy;
        if (searches && !sought.phrases.isEmpty() && countWords(sought, words).isComplete) {
            m_found.append(command);
        }
    }
    if (!searches) {
        m_all.clear();
    } else if (m_found.isEmpty() && !m_nothing.isEmpty()) {
        m_found.append({ m_nothing, {}, {} });
    }
    endResetModel();
}

Command CommandModel::at(const QModelIndex &index) const
{
    return flags(index).testFlag(Qt::ItemIsEnabled) ? m_found[index.row()] : Command { {}, {}, [] {} };
}

int CommandModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_found.size());
}

Qt::ItemFlags CommandModel::flags(const QModelIndex &index) const
{
    const bool isCommand = index.isValid() && index.row() < m_found.size() && m_found[index.row()].run;
    return isCommand ? QAbstractListModel::flags(index) : Qt::NoItemFlags;
}

QVariant CommandModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_found.size()) {
        return {};
    }
    const Command &command = m_found[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return command.text;
    case IconRole:
        return command.icon;
    default:
        return {};
    }
}

} // namespace natter
