// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/accounts.h"

#include <QAbstractListModel>
#include <QSet>
#include <QTimer>

namespace natter {

/// The contacts of all accounts under their groups: a flat list in which some rows are group headers.
class PeopleModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        IdRole = Qt::UserRole, ///< ConversationId; null for a header
        IsHeaderRole, ///< bool
        GroupRole, ///< QString
        CountRole, ///< QString of a header: "3 / 12" online
        CollapsedRole, ///< bool of a header
        PresenceRole, ///< int: a Presence::Show, -1 if offline
        StatusRole, ///< QString: their status text, or what the subscription lacks
    };

    explicit PeopleModel(Accounts &accounts);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

    void setText(const QString &text);
    void setShowOffline(bool show);
    /// Only that account's; null: those of all.
    void setAccount(const Jid &account);
    void toggleGroup(const QString &group);

private:
    struct Row
    {
        QString group;
        ConversationId id; ///< null for a header
        QString name;
        int presence = -1;
        int online = 0; ///< of a header
        int total = 0;

        friend bool operator==(const Row &, const Row &) = default;
    };

    void watch(Account *account);
    void rebuildSoon();
    void rebuild();
    QList<Row> build() const;
    bool accepts(const RosterItem &item, const QString &name, int presence) const;
    QVariant headerData(const Row &row, int role) const;
    QString statusText(const Row &row) const;
    QString toolTip(const Row &row) const;

    Accounts &m_accounts;
    QList<Row> m_rows;
    QString m_text;
    Jid m_account;
    bool m_showOffline = true;
    QSet<QString> m_collapsed;
    QTimer m_rebuild; ///< many changes come at once, after login above all
};

} // namespace natter
