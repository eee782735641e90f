// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/garden_window.h"

#include "widgets/chats_pane.h"
#include "widgets/notice_bar.h"
#include "widgets/room_banner.h"
#include "widgets/room_nick_dialog.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QToolButton>

using namespace natter;

/// What a room asks for or tells at the top of its conversation, and where the focus is meanwhile.
class TestRoomBanner : public QObject
{
    Q_OBJECT

    struct Fixture : GardenWindow
    {
        QLineEdit &field() { return *view().findChild<RoomBanner *>()->findChild<QLineEdit *>(); }
        /// Somebody else is called "romeo" there: so we are "romeo_".
        void goInWhereSomebodyHasTheName()
        {
            ask();
            open();
            forget();
            receive("<presence type='error' from='garden@chat.capulet.lit/romeo'><error type='cancel'><conflict "
                    "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>");
            waitFor("to='garden@chat.capulet.lit/romeo_'");
            arrive("romeo");
            arrive("romeo_", item() + "<status code='110'/>");
        }
        /// All that the banner says.
        QString banner()
        {
            QStringList texts;
            const auto all = view().findChild<RoomBanner *>()->findChildren<NoticeBar *>();
            for (const NoticeBar *bar : all) {
                texts.append(bar->isVisible() ? bar->text() : QString());
            }
            texts.removeAll(QString());
            return texts.join(u'\n');
        }
    };

private Q_SLOTS:
    /// Or it would be typed into a message, for everybody to read.
    void whoeverWouldWriteTypesThePassword()
    {
        Fixture f;
        f.ask();
        f.open();
        f.forget();
        QCOMPARE(f.window.focusWidget(), static_cast<QWidget *>(&f.edit()));
        f.refuseEntry("not-authorized");
        QTRY_COMPARE(f.window.focusWidget(), static_cast<QWidget *>(&f.field()));
        QTest::keyClicks(&f.field(), "therefore");
        QTest::keyClick(&f.field(), Qt::Key_Return);
        f.waitFor("<password>therefore</password>");
        QCOMPARE(f.window.focusWidget(), static_cast<QWidget *>(&f.edit()));
        f.refuseEntry("not-authorized");
        QTRY_VERIFY2(f.banner().contains("not the password"), qPrintable(f.banner()));
        QCOMPARE(f.window.focusWidget(), static_cast<QWidget *>(&f.field()));
        f.open(WindowWorld::juliet());
        QCOMPARE(f.window.focusWidget(), static_cast<QWidget *>(&f.edit()));
        f.open();
        QCOMPARE(f.window.focusWidget(), static_cast<QWidget *>(&f.field()));
    }

    void nothingIsTriedAgainWithoutAConnection()
    {
        Fixture f;
        f.ask();
        f.open();
        f.refuseEntry("remote-server-timeout");
        QTRY_VERIFY2(f.banner().contains("tried again"), qPrintable(f.banner()));
        f.account->setAvailability(Availability::Offline, {});
        QTRY_VERIFY2(f.banner().isEmpty(), qPrintable(f.banner()));
    }

    void focusElsewhereStaysWhenThePasswordIsAskedFor()
    {
        Fixture f;
        f.ask();
        f.open();
        auto *search = f.window.findChild<ChatsPane *>()->findChild<QLineEdit *>();
        search->setFocus();
        f.refuseEntry("not-authorized");
        QTRY_VERIFY2(f.banner().contains("needs a password"), qPrintable(f.banner()));
        QCOMPARE(f.window.focusWidget(), static_cast<QWidget *>(search));
    }

    void keyboardGoesThroughThePasswordAsTheEyeDoes()
    {
        Fixture f;
        f.ask();
        f.open();
        f.refuseEntry("not-authorized");
        QTRY_VERIFY2(f.banner().contains("needs a password"), qPrintable(f.banner()));
        QVERIFY(QTest::qWaitForWindowActive(&f.window));
        f.field().setFocus();
        QStringList path;
        for (int steps = 0; steps < 12 && !f.edit().hasFocus(); ++steps) {
            const QWidget *focus = f.window.focusWidget();
            const auto *button = qobject_cast<const QAbstractButton *>(focus);
            path.append(button ? button->text() : focus->accessibleName());
            QTest::keyClick(f.window.focusWidget(), Qt::Key_Tab);
        }
        QCOMPARE(path, QStringList({ "Password", "Remember the password", "Join", "Leave" }));
        QTest::keyClick(&f.edit(), Qt::Key_Backtab, Qt::ShiftModifier);
        const auto *last = qobject_cast<QPushButton *>(f.window.focusWidget());
        QVERIFY(last && last->text() == "Leave");
        QVERIFY(f.view().findChild<QCheckBox *>()->toolTip().contains("server")); // where it goes
    }

