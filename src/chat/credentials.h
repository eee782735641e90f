// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "chat/password_vault.h"
#include "wire/connect_settings.h"
#include "wire/session.h"

#include <QObject>

#include <optional>

namespace natter {

/// What an account logs in with: the password, the token that stands for it (XEP-0484), and the person's own
/// certificate (XEP-0178). They are read from the vault when they are needed for the first time, and then known for as
/// long as the program runs. A certificate whose key is kept nowhere (AskEachTime) cannot be asked for as a password
/// is: the person chooses its file anew in each run, and until then the password logs in, where there is one.
class Credentials : public QObject
{
    Q_OBJECT

public:
    Credentials(const Jid &account, PasswordVault &vault, const Clock &clock);

    /// Null until it was read or entered.
    std::optional<Secret> known(VaultEntry entry) const;
    /// There is a password or a token to log in with.
    bool areKnown() const;
    bool areBeingRead() const { return m_reading; }
    /// Ends in found(), or in missing(): then there may still be a certificate.
    void read(AccountSettings::PasswordPlace place);
    /// From the person, for this run.
    void providePassword(const Secret &password) { m_password = password; }
    void provideProxyPassword(const Secret &password) { m_proxyPassword = password; }
    /// The account has another proxy.
    void forgetProxyPassword() { m_proxyPassword.reset(); }
    /// With its key; empty: there is none.
    void provideCertificate(const Secret &certificate) { m_certificate = certificate; }
    /// Whether there is none is known as well.
    bool isProxyPasswordKnown() const { return m_proxyPassword.has_value(); }
    bool isCertificateKnown() const { return m_certificate.has_value(); }
    void fill(ConnectSettings &settings) const;

    /// What a login brought: a new token, or the end of the one there was.
    void learn(const Session &session, AccountSettings::PasswordPlace place);
    /// The server does not take them.
    void forget(AccountSettings::PasswordPlace place);

Q_SIGNALS:
    void found();
    void missing(const natter::Error &error);

private:
    void finishReading(const Result<Secret> &password);
    void keepToken(AccountSettings::PasswordPlace place);

    const Jid m_account;
    PasswordVault &m_vault;
    const Clock &m_clock;
    std::optional<Secret> m_password;
    std::optional<Secret> m_proxyPassword;
    std::optional<Secret> m_certificate;
    std::optional<FastToken> m_token;
    bool m_reading = false;
};

} // namespace natter
