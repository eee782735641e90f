// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"

namespace natter {

QString errorKindName(Error::Kind kind)
{
    using Kind = Error::Kind;
    switch (kind) {
#define NATTER_KIND(name)                                                                                              \
    case Kind::name:                                                                                                   \
        return QStringLiteral(#name)
        NATTER_KIND(HostNotFound);
        NATTER_KIND(ServiceRefused);
        NATTER_KIND(ConnectionRefused);
        NATTER_KIND(NetworkUnreachable);
        NATTER_KIND(Timeout);
        NATTER_KIND(Disconnected);
        NATTER_KIND(Cancelled);
        NATTER_KIND(ProxyUnreachable);
        NATTER_KIND(ProxyRefused);
        NATTER_KIND(ProxyNotAuthorised);
        NATTER_KIND(UnreachableThroughProxy);
        NATTER_KIND(NotXmpp);
        NATTER_KIND(NoTls);
        NATTER_KIND(TlsFailed);
        NATTER_KIND(CertificateRejected);
        NATTER_KIND(NotAuthorised);
        NATTER_KIND(AccountUnusable);
        NATTER_KIND(TemporaryAuthFailure);
        NATTER_KIND(NoMechanism);
        NATTER_KIND(ServerNotProven);
        NATTER_KIND(WeakLogin);
        NATTER_KIND(StreamError);
        NATTER_KIND(Remote);
        NATTER_KIND(Malformed);
        NATTER_KIND(LimitExceeded);
        NATTER_KIND(InvalidInput);
        NATTER_KIND(NotConnected);
        NATTER_KIND(Storage);
        NATTER_KIND(StorageFull);
        NATTER_KIND(StorageDamaged);
        NATTER_KIND(StorageTooNew);
        NATTER_KIND(ReadOnly);
        NATTER_KIND(KeychainUnavailable);
        NATTER_KIND(NoPassword);
        NATTER_KIND(Crypto);
#undef NATTER_KIND
    }
    return QStringLiteral("Unknown");
}

} // namespace natter
