// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/forwarded_text.h"

#include "models/command_texts.h"
#include "models/message_text.h"

#include <QLocale>

#include <algorithm>

namespace natter {

QString forwardedText(const QList<ChatMessage> &messages, const std::function<QString(const ChatMessage &)> &nameOf)
{
    QList<ChatMessage> said = messages;
    said.removeIf([](const ChatMessage &message) { return message.isRetracted() || message.body.isEmpty(); });
    std::sort(said.begin(), said.end(), [](const ChatMessage &a, const ChatMessage &b) { return a.row < b.row; });
    QStringList parts;
    for (const ChatMessage &message : std::as_const(said)) {
        if (!nameOf) {
            parts.append(message.spoiler ? shownText(message) : message.body);
            continue;
        }
        const QString name = nameOf(message);
        const QString time = QLocale().toString(message.time.toLocalTime(), QLocale::ShortFormat);
        parts.append(QStringLiteral("%1, %2:\n").arg(name, time)
                     + asQuotation(message.spoiler ? shownText(message) : wordsOf(message, name)));
    }
    return parts.join(u'\n');
}

} // namespace natter
