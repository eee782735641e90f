// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/limits.h"
#include "crypto/saslprep.h"
#include "crypto/scram.h"

#include <cstdint>

using namespace natter;

static void require(bool holds)
{
    if (!holds) {
        __builtin_trap();
    }
}

/// Whatever a server sends as challenge and signature, nothing is accepted that the limits or RFC 5802 forbid.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray input(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const QByteArray nonce("ourNonce");
    ScramExchange exchange(ScramHash::Sha256, QStringLiteral("user"), nonce);
    const qsizetype cut = input.indexOf('\n');
    const QByteArray final = cut < 0 ? input : input.mid(cut + 1);
    require(!exchange.verify(final).has_value());
    const auto challenge = exchange.readChallenge(cut < 0 ? input : input.left(cut));
    if (challenge) {
        require(challenge->nonce.startsWith(nonce) && challenge->nonce.size() > nonce.size());
        require(challenge->iterations >= limits::scramIterationsMin
                && challenge->iterations <= limits::scramIterationsMax);
        require(!challenge->salt.isEmpty() && challenge->salt.size() <= limits::saslValueBytes);
        require(!challenge->text.startsWith("m=") && !challenge->text.contains(",m="));
        const ScramKeys keys { QByteArray(32, 'c'), QByteArray(32, 's') };
        const QByteArray proof = exchange.clientFinal(*challenge, keys);
        require(proof.startsWith("c=biws,r=" + challenge->nonce + ",p="));
        require(!exchange.verify(final).has_value()); // nobody guesses an HMAC
    }
    const QString text = QString::fromUtf8(input);
    require(saslPrepared(saslPrepared(text)) == saslPrepared(text));
    return 0;
}
