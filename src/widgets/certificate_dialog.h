// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wire/certificate_report.h"

#include <QDialog>

#include <memory>

namespace natter {

namespace Ui {
class CertificateDialog;
}

/// Shows a certificate that was not accepted, and lets the person accept exactly this one.
class CertificateDialog : public QDialog
{
    Q_OBJECT

public:
    CertificateDialog(const QString &account, const CertificateReport &report, QWidget *parent = nullptr);
    ~CertificateDialog() override;

Q_SIGNALS:
    void trusted(const QByteArray &pin);

private:
    QString details() const;

    std::unique_ptr<Ui::CertificateDialog> m_ui;
    CertificateReport m_report;
};

} // namespace natter
