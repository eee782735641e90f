// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/sasl_choice.h"

#include "base/log.h"

#include <algorithm>
#include <array>

namespace natter {

static constexpr QStringView external = u"EXTERNAL"; // XEP-0178
static constexpr QStringView plus = u"-PLUS";
static constexpr QStringView upgradePrefix = u"UPGR-";
static constexpr QStringView boundToken = u"HT-SHA-256-ENDP";
static constexpr QStringView unboundToken = u"HT-SHA-256-NONE";
static constexpr char endPointType[] = "tls-server-end-point";

struct ScramMechanism
{
    QStringView name;
    ScramHash hash;
};

/// Strongest first.
static constexpr std::array scramMechanisms {
    ScramMechanism { u"SCRAM-SHA-512", ScramHash::Sha512 },
    ScramMechanism { u"SCRAM-SHA-256", ScramHash::Sha256 },
    ScramMechanism { u"SCRAM-SHA-1", ScramHash::Sha1 },
};

Error doubtError(const SaslChoice &choice)
{
    if (choice.doubt == SaslChoice::Doubt::ForeignBinding) {
        return { Error::Kind::WeakLogin,
                 QStringLiteral("the server binds logins to nothing that we know"),
                 QStringLiteral("foreign-binding"),
                 {} };
    }
    return { Error::Kind::WeakLogin,
             choice.mechanism + u" is weaker than what was used before",
             QStringLiteral("downgrade"),
             {} };
}

Error changedOfferError(const QString &detail)
{
    return { Error::Kind::WeakLogin, detail, QStringLiteral("changed-offer"), {} };
}

static QString withoutPlus(QString mechanism)
{
    if (mechanism.endsWith(plus)) {
        mechanism.chop(plus.size());
    }
    return mechanism;
}

/// Higher is stronger; 0 for none.
static int strengthOf(const QString &mechanism)
{
    const auto *scram = std::find_if(scramMechanisms.begin(), scramMechanisms.end(),
                                     [&](const ScramMechanism &candidate) { return candidate.name == mechanism; });
    const auto rank = static_cast<int>(scramMechanisms.end() - scram);
    return rank > 0 ? rank + 1 : (mechanism == u"PLAIN" ? 1 : 0);
}

static bool isBound(const SaslChoice &choice) { return choice.binding.use == ChannelBinding::Use::Bound; }

static ChannelBinding chooseBinding(const SaslOffer &offer, const LoginRecord &strongest, const QByteArray &endPoint,
                                    bool refused)
{
    if (!offer.offersBinding()) {
        return { ChannelBinding::Use::NotOffered, {}, {} };
    }
    const bool refusedBefore = strongest.binding == LoginRecord::Binding::Refused;
    const bool taken = offer.bindingTypes ? offer.bindingTypes->contains(endPointType) : !refusedBefore;
    if (endPoint.isEmpty() || !taken || refused) {
        return {};
    }
    return { ChannelBinding::Use::Bound, endPointType, endPoint };
}

/// The two ways of stripping an offer that XEP-0440, 3 wants answered by leaving, at once and whatever the record says.
static bool isStripped(const SaslOffer &offer)
{
    const bool scram = std::any_of(offer.mechanisms.cbegin(), offer.mechanisms.cend(),
                                   [](const QString &mechanism) { return mechanism.startsWith(u"SCRAM-"); });
    return offer.profile == SaslOffer::Profile::Sasl2 && scram
        && offer.offersBinding() != offer.bindingTypes.has_value();
}

/// All servers have to bind to their certificate (XEP-0440, 3).
static bool bindsToOthersOnly(const SaslOffer &offer)
{
    return offer.offersBinding() && offer.bindingTypes && !offer.bindingTypes->contains(endPointType);
}

static std::optional<SaslChoice> chooseToken(const SaslOffer &offer, const ConnectSettings &settings,
                                             const QByteArray &endPoint)
{
    if (!settings.token || !offer.tokenMechanisms.contains(settings.token->mechanism)) {
        return std::nullopt;
    }
    SaslChoice choice { SaslChoice::Kind::Token, settings.token->mechanism, {}, {}, {} };
    if (choice.mechanism == boundToken && !endPoint.isEmpty()) {
        choice.binding = { ChannelBinding::Use::Bound, endPointType, endPoint };
        return choice;
    }
    const bool unbound = settings.strongest.binding != LoginRecord::Binding::Used;
    return choice.mechanism == unboundToken && unbound ? std::optional(choice) : std::nullopt;
}

bool isVouched(const ConnectSettings &settings, const QByteArray &endPoint)
{
    const QList<QByteArray> &vouched = settings.vouchedCertificates;
    return std::any_of(vouched.cbegin(), vouched.cend(),
                       [&endPoint](const QByteArray &der) { return tlsServerEndPoint(der) == endPoint; });
}

/// Whoever takes our certificate proves nothing. Where logins were bound, it is for servers that one of them vouched
/// for, or that the person accepted.
static bool mayShowCertificate(const ConnectSettings &settings, const QByteArray &endPoint)
{
    return settings.strongest.binding != LoginRecord::Binding::Used || !settings.pinnedCertificate.isEmpty()
        || isVouched(settings, endPoint);
}

Result<SaslChoice> chooseLogin(const SaslOffer &offer, const ConnectSettings &settings, const QByteArray &endPoint,
                               SaslRefusals refused)
{
    if (isStripped(offer)) {
        return tl::unexpected(changedOfferError(QStringLiteral("channel binding is announced by halves")));
    }
    if (!settings.clientCertificate.isEmpty() && !refused.certificate && offer.mechanisms.contains(external)) {
        SaslChoice choice { SaslChoice::Kind::External, external.toString(), {}, {}, {} };
        if (mayShowCertificate(settings, endPoint)) {
            return choice;
        }
        if (settings.password.isEmpty()) { // with which the server could prove itself
            choice.doubt = SaslChoice::Doubt::Weaker;
            return tl::unexpected(doubtError(choice));
        }
    }
    if (const auto token = refused.token ? std::nullopt : chooseToken(offer, settings, endPoint)) {
        return *token;
    }
    const auto judged = [&](SaslChoice choice) {
        using Binding = LoginRecord::Binding;
        if ((settings.strongest.binding == Binding::Used && !isBound(choice))
            || strengthOf(withoutPlus(choice.mechanism)) < strengthOf(settings.strongest.mechanism)) {
            choice.doubt = SaslChoice::Doubt::Weaker;
        } else if (settings.strongest.binding != Binding::Waived && bindsToOthersOnly(offer)) {
            choice.doubt = SaslChoice::Doubt::ForeignBinding;
        }
        return choice;
    };
    const ChannelBinding binding = chooseBinding(offer, settings.strongest, endPoint, refused.binding);
    for (const ScramMechanism &scram : scramMechanisms) {
        const bool bound = binding.use == ChannelBinding::Use::Bound;
        const QString name = bound ? scram.name + plus : scram.name.toString();
        if (offer.mechanisms.contains(name)) {
            return judged({ SaslChoice::Kind::Scram, name, scram.hash, binding, {} });
        }
    }
    if (offer.mechanisms.contains(u"PLAIN") && settings.allowPlain) {
        const SaslChoice plain = judged({ SaslChoice::Kind::Plain, QStringLiteral("PLAIN"), {}, {}, {} });
        if (plain.doubt != SaslChoice::Doubt::None) {
            return tl::unexpected(doubtError(plain)); // it cannot prove anything
        }
        return plain;
    }
    return failure(Error { Error::Kind::NoMechanism,
                           u"the server offers " + forLog(offer.mechanisms.join(u' ')),
                           offer.mechanisms.contains(u"PLAIN") ? QStringLiteral("plain-only") : QString(),
                           {} });
}

QString chooseTokenMechanism(const SaslOffer &offer, const SaslChoice &login, bool hasEndPoint)
{
    if (hasEndPoint && offer.tokenMechanisms.contains(boundToken)) {
        return boundToken.toString();
    }
    return offer.tokenMechanisms.contains(unboundToken) && !isBound(login) ? unboundToken.toString() : QString();
}

std::optional<ScramHash> upgradeHash(const QString &task)
{
    for (const ScramMechanism &scram : scramMechanisms) {
        if (task == upgradePrefix + scram.name) {
            return scram.hash;
        }
    }
    return std::nullopt;
}

QStringList chooseUpgrades(const SaslOffer &offer, const SaslChoice &login)
{
    QStringList tasks;
    if (login.kind != SaslChoice::Kind::Scram || !isBound(login)) {
        return tasks; // what the task sends is as good as the password (XEP-0480, 5)
    }
    for (const QString &task : offer.upgrades) {
        const QString mechanism = task.mid(upgradePrefix.size());
        if (upgradeHash(task) && strengthOf(mechanism) > strengthOf(withoutPlus(login.mechanism))) {
            tasks.append(task);
        }
    }
    return tasks;
}

/// A server that does not say which types it takes may take another (ejabberd before 24 does).
bool mayRetryUnbound(const SaslOffer &offer, const SaslChoice &choice, const LoginRecord &strongest)
{
    return choice.kind == SaslChoice::Kind::Scram && isBound(choice) && !offer.bindingTypes
        && strongest.binding != LoginRecord::Binding::Used;
}

LoginRecord strongestAfter(const LoginRecord &before, const SaslChoice &login, SaslRefusals refused)
{
    LoginRecord record = before;
    if (login.kind == SaslChoice::Kind::Token || login.kind == SaslChoice::Kind::External) {
        return record; // what logs in with the password is as it was
    }
    const QString name = withoutPlus(login.mechanism);
    if (strengthOf(name) > strengthOf(record.mechanism)) {
        record.mechanism = name;
    }
    if (isBound(login)) {
        record.binding = LoginRecord::Binding::Used;
    } else if (refused.binding && record.binding == LoginRecord::Binding::Untried) {
        record.binding = LoginRecord::Binding::Refused;
    }
    return record;
}

} // namespace natter
