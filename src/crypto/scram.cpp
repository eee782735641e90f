// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/scram.h"

#include "base/limits.h"
#include "crypto/same_bytes.h"
#include "crypto/saslprep.h"

#include <QCryptographicHash>
#include <QList>
#include <QMessageAuthenticationCode>

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <algorithm>
#include <array>
#include <memory>

namespace natter {

static QCryptographicHash::Algorithm qtHash(ScramHash hash)
{
    switch (hash) {
    case ScramHash::Sha1:
        return QCryptographicHash::Sha1;
    case ScramHash::Sha256:
        return QCryptographicHash::Sha256;
    case ScramHash::Sha512:
        break;
    }
    return QCryptographicHash::Sha512;
}

static const EVP_MD *opensslHash(ScramHash hash)
{
    switch (hash) {
    case ScramHash::Sha1:
        return EVP_sha1();
    case ScramHash::Sha256:
        return EVP_sha256();
    case ScramHash::Sha512:
        break;
    }
    return EVP_sha512();
}

static QByteArray hmac(ScramHash hash, const QByteArray &key, const QByteArray &message)
{
    return QMessageAuthenticationCode::hash(message, key, qtHash(hash));
}

static tl::unexpected<Error> malformed(const char *why)
{
    return failure(Error::Kind::Malformed, QStringLiteral("SCRAM: ") + QLatin1String(why));
}

static std::optional<QByteArray> strictBase64(const QByteArray &text)
{
    const auto decoded = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || text.size() % 4 != 0 || (*decoded).toBase64() != text) {
        return std::nullopt;
    }
    return *decoded;
}

/// Hi() of RFC 5802, 2.2, which is PBKDF2 with one block; in steps of our own, as OpenSSL's cannot be stopped.
static QByteArray hi(ScramHash hash, const QByteArray &text, const QByteArray &salt, int iterations,
                     const StopFlag &stop)
{
    static constexpr int roundsBetweenLooks = 1024;
    const std::unique_ptr<EVP_MAC, decltype(&EVP_MAC_free)> mac(EVP_MAC_fetch(nullptr, "HMAC", nullptr), &EVP_MAC_free);
    const std::unique_ptr<EVP_MAC_CTX, decltype(&EVP_MAC_CTX_free)> context(EVP_MAC_CTX_new(mac.get()),
                                                                            &EVP_MAC_CTX_free);
    std::array parameters { OSSL_PARAM_construct_utf8_string(
                                OSSL_MAC_PARAM_DIGEST, const_cast<char *>(EVP_MD_get0_name(opensslHash(hash))), 0),
                            OSSL_PARAM_construct_end() };
    QByteArray round = salt + QByteArray("\0\0\0\1", 4);
    QByteArray block(EVP_MD_get_size(opensslHash(hash)), Qt::Uninitialized);
    QByteArray result(block.size(), '\0');
    const auto *key = reinterpret_cast<const unsigned char *>(text.constData());
    EVP_MAC_init(context.get(), key, static_cast<size_t>(text.size()), parameters.data());
    for (int i = 0; i < iterations; ++i) {
        if (i > 0) {
            EVP_MAC_init(context.get(), nullptr, 0, nullptr); // the same key again
        }
        EVP_MAC_update(context.get(), reinterpret_cast<const unsigned char *>(round.constData()),
                       static_cast<size_t>(round.size()));
        EVP_MAC_final(context.get(), reinterpret_cast<unsigned char *>(block.data()), nullptr,
                      static_cast<size_t>(block.size()));
        for (qsizetype byte = 0; byte < block.size(); ++byte) {
            result.data()[byte] = static_cast<char>(result[byte] ^ block[byte]);
        }
        round = block;
        if (i % roundsBetweenLooks == 0 && stop.isRaised()) {
            return {};
        }
    }
    return result;
}

QByteArray scramSaltedPassword(ScramHash hash, const Secret &password, const QByteArray &salt, int iterations,
                               const StopFlag &stop)
{
    return hi(hash, saslPrepared(password.reveal()).toUtf8(), salt, iterations, stop);
}

ScramKeys deriveScramKeys(ScramHash hash, const Secret &password, const QByteArray &salt, int iterations,
                          const StopFlag &stop)
{
    const QByteArray salted = scramSaltedPassword(hash, password, salt, iterations, stop);
    return { hmac(hash, salted, "Client Key"), hmac(hash, salted, "Server Key") };
}

QByteArray scramOfferHash(ScramHash hash, QByteArrayList mechanisms, std::optional<QByteArrayList> types)
{
    std::sort(mechanisms.begin(), mechanisms.end());
    QByteArray offer = mechanisms.join('\x1e');
    if (types) {
        std::sort(types->begin(), types->end());
        offer += '\x1f' + types->join('\x1e');
    }
    return QCryptographicHash::hash(offer, qtHash(hash));
}

