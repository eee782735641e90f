// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/garden_window.h"

#include "widgets/message_place.h"
#include "widgets/name_header.h"
#include "widgets/notice_bar.h"
#include "widgets/reason_dialog.h"
#include "widgets/room_banner.h"
#include "widgets/room_pane.h"
#include "widgets/timeline_view.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QTreeWidget>

using namespace natter;

/// A room in the window, by keyboard alone: what it says about itself, what can be done about it, and with whom.
class TestRooms : public QObject
{
    Q_OBJECT

    struct Fixture : GardenWindow
    {
        QString header() { return view().findChild<NameHeader *>()->accessibleName(); }
        QList<NoticeBar *> notices()
        {
            QList<NoticeBar *> shown = view().findChild<RoomBanner *>()->findChildren<NoticeBar *>();
            shown.removeIf([](const NoticeBar *bar) { return !bar->isVisible(); });
            return shown;
        }
        /// All that the banner says.
        QString banner()
        {
            QStringList texts;
            const auto shown = notices();
            for (const NoticeBar *bar : shown) {
                texts.append(bar->text());
            }
            return texts.join(u'\n');
        }
        QLineEdit &field() { return *view().findChild<RoomBanner *>()->findChild<QLineEdit *>(); }
        RoomPane &pane() { return *window.findChild<RoomPane *>(); }
        QListView &list() { return *pane().findChild<QListView *>("people"); }
        QStringList people()
        {
            QStringList all;
            for (int row = 0; row < list().model()->rowCount(); ++row) {
                all.append(list().model()->index(row, 0).data().toString());
            }
            return all;
        }
        /// What of the menu for somebody in the list can be chosen; chooses `wanted`.
        QStringList menuOf(const QString &nick, const QString &wanted = {})
        {
            for (int row = 0; row < list().model()->rowCount(); ++row) {
                if (list().model()->index(row, 0).data().toString() == nick) {
                    list().setCurrentIndex(list().model()->index(row, 0));
                }
            }
            list().setFocus();
            QTest::keyClick(&list(), Qt::Key_Return);
            auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
            if (!menu) {
                return {};
            }
            QStringList texts;
            QList<QAction *> actions = menu->actions();
            for (qsizetype i = 0; i < actions.size(); ++i) {
                if (actions[i]->menu()) {
                    actions += actions[i]->menu()->actions();
                }
                texts.append(actions[i]->text());
                if (!wanted.isEmpty() && actions[i]->text() == wanted) {
                    actions[i]->trigger();
                }
            }
            texts.removeAll(QString());
            menu->close();
            settle();
            return texts;
        }

        /// What can be done with the last message; does `wanted`.
        QStringList messageMenu(const QString &wanted = {})
        {
            auto &timeline = *view().findChild<TimelineView *>();
            timeline.setFocus();
            QTest::keyClick(&timeline, Qt::Key_End);
            QTest::keyClick(&timeline, Qt::Key_Return);
            auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
            QStringList texts;
            for (QAction *action : menu ? menu->actions() : QList<QAction *>()) {
                texts.append(action->text());
                if (!wanted.isEmpty() && action->text() == wanted) {
                    action->trigger();
                }
            }
            if (menu) {
                menu->close();
            }
            settle();
            return texts;
        }
    };

private Q_SLOTS:
    void headerSaysWhatItIsAndWhatItIsAbout()
    {
        Fixture f;
        f.ask();
        f.open();
        QVERIFY2(f.header().contains("entering"), qPrintable(f.header()));
        QCOMPARE(f.edit().placeholderText().contains("once you are in"), true);
        f.letIn(f.item() + "<status code='110'/>", { { "Nurse", f.item() } }, "Of &lt;b>love&lt;/b>\nand hate");
        QTRY_COMPARE(f.header(), QString("The garden, 2 people · Of <b>love</b> and hate"));
        QVERIFY(f.view().findChild<NameHeader *>()->toolTip().contains("&lt;b&gt;"));
        QVERIFY(!f.edit().placeholderText().contains("once you are in"));
        f.arrive("Paris");
        QTRY_VERIFY(f.header().startsWith("The garden, 3 people"));
    }

