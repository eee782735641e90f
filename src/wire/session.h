// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/login_record.h"
#include "stanza/element.h"
#include "stanza/jid.h"
#include "wire/fast_token.h"

#include <QMetaType>
#include <QSslCertificate>
#include <QStringList>

namespace natter {

/// What the way to a session established.
struct Session
{
    Jid jid; ///< full: the address the server bound us to
    Element features; ///< the stream features after login; null if a resumption left none to tell
    QString mechanism; ///< SASL mechanism used, with "-PLUS" if the login is bound to the TLS channel
    LoginRecord strongest; ///< login used with the account, this one included
    std::optional<FastToken> newToken; ///< for the next logins
    bool isTokenRefused = false; ///< the one we had
    QStringList switchedOn; ///< features that came with binding (XEP-0386, 3.2), by their names
    QString tlsProtocol; ///< "TLSv1.3"
    QString tlsCipher;
    QSslCertificate certificate;
    QString host; ///< the machine we are connected to
};

} // namespace natter

Q_DECLARE_METATYPE(natter::Session)
