// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace natter {

/// What a SCRAM exchange says about the TLS channel that it runs in (RFC 5802, 6).
struct ChannelBinding
{
    enum class Use {
        Unsupported, ///< "n": the server offers binding, but none that we can do
        NotOffered, ///< "y": we would bind; a server that does offer it then knows that somebody hid the offer
        Bound, ///< "p="
    };

    Use use = Use::Unsupported;
    QByteArray type; ///< of Bound, its registered name
    QByteArray data; ///< of Bound
};

/// The channel binding `tls-server-end-point` (RFC 5929, 4.1): the hash of the server's certificate, given as DER.
/// Empty if the certificate cannot be read, or is signed without a hash of its own, for which none is defined.
QByteArray tlsServerEndPoint(const QByteArray &certificate);

} // namespace natter
