// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chat_services.h"
#include "models/occupants_model.h"

#include <QPointer>
#include <QWidget>

class QComboBox;
class QLabel;
class QListView;
class QPushButton;
class QStackedWidget;

namespace natter {

class Dialogs;
class SearchField;

/// The room that is open: what it is, what is told of it, and who is in it.
class RoomPane : public QWidget
{
    Q_OBJECT

public:
    RoomPane(const ChatServices &services, Dialogs &dialogs, QWidget *parent = nullptr);

    void show(const ConversationId &id);
    /// Who in that room is not to be taken for another.
    void setGuarded(const ConversationId &room, const GuardedNames &names);
    void focusFirst();

Q_SIGNALS:
    /// What can be done with whoever is called that in the room is to be shown.
    void occupantMenuWanted(const QString &nick, const QPoint &globalPosition);

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void build();
    QWidget *buildPeople();
    QWidget *buildAbout();
    void showTab(int tab);
    void watch(Account *account);
    void follow(Room *room);
    void update();
    void updatePeople();
    void fill();
    void leave();
    void showMenu(const QModelIndex &index);
    QLabel *addLabel(const char *role);
    Account *account() const;

    ChatServices m_services;
    Dialogs &m_dialogs;
    ConversationId m_id;
    QPointer<Room> m_room;
    OccupantsModel m_people;
    ConversationId m_guardedIn;
    GuardedNames m_guarded; ///< there
    bool m_isStale = true; ///< nobody looked when they changed
    QString m_name;
    QLabel *m_title;
    QLabel *m_address;
    QPushButton *m_peopleTab;
    QPushButton *m_aboutTab;
    QStackedWidget *m_pages;
    QLabel *m_subjectTitle;
    QLabel *m_subject;
    QLabel *m_aboutTitle;
    QLabel *m_about;
    QLabel *m_traits;
    QComboBox *m_notify;
    QPushButton *m_leave;
    SearchField *m_search;
    QLabel *m_noConnection;
    QListView *m_list;
};

} // namespace natter