    void passwordIsAskedForInTheRoomItself()
    {
        Fixture f;
        f.ask();
        f.open();
        f.forget();
        f.refuseEntry("not-authorized");
        QTRY_VERIFY2(f.banner().contains("needs a password"), qPrintable(f.banner()));
        QCOMPARE(f.field().echoMode(), QLineEdit::Password);
        f.field().setFocus();
        QTest::keyClicks(&f.field(), "wherefore");
        QTest::keyClick(&f.field(), Qt::Key_Return);
        f.waitFor("<password>wherefore</password>");
        QVERIFY(f.field().text().isEmpty());
        f.letIn();
        QVERIFY(f.banner().isEmpty());
    }

    void anotherNicknameIsChosen()
    {
        Fixture f;
        f.ask();
        f.open();
        f.forget();
        f.refuseEntry("not-acceptable", "cancel");
        QTRY_VERIFY2(f.banner().contains("nickname"), qPrintable(f.banner()));
        QCOMPARE(f.field().echoMode(), QLineEdit::Normal);
        f.field().selectAll();
        QTest::keyClicks(&f.field(), "montague");
        QVERIFY(f.press("Join"));
        f.waitFor("to='garden@chat.capulet.lit/montague'");
    }

    void whoWasPutOutReadsWhyAndCanComeBack()
    {
        Fixture f;
        f.enter();
        f.open();
        f.depart("romeo",
                 f.item("none", "none", {}, "<actor nick='Prince'/><reason>For &lt;i>fighting&lt;/i></reason>")
                     + "<status code='307'/><status code='110'/>");
        QTRY_VERIFY2(f.banner().contains("Prince"), qPrintable(f.banner()));
        QVERIFY(f.banner().contains("removed you"));
        QVERIFY(f.banner().contains("For <i>fighting</i>")); // as it is
        f.forget();
        QVERIFY(f.press("Join again"));
        f.waitFor("<presence to='garden@chat.capulet.lit/romeo'");
        f.letIn();
        QVERIFY(f.banner().isEmpty());
    }

    void whoIsBannedIsToldAtTheComposerToo()
    {
        Fixture f;
        f.ask();
        f.open();
        f.refuseEntry("forbidden");
        QTRY_VERIFY2(f.banner().contains("banned"), qPrintable(f.banner()));
        QVERIFY(f.edit().placeholderText().contains("banned"));
        QVERIFY(f.edit().isEnabled());
        QVERIFY(f.press("Leave"));
        QTRY_COMPARE(f.banner(), QString("You are not in this room."));
        f.forget();
        QVERIFY(f.press("Join"));
        f.waitFor("<presence to='garden@chat.capulet.lit/");
    }

    void closedRoomLeadsToAnother()
    {
        Fixture f;
        f.enter();
        f.open();
        f.depart("romeo", f.item("none") + "<destroy jid='hall@chat.capulet.lit'><reason>Too hot</reason></destroy>");
        QTRY_VERIFY2(f.banner().contains("hall@chat.capulet.lit"), qPrintable(f.banner()));
        QVERIFY(f.press("Go to the other room"));
        QTRY_COMPARE(f.view().id().peer, Jid::orNull(u"hall@chat.capulet.lit"));
        QVERIFY(f.account->rooms().find(Jid::orNull(u"hall@chat.capulet.lit")));
    }

    void newRoomWaitsToBeSetUp()
    {
        Fixture f;
        f.ask();
        f.open();
        f.letIn(f.item("moderator", "owner") + "<status code='110'/><status code='201'/>", {});
        QTRY_VERIFY2(f.banner().contains("This room is new"), qPrintable(f.banner()));
        QSignalSpy configuration(&f.view(), &ConversationView::configurationWanted);
        QVERIFY(f.press("Configure…"));
        QCOMPARE(configuration.size(), 1);
        f.forget();
        QVERIFY(f.press("Use it as it is"));
        f.waitFor("type='submit'");
        QTRY_VERIFY(f.banner().isEmpty());
    }

    void visitorAsksToSpeak()
    {
        Fixture f;
        f.ask();
        f.open();
        f.letIn(f.item("visitor") + "<status code='110'/>");
        QTRY_VERIFY2(f.banner().contains("only read"), qPrintable(f.banner()));
        f.forget();
        QVERIFY(f.press("Ask to speak"));
        f.waitFor("muc#request");
        QVERIFY(f.banner().contains("were asked"));
        QVERIFY(!f.press("Ask to speak"));
        f.arrive("romeo", f.item() + "<status code='110'/>");
        QTRY_VERIFY(f.banner().isEmpty());
    }

