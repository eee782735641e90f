// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/returning_person.h"

#include <QTest>

namespace natter {

using Phase = AccountStatus::Phase;

static constexpr int patience = 20'000; // milliseconds

/// The answer of stream management, whether it comes by itself or within that to a login.
static bool says(const Element &element, QStringView name)
{
    bool said = element.is({ StreamManagement::ns, name });
    for (const Element &child : element.children()) {
        said = said || says(child, name);
    }
    return said;
}

ReturningPerson::ReturningPerson(ServerLauncher &server)
    : m_server(server)
    , m_proxy(server.directTlsPort())
    , m_person(server, AccountSettings::Tls::Direct, QStringLiteral("romeo"), ServerLauncher::password())
{
    m_person.settings.server->port = m_proxy.serverPort();
}

bool ReturningPerson::arrive()
{
    Account &account = m_person.go();
    QObject::connect(&account, &Account::elementTraced, &account, [this](const Element &element, bool sent) {
        m_isResumed = m_isResumed || (!sent && says(element, u"resumed"));
        m_mayResume = m_mayResume || m_isResumed || (!sent && says(element, u"enabled"));
    });
    account.setTracing(true);
    return goOnline(Way::NewSession);
}

bool ReturningPerson::comeBack(Way way)
{
    m_mayResume = false;
    m_isResumed = false;
    Account &account = *m_person.account;
    switch (way) {
    case Way::Resumed:
        m_proxy.cut();
        break;
    case Way::NewSession:
        account.setAvailability(Availability::Offline, {});
        if (!becomes(Phase::Offline)) {
            return false;
        }
        account.setAvailability(Availability::Online, {});
        return goOnline(way);
    case Way::Forgotten:
        m_server.kill();
        break;
    }
    if (!becomes(Phase::Waiting)) {
        return false;
    }
    if (way == Way::Forgotten && !m_server.start()) {
        m_problem = m_server.problem();
        return false;
    }
    account.connectNow();
    return goOnline(way);
}

bool ReturningPerson::becomes(Phase phase)
{
    if (QTest::qWaitFor([this, phase] { return m_person.phase() == phase; }, patience)) {
        return true;
    }
    m_problem = QStringLiteral("stays in phase %1: ").arg(static_cast<int>(m_person.phase())) + m_person.why();
    return false;
}

bool ReturningPerson::goOnline(Way way)
{
    if (!becomes(Phase::Online)) {
        return false;
    }
    if (!QTest::qWaitFor([this] { return m_mayResume; }, patience)) {
        m_problem = QStringLiteral("the server does not keep the session");
        return false;
    }
    if (m_isResumed != (way == Way::Resumed)) {
        m_problem = m_isResumed ? QStringLiteral("the session went on") : QStringLiteral("the session did not go on");
        return false;
    }
    return true;
}

} // namespace natter
