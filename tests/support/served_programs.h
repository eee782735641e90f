// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/program.h"
#include "support/server_launcher.h"

namespace natter::program {

/// A server with Romeo and Juliet, at which programs log in.
class ServedPrograms
{
public:
    const QString romeo = QStringLiteral("romeo@natter.test");
    const QString juliet = QStringLiteral("juliet@natter.test");

    /// Starts it; what went wrong, else empty.
    QString start()
    {
        if (!m_server.start()) {
            return m_server.problem();
        }
        m_server.addUser(QStringLiteral("romeo"), ServerLauncher::password());
        m_server.addUser(QStringLiteral("juliet"), ServerLauncher::password());
        return {};
    }
    /// Of that name among the files of the test, whether it is there or not.
    QString file(const QString &name) const { return m_files.filePath(name); }
    QString fileWith(const QString &name, const QByteArray &content) const
    {
        QFile written(file(name));
        if (!written.open(QIODevice::WriteOnly) || written.write(content) != content.size()) {
            qFatal("no file");
        }
        return written.fileName();
    }
    /// Until it is connected.
    bool logIn(const Program &natter, const QString &jid) const
    {
        return natter.does("account add " + jid,
                           { "--password-file", fileWith("password", ServerLauncher::password().toUtf8()), "--ca",
                             fileWith("ca.pem", m_server.authority()), "--host", "127.0.0.1", "--port",
                             QString::number(m_server.startTlsPort()), "--tls", "starttls", "--history", "none" })
            && natter.does("wait connected");
    }
    /// Of the newest messages with somebody, oldest first.
    static QStringList bodies(const Program &natter, const QString &with)
    {
        QStringList all;
        const auto lines = natter.ctl("history " + with).lines();
        for (const QJsonObject &line : lines) {
            all.append(line[u"body"].toString());
        }
        return all;
    }

private:
    ServerLauncher m_server { ServerLauncher::Kind::Prosody };
    QTemporaryDir m_files;
};

} // namespace natter::program