    void moderatorAnswersWhoAsksToSpeak()
    {
        Fixture f;
        f.ask();
        f.open();
        f.letIn(f.item("moderator") + "<status code='110'/>", { { "Paris", f.item("visitor") } });
        f.receive("<message from='garden@chat.capulet.lit'><x xmlns='jabber:x:data' type='form'><field type='hidden' "
                  "var='FORM_TYPE'><value>http://jabber.org/protocol/muc#request</value></field><field "
                  "var='muc#role'><value>participant</value></field><field "
                  "var='muc#roomnick'><value>Paris</value></field><field var='muc#jid' "
                  "type='jid-single'><value>paris@verona.lit</value></field><field var='muc#request_allow' "
                  "type='boolean'><value>false</value></field></x></message>");
        QTRY_VERIFY2(f.banner().contains("Paris"), qPrintable(f.banner()));
        QVERIFY(f.banner().contains("asks to be allowed to speak"));
        f.forget();
        QVERIFY(f.press("Allow"));
        f.waitFor("muc#request_allow");
        QVERIFY(f.banner().isEmpty());
    }

    void warningsStayUntilTheyAreDismissed()
    {
        Fixture f;
        f.enter();
        f.open(WindowWorld::juliet()); // while somebody else is looked at
        f.announce("<status code='172'/>");
        f.announce("<status code='170'/>");
        f.open();
        QTRY_VERIFY2(f.banner().contains("everybody in this room sees your address"), qPrintable(f.banner()));
        QTRY_VERIFY(f.banner().contains("keeps a record"));
        Q_EMIT f.notices().first()->dismissed();
        QVERIFY(f.banner().isEmpty());
    }

    void whatHappensStandsBelowWhatWasSaid()
    {
        Fixture f;
        f.record({ garden::said("Nurse", "Madam!") });
        f.enter();
        f.open();
        const auto &timeline = *f.view().findChild<TimelineView *>();
        QTRY_COMPARE(timeline.model()->rowCount(), 1);
        const int height = timeline.rowRect(0).height();
        f.arrive("Paris");
        f.arrive("Tybalt");
        f.arrive("Mercutio");
        QTRY_VERIFY2(timeline.rowText(0).contains("and 2 others joined"), qPrintable(timeline.rowText(0)));
        QTRY_VERIFY(timeline.rowRect(0).height() > height);
        f.open(WindowWorld::juliet()); // while somebody else is looked at
        f.depart("Tybalt", f.item("none", "outcast") + "<status code='301'/>");
        f.open();
        QTRY_COMPARE(timeline.model()->rowCount(), 1);
        QVERIFY2(timeline.rowText(0).contains("was banned"), qPrintable(timeline.rowText(0)));
    }

    void peopleAreListedAndFound()
    {
        Fixture f;
        f.enter();
        f.open();
        f.window.setDetailsVisible(true);
        QTRY_COMPARE(f.people(), (QStringList { "Moderators", "Nurse", "Participants", "romeo" }));
        f.arrive("Paris", f.item("visitor"));
        QTRY_COMPARE(f.people(), (QStringList { "Moderators", "Nurse", "Participants", "romeo", "Visitors", "Paris" }));
        QTest::keyClick(&f.window, Qt::Key_F6);
        while (!f.pane().isAncestorOf(QApplication::focusWidget())) {
            QTest::keyClick(&f.window, Qt::Key_F6);
        }
        QTest::keyClicks(QApplication::focusWidget(), "par");
        QCOMPARE(f.people(), (QStringList { "Visitors", "Paris" }));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(f.list().currentIndex().data().toString(), QString("Paris"));
        QVERIFY(f.list().hasFocus());
        f.depart("Paris");
        QTRY_COMPARE(f.people(), QStringList());
    }

