// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/service_names.h"

#include <openssl/asn1.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <memory>

namespace natter {

/// The string of a name of that kind; null for other kinds.
static QByteArray serviceName(const GENERAL_NAME &name)
{
    static const ASN1_OBJECT *const kind = OBJ_txt2obj("1.3.6.1.5.5.7.8.7", 1); // id-on-dnsSRV
    if (name.type != GEN_OTHERNAME || OBJ_cmp(name.d.otherName->type_id, kind) != 0
        || name.d.otherName->value->type != V_ASN1_IA5STRING) {
        return {};
    }
    const ASN1_IA5STRING *text = name.d.otherName->value->value.ia5string;
    return QByteArray(reinterpret_cast<const char *>(ASN1_STRING_get0_data(text)), ASN1_STRING_length(text));
}

QStringList serviceNames(const QByteArray &certificate)
{
    const auto *der = reinterpret_cast<const unsigned char *>(certificate.constData());
    const std::unique_ptr<X509, decltype(&X509_free)> x509(
        d2i_X509(nullptr, &der, static_cast<long>(certificate.size())), &X509_free);
    if (!x509) {
        return {};
    }
    const std::unique_ptr<GENERAL_NAMES, decltype(&GENERAL_NAMES_free)> all(
        static_cast<GENERAL_NAMES *>(X509_get_ext_d2i(x509.get(), NID_subject_alt_name, nullptr, nullptr)),
        &GENERAL_NAMES_free);
    QStringList names;
    for (int i = 0; all && i < sk_GENERAL_NAME_num(all.get()); ++i) {
        const QByteArray name = serviceName(*sk_GENERAL_NAME_value(all.get(), i));
        if (std::all_of(name.cbegin(), name.cend(), [](char c) { return c > ' ' && c < 0x7f; }) && !name.isEmpty()) {
            names.append(QString::fromLatin1(name));
        }
    }
    return names;
}

} // namespace natter
