// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/autostart.h"

#include <QDir>
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

bool Autostart::isOn() const { return QSettings(m_place, QSettings::NativeFormat).contains(m_name); }

Result<> Autostart::set(bool isOn) const
{
    QSettings run(m_place, QSettings::NativeFormat);
    if (isOn) {
        run.setValue(m_name, entry());
    } else {
        run.remove(m_name);
    }
    run.sync();
    return run.status() == QSettings::NoError ? Result<>() : failure(Error::Kind::ReadOnly, m_place);
}

} // namespace natter
