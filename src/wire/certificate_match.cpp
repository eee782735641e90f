// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/certificate_match.h"

#include <QHostAddress>
#include <QSsl>
#include <QUrl>

namespace natter {

static bool matches(const QString &pattern, const QString &domain)
{
    if (!pattern.startsWith(u"*.")) {
        return pattern == domain;
    }
    const QString rest = pattern.mid(1);
    const QString label = domain.section(u'.', 0, 0);
    return rest.count(u'.') >= 2 && !rest.contains(u'*') && !label.isEmpty() && label + rest == domain;
}

bool isMadeFor(const QSslCertificate &certificate, const QString &domain)
{
    const auto names = certificate.subjectAlternativeNames();
    QString literal = domain;
    literal.remove(u'[').remove(u']');
    if (const QHostAddress address(literal); !address.isNull()) {
        const QStringList addresses = names.values(QSsl::IpAddressEntry);
        return std::any_of(addresses.cbegin(), addresses.cend(),
                           [&address](const QString &entry) { return QHostAddress(entry) == address; });
    }
    const QString wanted = QString::fromLatin1(QUrl::toAce(domain)).toLower();
    const QStringList patterns = names.values(QSsl::DnsEntry);
    return !wanted.isEmpty() && std::any_of(patterns.cbegin(), patterns.cend(), [&wanted](const QString &pattern) {
        return matches(pattern.toLower(), wanted);
    });
}

} // namespace natter
