// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/autostart.h"

#include <QDir>
#include <QFile>
#include <QSettings>

namespace natter {

QString Autostart::usualPlace()
{
    return QStringLiteral("HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Run");
}

/// As the C runtime takes a command line apart again.
QString Autostart::entry() const
{
    QStringList quoted;
    for (const QString &part : m_command) {
        const QString native = QDir::toNativeSeparators(part);
        quoted << u'"' + native + (native.endsWith(u'\\') ? u"\\\"" : u"\"");
    }
    return quoted.join(u' ');
}

/// The administrator's choice for everybody on the computer, which is nobody's to change here.
static bool isOnForEverybody(QString place, const QString &name)
{
    place.replace(QStringLiteral("HKEY_CURRENT_USER"), QStringLiteral("HKEY_LOCAL_MACHINE"));
    return QSettings(place, QSettings::NativeFormat).contains(name);
}

bool Autostart::isOn() const
{
    return QSettings(m_place, QSettings::NativeFormat).contains(m_name) || isOnForEverybody(m_place, m_name);
}

/// That for everybody is the administrator's to mend.
QString Autostart::startedProgram() const
{
    const QString command = QSettings(m_place, QSettings::NativeFormat).value(m_name).toString();
    return command.startsWith(u'"') ? command.section(u'"', 1, 1) : QString();
}

bool Autostart::isStale() const
{
    const QString program = startedProgram();
    return !program.isEmpty() && !QFile::exists(program);
}

Result<> Autostart::set(bool isOn) const
{
    QSettings run(m_place, QSettings::NativeFormat);
    const bool isOnAnyway = isOnForEverybody(m_place, m_name);
    if (isOn && !isOnAnyway) {
        run.setValue(m_name, entry());
    } else {
        run.remove(m_name);
    }
    run.sync();
    if (isOnAnyway && !isOn) {
        return failure(
            Error { Error::Kind::ReadOnly, QStringLiteral("HKEY_LOCAL_MACHINE"), QStringLiteral("everybody"), {} });
    }
    return run.status() == QSettings::NoError ? Result<>() : failure(Error::Kind::ReadOnly, m_place);
}

} // namespace natter
