// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/room.h"
#include "models/room_names.h"

#include <QAbstractListModel>
#include <QSet>
#include <QTimer>

#include <array>
#include <functional>
#include <memory>
#include <unordered_map>
#include <vector>

namespace natter {

/// Who is in a room, under three headers: those who run it, those who may speak, and those who may only read. A flat
/// list that is filled, and follows, in slices of a few milliseconds, however many there are.
class OccupantsModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        IsHeaderRole = Qt::UserRole, ///< bool
        NickRole, ///< QString; empty for a header
        IsMarkedRole, ///< bool: they are told apart from another
        ColourSeedRole, ///< QString: of their colour (XEP-0392)
        CountRole, ///< int of a header: how many there are of those that are sought
        ShowRole, ///< int: a Presence::Show
        StatusRole, ///< QString: one line
        AffiliationRole, ///< int: a RoomAffiliation
        HatsRole, ///< QStringList
        IsSelfRole, ///< bool: that is us
    };
    /// As they are now; null if nobody is called that.
    using Find = std::function<const Occupant *(const QString &nick)>;

    explicit OccupantsModel(QObject *parent = nullptr);

    /// Those of another room, or all of them anew.
    void show(const Find &find, const QStringList &nicks);
    /// These came, went or are otherwise now.
    void note(const QStringList &nicks);
    /// Only those with that in their nickname.
    void setText(const QString &text);
    /// What we are called there; empty: nothing.
    void setSelf(const QString &nick);
    /// Who can be taken for one of them is told apart.
    void setGuarded(const GuardedNames &names);
    /// All that are known are listed.
    bool isComplete() const { return m_pending.isEmpty(); }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    static constexpr size_t groups = 3;
    struct Entry
    {
        Occupant occupant;
        size_t group = 0;
        int rank = 0; ///< in the group
        QString key; ///< that it is sorted and sought by
    };
    using Entries = std::vector<const Entry *>;
    struct Group
    {
        Entries all; ///< in order
        Entries shown;
    };
    /// What stands in a row: without an entry, the header of its group.
    struct Row
    {
        size_t group = 0;
        const Entry *entry = nullptr;
    };

    static Entry entryOf(const Occupant &occupant);
    static bool isBefore(const Entry *a, const Entry *b);
    static Entries::iterator placeOf(Entries &entries, const Entry *entry);
    bool isSought(const Entry &entry) const { return m_text.isEmpty() || entry.key.contains(m_text); }
    int firstRow(size_t group) const;
    Row rowAt(int row) const;
    QVariant headerData(size_t group, int role) const;
    void work();
    void update(const QString &nick);
    void insert(std::unique_ptr<Entry> entry);
    void remove(const QString &nick);
    void tellCounts();
    void tellAll();

    Find m_find;
    std::unordered_map<QString, std::unique_ptr<Entry>> m_entries; ///< by nickname
    std::array<Group, groups> m_groups;
    std::array<bool, groups> m_countChanged {};
    QString m_text; ///< folded
    QString m_self;
    GuardedNames m_guarded;
    QStringList m_pending; ///< nicknames, the next one last
    QSet<QString> m_queued; ///< the same
    QTimer m_timer;
};

} // namespace natter
