// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/chat_session.h"

#include "chat/message_receiver.h"
#include "chat/outbox.h"

namespace natter {

/// A session with an outbox, and a receiver for what bounces.
struct OutboxSession : ChatSession
{
    Outbox outbox { account, protocol, conversations, store };
    MessageReceiver receiver { account, protocol, conversations, store };

    QList<QByteArray> archive; ///< ids of ours that the server has
    bool hasArchive = false;
    bool answersArchive = true; ///< by itself

    OutboxSession()
    {
        QObject::connect(
            &protocol, &XmppProtocol::elementReady, &outbox,
            [this](const Element &element) {
                if (answersArchive && !element.child(ArchiveQuery::name).isNull()) {
                    answerArchive();
                }
            },
            Qt::QueuedConnection);
    }

    void connectNow()
    {
        start();
        outbox.sessionStarted();
        waitForStore();
    }
    /// What the outbox asks the archive now, all of it.
    void answerArchive()
    {
        for (qsizetype i = 0; i < sent.size(); ++i) {
            const Element query = sent.at(i).child(ArchiveQuery::name);
            if (query.isNull()) {
                continue;
            }
            const Element iq = sent.takeAt(i--);
            if (!hasArchive) {
                receive("<iq type='error' id='" + iq.attribute(u"id").toUtf8()
                        + "'><error type='cancel'>"
                          "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
            } else {
                for (const QByteArray &id : archive) {
                    receive(archived(query.attribute(u"queryid").toUtf8(), id));
                }
                receive(resultTo(iq, "<fin xmlns='urn:xmpp:mam:2' complete='true'/>"));
            }
        }
    }
    static QByteArray archived(const QByteArray &query, const QByteArray &id,
                               const QByteArray &from = "romeo@montague.lit/orchard")
    {
        return "<message from='romeo@montague.lit'><result xmlns='urn:xmpp:mam:2' id='a' queryid='" + query
            + "'><forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' "
              "stamp='2020-01-01T00:00:00Z'/><message xmlns='jabber:client' type='chat' "
              "to='juliet@capulet.lit' id='"
            + id + "' from='" + from + "'><body>any</body></message></forwarded></result></message>";
    }
    void cut()
    {
        protocol.endSession();
        outbox.sessionEnded();
        settle();
    }
    /// Sends and waits until it is recorded.
    Result<ChatMessage> send(const QString &text)
    {
        const auto result = awaited(outbox.send(juliet(), text));
        waitForStore();
        return result;
    }
    QString idOf(const QString &body) const
    {
        for (const Element &element : sent) {
            const auto message = Message::read(element);
            if (message && message->body() == body) {
                return message->id;
            }
        }
        return {};
    }
    void bounce(const QString &body)
    {
        receive("<message type='error' from='juliet@capulet.lit' id='" + idOf(body).toUtf8()
                + "'><error type='cancel'>"
                  "<item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
    }
    /// Connects and sends what comes back before the server has confirmed it.
    void sendInVain(const QString &body)
    {
        connectNow();
        send(body);
        QTRY_VERIFY(!request(Ping::name).isNull());
        bounce(body);
        QTRY_COMPARE(deliveries(), QList<ChatMessage::Delivery> { ChatMessage::Delivery::Failed });
    }
    QList<ChatMessage::Delivery> deliveries()
    {
        QList<ChatMessage::Delivery> all;
        const auto messages = stored();
        for (const ChatMessage &message : messages) {
            all.append(message.delivery);
        }
        return all;
    }
};

/// With one message written in a session that broke, a new session, and the archive asked about it.
inline QByteArray askAbout(OutboxSession &f, const QString &body)
{
    f.connectNow();
    f.send(body);
    const QByteArray id = f.idOf(body).toUtf8();
    f.cut();
    f.answersArchive = false;
    f.start();
    f.outbox.sessionStarted();
    return id;
}
inline Element nextQuestion(OutboxSession &f)
{
    if (!QTest::qWaitFor([&f] { return !f.request(ArchiveQuery::name).isNull(); })) {
        return {};
    }
    const Element question = f.request(ArchiveQuery::name);
    f.sent.removeAll(question);
    return question;
}
inline QByteArray queryIdOf(const Element &iq) { return iq.child(ArchiveQuery::name).attribute(u"queryid").toUtf8(); }
inline QByteArray page(const QByteArray &first)
{
    return "<fin xmlns='urn:xmpp:mam:2'><set xmlns='http://jabber.org/protocol/rsm'><first>" + first
        + "</first></set></fin>";
}
inline QByteArray lastPage() { return "<fin xmlns='urn:xmpp:mam:2' complete='true'/>"; }

/// The archive fails, and may work later.
inline void fail(OutboxSession &f, const Element &question)
{
    f.receive("<iq type='error' id='" + question.attribute(u"id").toUtf8()
              + "'><error type='wait'>"
                "<internal-server-error xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
}

/// Two messages that the server acknowledged.
inline void sendTwo(OutboxSession &f, const QString &first, const QString &second)
{
    f.connectNow();
    f.outbox.managementEnabled();
    f.send(first);
    f.send(second);
    f.outbox.acknowledged(f.sent);
    QTRY_COMPARE(f.deliveries(), QList<ChatMessage::Delivery>(2, ChatMessage::Delivery::OnServer));
}

inline void failNotConfirmed(OutboxSession &f, int index)
{
    const qint64 row = f.stored()[index].row;
    OutboxSession::awaited(f.store.call([row](Store &store) {
        return store.messages().setDelivery({ row }, ChatMessage::Delivery::Failed, QStringLiteral("not-confirmed"));
    }));
}

} // namespace natter
