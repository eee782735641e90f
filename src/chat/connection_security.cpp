// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/connection_security.h"

#include "chat/account.h"

#include <algorithm>

namespace natter {

using Concern = ConnectionSecurity::Concern;
using Verdict = ConnectionSecurity::Verdict;
using Type = ChannelBindingType;

ChannelBindingType channelBindingOf(const QString &mechanism)
{
    if (mechanism.endsWith(u"-PLUS") || (mechanism.startsWith(u"HT-") && mechanism.endsWith(u"-ENDP"))) {
        return Type::EndPoint;
    }
    if (mechanism.startsWith(u"HT-") && mechanism.endsWith(u"-EXPR")) {
        return Type::Exporter;
    }
    return mechanism.startsWith(u"HT-") && mechanism.endsWith(u"-UNIQ") ? Type::Unique : Type::None;
}

QString channelBindingName(ChannelBindingType type)
{
    switch (type) {
    case Type::None:
        break;
    case Type::EndPoint:
        return QStringLiteral("tls-server-end-point");
    case Type::Exporter:
        return QStringLiteral("tls-exporter");
    case Type::Unique:
        return QStringLiteral("tls-unique");
    }
    return {};
}

QString verdictName(ConnectionSecurity::Verdict verdict)
{
    switch (verdict) {
    case Verdict::NotConnected:
        break;
    case Verdict::Open:
        return QStringLiteral("open");
    case Verdict::Weak:
        return QStringLiteral("weak");
    case Verdict::CertificateOnly:
        return QStringLiteral("certificate-only");
    case Verdict::Protected:
        return QStringLiteral("protected");
    }
    return QStringLiteral("not-connected");
}

QString concernName(ConnectionSecurity::Concern concern)
{
    switch (concern) {
    case Concern::OldProtocol:
        return QStringLiteral("old-protocol");
    case Concern::WeakCipher:
        return QStringLiteral("weak-cipher");
    case Concern::NoForwardSecrecy:
        return QStringLiteral("no-forward-secrecy");
    case Concern::PasswordShown:
        return QStringLiteral("password-shown");
    case Concern::OldMechanism:
        return QStringLiteral("old-mechanism");
    case Concern::UnexpectedKey:
        return QStringLiteral("unexpected-key");
    case Concern::BindingRefused:
        return QStringLiteral("binding-refused");
    case Concern::NoBinding:
        return QStringLiteral("no-binding");
    }
    return {};
}

ConnectionFacts ConnectionFacts::of(const Account &account)
{
    ConnectionFacts facts;
    const auto &session = account.session();
    if (!session || account.status().phase != AccountStatus::Phase::Online) {
        return facts;
    }
    facts.tlsProtocol = session->tlsProtocol;
    facts.tlsCipher = session->tlsCipher;
    facts.mechanism = session->mechanism;
    facts.bindingRefused = session->strongest.binding == LoginRecord::Binding::Refused;
    if (!account.settings().pinnedCertificate.isEmpty()) {
        facts.trust = Trust::Pinned;
    } else if (!account.settings().extraAuthority.isEmpty()) {
        facts.trust = Trust::OwnAuthority;
    }
    const auto &seen = account.certificates().entries();
    const QByteArray shown = session->certificate.digest(QCryptographicHash::Sha256);
    facts.keyIsNews = std::any_of(seen.cbegin(), seen.cend(), [&shown](const SeenCertificate &entry) {
        return entry.news && entry.fingerprint == shown;
    });
    return facts;
}

static bool isWeak(const QString &cipher)
{
    static const QStringList weak { QStringLiteral("NULL"), QStringLiteral("RC4"),  QStringLiteral("DES"),
                                    QStringLiteral("EXP"),  QStringLiteral("ADH"),  QStringLiteral("MD5"),
                                    QStringLiteral("RC2"),  QStringLiteral("IDEA"), QStringLiteral("AECDH") };
    return std::any_of(weak.cbegin(), weak.cend(), [&cipher](const QString &part) { return cipher.contains(part); });
}

/// Qt tells of Windows' TLS only that it is that. What is not known is no reproach.
static bool isNamed(const QString &cipher) { return cipher != u"Schannel"; }

/// Do both sides make a new secret for each connection? TLS 1.3 always does; before, the cipher's name says it.
static bool isForwardSecret(const QString &protocol, const QString &cipher)
{
    return protocol == u"TLSv1.3" || cipher.startsWith(u"ECDHE-") || cipher.startsWith(u"DHE-");
}

static QList<Concern> channelConcerns(const ConnectionFacts &facts)
{
    QList<Concern> concerns;
    if (facts.tlsProtocol != u"TLSv1.3" && facts.tlsProtocol != u"TLSv1.2") {
        concerns.append(Concern::OldProtocol);
    }
    if (isWeak(facts.tlsCipher)) {
        concerns.append(Concern::WeakCipher);
    } else if (isNamed(facts.tlsCipher) && !isForwardSecret(facts.tlsProtocol, facts.tlsCipher)) {
        concerns.append(Concern::NoForwardSecrecy);
    }
    return concerns;
}

static bool provesPassword(const QString &mechanism)
{
    return mechanism.startsWith(u"SCRAM-") || mechanism.startsWith(u"HT-") || mechanism == u"EXTERNAL";
}

ConnectionSecurity ConnectionSecurity::of(const ConnectionFacts &facts)
{
    ConnectionSecurity security;
    if (facts.mechanism.isEmpty()) {
        return security;
    }
    if (!facts.tlsProtocol.startsWith(u"TLS")) {
        security.verdict = Verdict::Open;
        return security;
    }
    security.concerns = channelConcerns(facts);
    security.binding = channelBindingOf(facts.mechanism);
    if (!provesPassword(facts.mechanism)) {
        const bool digest = facts.mechanism.contains(u"MD5");
        security.concerns.append(digest ? Concern::OldMechanism : Concern::PasswordShown);
    }
    if (facts.keyIsNews) {
        security.concerns.append(Concern::UnexpectedKey);
    }
    const bool weak = !security.concerns.isEmpty();
    const bool sure = security.binding != Type::None || facts.trust == ConnectionFacts::Trust::Pinned;
    if (!sure && facts.mechanism != u"EXTERNAL") { // which is part of the handshake
        security.concerns.append(facts.bindingRefused ? Concern::BindingRefused : Concern::NoBinding);
    }
    security.verdict = weak ? Verdict::Weak : (sure ? Verdict::Protected : Verdict::CertificateOnly);
    return security;
}

} // namespace natter
