// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/other_host.h"

#include <QHostAddress>

namespace natter {

std::optional<Endpoint> otherHost(const QString &text, TlsMode tls)
{
    const QString place = text.trimmed();
    QString host = place;
    quint16 port = tls == TlsMode::Direct ? 5223 : 5222;
    const qsizetype colon = place.lastIndexOf(u':');
    const bool bare = QHostAddress(place).protocol() == QAbstractSocket::IPv6Protocol;
    if (colon > place.lastIndexOf(u']') && !bare) {
        host = place.left(colon);
        port = place.mid(colon + 1).toUShort(); // 0 if it is none
    }
    const bool bracketed = host.startsWith(u'[') && host.endsWith(u']');
    const QString inside = bracketed ? host.mid(1, host.size() - 2) : host;
    const bool literal = QHostAddress(inside).protocol() == QAbstractSocket::IPv6Protocol;
    const Jid name = literal ? Jid() : Jid::orNull(host);
    const bool domain = !name.isNull() && name.isBare() && !name.hasLocal() && !bracketed;
    if (port == 0 || (!domain && !literal)) {
        return std::nullopt;
    }
    return Endpoint { literal ? inside : name.domain(), port, tls };
}

} // namespace natter
