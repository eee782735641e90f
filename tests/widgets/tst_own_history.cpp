// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/garden.h"

#include "domain/message_json.h"
#include "widgets/conversation_view.h"
#include "widgets/dialogs.h"
#include "widgets/own_data_page.h"
#include "widgets/passphrase_dialog.h"
#include "widgets/problem_label.h"
#include "widgets/timeline_view.h"
#include "widgets/transfer_dialog.h"

#include <QJsonDocument>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

using namespace natter;

/// The history is the person's: they take it out, bring it in, and keep of it here what they like.
class TestOwnHistory : public QObject
{
    Q_OBJECT

    /// Answers at once.
    struct Answers : Dialogs
    {
        QString fileToOpen(QWidget *, const QString &, const QString &) override { return file; }
        QString fileToSave(QWidget *, const QString &, const QString &, const QString &) override { return file; }
        QString folder(QWidget *, const QString &) override { return file; }
        Secret passphrase(QWidget *, const QString &, const QString &) override { return Secret(secret); }
        Secret newPassphrase(QWidget *, const QString &, const QString &) override { return Secret(secret); }
        void confirm(QWidget *, const QString &title, const QString &, const QString &,
                     const std::function<void()> &agreed) override
        {
            asked.append(title);
            if (agrees) {
                agreed();
            }
        }

        QString file;
        QString secret = QStringLiteral("wherefore art thou");
        bool agrees = true;
        QStringList asked;
    };

    struct Fixture : WindowWorld
    {
        Fixture()
        {
            addRomeo();
            view.resize(600, 500);
            view.show();
        }
        void open()
        {
            view.open(juliet());
            settle();
        }
        TimelineModel &model() { return *qobject_cast<TimelineModel *>(timeline().model()); }
        TimelineView &timeline() { return *view.findChild<TimelineView *>(); }
        QStringList shown()
        {
            settle();
            QStringList bodies;
            for (int row = 0; row < model().rowCount(); ++row) {
                bodies.append(model().message(row).body);
            }
            return bodies;
        }
        QList<QAction *> actions(const QMenu &menu)
        {
            QList<QAction *> all;
            for (QAction *action : menu.actions()) {
                all.append(action);
                if (action->menu()) {
                    all += actions(*action->menu());
                }
            }
            return all;
        }
        /// Chooses in the menu that is open, and closes it.
        bool choose(const QString &text)
        {
            const auto menus = view.findChildren<QMenu *>(QString(), Qt::FindDirectChildrenOnly);
            for (QMenu *menu : menus) {
                const auto all = actions(*menu);
                for (QAction *action : all) {
                    if (action->text() == text) {
                        action->trigger();
                        menu->close();
                        return true;
                    }
                }
            }
            return false;
        }
        bool chooseInChatMenu(const QString &text)
        {
            const auto buttons = view.findChildren<QToolButton *>();
            for (QToolButton *button : buttons) {
                if (button->accessibleName() == u"More" && button->parentWidget()->minimumHeight() == 59) {
                    button->click();
                }
            }
            return choose(text);
        }
        bool chooseForMessage(int row, const QString &text)
        {
            Q_EMIT timeline().contextMenuRequested(model().message(row), {}, {});
            return choose(text);
        }
        QString waitForTransfer(QWidget &parent)
        {
            auto *dialog = parent.findChild<TransferDialog *>();
            until([dialog] { return dialog && !dialog->result().isEmpty(); });
            const QString result = dialog->result();
            delete dialog;
            settle();
            return result;
        }
        static ChatMessage at(int day, const QString &body)
        {
            ChatMessage message =
                incoming(juliet(), body, QDateTime(QDate::currentDate().addDays(-day), QTime(12, 0)).toUTC());
            message.stanzaId = body;
            return message;
        }
        QString exported(const QList<ChatMessage> &messages)
        {
            QFile file(folder.filePath("import.jsonl"));
            if (!file.open(QIODevice::WriteOnly)) {
                qFatal("no file");
            }
            file.write("{\"natter-history\":1}\n");
            for (const ChatMessage &message : messages) {
                file.write(QJsonDocument(messageJson(message)).toJson(QJsonDocument::Compact) + '\n');
            }
            return file.fileName();
        }