    void menuOffersWhatTheRoomLetsUsDo()
    {
        Fixture f;
        f.ask();
        f.letIn(f.item("moderator", "admin") + "<status code='110'/>",
                { { "Prince", f.item("moderator", "owner") },
                  { "Paris", f.item("participant", "none", "jid='paris@verona.lit/church'") } });
        f.open();
        f.window.setDetailsVisible(true);
        QTRY_VERIFY(f.people().contains("Paris"));
        QCOMPARE(f.menuOf("Prince"), (QStringList { "Mention", "Who is this?", "Message privately" }));
        const QStringList offered = f.menuOf("Paris");
        for (const char *action : { "Mention", "Message privately", "Open the chat with paris@verona.lit",
                                    "Copy the address", "Take their voice away", "Remove from the room…", "Ban…" }) {
            QVERIFY2(offered.contains(QString::fromUtf8(action)), action);
        }
        QVERIFY(offered.contains("A member"));
        QVERIFY(!offered.contains("An owner")); // which an admin may not make
        f.forget();
        f.menuOf("Paris", "Take their voice away");
        f.waitFor("role='visitor'");
        f.menuOf("Paris", "Ban…");
        auto *dialog = f.window.findChild<ReasonDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        QTest::keyClicks(dialog->findChild<QLineEdit *>(), "He weds another");
        QTest::keyClick(dialog->findChild<QLineEdit *>(), Qt::Key_Return);
        f.waitFor("affiliation='outcast'");
        QVERIFY(f.heard("<reason>He weds another</reason>"));
        QVERIFY(f.heard("jid='paris@verona.lit'"));
    }

    void whoMayNothingIsOfferedNothing()
    {
        Fixture f;
        f.enter();
        f.open();
        f.window.setDetailsVisible(true);
        QTRY_VERIFY(f.people().contains("Nurse"));
        QCOMPARE(f.menuOf("Nurse"), (QStringList { "Mention", "Who is this?", "Message privately" }));
        QCOMPARE(f.menuOf("romeo"), QStringList());
    }

    void mentionAndPrivateConversationBeginInTheList()
    {
        Fixture f;
        f.enter();
        f.open();
        f.window.setDetailsVisible(true);
        QTRY_VERIFY(f.people().contains("Nurse"));
        f.menuOf("Nurse", "Mention");
        QCOMPARE(f.composer().text(), QString("Nurse: "));
        f.menuOf("Nurse", "Message privately");
        QCOMPARE(f.view().id().peer, garden::chat().peer.withResource(u"Nurse"));
        QTRY_COMPARE(f.header(), QString("Nurse, Private, in The garden · online"));
        QVERIFY(f.edit().placeholderText().contains("Private message to"));
        f.forget();
        f.write("a word with you");
        f.waitFor("<body>a word with you</body>");
        QVERIFY(f.heard("to='garden@chat.capulet.lit/Nurse'"));
        QVERIFY(!f.heard("type='groupchat'")); // nobody else hears it
        f.depart("Nurse");
        QTRY_VERIFY2(f.header().endsWith("not there"), qPrintable(f.header()));
    }

    void whatIsMeantForOneIsToldToTheNextOnlyIfThatIsMeant()
    {
        Fixture f;
        f.moreFeatures = "<feature var='urn:xmpp:occupant-id:0'/>";
        const auto withId = [](const QByteArray &id) {
            return "<occupant-id xmlns='urn:xmpp:occupant-id:0' id='" + id + "'/>";
        };
        f.enter();
        QTRY_VERIFY(f.account->rooms().find(garden::chat().peer)->info().hasOccupantIds);
        f.arrive("Mercutio", f.item(), withId("id-mercutio"));
        f.receive("<message type='chat' from='garden@chat.capulet.lit/Mercutio' id='m1'><body>psst</body></message>");
        f.open({ WindowWorld::romeo(), garden::chat().peer.withResource(u"Mercutio") });
        f.depart("Mercutio");
        f.arrive("Mercutio", f.item(), withId("id-tybalt"));
        QTRY_VERIFY(f.edit().placeholderText().startsWith("Somebody else is called"));
        f.forget();
        f.write("at midnight");
        QCOMPARE(f.dialogs.asked, QStringList("Send it to somebody else?"));
        QCOMPARE(f.composer().text(), QString("at midnight"));
        QVERIFY(!f.heard("midnight"));
        f.dialogs.lastAgreed();
        f.waitFor("midnight");
        QCOMPARE(f.composer().text(), QString());
        f.write("at one"); // that one is who is talked with now
        f.waitFor("at one");
        f.depart("Mercutio");
        f.arrive("Mercutio", f.item(), withId("id-paris"));
        f.receive("<message type='chat' from='garden@chat.capulet.lit/Mercutio' id='m2'><body>who?</body>"
                  + withId("id-paris") + "</message>");
        QTRY_COMPARE(f.view().findChild<TimelineView *>()->model()->rowCount(), 4);
        f.write("to whom"); // although the last word is of who has the name
        QCOMPARE(f.dialogs.asked.size(), 2);
        QVERIFY(!f.heard("to whom"));
        const TimelineModel &model = *f.view().findChild<TimelineView *>()->model();
        QStringList lines;
        for (int row = 0; row < model.rowCount(); ++row) {
            lines << MessagePlace::of(model, row).otherAbove;
        }
        QCOMPARE(lines, QStringList({ "", "Mercutio", "", "Mercutio" }));
    }

