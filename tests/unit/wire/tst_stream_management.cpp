// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/limits.h"
#include "stanza/element_builder.h"
#include "stanza/namespaces.h"
#include "wire/stream_management.h"

#include <QtTest>

using namespace natter;

/// Who has which stanza, by the counts of both sides, and that a lying count is noticed.
class TestStreamManagement : public QObject
{
    Q_OBJECT

    static Element answer(const char *name, const QList<std::pair<QString, QString>> &attributes = {})
    {
        ElementBuilder builder({ StreamManagement::ns, QString::fromLatin1(name) });
        for (const auto &[key, value] : attributes) {
            builder.attribute(key, value);
        }
        return builder.build();
    }
    static Element counted(const char *name, const QString &h) { return answer(name, { { "h", h } }); }
    static Element enabled() { return answer("enabled", { { "id", "s1" }, { "resume", "true" } }); }
    static Element resumed(const QString &h) { return answer("resumed", { { "previd", "s1" }, { "h", h } }); }
    static Element message(int number)
    {
        return ElementBuilder({ ns::client, u"message" }).attribute(u"id", QString::number(number)).build();
    }
    static QStringList ids(const QList<Element> &stanzas)
    {
        QStringList all;
        for (const Element &stanza : stanzas) {
            all.append(stanza.attribute(u"id"));
        }
        return all;
    }
    static Jid romeo() { return Jid::orNull(u"romeo@montague.lit/orchard"); }

    /// Enabled, with `count` messages sent: "1", "2"…
    static StreamManagement afterSending(int count)
    {
        StreamManagement management;
        management.enable();
        management.handleEnabled(enabled(), romeo());
        for (int i = 1; i <= count; ++i) {
            management.noteSent(message(i));
        }
        return management;
    }

private Q_SLOTS:
    void aStreamThatOnlyRepeatsItselfIsStuck()
    {
        StreamManagement management = afterSending(1);
        for (int i = 0; i < StreamManagement::fruitlessResumptions; ++i) {
            QVERIFY(!management.isStuck());
            management.resume();
            QVERIFY(management.handleResumed(resumed("0")).has_value());
        }
        QVERIFY(management.isStuck());
        QVERIFY(management.handleAcknowledgement(counted("a", "1")).has_value());
        QVERIFY(!management.isStuck());
    }

    void aStreamWithNothingToRepeatIsNeverStuck()
    {
        StreamManagement management = afterSending(0);
        for (int i = 0; i < 2 * StreamManagement::fruitlessResumptions; ++i) {
            management.resume();
            QVERIFY(management.handleResumed(resumed("0")).has_value());
        }
        QVERIFY(!management.isStuck());
    }

    void nothingCountsBeforeItIsEnabled()
    {
        StreamManagement management;
        management.noteSent(message(1));
        management.noteReceived();
        QVERIFY(management.unacknowledged().isEmpty());
        QCOMPARE(management.received(), 0U);
        QVERIFY(!management.canResume());
        QVERIFY(!management.handleEnabled(enabled(), romeo())); // nobody asked
        QVERIFY(!management.isEnabled());
    }

    void whatIsSentBehindTheQuestionCountsAlready()
    {
        StreamManagement management;
        QCOMPARE(management.enable().attribute(u"resume"), QString("true"));
        management.noteSent(message(1));
        management.noteReceived(); // the server counts from its answer on
        QVERIFY(management.handleEnabled(enabled(), romeo()));
        QCOMPARE(ids(management.unacknowledged()), QStringList("1"));
        QCOMPARE(management.received(), 0U);
        QVERIFY(management.canResume());
    }

    void serverThatDoesNotResumeStillAcknowledges()
    {
        StreamManagement management;
        management.enable();
        QVERIFY(management.handleEnabled(answer("enabled", { { "id", "s1" } }), romeo()));
        QVERIFY(management.isEnabled());
        QVERIFY(!management.canResume());
    }