        Answers dialogs;
        ConversationView view { services, dialogs };
    };

private Q_SLOTS:
    void messageIsDeleted()
    {
        Fixture f;
        f.record({ Fixture::at(3, "one"), Fixture::at(2, "two"), Fixture::at(1, "three") });
        f.open();
        f.dialogs.agrees = false;
        QVERIFY(f.chooseForMessage(1, "Delete here…"));
        QCOMPARE(f.shown().size(), 3);
        f.dialogs.agrees = true;
        QVERIFY(f.chooseForMessage(1, "Delete here…"));
        QCOMPARE(f.shown(), QStringList({ "one", "three" }));
        QCOMPARE(f.stored(Fixture::juliet()).size(), 2);
        QVERIFY(f.chooseForMessage(1, "Delete here…"));
        f.settle();
        QCOMPARE(f.conversations.summary(Fixture::juliet()).lastBody, QString("one"));
    }

    void whatIsSelectedIsDeleted()
    {
        Fixture f;
        f.record({ Fixture::at(3, "one"), Fixture::at(2, "two"), Fixture::at(1, "three") });
        f.open();
        f.timeline().setFocus();
        QTest::keyClick(&f.timeline(), Qt::Key_End); // to the newest
        QTest::keyClick(&f.timeline(), Qt::Key_Up, Qt::ShiftModifier);
        QCOMPARE(f.timeline().selectedMessages().size(), 2);
        QVERIFY(f.chooseForMessage(2, "Delete 2 messages here…"));
        QCOMPARE(f.dialogs.asked.last(), QString("Delete 2 messages here?"));
        QCOMPARE(f.shown(), QStringList { "one" });
    }

    void messageThatIsNotSentYetIsNot()
    {
        Fixture f;
        ChatMessage waiting = WindowWorld::outgoing(Fixture::juliet(), "waiting");
        waiting.delivery = ChatMessage::Delivery::Queued;
        f.record({ waiting });
        f.open();
        QVERIFY(!f.chooseForMessage(0, "Delete here…"));
    }

    void historyIsDeleted()
    {
        Fixture f;
        QList<ChatMessage> many;
        for (int i = 0; i < 300; ++i) {
            many.append(Fixture::at(1, QString::number(i)));
        }
        f.record(many);
        f.open();
        QVERIFY(f.chooseInChatMenu("Delete the history here…"));
        QVERIFY(f.shown().isEmpty());
        f.record({ WindowWorld::incoming(Fixture::juliet(), "and now") });
        QCOMPARE(f.shown(), QStringList { "and now" });
    }

    void messagesAreKeptForAWhile()
    {
        Fixture f;
        f.record({ Fixture::at(100, "long ago"), Fixture::at(10, "lately"), Fixture::at(1, "yesterday") });
        f.open();
        QVERIFY(f.chooseInChatMenu("for a month"));
        QCOMPARE(f.dialogs.asked.size(), 1);
        QCOMPARE(f.shown(), QStringList({ "lately", "yesterday" }));
        QCOMPARE(f.conversations.summary(Fixture::juliet()).keptDays, 30);
        QVERIFY(f.chooseInChatMenu("for a year"));
        QCOMPARE(f.dialogs.asked.size(), 1); // nothing goes for that
        f.settle();
        QCOMPARE(f.conversations.summary(Fixture::juliet()).keptDays, 365);
    }

    void chatIsExported()
    {
        Fixture f;
        f.record({ Fixture::at(1, "Good morrow") });
        f.open();
        f.dialogs.file = f.folder.filePath("juliet.html");
        QVERIFY(f.chooseInChatMenu("Export the chat…"));
        QVERIFY(f.waitForTransfer(f.view).endsWith("juliet.html. Messages: 1"));
        QFile page(f.dialogs.file);
        QVERIFY(page.open(QIODevice::ReadOnly));
        QVERIFY(page.readAll().contains("Good morrow"));
    }

    void roomsAreCalledByTheirNames()
    {
        Fixture f;
        f.record({ garden::said("Nurse", "Madam!") });
        f.accounts.find(f.romeo())->bookmarks().set({ garden::chat().peer, QStringLiteral("Capulet’s orchard") });
        f.view.open(garden::chat());
        f.settle();
        f.dialogs.file = f.folder.filePath("room.html");
        QVERIFY(f.chooseInChatMenu("Export the chat…"));
        QVERIFY(f.waitForTransfer(f.view).endsWith("room.html. Messages: 1"));
        QFile page(f.dialogs.file);
        QVERIFY(page.open(QIODevice::ReadOnly));
        QVERIFY(QString::fromUtf8(page.readAll()).contains(u"Capulet’s orchard"));
    }

