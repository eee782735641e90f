// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/credentials.h"

#include "base/future.h"
#include "base/log.h"

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
    case VaultEntry::Token:
        break;
    }
    return m_token ? std::optional(m_token->write()) : std::nullopt;
}

void Credentials::read(Place place)
{
    m_reading = true;
    const auto token = m_vault.read(m_account, VaultEntry::Token, place);
    const auto proxy = m_vault.read(m_account, VaultEntry::ProxyPassword, place);
    whenDone(m_vault.read(m_account, VaultEntry::Password, place), this, [=, this](const Result<Secret> &stored) {
        if (stored && !m_password) {
            m_password = *stored;
        }
        whenDone(proxy, this, [=, this](const Result<Secret> &other) {
            if (!m_proxyPassword) {
                m_proxyPassword = other.value_or(Secret()); // without one the proxy has the say
            }
            whenDone(token, this, [this, stored](const Result<Secret> &text) {
                if (text && !m_token) {
                    m_token = FastToken::read(*text);
                }
                finishReading(stored);
            });
        });
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