    void refusalEndsIt()
    {
        StreamManagement management;
        management.enable();
        management.noteSent(message(1));
        QVERIFY(!management.handleEnabled(answer("failed"), romeo()));
        QVERIFY(!management.isEnabled());
        QVERIFY(management.unacknowledged().isEmpty());
    }

    void secondAnswerChangesNothing()
    {
        StreamManagement management = afterSending(2);
        QVERIFY(!management.handleEnabled(answer("failed"), romeo()));
        QVERIFY(!management.handleEnabled(answer("enabled", { { "id", "s2" }, { "resume", "true" } }), romeo()));
        QCOMPARE(management.resume().attribute(u"previd"), QString("s1"));
        QCOMPARE(management.unacknowledged().size(), 2);
    }

    void acknowledgedStanzasLeaveInOrder()
    {
        StreamManagement management = afterSending(4);
        QCOMPARE(ids(management.handleAcknowledgement(counted("a", "1")).value()), QStringList("1"));
        QVERIFY(management.handleAcknowledgement(counted("a", "1")).value().isEmpty());
        QCOMPARE(ids(management.handleAcknowledgement(counted("a", "3")).value()), (QStringList { "2", "3" }));
        QCOMPARE(ids(management.unacknowledged()), QStringList("4"));
    }

    void lyingCountsAreNoticed_data()
    {
        QTest::addColumn<QString>("h");
        QTest::newRow("one too high") << "4";
        QTest::newRow("far too high") << "4294967295";
        QTest::newRow("goes back") << "1";
        QTest::newRow("back to zero") << "0";
        QTest::newRow("beyond 32 bits") << "4294967298";
        QTest::newRow("negative") << "-1";
        QTest::newRow("beyond every number") << "100000000000000000000";
        QTest::newRow("none") << "";
        QTest::newRow("no number") << "two";
    }
    void lyingCountsAreNoticed()
    {
        QFETCH(QString, h);
        StreamManagement management = afterSending(3);
        QVERIFY(management.handleAcknowledgement(counted("a", "2")).has_value());
        QVERIFY(!management.handleAcknowledgement(counted("a", h)).has_value());
        QCOMPARE(ids(management.unacknowledged()), QStringList("3")); // nothing is thrown away
        StreamManagement other = afterSending(3);
        QVERIFY(other.handleAcknowledgement(counted("a", "2")).has_value());
        QVERIFY(!other.handleResumed(resumed(h)).has_value());
        QCOMPARE(ids(other.unacknowledged()), QStringList("3"));
    }

    void onlyWhatIsHandledIsTold()
    {
        StreamManagement management = afterSending(0);
        for (int i = 0; i < 5; ++i) {
            management.noteReceived();
        }
        QCOMPARE(management.acknowledgement().attribute(u"h"), QString("0"));
        QVERIFY(!management.noteHandled(3)); // nobody asked
        QCOMPARE(management.acknowledgement().attribute(u"h"), QString("3"));
        management.noteHandled(2); // late news of an earlier one
        management.noteHandled(6); // more than there were
        QCOMPARE(management.acknowledgement().attribute(u"h"), QString("3"));
        QCOMPARE(management.resume().attribute(u"h"), QString("3"));
    }

    void serverThatAskedHearsOnceAllIsHandled()
    {
        StreamManagement management = afterSending(0);
        for (int i = 0; i < 3; ++i) {
            management.noteReceived();
        }
        QCOMPARE(management.handleRequest().attribute(u"h"), QString("0"));
        management.noteReceived(); // behind the question
        QVERIFY(!management.noteHandled(2));
        const auto told = management.noteHandled(3);
        QVERIFY(told);
        QCOMPARE(told->attribute(u"h"), QString("3"));
        QVERIFY(!management.noteHandled(4));
    }

