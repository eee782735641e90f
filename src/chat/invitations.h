// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/contact_list.h"
#include "chat/rooms.h"

#include <QTimer>

namespace natter {

/// Somebody wants us in a room.
struct RoomInvitation
{
    Jid account;
    Jid room;
    Jid from; ///< a contact, or whom the room names; null: not told
    QString reason;
    Secret password; ///< known in this run only
    bool isDirect = false; ///< the inviter says so, rather than the room (XEP-0249): it may not let us in
    QDateTime time; ///< when it came last
};

/// The rooms that somebody wants an account in, until the person has answered. What was answered is remembered, so that
/// the archive does not bring it back. Contacts are not crowded out by strangers, of whose only the newest are kept.
class Invitations : public QObject
{
    Q_OBJECT

public:
    Invitations(const Jid &account, XmppProtocol &protocol, const ContactList &contacts, Rooms &rooms,
                StoreThread &store);

    /// Reads what was stored; the first session should wait for it.
    void restore();
    void sessionEnded();

    /// Those that were not answered, the oldest first.
    QList<RoomInvitation> all() const;
    /// Those of contacts or our own devices: what they say themselves comes first, then what rooms say of them.
    QList<RoomInvitation> ofContacts() const;
    /// The others, the newest first.
    QList<RoomInvitation> ofStrangers() const;
    /// Whether a contact invites us, or a room says so: unless it is direct, nobody else vouches for that.
    bool isOfContact(const RoomInvitation &invitation) const;

    enum class KeepPassword { No, Yes }; ///< in the bookmark
    void accept(const RoomInvitation &invitation, KeepPassword keep = KeepPassword::No);
    /// Says so to whoever invites by way of the room (7.8.2); many are told one after the other.
    void decline(const RoomInvitation &invitation);
    /// All those of strangers are answered, without telling any of them or their rooms.
    void forgetStrangers();

    /// Somebody invites us; in the archive, while nobody was there.
    void note(const RoomCall &call);

Q_SIGNALS:
    /// There was none to that room, or it was answered.
    void invited(const natter::RoomInvitation &invitation);
    void changed();

private:
    /// One for each room.
    struct Known
    {
        RoomInvitation invitation;
        QString stanzaId; ///< of the message that it came in last
        QString archiveId;
        bool isAnswered = false;
    };
    struct Refusal
    {
        Jid room;
        Jid to;
    };
    using Matches = std::function<bool(const RoomInvitation &invitation)>;

    static bool isOld(const Known &known, const RoomCall &call);
    bool replaces(const Known &known, const RoomCall &call) const;
    void take(const RoomCall &call, Known &known);
    void settle(const Jid &room);
    void limit(const RoomInvitation &newest);
    void limitTo(qsizetype most, const Matches &matches);
    void forgetOldest();
    QList<RoomInvitation> openOnes(const Matches &matches) const;
    void sendRefusals();
    enum class From { Person, Others };
    void keep(const QSet<Jid> &rooms, From from);

    const Jid m_account;
    XmppProtocol &m_protocol;
    const ContactList &m_contacts;
    Rooms &m_rooms;
    StoreThread &m_store;
    QHash<Jid, Known> m_known; ///< by room
    QList<Refusal> m_refusals; ///< that are not sent yet
    QTimer m_refuse;
    qsizetype m_sentLately = 0; ///< refusals, until that timer has run out
    QSet<Jid> m_unstored; ///< the disk refused
};

} // namespace natter

Q_DECLARE_METATYPE(natter::RoomInvitation)
