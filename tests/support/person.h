// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/memory_vault.h"
#include "support/server_launcher.h"

#include "chat/account.h"

#include <QTemporaryDir>

#include <algorithm>

namespace natter {

/// Somebody with one account and a profile of their own.
class Person
{
public:
    Person(const ServerLauncher &server, AccountSettings::Tls tls, const QString &name, const QString &password)
        : settings(settingsFor(server, tls, name))
    {
        vault.passwords.insert(settings.jid, Secret(password));
        store.post([](Store &opened) {
            if (const auto result = opened.open(); !result) {
                qFatal("no store: %s", qPrintable(result.error().detail));
            }
        });
        QObject::connect(&conversations, &Conversations::messageChanged, &conversations,
                         [this](const MessageChange &change) {
                             if (change.kind == MessageChange::Kind::Added) {
                                 messages.append(change.message);
                             }
                             latest[change.message.row] = change.message;
                         });
    }

    static AccountSettings settingsFor(const ServerLauncher &server, AccountSettings::Tls tls, const QString &name)
    {
        AccountSettings settings;
        settings.jid = Jid::orNull(name + u'@' + ServerLauncher::domain());
        settings.server = AccountSettings::Server { QStringLiteral("127.0.0.1"),
                                                    tls == AccountSettings::Tls::Direct ? server.directTlsPort()
                                                                                        : server.startTlsPort(),
                                                    tls };
        settings.extraAuthority = server.authority();
        settings.history = AccountSettings::History::Nothing; // others have used the server
        return settings;
    }

    /// Builds the account and connects it.
    Account &go()
    {
        account = std::make_unique<Account>(
            settings, AccountContext { clock, random, vault, store, conversations, preferences, liveness });
        QObject::connect(account.get(), &Account::statusChanged, account.get(),
                         [this] { m_waited = m_waited || phase() == AccountStatus::Phase::Waiting; });
        account->setAvailability(Availability::Online, QStringLiteral("here"));
        return *account;
    }
    AccountStatus::Phase phase() const { return account->status().phase; }
    /// Everything that is there in that conversation.
    void reads(const Jid &peer)
    {
        const ConversationId id { jid(), peer };
        conversations.markRead(id, conversations.summary(id).lastRow);
    }
    /// Whether it has lost its connection since forgetWaiting(), however soon it was there again.
    bool hasWaited() const { return m_waited; }
    void forgetWaiting() { m_waited = false; }
    QString why() const
    {
        const auto &error = account->status().error;
        return error ? errorKindName(error->kind) + u' ' + error->detail : QStringLiteral("no error");
    }
    bool sees(const Person &other) const { return account->contacts().presence(other.jid()).has_value(); }
    /// What the two know of each other here, for the message of a test that fails.
    QString standingOf(const Person &other) const
    {
        const RosterItem item = account->contacts().item(other.jid());
        return QStringLiteral("%1: subscription %2, asked %3, presence %4, requests %5")
            .arg(other.jid().toString())
            .arg(static_cast<int>(item.subscription))
            .arg(item.asked)
            .arg(sees(other))
            .arg(account->contacts().requests().size());
    }
    Jid jid() const { return settings.jid; }
    int received(const QString &body) const
    {
        return static_cast<int>(std::count_if(messages.cbegin(), messages.cend(), [&](const ChatMessage &message) {
            return message.body == body && !message.isOutgoing();
        }));
    }
    /// What `peer` wrote, in the order of arrival.
    QStringList bodiesFrom(const Jid &peer) const
    {
        QStringList bodies;
        for (const ChatMessage &message : messages) {
            if (!message.isOutgoing() && message.conversation.peer == peer) {
                bodies.append(message.body);
            }
        }
        return bodies;
    }
    /// How the message with that text stands now.
    ChatMessage sent(const QString &body) const
    {
        for (const ChatMessage &message : latest) {
            if (message.body == body && message.isOutgoing()) {
                return message;
            }
        }
        return {};
    }

    AccountSettings settings;
    LivenessTimes liveness;
    QTemporaryDir folder;
    SystemClock clock;
    RandomId random;
    MemoryVault vault;
    StoreThread store { QStringLiteral("store"), [path = folder.filePath(QStringLiteral("natter.db"))] {
                           return std::make_unique<Store>(path);
                       } };
    Conversations conversations { store };
    Preferences preferences { folder.filePath(QStringLiteral("settings.json")) };
    QList<ChatMessage> messages; ///< in the order of their arrival in the store
    QMap<qint64, ChatMessage> latest;
    std::unique_ptr<Account> account; ///< last: it uses all the others

private:
    bool m_waited = false;
};

} // namespace natter
