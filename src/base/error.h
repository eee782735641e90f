// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace natter {

/// Why something expected to fail now and then did fail. The sentence for people is made in widgets/error_text.
struct Error
{
    enum class Kind {
        // The way to the server
        HostNotFound, ///< no address for the name (DNS)
        ServiceRefused, ///< DNS says that the domain offers no XMPP (SRV target ".")
        ConnectionRefused, ///< nothing listens there
        NetworkUnreachable, ///< no route, or the operating system's network error
        Timeout, ///< a deadline passed; `detail` says at which step
        Disconnected, ///< the connection ended without a word
        Cancelled, ///< we stopped it ourselves
        ProxyUnreachable, ///< the account's proxy itself
        ProxyRefused, ///< the proxy does not allow it, or is none
        ProxyNotAuthorised, ///< wrong user name or password for the proxy
        UnreachableThroughProxy, ///< the proxy could not reach the server
        // TLS and login
        NotXmpp, ///< what answered does not speak XMPP
        NoTls, ///< the server offers no encryption
        TlsFailed, ///< the handshake broke, for a reason other than the certificate
        CertificateRejected, ///< see CertificateReport
        NotAuthorised, ///< wrong address or password (RFC 6120, 6.5.10)
        AccountUnusable, ///< account-disabled, credentials-expired and the like; `condition` says which
        TemporaryAuthFailure, ///< RFC 6120, 6.5.12
        NoMechanism, ///< no common login mechanism, or only ones this account forbids
        ServerNotProven, ///< the server could not prove that it knows the password (RFC 5802, 3)
        WeakLogin, ///< SCRAM parameters outside the limits
        // The peer's answers
        StreamError, ///< the server closed the stream; `condition` from RFC 6120, 4.9.3
        Remote, ///< a stanza error; `condition` from RFC 6120, 8.3.3
        Malformed, ///< what arrived breaks the specification
        LimitExceeded, ///< what arrived is larger than base/limits.h allows
        // On this machine
        InvalidInput, ///< the person's input cannot be used
        NotConnected, ///< needs a connection and there is none
        Storage, ///< the disk or the database said no
        StorageFull, ///< no space left
        StorageDamaged, ///< the database is not usable
        StorageTooNew, ///< written by a newer Natter
        ReadOnly, ///< a file cannot be written, or not even read
        KeychainUnavailable, ///< no system keychain answers
        NoPassword, ///< no password is known for the account
        Crypto, ///< a cryptographic operation failed
    };

    Kind kind = Kind::Cancelled;
    QString detail; ///< English, for the log and the copied details
    QString condition; ///< the XMPP condition's element name, where the peer named one
    QString text; ///< what the peer said in its own words, untrusted

    friend bool operator==(const Error &, const Error &) = default;
};

/// The kind's name as written in the source: stable, for logs and scripts.
QString errorKindName(Error::Kind kind);

} // namespace natter
