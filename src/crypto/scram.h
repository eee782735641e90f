// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/secret.h"
#include "base/stop_flag.h"
#include "crypto/channel_binding.h"

#include <QByteArray>
#include <QByteArrayList>

#include <optional>

namespace natter {

/// Hash functions that SCRAM runs on, weakest first.
enum class ScramHash { Sha1, Sha256, Sha512 };

/// What the server's first message asked for (RFC 5802, 7).
struct ScramChallenge
{
    QByteArray nonce; ///< ours and the server's
    QByteArray salt; ///< decoded
    int iterations = 0;
    QByteArray text; ///< as received, for the signature
    std::optional<QByteArray> offerHash; ///< of the mechanisms and bindings that the server offered (XEP-0474, 4.1)
};

/// The two keys of one login; derived by deriveScramKeys(), which takes its time.
struct ScramKeys
{
    QByteArray clientKey;
    QByteArray serverKey;
};

/// The hash of what a server offered (XEP-0474, 4.1): its mechanisms and, if it announced any (XEP-0440), its
/// channel-binding types. Not base64.
QByteArray scramOfferHash(ScramHash hash, QByteArrayList mechanisms, std::optional<QByteArrayList> types);

/// SaltedPassword of RFC 5802, 3, over the prepared password. Pure and slow: up to limits::scramIterationsMax rounds,
/// so not on the GUI thread; once `stop` is raised it ends early, with nothing.
QByteArray scramSaltedPassword(ScramHash hash, const Secret &password, const QByteArray &salt, int iterations,
                               const StopFlag &stop = {});
/// scramSaltedPassword(), then the two HMACs (RFC 5802, 3). As slow; of no use if it was stopped.
ScramKeys deriveScramKeys(ScramHash hash, const Secret &password, const QByteArray &salt, int iterations,
                          const StopFlag &stop = {});

/// The client's side of one SCRAM exchange (RFC 5802, 5). Messages are the decoded text, without base64.
class ScramExchange
{
public:
    /// `user` is the localpart, `nonce` printable ASCII without comma.
    ScramExchange(ScramHash hash, const QString &user, const QByteArray &nonce, const ChannelBinding &binding = {});

    QByteArray clientFirst() const;
    /// Errors: Malformed (attributes out of order, repeated, reserved "m="; a nonce that does not extend ours);
    /// WeakLogin (iterations, salt or nonce outside base/limits.h).
    Result<ScramChallenge> readChallenge(const QByteArray &serverFirst) const;
    QByteArray clientFinal(const ScramChallenge &challenge, const ScramKeys &keys);
    /// Success only if the server proved that it knows the password. Errors: ServerNotProven; NotAuthorised ("e=").
    Result<> verify(const QByteArray &serverFinal) const;

private:
    QByteArray clientFirstBare() const;
    QByteArray gs2Header() const;

    ScramHash m_hash;
    ChannelBinding m_binding;
    QByteArray m_user;
    QByteArray m_nonce;
    QByteArray m_serverSignature; ///< expected
};

} // namespace natter
