// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/liveness.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QtTest>

using namespace natter;
using namespace std::chrono_literals;
using Answer = Liveness::Answer;
using std::chrono::milliseconds;

static constexpr auto never = 1h;

/// A stream that answers, or does not.
struct Stream
{
    Liveness liveness;
    QSignalSpy due { &liveness, &Liveness::questionDue };
    QSignalSpy signs { &liveness, &Liveness::signOfLifeDue };
    QSignalSpy lost { &liveness, &Liveness::lost };
    QElapsedTimer time;

    explicit Stream(const LivenessTimes &times, Answer answer = Answer::Known)
    {
        QObject::connect(&liveness, &Liveness::questionDue, &liveness,
                         [this, answer] { liveness.noteQuestion(answer); });
        liveness.start(times);
        time.start();
    }
    /// How long it took until it was lost.
    milliseconds lostAfter()
    {
        return lost.isEmpty() && !lost.wait(20'000) ? milliseconds(-1) : milliseconds(time.elapsed());
    }
};

/// Noticing that a stream died without a word.
class TestLiveness : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyWayToNoticeTakesLessThanHalfAMinute()
    {
        const LivenessTimes times;
        QVERIFY(times.silence + times.answer < 29s);
        QVERIFY(times.answer <= 10s);
        QVERIFY(times.patience <= 30s);
    }

    void silenceIsAskedAboutOnceAndThenTheEnd()
    {
        Stream stream({ 100ms, 100ms, never });
        const auto after = stream.lostAfter();
        QVERIFY2(after >= 180ms, qPrintable(QString::number(after.count())));
        QCOMPARE(stream.due.count(), 1);
        QVERIFY(!stream.lost.wait(300)); // once is enough
        QCOMPARE(stream.lost.count(), 1);
    }

    void answersKeepItGoing()
    {
        Stream stream({ 20ms, 10s, never });
        connect(&stream.liveness, &Liveness::questionDue, &stream.liveness, &Liveness::noteAnswer);
        QTRY_VERIFY(stream.due.count() > 5);
        QCOMPARE(stream.lost.count(), 0);
    }

    void whateverArrivesPutsTheQuestionOff()
    {
        Stream stream({ 500ms, never, never });
        QTimer chatter;
        connect(&chatter, &QTimer::timeout, &stream.liveness, [&stream] { stream.liveness.noteReceived(false); });
        chatter.start(20ms);
        QVERIFY(!stream.due.wait(1500));
        chatter.stop();
        QVERIFY(stream.due.wait());
    }

    void whateverArrivesIsAnAnswerWhereNothingIsKnown()
    {
        Stream stream({ never, 200ms, 200ms }, Answer::Anything);
        stream.liveness.probe(200ms);
        QCOMPARE(stream.due.count(), 1);
        stream.liveness.noteReceived(false);
        QVERIFY(!stream.lost.wait(600));
    }

    /// The server's words get through, ours do not.
    void onlyTheAnswerIsAnAnswerWhereItIsKnown()
    {
        Stream stream({ never, 100ms, 500ms });
        QTimer chatter;
        connect(&chatter, &QTimer::timeout, &stream.liveness, [&stream] { stream.liveness.noteReceived(false); });
        chatter.start(10ms);
        stream.liveness.probe(100ms);
        const auto after = stream.lostAfter();
        QVERIFY2(after >= 450ms, qPrintable(QString::number(after.count())));
    }

    void answerBehindALongStanzaIsWaitedFor()
    {
        Stream stream({ never, 200ms, 200ms });
        QTimer download;
        connect(&download, &QTimer::timeout, &stream.liveness, [&stream] { stream.liveness.noteReceived(true); });
        download.start(10ms);
        stream.liveness.probe(200ms);
        QVERIFY(!stream.lost.wait(1000));
        download.stop(); // in the middle of it
        QVERIFY(stream.lostAfter() > 0ms);
    }

    void manyBytesAreGivenTheTimeTheyTake()
    {
        Stream stream({ never, 50ms, never });
        stream.liveness.noteSent(limits::slowLinkBytesPerSecond / 2);
        stream.liveness.noteQuestion(Answer::Known);
        QVERIFY(stream.lostAfter() >= 500ms);

        Stream again({ never, 50ms, 200ms }); // but not for ever
        again.liveness.noteSent(100 * limits::slowLinkBytesPerSecond);
        again.liveness.noteQuestion(Answer::Known);
        QVERIFY(again.lostAfter() < 10s);

        Stream vouched({ never, 50ms, never });
        vouched.liveness.noteSent(100 * limits::slowLinkBytesPerSecond);
        vouched.liveness.noteQuestion(Answer::Known);
        vouched.liveness.noteAnswer(); // they have arrived
        vouched.liveness.noteQuestion(Answer::Known);
        QVERIFY(vouched.lostAfter() < 10s);
    }

    void probeShortensAQuestionThatIsOpen()
    {
        Stream stream({ never, never, never });
        stream.liveness.probe(never);
        stream.liveness.probe(50ms);
        stream.liveness.probe(never); // and nothing makes it longer again
        QCOMPARE(stream.due.count(), 1);
        QVERIFY(stream.lostAfter() > 0ms);
    }

    void probeForThePersonAsksOnlyAfterSilence()
    {
        Stream stream({ never, never, never });
        stream.liveness.probe(10ms, 10s);
        QCOMPARE(stream.due.count(), 0);
        QTRY_VERIFY(stream.time.elapsed() > 60);
        stream.liveness.probe(10ms, 50ms);
        QCOMPARE(stream.due.count(), 1);
        QVERIFY(stream.lostAfter() > 0ms);
    }

    void nothingIsAskedOfWhatIsNotRunning()
    {
        Stream stream({ 20ms, 20ms, 20ms });
        stream.liveness.setServerPatience(30ms);
        stream.liveness.noteQuestion(Answer::Known);
        stream.liveness.stop();
        stream.liveness.probe(10ms);
        stream.liveness.noteReceived(false);
        stream.liveness.noteSent(1);
        stream.liveness.setServerPatience(30ms);
        QVERIFY(!stream.lost.wait(300));
        QVERIFY(stream.due.isEmpty());
        QVERIFY(stream.signs.isEmpty());
    }

    void impatientServerHearsFromUsInTime()
    {
        Stream stream({ never, never, never, 1ms });
        stream.liveness.setServerPatience(600ms);
        QElapsedTimer time;
        time.start();
        QVERIFY(stream.signs.wait());
        QVERIFY(time.elapsed() >= 350); // two thirds of it
        QVERIFY(stream.signs.wait()); // again and again
        stream.liveness.setServerPatience({});
        QVERIFY(!stream.signs.wait(700));
    }

    void whatWeSaidIsASignOfLife()
    {
        Stream stream({ never, never, never, 1ms });
        stream.liveness.setServerPatience(900ms);
        QTimer chatter;
        connect(&chatter, &QTimer::timeout, &stream.liveness, [&stream] { stream.liveness.noteSent(1); });
        chatter.start(20ms);
        QVERIFY(!stream.signs.wait(1500));
        chatter.stop();
        QVERIFY(stream.signs.wait());
    }

    void serverWithoutPatienceGetsNoFlood()
    {
        Stream stream({ never, never, never, 400ms });
        stream.liveness.setServerPatience(1ms);
        QVERIFY(!stream.signs.wait(200));
        QVERIFY(stream.signs.wait());
    }
};

QTEST_GUILESS_MAIN(TestLiveness)
#include "tst_liveness.moc"
