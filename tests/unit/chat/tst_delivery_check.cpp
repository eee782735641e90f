// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/chat_session.h"

#include "chat/outbox.h"
#include "protocol/xep/xep0313_message_archive.h"

#include <QtTest>

using namespace natter;

/// What the outbox asks the archive before it sends again.
class TestDeliveryCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyConversationIsLookedThrough()
    {
        ChatSession session;
        Outbox outbox(session.account, session.protocol, session.conversations, session.store);
        const QHash<QString, QStringList> written { { QStringLiteral("juliet@capulet.lit"), { "found", "lost" } },
                                                    { QStringLiteral("nurse@capulet.lit"), { "found elsewhere" } } };
        for (const auto *body :
             { "found", "found elsewhere", "lost" }) { // by an earlier run, into a connection that broke
            const QString text = QString::fromLatin1(body);
            const QString peer = written[QStringLiteral("juliet@capulet.lit")].contains(text)
                ? QStringLiteral("juliet@capulet.lit")
                : QStringLiteral("nurse@capulet.lit");
            ChatSession::awaited(outbox.send(Jid::orNull(peer), text));
        }
        session.start();
        outbox.sessionStarted();
        QStringList searched;
        while (session.sentBodies().isEmpty()) {
            QTRY_VERIFY(!session.request(ArchiveQuery::name).isNull() || !session.sentBodies().isEmpty());
            const Element iq = session.request(ArchiveQuery::name);
            if (iq.isNull()) {
                break;
            }
            session.take();
            const QByteArray query = iq.toXml();
            const QString peer = written.keys()[query.contains(written.keys()[0].toUtf8()) ? 0 : 1];
            QVERIFY2(!searched.contains(peer), "asked twice");
            searched.append(peer);
            answer(session, iq, peer, idOf(session, peer));
        }
        QCOMPARE(session.sentBodies(), QStringList("lost"));
        QCOMPARE(searched.size(), 2);
    }

private:
    /// Of the first message to `peer`.
    static QString idOf(ChatSession &session, const QString &peer)
    {
        return session.stored({ session.account, Jid::orNull(peer) }).first().stanzaId;
    }
    static void answer(ChatSession &session, const Element &iq, const QString &peer, const QString &id)
    {
        const QString query = iq.child(ArchiveQuery::name).attribute(u"queryid");
        session.receive(QStringLiteral("<message from='romeo@montague.lit'><result xmlns='urn:xmpp:mam:2' id='a' "
                                       "queryid='%1'><forwarded xmlns='urn:xmpp:forward:0'><message "
                                       "xmlns='jabber:client' type='chat' to='%2' id='%3' "
                                       "from='romeo@montague.lit/orchard'><body>any</body></message></forwarded>"
                                       "</result></message>")
                            .arg(query, peer, id)
                            .toUtf8());
        session.receive(ProtocolSession::resultTo(iq, "<fin xmlns='urn:xmpp:mam:2' complete='true'/>"));
        session.waitForStore();
    }
};

QTEST_GUILESS_MAIN(TestDeliveryCheck)
#include "tst_delivery_check.moc"
