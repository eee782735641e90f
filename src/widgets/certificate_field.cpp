// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/certificate_field.h"

#include "base/limits.h"
#include "widgets/error_text.h"
#include "wire/client_certificate.h"

#include <QFile>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSslCertificate>

namespace natter {

CertificateField::CertificateField(Dialogs &dialogs, QWidget *before, QWidget *parent)
    : QWidget(parent)
    , m_dialogs(dialogs)
    , m_name(new QLabel(this))
    , m_choose(new QPushButton(tr("Choose a file…"), this))
    , m_remove(new QPushButton(tr("Remove"), this))
{
    m_name->setTextFormat(Qt::PlainText);
    m_name->setProperty("role", QStringLiteral("muted"));
    m_choose->setObjectName(QStringLiteral("chooseClientCertificate"));
    m_choose->setAccessibleName(tr("Choose a file with your own certificate"));
    m_remove->setObjectName(QStringLiteral("removeClientCertificate"));
    m_remove->setAccessibleName(tr("Log in without your own certificate"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_name, 1);
    layout->addWidget(m_remove);
    layout->addWidget(m_choose);
    setFocusProxy(m_choose);
    QWidget::setTabOrder(before, m_remove);
    QWidget::setTabOrder(m_remove, m_choose);
    connect(m_choose, &QPushButton::clicked, this, &CertificateField::choose);
    connect(m_remove, &QPushButton::clicked, this, [this] {
        m_choose->setFocus();
        fill({});
        Q_EMIT edited({});
    });
    fill({});
}

void CertificateField::fill(const QByteArray &certificate, Lasts lasts)
{
    m_chosen = {};
    const auto certificates = QSslCertificate::fromData(certificate, QSsl::Pem);
    const QString name = certificates.isEmpty() ? QString() : certificates.first().subjectDisplayName();
    if (certificate.isEmpty()) {
        m_name->setText(tr("none"));
    } else if (lasts == Lasts::NoMore) {
        m_name->setText(tr("%1 (choose the file again)").arg(name));
    } else {
        m_name->setText(lasts == Lasts::ThisRun ? tr("%1 (until Natter ends)").arg(name) : name);
    }
    m_remove->setVisible(!certificate.isEmpty());
}

void CertificateField::choose()
{
    const QString path =
        m_dialogs.fileToOpen(this, tr("Choose your certificate"), tr("Certificates with a key (*.p12 *.pfx *.pem)"));
    if (path.isEmpty()) {
        return;
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        Q_EMIT failed(tr("The file cannot be read."), file.errorString());
        return;
    }
    const QByteArray bytes = file.read(limits::clientCertificateBytes);
    auto certificate = clientCertificateOf(bytes, {});
    if (!certificate && certificate.error().kind == Error::Kind::NoPassword) {
        const Secret passphrase =
            m_dialogs.passphrase(this, tr("Your certificate"), tr("The file is protected. Enter its password:"));
        if (passphrase.isEmpty()) {
            return;
        }
        certificate = clientCertificateOf(bytes, passphrase);
    }
    if (!certificate) {
        Q_EMIT failed(certificate.error().kind == Error::Kind::NoPassword
                          ? tr("The password does not open the file.")
                          : tr("There is no certificate with its key in that file. Choose a PKCS #12 or PEM file."),
                      errorDetails(certificate.error()));
        return;
    }
    fill(withoutKey(*certificate));
    m_chosen = *certificate;
    Q_EMIT edited(*certificate);
}

} // namespace natter