    void importedMessagesTakeTheirPlaces()
    {
        Fixture f;
        f.record({ Fixture::at(5, "one"), Fixture::at(1, "five") });
        f.open();
        OwnDataPage page;
        page.bind(f.transfer, f.dialogs);
        ChatMessage stranger = Fixture::at(1, "x");
        stranger.conversation.account = Jid::orNull(u"mercutio@montague.lit");
        f.dialogs.file =
            f.exported({ Fixture::at(6, "zero"), Fixture::at(5, "one"), Fixture::at(3, "three"), stranger });
        page.findChild<QPushButton *>("importFile")->click();
        QCOMPARE(f.waitForTransfer(page),
                 QString("Messages imported: 2\nWere here already: 1\nAdd these accounts first to "
                         "import their messages as well: mercutio@montague.lit"));
        QCOMPARE(f.shown(), QStringList({ "zero", "one", "three", "five" }));
    }

    void whatCannotBeImportedIsSaid()
    {
        Fixture f;
        OwnDataPage page;
        page.bind(f.transfer, f.dialogs);
        f.dialogs.file = f.folder.filePath("diary");
        QFile diary(f.dialogs.file);
        QVERIFY(diary.open(QIODevice::WriteOnly) && diary.write("Dear diary\n") > 0);
        diary.close();
        page.findChild<QPushButton *>("importFile")->click();
        QVERIFY(f.waitForTransfer(page).startsWith("This is no file that Natter can import"));
        QVERIFY(!f.transfer.isBusy());
    }

    void backupGoesAndComes()
    {
        Fixture f;
        f.record({ Fixture::at(1, "Good morrow") });
        QSignalSpy restored(&f.transfer, &HistoryTransfer::restored);
        OwnDataPage page;
        page.bind(f.transfer, f.dialogs);
        f.dialogs.file = f.folder.filePath("backup.tar.age");
        page.findChild<QPushButton *>("backUp")->click();
        QVERIFY(f.waitForTransfer(page).startsWith("The backup was written to "));
        f.dialogs.secret = "something else";
        page.findChild<QPushButton *>("restore")->click();
        QCOMPARE(f.waitForTransfer(page), QString("The passphrase does not open this backup."));
        QCOMPARE(restored.size(), 0);
        f.dialogs.secret = "wherefore art thou";
        page.findChild<QPushButton *>("restore")->click();
        f.waitForTransfer(page);
        QCOMPARE(restored.size(), 1);
    }

    void whoTakesNothingGetsNothing()
    {
        Fixture f;
        OwnDataPage page;
        page.bind(f.transfer, f.dialogs);
        for (const char *name : { "exportPages", "exportLines", "importFile", "backUp", "restore" }) {
            page.findChild<QPushButton *>(name)->click(); // and no file
            QVERIFY(!page.findChild<TransferDialog *>());
        }
        QVERIFY(!f.transfer.isBusy());
    }

    void passphraseIsEnteredTwice()
    {
        PassphraseDialog dialog("Back up", "For whom it concerns", PassphraseDialog::Asks::Twice);
        dialog.show();
        auto *first = dialog.findChild<QLineEdit *>("first");
        auto *second = dialog.findChild<QLineEdit *>("second");
        auto *problem = dialog.findChild<ProblemLabel *>();
        auto *accept = dialog.findChild<QPushButton *>("accept");
        first->setText("short");
        accept->click();
        QVERIFY(problem->isVisible());
        first->setText("wherefore art thou");
        second->setText("wherefore art thee");
        accept->click();
        QVERIFY(problem->text().startsWith("The two are not the same"));
        QVERIFY(dialog.isVisible());
        second->setText("wherefore art thou");
        accept->click();
        QVERIFY(!dialog.isVisible());
        QCOMPARE(dialog.passphrase().reveal(), QString("wherefore art thou"));
    }
};

QTEST_MAIN(TestOwnHistory)
#include "tst_own_history.moc"
