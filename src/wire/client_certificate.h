// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/secret.h"

#include <QByteArray>
#include <QSslConfiguration>

namespace natter {

/// A person's own certificate with its chain and its key, as PEM without a passphrase, from a PKCS #12 or PEM file.
/// Errors: NoPassword (it needs a passphrase, or another one), InvalidInput (it holds no certificate or no key).
Result<Secret> clientCertificateOf(const QByteArray &file, const Secret &passphrase);

/// Shows it to a server that asks for one (XEP-0178, 2).
void useClientCertificate(QSslConfiguration &configuration, const Secret &certificate);

/// The certificate names more than one XMPP address, so that the one to log in with has to be said (XEP-0178, 2).
bool namesSeveralAddresses(const Secret &certificate);

/// What everybody may see of it: the certificate and its chain as PEM. Of PEM without a key all of that.
QByteArray withoutKey(const Secret &certificate);

} // namespace natter
