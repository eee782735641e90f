// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/dialogs.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace natter {

/// The row of a form that says with which certificate of one's own an account logs in.
class CertificateField : public QWidget
{
    Q_OBJECT

public:
    /// Reached with the Tab key after `before`.
    CertificateField(Dialogs &dialogs, QWidget *before, QWidget *parent);

    /// As AccountSettings::clientCertificate.
    void fill(const QByteArray &certificate);
    const QByteArray &certificate() const { return m_certificate; }

Q_SIGNALS:
    void edited();
    /// The file cannot be used.
    void failed(const QString &text, const QString &details);

private:
    void choose();

    Dialogs &m_dialogs;
    QByteArray m_certificate;
    QLabel *m_name;
    QPushButton *m_choose;
    QPushButton *m_remove;
};

} // namespace natter
