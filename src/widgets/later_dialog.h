// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chat_services.h"

#include <QDialog>

class QListWidget;
class QPushButton;

namespace natter {

class Dialogs;
class ProblemLabel;

/// What is to be sent later in a conversation, and what can be done with it.
class LaterDialog : public QDialog
{
    Q_OBJECT

public:
    LaterDialog(const ChatServices &services, Dialogs &dialogs, const ConversationId &id, QWidget *parent);

private:
    void build();
    void fill();
    void updateButtons();
    QString titleOf(const LaterMessage &message) const;
    std::optional<LaterMessage> current() const;
    void sendNow();
    void changeTime();
    void edit();
    void remove();
    void complain(const Error &error);
    template <typename T> void follow(const QFuture<Result<T>> &done);

    ChatServices m_services;
    Dialogs &m_dialogs;
    const ConversationId m_id;
    QListWidget *m_list;
    ProblemLabel *m_problem;
    QPushButton *m_send;
    QPushButton *m_time;
    QPushButton *m_edit;
    QPushButton *m_remove;
};

} // namespace natter
