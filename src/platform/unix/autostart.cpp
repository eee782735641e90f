// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/autostart.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>

namespace natter {

bool Autostart::isOn() const
{
    QFile file(path());
    // Desktops switch an entry off in these ways
    return file.open(QIODevice::ReadOnly) && [&file] {
        const QByteArray content = file.read(64 * 1024);
        return !content.contains("\nHidden=true") && !content.contains("\nX-GNOME-Autostart-enabled=false");
    }();
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
