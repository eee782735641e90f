// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chat_services.h"

#include <QDialog>

#include <functional>

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
    /// `written` tells how a message is to be written in the composer, so that it says there what it says here.
    using Written = std::function<QString(const LaterMessage &message)>;
    LaterDialog(const ChatServices &services, Dialogs &dialogs, const ConversationId &id, const Written &written,
                QWidget *parent);

Q_SIGNALS:
    /// It is in the composer now, to be edited.
    void takenBack(const natter::LaterMessage &message);

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
    const Written m_written;
    bool m_isTakingBack = false; ///< it is closed after that, and not because nothing is left
    QListWidget *m_list;
    ProblemLabel *m_problem;
    QPushButton *m_send;
    QPushButton *m_time;
    QPushButton *m_edit;
    QPushButton *m_remove;
};

} // namespace natter