    void whoNeverWasAMemberIsNotToldToBeNoneAnyLonger()
    {
        Fixture f;
        f.enter();
        f.open();
        f.depart("romeo", f.item("none") + "<status code='322'/><status code='110'/>");
        QTRY_VERIFY2(f.banner().contains("Only members may enter"), qPrintable(f.banner()));
        QVERIFY(!f.banner().contains("no longer"));
    }

    void nothingIsSentToARoomThatAsksForItsPassword()
    {
        Fixture f;
        f.ask();
        f.open();
        f.refuseEntry("not-authorized");
        QTRY_VERIFY2(f.banner().contains("needs a password"), qPrintable(f.banner()));
        f.write("wherefore");
        QCOMPARE(f.edit().toPlainText(), QString("wherefore"));
        QCOMPARE(f.window.focusWidget(), static_cast<QWidget *>(&f.field()));
        QVERIFY(f.stored(garden::chat()).isEmpty());
    }

    void roomThatIsSilentSaysSo()
    {
        Fixture f;
        f.ask();
        f.open();
        QVERIFY(f.banner().isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(f.banner().contains("does not answer yet"), 20'000);
        f.letIn();
        QVERIFY2(f.banner().isEmpty(), qPrintable(f.banner()));
    }

    void whoHasNoPatienceLeavesASilentRoom()
    {
        Fixture f;
        f.ask();
        f.open();
        QTRY_VERIFY_WITH_TIMEOUT(f.banner().contains("does not answer yet"), 20'000);
        QVERIFY(f.press("Leave"));
        QVERIFY(!f.account->rooms().find(garden::chat().peer));
    }

    void roomSaysThatOneIsCalledOtherwise()
    {
        Fixture f;
        f.goInWhereSomebodyHasTheName();
        QTRY_VERIFY2(f.banner().contains("as somebody else is called"), qPrintable(f.banner()));
        QVERIFY2(f.banner().contains("romeo_"), qPrintable(f.banner()));
        QVERIFY(f.press("Change…"));
        auto *dialog = f.window.findChild<RoomNickDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        dialog->reject();
        const auto closers = f.view().findChild<RoomBanner *>()->findChildren<QToolButton *>();
        for (QToolButton *closer : closers) {
            if (closer->isVisible() && closer->toolTip() == "Dismiss") {
                closer->click();
            }
        }
        QVERIFY2(f.banner().isEmpty(), qPrintable(f.banner()));
        f.open(WindowWorld::juliet());
        f.open();
        QVERIFY2(f.banner().isEmpty(), qPrintable(f.banner()));
    }

    void nicknameThatIsFreeAgainIsNotSaidToBeTaken_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("they went") << Fixture::item("none");
        QTest::newRow("they are called otherwise")
            << Fixture::item("participant", "none", "nick='tybalt'") + "<status code='303'/>";
    }
    void nicknameThatIsFreeAgainIsNotSaidToBeTaken()
    {
        QFETCH(QByteArray, content);
        Fixture f;
        f.goInWhereSomebodyHasTheName();
        QTRY_VERIFY2(f.banner().contains("as somebody else is called"), qPrintable(f.banner()));
        f.depart("romeo", content);
        QTRY_VERIFY2(f.banner().isEmpty(), qPrintable(f.banner()));
        f.arrive("romeo");
        QTRY_VERIFY2(f.banner().contains("as somebody else is called"), qPrintable(f.banner()));
    }

    void whoeverMakesARoomIsNotWarnedOfIt()
    {
        Fixture f;
        f.ask();
        f.open();
        f.letIn(f.item("moderator", "owner") + "<status code='201'/><status code='100'/><status code='110'/>", {});
        QTRY_VERIFY2(f.banner().contains("This room is new"), qPrintable(f.banner()));
        QVERIFY2(!f.banner().contains("From now on"), qPrintable(f.banner()));
        QVERIFY(f.press("Use it as it is"));
        QTRY_VERIFY2(f.banner().isEmpty(), qPrintable(f.banner()));
        f.announce("<status code='104'/><status code='170'/>");
        QVERIFY2(f.banner().isEmpty(), qPrintable(f.banner()));
    }

    void nicknameThatWasChosenIsNoNews()
    {
        Fixture f;
        f.enter();
        f.open();
        f.depart("romeo",
                 f.item("participant", "none", "nick='montague'") + "<status code='303'/><status code='110'/>");
        f.arrive("montague", f.item() + "<status code='110'/>");
        QVERIFY2(f.banner().isEmpty(), qPrintable(f.banner()));
    }
};

QTEST_MAIN(TestRoomBanner)
#include "tst_room_banner.moc"
