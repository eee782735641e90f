// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/room_list_model.h"

#include "base/future.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "domain/search_text.h"
#include "models/room_texts.h"

#include <QCollator>

#include <algorithm>
#include <numeric>

namespace natter {

using namespace std::chrono_literals;

static constexpr int askedAtOnce = 5;
static constexpr int askedUnseen = 200; ///< rooms of a service, for which all are asked, to order them by people
static constexpr auto sortPause = 300ms;

QString nameOf(const RoomListing &room)
{
    const QString title = withVisibleControls(cut(room.title, limits::nameChars)).simplified();
    return title.isEmpty() ? withVisibleControls(room.address.hasLocal() ? room.address.local() : room.address.domain())
                           : title;
}

RoomListModel::RoomListModel(const Ask &ask) : m_ask(ask)
{
    m_sortSoon.setSingleShot(true);
    m_sortSoon.setInterval(sortPause); // answers come by the dozen
    connect(&m_sortSoon, &QTimer::timeout, this, &RoomListModel::sortAgain);
}

void RoomListModel::setRooms(const QList<RoomListing> &rooms) { reset(rooms, false); }

void RoomListModel::setFound(const QList<RoomListing> &rooms) { reset(rooms, true); }

/// One that is there already is left out: pages may overlap.
void RoomListModel::add(const RoomListing &room)
{
    if (m_rooms.size() < limits::discoItems && !m_places.contains(room.address)) {
        m_places.insert(room.address, int(m_rooms.size()));
        m_rooms.append(room);
        m_names.append(nameOf(room));
    }
}

void RoomListModel::addFound(const QList<RoomListing> &rooms)
{
    const auto before = m_rooms.size();
    for (const RoomListing &room : rooms) {
        add(room);
    }
    if (m_rooms.size() > before) {
        beginInsertRows({}, int(m_shown.size()), int(m_rooms.size()) - 1);
        m_shown = sorted();
        endInsertRows();
    }
}

void RoomListModel::reset(const QList<RoomListing> &rooms, bool found)
{
    beginResetModel();
    m_found = found;
    m_rooms.clear();
    m_names.clear();
    m_places.clear();
    for (const RoomListing &room : rooms) {
        add(room);
    }
    m_asked.clear();
    ++m_generation;
    m_open = 0;
    m_first = 0;
    m_last = -1;
    m_steady = false;
    m_shown = sorted();
    endResetModel();
    askNext();
}

bool RoomListModel::accepts(const RoomListing &room) const
{
    const QString text =
        folded(QStringList { room.title, room.address.toString(), room.description }.join(QChar(u'\n')));
    const QStringList words = folded(m_text).split(u' ', Qt::SkipEmptyParts);
    return std::all_of(words.cbegin(), words.cend(), [&text](const QString &word) { return text.contains(word); });
}

QList<int> RoomListModel::sorted() const
{
    QList<int> places;
    for (int place = 0; place < m_rooms.size(); ++place) {
        if (m_found || accepts(m_rooms[place])) {
            places.append(place);
        }
    }
    if (m_found) {
        return places;
    }
    QCollator collator;
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    collator.setNumericMode(true);
    const auto isBefore = [&](int a, int b) {
        if (m_order == Order::People && m_rooms[a].occupants != m_rooms[b].occupants) {
            return m_rooms[a].occupants > m_rooms[b].occupants;
        }
        const int names = collator.compare(m_names[a], m_names[b]);
        return names != 0 ? names < 0 : m_rooms[a].address < m_rooms[b].address;
    };
    std::sort(places.begin(), places.end(), isBefore);
    return places;
}

void RoomListModel::show()
{
    if (m_found) {
        return;
    }
    m_steady = false;
    beginResetModel();
    m_shown = sorted();
    endResetModel();
}

void RoomListModel::setText(const QString &text)
{
    if (text != m_text) {
        m_text = text;
        show();
    }
}

void RoomListModel::setOrder(Order order)
{
    m_order = order;
    show();
}

void RoomListModel::sortAgain()
{
    const QList<int> order = m_steady || m_order != Order::People ? m_shown : sorted();
    if (order == m_shown) {
        return;
    }
    Q_EMIT layoutAboutToBeChanged();
    QModelIndexList after;
    const QModelIndexList before = persistentIndexList();
    for (const QModelIndex &index : before) {
        const auto row = order.indexOf(m_shown[index.row()]);
        after.append(row < 0 ? QModelIndex() : createIndex(int(row), 0));
    }
    m_shown = order;
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged();
}

void RoomListModel::setInSight(int first, int last)
{
    m_first = first;
    m_last = last;
    askNext();
}

void RoomListModel::askNext()
{
    if (m_found) {
        return;
    }
    QList<int> wanted;
    for (int row = qMax(0, m_first); row <= m_last && row < m_shown.size(); ++row) {
        wanted.append(m_shown[row]);
    }
    if (m_rooms.size() <= askedUnseen) {
        wanted += m_shown;
    }
    for (const int place : std::as_const(wanted)) {
        if (m_open >= askedAtOnce) {
            return;
        }
        if (m_asked.contains(place)) {
            continue;
        }
        m_asked.insert(place);
        ++m_open;
        const Jid room = m_rooms[place].address;
        whenDone(m_ask(room), this, [this, room, generation = m_generation](const Result<RoomInfo> &info) {
            take(generation, room, info);
        });
    }
}

void RoomListModel::take(int generation, const Jid &room, const Result<RoomInfo> &info)
{
    if (generation != m_generation) {
        return;
    }
    --m_open;
    if (info) {
        const int place = m_places.value(room);
        RoomListing &known = m_rooms[place];
        known.title = info->title.isEmpty() ? known.title : info->title;
        known.description = info->description;
        known.language = info->language;
        known.occupants = info->occupants >= 0 ? info->occupants : known.occupants;
        known.isOpen = !info->isMembersOnly && !info->isPasswordProtected;
        m_names[place] = nameOf(known);
        if (const QModelIndex index = indexOf(room); index.isValid()) {
            Q_EMIT dataChanged(index, index);
        }
        m_sortSoon.start();
    }
    askNext();
}

QModelIndex RoomListModel::indexOf(const Jid &room) const
{
    const auto place = m_places.constFind(room);
    const auto row = place == m_places.constEnd() ? -1 : m_shown.indexOf(*place);
    return row < 0 ? QModelIndex() : index(int(row), 0);
}

int RoomListModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_shown.size()); }

QVariant RoomListModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_shown.size()) {
        return {};
    }
    const int place = m_shown[index.row()];
    const RoomListing &room = m_rooms[place];
    switch (role) {
    case Qt::DisplayRole:
        return m_names[place];
    case ListingRole:
        return QVariant::fromValue(room);
    case Qt::AccessibleTextRole: {
        QStringList parts { m_names[place],
                            room.address.toString(),
                            room.occupants < 0 ? QString() : peopleText(room.occupants),
                            languageText(room.language),
                            room.isOpen ? opennessText(*room.isOpen) : QString(),
                            withVisibleControls(room.description.simplified()) };
        parts.removeAll(QString());
        return parts.join(QStringLiteral(", "));
    }
    default:
        return {};
    }
}

} // namespace natter
