// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/numbered_archive.h"

#include <QRandomGenerator>
#include <QtTest>

#include <algorithm>

using namespace natter;
using Delivery = ChatMessage::Delivery;
using Direction = ChatMessage::Direction;
using Purpose = ChatMessage::Purpose;

/// What is unread and what was displayed, whatever comes in which order.
class TestReading : public QObject
{
    Q_OBJECT

    /// What should come of it, worked out plainly.
    struct Model
    {
        struct Message
        {
            int number;
            bool isOurs;
        };
        QList<Message> shown; ///< in the order of the store
        qsizetype read = 0; ///< so many of them
        qsizetype displayed = 0;

        void arrive(int number, bool isOurs)
        {
            shown.append({ number, isOurs });
            read = isOurs ? shown.size() : read;
        }
        void markRead(qsizetype upTo) { read = qMax(read, upTo); }
        qsizetype placeOf(int number) const
        {
            const auto found = std::find_if(shown.cbegin(), shown.cend(),
                                            [number](const Message &message) { return message.number == number; });
            return found == shown.cend() ? 0 : found - shown.cbegin() + 1;
        }
        int unread() const
        {
            return static_cast<int>(std::count_if(shown.cbegin() + read, shown.cend(),
                                                  [](const Message &message) { return !message.isOurs; }));
        }
    };

    struct Fixture : NumberedArchive
    {
        ChatMessage said(int number, bool isOurs) const
        {
            ChatMessage result = message(number);
            result.direction = isOurs ? Direction::Outgoing : Direction::Incoming;
            result.delivery = isOurs ? Delivery::OnServer : Delivery::None;
            return result;
        }
        ChatMessage marker(int number, int about, bool isOurs) const
        {
            ChatMessage result = said(number, isOurs);
            result.purpose = Purpose::Displayed;
            result.about = QStringLiteral("s%1").arg(about);
            result.body.clear();
            return result;
        }
        QStringList states()
        {
            QStringList all;
            const auto messages = needed(store.messages().page(juliet, 0, 1000));
            for (const ChatMessage &message : messages) {
                all << QString::number(static_cast<int>(message.delivery));
            }
            return all;
        }
    };

    static QStringList statesOf(const Model &model)
    {
        QStringList all;
        for (qsizetype i = 0; i < model.shown.size(); ++i) {
            const Delivery ours = i < model.displayed ? Delivery::Displayed : Delivery::OnServer;
            all << QString::number(static_cast<int>(model.shown[i].isOurs ? ours : Delivery::None));
        }
        return all;
    }

private Q_SLOTS:
    void randomInterleavings_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 40; ++seed) {
            QTest::addRow("%u", seed) << seed;
        }
    }
    /// Live messages, copies of ours, messages out of the archive again, markers of both sides, and the person.
    void randomInterleavings()
    {
        QFETCH(quint32, seed);
        QRandomGenerator random(seed);
        Fixture f;
        Model model;
        int next = 1;
        QList<ChatMessage> known;
        for (int step = 0; step < 120; ++step) {
            const bool isOurs = random.bounded(3) == 0;
            const int about = random.bounded(next) + 1;
            switch (random.bounded(6)) {
            case 0:
            case 1:
                known.append(f.said(next, isOurs));
                f.record({ known.last() });
                model.arrive(next++, isOurs);
                break;
            case 2: // it comes again, out of the archive or with the stream
                if (!known.isEmpty()) {
                    f.record(known.mid(random.bounded(int(known.size()))));
                }
                break;
            case 3: { // theirs
                f.record({ f.marker(1000 + step, about, false) });
                const qsizetype place = model.placeOf(about);
                if (place > 0 && model.shown[place - 1].isOurs && place > model.displayed) {
                    model.displayed = place;
                }
                break;
            }
            case 4: { // of another of our devices
                f.record({ f.marker(1000 + step, about, true) });
                const qsizetype place = model.placeOf(about);
                if (place > 0 && !model.shown[place - 1].isOurs) {
                    model.markRead(place);
                }
                break;
            }
            default: { // here
                const auto page = Fixture::needed(f.store.messages().page(f.juliet, 0, 1000));
                if (!page.isEmpty()) {
                    const int place = random.bounded(int(page.size()));
                    QVERIFY(f.store.messages().markRead(f.juliet, page[place].row));
                    model.markRead(place + 1);
                }
            }
            }
            QCOMPARE(f.summary().unread, model.unread());
        }
        QStringList expected = statesOf(model);
        const QStringList found = f.states();
        for (qsizetype i = 0; i < expected.size(); ++i) { // a marker says that its own message arrived at least
            expected[i] = found.value(i) == u"5" && expected[i] == u"2" ? QStringLiteral("5") : expected[i];
        }
        QCOMPARE(found, expected);
    }

    void markedAsUnreadUntilItIsRead()
    {
        Fixture f;
        f.record(f.messages(1, 2));
        const qint64 last = f.summary().lastRow;
        QVERIFY(f.store.messages().markRead(f.juliet, last));
        ChatTreatment treatment;
        treatment.isMarkedUnread = true;
        QVERIFY(f.store.messages().setTreatment(f.juliet, treatment));
        QVERIFY(f.summary().isUnread() && f.summary().unread == 0);
        QVERIFY(f.store.messages().markRead(f.juliet, last));
        QVERIFY(!f.summary().isUnread());
    }

    void archivedChatComesBackWhenSomethingIsSaid()
    {
        Fixture f;
        f.record(f.messages(1, 1));
        ChatTreatment treatment;
        treatment.isArchived = true;
        QVERIFY(f.store.messages().setTreatment(f.juliet, treatment));
        f.record(f.messages(2, 2));
        QVERIFY(!f.summary().treatment.isArchived);
        treatment.mutedUntil = QDateTime::currentDateTimeUtc().addDays(1); // of which one does not want to hear
        QVERIFY(f.store.messages().setTreatment(f.juliet, treatment));
        f.record(f.messages(3, 3));
        QVERIFY(f.summary().treatment.isArchived);
    }

    void treatmentIsKept()
    {
        Fixture f;
        f.record(f.messages(1, 1));
        const ChatTreatment treatment { true,   true, true, f.time(5), { true, false, std::nullopt }, Notify::OnMention,
                                        "de_DE" };
        QVERIFY(f.store.messages().setTreatment(f.juliet, treatment));
        QCOMPARE(f.summary().treatment, treatment);
        const Draft draft { "half a thought", "s1", "s2", "another" };
        QVERIFY(f.store.messages().setDraft(f.juliet, draft));
        QCOMPARE(f.summary().draft, draft);
    }
};

QTEST_GUILESS_MAIN(TestReading)
#include "tst_reading.moc"
