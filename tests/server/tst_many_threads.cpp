// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/element_builder.h"
#include "stanza/stanza.h"
#include "support/client_line.h"
#include "support/watched_client.h"

#include <QXmlStreamReader>
#include <QtTest>

#include <atomic>
#include <numeric>
#include <thread>

using namespace natter;

/// One client that many threads use: all may send, and all may listen.
class TestManyThreads : public QObject
{
    Q_OBJECT

    static constexpr int senders = 8;
    static constexpr int each = 400;

    TestAuthority m_authority;
    Identity m_identity;

    /// An XmppClient on its listener thread, for others to call.
    struct Line : ClientLine
    {
        bool open(const ConnectSettings &settings)
        {
            thread.post([settings](XmppClient &opened) { opened.connectToServer(settings); });
            return QTest::qWaitFor([this] { return sessions > 0 || ends > 0; }, 10'000) && sessions == 1;
        }
    };

    /// Some thread's n-th: with markup, and of a length that does not divide evenly into anything.
    static Element stanza(int sender, int n)
    {
        ElementBuilder message(Message::name);
        message.attribute(u"id", QStringLiteral("%1.%2").arg(sender).arg(n));
        message.textChild({ u"jabber:client", u"body" }, QString(1 + (n * 37) % 700, u'<') + QString::number(sender));
        return message.build();
    }
    /// Sends from threads of both kinds until all is sent; meanwhile `beside` is done once some have begun.
    template <typename Beside> static void sendFromAll(XmppClient &client, Beside beside)
    {
        std::atomic<int> sent = 0;
        const auto work = [&client, &sent](int sender) {
            for (int n = 0; n < each; ++n, ++sent) {
                client.send(stanza(sender, n));
            }
        };
        std::vector<std::thread> plain;
        std::vector<std::unique_ptr<WorkerThread<QObject>>> workers;
        for (int i = 0; i < senders; ++i) {
            if (i % 2 == 0) {
                plain.emplace_back(work, i);
            } else {
                workers.push_back(std::make_unique<WorkerThread<QObject>>(QStringLiteral("sender"),
                                                                          [] { return std::make_unique<QObject>(); }));
                workers.back()->post([work, i](QObject &) { work(i); });
            }
        }
        if (!QTest::qWaitFor([&sent] { return sent >= senders * each / 4; }, 60'000)) {
            qFatal("the senders do not get on");
        }
        beside();
        for (std::thread &thread : plain) {
            thread.join();
        }
        workers.clear(); // each runs what was posted before
    }
    /// How many of each sender's stanzas came, if what came is whole and in order.
    static QList<int> arrivals(const QByteArray &received)
    {
        QList<int> next(senders, 0);
        const qsizetype first = received.indexOf("<message");
        QXmlStreamReader reader("<all>" + received.mid(first < 0 ? received.size() : first) + "</all>");
        reader.readNextStartElement();
        while (reader.readNextStartElement()) {
            const QStringList id = reader.attributes().value(QLatin1String("id")).toString().split(u'.');
            const int sender = id.first().toInt();
            if (reader.name() != Message::name.local || id.size() != 2 || next.value(sender) != id.last().toInt()) {
                return {};
            }
            reader.readNextStartElement();
            if (reader.readElementText() != stanza(sender, next[sender]).child({ u"jabber:client", u"body" }).text()) {
                return {};
            }
            ++next[sender];
            reader.skipCurrentElement();
        }
        return reader.hasError() ? QList<int>() : next;
    }
    ConnectSettings settings(const ScriptedServer &server) const
    {
        return WatchedClient::settingsFor(server, m_authority.pem());
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_identity = m_authority.issue({ QStringLiteral("montague.lit"), { QStringLiteral("DNS:montague.lit") } });
    }

    void allThreadsMaySend()
    {
        ScriptedServer server(Script().bound(), m_identity);
        Line line;
        QVERIFY(line.open(settings(server)));
        sendFromAll(*line.client, [] {});
        QTRY_COMPARE_WITH_TIMEOUT(server.received().count("</message>"), senders * each, 30'000);
        QCOMPARE(arrivals(server.received()), QList<int>(senders, each));
        QCOMPARE(line.ends, 0);
    }

    /// What is written is written before the end of the stream, and of each thread the first of what it sent.
    void theyMayWhileWeDisconnect()
    {
        ScriptedServer server(Script().bound().endsPolitely(), m_identity);
        Line line;
        QVERIFY(line.open(settings(server)));
        sendFromAll(*line.client, [&line] { line.client.load()->disconnectFromServer(); });
        QTRY_COMPARE_WITH_TIMEOUT(line.ends.load(), 1, 30'000);
        QTRY_VERIFY(server.isDone());
        QByteArray received = server.received();
        QVERIFY(received.endsWith("</stream:stream>"));
        received.chop(qstrlen("</stream:stream>"));
        QVERIFY(!received.contains("</stream:stream>"));
        const QList<int> came = arrivals(received);
        QCOMPARE(came.size(), senders);
        QVERIFY(std::accumulate(came.cbegin(), came.cend(), 0) >= senders * each / 4);
    }

    /// A connection that breaks under them takes what is not written along, and ends once.
    void theyMayWhileTheConnectionBreaks()
    {
        ScriptedServer server(Script().bound().expect("id='0.5'").closeHard(), m_identity);
        Line line;
        QVERIFY(line.open(settings(server)));
        bool broke = false;
        sendFromAll(*line.client, [&] { broke = QTest::qWaitFor([&line] { return line.ends > 0; }, 30'000); });
        QVERIFY(broke);
        QCOMPARE(line.ends, 1);
        server.setScript(Script().bound());
        line.client.load()->connectToServer(settings(server));
        QTRY_COMPARE(line.sessions.load(), 2);
    }

    void allWhoListenGetEverything()
    {
        QByteArray flood;
        for (int i = 0; i < 5000; ++i) {
            flood += "<presence n='" + QByteArray::number(i) + "'><status>s&lt;</status></presence>";
        }
        struct Ear : QObject
        {
            std::atomic<int> heard = 0;
            std::atomic<bool> wrong = false;
            void take(const QList<Element> &stanzas)
            {
                for (const Element &stanza : stanzas) {
                    wrong = wrong || stanza.attribute(u"n").toInt() != heard
                        || stanza.childText({ u"jabber:client", u"status" }) != u"s<";
                    ++heard;
                }
            }
        };
        Ear here;
        Ear onTheLine;
        ScriptedServer server(Script().bound().expect("<presence").send(flood), m_identity);
        Line line; // ends before those whom it calls
        QVERIFY(line.open(settings(server)));
        connect(line.client, &XmppClient::stanzasReceived, &here, &Ear::take);
        connect(line.client, &XmppClient::stanzasReceived, line.client,
                [&onTheLine](const QList<Element> &stanzas) { onTheLine.take(stanzas); });
        std::vector<std::atomic<Ear *>> ears(3);
        std::vector<std::unique_ptr<WorkerThread<Ear>>> threads;
        for (std::atomic<Ear *> &ear : ears) {
            threads.push_back(std::make_unique<WorkerThread<Ear>>(QStringLiteral("ear"), [&ear, &line] {
                auto made = std::make_unique<Ear>();
                connect(line.client, &XmppClient::stanzasReceived, made.get(), &Ear::take);
                ear = made.get();
                return made;
            }));
            QTRY_VERIFY(ear.load());
        }
        line.client.load()->send(ElementBuilder(Presence::name).build());
        QTRY_COMPARE_WITH_TIMEOUT(here.heard.load(), 5000, 30'000);
        QTRY_COMPARE_WITH_TIMEOUT(onTheLine.heard.load(), 5000, 30'000);
        for (std::atomic<Ear *> &ear : ears) {
            QTRY_COMPARE_WITH_TIMEOUT(ear.load()->heard.load(), 5000, 30'000);
            QVERIFY(!ear.load()->wrong);
        }
        QVERIFY(!here.wrong && !onTheLine.wrong);
    }
};

QTEST_GUILESS_MAIN(TestManyThreads)
#include "tst_many_threads.moc"
