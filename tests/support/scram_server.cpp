// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/scram_server.h"

#include <QMessageAuthenticationCode>
#include <QPasswordDigestor>

namespace natter {

static const QByteArray salt("W22ZaJ0SNY7soEsU");

ScramServer::ScramServer(QCryptographicHash::Algorithm hash, const QByteArray &password, int iterations)
    : m_hash(hash)
    , m_password(password)
    , m_iterations(iterations)
{
}

QByteArray ScramServer::hmac(const QByteArray &key, const QByteArray &message) const
{
    return QMessageAuthenticationCode::hash(message, key, m_hash);
}

QByteArray ScramServer::first(const QByteArray &clientFirst)
{
    const qsizetype headerSize = clientFirst.indexOf(',', clientFirst.indexOf(',') + 1) + 1;
    m_gs2Header = clientFirst.left(headerSize);
    m_clientFirstBare = clientFirst.mid(headerSize);
    const QByteArray nonce = m_clientFirstBare.mid(m_clientFirstBare.indexOf("r=") + 2);
    m_serverFirst = "r=" + nonce + "serverpart,s=" + salt.toBase64() + ",i=" + QByteArray::number(m_iterations);
    if (!m_offerHash.isEmpty()) {
        m_serverFirst += ",h=" + m_offerHash.toBase64();
    }
    return m_serverFirst;
}

QByteArray ScramServer::final(const QByteArray &clientFinal)
{
    const qsizetype proofAt = clientFinal.lastIndexOf(",p=");
    const QByteArray message = m_clientFirstBare + ',' + m_serverFirst + ',' + clientFinal.left(proofAt);
    const int size = QCryptographicHash::hashLength(m_hash);
    const QByteArray salted = QPasswordDigestor::deriveKeyPbkdf2(m_hash, m_password, salt, m_iterations, quint64(size));
    const QByteArray storedKey = QCryptographicHash::hash(hmac(salted, "Client Key"), m_hash);
    QByteArray clientKey = QByteArray::fromBase64(clientFinal.mid(proofAt + 3));
    const QByteArray signature = hmac(storedKey, message);
    for (qsizetype i = 0; i < qMin(clientKey.size(), signature.size()); ++i) {
        clientKey[i] = static_cast<char>(clientKey[i] ^ signature[i]);
    }
    const QByteArray binding = m_gs2Header + (m_gs2Header.startsWith('p') ? m_bindingData : QByteArray());
    m_clientProven = QCryptographicHash::hash(clientKey, m_hash) == storedKey
        && clientFinal.startsWith("c=" + binding.toBase64() + ",r=");
    return "v=" + hmac(hmac(salted, "Server Key"), message).toBase64();
}

} // namespace natter
