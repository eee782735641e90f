// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/window_world.h"

#include "domain/link_finder.h"
#include "stanza/xmpp_uri.h"
#include "widgets/conversation_view.h"
#include "widgets/date_dialog.h"
#include "widgets/main_window.h"
#include "widgets/message_link.h"
#include "widgets/notices_pane.h"
#include "widgets/timeline_view.h"

#include <QCalendarWidget>
#include <QClipboard>
#include <QLabel>
#include <QMenu>
#include <QPushButton>

using namespace natter;

/// Ways to a message of long ago: a link, and a date.
class TestMessageLinks : public QObject
{
    Q_OBJECT

    struct Fixture : WindowWorld
    {
        Fixture()
        {
            addRomeo();
            QList<ChatMessage> messages;
            for (int day = 0; day < 500; ++day) {
                ChatMessage line = incoming(juliet(), QStringLiteral("day %1").arg(day), first().addDays(day));
                line.archiveId = QStringLiteral("2026/a+%1&;").arg(day); // ids may be anything
                messages.append(line);
            }
            messages.append(incoming(juliet(), "without an id", first().addDays(500)));
            record(messages);
            window.resize(1000, 700);
            window.show();
        }
        static QDateTime first() { return QDate(2024, 1, 1).startOfDay().addSecs(3600); }
        TimelineView &timeline() { return *window.findChild<TimelineView *>(); }
        ChatMessage messageOf(int day) { return stored(juliet())[day]; }
        QString notices()
        {
            QString all;
            for (const QLabel *label : window.notices().findChildren<QLabel *>()) {
                all += label->text();
            }
            return all;
        }
        bool shows(const QString &body)
        {
            const TimelineModel *model = timeline().model();
            for (int row = 0; model && row < model->rowCount(); ++row) {
                if (model->message(row).body == body) {
                    return timeline().rowRect(row).intersects(timeline().viewport()->rect());
                }
            }
            return false;
        }
        QStringList menuOf(const ChatMessage &message)
        {
            Q_EMIT timeline().contextMenuRequested(message, { 0, 0 }, {});
            auto *menu = window.findChild<QMenu *>();
            QStringList texts;
            for (QAction *action : menu->actions()) {
                texts.append(action->text());
                if (action->text().contains("link")) {
                    action->trigger();
                }
            }
            delete menu;
            return texts;
        }

        Dialogs dialogs;
        MainWindow window { services, dialogs };
    };

private Q_SLOTS:
    void linkThatIsCopiedOpensTheMessage()
    {
        Fixture f;
        f.window.openConversation(f.juliet());
        f.settle();
        f.menuOf(f.messageOf(40));
        const QString link = QGuiApplication::clipboard()->text();
        QVERIFY2(link.startsWith("xmpp:juliet@capulet.lit?"), qPrintable(link));
        QVERIFY(!f.shows("day 40"));
        f.window.openConversation(f.chatWith("nurse"));
        f.window.openUri(link);
        QTRY_VERIFY(f.shows("day 40"));
    }

    void linkIsOneInATextToo()
    {
        Fixture f;
        const QString link = linkTo(f.messageOf(40));
        const QString text = "see " + link + ", and then";
        const auto links = findLinks(text);
        QCOMPARE(links.size(), 1);
        QCOMPARE(text.mid(links.first().start, links.first().length), link);
        f.window.openConversation(f.chatWith("nurse"));
        f.settle();
        Q_EMIT f.timeline().linkClicked(link);
        QTRY_VERIFY(f.shows("day 40"));
    }

    void linkSaysWhichMessageIsMeant()
    {
        Fixture f;
        ChatMessage message = f.messageOf(3);
        const auto meant = [](const ChatMessage &linked) {
            return messageLinkedBy(XmppUri::parse(linkTo(linked)).value_or(XmppUri()));
        };
        QCOMPARE(meant(message).value(), MessageReference({ f.juliet(), message.archiveId, {} }));
        message.archiveId.clear();
        message.stanzaId = "s=3;#";
        QCOMPARE(meant(message).value(), MessageReference({ f.juliet(), {}, message.stanzaId }));
        QVERIFY(!messageLinkedBy(*XmppUri::parse("xmpp:juliet@capulet.lit?natter-message;id=3")));
        QVERIFY(!messageLinkedBy(*XmppUri::parse("xmpp:juliet@capulet.lit?message;account=romeo@montague.lit;id=3")));
    }

    void otherSideOfTheConversationFindsItToo()
    {
        Fixture f;
        ChatMessage theirs; // as Juliet has it, with her archive's id
        theirs.conversation = { f.juliet().peer, f.romeo() };
        theirs.stanzaId = QStringLiteral("s40");
        theirs.archiveId = QStringLiteral("elsewhere");
        ChatMessage ours = f.incoming(f.juliet(), "the one", f.first().addDays(501));
        ours.stanzaId = theirs.stanzaId;
        f.record({ ours });
        f.window.openConversation(f.chatWith("nurse"));
        f.window.openUri(linkTo(theirs));
        QTRY_VERIFY(f.shows("the one"));
    }

    void messageOfStrangersIsNotOurs()
    {
        Fixture f;
        ChatMessage message;
        message.conversation = { f.chatWith("tybalt").peer, f.chatWith("nurse").peer };
        message.stanzaId = QStringLiteral("1");
        const auto before = f.conversations.all().size();
        f.window.openUri(linkTo(message));
        f.settle();
        QCOMPARE(f.conversations.all().size(), before); // no chat is opened for it
        QVERIFY2(f.notices().contains("another account"), qPrintable(f.notices()));
    }

    void messageWithoutAnIdHasNoLink()
    {
        Fixture f;
        f.window.openConversation(f.juliet());
        f.settle();
        QVERIFY(f.menuOf(f.messageOf(500)).filter("link").isEmpty());
    }

    void messageThatIsNotHereIsSaid()
    {
        Fixture f;
        ChatMessage gone = f.messageOf(3);
        gone.archiveId = "elsewhere";
        f.window.openUri(linkTo(gone));
        QTRY_VERIFY(f.notices().contains("not on this computer"));
    }

    void dateIsGoneTo()
    {
        Fixture f;
        f.window.openConversation(f.juliet());
        f.settle();
        QVERIFY(!f.shows("day 60"));
        f.window.findChild<ConversationView *>()->askForDate();
        auto *dialog = f.window.findChild<DateDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        dialog->findChild<QCalendarWidget *>()->setSelectedDate(QDate(2024, 1, 1).addDays(60));
        QTest::mouseClick(dialog->findChild<QPushButton *>("go"), Qt::LeftButton);
        QTRY_VERIFY(f.shows("day 60"));
        QTRY_VERIFY(f.window.findChildren<DateDialog *>().isEmpty());
    }
};

QTEST_MAIN(TestMessageLinks)
#include "tst_message_links.moc"
