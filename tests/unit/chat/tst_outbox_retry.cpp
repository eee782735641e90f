// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/outbox_session.h"

#include <QtTest>

using namespace natter;
using Delivery = ChatMessage::Delivery;
using Fixture = OutboxSession;

/// What the person wants sent again, of which nobody knows whether the server has it.
class TestOutboxRetry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void retryAsksTheArchiveFirst_data()
    {
        QTest::addColumn<bool>("online");
        QTest::newRow("online") << true;
        QTest::newRow("offline") << false;
    }

    void retryAsksTheArchiveFirst()
    {
        QFETCH(bool, online);
        Fixture f;
        const QByteArray id = askAbout(f, QStringLiteral("doubtful"));
        const qint64 row = f.stored()[0].row;
        ChatSession::awaited(f.store.call([row](Store &store) {
            return store.messages().setDelivery({ row }, Delivery::Failed, QStringLiteral("not-confirmed"));
        }));
        f.cut();
        f.hasArchive = true;
        f.archive = { id };
        f.answersArchive = true;
        if (online) {
            f.connectNow();
        }
        f.take();
        f.outbox.retry(f.stored()[0]);
        if (!online) {
            f.waitForStore();
            f.connectNow();
        }
        QTRY_COMPARE(f.deliveries(), QList<Delivery> { Delivery::OnServer });
        QCOMPARE(f.sentBodies(), QStringList());
    }

    void retryDuringTheReviewAsksToo()
    {
        Fixture f;
        f.connectNow();
        f.send("wanted");
        const QByteArray wanted = f.idOf("wanted").toUtf8();
        f.send("other");
        failNotConfirmed(f, 0);
        f.cut();
        f.answersArchive = false;
        f.start();
        f.outbox.sessionStarted();
        const Element first = nextQuestion(f);
        f.outbox.retry(f.stored()[0]);
        f.waitForStore();
        f.receive(ProtocolSession::resultTo(first, lastPage()));
        f.receive(ProtocolSession::resultTo(nextQuestion(f), lastPage())); // it asks twice
        QTRY_VERIFY(!f.request(ArchiveQuery::name).isNull());
        QCOMPARE(f.sentBodies(), QStringList());
        const Element second = nextQuestion(f);
        f.receive(Fixture::archived(queryIdOf(second), wanted));
        f.receive(ProtocolSession::resultTo(second, lastPage()));
        f.answersArchive = true;
        QTRY_COMPARE_WITH_TIMEOUT(f.sentBodies(), QStringList("other"), 20'000);
        QTRY_COMPARE(f.deliveries(), QList<Delivery>({ Delivery::OnServer, Delivery::Written }));
    }

    void retryWaitsForTheConnection_data()
    {
        QTest::addColumn<bool>("asked"); ///< before the connection breaks
        QTest::newRow("broken before") << false;
        QTest::newRow("breaks meanwhile") << true;
    }

    void retryWaitsForTheConnection()
    {
        QFETCH(bool, asked);
        Fixture f;
        f.connectNow();
        f.outbox.managementEnabled();
        f.send("wanted");
        const QByteArray id = f.idOf("wanted").toUtf8();
        failNotConfirmed(f, 0);
        f.answersArchive = false;
        f.take();
        if (asked) {
            f.outbox.retry(f.stored()[0]);
            QVERIFY(!nextQuestion(f).isNull());
        }
        f.outbox.connectionLost();
        if (asked) {
            f.clock.advance(limits::iqDeadline);
        } else {
            f.outbox.retry(f.stored()[0]);
        }
        f.waitForStore();
        QVERIFY(f.request(ArchiveQuery::name).isNull());
        f.outbox.sessionResumed();
        const Element question = nextQuestion(f);
        f.receive(Fixture::archived(queryIdOf(question), id));
        f.receive(ProtocolSession::resultTo(question, lastPage()));
        QTRY_COMPARE(f.deliveries(), QList<Delivery> { Delivery::OnServer });
        QCOMPARE(f.sentBodies(), QStringList());
    }

    void whatIsWantedOnceIsSentOnce()
    {
        Fixture f; // without an archive
        f.connectNow();
        f.send("wanted");
        failNotConfirmed(f, 0);
        f.take();
        f.outbox.retry(f.stored()[0]);
        QTRY_COMPARE(f.sentBodies(), QStringList("wanted"));
        f.cut();
        f.answersArchive = false;
        f.start();
        f.outbox.sessionStarted();
        for (int i = 0; i < 3; ++i) {
            QTRY_VERIFY_WITH_TIMEOUT(!f.request(ArchiveQuery::name).isNull(), 20'000);
            fail(f, nextQuestion(f));
        }
        QTRY_COMPARE(f.deliveries(),
                     QList<Delivery> { Delivery::Failed }); // it may be there: once more is another wish
        QCOMPARE(f.sentBodies(), QStringList());
    }

    void retryOfWhatNobodyCanConfirmIsSent()
    {
        Fixture f;
        f.connectNow();
        f.send("wanted");
        failNotConfirmed(f, 0);
        f.cut();
        f.outbox.retry(f.stored()[0]); // while there is no connection
        f.waitForStore();
        f.answersArchive = false;
        f.start();
        f.outbox.sessionStarted();
        for (int i = 0; i < 3; ++i) {
            QTRY_VERIFY_WITH_TIMEOUT(!f.request(ArchiveQuery::name).isNull(), 20'000);
            fail(f, nextQuestion(f));
        }
        QTRY_COMPARE(f.sentBodies(), QStringList("wanted"));
        QCOMPARE(f.deliveries(), QList<Delivery> { Delivery::Written });
    }
};

QTEST_GUILESS_MAIN(TestOutboxRetry)
#include "tst_outbox_retry.moc"
