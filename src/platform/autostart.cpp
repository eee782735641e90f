// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/autostart.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QSettings>
#include <QStandardPaths>

namespace natter {

#if defined(Q_OS_WIN)

static QString usualPlace()
{
    return QStringLiteral("HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Run");
}

/// As the C runtime takes a command line apart again.
QString Autostart::entry() const
{
    QStringList quoted;
    for (const QString &part : m_command) {
        quoted << u'"' + QDir::toNativeSeparators(part) + u'"';
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

#else

#if defined(Q_OS_MACOS)

static QString usualPlace() { return QDir::homePath() + QStringLiteral("/Library/LaunchAgents"); }
static const QString suffix = QStringLiteral(".plist");

QString Autostart::entry() const
{
    QString arguments;
    for (const QString &part : m_command) {
        arguments += QStringLiteral("    <string>") + part.toHtmlEscaped() + QStringLiteral("</string>\n");
    }
    return QStringLiteral(R"(<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>%1</string>
  <key>RunAtLoad</key>
  <true/>
  <key>ProgramArguments</key>
  <array>
%2  </array>
</dict>
</plist>
)")
        .arg(m_name.toHtmlEscaped(), arguments);
}

#else

static QString usualPlace()
{
    return QStandardPaths::writableLocation(QStandardPaths::ConfigLocation) + QStringLiteral("/autostart");
}
static const QString suffix = QStringLiteral(".desktop");

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

#endif

QString Autostart::path() const { return m_place + u'/' + m_name + suffix; }

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

#endif

Autostart::Autostart(const QString &name, const QStringList &command) : Autostart(name, command, usualPlace()) { }

} // namespace natter
