// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/certificate_dialog.h"

#include "base/log.h"
#include "widgets/error_text.h"

#include "ui_certificate_dialog.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLocale>

namespace natter {

static QString nameOf(const QStringList &common, const QStringList &organisations)
{
    const QStringList parts = common + organisations;
    return parts.isEmpty() ? QStringLiteral("–") : withVisibleControls(parts.join(QStringLiteral(", ")));
}

/// In groups that can be compared by eye.
static QString grouped(const QByteArray &digest)
{
    QString text;
    const QByteArray hex = digest.toHex().toUpper();
    for (qsizetype i = 0; i < hex.size(); i += 4) {
        text += (i == 0 ? QString() : (i % 32 == 0 ? QStringLiteral("\n") : QStringLiteral(" ")))
            + QString::fromLatin1(hex.mid(i, 4));
    }
    return text;
}

CertificateDialog::CertificateDialog(const QString &account, const CertificateReport &report, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::CertificateDialog>())
    , m_report(report)
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(fontMetrics().averageCharWidth() * 84);
    m_ui->explanation->setText(tr("%1 was not connected: the certificate that the server for %2 showed is not trusted.")
                                   .arg(account, report.domain));
    m_ui->problems->setText(certificateText(report));
    const QSslCertificate &certificate = report.certificate;
    QStringList names = certificate.subjectInfo(QSslCertificate::CommonName);
    const auto alternatives = certificate.subjectAlternativeNames().values();
    for (const QString &name : alternatives) {
        if (!names.contains(name)) {
            names.append(name);
        }
    }
    m_ui->issuedFor->setText(nameOf(names.mid(0, 8), certificate.subjectInfo(QSslCertificate::Organization)));
    m_ui->issuedBy->setText(nameOf(certificate.issuerInfo(QSslCertificate::CommonName),
                                   certificate.issuerInfo(QSslCertificate::Organization)));
    const QLocale locale;
    //: The first and the last moment at which a certificate is valid
    m_ui->validity->setText(tr("%1 to %2")
                                .arg(locale.toString(certificate.effectiveDate().toLocalTime(), QLocale::ShortFormat),
                                     locale.toString(certificate.expiryDate().toLocalTime(), QLocale::ShortFormat)));
    QFont fixed = font();
    fixed.setFamilies({ QStringLiteral("monospace") });
    m_ui->fingerprint->setFont(fixed);
    m_ui->fingerprint->setText(grouped(report.pin()));
    m_ui->trust->setVisible(report.canBePinned());
    connect(m_ui->copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(details()); });
    connect(m_ui->cancel, &QPushButton::clicked, this, &QDialog::reject);
    m_ui->cancel->setFocus(); // the safe answer is the one that Enter gives
    connect(m_ui->trust, &QPushButton::clicked, this, [this] {
        Q_EMIT trusted(m_report.pin());
        accept();
    });
}

CertificateDialog::~CertificateDialog() = default;

QString CertificateDialog::details() const
{
    return QStringList { m_ui->explanation->text(),
                         m_ui->problems->text(),
                         m_ui->issuedFor->text(),
                         m_ui->issuedBy->text(),
                         m_ui->validity->text(),
                         m_ui->fingerprint->text(),
                         QString::fromLatin1(m_report.certificate.toPem()) }
        .join(u'\n');
}

} // namespace natter
