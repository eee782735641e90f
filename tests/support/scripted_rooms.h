// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/scripted_server.h"

#include "stanza/element.h"
#include "stanza/jid.h"

#include <QHash>
#include <QObject>
#include <QSet>

namespace natter {

/// A service with rooms, beside a ScriptedServer that follows a script up to the session of romeo@montague.lit: it
/// answers whatever the client asks from then on, as far as rooms go. In each room there is the nurse, who runs it.
class ScriptedRooms : public QObject
{
    Q_OBJECT

public:
    struct ScriptedRoom
    {
        QByteArray title;
        QByteArray about {};
        int people = 1;
        QByteArrayList features { "muc_public", "muc_open", "muc_persistent", "muc_semianonymous" };
        QByteArray password {}; ///< empty: none is needed
        QByteArray ourAffiliation = "none";
        QHash<QByteArray, QByteArrayList> lists {}; ///< by affiliation: addresses
        QByteArray form {}; ///< fields of the owner's form; empty: usual ones
        QByteArray ourNick {}; ///< empty: we are out
        QByteArray commands {}; ///< that it offers: items; empty: it takes none
        int slowMode = 0; ///< seconds
        QByteArray picture {}; ///< its hash, as it is told to who asks
        QByteArray more {}; ///< fields of the form in which it tells what it is
    };

    /// A room anywhere, as the service that searches knows it.
    struct ScriptedChannel
    {
        QByteArray address;
        QByteArray title;
        QByteArray about {};
        int people = 1;
        QByteArray language {};
        bool isOpen = true;
    };

    static QByteArray service() { return "chat.capulet.lit"; }
    static QByteArray searchService() { return "search.montague.lit"; }
    static QByteArray at(const QByteArray &name) { return name + "@" + service(); }

    explicit ScriptedRooms(ScriptedServer &server) : m_server(server) { }

    QHash<QByteArray, ScriptedRoom> rooms; ///< by their addresses
    QList<Element> heard; ///< from the client, in order
    QByteArrayList stages; ///< what commands come to, one after the other: the whole elements
    bool mayCreate = true;
    bool isListed = true; ///< by our server
    QList<ScriptedChannel> channels; ///< without any there is nothing that searches
    QHash<QByteArray, QByteArray> cards; ///< of rooms and who is in them: what stands in them (XEP-0054)
    QByteArray contacts {}; ///< fields of the form in which the service says who runs it (XEP-0157)
    QSet<QByteArray> silent; ///< addresses that answer nothing

    /// The next request with a payload in that namespace is refused.
    void refuseNext(const QByteArray &ns, const QByteArray &condition) { m_refusals.insert(ns, condition); }
    static QByteArray photo(const QByteArray &bytes)
    {
        return "<PHOTO><TYPE>image/png</TYPE><BINVAL>" + bytes.toBase64() + "</BINVAL></PHOTO>";
    }
    /// From now on the client is heard. It has to be online.
    void attend();
    void send(const QByteArray &stanza);
    /// The last one that was heard with a payload of that name to that address; null if there is none.
    Element last(const QByteArray &to, ElementName payload) const;
    int count(const QByteArray &to, ElementName payload) const;

private:
    void listen();
    void handle(const Element &stanza);
    void handleRequest(const Element &iq);
    void handlePresence(const Element &presence);
    void handleMessage(const Element &message);
    QByteArray answerTo(const QByteArray &to, const Element &payload, bool isSet, QByteArray &condition);
    QByteArray find(const Element &search) const;
    QByteArray cardAnswer(const QByteArray &whose, const Element &payload, bool isSet, QByteArray &condition);
    QByteArray describe(const QByteArray &address, QByteArray &condition) const;
    QByteArray ownerAnswer(const QByteArray &room, const Element &payload, bool isSet, QByteArray &condition);
    QByteArray adminAnswer(const QByteArray &room, const Element &payload, bool isSet);
    void letIn(const QByteArray &room, const QByteArray &nick, const QByteArray &codes);
    void refusePresence(const QByteArray &from, const QByteArray &type, const QByteArray &condition);

    ScriptedServer &m_server;
    ScriptedPeer *m_peer = nullptr;
    qsizetype m_read = 0; ///< of what the client said
    QHash<QByteArray, QByteArray> m_refusals;
};

} // namespace natter
