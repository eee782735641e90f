// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/people_choice_model.h"

#include "domain/search_text.h"
#include "stanza/xmpp_uri.h"

#include <QCollator>

#include <algorithm>

namespace natter {

void PeopleChoiceModel::setPeople(const QList<Person> &people)
{
    m_people = people;
    QCollator collator;
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    std::sort(m_people.begin(), m_people.end(), [&collator](const Person &a, const Person &b) {
        const int names = collator.compare(a.name, b.name);
        return names != 0 ? names < 0 : a.jid < b.jid;
    });
    show();
}

void PeopleChoiceModel::setText(const QString &text)
{
    if (text != m_text) {
        m_text = text;
        show();
    }
}

void PeopleChoiceModel::show()
{
    beginResetModel();
    m_shown.clear();
    const QString sought = folded(m_text.trimmed());
    const auto accepts = [&sought](const Person &person) {
        return folded(person.name).contains(sought) || folded(person.jid.toString()).contains(sought);
    };
    const auto isShown = [this](const Jid &jid) {
        return std::any_of(m_shown.cbegin(), m_shown.cend(), [&jid](const Person &each) { return each.jid == jid; });
    };
    std::copy_if(m_people.cbegin(), m_people.cend(), std::back_inserter(m_shown), accepts);
    for (const Person &person : std::as_const(m_chosen)) { // whose addresses were typed
        if (accepts(person) && !isShown(person.jid)) {
            m_shown.append(person);
        }
    }
    const auto typed = enteredAddress(m_text);
    if (typed && typed->hasLocal() && !isShown(typed->bare())) {
        m_shown.prepend({ typed->bare(), typed->bare().toString() });
    }
    endResetModel();
}

bool PeopleChoiceModel::isChosen(const Jid &person) const
{
    return std::any_of(m_chosen.cbegin(), m_chosen.cend(),
                       [&person](const Person &each) { return each.jid == person; });
}

void PeopleChoiceModel::toggle(const QModelIndex &index)
{
    if (!index.isValid() || index.row() >= m_shown.size()) {
        return;
    }
    const Person person = m_shown[index.row()];
    if (m_chosen.removeIf([&person](const Person &each) { return each.jid == person.jid; }) == 0) {
        m_chosen.append(person);
    }
    Q_EMIT dataChanged(index, index, { Qt::CheckStateRole });
    Q_EMIT chosenChanged();
}

QList<PeopleChoiceModel::Person> PeopleChoiceModel::chosen() const { return m_chosen; }

int PeopleChoiceModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_shown.size()); }

QVariant PeopleChoiceModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_shown.size()) {
        return {};
    }
    const Person &person = m_shown[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return person.name;
    case AddressRole:
        return person.jid.toString();
    case Qt::CheckStateRole:
        return isChosen(person.jid) ? Qt::Checked : Qt::Unchecked;
    case Qt::AccessibleTextRole:
        return person.name == person.jid.toString()
            ? person.name
            : QString(person.name + QStringLiteral(", ") + person.jid.toString());
    default:
        return {};
    }
}

/// As a screen reader asks for it.
bool PeopleChoiceModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || !index.isValid()) {
        return false;
    }
    if ((value.toInt() == Qt::Checked) != isChosen(m_shown[index.row()].jid)) {
        toggle(index);
    }
    return true;
}

Qt::ItemFlags PeopleChoiceModel::flags(const QModelIndex &index) const
{
    return QAbstractListModel::flags(index) | Qt::ItemIsUserCheckable;
}

} // namespace natter
