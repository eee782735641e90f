// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <functional>
#include <optional>

namespace natter {

/// What is said to others.
struct WrittenMessage
{
    QString text;
    std::optional<QString> hint {}; ///< it is to be hidden behind that (XEP-0382)

    friend bool operator==(const WrittenMessage &, const WrittenMessage &) = default;
};

/// What can be written in the place of a message: a slash, a name and what it is about.
struct ChatCommand
{
    enum class Argument { None, Optional, Needed };

    QString name; ///< letters, digits, hyphens and underscores; the same in every language, in small letters
    QString arguments; ///< what stands behind the name, as a list shows it, in the person's language; empty if nothing
    QString description; ///< one line, in the person's language
    Argument argument = Argument::None;
    /// What it says, if it sends what stands behind it, which may have several lines; else nothing.
    std::function<WrittenMessage(const QString &argument)> says;
    /// Does it, if it says nothing. What is wrong with the argument, in a sentence for the person, or empty if all is
    /// well.
    std::function<QString(const QString &argument)> run {};

    bool isSaying() const { return static_cast<bool>(says); }
    bool takesArgument() const { return argument != Argument::None; }
};

/// What somebody wrote and is about to send, as it is to be understood.
struct WrittenCommand
{
    enum class Kind {
        Message, ///< no command: `text` is to be sent
        Command, ///< `name` is to be run with `argument`
        Unknown, ///< looks like a command of that `name`, which there is not
        TooShort, ///< `name` needs an argument
        TooLong, ///< `name` takes none
    };

    Kind kind = Kind::Message;
    QString text {};
    QString name {}; ///< as in the list of commands, or as it was written if it is Unknown
    QString argument {}; ///< without the space in front of it

    friend bool operator==(const WrittenCommand &, const WrittenCommand &) = default;
};

/// Understands `text`. A command is a slash at its very beginning, a name that begins with a letter and goes on to a
/// space or the end, and what it is about. A path is none, and of several lines only what is said with a command is
/// one: whatever else is pasted is a message as it stands. Two slashes in front of what would be a command make it a
/// message that begins with one.
WrittenCommand readCommand(const QString &text, const QList<ChatCommand> &commands);

/// How `message` is to be written so that it is sent as it is: behind the command `say`, if need be.
QString writtenAsMessage(const QString &message, const QList<ChatCommand> &commands);
/// The same, whatever commands there are.
QString writtenAsMessage(const QString &message);

/// The beginning of a command's name that ends at `position` of `text`, if nothing of a name stands behind that. It is
/// empty right behind the slash.
std::optional<QString> commandBeginning(const QString &text, qsizetype position);

/// Those whose name begins like that, the one that is called so first, and behind them those of whose description a
/// word does; in the order of `commands`.
QList<ChatCommand> commandsBeginning(const QString &beginning, const QList<ChatCommand> &commands);

} // namespace natter
