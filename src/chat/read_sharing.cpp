// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/read_sharing.h"

#include "base/future.h"
#include "base/log.h"
#include "protocol/xep/xep0060_publish_subscribe.h"
#include "protocol/xep/xep0333_displayed_markers.h"
#include "protocol/xep/xep0334_processing_hints.h"
#include "protocol/xep/xep0490_displayed_synchronization.h"

namespace natter {

static constexpr auto pause = std::chrono::milliseconds(250); ///< for what is read in one go
static constexpr int mostAhead = 1000; ///< conversations: more is not worth the memory

static QString node() { return DisplayedUpTo::name.ns.toString(); }

ReadSharing::ReadSharing(const ContactList &contacts, XmppProtocol &protocol, Conversations &conversations,
                         StoreThread &store, const DisclosureRule &rule)
    : m_contacts(contacts)
    , m_protocol(protocol)
    , m_conversations(conversations)
    , m_store(store)
    , m_rule(rule)
{
    m_tell.setSingleShot(true);
    m_tell.setInterval(pause);
    connect(&m_tell, &QTimer::timeout, this, qOverload<>(&ReadSharing::tell));
    connect(&conversations, &Conversations::readHere, this, [this](const ConversationId &id) {
        if (id.account == m_contacts.account()) {
            tellSoon();
        }
    });
    connect(&conversations, &Conversations::messageChanged, this, [this](const MessageChange &change) {
        const bool isNew = change.kind == MessageChange::Kind::Added || change.kind == MessageChange::Kind::Noted;
        if (!isNew || change.message.conversation.account != m_contacts.account()) {
            return;
        }
        if (!change.message.isOutgoing()) {
            noteArrived(change.message);
        } else if (change.message.isUnconfirmed()) {
            tellSoon(); // whoever answers has read
        }
    });
    connect(&conversations, &Conversations::filledIn, this,
            [this](const ChatSummary &, const QList<ChatMessage> &messages) {
                for (const ChatMessage &message : messages) {
                    if (message.conversation.account == m_contacts.account()) {
                        noteArrived(message);
                    }
                }
            });
    connect(&protocol.discovery(), &ServiceDiscovery::accountKnown, this, [this](const DiscoInfo &account) {
        m_mayPublish = account.features.contains(u"http://jabber.org/protocol/pubsub#publish-options");
    });
    connect(&protocol.publishing(), &PublishSubscribe::published, this,
            [this](const QString &where, const QList<PublishedItem> &items) {
                if (where == node()) {
                    take(items);
                }
            });
}

void ReadSharing::sessionCaughtUp() { ask(); }

void ReadSharing::sessionEnded() { m_asked = false; }

void ReadSharing::tellSoon()
{
    if (!m_tell.isActive()) {
        m_tell.start();
    }
}

/// Without the list of contacts nobody can say who may know.
void ReadSharing::tell()
{
    if (!m_protocol.channel().isOpen() || !m_contacts.isLoaded() || !m_asked) {
        return; // with the next session
    }
    const auto news =
        m_store.call([account = m_contacts.account()](Store &store) { return store.reading().news(account); });
    whenDone(news, this, [this](const Result<QList<ReadingStore::News>> &found) {
        if (!found) {
            m_conversations.reportStorageError(found.error());
            return;
        }
        if (m_protocol.channel().isOpen()) {
            for (const ReadingStore::News &each : *found) {
                tell(each);
            }
        }
    });
}

void ReadSharing::tell(const ReadingStore::News &news)
{
    if (news.isRoom && m_rooms && m_rooms->isComing(news.conversation.peer)) {
        return; // once we are in
    }
    sendMarker(news);
    if (!news.archiveId.isEmpty() && m_mayPublish) {
        const DisplayedUpTo upTo { { news.archiveId, news.isRoom ? news.conversation.peer : m_contacts.account() } };
        const auto published =
            m_protocol.publishing().publishPrivately(node(), { news.conversation.peer.toString(), upTo.write() });
        whenDone(published, this, [](const Result<Iq> &answer) {
            if (!answer) {
                qCInfo(logProtocol).noquote()
                    << "other devices do not learn what was read:" << forLog(answer.error().detail);
            }
        });
    }
    m_store.post([news](Store &store) {
        if (const auto noted = store.reading().noteTold(news.conversation, news.row); !noted) {
            qCWarning(logStore).noquote() << "what was read is told again:" << forLog(noted.error().detail);
        }
    });
}

/// What was read while this was not wanted is not told later either.
void ReadSharing::sendMarker(const ReadingStore::News &news)
{
    const Jid &peer = news.conversation.peer;
    if (!m_rule.tellsReading(peer)) {
        return;
    }
    if (news.isRoom) { // nobody has to ask, and it goes by the room's id (Group Chats)
        if (m_rooms && m_rooms->sharesReading(peer) && !news.archiveId.isEmpty()) {
            sendMarker(peer, Message::Type::Groupchat, news.archiveId);
        }
    } else if (!news.markable.isEmpty() && !news.conversation.isInsideRoom() && m_contacts.item(peer).seesUs()) {
        sendMarker(peer, Message::Type::Chat, news.markable);
    }
}

void ReadSharing::sendMarker(const Jid &to, Message::Type type, const QString &id)
{
    Message message;
    message.type = type;
    message.to = to;
    message.id = m_protocol.channel().random().next();
    message.add(DisplayedMarker { id });
    message.add(StoreHint {}); // for those who are away
    m_protocol.sendMessage(message);
}

void ReadSharing::ask()
{
    whenDone(m_protocol.publishing().items(node()), this, [this](const Result<QList<PublishedItem>> &items) {
        if (items) {
            take(*items);
        }
        m_asked = m_protocol.channel().isOpen(); // what was taken is on its way to the store, before what is looked up
        tellSoon();
    });
}

/// Whose ids messages have there. A conversation that is not here has none.
Jid ReadSharing::archiveOf(const Jid &peer) const
{
    const ChatSummary chat = m_conversations.summary({ m_contacts.account(), peer });
    return chat.kind == ChatKind::Room ? peer : m_contacts.account();
}

void ReadSharing::take(const QList<PublishedItem> &items)
{
    for (const PublishedItem &item : items) {
        const auto upTo = DisplayedUpTo::read(item.payload);
        const Jid named = Jid::orNull(item.id);
        const bool isInsideRoom = m_conversations.all().contains({ m_contacts.account(), named });
        const Jid peer = isInsideRoom ? named : named.bare();
        if (upTo && !peer.isNull() && upTo->message.by == archiveOf(peer)) {
            markRead(peer, upTo->message.id);
        }
    }
}

void ReadSharing::markRead(const Jid &peer, const QString &archiveId)
{
    const ConversationId id { m_contacts.account(), peer };
    if (!m_conversations.all().contains(id)) {
        return; // nothing of it is here
    }
    const auto marked = m_store.call([=](Store &store) { return store.messages().markReadElsewhere(id, archiveId); });
    whenDone(marked, this, [this, peer, archiveId](const Result<std::optional<ChatSummary>> &chat) {
        if (!chat) {
            m_conversations.reportStorageError(chat.error());
        } else if (*chat) {
            m_ahead.remove(peer);
            m_conversations.apply(**chat);
        } else if (m_ahead.size() < mostAhead) {
            m_ahead.insert(peer, archiveId);
        }
    });
}

void ReadSharing::noteArrived(const ChatMessage &message)
{
    const auto ahead = m_ahead.constFind(message.conversation.peer);
    if (ahead != m_ahead.cend() && *ahead == message.archiveId) {
        markRead(message.conversation.peer, message.archiveId);
    }
}

} // namespace natter
