// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/channel_binding.h"

#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/x509.h>

#include <memory>

namespace natter {

QByteArray tlsServerEndPoint(const QByteArray &certificate)
{
    const auto *der = reinterpret_cast<const unsigned char *>(certificate.constData());
    const std::unique_ptr<X509, decltype(&X509_free)> x509(
        d2i_X509(nullptr, &der, static_cast<long>(certificate.size())), &X509_free);
    int hash = NID_undef;
    if (!x509 || X509_get_signature_info(x509.get(), &hash, nullptr, nullptr, nullptr) != 1) {
        return {};
    }
    if (hash == NID_md5 || hash == NID_sha1) {
        hash = NID_sha256; // too weak by themselves
    }
    const EVP_MD *algorithm = EVP_get_digestbynid(hash);
    QByteArray digest(EVP_MAX_MD_SIZE, Qt::Uninitialized);
    unsigned int size = 0;
    if (!algorithm
        || EVP_Digest(certificate.constData(), static_cast<size_t>(certificate.size()),
                      reinterpret_cast<unsigned char *>(digest.data()), &size, algorithm, nullptr)
            != 1) {
        return {};
    }
    digest.resize(static_cast<qsizetype>(size));
    return digest;
}

} // namespace natter
