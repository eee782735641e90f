// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/window_world.h"

#include "widgets/conversation_view.h"
#include "widgets/dialogs.h"
#include "widgets/new_messages_button.h"
#include "widgets/timeline_view.h"

#include <QScrollBar>

using namespace natter;

/// Where reading goes on, and what counts as read.
class TestReading : public QObject
{
    Q_OBJECT

    struct Fixture : WindowWorld
    {
        explicit Fixture(int unread)
        {
            addRomeo();
            QList<ChatMessage> before;
            for (int i = 0; i < 100; ++i) {
                before.append(incoming(juliet(), QStringLiteral("read %1").arg(i)));
            }
            before.append(outgoing(juliet(), "our last word"));
            record(before);
            QList<ChatMessage> news;
            for (int i = 0; i < unread; ++i) {
                news.append(incoming(juliet(), QStringLiteral("new %1").arg(i)));
            }
            record(news);
            view.resize(600, 500);
            view.show();
            QApplication::setActiveWindow(&view);
            view.open(juliet());
            settle();
        }
        int unread() { return conversations.summary(juliet()).unread; }
        TimelineView &timeline() { return *view.findChild<TimelineView *>(); }
        bool isOnScreen(const QString &body)
        {
            const auto &model = *qobject_cast<TimelineModel *>(timeline().model());
            for (int row = 0; row < model.rowCount(); ++row) {
                if (model.message(row).body == body) {
                    return timeline().viewport()->rect().intersects(timeline().rowRect(row));
                }
            }
            return false;
        }

        Dialogs dialogs;
        ConversationView view { services, dialogs };
    };

private Q_SLOTS:
    void manyUnreadOnesAreReadFromTheFirst()
    {
        Fixture f(800);
        QCOMPARE(f.unread(), 800);
        QVERIFY(f.isOnScreen("our last word"));
        QVERIFY(f.isOnScreen("new 0"));
        QVERIFY(!f.timeline().isAtLiveEdge());
        f.timeline().jumpToNewest();
        f.settle();
        QVERIFY(f.isOnScreen("new 799"));
        QTRY_COMPARE(f.unread(), 0);
    }

    void whatIsNewAboveIsAClickAway()
    {
        Fixture f(20);
        auto &button = *f.view.findChild<NewMessagesButton *>();
        QVERIFY(f.isOnScreen("new 19") && !f.isOnScreen("new 0"));
        QVERIFY(button.isVisible());
        QCOMPARE(button.text(), QString("20 new"));
        button.click();
        f.settle();
        QVERIFY(f.isOnScreen("new 0"));
        QVERIFY(!button.isVisible());
        f.timeline().jumpToNewest();
        f.settle();
        QVERIFY(!button.isVisible()); // it was there
    }

    void fewAreSeenAtOnce()
    {
        Fixture f(5);
        QVERIFY(f.timeline().isAtLiveEdge());
        QVERIFY(f.isOnScreen("new 4"));
        QVERIFY(!f.view.findChild<NewMessagesButton *>()->isVisible());
        QTRY_COMPARE(f.unread(), 0);
    }

    /// The window may be in front all the while: the screen is locked, or nobody sits there.
    void whatComesWhileNobodyLooksIsReadOnReturn()
    {
        Fixture f(0);
        f.accounts.setClientState(ClientState::Inactive);
        f.record({ f.incoming(f.juliet(), QStringLiteral("Art thou there?")) });
        f.settle();
        QVERIFY(f.isOnScreen("Art thou there?"));
        QCOMPARE(f.unread(), 1);
        f.accounts.setClientState(ClientState::Active);
        QTRY_COMPARE(f.unread(), 0);
    }
};

QTEST_MAIN(TestReading)
#include "tst_reading.moc"
