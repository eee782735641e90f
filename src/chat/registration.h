// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/connection.h"
#include "protocol/xep/xep0077_in_band_registration.h"

#include <QObject>

namespace natter {

/// Creates an account on a server (XEP-0077): fetches the server's form, sends it back filled in.
class Registration : public QObject
{
    Q_OBJECT

public:
    explicit Registration(const ConnectSettings &settings);

    void start();
    void submit(const RegistrationForm &form);

Q_SIGNALS:
    void offered(const natter::RegistrationForm &form);
    /// The form may be corrected and submitted again.
    void refused(const natter::Error &error);
    void registered();
    /// Without registered() before: it is over.
    void ended(const natter::Error &error);
    void certificateRejected(const natter::CertificateReport &report);

private:
    ConnectSettings m_settings;
    Connection m_connection;
};

} // namespace natter
