// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/room_talk.h"

#include <QRandomGenerator>
#include <QtTest>

#include <algorithm>
#include <array>
#include <functional>

using namespace natter;
using Delivery = ChatMessage::Delivery;
using Purpose = ChatMessage::Purpose;

/// What should be unread of all that came into one conversation, in the order of the store, worked out plainly.
class ReadingModel
{
public:
    struct Row
    {
        int number; ///< of it, as its sender and the archive name it
        int who; ///< 0: we have said it; else one of the others
        Purpose purpose = Purpose::Saying;
        int about = 0; ///< the number of the message that it is about
        bool isMention = false; ///< it means us, or did in some version
        bool isTakenBack = false;
    };

    explicit ReadingModel(bool isRoom) : m_isRoom(isRoom) { }

    const QList<Row> &rows() const { return m_rows; }
    bool isMarkedUnread() const { return m_isMarked; }
    bool isDisplayed(qsizetype index) const { return index < m_displayed; }
    int unread() const
    {
        return count([](const Row &) { return true; });
    }
    int mentions() const { return count(&Row::isMention); }
    qsizetype indexOf(int number) const
    {
        return find([number](const Row &row) { return row.number == number; });
    }

    void arrive(const Row &row, bool isAnswer)
    {
        const bool isAllRead = unread() == 0;
        m_rows.append(row);
        settle(m_rows.size() - 1);
        if (row.who == 0 && row.purpose == Purpose::Saying && (isAnswer || isAllRead)) {
            m_read = m_rows.size();
            m_isMarked = m_isMarked && !isAnswer;
        }
    }
    /// What is older than others, in front of the row with that index.
    void fillIn(qsizetype index, const QList<Row> &rows)
    {
        for (qsizetype *limit : { &m_read, &m_displayed }) {
            *limit += *limit > index ? rows.size() : 0;
        }
        m_rows = m_rows.first(index) + rows + m_rows.sliced(index);
        for (qsizetype i = index; i < index + rows.size(); ++i) {
            settle(i);
            const bool isAnswer = m_rows[i].who == 0 && m_rows[i].purpose == Purpose::Saying;
            m_read = isAnswer ? qMax(m_read, i + 1) : m_read;
        }
    }
    /// Up to that row; what has no place in the conversation cannot have been read behind all that has.
    void readHere(qsizetype index)
    {
        m_read = qMax(m_read, qMin(index, lastShown()) + 1);
        m_isMarked = false;
    }
    void readElsewhere(qsizetype index)
    {
        if (m_read < qMin(index, lastShown()) + 1) {
            readHere(index);
        }
    }
    void displayThere(qsizetype index) { m_displayed = qMax(m_displayed, index + 1); }
    void markUnread() { m_isMarked = true; }
    /// It has a place in the conversation: a correction has one where what it corrects is not here.
    bool isShown(qsizetype index) const
    {
        const Row &row = m_rows[index];
        const auto retracts = [&row](const Row &other) {
            return other.purpose == Purpose::Retraction && other.about == row.about && other.who == row.who;
        };
        return row.purpose == Purpose::Saying
            || (row.purpose == Purpose::Correction && saying(row.about, row.who) < 0
                && lastCorrection(row.about, row.who) == index && (m_isRoom || find(retracts) < 0));
    }

private:
    template <typename Fits> qsizetype find(const Fits &fits) const
    {
        const auto found = std::find_if(m_rows.cbegin(), m_rows.cend(), fits);
        return found == m_rows.cend() ? -1 : found - m_rows.cbegin();
    }
    template <typename Fits> int count(const Fits &fits) const
    {
        int all = 0;
        for (qsizetype i = m_read; i < m_rows.size(); ++i) {
            const Row &row = m_rows[i];
            all += row.who != 0 && isShown(i) && !row.isTakenBack && std::invoke(fits, row) ? 1 : 0;
        }
        return all;
    }
    qsizetype saying(int number, int who) const
    {
        return find(
            [=](const Row &row) { return row.purpose == Purpose::Saying && row.number == number && row.who == who; });
    }
    qsizetype lastCorrection(int about, int who) const
    {
        for (qsizetype i = m_rows.size() - 1; i >= 0; --i) {
            const Row &row = m_rows[i];
            if (row.purpose == Purpose::Correction && row.about == about && row.who == who && !row.isTakenBack) {
                return i;
            }
        }
        return -1;
    }
    qsizetype lastShown() const
    {
        qsizetype last = m_rows.size() - 1;
        while (last >= 0 && !isShown(last)) {
            --last;
        }
        return last;
    }
    /// What that row does to others, and others to it.
    void settle(qsizetype index)
    {
        const Row row = m_rows[index];
        const bool isSaid = row.purpose == Purpose::Saying || row.purpose == Purpose::Correction;
        const int number = isSaid ? row.number : row.about;
        const qsizetype meant = indexOf(number);
        const bool isGone = meant >= 0
            && find([&](const Row &other) {
                   return other.about == number
                       && (other.purpose == Purpose::Moderation
                           || (other.purpose == Purpose::Retraction && other.who == m_rows[meant].who
                               && m_rows[meant].purpose == Purpose::Saying));
               })
                >= 0;
        if (isGone) {
            m_rows[meant].isTakenBack = true;
        }
        const bool isCorrection = meant >= 0 && m_rows[meant].purpose == Purpose::Correction;
        const int corrected = isCorrection ? m_rows[meant].about : number;
        const int who = meant >= 0 ? m_rows[meant].who : row.who;
        const qsizetype now = saying(corrected, who);
        const qsizetype correction = lastCorrection(corrected, who);
        if (now >= 0) {
            m_rows[now].isMention = !m_rows[now].isTakenBack
                && (m_rows[now].isMention || (correction >= 0 && m_rows[correction].isMention));
        }
    }

