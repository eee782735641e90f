// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/faces.h"

#include "base/future.h"
#include "base/limits.h"
#include "chat/accounts.h"
#include "chat/room_title.h"
#include "protocol/xep/xep0153_vcard_avatars.h"

namespace natter {

using namespace std::chrono_literals;

static constexpr int speakersKept = 5000;
static constexpr int asksOfOne = 20; ///< in one session

Faces::Faces(Accounts &accounts) : m_accounts(accounts), m_speakers(speakersKept)
{
    m_workSoon.setSingleShot(true);
    m_tellSoon.setSingleShot(true);
    m_tellSoon.setInterval(20ms);
    connect(&m_workSoon, &QTimer::timeout, this, &Faces::work);
    connect(&m_tellSoon, &QTimer::timeout, this, &Faces::changed);
    connect(&accounts, &Accounts::added, this, &Faces::watch);
    connect(&accounts, &Accounts::removed, this, [this](const Jid &account) { // nothing answers any more
        m_rooms.forget(account);
        m_wishes.removeIf([&account](const Wish &each) { return each.who.account == account; });
        m_open.removeIf([&account](const auto &open) { return open.value() == account; });
    });
}

void Faces::watch(Account *account)
{
    connect(&account->rooms().pictures(), &RoomPictures::changed, this, &Faces::changed);
    connect(&account->rooms(), &Rooms::changed, &m_tellSoon, qOverload<>(&QTimer::start));
    connect(account, &Account::statusChanged, this, [this, account] {
        if (account->status().phase == AccountStatus::Phase::Online) {
            m_refused.clear();
            m_asked.clear();
        }
    });
}

void Faces::setFolder(const QString &folder)
{
    m_shelf.setFolder(folder);
    m_rooms.setFile(folder + QStringLiteral("/rooms.json"));
}

/// What a room told the last time counts until it has told anew.
QByteArray Faces::hashOf(const ConversationId &who)
{
    Account *account = m_accounts.find(who.account);
    const QByteArray told = account ? account->rooms().pictures().hashOf(who.peer) : QByteArray();
    if (!account || !who.peer.isBare()) {
        return told;
    }
    const Room *room = account->rooms().find(who.peer);
    if (room && room->isIn() && (room->info().isKnown || !told.isEmpty())) {
        m_rooms.note(who, told);
    }
    return told.isEmpty() ? m_rooms.find(who) : told;
}

QString Faces::titleOf(const ConversationId &room) const
{
    Account *account = m_accounts.find(room.account);
    const QString title = account ? roomTitle(*account, room.peer) : QString();
    return title.isEmpty() ? room.peer.local() : title;
}

QImage Faces::of(const ConversationId &who) { return of(who, hashOf(who)); }

QImage Faces::of(const ConversationId &who, const QByteArray &hash)
{
    if (hash.isEmpty()) {
        return {};
    }
    const QImage image = m_shelf.find(hash);
    if (image.isNull()) {
        wish({ hash, who });
    }
    return image;
}

/// Who has the name now need not be who had it then. Who has left is asked nothing.
QImage Faces::of(const ChatMessage &message)
{
    const ConversationId &room = message.conversation;
    Account *account = message.occupant.isEmpty() ? nullptr : m_accounts.find(room.account);
    const Room *found = account ? account->rooms().find(room.peer) : nullptr;
    if (!found) {
        return {};
    }
    const QString speaker =
        QStringList { room.account.toString(), room.peer.toString(), message.occupant }.join(QChar(u'\n'));
    if (found->identity(message.nick) == message.occupant) {
        const ConversationId who { room.account, room.peer.withResource(message.nick) };
        const QByteArray hash = hashOf(who);
        m_speakers.insert(speaker, new QByteArray(hash));
        return of(who, hash);
    }
    const QByteArray *hash = m_speakers.object(speaker);
    return hash ? of(ConversationId { room.account, {} }, *hash) : QImage();
}

static QString nameOf(const QByteArray &hash, const Jid &address)
{
    return QString::fromLatin1(hash) + u' ' + address.toString();
}

void Faces::wish(const Wish &wish)
{
    if (m_open.contains(wish.hash) || m_refused.contains(nameOf(wish.hash, wish.who.peer))) {
        return;
    }
    m_wishes.removeAll(wish);
    m_wishes.append(wish);
    if (m_wishes.size() > limits::picturesWaiting) {
        m_wishes.removeFirst();
    }
    if (!m_workSoon.isActive()) {
        m_workSoon.start(0);
    }
}

void Faces::work()
{
    while (m_open.size() < limits::picturesAskedAtOnce && !m_wishes.isEmpty()) {
        const Wish next = m_wishes.takeLast();
        if (m_open.contains(next.hash)) {
            continue;
        }
        m_open.insert(next.hash, next.who.account);
        whenDone(m_shelf.fetch(next.hash), this,
                 [this, next](const QImage &image) { image.isNull() ? ask(next) : finish(next, image); });
    }
}

void Faces::ask(const Wish &wish)
{
    Account *account = m_accounts.find(wish.who.account);
    if (!account || account->status().phase != AccountStatus::Phase::Online) {
        finish(wish, {});
        return;
    }
    if (wish.who.peer.isNull() || ++m_asked[wish.who.peer] > asksOfOne) { // nobody, or one who changes all the time
        refuse(wish);
        finish(wish, {});
        return;
    }
    whenDone(account->rooms().pictures().card(wish.who.peer), this, [this, wish](const Result<VCard> &card) {
        if (card) {
            take(wish, *card);
            return;
        }
        const bool isOver =
            card.error().kind == Error::Kind::Disconnected || card.error().kind == Error::Kind::NotConnected;
        if (!isOver) {
            refuse(wish);
        }
        finish(wish, {});
    });
}

/// What somebody shows under another's hash is not taken for theirs.
void Faces::take(const Wish &wish, const VCard &card)
{
    const auto photo = std::find_if(card.photos.cbegin(), card.photos.cend(), [&wish](const VCard::Photo &each) {
        return pictureHashOf(each.bytes) == wish.hash;
    });
    if (photo == card.photos.cend()) {
        refuse(wish);
        finish(wish, {});
        return;
    }
    whenDone(m_shelf.add(wish.hash, photo->bytes), this, [this, wish](const QImage &image) {
        if (image.isNull()) {
            refuse(wish);
        }
        finish(wish, image);
    });
}

void Faces::refuse(const Wish &wish)
{
    if (m_refused.size() >= limits::picturesRefused) {
        m_refused.clear();
    }
    m_refused.insert(nameOf(wish.hash, wish.who.peer));
}

void Faces::finish(const Wish &wish, const QImage &image)
{
    m_open.remove(wish.hash);
    if (!image.isNull() && !m_tellSoon.isActive()) {
        m_tellSoon.start();
    }
    work();
}

} // namespace natter
