// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chat_services.h"
#include "models/search_model.h"

#include <QDialog>

class QCheckBox;
class QListView;

namespace natter {

class SearchField;

/// Asks to whom messages are to be told, among the chats and the contacts.
class ForwardDialog : public QDialog
{
    Q_OBJECT

public:
    /// `chats` must outlive it.
    ForwardDialog(const ChatServices &services, ChatListModel &chats, QWidget *parent = nullptr);
    ~ForwardDialog() override;

Q_SIGNALS:
    /// `withNames`: with who said it.
    void chosen(const natter::ConversationId &id, bool withNames);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void search(const QString &text);
    void choose(const QModelIndex &index);
    void goToFirst();

    ChatFilterModel m_filter;
    PeopleModel m_people;
    MessageHitsModel m_messages; ///< stays empty, as the next: they are no recipients
    CommandModel m_commands;
    SearchModel m_found;
    SearchField *m_search;
    QListView *m_list;
    QCheckBox *m_withNames;
};

} // namespace natter
