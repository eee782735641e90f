// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/sasl_exchange.h"

#include "base/future.h"
#include "crypto/hashed_token.h"
#include "crypto/same_bytes.h"
#include "wire/client_certificate.h"

#include <QTimer>

namespace natter {

namespace {

/// RFC 5802, with the keys derived on the thread pool for as long as somebody waits for them.
class ScramLogin final : public SaslExchange
{
public:
    ScramLogin(const SaslChoice &choice, const SaslOffer &offer, const ConnectSettings &settings,
               const QByteArray &nonce)
        : m_choice(choice)
        , m_offer(offer)
        , m_password(settings.password)
        , m_budget(settings.login.derivation)
        , m_scram(choice.hash, settings.account.local(), nonce, choice.binding)
    {
    }
    ~ScramLogin() override { m_stop.raise(); }

    QByteArray initialResponse() const override { return m_scram.clientFirst(); }
    void challenge(const QByteArray &data) override;
    Result<> finish(const std::optional<QByteArray> &data) override;

private:
    enum class Step { Challenge, Derivation, Proof, Proven };

    Result<> checkOffer(const ScramChallenge &challenge) const;
    void derive(const ScramChallenge &challenge);

    const SaslChoice m_choice;
    const SaslOffer m_offer;
    const Secret m_password;
    const std::chrono::milliseconds m_budget; ///< for the derivation
    ScramExchange m_scram;
    Step m_step = Step::Challenge; ///< what is awaited
    StopFlag m_stop;
};

/// RFC 4616. Inside TLS only.
class PlainLogin final : public SaslExchange
{
public:
    explicit PlainLogin(const ConnectSettings &settings) : m_settings(settings) { }

    QByteArray initialResponse() const override
    {
        return '\0' + m_settings.account.local().toUtf8() + '\0' + m_settings.password.reveal().toUtf8();
    }
    Result<> finish(const std::optional<QByteArray> &) override { return {}; }

private:
    const ConnectSettings m_settings;
};

/// HT-SHA-256-* with the account's token (XEP-0484).
class TokenLogin final : public SaslExchange
{
public:
    TokenLogin(const SaslChoice &choice, const ConnectSettings &settings)
        : m_user(settings.account.local())
        , m_token(settings.token->token)
        , m_bindingData(choice.binding.data)
    {
    }

    QByteArray initialResponse() const override
    {
        return m_user.toUtf8() + '\0' + hashedTokenProof(m_token, m_bindingData);
    }
    Result<> finish(const std::optional<QByteArray> &data) override
    {
        if (!data || !isHashedTokenAnswer(m_token, m_bindingData, *data)) {
            return failure(Error::Kind::ServerNotProven, QStringLiteral("the server does not know the token"));
        }
        return {};
    }

private:
    const QString m_user;
    const Secret m_token;
    const QByteArray m_bindingData;
};

/// The TLS handshake has said who we are, unless it said more than one (XEP-0178, 2).
class ExternalLogin final : public SaslExchange
{
public:
    explicit ExternalLogin(const ConnectSettings &settings)
        : m_identity(namesSeveralAddresses(settings.clientCertificate) ? settings.account.bare().toString().toUtf8()
                                                                       : QByteArray())
    {
    }

    QByteArray initialResponse() const override { return m_identity; }
    Result<> finish(const std::optional<QByteArray> &) override { return {}; }

private:
    const QByteArray m_identity;
};

void ScramLogin::challenge(const QByteArray &data)
{
    if (m_step == Step::Proof) {
        // Some servers send the signature as one more challenge (RFC 5802 over a profile without success data)
        if (const auto proof = m_scram.verify(data); !proof) {
            Q_EMIT failed(proof.error());
            return;
        }
        m_step = Step::Proven;
        Q_EMIT respond({});
        return;
    }
    if (m_step != Step::Challenge) {
        SaslExchange::challenge(data);
        return;
    }
    const auto parsed = m_scram.readChallenge(data);
    const Result<> checked = parsed ? checkOffer(*parsed) : Result<>(tl::unexpected(parsed.error()));
    if (!checked) {
        Q_EMIT failed(checked.error());
        return;
    }
    m_step = Step::Derivation;
    derive(*parsed);
}

/// XEP-0474, 4.2. What the server says here is part of what it signs at the end.
Result<> ScramLogin::checkOffer(const ScramChallenge &challenge) const
{
    if (!challenge.offerHash) {
        return m_choice.doubt == SaslChoice::Doubt::None ? Result<>() : tl::unexpected(doubtError(m_choice));
    }
    QByteArrayList mechanisms;
    for (const QString &mechanism : m_offer.mechanisms) {
        mechanisms.append(mechanism.toUtf8());
    }
    if (!sameBytes(scramOfferHash(m_choice.hash, mechanisms, m_offer.bindingTypes), *challenge.offerHash)) {
        return tl::unexpected(changedOfferError(QStringLiteral("the server offered something else than what arrived")));
    }
    return {};
}

void ScramLogin::derive(const ScramChallenge &challenge)
{
    QTimer::singleShot(m_budget, this, [this, iterations = challenge.iterations] {
        if (m_step == Step::Derivation) {
            m_stop.raise();
            Q_EMIT failed({ Error::Kind::WeakLogin,
                            QStringLiteral("SCRAM: %1 iterations take longer than %2 ms here")
                                .arg(iterations)
                                .arg(m_budget.count()),
                            QStringLiteral("too-costly"),
                            {} });
        }
    });
    const auto keys = onPool([hash = m_choice.hash, password = m_password, challenge, stop = m_stop] {
        return deriveScramKeys(hash, password, challenge.salt, challenge.iterations, stop);
    });
    whenDone(keys, this, [this, challenge](const ScramKeys &derived) {
        if (m_stop.isRaised()) {
            return;
        }
        m_step = Step::Proof;
        Q_EMIT respond(m_scram.clientFinal(challenge, derived));
    });
}

Result<> ScramLogin::finish(const std::optional<QByteArray> &data)
{
    if (m_step == Step::Proven) {
        return {};
    }
    return m_step == Step::Proof && data
        ? m_scram.verify(*data)
        : Result<>(failure(Error::Kind::ServerNotProven, QStringLiteral("success without an exchange")));
}

} // namespace

void SaslExchange::challenge(const QByteArray &)
{
    Q_EMIT failed({ Error::Kind::Malformed, QStringLiteral("a challenge that was not due"), {}, {} });
}

std::unique_ptr<SaslExchange> SaslExchange::make(const SaslChoice &choice, const SaslOffer &offer,
                                                 const ConnectSettings &settings, const QByteArray &nonce)
{
    switch (choice.kind) {
    case SaslChoice::Kind::Plain:
        return std::make_unique<PlainLogin>(settings);
    case SaslChoice::Kind::Token:
        return std::make_unique<TokenLogin>(choice, settings);
    case SaslChoice::Kind::External:
        return std::make_unique<ExternalLogin>(settings);
    case SaslChoice::Kind::Scram:
        break;
    }
    return std::make_unique<ScramLogin>(choice, offer, settings, nonce);
}

} // namespace natter
