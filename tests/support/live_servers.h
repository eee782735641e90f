// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/server_launcher.h"

#include <array>
#include <functional>
#include <memory>

namespace natter {

/// The servers that a test meets, each started when it is needed first, and again once it was stopped.
class LiveServers
{
public:
    using Kind = ServerLauncher::Kind;

    static const char *nameOf(Kind kind)
    {
        static constexpr std::array names { "Prosody", "ejabberd", "Prosody 13", "ejabberd 24" }; // as Kind
        return names.at(static_cast<size_t>(kind));
    }

    /// `prepare` is done to it before it is started for the first time. If it cannot be started, it has a problem.
    ServerLauncher &at(
        Kind kind, const std::function<void(ServerLauncher &)> &prepare = [](ServerLauncher &) {})
    {
        auto &launcher = m_launchers.at(static_cast<size_t>(kind));
        if (!launcher) {
            launcher = std::make_unique<ServerLauncher>(kind);
            prepare(*launcher);
        }
        if (!launcher->isRunning() && launcher->problem().isEmpty()) {
            launcher->start();
        }
        return *launcher;
    }

    /// That nobody has used before.
    QString newName(const char *role) { return QStringLiteral("%1%2").arg(QLatin1String(role)).arg(++m_users); }
    /// The name of a user that this makes there.
    QString newUser(ServerLauncher &server, const char *role)
    {
        const QString name = newName(role);
        server.addUser(name, ServerLauncher::password());
        return name;
    }

private:
    std::array<std::unique_ptr<ServerLauncher>, ServerLauncher::kinds> m_launchers;
    int m_users = 0;
};

} // namespace natter
