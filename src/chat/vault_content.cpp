// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/vault_content.h"

#include "base/future.h"

#include <algorithm>

namespace natter {

using Place = AccountSettings::PasswordPlace;

QFuture<VaultContent> readAll(PasswordVault &vault, const Jid &account, Place place, QObject *context)
{
    auto promise = std::make_shared<QPromise<VaultContent>>();
    promise->start();
    auto content = std::make_shared<VaultContent>();
    for (const VaultEntry entry : vaultEntries) {
        whenDone(vault.read(account, entry, place), context, [promise, content, entry](const Result<Secret> &stored) {
            content->insert_or_assign(entry, stored);
            if (content->size() == vaultEntries.size()) {
                promise->addResult(*content);
                promise->finish();
            }
        });
    }
    return promise->future();
}

QFuture<Result<>> writeAll(PasswordVault &vault, const Jid &account, Place place, const VaultContent &content,
                           QObject *context)
{
    const auto next = std::find_if(content.cbegin(), content.cend(), [](const auto &kept) { return kept.second; });
    if (next == content.cend()) {
        return readyFuture(Result<>());
    }
    auto promise = std::make_shared<QPromise<Result<>>>();
    promise->start();
    const auto answer = [promise](const Result<> &result) {
        promise->addResult(result);
        promise->finish();
    };
    const VaultContent rest(std::next(next), content.cend());
    whenDone(vault.write(account, next->first, place, *next->second), context,
             [&vault, account, place, rest, context, answer](const Result<> &written) {
                 if (written) {
                     whenDone(writeAll(vault, account, place, rest, context), context, answer);
                 } else {
                     answer(written);
                 }
             });
    return promise->future();
}

} // namespace natter
