// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/certificate_dialog.h"

#include "widgets/certificate_text.h"
#include "widgets/error_text.h"

#include "ui_certificate_dialog.h"

#include <QClipboard>
#include <QGuiApplication>

namespace natter {

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
    m_ui->issuedFor->setText(certificateNames(certificate));
    m_ui->issuedBy->setText(certificateIssuer(certificate));
    m_ui->validity->setText(certificateValidity(certificate));
    QFont fixed = font();
    fixed.setFamilies({ QStringLiteral("monospace") });
    m_ui->fingerprint->setFont(fixed);
    m_ui->fingerprint->setText(groupedFingerprint(report.pin()));
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
