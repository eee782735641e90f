// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/rooms_world.h"

#include "base/text.h"
#include "widgets/emoji_label.h"
#include "widgets/invitations_dialog.h"
#include "widgets/invite_dialog.h"
#include "widgets/notice_bar.h"
#include "widgets/notices_pane.h"
#include "widgets/people_picker.h"

#include <QCheckBox>
#include <QListView>
#include <QListWidget>
#include <QPointer>

using namespace natter;

/// Invitations that go out, and those that come in.
class TestRoomInvitations : public QObject
{
    Q_OBJECT

    TestAuthority m_authority;

    struct Fixture : RoomsWorld
    {
        explicit Fixture(const TestAuthority &authority) : RoomsWorld(authority)
        {
            pane = std::make_unique<NoticesPane>(services);
            QObject::connect(pane.get(), &NoticesPane::conversationWanted, pane.get(),
                             [this](const ConversationId &id) { opened.append(id.peer.local()); });
            pane->show();
        }
        ~Fixture() { pane.reset(); }
        Q_DISABLE_COPY_MOVE(Fixture)

        void invite(const char *name, const QByteArray &from, const QByteArray &reason = {})
        {
            service.send("<message from='" + ScriptedRooms::at(name)
                         + "'><x xmlns='http://jabber.org/protocol/muc#user'><invite from='" + from + "'><reason>"
                         + reason + "</reason></invite></x></message>");
        }
        QList<NoticeBar *> bars()
        {
            QList<NoticeBar *> shown;
            for (NoticeBar *bar : pane->findChildren<NoticeBar *>()) {
                if (!bar->isHidden()) {
                    shown.append(bar);
                }
            }
            return shown;
        }
        QString text()
        {
            QStringList texts;
            for (const NoticeBar *bar : bars()) {
                texts.append(bar->text());
            }
            return texts.join(u'\n');
        }
        static void press(const QWidget &window, const QString &called)
        {
            for (QPushButton *button : window.findChildren<QPushButton *>()) {
                if (button->isVisible() && QString(button->text()).remove(u'&') == called) {
                    QTest::keyClick(button, Qt::Key_Space);
                    return;
                }
            }
            qFatal("there is no button %s", qPrintable(called));
        }

        std::unique_ptr<NoticesPane> pane;
        QStringList opened;
    };

private Q_SLOTS:
    void anInvitationSaysWhoWhereAndWhy()
    {
        Fixture f(m_authority);
        QSignalSpy noticed(f.pane.get(), &NoticesPane::noticed);
        f.invite("garden", "juliet@capulet.lit", "Come to\n&lt;b&gt;me&lt;/b&gt;");
        QTRY_COMPARE(f.bars().size(), 1);
        QVERIFY(f.text().contains("Juliet (juliet@capulet.lit)"));
        QVERIFY(f.text().contains("garden@chat.capulet.lit"));
        QVERIFY(f.text().contains("Come to <b>me</b>"));
        QCOMPARE(noticed.count(), 1);
        f.settle();
        QVERIFY(!f.find("garden")); // nobody goes in unasked
    }

    void itIsAcceptedByAButton()
    {
        Fixture f(m_authority);
        f.invite("garden", "juliet@capulet.lit");
        QTRY_COMPARE(f.bars().size(), 1);
        f.press(*f.bars().first(), "Join");
        QCOMPARE(f.opened, QStringList { "garden" });
        QTRY_VERIFY(f.isIn("garden"));
        QCOMPARE(f.bars().size(), 0);
        QVERIFY(f.account->invitations().all().isEmpty());
    }

    void itIsDeclinedByAButton()
    {
        Fixture f(m_authority);
        f.invite("garden", "juliet@capulet.lit");
        f.invite("hall", "benvolio@montague.lit");
        QTRY_COMPARE(f.bars().size(), 2);
        const auto bars = f.bars();
        const auto hall = std::find_if(bars.cbegin(), bars.cend(),
                                       [](const NoticeBar *bar) { return bar->text().contains("hall@"); });
        f.press(**hall, "Decline");
        QTRY_VERIFY(f.server.received().contains("<decline"));
        QCOMPARE(f.bars().size(), 1);
        QVERIFY(f.text().contains("garden@"));
        QVERIFY(!f.find("hall"));
        QCOMPARE(f.opened, QStringList());
    }

