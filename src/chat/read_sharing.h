// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/contact_list.h"
#include "chat/conversations.h"
#include "chat/disclosure_rule.h"
#include "chat/known_rooms.h"

#include <QObject>
#include <QTimer>

namespace natter {

struct PublishedItem;

/// Tells those who said something, and everybody in private rooms, that it was displayed (XEP-0333), if they may know,
/// and our other devices in any case (XEP-0490); and hears what was displayed on those. What was read without a
/// connection is told with the next.
class ReadSharing : public QObject
{
    Q_OBJECT

public:
    ReadSharing(const ContactList &contacts, XmppProtocol &protocol, Conversations &conversations, StoreThread &store,
                const DisclosureRule &rule);

    /// From now on rooms where that is usual learn it too.
    void follow(const KnownRooms &rooms) { m_rooms = &rooms; }
    /// A room has let us in, and may be told what was read before.
    void roomEntered() { tellSoon(); }

    /// What was missed is here: our other devices are asked how far they have read, and told what was read here.
    void sessionCaughtUp();
    void sessionEnded();

private:
    void tellSoon();
    void tell();
    void tell(const ReadingStore::News &news);
    void sendMarker(const ReadingStore::News &news);
    void sendMarker(const Jid &to, Message::Type type, const QString &id);
    void ask();
    void take(const QList<PublishedItem> &items);
    Jid archiveOf(const Jid &peer) const;
    void markRead(const Jid &peer, const QString &archiveId);
    void noteArrived(const ChatMessage &message);

    const ContactList &m_contacts;
    XmppProtocol &m_protocol;
    Conversations &m_conversations;
    StoreThread &m_store;
    const DisclosureRule &m_rule;
    const KnownRooms *m_rooms = nullptr;
    QTimer m_tell; ///< runs while something is to be told: many messages may be read in one go
    bool m_asked = false; ///< it is known how far our other devices have read: what is told goes nowhere back
    bool m_mayPublish = false; ///< the server keeps such a node to ourselves, as it is asked to
    QHash<Jid, QString> m_ahead; ///< our other devices have read messages that are not here yet: their archive's ids
};

} // namespace natter
