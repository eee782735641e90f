// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/chat_command.h"

#include "domain/search_text.h"

#include <algorithm>

namespace natter {

using Kind = WrittenCommand::Kind;

static constexpr qsizetype leastLetters = 3; ///< of a word in a description: fewer find too much

static bool isOfName(QChar c) { return c.isLetterOrNumber() || c == u'-' || c == u'_'; }

/// Of the name that begins behind the slash; 0 if none does.
static qsizetype endOfName(const QString &text)
{
    if (text.size() < 2 || text[0] != u'/' || !text[1].isLetter()) {
        return 0;
    }
    const auto *const end = std::find_if_not(text.cbegin() + 1, text.cend(), isOfName);
    return end == text.cend() || end->isSpace() ? end - text.cbegin() : 0;
}

static const ChatCommand *named(const QString &name, const QList<ChatCommand> &commands)
{
    const auto found = std::find_if(commands.cbegin(), commands.cend(), [&name](const ChatCommand &command) {
        return command.name.compare(name, Qt::CaseInsensitive) == 0;
    });
    return found == commands.cend() ? nullptr : &*found;
}

/// What stands behind the name: all of it, but for what sets it apart and for empty space at the end.
static QString argumentOf(const QString &text, qsizetype end)
{
    qsizetype last = text.size();
    while (last > end && text[last - 1].isSpace()) {
        --last;
    }
    return text.mid(end + 1, qMax<qsizetype>(0, last - end - 1));
}

/// One that begins with a slash and a name.
static WrittenCommand understood(const QString &text, qsizetype end, const QList<ChatCommand> &commands)
{
    const QString name = text.mid(1, end - 1);
    const QString argument = argumentOf(text, end);
    const ChatCommand *command = named(name, commands);
    const bool isOneLine = !text.trimmed().contains(u'\n');
    if (!isOneLine && !(command && command->isSaying())) {
        return { Kind::Message, text };
    }
    if (!command) {
        return { Kind::Unknown, {}, name, argument };
    }
    const bool hasArgument = !argument.trimmed().isEmpty();
    const Kind kind = !hasArgument && command->argument == ChatCommand::Argument::Needed ? Kind::TooShort
        : hasArgument && !command->takesArgument()                                       ? Kind::TooLong
                                                                                         : Kind::Command;
    return { kind, {}, command->name, command->isSaying() ? argument : argument.trimmed() };
}

WrittenCommand readCommand(const QString &text, const QList<ChatCommand> &commands)
{
    const qsizetype end = endOfName(text);
    if (end > 0) {
        return understood(text, end, commands);
    }
    const QString escaped = text.startsWith(QLatin1String("//")) ? text.mid(1) : QString();
    const qsizetype escapedEnd = endOfName(escaped);
    if (escapedEnd > 0 && understood(escaped, escapedEnd, commands).kind != Kind::Message) {
        return { Kind::Message, escaped };
    }
    return { Kind::Message, text };
}

QString writtenAsMessage(const QString &message, const QList<ChatCommand> &commands)
{
    const WrittenCommand meant { Kind::Message, message };
    return readCommand(message, commands) == meant ? message : QStringLiteral("/say ") + message;
}

QString writtenAsMessage(const QString &message)
{
    return message.startsWith(u'/') ? QStringLiteral("/say ") + message : message;
}

std::optional<QString> commandBeginning(const QString &text, qsizetype position)
{
    if (!text.startsWith(u'/') || position < 1 || (position < text.size() && isOfName(text[position]))) {
        return std::nullopt;
    }
    const QString beginning = text.mid(1, position - 1);
    const bool isName = std::all_of(beginning.cbegin(), beginning.cend(), isOfName)
        && (beginning.isEmpty() || beginning.front().isLetter())
        && (position == text.size() || text[position].isSpace());
    return isName ? std::optional(beginning) : std::nullopt;
}

QList<ChatCommand> commandsBeginning(const QString &beginning, const QList<ChatCommand> &commands)
{
    QList<ChatCommand> byName;
    QList<ChatCommand> byDescription;
    const SearchWords sought = SearchWords::of(beginning.size() >= leastLetters ? beginning : QString());
    for (const ChatCommand &command : commands) {
        if (command.name.compare(beginning, Qt::CaseInsensitive) == 0) {
            byName.prepend(command);
        } else if (command.name.startsWith(beginning, Qt::CaseInsensitive)) {
            byName.append(command);
        } else if (!sought.phrases.isEmpty() && countWords(sought, command.description).isComplete) {
            byDescription.append(command);
        }
    }
    return byName + byDescription;
}

} // namespace natter
