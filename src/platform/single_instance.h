// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QLocalServer>
#include <QLockFile>
#include <QObject>

#include <functional>

namespace natter {

/// One running program for each profile. A second start hands its wish to the first, which can be asked to show
/// itself or to open an address, and nothing else.
class SingleInstance : public QObject
{
    Q_OBJECT

public:
    /// `profile` is the profile's folder.
    explicit SingleInstance(const QString &profile);

    /// True if we are the first. A lock left by a program that was killed does not count.
    /// Error: ReadOnly (the profile's folder cannot be written).
    Result<bool> claim();
    /// Asks the first one to come forward, with an xmpp: address or nothing. Calls `done` with whether it heard.
    void handOver(const QString &uri, const std::function<void(bool)> &done);

    /// Where the sockets of a profile live: a folder that only the owner can enter.
    static QString socketPath(const QString &profile, const QString &name);

Q_SIGNALS:
    void asked(const QString &uri);

private:
    void acceptConnection();

    QString m_socket;
    QLockFile m_lock;
    QLocalServer m_server;
};

} // namespace natter
