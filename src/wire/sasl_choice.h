// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "crypto/scram.h"
#include "wire/connect_settings.h"
#include "wire/sasl_offer.h"

namespace natter {

/// How one login is to be made.
struct SaslChoice
{
    enum class Kind { Scram, Plain, Token, External };
    /// Why somebody may have cut down the offer: then it is only good if the server proves it (XEP-0474).
    enum class Doubt {
        None,
        Weaker, ///< than the strongest login of the account
        ForeignBinding, ///< the server binds to nothing that we know, not even to what all servers must (XEP-0440, 3)
    };

    Kind kind = Kind::Scram;
    QString mechanism; ///< as the server names it
    ScramHash hash = ScramHash::Sha512; ///< of Kind::Scram
    ChannelBinding binding;
    Doubt doubt = Doubt::None;
};

/// What went wrong with earlier choices on the same stream.
struct SaslRefusals
{
    bool binding = false; ///< the server did not take our channel binding
    bool token = false; ///< nor our token
    bool certificate = false; ///< nor our certificate
};

/// Whether a login that was bound to the certificate with that `tls-server-end-point` worked before.
bool isVouched(const ConnectSettings &settings, const QByteArray &endPoint);

/// EXTERNAL if the account has a certificate, and this server may see it: where logins were bound, one of them vouched
/// for the server's own, or the person accepted it. Else the account's token if the server takes it, then SCRAM with
/// SHA-512, -256, -1, each bound to the channel if possible (XEP-0440), then PLAIN if the account allows it.
/// `endPoint`: the binding data `tls-server-end-point`; empty if there is none. Errors: NoMechanism; WeakLogin with the
/// condition "downgrade", "foreign-binding" or "changed-offer": somebody may have cut down the offer.
Result<SaslChoice> chooseLogin(const SaslOffer &offer, const ConnectSettings &settings, const QByteArray &endPoint,
                               SaslRefusals refused);

/// The mechanism to ask a token for (XEP-0484): no weaker than the login itself. Empty: none.
QString chooseTokenMechanism(const SaslOffer &offer, const SaslChoice &login, bool hasEndPoint);

/// The tasks (XEP-0480) that would make later logins stronger than `login`, which has to be bound.
QStringList chooseUpgrades(const SaslOffer &offer, const SaslChoice &login);
/// The hash that the task is about; nothing if it is none of chooseUpgrades().
std::optional<ScramHash> upgradeHash(const QString &task);

/// Whether binding could have been refused for its type alone, so that another login is worth a try.
bool mayRetryUnbound(const SaslOffer &offer, const SaslChoice &choice, const LoginRecord &strongest);

/// The record of the account after the login succeeded.
LoginRecord strongestAfter(const LoginRecord &before, const SaslChoice &login, SaslRefusals refused);

/// Of a choice in doubt, whose offer is not proven: "downgrade" or "foreign-binding".
Error doubtError(const SaslChoice &choice);
/// What arrived is not what the server offered: nobody can wish that away.
Error changedOfferError(const QString &detail);

} // namespace natter