    void serverThatAskedHearsAlsoWhenMoreIsHandledThanItAskedAbout()
    {
        StreamManagement management = afterSending(0);
        for (int i = 0; i < 3; ++i) {
            management.noteReceived();
        }
        management.handleRequest();
        management.noteReceived();
        management.noteReceived();
        const auto told = management.noteHandled(5); // one commit for all
        QVERIFY(told);
        QCOMPARE(told->attribute(u"h"), QString("5"));
        management.noteReceived();
        QVERIFY(!management.noteHandled(6));
    }

    void manyStanzasAreAcknowledgedUnasked()
    {
        StreamManagement management = afterSending(0);
        for (quint32 i = 0; i < limits::unacknowledgedStanzas; ++i) {
            management.noteReceived();
        }
        QVERIFY(!management.noteHandled(limits::unacknowledgedStanzas - 1));
        QVERIFY(management.noteHandled(limits::unacknowledgedStanzas));
    }

    void oneQuestionIsOpenAtATime()
    {
        StreamManagement management = afterSending(0);
        QVERIFY(!management.nextRequest()); // about nothing
        management.noteSent(message(1));
        QVERIFY(management.nextRequest());
        management.noteSent(message(2));
        QVERIFY(!management.nextRequest());
        QVERIFY(management.handleAcknowledgement(counted("a", "1")).has_value());
        QVERIFY(management.nextRequest());
        QVERIFY(management.handleAcknowledgement(counted("a", "2")).has_value());
        QVERIFY(!management.nextRequest());
    }

    void resumedStreamGoesOnWhereItBroke()
    {
        StreamManagement management = afterSending(3);
        for (int i = 0; i < 5; ++i) {
            management.noteReceived();
        }
        management.noteHandled(4);
        QCOMPARE(management.resume().attribute(u"h"), QString("4"));
        QCOMPARE(ids(management.handleResumed(resumed("1")).value()), QStringList("1"));
        QCOMPARE(ids(management.unacknowledged()), (QStringList { "2", "3" }));
        QCOMPARE(management.bound(), romeo());
        management.noteReceived(); // the fifth, once more
        QCOMPARE(management.received(), 5U);
        QCOMPARE(ids(management.handleAcknowledgement(counted("a", "3")).value()), (QStringList { "2", "3" }));
    }

    void whatIsHandledWhileTheServerResumesComesOnceMoreAllTheSame()
    {
        StreamManagement management = afterSending(0);
        for (int i = 0; i < 5; ++i) {
            management.noteReceived();
        }
        management.handleRequest(); // to be answered once all five are handled
        management.noteHandled(3);
        QCOMPARE(management.resume().attribute(u"h"), QString("3"));
        management.noteHandled(5); // the disk was slow
        QVERIFY(management.handleResumed(resumed("0")).has_value());
        management.noteReceived(); // the fourth, as the server was told of three
        management.noteReceived();
        QCOMPARE(management.received(), 5U);
        management.noteHandled(5);
        QCOMPARE(management.acknowledgement().attribute(u"h"), QString("5"));
    }

    void anotherStreamIsNotOurs()
    {
        StreamManagement management = afterSending(1);
        QVERIFY(!management.handleResumed(answer("resumed", { { "previd", "s2" }, { "h", "0" } })).has_value());
    }

    static StreamManagement restored(quint32 handled)
    {
        StreamManagement management;
        management.restore({ "s1", romeo(), "[::1]:5222", handled });
        return management;
    }

    void streamOfAnEarlierRunGoesOn()
    {
        StreamManagement management = restored(41);
        QVERIFY(management.canResume());
        QVERIFY(management.isRestored());
        QCOMPARE(management.bound(), romeo());
        const Element question = management.resume();
        QCOMPARE(question.attribute(u"previd"), QString("s1"));
        QCOMPARE(question.attribute(u"h"), QString("41"));
        QVERIFY(management.handleResumed(resumed("17"))->isEmpty());
        QVERIFY(!management.isRestored());
        QCOMPARE(management.takeCounted(), std::optional<quint32>(17));
        QVERIFY(!management.takeCounted());
        management.noteReceived();
        QCOMPARE(management.received(), 42U);
        QCOMPARE(management.noteSent(message(1)), 18U);
        QCOMPARE(ids(management.handleAcknowledgement(counted("a", "18")).value()), QStringList("1"));
        QVERIFY(!management.handleAcknowledgement(counted("a", "17")).has_value());
    }

