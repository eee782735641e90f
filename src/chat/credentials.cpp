// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/credentials.h"

#include "base/future.h"
#include "base/log.h"
#include "chat/vault_content.h"

namespace natter {

using Place = AccountSettings::PasswordPlace;

Credentials::Credentials(const Jid &account, PasswordVault &vault, const Clock &clock)
    : m_account(account)
    , m_vault(vault)
    , m_clock(clock)
{
}

bool Credentials::areKnown() const { return m_password || (m_token && m_token->isValidAt(m_clock.now())); }

std::optional<Secret> Credentials::known(VaultEntry entry) const
{
    switch (entry) {
    case VaultEntry::Password:
        return m_password;
    case VaultEntry::ProxyPassword:
        return m_proxyPassword;
    case VaultEntry::Certificate:
        return m_certificate;
    case VaultEntry::Token:
        break;
    }
    return m_token ? std::optional(m_token->write()) : std::nullopt;
}

void Credentials::read(Place place)
{
    m_reading = true;
    whenDone(readAll(m_vault, m_account, place, this), this, [this](const VaultContent &content) {
        const auto &password = content.at(VaultEntry::Password);
        if (password && !password->isEmpty() && !m_password) {
            m_password = *password;
        }
        if (!m_proxyPassword) {
            m_proxyPassword = content.at(VaultEntry::ProxyPassword).value_or(Secret()); // the proxy has the say
        }
        if (!m_certificate || m_certificate->isEmpty()) {
            m_certificate = content.at(VaultEntry::Certificate).value_or(Secret());
        }
        if (const auto &token = content.at(VaultEntry::Token); token && !m_token) {
            m_token = FastToken::read(*token);
        }
        finishReading(password);
    });
}

void Credentials::finishReading(const Result<Secret> &password)
{
    m_reading = false;
    if (areKnown()) {
        Q_EMIT found();
    } else {
        Q_EMIT missing(password ? Error { Error::Kind::NoPassword, {}, {}, {} } : password.error());
    }
}

void Credentials::fill(ConnectSettings &settings) const
{
    settings.password = m_password.value_or(Secret());
    settings.proxy.password = m_proxyPassword.value_or(Secret());
    settings.clientCertificate = m_certificate.value_or(Secret());
    if (m_token && m_token->isValidAt(m_clock.now())) {
        settings.token = m_token;
    }
}

void Credentials::learn(const Session &session, Place place)
{
    if (session.newToken || session.isTokenRefused) {
        m_token = session.newToken;
        keepToken(place);
    }
}

void Credentials::forget(Place place)
{
    m_password.reset();
    if (m_token) {
        m_token.reset();
        keepToken(place);
    }
}

/// Nobody needs to know if that fails: the password logs in as well.
void Credentials::keepToken(Place place)
{
    const auto kept = m_vault.write(m_account, VaultEntry::Token, place, m_token ? m_token->write() : Secret());
    whenDone(kept, this, [](const Result<> &result) {
        if (!result) {
            qCInfo(logChat).noquote() << "a login token was not kept:" << forLog(result.error().detail);
        }
    });
}

} // namespace natter
