// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "domain/seen_certificate.h"
#include "store/store.h"

#include <QObject>
#include <QSslCertificate>

namespace natter {

/// Which certificates the account's server has shown over time, and whether one of them came unexpectedly.
class CertificateHistory : public QObject
{
    Q_OBJECT

public:
    CertificateHistory(const Jid &account, const Clock &clock, StoreThread &store);

    /// What the store remembers; empty until it has answered.
    const SeenCertificates &entries() const { return m_entries; }
    /// The newest that is news to the person; null if there is none.
    const SeenCertificate *news() const;
    /// The one that was shown last before the news, with another key; null if there is none.
    const SeenCertificate *beforeNews() const;

    /// DER of those with which a login was bound to the channel.
    QList<QByteArray> vouched() const;

    struct Proof
    {
        bool vouched = false; ///< the login was bound to the channel
        bool accepted = false; ///< the person accepted exactly this certificate
    };
    /// The server has just shown `certificate`, and the login succeeded.
    void note(const QSslCertificate &certificate, Proof proof);
    /// The person knows now.
    void acknowledge();

Q_SIGNALS:
    void changed();

private:
    void take(const QFuture<Result<SeenCertificates>> &answer);

    Jid m_account;
    const Clock &m_clock;
    StoreThread &m_store;
    SeenCertificates m_entries;
};

} // namespace natter
