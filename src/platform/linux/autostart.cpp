// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/autostart.h"

#include <QStandardPaths>

namespace natter {

QString Autostart::usualPlace()
{
    return QStandardPaths::writableLocation(QStandardPaths::ConfigLocation) + QStringLiteral("/autostart");
}

/// As the Desktop Entry Specification has arguments, and those within a string: a backslash is four.
static QString quoted(const QString &part)
{
    QString result;
    for (const QChar letter : part) {
        if (letter == u'\\') {
            result += QStringLiteral("\\\\\\\\");
        } else if (letter == u'"' || letter == u'`' || letter == u'$') {
            result += QStringLiteral("\\\\") + letter;
        } else if (letter == u'%') {
            result += QStringLiteral("%%");
        } else {
            result += letter;
        }
    }
    return u'"' + result + u'"';
}

QString Autostart::entry() const
{
    QStringList parts;
    for (const QString &part : m_command) {
        parts << quoted(part);
    }
    return QStringLiteral("[Desktop Entry]\nType=Application\nName=Natter\nIcon=natter\nExec=%1\n"
                          "X-GNOME-Autostart-enabled=true\n")
        .arg(parts.join(u' '));
}

QString Autostart::path() const { return m_place + u'/' + m_name + QStringLiteral(".desktop"); }

} // namespace natter
