// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/system_vault.h"

#include "base/future.h"
#include "chat/private_file.h"
#include "platform/system_parts.h"

#include <QCryptographicHash>
#include <QPointer>
#include <QTimer>

#include <qt6keychain/keychain.h>

#include <algorithm>

namespace natter {

using namespace std::chrono_literals;
using Place = AccountSettings::PasswordPlace;

static const QString keychainService = QStringLiteral("natter");
/// A keychain may ask the person to unlock it first.
static constexpr auto keychainDeadline = 60s;

SystemVault::SystemVault(const QString &profile)
    : m_profile(profile)
    , m_path(profile + QStringLiteral("/passwords.json"))
{
}

static QString nameOf(const Jid &account, VaultEntry entry)
{
    // No address has a space in it
    switch (entry) {
    case VaultEntry::Password:
        break;
    case VaultEntry::ProxyPassword:
        return account.toString() + QStringLiteral(" proxy");
    case VaultEntry::Token:
        return account.toString() + QStringLiteral(" token");
    case VaultEntry::Certificate:
        return account.toString() + QStringLiteral(" certificate");
    }
    return account.toString();
}

QString SystemVault::keychainKey(const QString &name) const
{
    const QByteArray digest = QCryptographicHash::hash(m_profile.toUtf8(), QCryptographicHash::Sha256);
    return name + u' ' + QString::fromLatin1(digest.toHex().left(12));
}

/// Without one there is nothing to wait for.
static bool hasKeychain() { return missingKeychain().isEmpty(); }

static tl::unexpected<Error> noKeychain() { return failure(Error::Kind::KeychainUnavailable, missingKeychain()); }

/// Runs a keychain job and answers exactly once, also if the keychain never does.
template <typename Job, typename Answer> static QFuture<Answer> runJob(Job *job, std::function<Answer(Job *)> read)
{
    auto promise = std::make_shared<QPromise<Answer>>();
    promise->start();
    const auto finish = [promise](const Answer &answer) {
        if (!promise->future().isFinished()) {
            promise->addResult(answer);
            promise->finish();
        }
    };
    QObject::connect(job, &QKeychain::Job::finished, job, [=](QKeychain::Job *) { finish(read(job)); });
    QTimer::singleShot(keychainDeadline, job, [=] {
        finish(failure(Error::Kind::KeychainUnavailable, QStringLiteral("the keychain does not answer")));
    });
    job->start();
    return promise->future();
}

static Error keychainError(const QKeychain::Job &job)
{
    const bool absent = job.error() == QKeychain::EntryNotFound;
    return { absent ? Error::Kind::NoPassword : Error::Kind::KeychainUnavailable, job.errorString(), {}, {} };
}

QFuture<Result<Secret>> SystemVault::read(const Jid &account, VaultEntry entry, Place place)
{
    if (place == Place::AskEachTime) {
        return readyFuture<Result<Secret>>(failure(Error::Kind::NoPassword, QStringLiteral("no password is stored")));
    }
    if (place == Place::PrivateFile) {
        return readyFuture(readFile(nameOf(account, entry)));
    }
    if (!hasKeychain()) {
        return readyFuture<Result<Secret>>(noKeychain());
    }
    auto *job = new QKeychain::ReadPasswordJob(keychainService, this);
    job->setKey(keychainKey(nameOf(account, entry)));
    return runJob<QKeychain::ReadPasswordJob, Result<Secret>>(job, [](QKeychain::ReadPasswordJob *done) {
        return done->error() == QKeychain::NoError ? Result<Secret>(Secret(done->textData()))
                                                   : Result<Secret>(failure(keychainError(*done)));
    });
}

QFuture<Result<>> SystemVault::write(const Jid &account, VaultEntry entry, Place place, const Secret &secret)
{
    if (place == Place::AskEachTime) {
        return readyFuture(Result<>());
    }
    if (place == Place::PrivateFile) {
        return readyFuture(writeFile(nameOf(account, entry), secret));
    }
    if (!hasKeychain()) {
        return readyFuture<Result<>>(noKeychain());
    }
    auto *job = new QKeychain::WritePasswordJob(keychainService, this);
    job->setKey(keychainKey(nameOf(account, entry)));
    job->setTextData(secret.reveal());
    return runJob<QKeychain::WritePasswordJob, Result<>>(job, [](QKeychain::WritePasswordJob *done) {
        return done->error() == QKeychain::NoError ? Result<>() : Result<>(failure(keychainError(*done)));
    });
}

QFuture<Result<>> SystemVault::remove(const Jid &account, Place place)
{
    QFuture<Result<>> answer = readyFuture(Result<>());
    for (const Place each : { Place::Keychain, Place::PrivateFile }) {
        const auto removed = removeFrom(account, each);
        answer = each == place ? removed : answer;
    }
    return answer;
}

QFuture<Result<>> SystemVault::removeFrom(const Jid &account, Place place)
{
    switch (place) {
    case Place::AskEachTime:
        break;
    case Place::PrivateFile:
        return readyFuture(removeFromFile(account));
    case Place::Keychain:
        return hasKeychain() ? removeFromKeychain(account) : readyFuture<Result<>>(noKeychain());
    }
    return readyFuture(Result<>());
}

QFuture<Result<>> SystemVault::removeFromKeychain(const Jid &account)
{
    auto promise = std::make_shared<QPromise<Result<>>>();
    promise->start();
    auto answers = std::make_shared<QList<Result<>>>();
    for (const VaultEntry entry : vaultEntries) {
        auto *job = new QKeychain::DeletePasswordJob(keychainService, this);
        job->setKey(keychainKey(nameOf(account, entry)));
        const auto removed =
            runJob<QKeychain::DeletePasswordJob, Result<>>(job, [](QKeychain::DeletePasswordJob *done) {
                const bool gone = done->error() == QKeychain::NoError || done->error() == QKeychain::EntryNotFound;
                return gone ? Result<>() : Result<>(failure(keychainError(*done)));
            });
        whenDone(removed, this, [promise, answers](const Result<> &result) {
            answers->append(result);
            if (answers->size() == qsizetype(vaultEntries.size())) {
                const auto failed =
                    std::find_if(answers->cbegin(), answers->cend(), [](const auto &each) { return !each; });
                promise->addResult(failed == answers->cend() ? Result<>() : *failed);
                promise->finish();
            }
        });
    }
    return promise->future();
}

Result<> SystemVault::removeFromFile(const Jid &account)
{
    auto stored = readJsonObject(m_path);
    if (!stored) {
        return tl::unexpected(stored.error());
    }
    bool changed = false;
    for (const VaultEntry entry : vaultEntries) {
        changed = !stored->take(nameOf(account, entry)).isUndefined() || changed;
    }
    return changed ? writeJsonObject(m_path, *stored) : Result<>();
}

Result<Secret> SystemVault::readFile(const QString &name) const
{
    const auto stored = readJsonObject(m_path);
    if (!stored) {
        return tl::unexpected(stored.error());
    }
    const auto secret = (*stored)[name];
    return secret.isString()
        ? Result<Secret>(Secret(secret.toString()))
        : Result<Secret>(failure(Error::Kind::NoPassword, QStringLiteral("no password is stored")));
}

Result<> SystemVault::writeFile(const QString &name, const Secret &secret)
{
    auto stored = readJsonObject(m_path);
    if (!stored) {
        return tl::unexpected(stored.error());
    }
    stored->insert(name, secret.reveal());
    return writeJsonObject(m_path, *stored);
}

} // namespace natter
