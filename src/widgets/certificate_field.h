// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/secret.h"
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

    enum class Lasts {
        Always,
        ThisRun, ///< its key is kept nowhere
        NoMore, ///< its key is not known: the file has to be chosen again
    };
    /// As AccountSettings::clientCertificate.
    void fill(const QByteArray &certificate, Lasts lasts = Lasts::Always);
    /// With its key, if the person has chosen one since the field was filled.
    const Secret &chosen() const { return m_chosen; }

Q_SIGNALS:
    /// With its key; empty: none any more.
    void edited(const natter::Secret &certificate);
    /// The file cannot be used.
    void failed(const QString &text, const QString &details);

private:
    void choose();

    Dialogs &m_dialogs;
    Secret m_chosen;
    QLabel *m_name;
    QPushButton *m_choose;
    QPushButton *m_remove;
};

} // namespace natter
