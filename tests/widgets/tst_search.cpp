// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/lists_world.h"

#include "widgets/chat_search_bar.h"
#include "widgets/dependent_fields.h"
#include "widgets/search_field.h"
#include "widgets/settings_dialog.h"
#include "widgets/timeline_view.h"

#include <QAbstractItemView>
#include <QCompleter>

using namespace natter;
using Fixture = ListsWorld;

/// One search for conversations and people, by keyboard.
class TestSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void searchFindsNamesAndAddresses()
    {
        Fixture f;
        f.addRomeo({ contact("juliet", "Giulietta", {}) });
        f.talkWith({ "nurse", "juliet", "paris" });
        f.show();
        f.key(Qt::Key_K, Qt::ControlModifier);
        QVERIFY(f.search().hasFocus());
        QTest::keyClicks(&f.search(), "GIULI");
        QCOMPARE(f.chats(), QStringList { "Giulietta" });
        f.search().clear();
        QTest::keyClicks(&f.search(), "juliet@cap");
        QCOMPARE(f.chats(), QStringList { "Giulietta" });
        f.search().clear();
        QTest::keyClicks(&f.search(), "nobody");
        QCOMPARE(f.empty(), QString("Nothing found."));
        f.search().clear();
        QCOMPARE(f.chats().size(), 3);
    }

    void emptyFieldNamesItsKeys_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("width");
        QTest::addColumn<Qt::LayoutDirection>("direction");
        QTest::addColumn<bool>("named");
        QTest::newRow("empty") << QString() << 400 << Qt::LeftToRight << true;
        QTest::newRow("empty, right to left") << QString() << 400 << Qt::RightToLeft << true;
        QTest::newRow("with a text") << "juliet" << 400 << Qt::LeftToRight << false;
        QTest::newRow("no room") << QString() << 150 << Qt::LeftToRight << false;
        QTest::newRow("no room, right to left") << QString() << 150 << Qt::RightToLeft << false;
    }
    void emptyFieldNamesItsKeys()
    {
        QFETCH(QString, text);
        QFETCH(int, width);
        QFETCH(Qt::LayoutDirection, direction);
        QFETCH(bool, named);
        const auto drawn = [&](const QKeySequence &keys) {
            SearchField field;
            field.setLayoutDirection(direction);
            field.setPlaceholderText("Search chats and people");
            field.setText(text);
            field.setKeys(keys);
            field.resize(width, 36);
            const QRect end(direction == Qt::LeftToRight ? width - 60 : 0, 0, 60, 36);
            return field.grab(end).toImage();
        };
        QCOMPARE(drawn(QKeySequence("Ctrl+K")) != drawn({}), named);
    }

    void searchFindsPeopleBesideChats()
    {
        Fixture f;
        f.addRomeo({ contact("juliet", "Juliet", { "Verona" }), contact("julius", "Julius", { "Verona", "Home" }) });
        f.talkWith({ "nurse", "juliet" });
        f.show();
        f.key(Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(&f.search(), "juli");
        QCOMPARE(f.rows("What was found"), (QStringList { "Chats", "Juliet", "People", "Julius" }));
        QVERIFY(f.list("What was found").isVisible());
        QTest::keyClick(&f.search(), Qt::Key_Down);
        QTest::keyClick(&f.search(), Qt::Key_Down); // over the heading
        QTest::keyClick(&f.search(), Qt::Key_Return);
        QCOMPARE(f.openPeer(), QString("julius"));
        QVERIFY(f.list("Chats").isVisible());
        QCOMPARE(f.rows("What was found"), QStringList());
    }

    void searchFindsWhatCanBeDone()
    {
        Fixture f;
        f.addRomeo({ contact("juliet", "Juliet", {}) });
        f.show();
        f.key(Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(&f.search(), "a"); // almost everything has a word with it
        QVERIFY(!f.rows("What was found").contains("Actions"));
        QTest::keyClicks(&f.search(), "wa");
        QCOMPARE(f.rows("What was found"), (QStringList { "Actions", "Presence: Away", "Presence: Away for longer" }));
        QTest::keyClick(&f.search(), Qt::Key_Down);
        QTest::keyClick(&f.search(), Qt::Key_Return);
        QCOMPARE(f.accounts.availability(), Availability::ExtendedAway);
        QVERIFY(f.search().text().isEmpty());

        QTest::keyClicks(&f.search(), "CONTACT add"); // words in any order
        QCOMPARE(f.rows("What was found"), (QStringList { "Actions", "Add a contact…" }));
        QTest::keyClick(&f.search(), Qt::Key_Return);
        QVERIFY(f.window->findChild<QDialog *>("ContactDialog"));
    }

    void searchFindsMessages()
    {
        Fixture f;
        f.addRomeo({ contact("juliet", "Juliet", {}) });
        f.say(f.juliet(), "Good night, good night! Parting is such sweet sorrow");
        f.say(f.chatWith("nurse"), "Give me my aqua vitae; these griefs, these woes, these sorrows make me old");
        QList<ChatMessage> many;
        for (int i = 0; i < 130; ++i) {
            many.append(f.incoming(f.juliet(), QStringLiteral("and so on %1").arg(i)));
        }
        f.record(many);
        f.show();
        f.key(Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(&f.search(), "SORROW");
        QTRY_COMPARE(f.rows("What was found").size(), 3);
        QCOMPARE(f.rows("What was found").first(), QString("Messages"));
        f.search().clear();
        QTRY_COMPARE(f.rows("What was found").size(), 0);
        QTest::keyClicks(&f.search(), "sorrow in:juliet");
        QTRY_COMPARE(f.rows("What was found").size(), 2);
        QTest::keyClick(&f.search(), Qt::Key_Return);
        QCOMPARE(f.openPeer(), QString("juliet"));
        const auto *view = f.window->findChild<TimelineView *>();
        const auto isInSight = [view] {
            for (int row = 0; view->model() && row < view->model()->rowCount(); ++row) {
                if (view->model()->message(row).body.contains("sorrow")) {
                    return view->viewport()->rect().contains(view->rowRect(row).center());
                }
            }
            return false;
        };
        QTRY_VERIFY(isInSight()); // though it is none of the newest
        QVERIFY(!view->isAtLiveEdge());
        auto *jump = view->findChild<QPushButton *>();
        QVERIFY(jump->isVisible());
        QTest::mouseClick(jump, Qt::LeftButton);
        QTRY_VERIFY(view->isAtLiveEdge());
        f.key(Qt::Key_K, Qt::ControlModifier);
        QCOMPARE(f.search().text(), QString("sorrow in:juliet")); // to look at the next one
        QCOMPARE(view->model()->message(view->model()->rowCount() - 1).body, QString("and so on 129"));
    }

    void openChatHasASearchOfItsOwn()
    {
        Fixture f;
        f.addRomeo({ contact("juliet", "Juliet", {}) });
        QList<ChatMessage> many;
        for (int i = 0; i < 300; ++i) {
            many.append(
                f.incoming(f.juliet(), i % 100 == 7 ? QStringLiteral("moon %1").arg(i) : QStringLiteral("night")));
        }
        f.record(many);
        f.say(f.chatWith("nurse"), "moon elsewhere");
        f.show();
        f.window->openConversation(f.juliet());
        f.key(Qt::Key_F, Qt::ControlModifier);
        auto *bar = f.window->findChild<ChatSearchBar *>();
        auto *field = bar->findChild<QLineEdit *>();
        QVERIFY(bar->isVisible() && field->hasFocus());
        const auto *view = f.window->findChild<TimelineView *>();
        const auto inSight = [view] {
            for (int row = 0; view->model() && row < view->model()->rowCount(); ++row) {
                const QString body = view->model()->message(row).body;
                if (body.startsWith("moon") && view->viewport()->rect().contains(view->rowRect(row).center())) {
                    return body;
                }
            }
            return QString();
        };
        const auto count = [bar] { return bar->findChild<QLabel *>()->text(); };
        QTest::keyClicks(field, "moon");
        QTRY_COMPARE(count(), QString("1 of 3"));
        QTRY_COMPARE(inSight(), QString("moon 207"));
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE(inSight(), QString("moon 107"));
        QTest::keyClick(field, Qt::Key_Up);
        QTRY_COMPARE(inSight(), QString("moon 7"));
        QTest::keyClick(field, Qt::Key_Up); // there is none before
        QCOMPARE(count(), QString("3 of 3"));
        QTest::keyClick(field, Qt::Key_Return, Qt::ShiftModifier);
        QTRY_COMPARE(inSight(), QString("moon 107"));
        QTest::keyClicks(field, "light");
        QTRY_COMPARE(count(), QString("Nothing found."));
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(!bar->isVisible());
        QVERIFY(f.window->findChild<QPlainTextEdit *>()->hasFocus());
    }

    void whatIsTypedAmongTheMessagesIsForTheNextOne()
    {
        Fixture f;
        f.addRomeo();
        f.talkWith({ "juliet" });
        f.show();
        f.window->openConversation(f.juliet());
        auto *view = f.window->findChild<TimelineView *>();
        auto *editor = f.window->findChild<QPlainTextEdit *>();
        view->setFocus();
        QTest::keyClick(view, Qt::Key_Space); // is for scrolling
        QTest::keyClick(view, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(editor->toPlainText(), QString());
        QTest::keyClicks(view, "A");
        QCOMPARE(editor->toPlainText(), QString("A"));
        QVERIFY(editor->hasFocus());
    }

    void searchOffersToWriteToAnAddress()
    {
        Fixture f;
        f.addRomeo();
        f.show();
        f.key(Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(&f.search(), "nurse");
        QVERIFY(!f.rows("What was found").contains("Write to nurse"));
        QTest::keyClicks(&f.search(), "@capulet.lit");
        QCOMPARE(f.rows("What was found"),
                 (QStringList { "Actions", "Write to nurse@capulet.lit", "Join the room nurse@capulet.lit…" }));
        QTest::keyClick(&f.search(), Qt::Key_Return);
        QCOMPARE(f.openPeer(), QString("nurse"));
    }

    void searchFindsSettings()
    {
        Fixture f;
        f.addRomeo();
        f.show();
        f.key(Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(&f.search(), "compact");
        QCOMPARE(f.rows("What was found").size(), 2);
        QTest::keyClick(&f.search(), Qt::Key_Return);
        auto *settings = f.window->findChild<QDialog *>("SettingsDialog");
        QVERIFY(settings && settings->isVisible());
        QVERIFY(settings->findChild<QWidget *>("compact")->isVisible());
        QTRY_VERIFY(settings->findChild<QWidget *>("compact")->hasFocus());
    }

    void chosenActionStaysChosenWhateverArrives()
    {
        Fixture f;
        f.addRomeo({ contact("setebos", "Setebos", {}) });
        f.show();
        f.key(Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(&f.search(), "presence");
        QTest::keyClick(&f.search(), Qt::Key_Down);
        const auto chosen = [&f] { return f.list("What was found").currentIndex().data().toString(); };
        QCOMPARE(chosen(), QString("Presence: Away"));
        f.say(f.chatWith("presence"), "Here");
        QTRY_COMPARE(f.rows("What was found").constFirst(), QString("Chats"));
        QCOMPARE(chosen(), QString("Presence: Away"));
    }

    void withoutAnAccountNoneOfItsSettingsIsFound()
    {
        Fixture f;
        f.show();
        const auto topics = SettingsDialog(f.services, f.dialogs).topics();
        QVERIFY(topics.size() > 5);
        for (const SettingsDialog::Topic &topic : topics) {
            QVERIFY2(!topic.text.startsWith("Accounts"), qPrintable(topic.text));
        }
    }

    void enterInTheSettingsGoesToTheFirstFound_data()
    {
        QTest::addColumn<bool>("closed");
        QTest::newRow("in the list") << false;
        QTest::newRow("with the list closed") << true;
    }
    void enterInTheSettingsGoesToTheFirstFound()
    {
        QFETCH(bool, closed);
        Fixture f;
        f.addRomeo();
        SettingsDialog dialog(f.services, f.dialogs);
        dialog.show();
        dialog.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        auto *search = dialog.findChild<QLineEdit *>("search");
        search->setFocus();
        QTest::keyClicks(search, "nothing of that kind");
        QTest::keyClick(search, Qt::Key_Return);
        QVERIFY(dialog.isVisible());
        search->clear();
        QTest::keyClicks(search, "see typing"); // words in any order, as elsewhere
        if (closed) {
            search->completer()->popup()->hide();
            QTest::keyClick(search, Qt::Key_Return);
        } else {
            QTest::keyClick(search->completer()->popup(), Qt::Key_Return);
        }
        QTRY_VERIFY(dialog.findChild<QWidget *>("sendTyping")->hasFocus());
        QVERIFY(dialog.isVisible());
    }

    void settingsAreFoundByOtherWordsToo()
    {
        Fixture f;
        f.addRomeo();
        SettingsDialog dialog(f.services, f.dialogs);
        dialog.show();
        auto *search = dialog.findChild<QLineEdit *>("search");
        const auto found = [search](const QString &text) {
            search->clear();
            QTest::keyClicks(search, text);
            QStringList texts;
            const QAbstractItemModel *model = search->completer()->popup()->model();
            for (int row = 0; row < model->rowCount(); ++row) {
                texts.append(model->index(row, 0).data().toString());
            }
            return texts.join(u'|');
        };
        QVERIFY2(found("theme").endsWith("Colours"), qPrintable(found("theme")));
        QVERIFY2(found("dark").endsWith("Colours"), qPrintable(found("dark"))); // one of its choices
        QCOMPARE(found("nothing of that kind"), QString("Nothing found."));
        QVERIFY(!(search->completer()->popup()->model()->index(0, 0).flags() & Qt::ItemIsEnabled));
    }

    void escapeInTheSearchLeadsBackToTheChat()
    {
        Fixture f;
        f.addRomeo();
        f.talkWith({ "juliet" });
        f.show();
        f.window->openConversation(f.juliet());
        f.key(Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(&f.search(), "nur");
        QTest::keyClick(&f.search(), Qt::Key_Escape);
        QCOMPARE(f.search().text(), QString());
        QTRY_VERIFY(f.window->findChild<QPlainTextEdit *>()->hasFocus());
    }

    void settingsHaveASearchOfTheirOwn()
    {
        Fixture f;
        f.addRomeo();
        SettingsDialog dialog(f.services, f.dialogs);
        dialog.show();
        dialog.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        dialog.findChild<QWidget *>("accounts")->setFocus();
        QTest::keyClick(&dialog, Qt::Key_F, Qt::ControlModifier);
        auto *search = dialog.findChild<QLineEdit *>("search");
        QVERIFY(search->hasFocus());
        QTest::keyClicks(search, "typing");
        QVERIFY(search->completer()->popup()->isVisible());
        QCOMPARE(search->completer()->popup()->model()->rowCount(), 1);
        QTest::keyClick(search->completer()->popup(), Qt::Key_Down);
        QTest::keyClick(search->completer()->popup(), Qt::Key_Return);
        QTRY_VERIFY(dialog.findChild<QWidget *>("sendTyping")->hasFocus());
        QVERIFY(search->text().isEmpty());
    }

    /// The search would offer what is not there.
    void everySettingFoundExists()
    {
        Fixture f;
        f.addRomeo();
        f.show();
        const auto topics = SettingsDialog(f.services, f.dialogs).topics();
        QStringList widgets;
        for (const SettingsDialog::Topic &topic : topics) {
            widgets.append(topic.widget);
        }
        QVERIFY2(widgets.contains("proxyKind") && widgets.contains("clientCertificate") && widgets.contains("compact"),
                 qPrintable(widgets.join(u' ')));
        for (const SettingsDialog::Topic &topic : topics) {
            f.window->showSettings(topic.widget);
            const auto dialogs = f.window->findChildren<QDialog *>("SettingsDialog");
            auto *wanted = firstToFillIn(dialogs.last()->findChild<QWidget *>(topic.widget));
            QTRY_VERIFY2(wanted == dialogs.last()->focusWidget() || wanted->isAncestorOf(dialogs.last()->focusWidget()),
                         qPrintable(topic.text));
            delete dialogs.last();
        }
    }

    void searchFollowsWhatHappensMeanwhile()
    {
        Fixture f;
        f.addRomeo({ contact("juliet", "Juliet", {}) });
        f.show();
        QTest::keyClicks(&f.search(), "juliet");
        QCOMPARE(f.rows("What was found"), (QStringList { "People", "Juliet" }));
        f.say(f.juliet(), "Good morrow");
        QTRY_COMPARE(f.rows("What was found"), (QStringList { "Chats", "Juliet" }));
    }

    void whatWasChosenStaysChosenWhateverArrives()
    {
        Fixture f;
        f.addRomeo({ contact("tybalt", "Tybalt", {}) });
        f.talkWith({ "balthasar", "benvolio" });
        f.show();
        f.key(Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(&f.search(), "b"); // benvolio, balthasar, Tybalt
        QTest::keyClick(&f.search(), Qt::Key_Down);
        QCOMPARE(f.list("What was found").currentIndex().data().toString(), QString("balthasar"));
        f.say(f.chatWith("barnardine"), "I swear");
        QTRY_COMPARE(f.rows("What was found").size(), 6);
        QCOMPARE(f.list("What was found").currentIndex().data().toString(), QString("balthasar"));
        QTest::keyClick(&f.search(), Qt::Key_Return);
        QCOMPARE(f.openPeer(), QString("balthasar"));
    }

    void escapeClearsTheSearch_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("something found") << "jul";
        QTest::newRow("nothing found") << "nobody";
    }

    void escapeClearsTheSearch()
    {
        QFETCH(QString, text);
        Fixture f;
        f.addRomeo();
        f.talkWith({ "nurse", "juliet" });
        f.show();
        f.key(Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(&f.search(), text);
        QTest::keyClick(&f.search(), Qt::Key_Escape);
        QCOMPARE(f.search().text(), QString());
        QCOMPARE(f.chats().size(), 2);
    }

    void enterInTheSearchOpensTheFirstHit()
    {
        Fixture f;
        f.addRomeo();
        f.talkWith({ "nurse", "juliet", "paris" });
        f.show();
        f.key(Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(&f.search(), "jul");
        QTest::keyClick(&f.search(), Qt::Key_Return);
        QCOMPARE(f.openPeer(), QString("juliet"));
        QCOMPARE(f.search().text(), QString());
    }

    void arrowsInTheSearchPassOverGroups()
    {
        Fixture f;
        f.addRomeo({ contact("juliet", "Juliet", { "Verona" }), contact("nurse", "Nurse", { "Capulet" }) });
        f.show();
        f.press("People");
        f.waitForPeople(4);
        f.key(Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(&f.search(), "jul");
        QTest::keyClick(&f.search(), Qt::Key_Down);
        QTest::keyClick(&f.search(), Qt::Key_Return);
        QCOMPARE(f.openPeer(), QString("juliet"));
        f.waitForPeople(4);
    }

    void searchIsThereInANarrowWindowToo()
    {
        Fixture f;
        f.addRomeo();
        f.talkWith({ "nurse", "juliet" });
        f.show();
        f.window->resize(480, 700);
        f.window->openConversation(f.juliet());
        f.settle();
        QVERIFY(!f.search().isVisible());
        f.key(Qt::Key_K, Qt::ControlModifier);
        QVERIFY(f.search().isVisible());
        QVERIFY(f.search().hasFocus());
    }

    void enterInTheSearchOpensTheFirstHitThoughAnotherIsOpen()
    {
        Fixture f;
        f.addRomeo();
        f.talkWith({ "nurse", "paris" });
        f.show();
        f.window->openConversation(f.chatWith("nurse"));
        f.key(Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(&f.search(), "r"); // paris and nurse
        QTest::keyClick(&f.search(), Qt::Key_Return);
        QCOMPARE(f.openPeer(), QString("paris"));
    }

    void enterInTheSearchOpensWhatIsFoundNotWhatWasOpen()
    {
        Fixture f;
        f.addRomeo();
        f.talkWith({ "nurse", "juliet", "paris" });
        f.show();
        f.window->openConversation(f.chatWith("paris"));
        f.key(Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(&f.search(), "r"); // nurse and paris
        QTest::keyClick(&f.search(), Qt::Key_Down);
        QTest::keyClick(&f.search(), Qt::Key_Return);
        QCOMPARE(f.openPeer(), QString("nurse"));
    }
};

QTEST_MAIN(TestSearch)
#include "tst_search.moc"
