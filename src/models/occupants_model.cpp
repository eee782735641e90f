// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/occupants_model.h"

#include "base/log.h"
#include "domain/search_text.h"
#include "models/room_texts.h"

#include <QElapsedTimer>

#include <algorithm>

namespace natter {

static constexpr qint64 sliceMilliseconds = 4;

OccupantsModel::OccupantsModel(QObject *parent) : QAbstractListModel(parent)
{
    m_timer.setInterval(0);
    connect(&m_timer, &QTimer::timeout, this, &OccupantsModel::work);
}

void OccupantsModel::show(const Find &find, const QStringList &nicks)
{
    beginResetModel();
    m_find = find;
    m_groups = {};
    m_entries.clear();
    m_pending.clear();
    m_queued.clear();
    endResetModel();
    note(nicks);
}

void OccupantsModel::note(const QStringList &nicks)
{
    for (const QString &nick : nicks) {
        if (const auto before = m_queued.size(); m_queued.insert(nick), m_queued.size() > before) {
            m_pending.append(nick);
        }
    }
    if (!m_pending.isEmpty()) {
        m_timer.start();
    }
}

void OccupantsModel::work()
{
    QElapsedTimer since;
    since.start();
    while (!m_pending.isEmpty() && since.elapsed() < sliceMilliseconds) {
        const QString nick = m_pending.takeLast();
        m_queued.remove(nick);
        update(nick);
    }
    tellCounts();
    if (m_pending.isEmpty()) {
        m_timer.stop();
    }
}

OccupantsModel::Entry OccupantsModel::entryOf(const Occupant &occupant)
{
    const bool isOwner = occupant.affiliation == RoomAffiliation::Owner;
    const bool isAdmin = occupant.affiliation == RoomAffiliation::Admin;
    Entry entry { occupant, 1, 0, folded(occupant.nick) };
    if (isOwner || isAdmin || occupant.role == RoomRole::Moderator) {
        entry.group = 0;
        entry.rank = isOwner ? 0 : (isAdmin ? 1 : 2);
    } else if (occupant.role == RoomRole::Visitor) {
        entry.group = 2;
    }
    return entry;
}

bool OccupantsModel::isBefore(const Entry *a, const Entry *b)
{
    return std::tie(a->rank, a->key, a->occupant.nick) < std::tie(b->rank, b->key, b->occupant.nick);
}

OccupantsModel::Entries::iterator OccupantsModel::placeOf(Entries &entries, const Entry *entry)
{
    return std::lower_bound(entries.begin(), entries.end(), entry, isBefore);
}

void OccupantsModel::update(const QString &nick)
{
    const Occupant *now = m_find ? m_find(nick) : nullptr;
    const auto known = m_entries.find(nick);
    if (!now) {
        remove(nick);
        return;
    }
    Entry entry = entryOf(*now);
    if (known == m_entries.end() || known->second->group != entry.group || known->second->rank != entry.rank) {
        remove(nick);
        insert(std::make_unique<Entry>(std::move(entry)));
    } else if (known->second->occupant != *now) {
        known->second->occupant = *now;
        if (isSought(entry)) {
            Entries &shown = m_groups[entry.group].shown;
            const auto place = placeOf(shown, known->second.get()) - shown.begin();
            const QModelIndex changed = index(firstRow(entry.group) + 1 + static_cast<int>(place));
            Q_EMIT dataChanged(changed, changed);
        }
    }
}

void OccupantsModel::insert(std::unique_ptr<Entry> entry)
{
    const Entry *added = entry.get();
    Group &group = m_groups[added->group];
    group.all.insert(placeOf(group.all, added), added);
    m_countChanged[added->group] = true;
    if (isSought(*added)) {
        const bool bringsHeader = group.shown.empty();
        const auto place = placeOf(group.shown, added);
        const int row = firstRow(added->group) + static_cast<int>(place - group.shown.begin()) + 1;
        beginInsertRows({}, bringsHeader ? row - 1 : row, row);
        group.shown.insert(place, added);
        endInsertRows();
    }
    m_entries[added->occupant.nick] = std::move(entry);
}

void OccupantsModel::remove(const QString &nick)
{
    const auto known = m_entries.find(nick);
    if (known == m_entries.end()) {
        return;
    }
    const Entry *gone = known->second.get();
    Group &group = m_groups[gone->group];
    group.all.erase(placeOf(group.all, gone));
    m_countChanged[gone->group] = true;
    if (isSought(*gone)) {
        const bool takesHeader = group.shown.size() == 1;
        const auto place = placeOf(group.shown, gone);
        const int row = firstRow(gone->group) + static_cast<int>(place - group.shown.begin()) + 1;
        beginRemoveRows({}, takesHeader ? row - 1 : row, row);
        group.shown.erase(place);
        endRemoveRows();
    }
    m_entries.erase(known);
}

void OccupantsModel::setText(const QString &text)
{
    const QString sought = folded(text.trimmed());
    if (sought == m_text) {
        return;
    }
    beginResetModel();
    m_text = sought;
    for (Group &group : m_groups) {
        group.shown.clear();
        std::copy_if(group.all.cbegin(), group.all.cend(), std::back_inserter(group.shown),
                     [this](const Entry *entry) { return isSought(*entry); });
    }
    endResetModel();
}

void OccupantsModel::setSelf(const QString &nick)
{
    if (std::exchange(m_self, nick) != nick) {
        tellAll();
    }
}

void OccupantsModel::setGuarded(const GuardedNames &names)
{
    if (std::exchange(m_guarded, names) != names) {
        tellAll();
    }
}

/// None came or went, but they look otherwise.
void OccupantsModel::tellAll()
{
    if (const int rows = rowCount(); rows > 0) {
        Q_EMIT dataChanged(index(0), index(rows - 1));
    }
}

/// The header, if there is one.
int OccupantsModel::firstRow(size_t group) const
{
    int row = 0;
    for (size_t before = 0; before < group; ++before) {
        const Entries &shown = m_groups[before].shown;
        row += shown.empty() ? 0 : static_cast<int>(shown.size()) + 1;
    }
    return row;
}

OccupantsModel::Row OccupantsModel::rowAt(int row) const
{
    for (size_t group = 0; group < groups; ++group) {
        const Entries &shown = m_groups[group].shown;
        const int rows = shown.empty() ? 0 : static_cast<int>(shown.size()) + 1;
        if (row < rows) {
            return { group, row == 0 ? nullptr : shown[static_cast<size_t>(row - 1)] };
        }
        row -= rows;
    }
    return {};
}

/// Once for all of a slice.
void OccupantsModel::tellCounts()
{
    for (size_t group = 0; group < groups; ++group) {
        if (std::exchange(m_countChanged[group], false) && !m_groups[group].shown.empty()) {
            const QModelIndex header = index(firstRow(group));
            Q_EMIT dataChanged(header, header);
        }
    }
}

int OccupantsModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : firstRow(groups); }

