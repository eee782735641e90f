// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/accounts.h"

#include "base/future.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"

#include <algorithm>
#include <array>

namespace natter {

Accounts::Accounts(AccountBook &book, const AccountContext &context) : m_book(book), m_context(context) { }

Accounts::~Accounts() = default;

void Accounts::start()
{
    const QList<AccountSettings> accounts = m_book.accounts();
    for (const AccountSettings &settings : accounts) {
        if (!find(settings.jid)) { // it may have been added while the database was still being opened
            build(settings);
        }
    }
}

std::vector<Account *> Accounts::all() const
{
    std::vector<Account *> result;
    for (const auto &account : m_accounts) {
        result.push_back(account.get());
    }
    return result;
}

Account *Accounts::find(const Jid &jid) const
{
    for (const auto &account : m_accounts) {
        if (account->jid() == jid) {
            return account.get();
        }
    }
    return nullptr;
}

Account *Accounts::build(const AccountSettings &settings)
{
    m_accounts.push_back(std::make_unique<Account>(settings, m_context));
    Account *account = m_accounts.back().get();
    connect(account, &Account::statusChanged, this, [this, account] { Q_EMIT statusChanged(account); });
    connect(account, &Account::settingsLearnt, this, [this](const AccountSettings &learnt) {
        if (const auto written = m_book.put(learnt); !written) {
            qCWarning(logChat).noquote() << "not kept for the next start:" << forLog(written.error().detail);
        }
    });
    account->setClientState(m_clientState);
    Q_EMIT added(account);
    account->setAvailability(m_availability, m_statusText);
    return account;
}

QFuture<Result<>> Accounts::add(const AccountSettings &settings, const Secret &password, const Secret &proxyPassword)
{
    if (settings.jid.isNull() || !settings.jid.isBare() || !settings.jid.hasLocal()) {
        return readyFuture<Result<>>(failure(Error::Kind::InvalidInput, QStringLiteral("not an account's address")));
    }
    auto promise = std::make_shared<QPromise<Result<>>>();
    promise->start();
    const int addition = ++m_additions;
    m_adding.insert(settings.jid, addition);
    const auto stored = m_context.vault.write(settings.jid, VaultEntry::Password, settings.passwordPlace, password);
    whenDone(stored, this, [this, promise, settings, password, proxyPassword, addition](const Result<> &kept) {
        Result<> result = kept;
        if (m_adding.value(settings.jid) != addition) {
            result = failure(Error::Kind::Cancelled, QStringLiteral("not added after all"));
            if (!m_adding.contains(settings.jid) && !find(settings.jid)) {
                m_context.vault.remove(settings.jid); // what was just kept
            }
        } else {
            m_adding.remove(settings.jid);
        }
        if (result) {
            result = m_book.put(settings);
        }
        if (result) {
            Account *account = find(settings.jid);
            if (account) {
                account->setSettings(settings);
            } else {
                account = build(settings);
            }
            if (!proxyPassword.isEmpty()) {
                provideProxyPassword(settings.jid, proxyPassword);
            }
            account->providePassword(password);
        }
        promise->addResult(result);
        promise->finish();
    });
    return promise->future();
}

Result<> Accounts::change(const AccountSettings &settings)
{
    Account *account = find(settings.jid);
    if (!account) {
        return failure(Error::Kind::InvalidInput, QStringLiteral("there is no such account"));
    }
    const auto written = m_book.put(settings);
    if (written) {
        account->setSettings(settings);
        Q_EMIT statusChanged(account);
    }
    return written;
}

Result<> Accounts::remove(const Jid &jid)
{
    const bool adding = m_adding.remove(jid) > 0;
    const auto found =
        std::find_if(m_accounts.begin(), m_accounts.end(), [&](const auto &account) { return account->jid() == jid; });
    if (adding && found == m_accounts.end()) {
        m_context.vault.remove(jid);
        return {};
    }
    if (found == m_accounts.end()) {
        return failure(Error::Kind::InvalidInput, QStringLiteral("there is no such account"));
    }
    if (const auto written = m_book.remove(jid); !written) {
        return written;
    }
    Q_EMIT aboutToRemove(found->get());
    std::unique_ptr<Account> gone = std::move(*found);
    m_accounts.erase(found);
    gone->disconnect(this);
    gone->setAvailability(Availability::Offline, {});
    gone.reset(); // what it still hands to the store comes before everything is deleted there
    m_context.vault.remove(jid);
    m_context.conversations.removeAccount(jid);
    Q_EMIT removed(jid);
    return {};
}

void Accounts::providePassword(const Jid &jid, const Secret &password, Keep keep)
{
    Account *account = find(jid);
    if (!account) {
        return;
    }
    account->providePassword(password);
    if (keep == Keep::Yes) {
        store(jid, VaultEntry::Password, password);
    }
}

void Accounts::provideProxyPassword(const Jid &jid, const Secret &password)
{
    if (Account *account = find(jid)) {
        account->provideProxyPassword(password);
        store(jid, VaultEntry::ProxyPassword, password);
    }
}

void Accounts::store(const Jid &jid, VaultEntry entry, const Secret &password)
{
    const auto stored = m_context.vault.write(jid, entry, find(jid)->settings().passwordPlace, password);
    whenDone(stored, this, [this, jid](const Result<> &kept) {
        if (!kept) {
            Q_EMIT passwordNotKept(jid, kept.error());
        }
    });
}

/// What is there; what cannot be read is not.
QFuture<QList<Accounts::Kept>> Accounts::readAll(const Jid &jid, AccountSettings::PasswordPlace place)
{
    auto promise = std::make_shared<QPromise<QList<Kept>>>();
    promise->start();
    auto found = std::make_shared<QList<Kept>>();
    static constexpr std::array entries { VaultEntry::Password, VaultEntry::ProxyPassword, VaultEntry::Token };
    auto open = std::make_shared<size_t>(entries.size());
    for (const VaultEntry entry : entries) {
        whenDone(m_context.vault.read(jid, entry, place), this,
                 [promise, found, open, entry](const Result<Secret> &secret) {
                     if (secret && !secret->isEmpty()) {
                         found->append({ entry, *secret });
                     }
                     if (--*open == 0) {
                         promise->addResult(*found);
                         promise->finish();
                     }
                 });
    }
    return promise->future();
}

/// One after the other, until one fails.
QFuture<Result<>> Accounts::writeAll(const Jid &jid, AccountSettings::PasswordPlace place, const QList<Kept> &secrets)
{
    if (secrets.isEmpty()) {
        return readyFuture(Result<>());
    }
    auto promise = std::make_shared<QPromise<Result<>>>();
    promise->start();
    const auto answer = [promise](const Result<> &result) {
        promise->addResult(result);
        promise->finish();
    };
    whenDone(m_context.vault.write(jid, secrets.first().entry, place, secrets.first().secret), this,
             [this, answer, jid, place, rest = secrets.mid(1)](const Result<> &written) {
                 if (written) {
                     whenDone(writeAll(jid, place, rest), this, answer);
                 } else {
                     answer(written);
                 }
             });
    return promise->future();
}

QFuture<Result<>> Accounts::setPasswordPlace(const Jid &jid, AccountSettings::PasswordPlace place)
{
    const Account *account = find(jid);
    if (!account) {
        return readyFuture<Result<>>(failure(Error::Kind::InvalidInput, QStringLiteral("there is no such account")));
    }
    const auto before = account->settings().passwordPlace;
    if (before == place) {
        return readyFuture(Result<>());
    }
    auto promise = std::make_shared<QPromise<Result<>>>();
    promise->start();
    const auto conclude = [this, promise, jid, before, place](const Result<> &written) {
        Result<> result = written;
        Account *still = find(jid);
        if (result && still) {
            AccountSettings settings = still->settings();
            settings.passwordPlace = place;
            result = change(settings);
        }
        m_context.vault.removeFrom(jid, result && still ? before : place);
        promise->addResult(result);
        promise->finish();
    };
    whenDone(readAll(jid, before), this, [this, jid, place, conclude](QList<Kept> secrets) {
        const Account *still = find(jid);
        const bool kept = std::any_of(secrets.cbegin(), secrets.cend(),
                                      [](const Kept &secret) { return secret.entry == VaultEntry::Password; });
        if (still && still->password() && !kept) { // what was entered for this run
            secrets.append({ VaultEntry::Password, *still->password() });
        }
        whenDone(writeAll(jid, place, secrets), this, conclude);
    });
    return promise->future();
}

void Accounts::setAvailability(Availability availability, const QString &statusText)
{
    m_availability = availability;
    m_statusText = cut(statusText, limits::statusChars); // what is too long would end every session
    for (const auto &account : m_accounts) {
        account->setAvailability(availability, m_statusText);
    }
    Q_EMIT availabilityChanged();
}

void Accounts::nudge(Nudge nudge)
{
    for (const auto &account : m_accounts) {
        account->nudge(nudge);
    }
}

void Accounts::setClientState(ClientState state)
{
    m_clientState = state;
    for (const auto &account : m_accounts) {
        account->setClientState(state);
    }
}

} // namespace natter