    const bool m_isRoom;
    QList<Row> m_rows;
    qsizetype m_read = 0; ///< so many of them
    qsizetype m_displayed = 0;
    bool m_isMarked = false;
};

/// Everything that may happen in one conversation, in an order by chance, in the store and in the model.
class ReadingStory : public RoomTalk
{
public:
    using Row = ReadingModel::Row;

    ReadingStory(quint32 seed, bool inRoom) : isRoom(inRoom), model(inRoom), m_random(seed) { }

    const bool isRoom;
    ReadingModel model;
    QString event; ///< the last, for who reads that something is wrong

    const ConversationId &chat() const { return isRoom ? garden : juliet; }
    void step()
    {
        static constexpr std::array events { &ReadingStory::arrive,       &ReadingStory::arrive,
                                             &ReadingStory::arrive,       &ReadingStory::comeAgain,
                                             &ReadingStory::displayThere, &ReadingStory::readElsewhere,
                                             &ReadingStory::hearOfIt,     &ReadingStory::readHere,
                                             &ReadingStory::markUnread,   &ReadingStory::missSomething,
                                             &ReadingStory::fillGap,      &ReadingStory::fillGap };
        std::invoke(events[static_cast<size_t>(below(events.size()))], this);
    }
    ChatSummary summary() { return RoomTalk::summary(chat()); }

private:
    struct Gap
    {
        qint64 top; ///< the next row
        qsizetype index; ///< of what stands behind it
        int left; ///< messages
    };

    int below(size_t limit) { return static_cast<int>(m_random.bounded(static_cast<quint32>(limit))); }

    Row invent()
    {
        Row row { m_next++, below(3) };
        row.who = row.who == 2 && !isRoom ? 1 : row.who;
        row.isMention = isRoom && row.who != 0 && below(3) == 0;
        row.about = below(static_cast<size_t>(m_next) + 2) + 1;
        const int kind = below(10);
        row.purpose = kind < 6 ? Purpose::Saying
            : kind < 8         ? Purpose::Correction
            : kind < 9         ? Purpose::Retraction
                               : (isRoom ? Purpose::Moderation : Purpose::Retraction);
        const auto meant = model.indexOf(row.about);
        const bool isOurs =
            meant >= 0 && model.rows()[meant].who == 0 && model.rows()[meant].purpose == Purpose::Saying;
        if (row.purpose == Purpose::Moderation) {
            row.who = 1;
        }
        if ((row.who == 0 && row.purpose == Purpose::Correction && !isOurs) || row.about == row.number) {
            row.purpose = Purpose::Saying;
        }
        row.about = row.purpose == Purpose::Saying ? 0 : row.about;
        return row;
    }
    ChatMessage messageOf(const Row &row) const
    {
        const bool isByName = row.purpose == Purpose::Correction || !isRoom;
        ChatMessage message = said(row.number, QStringList({ {}, "nurse", "tybalt" })[row.who]);
        message.isMention = row.isMention;
        if (row.purpose != Purpose::Saying) {
            message = about(message, row.purpose, QLatin1String(isByName ? "s" : "a") + QString::number(row.about));
        }
        if (row.purpose == Purpose::Moderation || !isRoom) {
            message.nick.clear();
            message.occupant.clear();
        }
        message.conversation = chat();
        message.kind = isRoom ? ChatKind::Room : ChatKind::Person;
        return message;
    }

