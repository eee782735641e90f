// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/rooms_world.h"

#include "widgets/commands_dialog.h"
#include "widgets/room_windows.h"

#include <QLabel>
#include <QListWidget>
#include <QPointer>
#include <QTableWidget>

using namespace natter;
using Action = CommandStage::Action;

/// What rooms and servers do on demand, stage by stage.
class TestAdHocCommands : public QObject
{
    Q_OBJECT

    TestAuthority m_authority;

    struct Fixture : RoomsWorld
    {
        explicit Fixture(const TestAuthority &authority) : RoomsWorld(authority)
        {
            room("garden").commands = "<item jid='garden@chat.capulet.lit' node='urn:xmpp:hats:commands:create' "
                                      "name='Create a hat'/><item jid='garden@chat.capulet.lit' node='stats'/>";
            enter("garden", "owner");
        }
        CommandsDialog &open()
        {
            auto *made = new CommandsDialog(*account, { at("garden"), QStringLiteral("The garden") });
            dialog = made;
            present(*made);
            until([made] { return made->findChild<QListWidget *>()->count() == 2; });
            return *made;
        }
        /// What was asked for last.
        CommandStage asked()
        {
            const Element iq = service.last(ScriptedRooms::at("garden"), CommandStage::name);
            return CommandStage::read(iq.child(CommandStage::name)).value_or(CommandStage());
        }
        int count() const { return service.count(ScriptedRooms::at("garden"), CommandStage::name); }
        QStringList said() const
        {
            QStringList texts;
            for (const QLabel *label : dialog->findChild<QWidget *>("content")->findChildren<QLabel *>()) {
                texts.append(label->text());
            }
            return texts;
        }

        QPointer<CommandsDialog> dialog;
    };

    static QByteArray stage(const QByteArray &status, const QByteArray &content)
    {
        return "<command xmlns='http://jabber.org/protocol/commands' node='urn:xmpp:hats:commands:create' "
               "sessionid='s1' status='"
            + status + "'>" + content + "</command>";
    }
    static QByteArray form(const QByteArray &fields, const QByteArray &type = "form")
    {
        return "<x xmlns='jabber:x:data' type='" + type + "'><title>A hat</title>" + fields + "</x>";
    }
    static QByteArray actions(const QByteArray &children, const QByteArray &usual)
    {
        return "<actions execute='" + usual + "'>" + children + "</actions>";
    }
    static constexpr const char *title = "<field var='hats#title' label='Title' type='text-single'><required/></field>";

private Q_SLOTS:
    void commandIsGoneThroughStageByStage()
    {
        Fixture f(m_authority);
        f.service.stages = {
            stage("executing", actions("<next/>", "next") + form(title)),
            stage("executing",
                  actions("<prev/><complete/>", "complete")
                      + form("<field var='hue' label='Hue' type='text-single'><value>120</value></field>")),
            stage("completed", "<note type='info'>The hat is there</note>"),
        };
        auto &dialog = f.open();
        auto &list = *dialog.findChild<QListWidget *>();
        QCOMPARE(f.rows(list), QStringList({ "Create a hat", "stats" }));
        QVERIFY(list.hasFocus());
        QTest::keyClick(&list, Qt::Key_Return);
        QTRY_VERIFY(f.button(dialog, "next").isVisible());
        QCOMPARE(f.count(), 1);
        QCOMPARE(f.asked().node, QString("urn:xmpp:hats:commands:create"));
        QCOMPARE(f.asked().action, Action::Execute);
        QVERIFY(!f.button(dialog, "finish").isVisible() && !f.button(dialog, "back").isVisible());
        QCOMPARE(f.child<QLabel>(dialog, "title").text(), QString("A hat"));
        QTest::keyClick(&dialog, Qt::Key_Return); // the title is still to be filled in
        QVERIFY(f.problem(dialog).contains("Title"));
        QTest::keyClicks(QApplication::focusWidget(), "Host");
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QTRY_VERIFY(f.button(dialog, "finish").isVisible());
        QCOMPARE(f.asked().action, Action::Next);
        QCOMPARE(f.asked().session, QString("s1"));
        QCOMPARE(f.asked().form->field(u"hats#title")->value(), QString("Host"));
        QVERIFY(f.button(dialog, "back").isVisible() && !f.button(dialog, "next").isVisible());
        f.press(dialog, "finish");
        QTRY_VERIFY(f.said().contains("The hat is there"));
        QCOMPARE(f.asked().action, Action::Complete);
        QCOMPARE(f.asked().form->field(u"hue")->value(), QString("120"));
        QVERIFY(!f.button(dialog, "finish").isVisible());
        f.press(dialog, "close");
        QTRY_VERIFY(!f.dialog);
        QCOMPARE(f.count(), 3); // there is nothing to be cancelled
    }

