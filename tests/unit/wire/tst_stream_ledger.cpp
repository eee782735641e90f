// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/limits.h"
#include "stanza/element_builder.h"
#include "stanza/stanza.h"
#include "wire/stream_ledger.h"

#include <QSignalSpy>
#include <QtTest>

using namespace natter;

/// When the server is asked how far it is, and how its own questions are answered.
class TestStreamLedger : public QObject
{
    Q_OBJECT

    struct Fixture
    {
        StreamManagement management;
        StreamLedger ledger { management };
        QList<Element> written;
        QSignalSpy numbered { &ledger, &StreamLedger::numbered };

        Fixture()
        {
            QObject::connect(&ledger, &StreamLedger::write, &ledger,
                             [this](const Element &element) { written.append(element); });
            management.restore({ "s1", Jid::orNull(u"romeo@montague.lit/orchard"), {}, 0 });
            QVERIFY(management.handleResumed(nonza("resumed", { { "previd", "s1" }, { "h", "0" } })).has_value());
            ledger.start();
        }
        static Element nonza(const char *name, const QList<std::pair<QString, QString>> &attributes = {})
        {
            ElementBuilder builder({ StreamManagement::ns, QString::fromLatin1(name) });
            for (const auto &[key, value] : attributes) {
                builder.attribute(key, value);
            }
            return builder.build();
        }
        void receive(const Element &element) { ledger.handle(element, {}); }
        void acknowledge(int h) { receive(nonza("a", { { "h", QString::number(h) } })); }
        int count(const char *name) const
        {
            return static_cast<int>(std::count_if(written.cbegin(), written.cend(), [&](const Element &element) {
                return element.localName() == QLatin1String(name);
            }));
        }
        static void turn() { QCoreApplication::processEvents(); }
    };
    static Element message(const QString &id) { return ElementBuilder(Message::name).attribute(u"id", id).build(); }
    static Element presence() { return ElementBuilder(Presence::name).build(); }

private Q_SLOTS:
    void messagesAreAskedAboutAtOnceAndTogether()
    {
        Fixture f;
        f.ledger.noteSent(message("1"));
        f.ledger.noteSent(message("2"));
        QCOMPARE(f.count("r"), 0);
        QTRY_COMPARE(f.count("r"), 1);
        f.ledger.noteSent(message("3"));
        Fixture::turn();
        QCOMPARE(f.count("r"), 1); // one question at a time
        f.acknowledge(2);
        QTRY_COMPARE(f.count("r"), 2);
        f.acknowledge(3);
        Fixture::turn();
        QCOMPARE(f.count("r"), 2);
        QCOMPARE(f.numbered.size(), 3);
        QCOMPARE(f.numbered.last().first().toString(), QStringLiteral("3"));
        QCOMPARE(f.numbered.last().last().toUInt(), 3U);
    }

    void otherStanzasAreAskedAboutByCount()
    {
        Fixture f;
        for (int i = 1; i < limits::stanzasBeforeRequest; ++i) {
            f.ledger.noteSent(presence());
            Fixture::turn();
        }
        QCOMPARE(f.count("r"), 0);
        f.ledger.noteSent(presence());
        QTRY_COMPARE(f.count("r"), 1);
        QVERIFY(f.numbered.isEmpty());
    }

    void otherStanzasAreAskedAboutByTime()
    {
        Fixture f;
        f.ledger.noteSent(presence());
        Fixture::turn();
        QCOMPARE(f.count("r"), 0);
        QTRY_COMPARE_WITH_TIMEOUT(f.count("r"), 1, 4 * std::chrono::milliseconds(limits::requestDelay).count());
    }

    void whatIsLeftOfABrokenConnectionIsAskedAbout()
    {
        Fixture f;
        f.ledger.stop();
        f.ledger.noteSent(message("1"));
        Fixture::turn();
        QCOMPARE(f.count("r"), 0);
        f.management.resume();
        QVERIFY(
            f.management.handleResumed(Fixture::nonza("resumed", { { "previd", "s1" }, { "h", "0" } })).has_value());
        f.ledger.start();
        QTRY_COMPARE(f.count("r"), 1);
    }

    void floodOfQuestionsIsAnsweredOnceARead()
    {
        Fixture f;
        for (int i = 0; i < 100'000; ++i) {
            f.receive(Fixture::nonza("r"));
        }
        QVERIFY(f.written.isEmpty());
        f.ledger.answer(0);
        f.ledger.answer(0);
        QCOMPARE(f.count("a"), 1);
        f.receive(Fixture::nonza("r"));
        f.ledger.stop();
        f.ledger.answer(0);
        QCOMPARE(f.count("a"), 1); // nothing behind our end of the stream
    }

    void whoDoesNotReadIsAnsweredOnceTheyDo()
    {
        Fixture f;
        for (int i = 0; i < 3; ++i) {
            f.receive(Fixture::nonza("r"));
            f.ledger.answer(StreamLedger::fullBacklog);
        }
        QVERIFY(f.written.isEmpty());
        f.ledger.answer(StreamLedger::fullBacklog - 1);
        QCOMPARE(f.count("a"), 1);
    }

    void lieIsToldApart()
    {
        Fixture f;
        QSignalSpy violated(&f.ledger, &StreamLedger::violated);
        QSignalSpy acknowledged(&f.ledger, &StreamLedger::acknowledged);
        f.ledger.noteSent(message("1"));
        f.acknowledge(2);
        QCOMPARE(violated.size(), 1);
        QVERIFY(acknowledged.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestStreamLedger)
#include "tst_stream_ledger.moc"
