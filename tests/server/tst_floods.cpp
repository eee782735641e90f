// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/process_use.h"
#include "support/watched_client.h"

#include "base/limits.h"
#include "stanza/element_builder.h"
#include "stanza/stanza.h"

#include <QtTest>

#include <atomic>

#include <sys/socket.h>

using namespace natter;

/// A million of everything that costs a server nothing: what the client keeps and answers stays level.
class TestFloods : public QObject
{
    Q_OBJECT

    static constexpr int million = 1'000'000;
    static constexpr int portion = 10'000; ///< written at once
    static constexpr qsizetype large = 16 * 1024 * 1024;
    static constexpr qint64 room = 16 * 1024; ///< kB of growth that are no leak

    TestAuthority m_authority;
    Identity m_identity;

    /// A server that has bound the client and counts, at the other end of `peer`.
    class Flood
    {
    public:
        Flood(const TestAuthority &authority, const Identity &identity) : m_server(Script().enabled(), identity)
        {
            m_thread.post([this, settings = WatchedClient::settingsFor(m_server, authority.pem())](XmppClient &client) {
                QObject::connect(&client, &XmppClient::managementEnabled, &client, [this] { online = true; });
                QObject::connect(&client, &XmppClient::ended, &client, [this](const Error &reason) {
                    condition = reason.condition;
                    ended = true;
                });
                client.connectToServer(settings);
            });
        }