QVariant OccupantsModel::headerData(size_t group, int role) const
{
    static constexpr const char *titles[groups] = { QT_TR_NOOP("Moderators"), QT_TR_NOOP("Participants"),
                                                    QT_TR_NOOP("Visitors") };
    const int count = static_cast<int>(m_groups[group].shown.size());
    switch (role) {
    case Qt::DisplayRole:
        return tr(titles[group]);
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1: %2").arg(tr(titles[group]), peopleText(count));
    case IsHeaderRole:
        return true;
    case CountRole:
        return count;
    default:
        return {};
    }
}

QVariant OccupantsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount()) {
        return {};
    }
    const Row row = rowAt(index.row());
    if (!row.entry) {
        return headerData(row.group, role);
    }
    const Occupant &occupant = row.entry->occupant;
    switch (role) {
    case Qt::DisplayRole:
        return toldApart(withVisibleControls(occupant.nick), personOf(occupant), m_guarded);
    case Qt::AccessibleTextRole:
        return occupant.nick == m_self ? tr("You") + QStringLiteral(": ") + spokenOccupant(occupant, m_guarded)
                                       : spokenOccupant(occupant, m_guarded);
    case IsSelfRole:
        return occupant.nick == m_self;
    case NickRole:
        return occupant.nick;
    case IsMarkedRole:
        return m_guarded.takenFor(personOf(occupant)).has_value();
    case ColourSeedRole: // of two who have one name, each has a colour of their own, as where they speak
        return m_guarded.takenFor(personOf(occupant)) == occupant.nick ? occupant.id : occupant.nick;
    case IsHeaderRole:
        return false;
    case ShowRole:
        return static_cast<int>(occupant.show);
    case StatusRole:
        return withVisibleControls(occupant.status.simplified());
    case AffiliationRole:
        return static_cast<int>(occupant.affiliation);
    case HatsRole: {
        QStringList hats;
        for (const Hat &hat : occupant.hats) {
            hats << withVisibleControls(hat.title);
        }
        return hats;
    }
    default:
        return {};
    }
}

Qt::ItemFlags OccupantsModel::flags(const QModelIndex &index) const
{
    const bool isHeader = index.data(IsHeaderRole).toBool();
    return isHeader ? Qt::ItemIsEnabled : QAbstractListModel::flags(index);
}

} // namespace natter
