// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/certificate_history.h"

#include "base/future.h"
#include "base/log.h"

#include <QCryptographicHash>
#include <QSslKey>

namespace natter {

CertificateHistory::CertificateHistory(const Jid &account, const Clock &clock, StoreThread &store)
    : m_account(account)
    , m_clock(clock)
    , m_store(store)
{
    take(m_store.call([account](Store &opened) { return opened.certificates().load(account); }));
}

void CertificateHistory::take(const QFuture<Result<SeenCertificates>> &answer)
{
    whenDone(answer, this, [this](const Result<SeenCertificates> &entries) {
        if (!entries) {
            qCWarning(logStore).noquote() << "no history of certificates:" << forLog(entries.error().detail);
            return;
        }
        const bool hadNews = news() != nullptr;
        m_entries = *entries;
        if (news() && !hadNews) {
            qCWarning(logSecurity).noquote() << "the server of" << m_account.toString() << "shows another key";
        }
        Q_EMIT changed();
    });
}

const SeenCertificate *CertificateHistory::news() const
{
    const auto found = std::find_if(m_entries.cbegin(), m_entries.cend(), [](const auto &entry) { return entry.news; });
    return found == m_entries.cend() ? nullptr : &*found;
}

const SeenCertificate *CertificateHistory::beforeNews() const
{
    const auto found =
        std::find_if(m_entries.cbegin(), m_entries.cend(), [](const auto &entry) { return !entry.news; });
    return found == m_entries.cend() || !news() ? nullptr : &*found;
}

QList<QByteArray> CertificateHistory::vouched() const
{
    QList<QByteArray> certificates;
    for (const SeenCertificate &entry : m_entries) {
        if (entry.vouched) {
            certificates.append(entry.der);
        }
    }
    return certificates;
}

void CertificateHistory::note(const QSslCertificate &certificate, Proof proof)
{
    if (certificate.isNull()) {
        return;
    }
    SeenCertificate seen;
    seen.der = certificate.toDer();
    seen.fingerprint = QCryptographicHash::hash(seen.der, QCryptographicHash::Sha256);
    const QByteArray key = certificate.publicKey().toDer(); // empty if Qt does not know this kind of key
    seen.key = key.isEmpty() ? seen.fingerprint : QCryptographicHash::hash(key, QCryptographicHash::Sha256);
    seen.firstSeen = m_clock.now();
    seen.lastSeen = seen.firstSeen;
    seen.vouched = proof.vouched;
    seen.accepted = proof.accepted;
    take(m_store.call(
        [account = m_account, seen](Store &opened) { return opened.certificates().record(account, seen); }));
}

void CertificateHistory::acknowledge()
{
    take(m_store.call([account = m_account](Store &opened) { return opened.certificates().acknowledge(account); }));
}

} // namespace natter
