// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/hashed_token.h"

#include "crypto/same_bytes.h"

#include <QMessageAuthenticationCode>

namespace natter {

static QByteArray tokenHash(const Secret &token, const QByteArray &message)
{
    return QMessageAuthenticationCode::hash(message, token.reveal().toUtf8(), QCryptographicHash::Sha256);
}

QByteArray hashedTokenProof(const Secret &token, const QByteArray &bindingData)
{
    return tokenHash(token, "Initiator" + bindingData);
}

bool isHashedTokenAnswer(const Secret &token, const QByteArray &bindingData, const QByteArray &answer)
{
    return sameBytes(answer, tokenHash(token, "Responder" + bindingData));
}

} // namespace natter
