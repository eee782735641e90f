// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/store.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace natter;

/// Where in a conversation a day begins, and where a message stands that a link means.
class TestMessagePlaces : public QObject
{
    Q_OBJECT

    const Jid m_romeo = Jid::orNull(u"romeo@montague.lit");
    const ConversationId m_juliet { m_romeo, Jid::orNull(u"juliet@capulet.lit") };
    const ConversationId m_nurse { m_romeo, Jid::orNull(u"nurse@capulet.lit") };

    static QDateTime noon(int day) { return { QDate(2026, 1, 1).addDays(day), QTime(12, 0), Qt::UTC }; }

    ChatMessage message(int day, const ConversationId &chat) const
    {
        ChatMessage said;
        said.conversation = chat;
        said.body = QStringLiteral("day %1").arg(day);
        said.archiveId = QStringLiteral("a%1").arg(day);
        said.stanzaId = QStringLiteral("s%1").arg(day);
        said.time = noon(day);
        return said;
    }

    /// The days 10 to 14 in the order in which they were fetched, 20 to 24 behind a hole, and others between them.
    struct Fixture
    {
        explicit Fixture(const TestMessagePlaces &test)
        {
            QVERIFY(store.open());
            QVERIFY(store.beginArchive(test.m_romeo, { test.message(14, test.m_juliet) }, { "a14", {} }));
            const qint64 gap = store.archive().gaps(test.m_romeo)->first().id;
            QList<ChatMessage> older;
            for (int day = 10; day < 14; ++day) {
                older << test.message(day, test.m_juliet) << test.message(day, test.m_nurse);
            }
            QVERIFY(store.fillIn(older, { gap, { "a10", {} }, Store::Filling::Leaves::Nothing }));
            ArchiveGap hole;
            hole.account = test.m_romeo;
            hole.older = "a14";
            hole.newer = "a20";
            QList<ChatMessage> newer;
            for (int day = 20; day < 25; ++day) {
                newer << test.message(day, test.m_juliet) << test.message(day, test.m_nurse);
            }
            QVERIFY(store.recordBehindGap(newer, { "a24", {} }, hole));
        }
        QString since(const ConversationId &chat, const QDateTime &time)
        {
            const qint64 row = store.messages().rowSince(chat, time).value();
            return row == 0 ? QStringLiteral("none") : store.messages().message(row)->body;
        }

        QTemporaryDir folder;
        Store store { folder.filePath("natter.sqlite") };
    };

private Q_SLOTS:
    void dayBeginsWithItsFirstMessage()
    {
        Fixture f(*this);
        for (int day = 10; day < 25; ++day) {
            const int expected = day < 15 || day >= 20 ? day : 20;
            QCOMPARE(f.since(m_juliet, noon(day).addSecs(-3600)), QStringLiteral("day %1").arg(expected));
            QCOMPARE(f.since(m_juliet, noon(day)), QStringLiteral("day %1").arg(expected));
        }
        QCOMPARE(f.since(m_juliet, noon(0)), QString("day 10"));
        QCOMPARE(f.since(m_juliet, noon(30)), QString("day 24")); // nothing was said since
        QCOMPARE(f.since({ m_romeo, m_romeo }, noon(30)), QString("none"));
        QCOMPARE(f.since(m_nurse, noon(14)), QString("day 20"));
    }

    void messageIsFoundByItsIds()
    {
        Fixture f(*this);
        const auto body = [&f](const MessageReference &reference) {
            const qint64 row = f.store.messages().rowOf(reference).value();
            return row == 0 ? QStringLiteral("none") : f.store.messages().message(row)->body;
        };
        QCOMPARE(body({ m_juliet, "a12", {} }), QString("day 12"));
        QCOMPARE(body({ m_juliet, {}, "s22" }), QString("day 22"));
        QCOMPARE(body({ m_juliet, "a12", "s22" }), QString("day 12")); // the archive's counts
        QCOMPARE(body({ m_nurse, "a14", {} }), QString("none")); // is another chat's
        QCOMPARE(body({ m_juliet, {}, {} }), QString("none"));
    }
};

QTEST_GUILESS_MAIN(TestMessagePlaces)
#include "tst_message_places.moc"
