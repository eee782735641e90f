// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/certificate_text.h"

#include "base/log.h"
#include "base/text.h"

#include <QCoreApplication>
#include <QLocale>

namespace natter {

/// The context of the texts for translators.
struct CertificateText
{
    Q_DECLARE_TR_FUNCTIONS(natter::CertificateText)
};

static constexpr qsizetype shownNames = 8; ///< a certificate may be for hundreds

static QString nameOf(const QStringList &common, const QStringList &organisations)
{
    const QStringList parts = common + organisations;
    return parts.isEmpty() ? QStringLiteral("–") : withVisibleControls(parts.join(QStringLiteral(", ")));
}

QString certificateNames(const QSslCertificate &certificate)
{
    QStringList names = certificate.subjectInfo(QSslCertificate::CommonName);
    const auto alternatives = certificate.subjectAlternativeNames().values();
    for (const QString &name : alternatives) {
        if (!names.contains(name)) {
            names.append(name);
        }
    }
    return nameOf(names.mid(0, shownNames), certificate.subjectInfo(QSslCertificate::Organization));
}

QString certificateIssuer(const QSslCertificate &certificate)
{
    return nameOf(certificate.issuerInfo(QSslCertificate::CommonName),
                  certificate.issuerInfo(QSslCertificate::Organization));
}

QString certificateValidity(const QSslCertificate &certificate)
{
    const QLocale locale;
    //: The first and the last moment at which a certificate is valid
    return CertificateText::tr("%1 to %2")
        .arg(locale.toString(certificate.effectiveDate().toLocalTime(), QLocale::ShortFormat),
             locale.toString(certificate.expiryDate().toLocalTime(), QLocale::ShortFormat));
}

QString groupedFingerprint(const QByteArray &digest)
{
    QString text;
    const QByteArray hex = digest.toHex().toUpper();
    for (qsizetype i = 0; i < hex.size(); i += 4) {
        text += (i == 0 ? QString() : (i % 32 == 0 ? QStringLiteral("\n") : QStringLiteral(" ")))
            + QString::fromLatin1(hex.mid(i, 4));
    }
    return text;
}

QString shortFingerprint(const QByteArray &digest)
{
    // Its groups would change places in a text that is written from the right
    return embedded(groupedFingerprint(digest.left(8)) + QStringLiteral(" …"));
}

} // namespace natter
