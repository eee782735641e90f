// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/cut_proxy.h"
#include "support/person.h"

namespace natter {

/// Romeo, whose connection does not last, and who comes back each time.
class ReturningPerson
{
public:
    enum class Way {
        Resumed, ///< the line was cut, and the session goes on
        NewSession, ///< he went offline
        Forgotten, ///< the server crashed, and begins anew
    };

    explicit ReturningPerson(ServerLauncher &server);

    /// Online for the first time. False: problem() says why.
    bool arrive();
    /// Away and online again, in that way and no other.
    bool comeBack(Way way);
    const QString &problem() const { return m_problem; }

private:
    bool becomes(AccountStatus::Phase phase);
    bool goOnline(Way way);

    ServerLauncher &m_server;
    CutProxy m_proxy;
    Person m_person;
    bool m_mayResume = false; ///< the server keeps the session that we have
    bool m_isResumed = false; ///< it is that of before
    QString m_problem;
};

} // namespace natter
