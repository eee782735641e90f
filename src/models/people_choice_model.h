// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/jid.h"

#include <QAbstractListModel>
#include <QList>

namespace natter {

/// People of whom several can be chosen: those that are known, and whoever's address is typed.
class PeopleChoiceModel : public QAbstractListModel
{
    Q_OBJECT

public:
    struct Person
    {
        Jid jid;
        QString name; ///< as displayName()

        friend bool operator==(const Person &, const Person &) = default;
    };

    static constexpr int AddressRole = Qt::UserRole; ///< QString

    PeopleChoiceModel() = default;

    /// Whoever was chosen stays so.
    void setPeople(const QList<Person> &people);
    /// Only those with that in their names or addresses; and whom it is the address of.
    void setText(const QString &text);
    void toggle(const QModelIndex &index);
    QList<Person> chosen() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void chosenChanged();

private:
    bool isChosen(const Jid &person) const;
    void show();

    QList<Person> m_people; ///< by their names
    QList<Person> m_chosen; ///< in the order of that
    QList<Person> m_shown;
    QString m_text;
};

} // namespace natter
