// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace natter {

class Account;

/// What ties a login to the TLS channel that it runs in, so that nobody in between can pass it on (RFC 5929, RFC 9266).
enum class ChannelBindingType { None, EndPoint, Exporter, Unique };

/// From the name of a SASL mechanism: "SCRAM-…-PLUS", which we only do with tls-server-end-point, or "HT-…-ENDP"
/// (XEP-0484).
ChannelBindingType channelBindingOf(const QString &mechanism);

/// What a connection is made of.
struct ConnectionFacts
{
    enum class Trust {
        System, ///< an authority that the system trusts
        OwnAuthority, ///< an authority for this account
        Pinned, ///< the person accepted exactly this certificate
    };

    QString tlsProtocol; ///< as Session says it
    QString tlsCipher;
    QString mechanism;
    Trust trust = Trust::System;
    bool bindingRefused = false; ///< the server offered channel binding and did not take it
    bool keyIsNews = false; ///< the server's key came unexpectedly

    /// Of the account's session; of nothing if it has none.
    static ConnectionFacts of(const Account &account);
};

/// How well a connection is protected against listeners and forged servers.
struct ConnectionSecurity
{
    enum class Verdict {
        NotConnected,
        Open, ///< whoever is on the way reads along
        Weak, ///< encrypted, but with a concern that somebody should do something about
        CertificateOnly, ///< nothing but the certificate says that the server is not forged
        Protected, ///< against listeners and forged servers
    };
    enum class Concern {
        OldProtocol,
        WeakCipher,
        NoForwardSecrecy, ///< who gets the server's key later can read what was recorded
        PasswordShown, ///< to the server, not only proven
        OldMechanism,
        UnexpectedKey,
        BindingRefused,
        NoBinding, ///< the server offers none
    };

    Verdict verdict = Verdict::NotConnected;
    QList<Concern> concerns; ///< in the order of their weight
    ChannelBindingType binding = ChannelBindingType::None;

    static ConnectionSecurity of(const ConnectionFacts &facts);
};

/// What scripts call the verdict: "protected", "certificate-only", "weak", "open", "not-connected".
QString verdictName(ConnectionSecurity::Verdict verdict);

/// What scripts call the concern, such as "no-binding".
QString concernName(ConnectionSecurity::Concern concern);

/// The registered name of the type, such as "tls-server-end-point"; empty for none.
QString channelBindingName(ChannelBindingType type);

} // namespace natter