    void roomsOnlyClaim()
    {
        Fixture f(m_authority);
        f.invite("garden", "juliet@capulet.lit");
        QTRY_COMPARE(f.bars().size(), 1);
        QVERIFY2(f.text().startsWith("The room "), qPrintable(f.text()));
        f.service.send(
            "<message from='juliet@capulet.lit/balcony' to='romeo@montague.lit'><x xmlns='jabber:x:conference' "
            "jid='garden@chat.capulet.lit' reason='Thrice'/></message>");
        QTRY_VERIFY(f.text().contains("Thrice"));
        QVERIFY2(!f.text().contains("says that"), qPrintable(f.text()));
        QVERIFY(f.text().contains("invites you to the room"));
        QCOMPARE(f.bars().size(), 1);
    }

    void manyOfContactsStandBehindOneLine()
    {
        Fixture f(m_authority);
        for (const char *name : { "a", "b", "c", "d", "e" }) {
            f.invite(name, "juliet@capulet.lit");
        }
        QTRY_COMPARE(f.account->invitations().all().size(), 5);
        QTRY_COMPARE(f.bars().size(), 4);
        QVERIFY(f.text().contains("There are 2 more invitations"));
        f.press(*f.bars().first(), "Decline");
        QTRY_VERIFY(f.text().contains("There is one more invitation"));
        QTRY_COMPARE(f.bars().size(), 4);
    }

    /// Hostile case 67.
    void strangersStandInOneLine()
    {
        Fixture f(m_authority);
        QSignalSpy noticed(f.pane.get(), &NoticesPane::noticed);
        f.invite("a", "tybalt@verona.lit");
        QTRY_VERIFY(f.text().contains("Somebody whom you do not know invites you to a room."));
        for (const char *name : { "b", "c", "d" }) {
            f.invite(name, "paris@verona.lit");
        }
        QTRY_VERIFY(f.text().contains("2 people whom you do not know invite you to rooms."));
        QCOMPARE(f.bars().size(), 1);
        QCOMPARE(noticed.count(), 0);
        f.invite("garden", "juliet@capulet.lit");
        QTRY_COMPARE(f.bars().size(), 2);
        QCOMPARE(noticed.count(), 1);
        const qsizetype sent = f.server.received().count("<decline");
        f.press(*f.bars().first(), "Decline all");
        QTRY_COMPARE(f.bars().size(), 1);
        f.settle();
        QVERIFY(f.text().contains("garden@"));
        QCOMPARE(f.server.received().count("<decline"), sent);
    }

    void strangersCanBeLookedAt()
    {
        Fixture f(m_authority);
        f.invite("hall", "tybalt@verona.lit", "Dance");
        f.invite("b", "paris@verona.lit");
        QTRY_VERIFY(f.text().contains("2 people"));
        f.press(*f.bars().first(), "Show…");
        const QPointer<InvitationsDialog> dialog = f.pane->findChild<InvitationsDialog *>();
        QVERIFY(dialog);
        auto &list = *dialog->findChild<QListWidget *>();
        QCOMPARE(f.rows(list).size(), 2);
        const auto hall = list.findItems("hall@", Qt::MatchStartsWith);
        QCOMPARE(hall.size(), 1);
        list.setCurrentItem(list.item(1 - list.row(hall.first())));
        f.press(*dialog, "Decline");
        QTRY_VERIFY(f.server.received().contains("<decline"));
        QCOMPARE(f.rows(list).size(), 1);
        f.press(*dialog, "Join");
        QTRY_VERIFY(!dialog);
        QCOMPARE(f.opened, QStringList { "hall" });
        QTRY_VERIFY(f.isIn("hall"));
    }

    void longReasonIsElided()
    {
        Fixture f(m_authority);
        f.pane->resize(300, 400);
        f.invite("garden", "juliet@capulet.lit", QByteArray("But soft what light ").repeated(30));
        QTRY_COMPARE(f.bars().size(), 1);
        const auto labels = f.bars().first()->findChildren<EmojiLabel *>();
        const auto words = std::find_if(labels.cbegin(), labels.cend(),
                                        [](const EmojiLabel *label) { return label->text().contains("But soft"); });
        QVERIFY(words != labels.cend());
        QCOMPARE((*words)->heightForWidth(200), 4 * QFontMetrics((*words)->font()).lineSpacing());
    }

