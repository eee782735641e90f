// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/login_record.h"
#include "domain/disclosure.h"
#include "stanza/jid.h"

#include <QByteArray>
#include <QMetaType>

#include <optional>

namespace natter {

/// One account as the person set it up. No secret is part of it.
struct AccountSettings
{
    enum class Tls { Direct, StartTls };
    enum class PasswordPlace { Keychain, AskEachTime, PrivateFile };
    /// How much of what was said before the account came here is fetched.
    enum class History { All, Year, Month, Nothing };
    struct Server
    {
        QString host;
        quint16 port = 5222;
        Tls tls = Tls::StartTls;

        friend bool operator==(const Server &, const Server &) = default;
    };

    struct Proxy
    {
        enum class Kind { Socks5, Http };

        Kind kind = Kind::Socks5;
        QString host;
        quint16 port = 1080;
        QString user; ///< empty: it asks for none; its password is kept where the account's is

        static Proxy tor() { return { Kind::Socks5, QStringLiteral("127.0.0.1"), 9050, {} }; }
        friend bool operator==(const Proxy &, const Proxy &) = default;
    };

    Jid jid; ///< bare
    bool enabled = true;
    std::optional<Server> server; ///< by hand; otherwise DNS is asked
    std::optional<Proxy> proxy; ///< what all connections go through
    QByteArray extraAuthority; ///< PEM of a certificate authority for this account alone
    QByteArray pinnedCertificate; ///< SHA-256; empty: ordinary checking
    QByteArray clientCertificate; ///< the person's own as PEM; empty: none. Its key is kept where the password is
    bool allowPlain = false;
    PasswordPlace passwordPlace = PasswordPlace::Keychain;
    History history = History::All;
    Disclosure disclosure; ///< what is left open is as for all

    // Not the person's choice, but learnt
    LoginRecord strongest; ///< login that ever worked: anything weaker is refused
    QString installation; ///< UUID that servers know this installation by (XEP-0388, 2.3)

    friend bool operator==(const AccountSettings &, const AccountSettings &) = default;
};

/// What we tell others about ourselves, for all accounts.
enum class Availability { Online, Away, ExtendedAway, DoNotDisturb, Offline };

} // namespace natter

Q_DECLARE_METATYPE(natter::AccountSettings)
