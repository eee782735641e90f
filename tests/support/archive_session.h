// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/chat_session.h"

#include "chat/archive_catch_up.h"

namespace natter {

/// A session with a receiver and a catch-up, and an archive that the test answers for.
struct ArchiveSession : ChatSession
{
    MessageReceiver receiver { account, protocol, conversations, store };
    ArchiveCatchUp catchUp;

    explicit ArchiveSession(std::chrono::milliseconds patience = limits::catchUpPatience)
        : catchUp(account, protocol.archive(), receiver, store, patience)
    {
    }

    /// A session, as an account begins one; its question to the archive is in `sent` then.
    void begin()
    {
        start();
        protocol.stanzaIds().restoreVouching(true);
        catchUp.sessionStarted();
        waitForStore();
    }
    void end()
    {
        protocol.endSession();
        receiver.sessionEnded();
        catchUp.sessionEnded();
        take();
    }
    void knowPosition(const QString &id, const QDateTime &time = {})
    {
        awaited(store.call([id, time, this](Store &opened) {
            return opened.archive().setPosition(account, { id, time });
        }));
    }
    std::optional<QString> position()
    {
        waitForStore();
        return awaited(store.call([this](Store &opened) { return opened.archive().position(account); }))->id;
    }
    QList<ArchiveGap> gaps()
    {
        waitForStore();
        return awaited(store.call([this](Store &opened) { return opened.archive().gaps(account); })).value();
    }
    ResultSet asked() const
    {
        return ResultSet::read(request(ArchiveQuery::name).child(ArchiveQuery::name).child(ResultSet::name))
            .value_or(ResultSet());
    }
    /// Answers the question with a page of messages from juliet with these ids, which are their texts too.
    void answer(const QList<QByteArray> &ids, bool complete = true,
                const QByteArray &attributes = "type='chat' from='juliet@capulet.lit/balcony' to='romeo@montague.lit'")
    {
        const Element iq = request(ArchiveQuery::name);
        const QByteArray query = iq.child(ArchiveQuery::name).attribute(u"queryid").toUtf8();
        take();
        for (const QByteArray &id : ids) {
            receive("<message from='romeo@montague.lit'><result xmlns='urn:xmpp:mam:2' id='a" + id + "' queryid='"
                    + query
                    + "'><forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' "
                      "stamp='2020-01-01T00:00:00Z'/><message xmlns='jabber:client' id='s"
                    + id + "' " + attributes + "><body>" + id + "</body></message></forwarded></result></message>");
        }
        const QByteArray last =
            ids.isEmpty() ? QByteArray() : "<first>a" + ids.first() + "</first><last>a" + ids.last() + "</last>";
        receive(resultTo(iq,
                         QByteArray("<fin xmlns='urn:xmpp:mam:2' complete='") + (complete ? "true" : "false")
                             + "'><set xmlns='http://jabber.org/protocol/rsm'>" + last + "</set></fin>"));
        waitForStore();
    }
    /// A page of which nothing can be read, though it has this message, and there are more.
    void answerEmpty(const QByteArray &id)
    {
        const Element iq = request(ArchiveQuery::name);
        take();
        receive(resultTo(iq,
                         "<fin xmlns='urn:xmpp:mam:2'><set xmlns='http://jabber.org/protocol/rsm'><first>" + id
                             + "</first><last>" + id + "</last></set></fin>"));
        waitForStore();
    }
    void refuse(const QByteArray &condition)
    {
        const Element iq = request(ArchiveQuery::name);
        take();
        receive("<iq type='error' id='" + iq.attribute(u"id").toUtf8() + "'><error type='cancel'><" + condition
                + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
        waitForStore();
    }
    void arrive(const QByteArray &id)
    {
        receive("<message type='chat' from='juliet@capulet.lit/balcony' id='s" + id + "'><body>" + id
                + "</body><stanza-id xmlns='urn:xmpp:sid:0' by='romeo@montague.lit' id='a" + id + "'/></message>");
        waitForStore();
    }
    QStringList bodies()
    {
        QStringList all;
        const auto messages = stored();
        for (const ChatMessage &message : messages) {
            all.append(message.body);
        }
        return all;
    }
};

} // namespace natter
