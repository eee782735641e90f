// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/autostart.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>

namespace natter {

QByteArray Autostart::read() const
{
    QFile file(path());
    return file.open(QIODevice::ReadOnly) ? file.read(64 * 1024) : QByteArray();
}

bool Autostart::isOn() const
{
    const QByteArray content = read();
    // Desktops switch an entry off in these ways
    return !content.isEmpty() && !content.contains("\nHidden=true")
        && !content.contains("\nX-GNOME-Autostart-enabled=false");
}

bool Autostart::isStale() const
{
    const QString program = startedProgram();
    return isOn() && QDir::isAbsolutePath(program) && !QFile::exists(program);
}

Result<> Autostart::set(bool isOn) const
{
    if (!isOn) {
        QFile file(path());
        return !file.exists() || file.remove() ? Result<>() : failure(Error::Kind::ReadOnly, file.errorString());
    }
    QSaveFile file(path());
    const bool isWritten =
        QDir().mkpath(m_place) && file.open(QIODevice::WriteOnly) && file.write(entry().toUtf8()) >= 0 && file.commit();
    return isWritten ? Result<>() : failure(Error::Kind::ReadOnly, path() + u": " + file.errorString());
}

} // namespace natter