    void nicknamesAreCompletedByWhoSpokeLast()
    {
        Fixture f;
        f.ask();
        f.letIn(f.item() + "<status code='110'/>", { { "Nurse", f.item() }, { "Nathaniel", f.item() } });
        f.open();
        f.say("Nathaniel", "Ay", "m1");
        f.say("Nurse", "Madam!", "m2");
        QTRY_COMPARE(f.view().findChild<TimelineView *>()->model()->rowCount(), 2);
        f.edit().setFocus();
        QTest::keyClicks(&f.edit(), "@n");
        QTest::keyClick(&f.edit(), Qt::Key_Return);
        QCOMPARE(f.composer().text(), QString("Nurse: "));
        f.open(WindowWorld::juliet());
        QTest::keyClicks(&f.edit(), "@n");
        QTest::keyClick(&f.edit(), Qt::Key_Tab);
        QCOMPARE(f.composer().text(), QString("@n")); // there is no room
    }

    void whoReactedIsNamed()
    {
        Fixture f;
        f.enter();
        f.open();
        const auto like = [](const QString &nick, const QString &emoji) {
            ChatMessage message = garden::named(garden::said(nick, emoji), nick);
            message.purpose = ChatMessage::Purpose::Reaction;
            message.about = "a-1";
            return message;
        };
        f.record({ garden::named(garden::said("Nurse", "Madam!"), "1"), like("Peter", QStringLiteral("👍")),
                   like("Paris", QStringLiteral("👍")) });
        auto &timeline = *f.view().findChild<TimelineView *>();
        QTRY_COMPARE(timeline.model()->rowCount(), 1);
        QCOMPARE(timeline.model()->message(0).reactions.first().count, 2);
        QVERIFY(f.messageMenu("Reactions…").contains("Reactions…"));
        QTRY_VERIFY(f.view().findChild<QTreeWidget *>());
        const auto &list = *f.view().findChild<QTreeWidget *>();
        QStringList names;
        for (int row = 0; row < list.topLevelItemCount(); ++row) {
            names.append(list.topLevelItem(row)->text(0));
        }
        names.sort();
        QCOMPARE(names, (QStringList { "Paris", "Peter" }));
    }

    void moderatorTakesBackWhatOthersSaid()
    {
        Fixture f;
        f.ask();
        f.letIn(f.item("moderator") + "<status code='110'/>");
        f.open();
        f.record({ garden::named(garden::said("Sampson", "I bite my thumb"), "1") });
        QTRY_COMPARE(f.view().findChild<TimelineView *>()->model()->rowCount(), 1);
        f.forget();
        QVERIFY(f.messageMenu("Retract for everybody…").contains("Retract for everybody…"));
        auto *dialog = f.window.findChild<ReasonDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        QTest::keyClicks(dialog->findChild<QLineEdit *>(), "No fighting");
        QTest::keyClick(dialog->findChild<QLineEdit *>(), Qt::Key_Return);
        f.waitFor("id='a-1'");
        QVERIFY(f.heard("urn:xmpp:message-moderate:1"));
        QVERIFY(f.heard("<reason>No fighting</reason>"));
        f.arrive("romeo", f.item() + "<status code='110'/>"); // no moderator any more
        QTRY_VERIFY(!f.messageMenu().contains("Retract for everybody…"));
    }

