// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "live/shots_garden.h"
#include "support/garden.h"
#include "support/rooms_world.h"

#include "widgets/commands_dialog.h"
#include "widgets/composer.h"
#include "widgets/main_window.h"
#include "widgets/message_details_dialog.h"
#include "widgets/new_messages_button.h"

#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTableWidget>

namespace natter {

/// A room that takes a message now and then, what is new in it, and what it does on demand.
class SlowRoomShots
{
public:
    explicit SlowRoomShots(const QString &folder) : m_folder(folder), m_world(m_authority)
    {
        auto &garden = m_world.room("garden");
        garden.title = "Verona, a public place";
        garden.slowMode = 30;
        const QByteArray item = "<item jid='garden@chat.capulet.lit' node='";
        garden.commands = item + "urn:xmpp:hats:commands:create' name='Create a hat'/>" + item
            + "urn:xmpp:hats:commands:assign' name='Give somebody a hat'/>" + item
            + "urn:xmpp:hats:commands:list' name='List the hats'/>";
        m_world.enter("garden");
    }

    void shootAll()
    {
        MainWindow window(m_world.services, m_world.questions);
        window.resize(1280, 800);
        shootNews(window);
        m_world.service.send("<message type='groupchat' from='garden@chat.capulet.lit/romeo' id='x'>"
                             "<body>Peace, Mercutio!</body></message>");
        m_world.until(
            [this] { return m_world.account->rooms().restLeft(m_world.at("garden")) > std::chrono::seconds(0); });
        m_world.awaited(m_world.account->outbox().send(m_world.at("garden"), "Thou talk’st of nothing."));
        m_world.settle();
        shoot(window, m_folder, "room-slow");
        shootCommands(window);
        shootPrivate(window);
    }

private:
    /// With one, and then with another who has the name now; and who has read what.
    void shootPrivate(MainWindow &window)
    {
        const auto with = [this](const QString &id, const QString &body, bool ours) {
            ChatMessage message = said("Mercutio", body);
            message.conversation.peer = m_world.at("garden").withResource(u"Mercutio");
            message.kind = ChatKind::Person;
            message.direction = ours ? ChatMessage::Direction::Outgoing : ChatMessage::Direction::Incoming;
            message.delivery = ours ? ChatMessage::Delivery::OnServer : ChatMessage::Delivery::None;
            (ours ? message.recipient : message.occupant) = id;
            message.nick.clear();
            return message;
        };
        m_world.record({ with("id-1", "Nay, gentle Romeo, we must have you dance.", false),
                         with("id-1", "Not I, believe me.", true), with("id-2", "You are a lover?", false) });
        window.openConversation({ m_world.account->jid(), m_world.at("garden").withResource(u"Mercutio") });
        m_world.settle();
        shoot(window, m_folder, "room-private-other");
        MessageDetailsDialog details(said("Benvolio", "I pray thee, good Mercutio, let’s retire."),
                                     "Verona, a public place", &window);
        details.setAttribute(Qt::WA_DeleteOnClose, false);
        const QDateTime now = QDateTime::currentDateTimeUtc();
        details.showReaders({ { "Mercutio", now }, { "Tybalt", now.addSecs(-60) }, { "romeo", now.addSecs(-600) } });
        shoot(details, m_folder, "message-read-by");
        details.close();
    }

    ChatMessage said(const QString &nick, const QString &body) const
    {
        ChatMessage message = garden::said(nick, body, QDateTime::currentDateTimeUtc().addSecs(-3600));
        message.conversation.peer = m_world.at("garden");
        return message;
    }

    void shootNews(MainWindow &window)
    {
        QList<ChatMessage> before;
        QList<ChatMessage> news;
        for (int i = 0; i < 20; ++i) {
            before.append(said("Benvolio", "I pray thee, good Mercutio, let’s retire."));
            news.append(said(i % 3 == 0 ? "Mercutio" : "Tybalt", "Follow me close, for I will speak to them."));
        }
        m_world.record(before);
        const ConversationId id = before.first().conversation;
        m_world.conversations.markRead(id, m_world.conversations.summary(id).lastRow);
        m_world.record(news);
        window.openConversation(id);
        m_world.settle();
        shoot(window, m_folder, "room-new-above");
        window.findChild<NewMessagesButton *>()->click();
        m_world.settle();
        shoot(window, m_folder, "room-new-line");
    }

    static QByteArray stage(const QByteArray &status, const QByteArray &content)
    {
        return "<command xmlns='http://jabber.org/protocol/commands' node='n' sessionid='s' status='" + status + "'>"
            + content + "</command>";
    }

    void shootCommands(MainWindow &window)
    {
        m_world.service.stages = {
            stage("executing",
                  "<actions execute='complete'><prev/><complete/></actions>"
                  "<note type='warn'>Everybody in the room sees it.</note><x xmlns='jabber:x:data' type='form'>"
                  "<title>Create a hat</title><instructions>Tell what the hat is called.</instructions>"
                  "<field var='hats#title' label='Title' type='text-single'><required/></field>"
                  "<field var='hats#hue' label='Colour' type='list-single'><value>1</value>"
                  "<option label='Red'><value>1</value></option></field></x>"),
            stage("completed",
                  "<note>Two hats are known.</note><x xmlns='jabber:x:data' type='result'><title>Hats</title>"
                  "<reported><field var='t' label='Title'/><field var='u' label='Address'/></reported>"
                  "<item><field var='t'><value>Host</value></field>"
                  "<field var='u'><value>http://capulet.lit/hats#host</value></field></item>"
                  "<item><field var='t'><value>Prince of Cats</value></field>"
                  "<field var='u'><value>http://capulet.lit/hats#heir</value></field></item></x>"),
        };
        CommandsDialog dialog(*m_world.account, { m_world.at("garden"), "Verona, a public place" }, &window);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        auto *list = dialog.findChild<QListWidget *>();
        m_world.until([list] { return list->count() == 3; });
        shoot(dialog, m_folder, "room-commands");
        dialog.findChild<QPushButton *>("start")->click();
        m_world.until([&dialog] { return dialog.findChild<QPushButton *>("finish")->isVisible(); });
        shoot(dialog, m_folder, "room-commands-form");
        dialog.findChild<QWidget *>("content")->findChild<QLineEdit *>()->setText("Host");
        dialog.findChild<QPushButton *>("finish")->click();
        m_world.until([&dialog] { return dialog.findChild<QTableWidget *>() != nullptr; });
        shoot(dialog, m_folder, "room-commands-result");
        dialog.close();
    }

    const QString m_folder;
    TestAuthority m_authority;
    RoomsWorld m_world;
};

} // namespace natter
