// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chat_services.h"

#include <QMainWindow>

namespace natter {

class ChatListModel;
class ConversationView;
class Dialogs;
class SidePane;

/// One conversation in a window of its own, until it is closed.
class ChatWindow : public QMainWindow
{
    Q_OBJECT

public:
    ChatWindow(const ChatServices &services, Dialogs &dialogs, const ChatListModel &chats, const ConversationId &id);
    ~ChatWindow() override;

    const ConversationId &id() const;
    ConversationView &conversation() const { return *m_view; }
    void comeForward();

Q_SIGNALS:
    void linkActivated(const QString &link);
    void forwardRequested(const QList<natter::ChatMessage> &messages);
    /// As ConversationView's.
    void conversationWanted(const natter::ConversationId &id);
    void configurationWanted(const natter::ConversationId &room);

protected:
    void changeEvent(QEvent *event) override;

private:
    ConversationView *m_view;
    SidePane *m_details;
};

} // namespace natter
