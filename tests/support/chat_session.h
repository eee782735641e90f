// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/protocol_session.h"
#include "support/wait_for.h"

#include "chat/conversations.h"

#include <QTemporaryDir>
#include <QTest>

namespace natter {

/// A protocol without a network over a real store in a temporary folder: what the chat layer needs around it.
class ChatSession : public ProtocolSession
{
public:
    ChatSession();

    Jid account = self().bare();
    ConversationId chat { account, juliet() };
    QTemporaryDir folder;
    QString path = folder.filePath(QStringLiteral("natter.db"));
    StoreThread store;
    Conversations conversations { store };
    QList<MessageChange> changes; ///< everything the conversations announced

    /// From now on the store refuses to add or change messages, until storeWorks().
    void breakStore();
    void storeWorks();
    /// From now on the database may not grow, as on a full disk, until there is room again.
    void fillDisk() { setPageLimit(1); }
    void freeDisk() { setPageLimit(1'000'000); }

    /// Messages sent through the protocol that have a body, in order.
    QStringList sentBodies() const;
    /// Answers every ping in `sent` that was not answered yet.
    void answerPings();
    /// The newest state of all messages of the conversation, oldest first.
    QList<ChatMessage> stored(const ConversationId &id);
    QList<ChatMessage> stored() { return stored(chat); }
    /// What `future` brings, waiting for it.
    template <typename T> static T awaited(const QFuture<T> &future)
    {
        if (!waitFor(future, 20'000)) {
            qFatal("no answer");
        }
        return future.result();
    }
    /// Waits until the store has done all that was asked of it, and everybody has heard of it.
    void waitForStore();

private:
    void setPageLimit(int pages);

    qsizetype m_answered = 0;
};

} // namespace natter
