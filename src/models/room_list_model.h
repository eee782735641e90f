// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/rooms.h"

#include <QAbstractListModel>
#include <QSet>
#include <QTimer>

#include <functional>

namespace natter {

/// What to call a room: its title, or the localpart of its address; with invisible and direction-changing characters
/// made visible.
QString nameOf(const RoomListing &room);

/// The rooms that a service lists. What they are about, and how many people are in them, each has to be asked for:
/// those in sight first. Or those that a search has found, of which nothing more is asked: that would tell services
/// that the person has not named.
class RoomListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    static constexpr int ListingRole = Qt::UserRole; ///< RoomListing, as far as it is known
    enum class Order { People, Name };
    using Ask = std::function<QFuture<Result<RoomInfo>>(const Jid &room)>;

    /// `ask` brings what a room is.
    explicit RoomListModel(const Ask &ask);

    void setRooms(const QList<RoomListing> &rooms);
    /// In the order in which they were found, whatever text is set.
    void setFound(const QList<RoomListing> &rooms);
    /// More of those.
    void addFound(const QList<RoomListing> &rooms);
    /// Only rooms with all its words in their names, addresses or descriptions.
    void setText(const QString &text);
    void setOrder(Order order);
    Order order() const { return m_order; }
    /// Rows change places as it becomes known how many people there are, unless the person is about to choose one.
    void setSteady(bool steady) { m_steady = steady; }
    /// These rows are looked at.
    void setInSight(int first, int last);
    qsizetype total() const { return m_rooms.size(); }
    QModelIndex indexOf(const Jid &room) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    void reset(const QList<RoomListing> &rooms, bool found);
    void add(const RoomListing &room);
    QList<int> sorted() const;
    bool accepts(const RoomListing &room) const;
    void show();
    void sortAgain();
    void askNext();
    void take(int generation, const Jid &room, const Result<RoomInfo> &info);

    const Ask m_ask;
    QList<RoomListing> m_rooms;
    QStringList m_names; ///< of those
    QHash<Jid, int> m_places; ///< among those
    QList<int> m_shown; ///< of those, in order
    QString m_text;
    Order m_order = Order::People;
    bool m_found = false; ///< by a search
    bool m_steady = false;
    int m_first = 0; ///< in sight
    int m_last = -1;
    QSet<int> m_asked;
    int m_open = 0; ///< questions that are not answered yet
    int m_generation = 0; ///< of the rooms: answers about those of before are of no use
    QTimer m_sortSoon;
};

} // namespace natter
