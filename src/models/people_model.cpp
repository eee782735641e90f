// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/people_model.h"

#include "base/text.h"
#include "models/presence_text.h"

#include <QCollator>

#include <algorithm>

namespace natter {

using namespace std::chrono_literals;

PeopleModel::PeopleModel(Accounts &accounts) : m_accounts(accounts)
{
    m_rebuild.setSingleShot(true);
    m_rebuild.setInterval(30ms);
    connect(&m_rebuild, &QTimer::timeout, this, &PeopleModel::rebuild);
    connect(&accounts, &Accounts::added, this, &PeopleModel::watch);
    connect(&accounts, &Accounts::aboutToRemove, this, &PeopleModel::rebuildSoon);
    for (Account *account : accounts.all()) {
        watch(account);
    }
    rebuildSoon();
}

void PeopleModel::watch(Account *account)
{
    connect(&account->contacts(), &ContactList::reset, this, &PeopleModel::rebuildSoon);
    connect(&account->contacts(), &ContactList::itemChanged, this, &PeopleModel::rebuildSoon);
    connect(&account->contacts(), &ContactList::presenceChanged, this, &PeopleModel::rebuildSoon);
}

void PeopleModel::rebuildSoon()
{
    if (!m_rebuild.isActive()) {
        m_rebuild.start();
    }
}

bool PeopleModel::accepts(const RosterItem &item, const QString &name, int presence) const
{
    if (!m_text.isEmpty()) {
        return name.contains(m_text, Qt::CaseInsensitive) || item.jid.toString().contains(m_text, Qt::CaseInsensitive);
    }
    return m_showOffline || presence >= 0;
}

QList<PeopleModel::Row> PeopleModel::build() const
{
    QCollator collator;
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    std::vector<std::pair<Row, QCollatorSortKey>> people;
    QHash<QString, Row> headers;
    for (Account *account : m_accounts.all()) {
        if (!m_account.isNull() && m_text.isEmpty() && account->jid() != m_account) {
            continue; // a search finds all
        }
        const auto items = account->contacts().items();
        for (const RosterItem &item : items) {
            const auto presence = account->contacts().presence(item.jid);
            const int show = presence ? static_cast<int>(presence->show) : -1;
            const QString name = account->contacts().displayName(item.jid);
            const QStringList groups = item.groups.isEmpty() ? QStringList { tr("Contacts") } : item.groups;
            for (const QString &group : groups) {
                Row &header = headers[group];
                header.group = group;
                ++header.total;
                header.online += show >= 0 ? 1 : 0;
                if (accepts(item, name, show)) {
                    people.emplace_back(Row { group, { account->jid(), item.jid }, name, show, 0, 0 },
                                        collator.sortKey(name));
                }
            }
        }
    }
    std::sort(people.begin(), people.end(), [&](const auto &a, const auto &b) {
        if (a.first.group != b.first.group) {
            const int order = collator.compare(a.first.group, b.first.group); // 0 if only the case differs
            return order != 0 ? order < 0 : a.first.group < b.first.group;
        }
        const bool onlineA = a.first.presence >= 0;
        const bool onlineB = b.first.presence >= 0;
        if (onlineA != onlineB) {
            return onlineA;
        }
        const int order = a.second.compare(b.second);
        return order != 0 ? order < 0 : a.first.id.peer < b.first.id.peer;
    });
    QList<Row> rows;
    QString group;
    for (const auto &[person, key] : people) {
        if (rows.isEmpty() || person.group != group) {
            group = person.group;
            rows.append(headers[group]);
        }
        if (!m_collapsed.contains(group) || !m_text.isEmpty()) {
            rows.append(person);
        }
    }
    return rows;
}

void PeopleModel::rebuild()
{
    QList<Row> rows = build();
    const auto identity = [](const Row &row) { return std::pair(row.group, row.id); };
    const bool sameRows = rows.size() == m_rows.size()
        && std::equal(rows.cbegin(), rows.cend(), m_rows.cbegin(),
                      [&](const Row &a, const Row &b) { return identity(a) == identity(b); });
    if (sameRows) {
        m_rows = std::move(rows);
        if (!m_rows.isEmpty()) {
            Q_EMIT dataChanged(index(0), index(static_cast<int>(m_rows.size()) - 1));
        }
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

void PeopleModel::setText(const QString &text)
{
    m_text = text.trimmed();
    rebuild();
}

void PeopleModel::setShowOffline(bool show)
{
    m_showOffline = show;
    rebuild();
}

void PeopleModel::setAccount(const Jid &account)
{
    m_account = account;
    rebuild();
}

void PeopleModel::toggleGroup(const QString &group)
{
    if (!m_collapsed.remove(group)) {
        m_collapsed.insert(group);
    }
    rebuild();
}

int PeopleModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

Qt::ItemFlags PeopleModel::flags(const QModelIndex &index) const
{
    return index.data(IsHeaderRole).toBool() ? Qt::ItemIsEnabled : QAbstractListModel::flags(index);
}

QVariant PeopleModel::headerData(const Row &row, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case GroupRole:
        return row.group;
    case Qt::AccessibleTextRole:
        return tr("Group %1, %2 of %3 online").arg(row.group, QString::number(row.online), QString::number(row.total));
    case IsHeaderRole:
        return true;
    case CountRole:
        return QStringLiteral("%1 / %2").arg(row.online).arg(row.total);
    case CollapsedRole:
        return m_collapsed.contains(row.group) && m_text.isEmpty();
    default:
        return {};
    }
}

QString PeopleModel::statusText(const Row &row) const
{
    Account *account = m_accounts.find(row.id.account);
    if (!account) {
        return {};
    }
    const auto presence = account->contacts().presence(row.id.peer);
    if (presence) {
        return presence->status.isEmpty() ? presenceText(presence->show) : presence->status.simplified();
    }
    const RosterItem item = account->contacts().item(row.id.peer);
    if (!item.isSeen()) {
        return item.asked ? tr("waiting for their permission") : tr("does not share their presence");
    }
    return account->contacts().isPresenceKnown() ? tr("offline") : unknownPresenceText();
}

QString PeopleModel::toolTip(const Row &row) const
{
    QString text = row.id.peer.toString();
    Account *account = m_accounts.find(row.id.account);
    if (account) {
        const auto resources = account->contacts().resources(row.id.peer);
        for (auto it = resources.cbegin(); it != resources.cend(); ++it) {
            text += u'\n' + it.key() + QStringLiteral(" · ") + presenceText(it->show);
            if (!it->status.isEmpty()) {
                text += QStringLiteral(" · ") + it->status.simplified();
            }
        }
    }
    return asMarkup(text);
}

QVariant PeopleModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size()) {
        return {};
    }
    const Row &row = m_rows[index.row()];
    if (row.id.isNull()) {
        return headerData(row, role);
    }
    switch (role) {
    case Qt::DisplayRole:
        return row.name;
    case Qt::ToolTipRole:
        return toolTip(row);
    case Qt::AccessibleTextRole:
        return QString(row.name + QStringLiteral(", ") + statusText(row));
    case IdRole:
        return QVariant::fromValue(row.id);
    case IsHeaderRole:
        return false;
    case GroupRole:
        return row.group;
    case PresenceRole:
        return row.presence;
    case StatusRole:
        return statusText(row);
    default:
        return {};
    }
}

} // namespace natter
