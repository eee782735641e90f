// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/accounts.h"

#include "base/future.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "chat/vault_content.h"

#include <algorithm>

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
    m_adding.insert(settings.jid, { addition, settings.passwordPlace });
    const auto stored = m_context.vault.write(settings.jid, VaultEntry::Password, settings.passwordPlace, password);
    whenDone(stored, this, [this, promise, settings, password, proxyPassword, addition](const Result<> &kept) {
        Result<> result = kept;
        if (m_adding.value(settings.jid).call != addition) {
            result = failure(Error::Kind::Cancelled, QStringLiteral("not added after all"));
            if (!m_adding.contains(settings.jid) && !find(settings.jid)) {
                m_context.vault.remove(settings.jid, settings.passwordPlace); // what was just kept
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
    const auto adding = m_adding.constFind(jid) == m_adding.cend() ? std::nullopt : std::optional(m_adding.take(jid));
    const auto found =
        std::find_if(m_accounts.begin(), m_accounts.end(), [&](const auto &account) { return account->jid() == jid; });
    if (adding && found == m_accounts.end()) {
        m_context.vault.remove(jid, adding->place);
        return {};
    }
    if (found == m_accounts.end()) {
        return failure(Error::Kind::InvalidInput, QStringLiteral("there is no such account"));
    }
    if (const auto written = m_book.remove(jid); !written) {
        return written;
    }
    const auto place = (*found)->settings().passwordPlace;
    Q_EMIT aboutToRemove(found->get());
    std::unique_ptr<Account> gone = std::move(*found);
    m_accounts.erase(found);
    gone->disconnect(this);
    gone->setAvailability(Availability::Offline, {});
    gone.reset(); // what it still hands to the store comes before everything is deleted there
    forget(jid, m_context.vault.remove(jid, place));
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

/// What is there; what was entered in this run counts more than what is kept.
QFuture<VaultContent> Accounts::readAllOf(const Jid &jid, AccountSettings::PasswordPlace place)
{
    auto promise = std::make_shared<QPromise<VaultContent>>();
    promise->start();
    whenDone(readAll(m_context.vault, jid, place, this), this, [this, promise, jid](VaultContent content) {
        const Account *account = find(jid);
        for (auto &[entry, secret] : content) {
            const std::optional<Secret> known = account ? account->known(entry) : std::nullopt;
            if (known && !known->isEmpty()) {
                secret = *known;
            } else if (secret && secret->isEmpty()) {
                secret = failure(Error::Kind::NoPassword);
            }
        }
        promise->addResult(content);
        promise->finish();
    });
    return promise->future();
}

void Accounts::forget(const Jid &jid, const QFuture<Result<>> &forgotten)
{
    whenDone(forgotten, this, [this, jid](const Result<> &result) {
        if (!result) {
            qCWarning(logChat).noquote() << "secrets not forgotten:" << forLog(result.error().detail);
            Q_EMIT secretsNotForgotten(jid, result.error());
        }
    });
}

Result<> Accounts::noteMoved(const Jid &jid, AccountSettings::PasswordPlace place)
{
    const Account *account = find(jid);
    if (!account) {
        return failure(Error::Kind::Cancelled, QStringLiteral("the account was removed"));
    }
    AccountSettings settings = account->settings();
    settings.passwordPlace = place;
    return change(settings);
}

QFuture<Result<>> Accounts::setPasswordPlace(const Jid &jid, AccountSettings::PasswordPlace place)
{
    const Account *account = find(jid);
    if (!account || m_moving.contains(jid)) {
        return readyFuture<Result<>>(failure(Error::Kind::InvalidInput, QStringLiteral("no such account, or busy")));
    }
    const auto before = account->settings().passwordPlace;
    if (before == place) {
        return readyFuture(Result<>());
    }
    m_moving.insert(jid);
    auto promise = std::make_shared<QPromise<Result<>>>();
    promise->start();
    const auto conclude = [this, promise, jid, before, place](const Result<> &written, bool forgets) {
        m_moving.remove(jid);
        const Result<> result = written ? noteMoved(jid, place) : written;
        if (!result) {
            m_context.vault.removeFrom(jid, place); // that it does not answer is the error already
        } else if (forgets) {
            forget(jid, m_context.vault.removeFrom(jid, before));
        }
        promise->addResult(result);
        promise->finish();
    };
    if (place == AccountSettings::PasswordPlace::AskEachTime) {
        conclude({}, true); // nothing has to be known
        return promise->future();
    }
    whenDone(readAllOf(jid, before), this, [this, jid, place, conclude](const VaultContent &found) {
        const auto lost = std::find_if(found.cbegin(), found.cend(), [](const auto &kept) {
            return !kept.second && kept.second.error().kind != Error::Kind::NoPassword;
        });
        const bool complete = lost == found.cend();
        if (!complete && !found.at(VaultEntry::Password)) {
            conclude(tl::unexpected(lost->second.error()), false);
            return;
        }
        // What could not be read is still there, should the old place answer again
        whenDone(writeAll(m_context.vault, jid, place, found, this), this,
                 [conclude, complete](const Result<> &written) { conclude(written, complete); });
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
