// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/accounts.h"

#include "base/future.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "chat/faces.h"
#include "chat/vault_content.h"
#include "wire/client_certificate.h"

#include <algorithm>

namespace natter {

Accounts::Accounts(AccountBook &book, const AccountContext &context)
    : m_book(book)
    , m_context(context)
    , m_faces(std::make_unique<Faces>(*this))
{
}

Accounts::~Accounts() = default;

void Accounts::start()
{
    const QList<AccountSettings> accounts = m_book.accounts();
    for (const AccountSettings &settings : accounts) {
        if (!find(settings.jid)) { // it may have been added while the database was still being opened
            moveOldKey(*build(settings));
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

Jid Accounts::writerTo(const Jid &peer, const Jid &inUse) const
{
    const auto first = [this](const auto &condition) {
        const auto found = std::find_if(m_accounts.cbegin(), m_accounts.cend(), condition);
        return found == m_accounts.cend() ? Jid() : (*found)->jid();
    };
    const auto enabled = [](const auto &account) { return account->settings().enabled; };
    for (const Jid &account :
         { first([&](const auto &account) { return account->contacts().contains(peer); }),
           first([&](const auto &account) { return enabled(account) && account->jid() == inUse; }), first(enabled) }) {
        if (!account.isNull()) {
            return account;
        }
    }
    return isEmpty() ? Jid() : m_accounts.front()->jid();
}

bool Accounts::isGone(const Jid &jid) const { return !find(jid) && !m_adding.contains(jid); }

Account *Accounts::build(const AccountSettings &settings)
{
    m_accounts.push_back(std::make_unique<Account>(settings, m_context));
    Account *account = m_accounts.back().get();
    connect(account, &Account::statusChanged, this, [this, account] { Q_EMIT statusChanged(account); });
    connect(account, &Account::catchingUpChanged, this, &Accounts::catchingUpChanged);
    connect(account, &Account::historyChanged, this, [this, account] { Q_EMIT historyChanged(account); });
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

QFuture<Result<>> Accounts::add(const AccountSettings &settings, const Secrets &secrets)
{
    const Jid jid = settings.jid;
    if (jid.isNull() || !jid.isBare() || !jid.hasLocal()) {
        return readyFuture<Result<>>(failure(Error::Kind::InvalidInput, QStringLiteral("not an account's address")));
    }
    auto promise = std::make_shared<QPromise<Result<>>>();
    promise->start();
    const int addition = ++m_additions;
    m_adding.insert(jid, { addition, settings.passwordPlace });
    const bool hasPassword = !secrets.password.isEmpty() || secrets.certificate.isEmpty();
    VaultContent content;
    if (hasPassword) {
        content.emplace(VaultEntry::Password, secrets.password);
    }
    if (!secrets.certificate.isEmpty()) {
        content.emplace(VaultEntry::Certificate, secrets.certificate);
    }
    const auto stored = writeAll(m_context.vault, jid, settings.passwordPlace, content, this);
    whenDone(stored, this, [this, promise, settings, jid, secrets, hasPassword, addition](const Result<> &kept) {
        Result<> result = kept;
        if (m_adding.value(jid).call != addition) {
            result = failure(Error::Kind::Cancelled, QStringLiteral("not added after all"));
        } else {
            m_adding.remove(jid);
        }
        if (result) {
            result = m_book.put(settings);
        }
        if (!result && isGone(jid)) {
            m_context.vault.remove(jid, settings.passwordPlace); // what was just kept
        }
        if (result) {
            Account *account = find(jid);
            if (account) {
                const bool names = !settings.clientCertificate.isEmpty();
                const bool drops = !names && !account->settings().clientCertificate.isEmpty();
                if (drops || !secrets.certificate.isEmpty()) { // else the key that is known is still the one
                    account->provideCertificate(secrets.certificate);
                }
                account->setSettings(settings);
                if (drops) {
                    forgetCertificate(settings);
                }
            } else {
                account = build(settings);
                account->provideCertificate(secrets.certificate);
            }
            if (!secrets.proxyPassword.isEmpty()) {
                provideProxyPassword(jid, secrets.proxyPassword);
            }
            if (hasPassword) {
                account->providePassword(secrets.password);
            }
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

void Accounts::changeOrSay(const AccountSettings &settings)
{
    if (const auto changed = change(settings); !changed) {
        Q_EMIT notChanged(settings.jid, changed.error());
    }
}

Result<> Accounts::remove(const Jid &jid)
{
    const Addition adding = m_adding.take(jid);
    const auto found =
        std::find_if(m_accounts.begin(), m_accounts.end(), [&](const auto &account) { return account->jid() == jid; });
    if (adding.call != 0 && found == m_accounts.end()) {
        m_context.vault.remove(jid, adding.place);
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

/// First kept, then dropped: whatever ends the program in between, the key is in one of the two.
void Accounts::moveOldKey(Account &account)
{
    const Jid jid = account.jid();
    const auto key = m_book.keyOf(jid);
    if (!key) {
        return;
    }
    account.provideCertificate(*key);
    const auto place = account.settings().passwordPlace;
    if (place == AccountSettings::PasswordPlace::AskEachTime) { // it has no other place
        Q_EMIT keyNotKept(jid, {});
        return;
    }
    m_moving.insert(jid);
    whenDone(m_context.vault.write(jid, VaultEntry::Certificate, place, *key), this,
             [this, jid, place](const Result<> &written) {
                 m_moving.remove(jid);
                 if (isGone(jid)) {
                     m_context.vault.remove(jid, place);
                     return;
                 }
                 const Result<> dropped = written ? m_book.dropKey(jid) : written;
                 if (!dropped) {
                     qCWarning(logChat).noquote() << "key not moved to the vault:" << forLog(dropped.error().detail);
                     Q_EMIT keyNotKept(jid, dropped.error());
                 }
             });
}

QFuture<Result<>> Accounts::setClientCertificate(const Jid &jid, const Secret &certificate)
{
    const Account *account = find(jid);
    if (!account || m_moving.contains(jid)) {
        return readyFuture<Result<>>(failure(Error::Kind::InvalidInput, QStringLiteral("no such account, or busy")));
    }
    if (certificate.isEmpty()) {
        return readyFuture(dropClientCertificate(*account));
    }
    m_moving.insert(jid);
    auto promise = std::make_shared<QPromise<Result<>>>();
    promise->start();
    const auto conclude = [this, promise, jid](const Result<> &result) {
        m_moving.remove(jid);
        promise->addResult(result);
        promise->finish();
    };
    const auto place = account->settings().passwordPlace;
    auto &vault = m_context.vault;
    whenDone(vault.read(jid, VaultEntry::Certificate, place), this, [=, this, &vault](const Result<Secret> &before) {
        if (!before && before.error().kind != Error::Kind::NoPassword) {
            conclude(failure(before.error()));
            return;
        }
        whenDone(vault.write(jid, VaultEntry::Certificate, place, certificate), this,
                 [=, this, &vault](const Result<> &written) {
                     const Result<> used = written ? useClientCertificate(jid, certificate) : written;
                     if (!used && isGone(jid)) {
                         vault.remove(jid, place);
                     } else if (!used) {
                         vault.write(jid, VaultEntry::Certificate, place, before.value_or(Secret()));
                     }
                     conclude(used);
                 });
    });
    return promise->future();
}

/// It is kept by now.
Result<> Accounts::useClientCertificate(const Jid &jid, const Secret &certificate)
{
    Account *account = find(jid);
    if (!account) {
        return failure(Error::Kind::Cancelled, QStringLiteral("the account was removed"));
    }
    AccountSettings settings = account->settings();
    settings.clientCertificate = withoutKey(certificate);
    if (const auto written = m_book.put(settings); !written) {
        return written;
    }
    account->provideCertificate(certificate);
    account->setSettings(settings);
    Q_EMIT statusChanged(account);
    return {};
}

/// Without the settings that name it, a key that is still kept is not used.
Result<> Accounts::dropClientCertificate(const Account &account)
{
    AccountSettings settings = account.settings();
    settings.clientCertificate.clear();
    const auto changed = change(settings);
    if (changed) {
        forgetCertificate(settings);
    }
    return changed;
}

void Accounts::forgetCertificate(const AccountSettings &settings)
{
    const auto place = settings.passwordPlace;
    forget(settings.jid, m_context.vault.write(settings.jid, VaultEntry::Certificate, place, Secret()));
}

/// What is there; what was entered in this run counts more than what is kept.
QFuture<VaultContent> Accounts::readAllOf(const Jid &jid, AccountSettings::PasswordPlace place)
{
    auto promise = std::make_shared<QPromise<VaultContent>>();
    promise->start();
    whenDone(readAll(m_context.vault, jid, place, this), this, [this, promise, jid](VaultContent content) {
        const Account *account = find(jid);
        const bool certified = account && !account->settings().clientCertificate.isEmpty();
        for (auto &[entry, secret] : content) {
            const std::optional<Secret> known = account ? account->known(entry) : std::nullopt;
            if (known && !known->isEmpty()) {
                secret = *known;
            } else if ((secret && secret->isEmpty()) || (entry == VaultEntry::Certificate && !certified)) {
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
        if (result && forgets) {
            m_book.dropKey(jid); // one that no place took before; if it stays, the next start tries again
        }
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
        const auto isLost = [](const auto &kept) {
            return !kept.second && kept.second.error().kind != Error::Kind::NoPassword;
        };
        const auto lost = std::find_if(found.cbegin(), found.cend(), isLost);
        const bool complete = lost == found.cend();
        if (!complete && (!found.at(VaultEntry::Password) || isLost(*found.find(VaultEntry::Certificate)))) {
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
    Q_EMIT clientStateChanged();
}

} // namespace natter
