// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl_session.h"

#include <QLocalServer>

namespace natter {

/// Lets scripts of this user drive the program, while the person allows it.
class CtlServer : public QObject
{
    Q_OBJECT

public:
    CtlServer(const QString &profile, const CtlServices &services);

    /// Errors: Storage (the socket cannot be made).
    Result<> listen();
    void close();
    /// From now on commands that need what is stored fail with this.
    void setProblem(const std::optional<Error> &problem) { m_problem = problem; }
    bool isListening() const { return m_server.isListening(); }

Q_SIGNALS:
    void quitRequested();

private:
    QString m_path;
    CtlServices m_services;
    std::optional<Error> m_problem;
    QLocalServer m_server;
};

/// The other side: hands `arguments` to the running program, prints what it answers, returns the exit code.
int runCtlClient(const QString &profile, const QStringList &arguments);

} // namespace natter