    void stateIsWhatARestoredStreamNeeds()
    {
        StreamManagement management;
        management.enable();
        management.handleEnabled(answer("enabled", { { "id", "s1" }, { "resume", "1" }, { "location", "x.lit:1" } }),
                                 romeo());
        management.noteReceived();
        management.noteHandled(1);
        QCOMPARE(management.state(), (StreamState { "s1", romeo(), "x.lit:1", 1 }));
    }

    void forgottenStreamOfAnEarlierRunMayBeCounted_data()
    {
        QTest::addColumn<QString>("h");
        QTest::addColumn<std::optional<quint32>>("counted");
        QTest::newRow("counted") << "3" << std::optional<quint32>(3);
        QTest::newRow("last number") << "4294967295" << std::optional<quint32>(0xffffffffU);
        QTest::newRow("not counted") << "" << std::optional<quint32>();
        QTest::newRow("negative") << "-1" << std::optional<quint32>();
        QTest::newRow("beyond 32 bits") << "100000000000000000000" << std::optional<quint32>();
    }
    void forgottenStreamOfAnEarlierRunMayBeCounted()
    {
        QFETCH(QString, h);
        QFETCH(std::optional<quint32>, counted);
        StreamManagement management = restored(1);
        QVERIFY(management.handleFailed(h.isEmpty() ? answer("failed") : this->counted("failed", h)).isEmpty());
        QCOMPARE(management.takeCounted(), counted);
        QVERIFY(!management.canResume());
        StreamManagement other = restored(1);
        QCOMPARE(other.handleResumed(h.isEmpty() ? answer("resumed", { { "previd", "s1" } }) : resumed(h)).has_value(),
                 counted.has_value());
    }

    void everyCountWraps()
    {
        StreamManagement management = restored(0xfffffffeU);
        management.resume();
        QVERIFY(management.handleResumed(resumed("4294967294")).has_value());
        for (int i = 0; i < 4; ++i) {
            management.noteReceived();
        }
        QCOMPARE(management.received(), 2U);
        management.handleRequest();
        const auto told = management.noteHandled(2);
        QVERIFY(told);
        QCOMPARE(told->attribute(u"h"), QString("2"));
        QCOMPARE(management.noteSent(message(1)), 0xffffffffU);
        QCOMPARE(management.noteSent(message(2)), 0U);
        QCOMPARE(management.noteSent(message(3)), 1U);
        QVERIFY(!management.handleAcknowledgement(counted("a", "2")).has_value()); // one too high
        QVERIFY(!management.handleAcknowledgement(counted("a", "4294967293")).has_value()); // goes back
        QCOMPARE(ids(management.handleAcknowledgement(counted("a", "0")).value()), (QStringList { "1", "2" }));
        QCOMPARE(ids(management.handleAcknowledgement(counted("a", "1")).value()), QStringList("3"));
    }

    void failureMayTellWhatWasTaken()
    {
        StreamManagement management = afterSending(3);
        QCOMPARE(ids(management.handleFailed(counted("failed", "2"))), (QStringList { "1", "2" }));
        QVERIFY(!management.canResume());
        QVERIFY(management.unacknowledged().isEmpty());
        StreamManagement silent = afterSending(3);
        QVERIFY(silent.handleFailed(answer("failed")).isEmpty());
        StreamManagement lying = afterSending(3);
        QVERIFY(lying.handleFailed(counted("failed", "9")).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestStreamManagement)
#include "tst_stream_management.moc"
