// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/by_keys.h"
#include "support/scripted_server.h"
#include "support/window_world.h"

#include "base/text.h"
#include "widgets/composer.h"
#include "widgets/contact_dialog.h"
#include "widgets/conversation_view.h"
#include "widgets/details_pane.h"
#include "widgets/main_window.h"

#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>

using namespace natter;

/// Who the open chat is with: beside it, or in its place where the window is narrow.
class TestDetailsPane : public QObject
{
    Q_OBJECT

    TestAuthority m_authority;

    Identity montague() const { return m_authority.issue({ "montague.lit", { "DNS:montague.lit" } }); }

    struct Fixture : WindowWorld
    {
        explicit Fixture(int width = 1200)
        {
            account = addRomeo({ { juliet().peer, "Juliet", RosterItem::Subscription::Both, false, { "Verona" } },
                                 { nurse().peer, {}, RosterItem::Subscription::To, false, {} } });
            window.resize(width, 700);
            window.show();
            window.openConversation(juliet());
            settle();
        }
        static ConversationId nurse() { return chatWith("nurse"); }
        DetailsPane &pane() { return *window.findChild<DetailsPane *>(); }
        ConversationView &view() { return *window.findChild<ConversationView *>(); }
        QToolButton &button()
        {
            const auto buttons = view().findChildren<QToolButton *>();
            for (QToolButton *found : buttons) {
                if (found->toolTip() == u"Details") {
                    return *found;
                }
            }
            qFatal("no button shows details");
        }
        /// With the mouse, as the window stands.
        void toggle()
        {
            QTest::mouseClick(&button(), Qt::LeftButton);
            settle();
        }
        QStringList shown()
        {
            QStringList texts;
            const auto labels = pane().findChildren<QLabel *>();
            for (const QLabel *label : labels) {
                if (label->isVisible() && !label->text().isEmpty()) {
                    texts.append(label->text());
                }
            }
            return texts;
        }
        QString devices()
        {
            const QStringList texts = shown();
            return texts.value(texts.indexOf("Devices") + 1);
        }
        void connectTo(const ScriptedServer &server, const TestAuthority &authority)
        {
            pointAt(server.serverPort(), authority.pem());
            account->providePassword(Secret(QStringLiteral("pencil")));
            until([this] { return account->status().phase == AccountStatus::Phase::Online; });
        }

        Account *account = nullptr;
        Dialogs dialogs;
        MainWindow window { services, dialogs };
    };

    /// Null if it is not to be seen.
    static QPushButton *buttonOf(const QWidget &in, const QString &text)
    {
        const auto buttons = in.findChildren<QPushButton *>();
        const auto found = std::find_if(buttons.cbegin(), buttons.cend(), [&text](const QPushButton *button) {
            return button->isVisible() && button->text() == text;
        });
        return found == buttons.cend() ? nullptr : *found;
    }

private Q_SLOTS:
    void requestIsAnsweredThereToo_data()
    {
        QTest::addColumn<QString>("button");
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("accepted") << "Let them see your presence" << QByteArray("type='subscribed'");
        QTest::newRow("refused") << "Refuse" << QByteArray("type='unsubscribed'");
    }
    void requestIsAnsweredThereToo()
    {
        QFETCH(QString, button);
        QFETCH(QByteArray, answer);
        ScriptedServer server(
            Script().bound().expect("<presence").send("<presence type='subscribe' from='nurse@capulet.lit'/>"),
            montague());
        Fixture f;
        f.window.openConversation(f.nurse());
        f.toggle();
        QVERIFY(!buttonOf(f.pane(), button));
        f.connectTo(server, m_authority);
        f.until([&] { return buttonOf(f.pane(), button) != nullptr; });
        QVERIFY2(f.shown().join(u'|').contains("They ask to see when you are online."),
                 qPrintable(f.shown().join(u'|')));
        QTest::mouseClick(buttonOf(f.pane(), button), Qt::LeftButton);
        f.until([&] { return server.received().contains(answer); });
        QVERIFY(!buttonOf(f.pane(), button));
    }

    void personIsDescribed()
    {
        ScriptedServer server(
            Script()
                .bound()
                .expect("<presence")
                .send("<presence from='juliet@capulet.lit/balcony'><show>away</show><status>by the moon</status>"
                      "</presence><presence from='juliet@capulet.lit/chamber'/>")
                .expect("gone?") // what the test says when it has seen that
                .send("<presence type='unavailable' from='juliet@capulet.lit/balcony'/>")
                .expect("gone too?")
                .send("<presence type='unavailable' from='juliet@capulet.lit/chamber'/>"),
            montague());
        Fixture f;
        f.toggle();
        QVERIFY(f.pane().isVisible());
        QCOMPARE(f.shown().mid(0, 2), QStringList({ "Juliet", "juliet@capulet.lit" }));
        QCOMPARE(f.devices(), QString("unknown while you are not connected"));
        QVERIFY(f.shown().contains("Verona"));
        QVERIFY(f.shown().contains("You see when they are online.\nThey see when you are online."));

        f.connectTo(server, m_authority);
        QTRY_COMPARE(f.devices(),
                     embedded("balcony") + QString(" · away\nby the moon\n") + embedded("chamber") + " · online");
        f.account->outbox().send(f.juliet().peer, QStringLiteral("gone?"));
        QTRY_COMPARE(f.devices(), embedded("chamber") + " · online");
        f.account->outbox().send(f.juliet().peer, QStringLiteral("gone too?"));
        QTRY_COMPARE(f.devices(), QString("none online"));
    }