        bool begins()
        {
            if (!QTest::qWaitFor([this] { return online || ended; }, 10'000) || ended) {
                return false;
            }
            peer = m_server.findChild<ScriptedPeer *>();
            return peer != nullptr;
        }
        /// Bytes that the client has not got rid of, in its buffers for plain and for encrypted ones.
        qint64 queued()
        {
            const auto answer = m_thread.call(
                [](XmppClient &client) { return client.bytesToWrite() + client.encryptedBytesToWrite(); });
            if (!QTest::qWaitFor([&answer] { return answer.isFinished(); }, 30'000)) {
                qFatal("the listener thread does not answer");
            }
            return answer.result();
        }
        /// What the client writes stays with it, once the system holds all that it can.
        void stopTaking()
        {
            peer->setReadBufferSize(1);
            QObject::disconnect(peer, &QIODevice::readyRead, &m_server, nullptr);
        }
        /// What the client writes stays with it, but for a little that is on the way.
        void stopReading()
        {
            static constexpr int small = 4096;
            ::setsockopt(static_cast<int>(peer->socketDescriptor()), SOL_SOCKET, SO_RCVBUF, &small, sizeof(small));
            stopTaking();
            m_thread.post([](XmppClient &client) {
                ::setsockopt(static_cast<int>(client.socketDescriptor()), SOL_SOCKET, SO_SNDBUF, &small, sizeof(small));
            });
        }
        /// Has the client send a message with so many characters.
        void send(qsizetype size)
        {
            Message message;
            message.setBody(QString(size, u'x'));
            m_thread.post([stanza = message.write()](XmppClient &client) { client.send(stanza); });
        }
        /// Writes `text` as often, and waits each time until the client's side has taken most of it.
        bool writes(const QByteArray &text, int times)
        {
            const QByteArray bytes = text.repeated(portion);
            for (int i = 0; i < times && !ended && peer; i += portion) {
                peer->write(bytes);
                peer->flush();
                if (!QTest::qWaitFor([this] { return ended || !peer || peer->encryptedBytesToWrite() == 0; }, 30'000)) {
                    return false;
                }
            }
            return true;
        }

        std::atomic<bool> online = false;
        std::atomic<bool> ended = false;
        QString condition; ///< once it has ended
        QPointer<ScriptedPeer> peer;

    private:
        ScriptedServer m_server;
        WorkerThread<XmppClient> m_thread { QStringLiteral("listener"), [] { return std::make_unique<XmppClient>(); } };
    };

private Q_SLOTS:
    void initTestCase()
    {
        m_identity = m_authority.issue({ QStringLiteral("montague.lit"), { QStringLiteral("DNS:montague.lit") } });
    }

    void questionsAreAnsweredWithoutPilingUp()
    {
        Flood flood(m_authority, m_identity);
        QVERIFY(flood.begins());
        const QByteArray question("<r xmlns='urn:xmpp:sm:3'/>");
        QVERIFY(flood.writes(question, portion)); // what is needed at all
        const ProcessUse before = ProcessUse::now();
        const qsizetype heard = flood.peer->received.size();
        QVERIFY(flood.writes(question, million));
        QVERIFY(!flood.ended);
        flood.peer->write("<message><body>last</body></message><r xmlns='urn:xmpp:sm:3'/>");
        QTRY_COMPARE_WITH_TIMEOUT(flood.queued(), 0, 30'000);
        QTRY_VERIFY(flood.peer->received.size() > heard);
        const qsizetype answers = flood.peer->received.count("<a ");
        QVERIFY(answers > 1);
        QVERIFY2(answers < million / 100, qPrintable(QString::number(answers))); // one for each read
        QTRY_VERIFY_WITH_TIMEOUT(ProcessUse::now().allocated - before.allocated < room, 30'000); // once all is taken
        QVERIFY(!flood.ended);
    }

    /// Who asks and does not listen gets an answer for each read, which is far less than what it writes.
    void serverThatDoesNotReadIsNotAnsweredForEver()
    {
        Flood flood(m_authority, m_identity);
        QVERIFY(flood.begins());
        flood.stopReading();
        const QByteArray question("<r xmlns='urn:xmpp:sm:3'/>");
        QVERIFY(flood.writes(question, portion));
        const ProcessUse before = ProcessUse::now();
        const qsizetype heard = flood.peer->received.size();
        QVERIFY(flood.writes(question, million));
        QVERIFY(!flood.ended);
        QCOMPARE(flood.peer->received.size(), heard);
        const qint64 queued = flood.queued();
        QVERIFY(queued > 0);
        QVERIFY2(queued < million, qPrintable(QString::number(queued))); // less than a byte for each
        QTRY_VERIFY_WITH_TIMEOUT(ProcessUse::now().allocated - before.allocated < room, 30'000); // once all is taken
    }

    /// However patiently it asks.
    void questionsOfWhoDoesNotReadWaitUntilItDoes()
    {
        static constexpr int questions = 200;
        Flood flood(m_authority, m_identity);
        QVERIFY(flood.begins());
        flood.stopTaking();
        flood.send(large); // more than the system takes for it
        qint64 queued = 0;
        const auto isFull = [&] {
            const qint64 before = std::exchange(queued, flood.queued());
            return queued == before && queued > StreamLedger::fullBacklog;
        };
        QTRY_VERIFY(isFull());
        for (int i = 0; i < questions; ++i) {
            flood.peer->write("<r xmlns='urn:xmpp:sm:3'/>");
            flood.peer->flush();
            QVERIFY(flood.queued() <= queued);
        }
        qsizetype answers = 0;
        QObject::connect(flood.peer, &QIODevice::readyRead, flood.peer,
                         [&] { answers += flood.peer->readAll().count("<a "); });
        flood.peer->setReadBufferSize(0);
        QTRY_VERIFY(answers > 0 && flood.queued() == 0);
        QVERIFY(!flood.ended);
    }

    void otherFloodsAreBounded_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("condition");
        QTest::newRow("spaces") << QByteArray(24, ' ') << "policy-violation";
        QTest::newRow("unknown elements") << QByteArray("<x xmlns='urn:example:x'/>") << "unsupported-stanza-type";
        QTest::newRow("acknowledgements") << QByteArray("<a xmlns='urn:xmpp:sm:3' h='0'/>") << QString();
        QTest::newRow("management nobody asked for") << QByteArray("<enabled xmlns='urn:xmpp:sm:3'/>") << QString();
        QTest::newRow("features") << QByteArray("<stream:features/>") << QString();
    }
    void otherFloodsAreBounded()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, condition);
        Flood flood(m_authority, m_identity);
        QVERIFY(flood.begins());
        if (condition.isEmpty()) { // it is taken in, and nothing is kept of it
            QVERIFY(flood.writes(text, portion));
        }
        const ProcessUse before = ProcessUse::now();
        QVERIFY(flood.writes(text, million));
        if (!condition.isEmpty()) {
            QTRY_VERIFY(flood.ended.load());
            QCOMPARE(flood.condition, condition);
        } else {
            QTRY_COMPARE_WITH_TIMEOUT(flood.queued(), 0, 30'000);
            QVERIFY(!flood.ended);
        }
        QTRY_VERIFY_WITH_TIMEOUT(ProcessUse::now().allocated - before.allocated < room, 30'000); // once all is taken
    }
};

QTEST_GUILESS_MAIN(TestFloods)
#include "tst_floods.moc"