    void notificationsAreChosenBesideTheConversation()
    {
        Fixture f;
        f.enter();
        f.open();
        f.window.setDetailsVisible(true);
        QVERIFY(f.press("About"));
        auto *notify = f.pane().findChild<QComboBox *>();
        QCOMPARE(notify->currentText(), QString("When I am mentioned"));
        notify->setFocus();
        QTest::keyClick(notify, Qt::Key_Up);
        QTRY_COMPARE(f.conversations.summary(garden::chat()).treatment.notify, std::optional(Notify::Always));
        QTest::keyClick(notify, Qt::Key_End);
        QTRY_COMPARE(f.conversations.summary(garden::chat()).treatment.notify, std::optional(Notify::Never));
    }

    void commandsOfRooms()
    {
        Fixture f;
        f.ask();
        f.letIn(f.item("moderator", "owner") + "<status code='110'/>",
                { { "Friar Laurence", f.item("participant", "none", "jid='friar@cell.lit/1'") } });
        f.open();
        f.forget();
        f.write("/topic Of love");
        f.waitFor("<subject>Of love</subject>");
        f.write("/nick montague");
        f.waitFor("<presence to='garden@chat.capulet.lit/montague'");
        f.write("/kick friar laurence for haste");
        f.waitFor("role='none'");
        QVERIFY(f.heard("nick='Friar Laurence'"));
        QVERIFY(f.heard("<reason>for haste</reason>"));
        f.write("/ban Friar Laurence");
        f.waitFor("jid='friar@cell.lit'");
        f.write("/invite juliet@capulet.lit come");
        f.waitFor("<invite to='juliet@capulet.lit'");
        QTRY_VERIFY(f.view().findChild<NoticeBar *>()->text().contains("was invited")); // or it would come later
        f.write("/kick nobody");
        QVERIFY(f.view().findChild<NoticeBar *>()->text().contains("nobody"));
        QCOMPARE(f.composer().text(), QString("/kick nobody")); // it is not lost
        f.composer().setText({});
        f.write("/msg friar laurence good even");
        f.waitFor("<body>good even</body>");
        QCOMPARE(f.view().id().peer.resource(), QString("Friar Laurence"));
        f.open();
        f.write("/join hall");
        QTRY_COMPARE(f.view().id().peer, Jid::orNull(u"hall@chat.capulet.lit"));
        f.open();
        f.write("/part");
        f.waitFor("<presence to='garden@chat.capulet.lit/romeo' type='unavailable'");
    }

    void ownWordsAreTakenBackInOneWay()
    {
        Fixture f;
        f.ask();
        f.letIn(f.item("moderator") + "<status code='110'/>");
        f.open();
        f.record({ garden::named(garden::ours("I was wrong"), "1") });
        QTRY_COMPARE(f.view().findChild<TimelineView *>()->model()->rowCount(), 1);
        const QStringList offered = f.messageMenu();
        QVERIFY2(offered.contains("Retract…"), qPrintable(offered.join(u'\n')));
        QVERIFY(!offered.contains("Retract for everybody…"));
    }

    void onlyRoomsHaveThoseCommands()
    {
        Fixture f;
        f.open(WindowWorld::juliet());
        f.write("/topic Of love");
        QVERIFY(f.view().findChild<NoticeBar *>()->text().contains("/topic"));
        QVERIFY(!f.heard("Of love"));
    }

    void commandThatIsRefusedIsNotLost()
    {
        Fixture f;
        f.enter();
        f.open();
        f.forget();
        f.write("/nick Nurse");
        f.waitFor("to='garden@chat.capulet.lit/Nurse'");
        QCOMPARE(f.composer().text(), QString());
        f.refuseEntry("conflict", "cancel");
        QTRY_COMPARE(f.composer().text(), QString("/nick Nurse"));
        const auto *notice = f.view().findChild<NoticeBar *>();
        QVERIFY2(notice->text().contains("called that already"), qPrintable(notice->text()));
        QVERIFY(notice->isVisible());
        f.edit().selectAll();
        QTest::keyClick(&f.edit(), Qt::Key_Backspace);
        QVERIFY(!notice->isVisible()); // it was about that
    }
};

QTEST_MAIN(TestRooms)
#include "tst_rooms.moc"
