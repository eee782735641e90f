// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/connection_security.h"
#include "domain/seen_certificate.h"

namespace natter {

/// One plain sentence: what the connection is protected against.
QString verdictText(ConnectionSecurity::Verdict verdict);

/// What is missing, and what can be done about it.
QString concernText(ConnectionSecurity::Concern concern);

/// "TLS 1.3, TLS_AES_256_GCM_SHA384".
QString encryptionText(const ConnectionFacts &facts);

/// Whether the login is tied to the connection, how, or why not.
QString bindingText(const ConnectionFacts &facts);

/// Why the certificate is believed.
QString trustText(ConnectionFacts::Trust trust);

/// When a certificate was seen, and what is to be said of it.
QString seenText(const SeenCertificate &seen);

} // namespace natter
