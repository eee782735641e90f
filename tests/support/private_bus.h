// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace natter {

/// A message bus of the test's own, on which it plays the services of a system. It ends with this object.
class PrivateBus
{
public:
    PrivateBus()
    {
        m_daemon.setProgram(QStringLiteral("dbus-daemon"));
        m_daemon.setArguments({ QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--nopidfile"),
                                QStringLiteral("--print-address"),
                                QStringLiteral("--address=unix:dir=") + m_folder.path() });
        m_daemon.start();
        const bool answered = QTest::qWaitFor(
            [this] { return m_daemon.canReadLine() || m_daemon.state() == QProcess::NotRunning; }, 20'000);
        if (answered && m_daemon.canReadLine()) {
            m_address = QString::fromUtf8(m_daemon.readLine().trimmed());
        }
    }
    ~PrivateBus()
    {
        for (const QString &name : std::as_const(m_names)) {
            QDBusConnection::disconnectFromBus(name);
        }
        m_daemon.kill();
        m_daemon.waitForFinished();
    }
    Q_DISABLE_COPY_MOVE(PrivateBus)

    bool isRunning() const { return !m_address.isEmpty(); }
    QString problem() const
    {
        return QStringLiteral("no message bus (apt-get install dbus-daemon): ") + m_daemon.errorString();
    }
    QString address() const { return m_address; }
    /// The connection of that name; the same name is the same connection.
    QDBusConnection connection(const QString &name)
    {
        if (m_names.contains(name)) {
            return QDBusConnection(name);
        }
        m_names.append(name);
        return QDBusConnection::connectToBus(m_address, name);
    }

private:
    QTemporaryDir m_folder;
    QProcess m_daemon;
    QString m_address;
    QStringList m_names;
};

} // namespace natter
