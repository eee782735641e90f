// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/garden.h"
#include "support/scripted_server.h"

#include "chat/room.h"

#include <QRegularExpression>

#include <functional>
#include <memory>

namespace natter {

/// What windows need, with a server on this machine that has a garden to go into: the test says what happens there. We
/// are called "romeo" in it.
class GardenWorld : public WindowWorld
{
public:
    GardenWorld()
    {
        account = addRomeo();
        pointAt(m_server.serverPort(), m_authority.pem());
        account->providePassword(Secret(QStringLiteral("pencil")));
        until([this] { return account->status().phase == AccountStatus::Phase::Online; });
        answerQuestions();
    }

    static QByteArray item(const QByteArray &role = "participant", const QByteArray &affiliation = "none",
                           const QByteArray &more = {}, const QByteArray &children = {})
    {
        return "<item role='" + role + "' affiliation='" + affiliation + "' " + more + ">" + children + "</item>";
    }
    /// The server says that.
    void receive(const QByteArray &bytes)
    {
        send(bytes);
        settle();
    }
    /// The same, without waiting for what comes of it.
    void send(const QByteArray &bytes) { peer().write(bytes); }
    /// Somebody is there, or is otherwise now.
    void arrive(const QByteArray &nick, const QByteArray &content = item(), const QByteArray &more = {})
    {
        receive("<presence from='garden@chat.capulet.lit/" + nick + "'>" + more + user(content) + "</presence>");
    }
    void depart(const QByteArray &nick, const QByteArray &content = item("none"))
    {
        receive("<presence type='unavailable' from='garden@chat.capulet.lit/" + nick + "'>" + user(content)
                + "</presence>");
    }
    void say(const QByteArray &nick, const QByteArray &body, const QByteArray &id)
    {
        receive("<message type='groupchat' from='garden@chat.capulet.lit/" + nick + "' id='" + id + "'><body>" + body
                + "</body></message>");
    }
    /// The room says that about itself.
    void announce(const QByteArray &content)
    {
        receive("<message type='groupchat' from='garden@chat.capulet.lit'>" + user(content) + "</message>");
    }
    static QByteArray user(const QByteArray &content)
    {
        return "<x xmlns='http://jabber.org/protocol/muc#user'>" + content + "</x>";
    }

    /// Wants to be in, up to where the room hears of it.
    Room &ask(const RoomWish &wish = {})
    {
        Room &room = account->rooms().join(garden::chat().peer, wish);
        waitFor("<presence to='garden@chat.capulet.lit/");
        return room;
    }
    /// The room lets us in, with these there already.
    Room &letIn(const QByteArray &content = item() + "<status code='110'/>",
                const QList<std::pair<QByteArray, QByteArray>> &others = { { "Nurse", item("moderator", "owner") } },
                const QByteArray &subject = {})
    {
        for (const auto &[nick, what] : others) {
            peer().write("<presence from='garden@chat.capulet.lit/" + nick + "'>" + user(what) + "</presence>");
        }
        peer().write("<presence from='garden@chat.capulet.lit/romeo'>" + user(content)
                     + "</presence><message type='groupchat' from='garden@chat.capulet.lit'><subject>" + subject
                     + "</subject></message>");
        Room &room = *account->rooms().find(garden::chat().peer);
        until([&room] { return room.isIn(); });
        settle();
        return room;
    }
    Room &enter()
    {
        ask();
        return letIn();
    }
    void refuseEntry(const QByteArray &condition, const QByteArray &type = "auth")
    {
        receive("<presence type='error' from='garden@chat.capulet.lit/romeo'><x "
                "xmlns='http://jabber.org/protocol/muc'/><error type='"
                + type + "'><" + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>");
    }

    /// Whether the client has said that since the last forget().
    bool heard(const QByteArray &part) { return peer().received.indexOf(part, m_forgotten) >= 0; }
    void waitFor(const QByteArray &part)
    {
        until([&] { return heard(part); });
    }
    void forget()
    {
        settle();
        m_forgotten = peer().received.size();
    }

    Account *account = nullptr;
    QByteArray moreFeatures; ///< of the room, as elements

private:
    ScriptedPeer &peer() { return *m_server.findChildren<ScriptedPeer *>().last(); }

    /// The room says what it is, and agrees to all that it is asked for; whoever else is asked knows nothing.
    void answerQuestions()
    {
        const auto done = std::make_shared<qsizetype>(0);
        const auto answer = [this, done] {
            static const QRegularExpression question(QStringLiteral("<iq ([^>]*type='(?:get|set)'[^>]*)>(.*?)</iq>"),
                                                     QRegularExpression::DotMatchesEverythingOption);
            static const QRegularExpression id(QStringLiteral("id='([^']*)'"));
            static const QRegularExpression to(QStringLiteral("to='([^']*)'"));
            auto all = question.globalMatch(QString::fromUtf8(peer().received), *done);
            while (all.hasNext()) {
                const auto match = all.next();
                *done = match.capturedEnd();
                const QByteArray own = id.match(match.captured(1)).captured(1).toUtf8();
                if (own != "bind") {
                    reply(own, to.match(match.captured(1)).captured(1).toUtf8(),
                          match.captured(2).contains(u"disco#info"));
                }
            }
        };
        QObject::connect(&peer(), &QIODevice::readyRead, &peer(), answer);
        answer();
    }
    void reply(const QByteArray &id, const QByteArray &whom, bool asksWhatItIs)
    {
        if (whom == "garden@chat.capulet.lit") {
            peer().write("<iq type='result' from='garden@chat.capulet.lit' id='" + id + "'>"
                         + (asksWhatItIs
                                ? "<query xmlns='http://jabber.org/protocol/disco#info'><identity "
                                  "category='conference' type='text' name='The garden'/><feature "
                                  "var='http://jabber.org/protocol/muc'/><feature var='muc_moderated'/><feature "
                                  "var='urn:xmpp:message-moderate:1'/>"
                                    + moreFeatures + "</query>"
                                : QByteArray())
                         + "</iq>");
        } else {
            peer().write("<iq type='error' id='" + id + '\'' + (whom.isEmpty() ? QByteArray() : " from='" + whom + '\'')
                         + "><error type='cancel'><service-unavailable "
                           "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
        }
    }

    TestAuthority m_authority;
    ScriptedServer m_server { Script().bound(), m_authority.issue({ "montague.lit", { "DNS:montague.lit" } }) };
    qsizetype m_forgotten = 0;
};

} // namespace natter
