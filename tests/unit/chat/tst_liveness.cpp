// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/protocol_session.h"

#include "base/limits.h"
#include "chat/liveness.h"

#include <QSignalSpy>
#include <QtTest>

using namespace natter;
using namespace std::chrono_literals;

/// Noticing that a connection died without a word.
class TestLiveness : public QObject
{
    Q_OBJECT

    static constexpr int deadline = static_cast<int>(std::chrono::milliseconds(limits::probeDeadline).count());

private Q_SLOTS:
    void silenceAfterTheQuestionIsTheEnd()
    {
        ProtocolSession session;
        session.start();
        Liveness liveness(session.protocol);
        QSignalSpy lost(&liveness, &Liveness::lost);
        liveness.start();
        liveness.probe();
        liveness.probe(); // one question is enough
        QCOMPARE(session.sent.size(), 1);
        QVERIFY(!session.request(Ping::name).isNull());
        QVERIFY(!lost.wait(deadline - 1000));
        QVERIFY(lost.wait(2500));
        QCOMPARE(lost.count(), 1);
    }

    void anythingThatComesIsAnAnswer_data()
    {
        QTest::addColumn<QByteArray>("stanza");
        QTest::newRow("answer") << QByteArray();
        QTest::newRow("message") << QByteArray("<message from='juliet@capulet.lit/a'><body>x</body></message>");
        QTest::newRow("presence") << QByteArray("<presence from='juliet@capulet.lit/a'/>");
    }
    void anythingThatComesIsAnAnswer()
    {
        QFETCH(QByteArray, stanza);
        ProtocolSession session;
        session.start();
        Liveness liveness(session.protocol);
        QSignalSpy lost(&liveness, &Liveness::lost);
        liveness.start();
        liveness.probe();
        session.receive(stanza.isEmpty() ? ProtocolSession::resultTo(session.request(Ping::name)) : stanza);
        QVERIFY(!lost.wait(deadline + 1500));
    }

    void nothingIsAskedWithoutASession()
    {
        ProtocolSession session;
        Liveness liveness(session.protocol);
        QSignalSpy lost(&liveness, &Liveness::lost);
        liveness.probe();
        QVERIFY(session.sent.isEmpty());
        session.start();
        liveness.start();
        liveness.probe();
        session.protocol.endSession();
        liveness.stop();
        QVERIFY(!lost.wait(deadline + 1500));
    }
};

QTEST_GUILESS_MAIN(TestLiveness)
#include "tst_liveness.moc"
