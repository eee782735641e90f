// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/server_bookmarks.h"

#include "base/future.h"
#include "base/log.h"
#include "protocol/xep/xep0060_publish_subscribe.h"

#include <QSet>

#include <algorithm>

namespace natter {

static QString node() { return Bookmark::name.ns.toString(); }

ServerBookmarks::ServerBookmarks(XmppProtocol &protocol) : m_protocol(protocol), m_older(protocol.channel())
{
    connect(&protocol.discovery(), &ServiceDiscovery::accountKnown, this, &ServerBookmarks::noteAccount);
    PublishSubscribe &publishing = protocol.publishing();
    connect(&publishing, &PublishSubscribe::published, this,
            [this](const QString &where, const QList<PublishedItem> &items) {
                if (where == node() && noteEvent()) {
                    takePublished(items);
                }
            });
    connect(&publishing, &PublishSubscribe::retracted, this, [this](const QString &where, const QStringList &ids) {
        if (where == node() && noteEvent()) {
            takeRetracted(ids);
        }
    });
    connect(&publishing, &PublishSubscribe::emptied, this, [this](const QString &where) {
        if (where == node() && noteEvent()) {
            m_spellings.clear();
            Q_EMIT emptied();
        }
    });
}

void ServerBookmarks::sessionStarted()
{
    ++m_session;
    m_state = State::Asking;
    ask();
}

void ServerBookmarks::sessionEnded()
{
    ++m_session;
    m_state = State::Away;
    m_isListing = false;
    m_isAccountKnown = false;
    m_usesNode = false;
    m_usesOlder = false;
}

void ServerBookmarks::listAgain()
{
    if (m_isListing) {
        m_isListStale = true;
    } else if (m_state == State::Ready) {
        ask();
    }
}

void ServerBookmarks::ask()
{
    m_isListing = true;
    m_isListStale = false;
    m_inNode.reset();
    whenDone(m_protocol.publishing().items(node()), this,
             [this, session = m_session](const Result<QList<PublishedItem>> &items) {
                 if (session != m_session) {
                     return;
                 }
                 if (items) {
                     takeItems(*items);
                 } else if (items.error().kind == Error::Kind::Timeout) {
                     ask();
                     return;
                 } else {
                     m_inNode = tl::unexpected(items.error());
                 }
                 conclude();
             });
}

std::optional<Bookmark> ServerBookmarks::read(const PublishedItem &item)
{
    auto bookmark = Bookmark::read(item.payload);
    const Jid room = Jid::orNull(item.id);
    if (!bookmark || !room.isBare() || !room.hasLocal()) { // a server is no room: what others meant by it stays there
        return std::nullopt;
    }
    if (item.id == room.toString()) {
        m_spellings.remove(room);
    } else {
        m_spellings.insert(room, item.id);
    }
    bookmark->room = room;
    return bookmark;
}

void ServerBookmarks::takeItems(const QList<PublishedItem> &items)
{
    m_spellings.clear();
    QList<Bookmark> found;
    QHash<Jid, qsizetype> places;
    for (const PublishedItem &item : items) {
        if (const auto bookmark = read(item)) {
            const qsizetype place = places.value(bookmark->room, found.size()); // of two spellings, the one that counts
            places.insert(bookmark->room, place);
            if (place < found.size()) {
                found[place] = *bookmark;
            } else {
                found.append(*bookmark);
            }
        }
    }
    m_inNode = found;
}

/// What happens while everything is being listed may be in the list already, or not: it is asked for again then, as
/// answers are worked through later than what comes behind them. Whether what the event says is to be taken.
bool ServerBookmarks::noteEvent()
{
    m_isListStale = m_isListStale || m_isListing;
    return !m_isListing && m_state != State::Away;
}

void ServerBookmarks::takePublished(const QList<PublishedItem> &items)
{
    for (const PublishedItem &item : items) {
        if (item.payload.isNull()) { // somebody has configured the node so
            listAgain();
        } else if (const auto bookmark = read(item)) {
            Q_EMIT published(*bookmark);
        }
    }
}

void ServerBookmarks::takeRetracted(const QStringList &ids)
{
    for (const QString &id : ids) {
        const Jid room = Jid::orNull(id);
        if (!room.isBare() || !room.hasLocal()) {
            continue;
        }
        if (id == idOf(room)) {
            m_spellings.remove(room);
            Q_EMIT retracted(room);
        } else {
            listAgain(); // the other spelling may be left
        }
    }
}

void ServerBookmarks::noteAccount(const DiscoInfo &account)
{
    // Without these a node may be open to everybody who sees our presence (XEP-0402, 3.3)
    m_usesNode = account.features.contains(u"http://jabber.org/protocol/pubsub#publish-options");
    const bool isUnified =
        account.features.contains(node() + u"#compat") || account.features.contains(node() + u"#compat-pep");
    m_usesOlder = !m_usesNode || !isUnified;
    m_isAccountKnown = true;
    conclude();
}

void ServerBookmarks::conclude()
{
    if (!m_isListing || !m_inNode) {
        return;
    }
    if (!m_isAccountKnown) {
        tellPart();
    } else if (m_usesNode && !*m_inNode) {
        refuse(m_inNode->error());
    } else if (m_usesOlder) {
        askOlder();
    } else {
        concludeWith({});
    }
}

/// Nobody shall wait for their rooms because something else is slow.
void ServerBookmarks::tellPart()
{
    Listing part;
    part.rooms = m_inNode->value_or(QList<Bookmark>());
    Q_EMIT listed(part);
}

void ServerBookmarks::askOlder()
{
    whenDone(m_older.all(), this, [this, session = m_session](const Result<QList<Bookmark>> &older) {
        if (session != m_session) {
            return;
        }
        if (older) {
            concludeWith(*older);
        } else if (older.error().kind == Error::Kind::Timeout) {
            tellPart();
            askOlder();
        } else if (m_usesNode) { // no program has them elsewhere on this server
            m_usesOlder = false;
            concludeWith({});
        } else {
            refuse(older.error());
        }
    });
}

void ServerBookmarks::concludeWith(const QList<Bookmark> &older)
{
    if (m_isListStale) {
        ask();
        return;
    }
    Listing listing;
    listing.rooms = m_inNode->value_or(QList<Bookmark>());
    QSet<Jid> known;
    for (const Bookmark &bookmark : std::as_const(listing.rooms)) {
        known.insert(bookmark.room);
    }
    std::copy_if(older.cbegin(), older.cend(), std::back_inserter(listing.older),
                 [&known](const Bookmark &bookmark) { return !known.contains(bookmark.room); });
    listing.isWhole = true;
    m_isListing = false;
    m_state = State::Ready;
    Q_EMIT listed(listing);
}

void ServerBookmarks::refuse(const Error &error)
{
    qCInfo(logProtocol).noquote() << "bookmarks stay on this device:" << forLog(error.detail);
    m_isListing = false;
    m_state = State::Refusing;
    m_refusal = error;
    Q_EMIT refused(error);
}

QFuture<Result<>> ServerBookmarks::publish(const Bookmark &bookmark) { return write(bookmark.room, bookmark); }

QFuture<Result<>> ServerBookmarks::retract(const Jid &room) { return write(room, std::nullopt); }

QFuture<Result<>> ServerBookmarks::write(const Jid &room, const std::optional<Bookmark> &bookmark)
{
    const auto promise = std::make_shared<QPromise<Result<>>>();
    promise->start();
    m_isListStale = true;
    const Done done = [this, promise, session = m_session](const Result<> &result) {
        m_isListStale = m_isListStale || session == m_session;
        promise->addResult(result);
        promise->finish();
    };
    if (!m_usesNode) {
        writeInOlder(room, bookmark, done);
    } else if (!m_usesOlder) {
        writeInNode(room, bookmark, done);
    } else {
        writeInNode(room, bookmark, [this, room, bookmark, done](const Result<> &result) {
            if (result) {
                writeInOlder(room, bookmark, done);
            } else {
                done(result);
            }
        });
    }
    return promise->future();
}

void ServerBookmarks::writeInNode(const Jid &room, const std::optional<Bookmark> &bookmark, const Done &done)
{
    PublishSubscribe &publishing = m_protocol.publishing();
    const auto answer = bookmark ? publishing.publishPrivately(node(), { idOf(room), bookmark->write() })
                                 : publishing.retract(node(), idOf(room));
    whenDone(answer, this, [done, isRemoval = !bookmark](const Result<Iq> &written) {
        const bool isGone = isRemoval && !written && written.error().condition == u"item-not-found";
        done(written || isGone ? Result<>() : tl::unexpected(written.error()));
    });
}

void ServerBookmarks::writeInOlder(const Jid &room, const std::optional<Bookmark> &bookmark, const Done &done)
{
    whenDone(bookmark ? m_older.set(*bookmark) : m_older.remove(room), this, done);
}

} // namespace natter