    void anotherChatHasOtherDetails()
    {
        ScriptedServer server(Script()
                                  .bound()
                                  .expect("<presence")
                                  .send("<presence from='juliet@capulet.lit/balcony'/>"
                                        "<presence from='nurse@capulet.lit/kitchen'><show>dnd</show></presence>"),
                              montague());
        Fixture f;
        f.connectTo(server, m_authority);
        f.toggle();
        QTRY_COMPARE(f.devices(), embedded("balcony") + " · online");
        f.window.openConversation(f.nurse());
        QVERIFY(f.pane().isVisible() && f.button().isChecked());
        QCOMPARE(f.shown().mid(0, 2), QStringList({ "nurse", "nurse@capulet.lit" }));
        QTRY_COMPARE(f.devices(), embedded("kitchen") + " · busy");
        QVERIFY(!f.shown().contains("Groups"));
        QVERIFY(f.shown().contains("You see when they are online.\nThey do not see when you are online."));
        f.window.openConversation(f.juliet());
        QVERIFY(f.pane().isVisible());
        QCOMPARE(f.shown().first(), QString("Juliet"));
        QCOMPARE(f.devices(), embedded("balcony") + " · online");
        f.toggle();
        QVERIFY(!f.pane().isVisible());
        f.window.openConversation(f.nurse()); // closed is closed
        QVERIFY(!f.pane().isVisible() && !f.button().isChecked());
    }

    void openedAndUsedByKeysAlone()
    {
        Fixture f;
        QVERIFY(QTest::qWaitForWindowActive(&f.window));
        QWidget &editor = *f.view().findChild<Composer *>()->editor();
        QVERIFY(editor.hasFocus());
        QVERIFY(reachByTab(f.window, f.button()));
        QTest::keyClick(&f.button(), Qt::Key_Space);
        QVERIFY(f.pane().isVisible() && f.button().hasFocus());
        QPushButton *edit = buttonOf(f.pane(), QStringLiteral("Edit the contact…"));
        QVERIFY(edit && reachByTab(f.window, *edit));
        QTest::keyClick(edit, Qt::Key_Space);
        auto *dialog = f.window.findChild<ContactDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        dialog->activateWindow(); // as the desktop does
        QTRY_COMPARE(QApplication::activeWindow(), dialog);
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!f.window.findChild<ContactDialog *>());
        f.window.activateWindow();
        QTRY_VERIFY(edit->hasFocus());
        QTest::keyClick(&f.window, Qt::Key_F6); // out of the pane, and around into it
        QVERIFY(!edit->hasFocus());
        for (int parts = 0; parts < 4 && !edit->hasFocus(); ++parts) {
            QTest::keyClick(&f.window, Qt::Key_F6);
        }
        QVERIFY(edit->hasFocus());
        QTest::keyClick(edit, Qt::Key_Escape);
        QVERIFY(editor.hasFocus() && f.pane().isVisible());
        QVERIFY(reachByTab(f.window, f.button()));
        QTest::keyClick(&f.button(), Qt::Key_Space);
        QVERIFY(!f.pane().isVisible() && f.button().hasFocus());
    }

    void narrowWindowIsLeftByKeysAlone()
    {
        Fixture f(420);
        QVERIFY(QTest::qWaitForWindowActive(&f.window));
        QWidget &editor = *f.view().findChild<Composer *>()->editor();
        for (const bool byButton : { false, true }) {
            QVERIFY(reachByTab(f.window, f.button()));
            QTest::keyClick(&f.button(), Qt::Key_Space);
            QVERIFY(f.pane().isVisible() && !f.view().isVisible());
            QPushButton *back = buttonOf(f.window, QStringLiteral("Back to the chat"));
            QVERIFY(back && reachByTab(f.window, *back));
            QTest::keyClick(back, byButton ? Qt::Key_Space : Qt::Key_Escape);
            QVERIFY(!f.pane().isVisible() && f.view().isVisible());
            QVERIFY(editor.hasFocus());
        }
    }

    void narrowWindowShowsThemWhole()
    {
        Fixture f(420);
        QVERIFY(f.view().isVisible());
        f.toggle();
        QVERIFY(f.pane().isVisible() && !f.view().isVisible());
        QCOMPARE(f.shown().mid(0, 2), QStringList({ "Juliet", "juliet@capulet.lit" }));
        const auto labels = f.pane().findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            const QPoint right = label->mapTo(&f.window, QPoint(label->width(), 0));
            QVERIFY2(!label->isVisible() || right.x() <= f.window.width(), qPrintable(label->text()));
        }
        QVERIFY(f.pane().width() > 272); // they have all the room there is
        const auto buttons = f.window.findChildren<QPushButton *>();
        for (QPushButton *back : buttons) {
            if (back->isVisible() && back->text() == u"Back to the chat") {
                QTest::mouseClick(back, Qt::LeftButton);
            }
        }
        QVERIFY(!f.pane().isVisible() && f.view().isVisible());
        QVERIFY(!f.button().isChecked());
    }
};

QTEST_MAIN(TestDetailsPane)
#include "tst_details_pane.moc"