    void arrive()
    {
        const Row row = invent();
        ChatMessage message = messageOf(row);
        message.isUnattended = row.who == 0 && row.purpose == Purpose::Saying && below(3) == 0;
        event = QStringLiteral("%1 of %2 arrives, about %3").arg(row.number).arg(row.who).arg(row.about);
        record({ message });
        m_known.append(message);
        model.arrive(row, !message.isUnattended);
    }
    /// Out of the archive, or with a stream that is resumed.
    void comeAgain()
    {
        event = QStringLiteral("much comes again");
        record(m_known.mid(below(static_cast<size_t>(m_known.size()) + 1)));
    }
    void displayThere()
    {
        const int about = below(static_cast<size_t>(m_next)) + 1;
        event = QStringLiteral("they have displayed %1").arg(about);
        recordMarker(about, 1);
        const qsizetype index = model.indexOf(about);
        if (!isRoom && index >= 0 && model.rows()[index].who == 0) {
            model.displayThere(index);
        }
    }
    /// Another of our devices sends a marker.
    void readElsewhere()
    {
        const int about = below(static_cast<size_t>(m_next)) + 1;
        event = QStringLiteral("another device has displayed %1").arg(about);
        recordMarker(about, 0);
        const qsizetype index = model.indexOf(about);
        if (!isRoom && index >= 0 && model.rows()[index].who != 0) {
            model.readElsewhere(index);
        }
    }
    /// Another of our devices has published how far it has read (XEP-0490).
    void hearOfIt()
    {
        const int number = below(static_cast<size_t>(m_next)) + 1;
        event = QStringLiteral("another device has read to %1").arg(number);
        needed(store.messages().markReadElsewhere(chat(), QStringLiteral("a%1").arg(number)));
        if (const qsizetype index = model.indexOf(number); index >= 0) {
            model.readElsewhere(index);
        }
    }
    void readHere()
    {
        const auto page = needed(store.messages().page(chat(), 0, 1000));
        if (page.isEmpty()) {
            return;
        }
        const ChatMessage &message = page[below(static_cast<size_t>(page.size()))];
        event = QStringLiteral("it is read to %1").arg(message.stanzaId);
        needed(store.messages().markRead(chat(), message.row));
        model.readHere(model.indexOf(QStringView(message.stanzaId).sliced(1).toInt()));
    }
    void markUnread()
    {
        event = QStringLiteral("it is marked as unread");
        ChatTreatment treatment = summary().treatment;
        treatment.isMarkedUnread = true;
        needed(store.messages().setTreatment(chat(), treatment));
        model.markUnread();
    }
    void missSomething()
    {
        if (m_gaps.size() < 3) {
            event = QStringLiteral("something is missed");
            m_gaps.append({ needed(store.messages().leaveRoom()), model.rows().size(), 6 });
        }
    }
    /// From the newest backwards.
    void fillGap()
    {
        if (m_gaps.isEmpty()) {
            return;
        }
        const int number = below(static_cast<size_t>(m_gaps.size()));
        Gap &gap = m_gaps[number];
        QList<Row> rows;
        QList<ChatMessage> messages;
        for (int i = qMin(gap.left, below(3) + 1); i > 0; --i) {
            rows.append(invent());
            messages.append(messageOf(rows.last()));
        }
        event = QStringLiteral("%1 messages from %2 on are filled in").arg(rows.size()).arg(rows.first().number);
        needed(store.messages().fillIn(messages, gap.top));
        m_known += messages;
        model.fillIn(gap.index, rows);
        gap.top -= rows.size();
        gap.left -= static_cast<int>(rows.size());
        for (qsizetype newer = number + 1; newer < m_gaps.size(); ++newer) {
            m_gaps[newer].index += rows.size();
        }
        m_gaps.removeIf([](const Gap &each) { return each.left == 0; });
    }
    void recordMarker(int about, int who)
    {
        ChatMessage marker = messageOf({ 10'000 + m_markers++, who });
        marker.purpose = Purpose::Displayed;
        marker.about = QStringLiteral("s%1").arg(about);
        marker.body.clear();
        record({ marker });
    }

    QRandomGenerator m_random;
    QList<ChatMessage> m_known;
    QList<Gap> m_gaps; ///< from the oldest to the newest
    int m_next = 1;
    int m_markers = 0;
};

/// What is unread and what was displayed, whatever comes in which order.
class TestReading : public QObject
{
    Q_OBJECT

    using Fixture = NumberedArchive;

private Q_SLOTS:
    void randomInterleavings_data()
    {
        QTest::addColumn<quint32>("seed");
        QTest::addColumn<bool>("isRoom");
        for (quint32 seed = 1; seed <= 20; ++seed) {
            QTest::addRow("%u, with a person", seed) << seed << false;
            QTest::addRow("%u, in a room", seed) << seed << true;
        }
    }
    /// What is said live, missed and filled in, or comes once more; corrections, retractions, and what a room takes
    /// back, also before what they are about; markers of both sides, other devices, and the person.
    void randomInterleavings()
    {
        QFETCH(quint32, seed);
        QFETCH(bool, isRoom);
        ReadingStory story(seed, isRoom);
        for (int step = 0; step < 120; ++step) {
            story.step();
            const ChatSummary chat = story.summary();
            const ReadingModel &model = story.model;
            const auto should = QStringLiteral("seed %1, step %2: %3; %4 are unread and %5 mention us, not %6 and %7")
                                    .arg(seed)
                                    .arg(step)
                                    .arg(story.event)
                                    .arg(chat.unread)
                                    .arg(chat.mentions)
                                    .arg(model.unread())
                                    .arg(model.mentions());
            QVERIFY2(chat.unread == model.unread() && chat.mentions == model.mentions(), qPrintable(should));
            QVERIFY2(chat.treatment.isMarkedUnread == model.isMarkedUnread(), qPrintable(should));
        }
        QStringList expected;
        for (qsizetype i = 0; i < story.model.rows().size(); ++i) {
            if (story.model.isShown(i)) {
                const bool isOurs = story.model.rows()[i].who == 0;
                expected << (isOurs && story.model.isDisplayed(i) ? QStringLiteral("displayed") : QString());
            }
        }
        QStringList found;
        const auto messages = Fixture::needed(story.store.messages().page(story.chat(), 0, 1000));
        for (const ChatMessage &message : messages) {
            found << (message.delivery == Delivery::Displayed ? QStringLiteral("displayed") : QString());
        }
        QCOMPARE(found, expected);
    }

    void whatWasTakenBackIsNotUnread()
    {
        Fixture f;
        const auto retraction = [&f](int number, int about) {
            ChatMessage message = f.message(number);
            message.purpose = Purpose::Retraction;
            message.about = QStringLiteral("s%1").arg(about);
            message.body.clear();
            return message;
        };
        f.record(f.messages(1, 1));
        QCOMPARE(f.summary().unread, 1);
        const auto changes = f.record({ retraction(2, 1) });
        QCOMPARE(changes.last().chat.unread, 0);
        QVERIFY(!f.summary().isUnread());
        f.record(f.messages(3, 3));
        QCOMPARE(f.summary().unread, 1);
        f.record({ retraction(4, 5), f.message(5) }); // which comes too late
        QCOMPARE(f.summary().unread, 1);
        ChatMessage tombstone = f.message(6); // all that an archive has left of a message
        tombstone.retracted = f.time(7);
        tombstone.body.clear();
        f.record({ tombstone });
        QCOMPARE(f.summary().unread, 1);
    }

    void whatWasTakenBackIsNotUnreadWhereItIsFilledIn()
    {
        Fixture f;
        const qint64 top = Fixture::needed(f.store.messages().leaveRoom());
        ChatMessage retraction = f.message(5);
        retraction.purpose = Purpose::Retraction;
        retraction.about = QStringLiteral("s1");
        retraction.body.clear();
        f.record({ retraction, f.message(6) });
        QCOMPARE(f.summary().unread, 1);
        QVERIFY(f.store.messages().fillIn(f.messages(1, 2), top));
        QCOMPARE(f.summary().unread, 2);
    }

    void whoHasACorrectionHasTheMessage()
    {
        Fixture f;
        const auto ours = [&f](int number) {
            ChatMessage message = f.message(number);
            message.direction = ChatMessage::Direction::Outgoing;
            message.delivery = Delivery::OnServer;
            return message;
        };
        ChatMessage correction = ours(3);
        correction.purpose = Purpose::Correction;
        correction.about = QStringLiteral("s1");
        correction.edited = correction.time;
        ChatMessage retraction = ours(4);
        retraction.purpose = Purpose::Retraction;
        retraction.about = QStringLiteral("s2");
        retraction.body.clear();
        f.record({ ours(1), ours(2), correction, retraction });
        const auto state = [&f](qsizetype index) {
            return Fixture::needed(f.store.messages().page(f.juliet, 0, 10))[index].delivery;
        };
        QVERIFY(Fixture::needed(f.store.messages().setDelivered(f.juliet, QStringLiteral("s5"))).isEmpty());
        Fixture::needed(f.store.messages().setDelivered(f.juliet, QStringLiteral("s4")));
        QCOMPARE(state(1), Delivery::OnServer); // which that does not bring back
        const auto changes = Fixture::needed(f.store.messages().setDelivered(f.juliet, correction.stanzaId));
        QCOMPARE(state(0), Delivery::Delivered);
        QCOMPARE(changes.last().message.stanzaId, QString("s1"));
        QCOMPARE(changes.last().message.delivery, Delivery::Delivered);
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
