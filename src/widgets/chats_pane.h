// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chat_filter_model.h"
#include "models/chat_services.h"
#include "models/people_model.h"
#include "models/search_model.h"

#include <QItemSelectionModel>
#include <QKeySequence>
#include <QWidget>

class QFocusEvent;
class QListView;
class QPushButton;
class QStackedWidget;
class QLabel;

namespace natter {

class SearchField;

/// The left pane's lists: conversations and people, with one search field for both and for what can be done.
class ChatsPane : public QWidget
{
    Q_OBJECT

public:
    ChatsPane(const ChatServices &services, ChatListModel &chats, PeopleModel &people, QWidget *parent = nullptr);

    void setCurrent(const ConversationId &id);
    /// What a search finds besides chats, people and messages.
    CommandModel &commands() { return m_commands; }
    /// Those that the window leads to focusSearch().
    void focusSearch();
    void focusList();
    enum class Step { Next, Previous };
    void openNeighbour(Step step);
    void showPeople();
    /// Pictures alone: the lists, without search and filters.
    void setCollapsed(bool collapsed);

Q_SIGNALS:
    void opened(const natter::ConversationId &id);
    /// A message that was found, by its row in the store.
    void messageOpened(const natter::ConversationId &id, qint64 message);
    /// Escape was pressed in the search field, which is empty now.
    void searchLeft();
    void contactMenuRequested(const natter::ConversationId &id, const QPoint &globalPosition);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildTabs();
    void keepChoice();
    QListView *buildList(QAbstractItemModel *model, const QString &name);
    void forgetChoice(const QFocusEvent &left);
    static bool goTo(QListView &list, const ConversationId &id);
    bool goToMessage(qint64 message);
    bool goToCommand(const QString &text);
    static void goToFirst(QListView &list, QItemSelectionModel::SelectionFlags selection);
    void openIndex(const QModelIndex &index);
    void showTab(int tab);
    void filter(ChatFilterModel::Show show);
    void offerFilters();
    void search(const QString &text);
    bool isSearching() const;
    void offerAccounts();
    void showAccount(const Jid &account);
    void updateEmpty();

    ChatServices m_services;
    PeopleModel &m_people;
    ChatFilterModel m_filter;
    MessageHitsModel m_messages;
    CommandModel m_commands;
    SearchModel m_found;
    SearchField *m_search;
    QWidget *m_tabs;
    QPushButton *m_chatsTab;
    QPushButton *m_peopleTab;
    QPushButton *m_all;
    QPushButton *m_unread;
    QPushButton *m_direct; ///< only where there are rooms as well
    QPushButton *m_rooms;
    QPushButton *m_archived; ///< only where there is something
    QPushButton *m_offline;
    QPushButton *m_account; ///< whose chats and people: of one account, or of all
    QStackedWidget *m_lists;
    QListView *m_chatList;
    QListView *m_peopleList;
    QListView *m_foundList;
    QLabel *m_empty;
    QString m_opening; ///< what stands there while the database takes its time
    ConversationId m_current;
    bool m_choiceMade = false; ///< by the person, since the text changed
    ConversationId m_chosen; ///< of what was found,
    qint64 m_chosenMessage = 0; ///< or a message,
    QString m_chosenCommand; ///< or what can be done
    Jid m_shownAccount; ///< null: all
    QString m_lastSearch; ///< of which a message was opened
};

} // namespace natter
