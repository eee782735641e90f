// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/seen_certificate.h"
#include "stanza/jid.h"
#include "store/database.h"

namespace natter {

/// The certificates that an account's server showed. Store thread only.
class CertificateStore
{
public:
    explicit CertificateStore(Database &database);

    Result<SeenCertificates> load(const Jid &account);
    /// Notes that `seen` was shown at its `lastSeen`, and whether that is news (see isUnexpected()). Brings all of the
    /// account; the oldest are forgotten beyond limits::certificatesKept.
    Result<SeenCertificates> record(const Jid &account, const SeenCertificate &seen);
    /// The person has heard the news. Brings all of the account.
    Result<SeenCertificates> acknowledge(const Jid &account);

private:
    Result<> write(const Jid &account, const SeenCertificate &seen);

    Database &m_database;
};

} // namespace natter
