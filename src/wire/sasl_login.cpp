// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/sasl_login.h"

#include "base/future.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "stanza/element_builder.h"
#include "stanza/namespaces.h"

#include <array>

namespace natter {

struct ScramMechanism
{
    QStringView name;
    ScramHash hash;
};

static constexpr std::array scramMechanisms {
    ScramMechanism { u"SCRAM-SHA-512", ScramHash::Sha512 },
    ScramMechanism { u"SCRAM-SHA-256", ScramHash::Sha256 },
    ScramMechanism { u"SCRAM-SHA-1", ScramHash::Sha1 },
};

static Error saslFailure(const Element &failureElement)
{
    Error error { Error::Kind::NotAuthorised, {}, {}, {} };
    for (const Element &child : failureElement.children()) {
        if (child.is({ ns::sasl, u"text" })) {
            error.text = cut(child.text(), limits::statusChars);
        } else if (child.namespaceUri() == ns::sasl) {
            error.condition = cut(child.localName(), limits::nameChars);
        }
    }
    error.detail = u"SASL failure " + error.condition;
    if (error.condition == u"temporary-auth-failure") {
        error.kind = Error::Kind::TemporaryAuthFailure;
    } else if (error.condition == u"account-disabled" || error.condition == u"credentials-expired"
               || error.condition == u"encryption-required") {
        error.kind = Error::Kind::AccountUnusable;
    } else if (error.condition == u"invalid-mechanism" || error.condition == u"mechanism-too-weak") {
        error.kind = Error::Kind::NoMechanism;
    } else if (error.condition == u"malformed-request" || error.condition == u"incorrect-encoding") {
        error.kind = Error::Kind::Malformed;
    }
    return error;
}

SaslLogin::SaslLogin(const ConnectSettings &settings, RandomId &random, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_random(random)
{
}

void SaslLogin::start(const Element &mechanisms)
{
    QStringList offered;
    for (const Element &child : mechanisms.children()) {
        if (child.is({ ns::sasl, u"mechanism" })) {
            offered.append(child.text().trimmed());
        }
    }
    for (const ScramMechanism &candidate : scramMechanisms) {
        if (offered.contains(candidate.name)) {
            m_mechanism = candidate.name.toString();
            startScram(candidate.hash);
            return;
        }
    }
    if (offered.contains(u"PLAIN") && m_settings.allowPlain) {
        m_mechanism = QStringLiteral("PLAIN");
        startPlain();
        return;
    }
    m_done = true;
    Q_EMIT failed({ Error::Kind::NoMechanism,
                    u"the server offers " + forLog(offered.join(u' ')),
                    offered.contains(u"PLAIN") ? QStringLiteral("plain-only") : QString(),
                    {} });
}

void SaslLogin::startScram(ScramHash hash)
{
    m_hash = hash;
    m_scram.emplace(hash, m_settings.account.local(), m_random.next().toLatin1());
    sendData(u"auth", m_scram->clientFirst());
}

void SaslLogin::startPlain()
{
    QByteArray message;
    message.append('\0').append(m_settings.account.local().toUtf8()).append('\0');
    message.append(m_settings.password.reveal().toUtf8());
    sendData(u"auth", message);
}

void SaslLogin::sendData(QStringView elementName, const QByteArray &data)
{
    ElementBuilder builder(ElementName { ns::sasl, elementName });
    if (elementName == u"auth") {
        builder.attribute(u"mechanism", m_mechanism);
    }
    // An empty message is "=" (RFC 6120, 6.4.2)
    builder.text(data.isEmpty() ? QStringLiteral("=") : QString::fromLatin1(data.toBase64()));
    Q_EMIT send(builder.build());
}

void SaslLogin::handle(const Element &element)
{
    if (m_done) {
        return;
    }
    const auto data =
        QByteArray::fromBase64Encoding(element.text().toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (element.is({ ns::sasl, u"failure" })) {
        m_done = true;
        Q_EMIT failed(saslFailure(element));
    } else if (element.is({ ns::sasl, u"success" })) {
        finish(element);
    } else if (element.is({ ns::sasl, u"challenge" }) && data) {
        answerChallenge(*data);
    } else {
        abortWith({ Error::Kind::Malformed, QStringLiteral("unexpected answer during login"), {}, {} });
    }
}

void SaslLogin::answerChallenge(const QByteArray &challenge)
{
    if (m_scram && m_proofSent) {
        // Some servers send the signature as one more challenge (RFC 5802 over a profile without success data)
        if (const auto proof = m_scram->verify(challenge); !proof) {
            abortWith(proof.error());
            return;
        }
        m_scram.reset();
        sendData(u"response", {});
        return;
    }
    if (!m_scram || m_challenged) {
        abortWith({ Error::Kind::Malformed, QStringLiteral("a challenge that was not due"), {}, {} });
        return;
    }
    m_challenged = true;
    const auto parsed = m_scram->readChallenge(challenge);
    if (!parsed) {
        abortWith(parsed.error());
        return;
    }
    const auto keys = onPool([hash = m_hash, password = m_settings.password, parsed = *parsed] {
        return deriveScramKeys(hash, password, parsed.salt, parsed.iterations);
    });
    whenDone(keys, this, [this, parsed = *parsed](const ScramKeys &derived) {
        if (!m_done) {
            m_proofSent = true;
            sendData(u"response", m_scram->clientFinal(parsed, derived));
        }
    });
}

void SaslLogin::finish(const Element &success)
{
    // With SCRAM the login is good only if the server proved itself, here or in a challenge before
    const bool provenBefore = m_mechanism.startsWith(u"SCRAM") && !m_scram && m_proofSent;
    if (m_mechanism.startsWith(u"SCRAM") && !provenBefore) {
        const auto data =
            QByteArray::fromBase64Encoding(success.text().toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
        const auto proof = m_proofSent && data
            ? m_scram->verify(*data)
            : Result<>(failure(Error::Kind::ServerNotProven, QStringLiteral("success without an exchange")));
        if (!proof) {
            abortWith(proof.error());
            return;
        }
    }
    m_done = true;
    Q_EMIT succeeded();
}

void SaslLogin::abortWith(const Error &error)
{
    m_done = true;
    Q_EMIT failed(error);
}

} // namespace natter
