// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/scripted_server.h"
#include "support/window_world.h"

#include "widgets/chat_search_bar.h"
#include "widgets/command_completion.h"
#include "widgets/composer.h"
#include "widgets/conversation_view.h"
#include "widgets/date_dialog.h"
#include "widgets/main_window.h"
#include "widgets/notice_bar.h"
#include "widgets/timeline_view.h"

#include <QClipboard>
#include <QInputMethodEvent>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace natter;

/// What is written behind a slash: offered, run, and never sent by mistake.
class TestCommands : public QObject
{
    Q_OBJECT

    TestAuthority m_authority;

    struct Fixture : WindowWorld
    {
        Fixture()
        {
            account = addRomeo({ { juliet().peer, "Juliet", RosterItem::Subscription::Both, false, {} } });
            say(juliet(), "Who is there?");
            window.resize(900, 600);
            window.show();
            QApplication::setActiveWindow(&window);
            window.openConversation(juliet());
            settle();
            until([this] { return edit().hasFocus(); });
        }
        ConversationView &view() { return *window.findChild<ConversationView *>(); }
        Composer &composer() { return *view().findChild<Composer *>(); }
        MessageEdit &edit() { return composer().messageEdit(); }
        CommandCompletion &completion() { return *edit().findChild<CommandCompletion *>(); }
        void type(const QString &text) { QTest::keyClicks(&edit(), text); }
        void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(&edit(), key, modifiers); }
        /// Typed and sent by keyboard.
        void enter(const QString &text)
        {
            type(text);
            press(Qt::Key_Return);
            settle();
        }
        void paste(const QString &text)
        {
            QGuiApplication::clipboard()->setText(text);
            edit().paste();
        }
        /// The list, which is open.
        QListView &list()
        {
            for (QListView *found : edit().findChildren<QListView *>()) {
                if (found->accessibleName() == u"Commands") {
                    return *found;
                }
            }
            qFatal("there is no list");
        }
        QStringList offered()
        {
            QStringList names;
            for (int row = 0; row < list().model()->rowCount(); ++row) {
                names.append(list().model()->index(row, 0).data().toString());
            }
            return names;
        }
        QString chosen() { return list().currentIndex().data().toString(); }
        NoticeBar &bar() { return *view().findChild<NoticeBar *>(); }
        QString notice() { return bar().isVisible() ? bar().text() : QString(); }
        QPushButton &action()
        {
            for (QPushButton *found : bar().findChildren<QPushButton *>()) {
                if (found->isVisible()) {
                    return *found;
                }
            }
            qFatal("the notice offers nothing");
        }
        /// What was said by us, the newest last.
        QStringList said()
        {
            QStringList texts;
            for (const ChatMessage &message : stored(juliet())) {
                if (message.isOutgoing()) {
                    texts.append(message.body);
                }
            }
            return texts;
        }
        ChatTreatment treatment() { return conversations.summary(juliet()).treatment; }

        Account *account = nullptr;
        Dialogs dialogs;
        MainWindow window { services, dialogs };
    };

