// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/older_bookmarks.h"
#include "protocol/xmpp_protocol.h"

#include <QHash>

#include <functional>

namespace natter {

/// The bookmarks of one account on its server: in a node that nobody else may read (XEP-0402), in the storage of older
/// programs (XEP-0048) if there can be no such node, or in both where the server does not turn the one into the other.
/// If the two differ, the node is right.
class ServerBookmarks : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Away, ///< there is no session
        Asking,
        Ready,
        Refusing, ///< bookmarks cannot be kept there, see refusal()
    };

    struct Listing
    {
        QList<Bookmark> rooms; ///< in the node
        QList<Bookmark> older; ///< only older programs know of these
        bool isWhole = false; ///< what is not among these is not there
    };

    explicit ServerBookmarks(XmppProtocol &protocol);

    State state() const { return m_state; }
    const Error &refusal() const { return m_refusal; }
    /// Changes go to the node, whether they go elsewhere as well or not.
    bool usesNode() const { return m_usesNode; }

    void sessionStarted();
    void sessionEnded();
    /// Asks for everything once more; listed() follows.
    void listAgain();

    /// For when it is Ready. Errors: as StanzaChannel::request().
    QFuture<Result<>> publish(const Bookmark &bookmark);
    /// What is not there is retracted as well.
    QFuture<Result<>> retract(const Jid &room);

Q_SIGNALS:
    void listed(const natter::ServerBookmarks::Listing &listing);
    void refused(const natter::Error &error);
    /// In the node, by one of our devices, this one included.
    void published(const natter::Bookmark &bookmark);
    void retracted(const natter::Jid &room);
    void emptied();

private:
    using Done = std::function<void(const Result<> &)>;

    void ask();
    void askOlder();
    void takeItems(const QList<PublishedItem> &items);
    void takePublished(const QList<PublishedItem> &items);
    void takeRetracted(const QStringList &ids);
    void noteAccount(const DiscoInfo &account);
    void conclude();
    void tellPart();
    void concludeWith(const QList<Bookmark> &older);
    void refuse(const Error &error);
    bool noteEvent();
    std::optional<Bookmark> read(const PublishedItem &item);
    QString idOf(const Jid &room) const { return m_spellings.value(room, room.toString()); }
    QFuture<Result<>> write(const Jid &room, const std::optional<Bookmark> &bookmark);
    void writeInNode(const Jid &room, const std::optional<Bookmark> &bookmark, const Done &done);
    void writeInOlder(const Jid &room, const std::optional<Bookmark> &bookmark, const Done &done);

    XmppProtocol &m_protocol;
    OlderBookmarks m_older;
    State m_state = State::Away;
    Error m_refusal;
    std::optional<Result<QList<Bookmark>>> m_inNode; ///< once the server has answered
    bool m_isAccountKnown = false;
    bool m_usesNode = false;
    bool m_usesOlder = false;
    bool m_isListing = false;
    bool m_isListStale = false; ///< what is being listed has changed since it was asked for
    int m_session = 0; ///< answers of one before mean nothing
    QHash<Jid, QString> m_spellings; ///< ids of items that are not written as we write the address
};

} // namespace natter
