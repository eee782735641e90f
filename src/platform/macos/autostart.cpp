// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/autostart.h"

#include <QDir>
#include <QXmlStreamReader>

namespace natter {

QString Autostart::usualPlace() { return QDir::homePath() + QStringLiteral("/Library/LaunchAgents"); }

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

/// The first word of the command.
QString Autostart::startedProgram() const
{
    QXmlStreamReader entry(read());
    QString word;
    bool isCommand = false;
    bool isWord = false;
    while (!entry.atEnd()) {
        entry.readNext();
        if (isWord && entry.isEndElement()) {
            return word;
        }
        word += isWord ? entry.text() : QStringView();
        isWord = isWord || (isCommand && entry.isStartElement());
        isCommand = isCommand || (entry.isStartElement() && entry.name() == u"array");
    }
    return {};
}

QString Autostart::path() const { return m_place + u'/' + m_name + QStringLiteral(".plist"); }

} // namespace natter
