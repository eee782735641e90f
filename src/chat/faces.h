// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/known_pictures.h"
#include "chat/picture_shelf.h"
#include "domain/chat_message.h"

#include <QSet>
#include <QTimer>

namespace natter {

class Account;
class Accounts;
struct VCard;

/// What rooms, and those in them, look like. A picture that is not here is asked for as it is looked at, and no other,
/// a few at a time, the last that was looked at first.
class Faces : public QObject
{
    Q_OBJECT

public:
    explicit Faces(Accounts &accounts);

    /// Where pictures are kept from now on.
    void setFolder(const QString &folder);
    /// Of a room or of somebody in one, which is about to be painted: null if there is none, or until it has arrived.
    QImage of(const ConversationId &who);
    /// The same with a hash that is known otherwise.
    QImage of(const ConversationId &who, const QByteArray &hash);
    /// Of whoever said that in a room, if they are there still, or were seen there in this run.
    QImage of(const ChatMessage &message);

    /// What a room calls itself, for its initial where it has no picture; else its localpart.
    QString titleOf(const ConversationId &room) const;

Q_SIGNALS:
    /// One that was looked at is here, or a room has told of another one: what was painted may look otherwise.
    void changed();

private:
    /// Whom to ask for which picture.
    struct Wish
    {
        QByteArray hash;
        ConversationId who;

        friend bool operator==(const Wish &, const Wish &) = default;
    };

    void watch(Account *account);
    QByteArray hashOf(const ConversationId &who);
    void wish(const Wish &wish);
    void work();
    void ask(const Wish &wish);
    void take(const Wish &wish, const VCard &card);
    void refuse(const Wish &wish);
    void finish(const Wish &wish, const QImage &image);

    Accounts &m_accounts;
    PictureShelf m_shelf;
    KnownPictures m_rooms;
    QCache<QString, QByteArray> m_speakers; ///< hashes of those who were seen, by who they are in which room
    QList<Wish> m_wishes; ///< the next one last
    QHash<QByteArray, Jid> m_open; ///< hashes that are on their way, and the accounts that ask
    QHash<Jid, int> m_asked; ///< how often somebody was, until a session begins
    QSet<QString> m_refused; ///< hash and address, until a session begins
    QTimer m_workSoon;
    QTimer m_tellSoon; ///< pictures come by the dozen
};

} // namespace natter
