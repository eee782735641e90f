// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/room_members_model.h"

#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "domain/search_text.h"

#include <algorithm>

namespace natter {

void RoomMembersModel::setMembers(const QList<RoomMember> &members)
{
    m_members = members;
    std::sort(m_members.begin(), m_members.end(),
              [](const RoomMember &a, const RoomMember &b) { return a.jid < b.jid; });
    show();
}

void RoomMembersModel::setText(const QString &text)
{
    if (text != m_text) {
        m_text = text;
        show();
    }
}

void RoomMembersModel::show()
{
    beginResetModel();
    m_shown.clear();
    const QString sought = folded(m_text.trimmed());
    std::copy_if(m_members.cbegin(), m_members.cend(), std::back_inserter(m_shown), [&sought](const auto &member) {
        const QString text = QStringList { member.jid.toString(), member.nick, member.reason }.join(QChar(u'\n'));
        return folded(text).contains(sought);
    });
    endResetModel();
}

int RoomMembersModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_shown.size()); }

static QString remarkOn(const RoomMember &member)
{
    QStringList parts { withVisibleControls(cut(member.nick, limits::nameChars)).simplified(),
                        withVisibleControls(cut(member.reason, limits::statusChars)).simplified() };
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

QVariant RoomMembersModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_shown.size()) {
        return {};
    }
    const RoomMember &member = m_shown[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return withVisibleControls(member.jid.toString());
    case MemberRole:
        return QVariant::fromValue(member);
    case RemarkRole:
        return remarkOn(member);
    case Qt::AccessibleTextRole: {
        QStringList parts { member.jid.toString(), remarkOn(member) };
        parts.removeAll(QString());
        return parts.join(QStringLiteral(", "));
    }
    default:
        return {};
    }
}

} // namespace natter
