// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/archive_session.h"

#include "chat/history_backfill.h"

#include <QtTest>

#include <algorithm>
#include <array>

using namespace natter;

/// One message comes in five ways, in whatever order: it is one row, where the archive has it.
class TestArrivalOrders : public QObject
{
    Q_OBJECT

    enum Way { Live, Again, Offline, Copied, FromArchive };

    struct Fixture : ArchiveSession
    {
        HistoryBackfill history { account, protocol.archive(), receiver, store, clock };

        Fixture() { connect(&catchUp, &ArchiveCatchUp::caughtUp, &history, &HistoryBackfill::sessionCaughtUp); }

        static QByteArray message(const QByteArray &more)
        {
            return "<message xmlns='jabber:client' type='chat' from='juliet@capulet.lit/balcony' "
                   "to='romeo@montague.lit/orchard' id='s5'><body>5</body>"
                   "<origin-id xmlns='urn:xmpp:sid:0' id='s5'/><stanza-id xmlns='urn:xmpp:sid:0' "
                   "by='romeo@montague.lit' id='a5'/>"
                + more + "</message>";
        }
        /// With the messages 1 to 3, up to which the archive is known.
        void rememberEarlierSession()
        {
            QList<ChatMessage> said;
            for (int i = 1; i <= 3; ++i) {
                ChatMessage each;
                each.conversation = chat;
                each.body = QString::number(i);
                each.stanzaId = u's' + each.body;
                each.archiveId = u'a' + each.body;
                each.time = QDateTime(QDate(2019, 1, i), {}, Qt::UTC);
                said.append(each);
            }
            awaited(store.call([said](Store &opened) { return opened.messages().record(said).has_value(); }));
            knowPosition("a3");
        }
        void come(Way way)
        {
            switch (way) {
            case Live:
                receive(message({}));
                break;
            case Again: // with a stream that is resumed, after which a server may not know that it arrived
                receiver.sessionResumed();
                receive(message({}));
                break;
            case Offline:
                receive(message("<delay xmlns='urn:xmpp:delay' from='montague.lit' stamp='2020-01-01T00:00:00Z'/>"));
                break;
            case Copied:
                receive("<message type='chat' from='romeo@montague.lit' to='romeo@montague.lit/orchard'><received "
                        "xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>"
                        + message({}) + "</forwarded></received></message>");
                break;
            case FromArchive:
                answer({ "4", "5" });
                break;
            }
        }
    };

private Q_SLOTS:
    void everyOrder()
    {
        std::array ways { Live, Again, Offline, Copied, FromArchive };
        int orders = 0;
        do {
            ++orders;
            Fixture f;
            f.rememberEarlierSession();
            f.begin();
            for (const Way way : ways) {
                f.come(way);
            }
            f.arrive("6");
            const QStringList bodies = f.bodies();
            if (bodies != QStringList { "1", "2", "3", "4", "5", "6" }) {
                QStringList order;
                for (const Way way : ways) {
                    order.append(QString::number(way));
                }
                QFAIL(qPrintable("order " + order.join(",") + ": " + bodies.join(" ")));
            }
            QCOMPARE(f.conversations.summary(f.chat).unread, 6);
        } while (std::next_permutation(ways.begin(), ways.end()));
        QCOMPARE(orders, 120);
    }

    void lastMessageComesBehindWhatTheServerHadKept()
    {
        Fixture f;
        f.begin();
        f.arrive("5"); // the server hands over what it had kept, and is asked meanwhile
        f.arrive("6");
        f.answer({ "7" }, false);
        f.waitForStore();
        f.answer({}); // behind that there is nothing
        f.arrive("7");
        f.arrive("8");
        QCOMPARE(f.bodies(), QStringList({ "5", "6", "7", "8" }));
        QCOMPARE(f.conversations.unreadTotal(), 4);
    }

    void lastMessageThatIsNotKeptIsPartOfTheHistory()
    {
        Fixture f;
        f.begin();
        f.arrive("8"); // just now
        f.answer({ "7" }, false); // as it stands in the archive, which does not have that yet
        f.waitForStore();
        f.answer({});
        f.waitForStore();
        QTRY_VERIFY(!f.request(ArchiveQuery::name).isNull());
        QCOMPARE(f.asked().before, QString()); // from its end on
        f.answer({ "6", "7", "8" });
        f.waitForStore();
        QCOMPARE(f.bodies(), QStringList({ "6", "7", "8" }));
    }

    void whatANewStreamBringsStandsBehindAllThatWasMissedBeforeIt()
    {
        Fixture f;
        f.knowPosition(QStringLiteral("a1"));
        f.begin();
        f.arrive("2");
        f.end(); // before the archive has answered
        f.begin();
        f.arrive("5");
        f.answer({ "2", "3", "4" });
        f.answer({ "5" });
        QCOMPARE(f.bodies(), QStringList({ "2", "3", "4", "5" }));
    }

    void whatTheArchiveWroteWhereItWasReadAlreadyKeepsItsPlace()
    {
        Fixture f;
        f.knowPosition(QStringLiteral("a1"));
        f.begin();
        f.arrive("3"); // on its way into the archive under an id before that of 4
        f.answer({ "2", "4" });
        QCOMPARE(f.bodies(), QStringList({ "2", "4" }));
        f.arrive("5");
        f.answer({ "5" });
        QCOMPARE(f.bodies(), QStringList({ "2", "4", "3", "5" }));
        f.arrive("6");
        QCOMPARE(f.bodies().last(), QStringLiteral("6"));
    }

    /// Older history that overlaps what is here: the same message in each of its pages.
    void backfillBringsWhatIsHere()
    {
        Fixture f;
        f.begin();
        f.answer({ "5" }, false); // the archive is new here, and ends with it
        f.waitForStore();
        f.come(Live);
        f.come(Copied);
        f.answer({ "3", "4", "5" }, false);
        f.come(Offline);
        f.answer({ "1", "2", "3" }, true);
        f.come(Again);
        QCOMPARE(f.bodies(), QStringList({ "1", "2", "3", "4", "5" }));
    }
};

QTEST_GUILESS_MAIN(TestArrivalOrders)
#include "tst_arrival_orders.moc"