    void wayBackAsksForNothing()
    {
        Fixture f(m_authority);
        f.service.stages = { stage("executing", actions("<prev/><complete/>", "complete") + form(title)),
                             stage("executing", actions("<next/>", "next") + form(title)) };
        auto &dialog = f.open();
        f.press(dialog, "start");
        QTRY_VERIFY(f.button(dialog, "back").isVisible());
        f.press(dialog, "back");
        QTRY_VERIFY(f.button(dialog, "next").isVisible());
        QCOMPARE(f.asked().action, Action::Previous);
        QVERIFY(!f.asked().form);
    }

    void whatIsRefusedStays()
    {
        Fixture f(m_authority);
        f.service.stages = { stage("executing", form(title)), stage("completed", {}) };
        auto &dialog = f.open();
        f.press(dialog, "start");
        QTRY_VERIFY(f.button(dialog, "finish").isVisible()); // the only stage needs no actions
        QTest::keyClicks(QApplication::focusWidget(), "Host");
        f.service.refuseNext("http://jabber.org/protocol/commands", "not-acceptable");
        f.press(dialog, "finish");
        QTRY_VERIFY(!f.problem(dialog).isEmpty());
        QVERIFY(f.button(dialog, "finish").isVisible());
        f.press(dialog, "finish");
        QTRY_VERIFY(f.said().contains("Done."));
        QCOMPARE(f.asked().action, Action::Execute); // which completes it
        QCOMPARE(f.asked().form->field(u"hats#title")->value(), QString("Host"));
        f.press(dialog, "list");
        QTRY_VERIFY(dialog.findChild<QListWidget *>()->isVisible());
    }

    void whoGivesUpCancels()
    {
        Fixture f(m_authority);
        f.service.stages = { stage("executing", form(title)), stage("canceled", {}) };
        auto &dialog = f.open();
        f.press(dialog, "start");
        QTRY_VERIFY(f.button(dialog, "finish").isVisible());
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QTRY_VERIFY(!f.dialog);
        QTRY_COMPARE(f.count(), 2);
        QCOMPARE(f.asked().action, Action::Cancel);
        QCOMPARE(f.asked().session, QString("s1"));
    }

    void whatComesOfItIsShown()
    {
        Fixture f(m_authority);
        f.service.stages = { stage(
            "completed",
            form("<field var='when' label='When' type='text-single'><value>today</value></field>"
                 "<reported><field var='n' label='Name'/><field var='h' label='Hats'/></reported>"
                 "<item><field var='n'><value>nurse</value></field><field var='h'><value>Host</value></field></item>"
                 "<item><field var='h'><value>Guest</value></field></item>",
                 "result")) };
        auto &dialog = f.open();
        f.press(dialog, "start");
        QTRY_VERIFY(dialog.findChild<QTableWidget *>());
        const auto &table = *dialog.findChild<QTableWidget *>();
        QCOMPARE(table.rowCount(), 2);
        QCOMPARE(table.horizontalHeaderItem(1)->text(), QString("Hats"));
        QCOMPARE(table.item(0, 0)->text(), QString("nurse"));
        QCOMPARE(table.item(1, 0)->text(), QString());
        QCOMPARE(table.item(1, 1)->text(), QString("Guest"));
        QVERIFY(f.said().contains("When") && f.said().contains("today"));
    }

    void roomWithCommandsOffersThem()
    {
        Fixture f(m_authority);
        f.enter("hall");
        QWidget window;
        RoomWindows windows(f.services, f.questions, &window);
        const auto offers = [&](const char *room) {
            const auto commands = windows.commands({ f.romeo(), f.at(room) });
            return std::any_of(commands.cbegin(), commands.cend(),
                               [](const Command &command) { return command.text == u"Commands of the room…"; });
        };
        QTRY_VERIFY(offers("garden"));
        QVERIFY(!offers("hall"));
        windows.showCommands({ f.romeo(), f.at("garden") });
        QVERIFY(window.findChild<CommandsDialog *>());
    }
};

QTEST_MAIN(TestAdHocCommands)
#include "tst_ad_hoc_commands.moc"
