// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/age_format.h"

#include "crypto/same_bytes.h"

#include <QList>
#include <QMessageAuthenticationCode>

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <memory>

namespace natter {

static constexpr qsizetype pieceBytes = 64 * 1024;
static constexpr qsizetype tagBytes = 16;
static constexpr qsizetype nonceBytes = 12;
static constexpr qsizetype fileKeyBytes = 16;
static constexpr qsizetype saltBytes = 16;
static constexpr qsizetype payloadNonceBytes = 16;
static constexpr qsizetype lineBytes = 1024; ///< of a header: longer ones have other recipients
static constexpr int workFactor = 17; ///< the logarithm of scrypt's N, of what is written
static constexpr int mostWork = 20; ///< of what is read: a second of the above is eight then, and a GiB
static constexpr auto intro = "age-encryption.org/v1";
static constexpr auto encoding = QByteArray::Base64Encoding | QByteArray::OmitTrailingEquals;

static Error cryptoError(const char *what) { return { Error::Kind::Crypto, QString::fromLatin1(what), {}, {} }; }

static Error malformed(const char *what) { return { Error::Kind::Malformed, QString::fromLatin1(what), {}, {} }; }

static Result<QByteArray> randomBytes(qsizetype count)
{
    QByteArray bytes(count, '\0');
    const bool done = RAND_bytes(reinterpret_cast<unsigned char *>(bytes.data()), static_cast<int>(count)) == 1;
    return done ? Result<QByteArray>(bytes) : failure(cryptoError("no random bytes"));
}

/// RFC 7914, with r = 8 and p = 1.
static Result<QByteArray> scrypt(const Secret &passphrase, const QByteArray &salt, int logarithm)
{
    const QByteArray text = passphrase.reveal().toUtf8();
    QByteArray key(32, '\0');
    const quint64 n = quint64(1) << logarithm;
    const quint64 memory = 2 * 128 * 8 * n;
    const bool done =
        EVP_PBE_scrypt(text.constData(), static_cast<size_t>(text.size()),
                       reinterpret_cast<const unsigned char *>(salt.constData()), static_cast<size_t>(salt.size()), n,
                       8, 1, memory, reinterpret_cast<unsigned char *>(key.data()), static_cast<size_t>(key.size()))
        == 1;
    return done ? Result<QByteArray>(key) : failure(cryptoError("no key could be derived"));
}

/// RFC 5869 with SHA-256, for 32 bytes.
static QByteArray hkdf(const QByteArray &key, const QByteArray &salt, const QByteArray &info)
{
    const auto hmac = [](const QByteArray &of, const QByteArray &with) {
        return QMessageAuthenticationCode::hash(of, with, QCryptographicHash::Sha256);
    };
    return hmac(info + '\1', hmac(key, salt.isEmpty() ? QByteArray(32, '\0') : salt));
}

static const unsigned char *bytesOf(QByteArrayView view)
{
    return reinterpret_cast<const unsigned char *>(view.data());
}

using Cipher = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

/// ChaCha20-Poly1305, RFC 8439, 2.8: the tag is the end of what is sealed.
static Result<QByteArray> sealed(const QByteArray &key, const QByteArray &nonce, QByteArrayView plain)
{
    const Cipher cipher(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    QByteArray result(plain.size() + tagBytes, '\0');
    auto *out = reinterpret_cast<unsigned char *>(result.data());
    int length = 0;
    const bool done =
        EVP_EncryptInit_ex(cipher.get(), EVP_chacha20_poly1305(), nullptr, bytesOf(key), bytesOf(nonce)) == 1
        && EVP_EncryptUpdate(cipher.get(), out, &length, bytesOf(plain), static_cast<int>(plain.size())) == 1
        && EVP_EncryptFinal_ex(cipher.get(), out + length, &length) == 1
        && EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_GET_TAG, tagBytes, out + plain.size()) == 1;
    return done ? Result<QByteArray>(result) : failure(cryptoError("not encrypted"));
}

/// Null if it is not what was sealed.
static std::optional<QByteArray> opened(const QByteArray &key, const QByteArray &nonce, QByteArrayView sealed)
{
    if (sealed.size() < tagBytes) {
        return std::nullopt;
    }
    const Cipher cipher(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    QByteArray result(sealed.size() - tagBytes, '\0');
    QByteArray tag = sealed.last(tagBytes).toByteArray();
    auto *out = reinterpret_cast<unsigned char *>(result.data());
    int length = 0;
    const bool done =
        EVP_DecryptInit_ex(cipher.get(), EVP_chacha20_poly1305(), nullptr, bytesOf(key), bytesOf(nonce)) == 1
        && EVP_DecryptUpdate(cipher.get(), out, &length, bytesOf(sealed), static_cast<int>(result.size())) == 1
        && EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_SET_TAG, tagBytes, tag.data()) == 1
        && EVP_DecryptFinal_ex(cipher.get(), out + length, &length) == 1;
    return done ? std::optional(result) : std::nullopt;
}

static QByteArray pieceNonce(quint64 piece, bool isLast)
{
    QByteArray nonce(nonceBytes, '\0');
    for (int i = 0; i < 8; ++i) {
        nonce[10 - i] = static_cast<char>(piece >> (8 * i));
    }
    nonce[11] = isLast ? '\1' : '\0';
    return nonce;
}

static QByteArray scryptSalt(const QByteArray &salt) { return QByteArray(intro) + "/scrypt" + salt; }

static QByteArray headerMac(const QByteArray &fileKey, const QByteArray &header)
{
    return QMessageAuthenticationCode::hash(header, hkdf(fileKey, {}, "header"), QCryptographicHash::Sha256);
}

Result<> AgeWriter::begin(const Secret &passphrase)
{
    const auto fileKey = randomBytes(fileKeyBytes);
    const auto salt = randomBytes(saltBytes);
    const auto nonce = randomBytes(payloadNonceBytes);
    if (!fileKey || !salt || !nonce) {
        return failure(cryptoError("no random bytes"));
    }
    const auto wrapping = scrypt(passphrase, scryptSalt(*salt), workFactor);
    const auto wrapped =
        wrapping ? sealed(*wrapping, QByteArray(nonceBytes, '\0'), *fileKey) : tl::unexpected(wrapping.error());
    if (!wrapped) {
        return tl::unexpected(wrapped.error());
    }
    QByteArray header = QByteArray(intro) + "\n-> scrypt " + salt->toBase64(encoding) + ' '
        + QByteArray::number(workFactor) + '\n' + wrapped->toBase64(encoding) + "\n---";
    header += ' ' + headerMac(*fileKey, header).toBase64(encoding) + '\n';
    m_key = hkdf(*fileKey, *nonce, "payload");
    header += *nonce;
    return m_sink(header);
}

Result<> AgeWriter::seal(bool isLast)
{
    const qsizetype count = qMin(pieceBytes, m_plain.size());
    const auto piece = sealed(m_key, pieceNonce(m_pieces++, isLast), QByteArrayView(m_plain).first(count));
    m_plain.remove(0, count);
    return piece ? m_sink(*piece) : tl::unexpected(piece.error());
}

Result<> AgeWriter::write(QByteArrayView plain)
{
    m_plain.append(plain.data(), plain.size());
    while (m_plain.size() > pieceBytes) { // one that is full may be the last
        if (const auto done = seal(false); !done) {
            return done;
        }
    }
    return {};
}

Result<> AgeWriter::end() { return seal(true); }

/// At least so many bytes are ahead, unless the source ends.
Result<> AgeReader::fill(qsizetype bytes)
{
    while (m_ahead.size() < bytes) {
        const auto more = m_source(bytes - m_ahead.size());
        if (!more) {
            return tl::unexpected(more.error());
        }
        if (more->isEmpty()) {
            break;
        }
        m_ahead += *more;
    }
    return {};
}

Result<QByteArray> AgeReader::line()
{
    const auto filled = fill(lineBytes);
    if (!filled) {
        return tl::unexpected(filled.error());
    }
    const qsizetype end = m_ahead.indexOf('\n');
    if (end < 0 || end >= lineBytes) {
        return failure(malformed("no header of age"));
    }
    const QByteArray found = m_ahead.first(end);
    m_ahead.remove(0, end + 1);
    return found;
}

static std::optional<QByteArray> decoded(const QByteArray &text)
{
    const auto bytes = QByteArray::fromBase64Encoding(text, encoding | QByteArray::AbortOnBase64DecodingErrors);
    return bytes ? std::optional(*bytes) : std::nullopt;
}

Result<> AgeReader::begin(const Secret &passphrase)
{
    QList<QByteArray> lines; // the intro, the recipient, the wrapped key, the code
    for (int i = 0; i < 4; ++i) {
        const auto next = line();
        if (!next) {
            return tl::unexpected(next.error());
        }
        lines.append(*next);
    }
    const QList<QByteArray> recipient = lines[1].split(' ');
    const bool isOurs = lines[0] == intro && recipient.size() == 4 && recipient[0] == "->" && recipient[1] == "scrypt"
        && lines[3].startsWith("--- ");
    const auto salt = isOurs ? decoded(recipient[2]) : std::nullopt;
    const auto wrapped = isOurs ? decoded(lines[2]) : std::nullopt;
    const auto code = isOurs ? decoded(lines[3].mid(4)) : std::nullopt;
    const int work = isOurs ? recipient[3].toInt() : 0;
    if (!salt || salt->size() != saltBytes || !wrapped || wrapped->size() != fileKeyBytes + tagBytes || !code
        || work <= 0) {
        return failure(malformed("not encrypted with a passphrase in the format of age"));
    }
    if (work > mostWork) {
        return failure(Error::Kind::LimitExceeded, QStringLiteral("scrypt with a work factor of %1").arg(work));
    }
    const auto wrapping = scrypt(passphrase, scryptSalt(*salt), work);
    if (!wrapping) {
        return tl::unexpected(wrapping.error());
    }
    const auto fileKey = opened(*wrapping, QByteArray(nonceBytes, '\0'), *wrapped);
    if (!fileKey) {
        return failure(Error::Kind::NotAuthorised, QStringLiteral("another passphrase"));
    }
    if (!sameBytes(headerMac(*fileKey, lines.first(3).join('\n') + "\n---"), *code)) {
        return failure(cryptoError("the header was changed"));
    }
    if (const auto filled = fill(payloadNonceBytes); !filled) {
        return filled;
    }
    m_key = hkdf(*fileKey, m_ahead.first(qMin(payloadNonceBytes, m_ahead.size())), "payload");
    m_ahead.remove(0, payloadNonceBytes);
    return {};
}

Result<QByteArray> AgeReader::read()
{
    if (m_isOver) {
        return QByteArray();
    }
    if (const auto filled = fill(pieceBytes + tagBytes + 1); !filled) { // one more tells whether it is the last
        return tl::unexpected(filled.error());
    }
    const qsizetype count = qMin(pieceBytes + tagBytes, m_ahead.size());
    m_isOver = count == m_ahead.size();
    const auto plain = opened(m_key, pieceNonce(m_pieces, m_isOver), QByteArrayView(m_ahead).first(count));
    if (!plain || (plain->isEmpty() && m_pieces > 0)) {
        return failure(cryptoError("it was changed, or the rest is missing"));
    }
    ++m_pieces;
    m_ahead.remove(0, count);
    return *plain;
}

} // namespace natter