    void passwordsAreNotShown_data()
    {
        QTest::addColumn<bool>("keep");
        QTest::newRow("for this time") << false;
        QTest::newRow("and kept") << true;
    }
    void passwordsAreNotShown()
    {
        QFETCH(bool, keep);
        Fixture f(m_authority);
        f.service.send("<message from='" + ScriptedRooms::at("cell")
                       + "'><x xmlns='http://jabber.org/protocol/muc#user'><invite from='juliet@capulet.lit'/>"
                         "<password>thisbe</password></x></message>");
        QTRY_COMPARE(f.bars().size(), 1);
        QVERIFY(!f.text().contains("thisbe"));
        auto *box = f.bars().first()->findChild<QCheckBox *>();
        QVERIFY(box && box->isVisible() && !box->isChecked());
        box->setChecked(keep);
        f.invite("garden", "juliet@capulet.lit"); // what is ticked stays so meanwhile
        QTRY_COMPARE(f.bars().size(), 2);
        f.press(*f.bars().first(), "Join");
        QTRY_VERIFY(f.isIn("cell")); // but it opens the door
        const auto bookmark = f.account->bookmarks().find(RoomsWorld::at("cell"));
        QCOMPARE(bookmark->password.reveal(), keep ? QString("thisbe") : QString());
    }

    void theyCannotBeAnsweredOffline()
    {
        Fixture f(m_authority);
        f.invite("garden", "juliet@capulet.lit");
        QTRY_COMPARE(f.bars().size(), 1);
        f.accounts.setAvailability(Availability::Offline, {});
        f.until([&f] { return f.account->status().phase == AccountStatus::Phase::Offline; });
        QTRY_VERIFY(f.text().contains("once you are online"));
        QVERIFY(f.accounts.remove(f.romeo()));
        QCOMPARE(f.bars().size(), 0);
    }

    void severalPeopleAreInvited()
    {
        Fixture f(m_authority);
        Room &garden = f.enter("garden");
        const QPointer<InviteDialog> dialog = new InviteDialog(f.account->contacts(), garden);
        f.present(*dialog);
        auto &picker = f.child<PeoplePicker>(*dialog, "people");
        auto &search = *picker.findChild<QLineEdit *>();
        QVERIFY(search.hasFocus());
        QTest::keyClick(&search, Qt::Key_Return);
        QCOMPARE(f.problem(*dialog), QString("Choose whom to invite."));
        QTest::keyClicks(&search, "ben");
        QVERIFY(f.problem(*dialog).isEmpty());
        QTest::keyClick(&search, Qt::Key_Return);
        QTest::keyClicks(&search, "tybalt@capulet.lit"); // and stays in the field
        f.type(*dialog, "reason", "There will be dancing");
        QTest::keyClick(&f.field(*dialog, "reason"), Qt::Key_Return);
        QTRY_VERIFY(!dialog);
        QVERIFY(f.server.received().contains("to='benvolio@montague.lit'"));
        QVERIFY(f.server.received().contains("to='tybalt@capulet.lit'"));
        QVERIFY(f.server.received().contains("There will be dancing"));
        QVERIFY(!f.server.received().contains("to='juliet@capulet.lit'"));
    }

    void whatIsNobodyIsSaid()
    {
        Fixture f(m_authority);
        Room &garden = f.enter("garden");
        const QPointer<InviteDialog> dialog = new InviteDialog(f.account->contacts(), garden);
        f.present(*dialog);
        QTest::keyClicks(dialog->findChild<PeoplePicker *>()->findChild<QLineEdit *>(), "queen mab");
        f.RoomsWorld::press(*dialog, "invite");
        QVERIFY(f.problem(*dialog).contains("queen mab"));
        QTest::keyClick(dialog.data(), Qt::Key_Escape);
        QTRY_VERIFY(!dialog);
    }
};

QTEST_MAIN(TestRoomInvitations)
#include "tst_room_invitations.moc"
