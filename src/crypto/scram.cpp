// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/scram.h"

#include "base/limits.h"
#include "crypto/saslprep.h"

#include <QCryptographicHash>
#include <QList>
#include <QMessageAuthenticationCode>

#include <openssl/evp.h>

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

/// Comparison whose time does not depend on where the first difference is.
static bool sameBytes(const QByteArray &a, const QByteArray &b)
{
    if (a.size() != b.size()) {
        return false;
    }
    unsigned char difference = 0;
    for (qsizetype i = 0; i < a.size(); ++i) {
        difference |= static_cast<unsigned char>(a[i] ^ b[i]);
    }
    return difference == 0;
}

static std::optional<QByteArray> strictBase64(const QByteArray &text)
{
    const auto decoded = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || text.size() % 4 != 0 || (*decoded).toBase64() != text) {
        return std::nullopt;
    }
    return *decoded;
}

ScramKeys deriveScramKeys(ScramHash hash, const Secret &password, const QByteArray &salt, int iterations)
{
    const QByteArray prepared = saslPrepared(password.reveal()).toUtf8();
    QByteArray salted(EVP_MD_get_size(opensslHash(hash)), Qt::Uninitialized);
    PKCS5_PBKDF2_HMAC(prepared.constData(), static_cast<int>(prepared.size()),
                      reinterpret_cast<const unsigned char *>(salt.constData()), static_cast<int>(salt.size()),
                      iterations, opensslHash(hash), static_cast<int>(salted.size()),
                      reinterpret_cast<unsigned char *>(salted.data()));
    return { hmac(hash, salted, "Client Key"), hmac(hash, salted, "Server Key") };
}

ScramExchange::ScramExchange(ScramHash hash, const QString &user, const QByteArray &nonce)
    : m_hash(hash)
    , m_user(saslPrepared(user).toUtf8().replace('=', "=3D").replace(',', "=2C"))
    , m_nonce(nonce)
{
}

QByteArray ScramExchange::clientFirstBare() const { return "n=" + m_user + ",r=" + m_nonce; }

QByteArray ScramExchange::clientFirst() const { return "n,," + clientFirstBare(); }

Result<ScramChallenge> ScramExchange::readChallenge(const QByteArray &serverFirst) const
{
    if (serverFirst.size() > limits::saslMessageBytes) {
        return failure(Error::Kind::WeakLogin, QStringLiteral("SCRAM: the challenge is too long"));
    }
    // RFC 5802, 7: r, s, i in this order, then extensions, which we have no reason to accept unless optional
    const QList<QByteArray> parts = serverFirst.split(',');
    if (parts.size() < 3 || !parts[0].startsWith("r=") || !parts[1].startsWith("s=") || !parts[2].startsWith("i=")) {
        return malformed("the challenge does not consist of r, s and i");
    }
    for (qsizetype i = 3; i < parts.size(); ++i) {
        const QByteArray &part = parts[i];
        if (part.size() < 2 || part[1] != '=' || QByteArray("mrsivcpne").contains(part[0])) {
            return malformed("the challenge has a repeated or reserved attribute");
        }
    }
    ScramChallenge challenge;
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
    const QByteArray withoutProof = "c=" + QByteArray("n,,").toBase64() + ",r=" + challenge.nonce;
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
