// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/contact_list.h"
#include "models/people_choice_model.h"

#include <QSet>
#include <QWidget>

class QLabel;
class QListView;

namespace natter {

class SearchField;

/// Chooses people: contacts out of a list that can be searched, and others by their addresses.
class PeoplePicker : public QWidget
{
    Q_OBJECT

public:
    explicit PeoplePicker(QWidget *parent = nullptr);

    /// Whom to offer, but for those that it makes no sense to choose.
    void offer(const ContactList &contacts, const QSet<Jid> &without = {});
    /// Whoever's address stands in the field is one of them.
    QList<Jid> chosen() const;
    /// What stands in the field and chooses nobody; empty if nothing does.
    QString unclear() const;
    void focusSearch();

Q_SIGNALS:
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void toggle(const QModelIndex &index);
    void search(const QString &text);
    void updateChosen();

    PeopleChoiceModel m_people;
    SearchField *m_search;
    QListView *m_list;
    QLabel *m_chosen;
};

} // namespace natter
