// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/counting_random.h"
#include "support/fake_clock.h"
#include "support/memory_vault.h"

#include "chat/account.h"

#include <QTemporaryDir>
#include <QTest>

namespace natter {

/// Romeo's account, with a server that follows a script.
class Romeo
{
public:
    using Phase = AccountStatus::Phase;
    static constexpr auto never = std::chrono::hours(1);

    explicit Romeo(quint16 port, const QByteArray &authority, const LivenessTimes &liveness = { never, never, never })
    {
        settings.jid = Jid::orNull(u"romeo@montague.lit");
        settings.server = AccountSettings::Server { QStringLiteral("127.0.0.1"), port, AccountSettings::Tls::StartTls };
        settings.extraAuthority = authority;
        vault.passwords.insert(settings.jid, Secret(QStringLiteral("pencil")));
        store.post([](Store &opened) {
            if (const auto result = opened.open(); !result) {
                qFatal("no store: %s", qPrintable(result.error().detail));
            }
        });
        account = std::make_unique<Account>(
            settings, AccountContext { clock, random, vault, store, conversations, preferences, liveness });
        QObject::connect(account.get(), &Account::statusChanged, account.get(),
                         [this] { phases.append(account->status().phase); });
        account->setAvailability(Availability::Online, {});
    }

    bool comesTo(Phase phase) const
    {
        return QTest::qWaitFor([this, phase] { return account->status().phase == phase; }, 20'000);
    }
    /// What the server says of it has arrived, and not only left.
    bool mayResume()
    {
        return QTest::qWaitFor(
            [this] {
                const auto found =
                    store.call([jid = settings.jid](Store &opened) { return opened.streams().load(jid); });
                return QTest::qWaitFor([&found] { return found.isFinished(); }) && found.result()
                    && found.result()->stream;
            },
            20'000);
    }
    QString condition() const { return account->status().error ? account->status().error->condition : QString(); }
    QString kind() const
    {
        return account->status().error ? errorKindName(account->status().error->kind) : QStringLiteral("no error");
    }

    AccountSettings settings;
    QTemporaryDir folder;
    FakeClock clock;
    CountingRandom random;
    MemoryVault vault;
    StoreThread store { QStringLiteral("store"), [path = folder.filePath(QStringLiteral("natter.db"))] {
                           return std::make_unique<Store>(path);
                       } };
    Conversations conversations { store };
    Preferences preferences { folder.filePath(QStringLiteral("settings.json")) };
    QList<Phase> phases;
    std::unique_ptr<Account> account; ///< last: it uses all the others
};

} // namespace natter
