// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QCryptographicHash>

namespace natter {

/// The server's side of one SCRAM login (RFC 5802), written apart from the client's so that both can be wrong alone.
/// Messages are the decoded text.
class ScramServer
{
public:
    ScramServer(QCryptographicHash::Algorithm hash, const QByteArray &password, int iterations = 4096);

    /// The data of the channel binding that a client may use; it is not proven with another.
    void setBindingData(const QByteArray &data) { m_bindingData = data; }
    /// Announced as the hash of what was offered (XEP-0474).
    void setOfferHash(const QByteArray &hash) { m_offerHash = hash; }

    QByteArray first(const QByteArray &clientFirst);
    /// The message with v=, whatever the client's proof was.
    QByteArray final(const QByteArray &clientFinal);
    /// Whether the client's proof was right.
    bool isClientProven() const { return m_clientProven; }

private:
    QByteArray hmac(const QByteArray &key, const QByteArray &message) const;

    QCryptographicHash::Algorithm m_hash;
    QByteArray m_password;
    int m_iterations;
    QByteArray m_bindingData;
    QByteArray m_offerHash;
    QByteArray m_gs2Header;
    QByteArray m_clientFirstBare;
    QByteArray m_serverFirst;
    bool m_clientProven = false;
};

} // namespace natter