ScramExchange::ScramExchange(ScramHash hash, const QString &user, const QByteArray &nonce,
                             const ChannelBinding &binding)
    : m_hash(hash)
    , m_binding(binding)
    , m_user(saslPrepared(user).toUtf8().replace('=', "=3D").replace(',', "=2C"))
    , m_nonce(nonce)
{
}

QByteArray ScramExchange::clientFirstBare() const { return "n=" + m_user + ",r=" + m_nonce; }

QByteArray ScramExchange::gs2Header() const
{
    switch (m_binding.use) {
    case ChannelBinding::Use::Unsupported:
        return "n,,";
    case ChannelBinding::Use::NotOffered:
        return "y,,";
    case ChannelBinding::Use::Bound:
        break;
    }
    return "p=" + m_binding.type + ",,";
}

QByteArray ScramExchange::clientFirst() const { return gs2Header() + clientFirstBare(); }

Result<ScramChallenge> ScramExchange::readChallenge(const QByteArray &serverFirst) const
{
    if (serverFirst.size() > limits::saslMessageBytes) {
        return failure(Error::Kind::WeakLogin, QStringLiteral("SCRAM: the challenge is too long"));
    }
    // RFC 5802, 7: r, s, i in this order, then extensions, which we have no reason to accept unless optional
    ScramChallenge challenge;
    const QList<QByteArray> parts = serverFirst.split(',');
    if (parts.size() < 3 || !parts[0].startsWith("r=") || !parts[1].startsWith("s=") || !parts[2].startsWith("i=")) {
        return malformed("the challenge does not consist of r, s and i");
    }
    for (qsizetype i = 3; i < parts.size(); ++i) {
        const QByteArray &part = parts[i];
        if (part.size() < 2 || part[1] != '=' || QByteArray("mrsivcpne").contains(part[0])) {
            return malformed("the challenge has a repeated or reserved attribute");
        }
        if (part[0] == 'h') {
            const auto offerHash = strictBase64(part.mid(2));
            if (!offerHash || challenge.offerHash) {
                return malformed("the hash of the offer is repeated or not base64");
            }
            challenge.offerHash = offerHash;
        }
    }
    challenge.text = serverFirst;
    challenge.nonce = parts[0].mid(2);
    if (!challenge.nonce.startsWith(m_nonce) || challenge.nonce.size() == m_nonce.size()) {
        return malformed("the server's nonce does not extend ours");
    }
    const auto salt = strictBase64(parts[1].mid(2));
    if (!salt || salt->isEmpty()) {
        return malformed("the salt is not base64");
    }
    challenge.salt = *salt;
    if (challenge.nonce.size() > limits::saslValueBytes || salt->size() > limits::saslValueBytes) {
        return failure(Error::Kind::WeakLogin, QStringLiteral("SCRAM: nonce or salt is too long"));
    }
    const QByteArray count = parts[2].mid(2);
    bool isNumber = false;
    const qlonglong iterations = count.toLongLong(&isNumber);
    if (!isNumber || QByteArray::number(iterations) != count) {
        return malformed("the iteration count is not a number");
    }
    if (iterations < limits::scramIterationsMin || iterations > limits::scramIterationsMax) {
        return failure(Error::Kind::WeakLogin,
                       QStringLiteral("SCRAM: %1 iterations, accepted are %2 to %3")
                           .arg(iterations)
                           .arg(limits::scramIterationsMin)
                           .arg(limits::scramIterationsMax));
    }
    challenge.iterations = static_cast<int>(iterations);
    return challenge;
}

QByteArray ScramExchange::clientFinal(const ScramChallenge &challenge, const ScramKeys &keys)
{
    const QByteArray binding = gs2Header() + m_binding.data;
    const QByteArray withoutProof = "c=" + binding.toBase64() + ",r=" + challenge.nonce;
    const QByteArray authMessage = clientFirstBare() + ',' + challenge.text + ',' + withoutProof;
    const QByteArray storedKey = QCryptographicHash::hash(keys.clientKey, qtHash(m_hash));
    const QByteArray signature = hmac(m_hash, storedKey, authMessage);
    QByteArray proof = keys.clientKey;
    for (qsizetype i = 0; i < proof.size(); ++i) {
        proof[i] = static_cast<char>(proof[i] ^ signature[i]);
    }
    m_serverSignature = hmac(m_hash, keys.serverKey, authMessage);
    return withoutProof + ",p=" + proof.toBase64();
}

Result<> ScramExchange::verify(const QByteArray &serverFinal) const
{
    if (serverFinal.startsWith("e=")) {
        return failure(Error::Kind::NotAuthorised, QStringLiteral("SCRAM: the server refused the proof"));
    }
    const QByteArray value = serverFinal.split(',').first();
    const auto signature = value.startsWith("v=") ? strictBase64(value.mid(2)) : std::nullopt;
    if (m_serverSignature.isEmpty() || !signature || !sameBytes(*signature, m_serverSignature)) {
        return failure(Error::Kind::ServerNotProven,
                       QStringLiteral("SCRAM: the server's signature is missing or wrong"));
    }
    return {};
}

} // namespace natter
