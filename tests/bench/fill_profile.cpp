// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/account_book.h"
#include "store/store.h"

#include <QCoreApplication>

#include <cstdio>

using namespace natter;

/// Writes a profile with one account, and so many contacts, chats and messages, into a folder.
int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    if (argc != 5) {
        std::fprintf(stderr, "usage: natter-fill-profile FOLDER CONTACTS CHATS MESSAGES\n");
        return 2;
    }
    const int contactCount = QString::fromLocal8Bit(argv[2]).toInt();
    const int chatCount = QString::fromLocal8Bit(argv[3]).toInt();
    const int messageCount = QString::fromLocal8Bit(argv[4]).toInt();
    const QString folder = QString::fromLocal8Bit(argv[1]);
    AccountSettings account;
    account.jid = Jid::orNull(u"romeo@montague.lit");
    account.passwordPlace = AccountSettings::PasswordPlace::PrivateFile;
    account.server = AccountSettings::Server { "127.0.0.1", 9, AccountSettings::Tls::Direct };
    AccountBook book(folder + "/accounts.json");
    Store store(folder + "/natter.sqlite");
    if (!book.put(account) || !store.open()) {
        return 1;
    }
    const auto friendJid = [](int i) { return Jid::orNull(QStringLiteral("friend%1@verona.lit").arg(i)); };
    QList<RosterItem> contacts;
    for (int i = 0; i < contactCount; ++i) {
        contacts.append({ friendJid(i),
                          QStringLiteral("Friend %1").arg(i),
                          RosterItem::Subscription::Both,
                          false,
                          { QStringLiteral("Group %1").arg(i % 12) } });
    }
    if (!store.roster().replace(account.jid, contacts, "v1")) {
        return 1;
    }
    const QDateTime start = QDateTime::currentDateTimeUtc().addSecs(-messageCount * 400LL);
    for (int batch = 0; batch < messageCount / 1000; ++batch) {
        QList<ChatMessage> messages;
        for (int i = 0; i < 1000; ++i) {
            const int number = batch * 1000 + i;
            ChatMessage message;
            message.conversation = { account.jid, friendJid(number % chatCount) };
            message.direction = number % 3 == 0 ? ChatMessage::Direction::Outgoing : ChatMessage::Direction::Incoming;
            message.delivery = message.isOutgoing() ? ChatMessage::Delivery::OnServer : ChatMessage::Delivery::None;
            message.stanzaId = QStringLiteral("m%1").arg(number);
            message.body = QStringLiteral("Two households, both alike in dignity, in fair Verona: line %1").arg(number);
            message.time = start.addSecs(number * 400LL);
            messages.append(message);
        }
        if (!store.messages().record(messages)) {
            return 1;
        }
    }
    return 0;
}
