// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/memory_vault.h"
#include "support/raw_sql.h"
#include "support/silent_proofreader.h"
#include "support/wait_for.h"

#include "base/future.h"
#include "chat/accounts.h"
#include "chat/preferences.h"
#include "models/chat_services.h"

#include <QTemporaryDir>
#include <QtTest>

namespace natter {

/// What windows need, without a server: a real store, and accounts that wait for a password nobody enters.
class WindowWorld
{
public:
    /// With the messages of that database; else it has none.
    explicit WindowWorld(const QString &database = {})
        : path(database.isEmpty() ? folder.filePath(QStringLiteral("natter.sqlite")) : database)
    {
        store.post([](Store &opened) {
            if (const auto result = opened.open(); !result) {
                qFatal("no store: %s", qPrintable(result.error().detail));
            }
        });
        conversations.load();
        until([this] { return conversations.isLoaded(); });
    }

    QTemporaryDir folder;
    const QString path;
    SystemClock clock;
    RandomId random;
    MemoryVault vault;
    StoreThread store { QStringLiteral("store"), [file = path] { return std::make_unique<Store>(file); } };
    Preferences preferences { folder.filePath(QStringLiteral("settings.json")) };
    AccountBook book { folder.filePath(QStringLiteral("accounts.json")) };
    Conversations conversations { store };
    Accounts accounts { book, { clock, random, vault, store, conversations, preferences } };
    MessageSearcher searcher { path, conversations };
    HistoryKeeper keeper { conversations, clock, store };
    HistoryTransfer transfer { path, clock, accounts, conversations, store };
    SilentProofreader proofreader;
    LaterMessages later { accounts, conversations, clock, store };
    ChatServices services { accounts, conversations, preferences, searcher, keeper, transfer, proofreader, later };

    static Jid romeo() { return Jid::orNull(QStringLiteral("romeo@montague.lit")); }
    static ConversationId chatWith(const QString &name)
    {
        return { romeo(), Jid::orNull(name + QStringLiteral("@capulet.lit")) };
    }
    static ConversationId juliet() { return chatWith(QStringLiteral("juliet")); }

    static void until(const std::function<bool()> &condition)
    {
        if (!waitFor(condition, 20'000)) {
            qFatal("waited in vain");
        }
    }
    template <typename T> static T awaited(const QFuture<T> &future)
    {
        if (!waitFor(future, 20'000)) {
            qFatal("no answer");
        }
        return future.result();
    }

    /// Waits until the store has done all that was asked of it, and everybody has heard of it.
    void settle()
    {
        for (int round = 0; round < 3; ++round) { // an answer may lead to another question
            QCoreApplication::processEvents();
            awaited(store.call([](Store &) { return true; }));
            QCoreApplication::processEvents();
        }
    }

    /// Romeo's account, with these contacts from an earlier run; it waits for its password.
    Account *addRomeo(const QList<RosterItem> &contacts = {})
    {
        store.post([contacts](Store &opened) { opened.roster().replace(romeo(), contacts, QStringLiteral("1")); });
        AccountSettings settings;
        settings.jid = romeo();
        settings.passwordPlace = AccountSettings::PasswordPlace::Keychain;
        if (const auto written = book.put(settings); !written) {
            qFatal("no account book: %s", qPrintable(written.error().detail));
        }
        accounts.start();
        Account *account = accounts.find(romeo());
        until([account] { return account->status().phase == AccountStatus::Phase::NeedsPassword; });
        settle();
        return account;
    }

    /// Has Romeo's account, which is there, log in at a server on this machine.
    void pointAt(quint16 port, const QByteArray &authority)
    {
        AccountSettings settings = accounts.find(romeo())->settings();
        settings.server = AccountSettings::Server { QStringLiteral("127.0.0.1"), port, AccountSettings::Tls::StartTls };
        settings.extraAuthority = authority;
        if (!accounts.change(settings)) {
            qFatal("not changed");
        }
    }

    static ChatMessage incoming(const ConversationId &chat, const QString &body,
                                const QDateTime &time = QDateTime::currentDateTimeUtc())
    {
        ChatMessage message;
        message.conversation = chat;
        message.body = body;
        message.time = time;
        return message;
    }
    static ChatMessage outgoing(const ConversationId &chat, const QString &body,
                                const QDateTime &time = QDateTime::currentDateTimeUtc())
    {
        ChatMessage message = incoming(chat, body, time);
        message.direction = ChatMessage::Direction::Outgoing;
        message.delivery = ChatMessage::Delivery::OnServer;
        return message;
    }

    /// Stores the messages and tells everybody, as when they arrive.
    void record(const QList<ChatMessage> &messages)
    {
        const auto stored =
            awaited(store.call([messages](Store &opened) { return opened.messages().record(messages); }));
        if (!stored) {
            qFatal("not recorded: %s", qPrintable(stored.error().detail));
        }
        conversations.apply(*stored);
        settle();
    }
    void say(const ConversationId &chat, const QString &body) { record({ incoming(chat, body) }); }

    /// What is stored of the conversation, oldest first.
    QList<ChatMessage> stored(const ConversationId &chat)
    {
        settle();
        return awaited(store.call([chat](Store &opened) { return opened.messages().page(chat, 0, 1000); })).value();
    }

    /// From now on the store refuses messages.
    void breakStore()
    {
        settle();
        rawSql(path, { "CREATE TRIGGER no_insert BEFORE INSERT ON message BEGIN SELECT RAISE(ABORT, 'broken'); END" });
    }
};

} // namespace natter