private Q_SLOTS:
    void slashOffersAndLettersNarrow()
    {
        Fixture f;
        f.type("/");
        QVERIFY(f.completion().isOpen());
        QVERIFY(f.edit().hasFocus());
        QVERIFY(f.offered().contains("/me") && f.offered().contains("/mute") && f.offered().contains("/help"));
        const QRect list = f.list().window()->geometry();
        QVERIFY(list.bottom() < f.edit().viewport()->mapToGlobal(f.edit().cursorRect().topLeft()).y());
        f.type("un");
        QCOMPARE(f.offered(), QStringList({ "/unmute", "/unpin", "/unarchive" }));
        QVERIFY2(f.list().currentIndex().data(Qt::AccessibleTextRole).toString().startsWith("/unmute, "),
                 "a screen reader hears what it does");
        f.press(Qt::Key_Backspace);
        f.press(Qt::Key_Backspace);
        QVERIFY(f.offered().size() > 10);
        f.type("zz");
        QVERIFY(!f.completion().isOpen());
        f.composer().setText({});
        f.type("either/");
        QVERIFY(!f.completion().isOpen());
    }

    void listStaysWhereLettersRunAgainstTheWindow()
    {
        Fixture f;
        f.window.setLayoutDirection(Qt::RightToLeft);
        f.type("/u");
        const QRect before = f.list().window()->geometry();
        f.type("n");
        QCOMPARE(f.list().window()->geometry().right(), before.right());
        QVERIFY(before.right() > f.edit().mapToGlobal(f.edit().rect().center()).x());
    }

    void choiceIsWrittenAndNotRun()
    {
        for (const Qt::Key key : { Qt::Key_Return, Qt::Key_Enter, Qt::Key_Tab }) {
            Fixture f;
            f.type("/un");
            f.press(Qt::Key_Down);
            QCOMPARE(f.chosen(), QString("/unpin"));
            f.press(Qt::Key_Up);
            f.press(Qt::Key_Up);
            QCOMPARE(f.chosen(), QString("/unarchive")); // round
            f.press(key);
            QCOMPARE(f.composer().text(), QString("/unarchive"));
            QVERIFY(!f.completion().isOpen() && f.edit().hasFocus());
            QCOMPARE(f.notice(), QString());
            f.press(Qt::Key_Return);
            QCOMPARE(f.composer().text(), QString());
            QVERIFY(!f.notice().isEmpty());
        }
    }

    void choiceLeavesRoomForWhatItNeeds()
    {
        Fixture f;
        f.type("/shr");
        f.press(Qt::Key_Tab);
        QCOMPARE(f.composer().text(), QString("/shrug "));
        f.enter("who knows");
        QCOMPARE(f.said(), QStringList(u"who knows \u00af\\_(\u30c4)_/\u00af"_qs));
        f.type("/shr");
        f.press(Qt::Key_Tab);
        f.edit().undo();
        QCOMPARE(f.composer().text(), QString("/shr"));
    }

    void mouseChooses()
    {
        Fixture f;
        f.type("/un");
        const QModelIndex second = f.list().model()->index(1, 0);
        QTest::mouseClick(f.list().viewport(), Qt::LeftButton, {}, f.list().visualRect(second).center());
        QCOMPARE(f.composer().text(), QString("/unpin"));
        QVERIFY(f.edit().hasFocus());
    }

    void wholeNameKeepsEnter()
    {
        Fixture f;
        f.type("/pin");
        QCOMPARE(f.chosen(), QString("/pin"));
        QCOMPARE(f.offered().value(1), QString("/ping"));
        f.press(Qt::Key_Return);
        f.settle();
        QVERIFY(f.treatment().isPinned);
        QVERIFY(!f.completion().isOpen());
        f.type("/PIN");
        f.press(Qt::Key_Down); // who goes on to another means that
        f.press(Qt::Key_Return);
        QCOMPARE(f.composer().text(), QString("/ping"));
    }

    void escapeTurnsItAway()
    {
        Fixture f;
        f.type("/un");
        f.press(Qt::Key_Escape);
        QVERIFY(!f.completion().isOpen());
        QCOMPARE(f.composer().text(), QString("/un"));
        f.type("do");
        QVERIFY(!f.completion().isOpen());
        f.press(Qt::Key_Return);
        QVERIFY2(f.notice().contains("/undo"), qPrintable(f.notice()));
        f.composer().setText({});
        f.type("/un");
        QVERIFY(f.completion().isOpen()); // another one
    }

    void inputMethodIsLeftAlone()
    {
        Fixture f;
        f.type("/p");
        QInputMethodEvent composing(u"\u3059"_qs, {});
        QCoreApplication::sendEvent(&f.edit(), &composing);
        QVERIFY(!f.completion().isOpen());
        QInputMethodEvent done;
        done.setCommitString("i");
        QCoreApplication::sendEvent(&f.edit(), &done);
        QVERIFY(f.completion().isOpen());
    }

    void nothingIsOfferedForAnEdit()
    {
        Fixture f;
        f.enter("Good morrow");
        f.press(Qt::Key_Up);
        QVERIFY(f.composer().beingEdited());
        f.edit().selectAll();
        f.type("/pi");
        QVERIFY(!f.completion().isOpen());
        f.press(Qt::Key_Return);
        f.settle();
        QVERIFY(!f.treatment().isPinned);
        QCOMPARE(f.said(), QStringList("/pi"));
    }

    void unknownIsNotSentButForASecondTime()
    {
        Fixture f;
        f.enter("/nosuch thing");
        QCOMPARE(f.said(), QStringList());
        QCOMPARE(f.composer().text(), QString("/nosuch thing"));
        QVERIFY2(f.notice().contains("/nosuch"), qPrintable(f.notice()));
        f.type("s");
        QCOMPARE(f.notice(), QString()); // that was about another text
        f.press(Qt::Key_Return);
        QVERIFY(!f.notice().isEmpty());
        f.press(Qt::Key_Return);
        f.settle();
        QCOMPARE(f.said(), QStringList("/nosuch things"));
        QCOMPARE(f.notice(), QString());
        QCOMPARE(f.composer().text(), QString());
        f.enter("/nosuch things");
        QCOMPARE(f.said().size(), 1); // each one is asked for anew
        f.action().click();
        f.settle();
        QCOMPARE(f.said().size(), 2);
        QVERIFY(f.edit().hasFocus());
    }

    void refusalEndsWithTheChat()
    {
        Fixture f;
        f.enter("/nosuch");
        f.window.openConversation(f.chatWith("nurse"));
        QCOMPARE(f.notice(), QString());
        f.enter("/nosuch");
        f.window.openConversation(f.juliet());
        f.settle();
        QCOMPARE(f.composer().text(), QString("/nosuch"));
        f.press(Qt::Key_Return);
        f.settle();
        QCOMPARE(f.said(), QStringList()); // it was not asked for here
    }

    void whatIsSaid_data()
    {
        QTest::addColumn<QString>("written");
        QTest::addColumn<QString>("sent");
        const auto row = [](const char *name, const QString &written, const QString &sent) {
            QTest::newRow(name) << written << sent;
        };
        row("action", "/me sighs", "/me sighs");
        row("action in capitals", "/ME sighs", "/me sighs");
        row("path", "/etc/passwd", "/etc/passwd");
        row("path in a sentence", "/usr/bin is full", "/usr/bin is full");
        row("two slashes", "//pin", "/pin");
        row("comment", "// it is the east", "// it is the east");
        row("said", "/say /pin", "/pin");
        row("code", "/code if (moon)", "```\nif (moon)\n```");
        row("quotation", "/quote Who is there?", "> Who is there?");
        row("shrug", "/shrug", u"\u00af\\_(\u30c4)_/\u00af"_qs);
    }
    void whatIsSaid()
    {
        QFETCH(QString, written);
        QFETCH(QString, sent);
        Fixture f;
        f.enter(written);
        QCOMPARE(f.said(), QStringList(sent));
        QCOMPARE(f.composer().text(), QString());
        QCOMPARE(f.notice(), QString());
        QVERIFY(!f.stored(f.juliet()).last().spoiler);
    }

    void pastedLinesAreSafe()
    {
        Fixture f;
        f.paste("/close\n/archive\n/status offline");
        QVERIFY(!f.completion().isOpen());
        f.press(Qt::Key_Return);
        f.settle();
        QCOMPARE(f.said(), QStringList("/close\n/archive\n/status offline"));
        QVERIFY(f.view().isOpen());
        QVERIFY(!f.treatment().isArchived);
        QCOMPARE(f.accounts.availability(), Availability::Online);
    }

    void spoilerIsHidden()
    {
        Fixture f;
        f.enter("/spoiler how it ends | they both die");
        f.enter("/spoiler they do: both");
        const auto messages = f.stored(f.juliet());
        QCOMPARE(messages[1].body, QString("they both die"));
        QCOMPARE(messages[1].spoiler, std::optional<QString>("how it ends"));
        QCOMPARE(messages[2].body, QString("they do: both"));
        QCOMPARE(messages[2].spoiler, std::optional<QString>(""));
    }

    void whatCannotBeStoredComesBackAsItWasWritten()
    {
        Fixture f;
        f.breakStore();
        f.enter("/spoiler how it ends | they both die");
        QTRY_COMPARE(f.composer().text(), QString("/spoiler how it ends | they both die"));
        f.composer().setText({});
        f.enter("/say /pin");
        QTRY_COMPARE(f.composer().text(), QString("/say /pin"));
    }

    void chatIsTreated()
    {
        Fixture f;
        const auto now = [] { return QDateTime::currentDateTimeUtc(); };
        f.enter("/mute 2h");
        QVERIFY(f.treatment().isMuted(now().addSecs(7000)) && !f.treatment().isMuted(now().addSecs(7300)));
        QVERIFY2(f.notice().contains("muted until"), qPrintable(f.notice()));
        f.enter("/unmute");
        QVERIFY(!f.treatment().isMuted(now()));
        f.enter("/mute");
        QVERIFY(f.treatment().isMuted(now().addYears(100)));
        f.enter("/mute for ever");
        QVERIFY2(f.notice().contains("for ever"), qPrintable(f.notice()));
        f.press(Qt::Key_Return);
        f.settle();
        QCOMPARE(f.said(), QStringList()); // it is a command all the same
        QCOMPARE(f.composer().text(), QString("/mute for ever"));
        f.composer().setText({});
        f.enter("/pin");
        QVERIFY(f.treatment().isPinned);
        f.enter("/archive");
        QVERIFY(f.treatment().isArchived && !f.treatment().isPinned);
        f.enter("/unarchive");
        QVERIFY(!f.treatment().isArchived);
        f.enter("/pin");
        f.enter("/unpin");
        QVERIFY(!f.treatment().isPinned);
        f.enter("/unpin it now");
        QCOMPARE(f.composer().text(), QString("/unpin it now"));
        QVERIFY2(f.notice().contains("/unpin"), qPrintable(f.notice()));
        QCOMPARE(f.said(), QStringList());
    }

    void presenceIsChanged()
    {
        Fixture f;
        f.enter("/status away gone to Mantua");
        QCOMPARE(f.accounts.availability(), Availability::Away);
        QCOMPARE(f.accounts.statusText(), QString("gone to Mantua"));
        f.enter("/status BUSY");
        QCOMPARE(f.accounts.availability(), Availability::DoNotDisturb);
        QCOMPARE(f.accounts.statusText(), QString("gone to Mantua"));
        f.enter("/status away for longer");
        QCOMPARE(f.accounts.availability(), Availability::ExtendedAway); // as the menu calls it
        f.enter("/status asleep");
        QCOMPARE(f.accounts.availability(), Availability::ExtendedAway);
        QVERIFY2(f.notice().contains("asleep"), qPrintable(f.notice()));
        QCOMPARE(f.composer().text(), QString("/status asleep"));
    }

    void placesAreReached()
    {
        Fixture f;
        f.enter("/search who");
        auto *search = f.view().findChild<ChatSearchBar *>();
        QVERIFY(search->isVisible());
        QCOMPARE(search->findChild<QLineEdit *>()->text(), QString("who"));
        search->end();
        f.enter("/date");
        auto *dialog = f.view().findChild<DateDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        dialog->close();
        f.enter("/date soon");
        QVERIFY2(f.notice().contains("soon"), qPrintable(f.notice()));
        f.composer().setText({});
        f.enter("/chat nurse@capulet.lit");
        QTRY_COMPARE(f.view().id(), f.chatWith("nurse"));
        QCOMPARE(f.composer().text(), QString());
        f.enter("/chat Juliet");
        QTRY_COMPARE(f.view().id(), f.juliet());
        f.settle();
        QCOMPARE(f.composer().text(), QString()); // no draft was left
        f.enter("/chat nowhere");
        QVERIFY2(f.notice().contains("nowhere"), qPrintable(f.notice()));
        f.composer().setText({});
        f.enter("/close");
        QVERIFY(!f.view().isOpen());
    }

    void helpShowsAll()
    {
        Fixture f;
        f.type("/");
        const QStringList all = f.offered();
        f.press(Qt::Key_Backspace);
        f.enter("/help");
        QVERIFY(f.completion().isOpen());
        QCOMPARE(f.offered(), all);
        f.press(Qt::Key_Down);
        f.press(Qt::Key_Return);
        QCOMPARE(f.composer().text(), all[1] + ' ');
    }

    void helpLeavesNothingBehind()
    {
        Fixture f;
        f.enter("/help");
        f.press(Qt::Key_Escape);
        QCOMPARE(f.composer().text(), QString());
        f.type("/");
        f.press(Qt::Key_Escape);
        QCOMPARE(f.composer().text(), QString("/")); // which the person wrote
    }

    void replyGoesOn()
    {
        Fixture f;
        ChatMessage question = WindowWorld::incoming(f.juliet(), "What man art thou?");
        question.stanzaId = "j1";
        f.record({ question });
        f.composer().reply(question, "Juliet");
        f.enter("/mute 1h");
        QVERIFY(f.composer().beingAnswered());
        f.enter("/me sighs");
        QVERIFY(!f.composer().beingAnswered());
        QCOMPARE(f.stored(f.juliet()).last().quote->id, QString("j1"));
    }

    void devicesAreAsked_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QByteArray>("question");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("told");
        QTest::newRow("echo") << "/ping" << QByteArray("urn:xmpp:ping") << QByteArray() << "Juliet answered after";
        QTest::newRow("program") << "/version" << QByteArray("jabber:iq:version")
                                 << QByteArray("<query xmlns='jabber:iq:version'><name>Gajim</name>"
                                               "<version>1.8</version><os>Linux</os></query>")
                                 << "Juliet uses Gajim 1.8 (Linux).";
        QTest::newRow("nameless") << "/version" << QByteArray("jabber:iq:version")
                                  << QByteArray("<query xmlns='jabber:iq:version'/>")
                                  << "Juliet does not say which program it is.";
    }
    void devicesAreAsked()
    {
        QFETCH(QString, command);
        QFETCH(QByteArray, question);
        QFETCH(QByteArray, answer);
        QFETCH(QString, told);
        ScriptedServer server(
            Script().bound().expect("<presence").send("<presence from='juliet@capulet.lit/balcony'/>"),
            m_authority.issue({ "montague.lit", { "DNS:montague.lit" } }));
        Fixture f;
        f.enter(command);
        QVERIFY2(f.notice().contains("not connected"), qPrintable(f.notice()));
        f.pointAt(server.serverPort(), m_authority.pem());
        f.account->providePassword(Secret(QStringLiteral("pencil")));
        f.until([&f] { return f.account->contacts().presence(juliet()).has_value(); });
        f.press(Qt::Key_Return);
        const auto request = [&]() -> QByteArray {
            for (const QByteArray &stanza : server.received().split('>')) {
                if (stanza.startsWith("<iq") && stanza.contains("juliet@capulet.lit/balcony")) {
                    return stanza;
                }
            }
            return {};
        };
        f.until([&] { return !request().isEmpty() && server.received().contains(question); });
        QByteArray id = request().mid(request().indexOf(" id=") + 5);
        id = id.left(id.indexOf(request()[request().indexOf(" id=") + 4]));
        server.findChild<ScriptedPeer *>()->write("<iq type='result' from='juliet@capulet.lit/balcony' id='" + id + "'>"
                                                  + answer + "</iq>");
        f.until([&] { return plain(f.notice()).contains(told); });
        QCOMPARE(f.composer().text(), QString());
    }

    void othersHearNothingOfCommands()
    {
        Fixture f;
        ScriptedServer server(
            Script().bound().expect("<presence").send("<presence from='juliet@capulet.lit/balcony'/>"),
            m_authority.issue({ "montague.lit", { "DNS:montague.lit" } }));
        f.pointAt(server.serverPort(), m_authority.pem());
        f.account->providePassword(Secret(QStringLiteral("pencil")));
        f.until([&f] { return f.account->contacts().presence(juliet()).has_value(); });
        f.type("/mute 2h");
        f.press(Qt::Key_Return);
        f.type("/me ");
        f.until([&] { return server.received().contains("<composing"); });
        QCOMPARE(server.received().count("<composing"), 1); // of what is said
        QVERIFY(!server.received().contains("<paused"));
    }

private:
    static Jid juliet() { return WindowWorld::juliet().peer; }
    /// Without what embeds names.
    static QString plain(QString text) { return text.remove(QChar(0x202a)).remove(QChar(0x202c)); }
};

QTEST_MAIN(TestCommands)
#include "tst_commands.moc"
