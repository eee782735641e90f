// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/security_text.h"

#include <QCoreApplication>
#include <QLocale>

namespace natter {

using Concern = ConnectionSecurity::Concern;
using Trust = ConnectionFacts::Trust;
using Verdict = ConnectionSecurity::Verdict;

/// The context of the sentences for translators.
struct SecurityText
{
    Q_DECLARE_TR_FUNCTIONS(natter::SecurityText)
};

QString verdictText(Verdict verdict)
{
    switch (verdict) {
    case Verdict::NotConnected:
        break;
    case Verdict::Open:
        return SecurityText::tr(
            "This connection is not encrypted. Whoever is on the way can read and change everything.");
    case Verdict::Weak:
        return SecurityText::tr("This connection is encrypted, but not protected as well as it should be.");
    case Verdict::CertificateOnly:
        return SecurityText::tr("This connection is protected against eavesdropping. That the server is the right one "
                                "rests on its certificate alone.");
    case Verdict::Protected:
        return SecurityText::tr("This connection is protected against eavesdropping and against a forged server.");
    }
    return SecurityText::tr("This account is not connected.");
}

QString concernText(Concern concern)
{
    switch (concern) {
    case Concern::OldProtocol:
        return SecurityText::tr("The server uses an outdated version of TLS. Its operator should update it.");
    case Concern::WeakCipher:
        return SecurityText::tr("The cipher that the server chose can be broken. Its operator should update it.");
    case Concern::NoForwardSecrecy:
        return SecurityText::tr("Whoever records this connection and gets the server's key later can read it then.");
    case Concern::PasswordShown:
        return SecurityText::tr("The server was sent your password itself, not only a proof that you know it. If the "
                                "server is forged, its owner knows your password now.");
    case Concern::OldMechanism:
        return SecurityText::tr("The way of logging in is outdated and can be broken.");
    case Concern::UnexpectedKey:
        return SecurityText::tr("The server shows a key that it has not shown before. Compare the fingerprint with the "
                                "one that its operator publishes.");
    case Concern::BindingRefused:
        return SecurityText::tr("The server offers to tie the login to the connection, but did not accept it. A "
                                "certificate that was issued to a stranger would not be noticed.");
    case Concern::NoBinding:
        return SecurityText::tr("The login is not tied to the connection. A certificate that was issued to a stranger "
                                "would not be noticed.");
    }
    return {};
}

QString encryptionText(const ConnectionFacts &facts)
{
    QString protocol = facts.tlsProtocol;
    protocol.replace(QStringLiteral("TLSv"), QStringLiteral("TLS "));
    return protocol + QStringLiteral(", ") + facts.tlsCipher;
}

QString bindingText(const ConnectionFacts &facts)
{
    const ChannelBindingType type = channelBindingOf(facts.mechanism);
    if (type != ChannelBindingType::None) {
        //: Channel binding was used; %1 is its technical name
        return SecurityText::tr("yes, by %1").arg(channelBindingName(type));
    }
    if (facts.mechanism == u"EXTERNAL") {
        return SecurityText::tr("not needed: your own certificate takes part in the encryption");
    }
    return facts.bindingRefused ? SecurityText::tr("no: the server offers it, but did not accept it")
                                : SecurityText::tr("no: not with this server and this kind of login");
}

QString trustText(Trust trust)
{
    switch (trust) {
    case Trust::System:
        break;
    case Trust::OwnAuthority:
        return SecurityText::tr(
            "by an authority that this computer trusts, or the one that was added for this account");
    case Trust::Pinned:
        return SecurityText::tr("exactly the one that you accepted, and no other");
    }
    return SecurityText::tr("by an authority that this computer trusts");
}

QString seenText(const SeenCertificate &seen)
{
    const QLocale locale;
    const auto text = [&locale](const QDateTime &time) {
        return locale.toString(time.toLocalTime(), QLocale::ShortFormat);
    };
    QStringList parts;
    if (seen.firstSeen == seen.lastSeen) {
        //: %1 is the only time at which a certificate was seen
        parts.append(SecurityText::tr("seen on %1").arg(text(seen.firstSeen)));
    } else {
        //: The first and the last time at which a certificate was seen
        parts.append(SecurityText::tr("seen from %1 to %2").arg(text(seen.firstSeen), text(seen.lastSeen)));
    }
    if (seen.vouched) {
        parts.append(SecurityText::tr("confirmed by a login"));
    } else if (seen.accepted) {
        parts.append(SecurityText::tr("accepted by you"));
    } else if (seen.news) {
        parts.append(SecurityText::tr("unexpected key"));
    }
    return parts.join(QStringLiteral(" · "));
}

} // namespace natter
