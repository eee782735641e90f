// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/registration.h"

namespace natter {

Registration::Registration(const ConnectSettings &settings)
    : m_settings(settings)
    , m_connection(QStringLiteral("registration"))
{
    m_settings.purpose = ConnectSettings::Purpose::Register;
    connect(&m_connection, &Connection::registrationOffered, this, [this](const Element &query) {
        if (const auto form = RegistrationForm::read(query)) {
            Q_EMIT offered(*form);
        } else {
            m_connection.drop({ Error::Kind::Malformed, QStringLiteral("no registration form"), {}, {} });
        }
    });
    connect(&m_connection, &Connection::registrationRefused, this, &Registration::refused);
    connect(&m_connection, &Connection::registered, this, &Registration::registered);
    connect(&m_connection, &Connection::ended, this, [this](const Error &reason) { Q_EMIT ended(reason); });
    connect(&m_connection, &Connection::certificateRejected, this, &Registration::certificateRejected);
}

void Registration::start() { m_connection.open(m_settings); }

void Registration::submit(const RegistrationForm &form) { m_connection.submitRegistration(form.write()); }

} // namespace natter
