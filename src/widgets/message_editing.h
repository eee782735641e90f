// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chat_services.h"
#include "models/timeline_model.h"

#include <QHash>
#include <QObject>

class QMenu;
class QWidget;

namespace natter {

class Composer;
class Dialogs;

/// Changes messages that are out already: edits them in the composer, retracts them, and shows what they said before.
class MessageEditing : public QObject
{
    Q_OBJECT

public:
    /// `window` is what questions stand before.
    MessageEditing(const ChatServices &services, Dialogs &dialogs, Composer &composer, QWidget *window);

    /// In the conversation of the model, which must outlive its use here: an edit that was left there goes on, and so
    /// does a reply.
    void open(const TimelineModel *model);
    /// What is being edited or answered is kept for the next time.
    void close();
    void reply(const ChatMessage &message);
    /// The same in its conversation, whatever is open by now.
    void replyLater(const ConversationId &id, const ChatMessage &message);
    /// Takes up what a draft answers, that somebody else wrote.
    void follow(const Draft &draft);
    void edit(const ChatMessage &message);
    /// What can be done with the message.
    void addActions(QMenu &menu, const ChatMessage &message);

Q_SIGNALS:
    /// What is written is put aside.
    void aboutToEdit();
    void failed(const natter::Error &error);
    /// The person wants to react to the message.
    void reactionWanted(const natter::ChatMessage &message);

private:
    struct Left
    {
        std::optional<ChatMessage> edited;
        QString text; ///< what that is to say
        std::optional<ChatMessage> answered;
    };

    void stopAnswering(const ChatMessage &message);
    void takeUp(const Left &left);
    void find(const Draft &draft);
    void giveBack(const ConversationId &id, const QString &text);
    void editLast();
    QString nameOfSender(const ChatMessage &message) const;
    void correct(const ChatMessage &message, const QString &text);
    void retract(const ChatMessage &message);
    void showVersions(const ChatMessage &message);

    ChatServices m_services;
    Dialogs &m_dialogs;
    Composer &m_composer;
    QWidget *m_window;
    const TimelineModel *m_model = nullptr;
    QHash<ConversationId, Left> m_left;
};

} // namespace natter
