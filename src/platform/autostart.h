// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace natter {

/// Whether the system starts a program as the person logs in.
class Autostart
{
public:
    /// What is to be started: the program and its arguments. The name is the entry's among those of other programs. A
    /// test has entries kept in a folder of its own, or, on Windows, under a key of the registry.
    Autostart(const QString &name, const QStringList &command, const QString &place = usualPlace())
        : m_name(name)
        , m_command(command)
        , m_place(place)
    {
    }

    bool isOn() const;
    /// Whether it is on, and starts what is not there any more: the program was moved.
    bool isStale() const;
    /// Errors: ReadOnly, Storage.
    Result<> set(bool isOn) const;

private:
    static QString usualPlace();
    QString entry() const;
    /// What is started now; empty if that cannot be read, or there is no entry.
    QString startedProgram() const;
    QString path() const;
    QByteArray read() const;

    const QString m_name;
    const QStringList m_command;
    const QString m_place;
};

} // namespace natter
