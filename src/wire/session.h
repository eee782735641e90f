// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element.h"
#include "stanza/jid.h"

#include <QMetaType>
#include <QSslCertificate>

namespace natter {

/// What the way to a session established.
struct Session
{
    Jid jid; ///< full: the address the server bound us to
    Element features; ///< the stream features after login
    QString mechanism; ///< SASL mechanism used
    QString tlsProtocol; ///< "TLSv1.3"
    QString tlsCipher;
    QSslCertificate certificate;
    QString host; ///< the machine we are connected to
};

} // namespace natter

Q_DECLARE_METATYPE(natter::Session)
