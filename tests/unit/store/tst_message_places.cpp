// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/numbered_archive.h"

#include <QtTest>

using namespace natter;

/// Where in a conversation a day begins, and where a message stands that a link means.
class TestMessagePlaces : public QObject
{
    Q_OBJECT

    /// The days 10 to 14 in the order in which they were fetched, 20 to 24 behind a hole, and others between them.
    struct Fixture : NumberedArchive
    {
        Fixture() : NumberedArchive(QStringLiteral("day "), std::chrono::hours(24))
        {
            begin(14);
            fill(gaps().first(), withNurse(10, 13), Store::Filling::Leaves::Nothing);
            recordBehindGap(withNurse(20, 24), 14);
        }
        QList<ChatMessage> withNurse(int first, int last) const
        {
            QList<ChatMessage> all;
            for (int day = first; day <= last; ++day) {
                all << message(day, juliet) << message(day, nurse);
            }
            return all;
        }
        QString since(const ConversationId &chat, const QDateTime &time)
        {
            const qint64 row = store.places().rowSince(chat, time).value();
            return row == 0 ? QStringLiteral("none") : store.messages().message(row)->body;
        }
    };

private Q_SLOTS:
    void dayBeginsWithItsFirstMessage()
    {
        Fixture f;
        for (int day = 10; day < 25; ++day) {
            const int expected = day < 15 || day >= 20 ? day : 20;
            QCOMPARE(f.since(f.juliet, f.time(day).addSecs(-3600)), QStringLiteral("day %1").arg(expected));
            QCOMPARE(f.since(f.juliet, f.time(day)), QStringLiteral("day %1").arg(expected));
        }
        QCOMPARE(f.since(f.juliet, f.time(0)), QString("day 10"));
        QCOMPARE(f.since(f.juliet, f.time(30)), QString("day 24")); // nothing was said since
        QCOMPARE(f.since({ f.romeo, f.romeo }, f.time(30)), QString("none"));
        QCOMPARE(f.since(f.nurse, f.time(14)), QString("day 20"));
    }

    void messageIsFoundByItsIds()
    {
        Fixture f;
        const auto body = [&f](const MessageReference &reference) {
            const qint64 row = f.store.places().rowOf(reference).value();
            return row == 0 ? QStringLiteral("none") : f.store.messages().message(row)->body;
        };
        QCOMPARE(body({ f.juliet, "a12", {} }), QString("day 12"));
        QCOMPARE(body({ f.juliet, {}, "s22" }), QString("day 22"));
        QCOMPARE(body({ f.juliet, "a12", "s22" }), QString("day 12")); // the archive's counts
        QCOMPARE(body({ f.nurse, "a14", {} }), QString("none")); // is another chat's
        QCOMPARE(body({ f.juliet, {}, {} }), QString("none"));
    }
};

QTEST_GUILESS_MAIN(TestMessagePlaces)
#include "tst_message_places.moc"
