// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/memory_vault.h"
#include "support/server_launcher.h"

#include "models/chat_services.h"
#include "widgets/dialogs.h"

#include <QTemporaryDir>
#include <QTest>

namespace natter {

/// A chat world of one person: a store, accounts, everything that windows need.
struct World
{
    /// With the messages of that database; else it has none.
    explicit World(const QString &database = {})
        : path(database.isEmpty() ? folder.filePath(QStringLiteral("natter.sqlite")) : database)
    {
        store.post([](Store &opened) {
            if (const auto result = opened.open(); !result) {
                qFatal("no store: %s", qPrintable(result.error().detail));
            }
        });
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
    Dialogs dialogs;
    MessageSearcher searcher { path, conversations };
    ChatServices services { accounts, conversations, preferences, searcher };
};

inline AccountSettings settingsOf(const ServerLauncher &server, const QString &name)
{
    AccountSettings settings;
    settings.jid = Jid::orNull(name + u'@' + ServerLauncher::domain());
    settings.server =
        AccountSettings::Server { QStringLiteral("127.0.0.1"), server.startTlsPort(), AccountSettings::Tls::StartTls };
    settings.extraAuthority = server.authority();
    settings.history = AccountSettings::History::Nothing; // each look begins with the same messages
    return settings;
}

inline void until(const char *what, const std::function<bool()> &condition)
{
    if (!QTest::qWaitFor(condition, 20'000)) {
        qFatal("waited in vain for %s", what);
    }
}

inline Account *logIn(World &world, const ServerLauncher &server, const QString &name)
{
    const AccountSettings settings = settingsOf(server, name);
    world.accounts.add(settings, { Secret(ServerLauncher::password()) });
    until("the login", [&] {
        const Account *account = world.accounts.find(settings.jid);
        return account && account->status().phase == AccountStatus::Phase::Online;
    });
    return world.accounts.find(settings.jid);
}

} // namespace natter
