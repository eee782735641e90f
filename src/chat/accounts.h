// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/account.h"
#include "chat/vault_content.h"

#include <QObject>
#include <QSet>

#include <memory>
#include <vector>

namespace natter {

class Faces;

/// All accounts of the profile: added, changed and removed at any moment.
class Accounts : public QObject
{
    Q_OBJECT

public:
    Accounts(AccountBook &book, const AccountContext &context);
    ~Accounts() override;

    /// Builds every account in the book that is not there yet.
    void start();

    std::vector<Account *> all() const;
    Account *find(const Jid &account) const; ///< null if there is none
    bool isEmpty() const { return m_accounts.empty(); }
    /// The account that writes to `peer`: the one that knows them, else `inUse`, else the first; null if there is none.
    Jid writerTo(const Jid &peer, const Jid &inUse) const;

    /// What the settings leave out.
    struct Secrets
    {
        Secret password;
        Secret proxyPassword = {};
        Secret certificate = {}; ///< that of the settings, with its key
    };
    /// Adds the account, or changes the one of that address, and stores its secrets where the settings say.
    /// Errors: InvalidInput, ReadOnly, Storage, KeychainUnavailable (nothing was added then); Cancelled, if the
    /// account was removed, or added once more, while the keychain still thought about the password.
    QFuture<Result<>> add(const AccountSettings &settings, const Secrets &secrets);
    Result<> change(const AccountSettings &settings);
    /// For whoever cannot say what went wrong: notChanged() does.
    void changeOrSay(const AccountSettings &settings);
    /// Forgets the account, its password, contacts and messages.
    Result<> remove(const Jid &account);
    /// A new password from the person; `keep` stores it where the account's settings say.
    enum class Keep { No, Yes };
    void providePassword(const Jid &account, const Secret &password, Keep keep);

    /// The same for the account's proxy; it is kept.
    void provideProxyPassword(const Jid &account, const Secret &password);

    /// The person's own certificate with its key, or none if it is empty: the key is kept where the password is, or, if
    /// that is nowhere, known in this run only. The settings change once it is kept.
    /// Errors: InvalidInput (also while secrets are on their way), ReadOnly, Storage, KeychainUnavailable; everything
    /// stays as it was then; Cancelled, if the account was removed meanwhile.
    QFuture<Result<>> setClientCertificate(const Jid &account, const Secret &certificate);

    /// Keeps the account's secrets in another place from now on, and has the place of before forget them.
    /// Errors: InvalidInput (also while it is being done), ReadOnly, Storage, KeychainUnavailable (the one or the other
    /// place does not answer); everything stays as it was then.
    QFuture<Result<>> setPasswordPlace(const Jid &account, AccountSettings::PasswordPlace place);

    /// The pictures of whoever their rooms show.
    Faces &faces() { return *m_faces; }

    Availability availability() const { return m_availability; }
    const QString &statusText() const { return m_statusText; }
    void setAvailability(Availability availability, const QString &statusText);
    void nudge(Nudge nudge);
    /// Whether somebody looks, as the servers are told (XEP-0352).
    ClientState clientState() const { return m_clientState; }
    void setClientState(ClientState state);

Q_SIGNALS:
    void added(natter::Account *account);
    void aboutToRemove(natter::Account *account);
    void removed(const natter::Jid &account);
    void statusChanged(natter::Account *account);
    void catchingUpChanged();
    void historyChanged(natter::Account *account);
    void availabilityChanged();
    void clientStateChanged();
    /// The account is as it was before changeOrSay().
    void notChanged(const natter::Jid &account, const natter::Error &error);
    /// A password could not be stored; the account works until the program ends.
    void passwordNotKept(const natter::Jid &account, const natter::Error &error);

    /// The key that an earlier version kept in the file of the accounts is still there: its place does not take it, or,
    /// without an error, the secrets of the account have no place until the person chooses one.
    void keyNotKept(const natter::Jid &account, const std::optional<natter::Error> &error);
    /// They are no longer needed, but are still where they were: the person has to remove them there.
    void secretsNotForgotten(const natter::Jid &account, const natter::Error &error);

private:
    struct Addition
    {
        int call = 0; ///< of add(); none has 0
        AccountSettings::PasswordPlace place = {};
    };

    void store(const Jid &account, VaultEntry entry, const Secret &password);
    QFuture<VaultContent> readAllOf(const Jid &account, AccountSettings::PasswordPlace place);
    void forget(const Jid &account, const QFuture<Result<>> &forgotten);
    void moveOldKey(Account &account);
    Result<> dropClientCertificate(const Account &account);
    void forgetCertificate(const AccountSettings &settings);
    bool isGone(const Jid &account) const;
    Result<> useClientCertificate(const Jid &account, const Secret &certificate);
    Result<> noteMoved(const Jid &account, AccountSettings::PasswordPlace place);
    Account *build(const AccountSettings &settings);

    AccountBook &m_book;
    AccountContext m_context;
    std::vector<std::unique_ptr<Account>> m_accounts;
    QHash<Jid, Addition> m_adding; ///< whose password is being stored
    int m_additions = 0;
    QSet<Jid> m_moving; ///< whose secrets are on their way to another place
    Availability m_availability = Availability::Online;
    QString m_statusText;
    ClientState m_clientState = ClientState::Active;
    std::unique_ptr<Faces> m_faces; ///< of the accounts above
};

} // namespace natter
