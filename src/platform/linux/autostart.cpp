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

/// The other way round; one without quotes may hold no character that needs them.
QString Autostart::startedProgram() const
{
    const QByteArray content = read();
    const qsizetype begin = content.indexOf("\nExec=");
    const QString command = QString::fromUtf8(content.mid(begin + 6)).section(u'\n', 0, 0);
    if (begin < 0 || !command.startsWith(u'"')) {
        return begin < 0 ? QString() : command.section(u' ', 0, 0);
    }
    QString program;
    for (qsizetype at = 1; at < command.size() && command[at] != u'"'; ++at) {
        if (command.mid(at, 2) == u"\\\\") {
            at += command.mid(at + 2, 2) == u"\\\\" ? 3 : 2;
        } else if (command.mid(at, 2) == u"%%") {
            ++at;
        }
        program += command.mid(at, 1);
    }
    return program;
}

QString Autostart::path() const { return m_place + u'/' + m_name + QStringLiteral(".desktop"); }

} // namespace natter
