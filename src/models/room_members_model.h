// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/room.h"

#include <QAbstractListModel>

namespace natter {

/// One of the lists of a room: its members, admins, owners, or those who are banned.
class RoomMembersModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        MemberRole = Qt::UserRole, ///< RoomMember
        RemarkRole, ///< QString: what is known of them besides the address
    };

    RoomMembersModel() = default;

    void setMembers(const QList<RoomMember> &members);
    /// Only those with that in their addresses, names or reasons.
    void setText(const QString &text);
    qsizetype total() const { return m_members.size(); }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    void show();

    QList<RoomMember> m_members; ///< by their addresses
    QList<RoomMember> m_shown;
    QString m_text;
};

} // namespace natter
