// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element.h"

#include <QByteArrayList>
#include <QStringList>

#include <optional>

namespace natter {

/// What a server offers for logging in, as its stream features say.
struct SaslOffer
{
    enum class Profile {
        Rfc6120, ///< RFC 6120, 6
        Sasl2, ///< XEP-0388
    };

    Profile profile = Profile::Rfc6120;
    QStringList mechanisms;
    std::optional<QByteArrayList> bindingTypes; ///< XEP-0440; null: not announced
    // What can come with a login of Profile::Sasl2
    QStringList tokenMechanisms; ///< XEP-0484
    QStringList upgrades; ///< task names (XEP-0480)
    bool resumes = false; ///< XEP-0198, 9
    bool binds = false; ///< XEP-0386
    QStringList bindFeatures; ///< what binding can switch on

    /// SASL 2 wherever the server has it with a mechanism that we know.
    static SaslOffer read(const Element &features);

    /// Some mechanism can be bound to the TLS channel.
    bool offersBinding() const;

    friend bool operator==(const SaslOffer &, const SaslOffer &) = default;
};

} // namespace natter
