// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/composer_commands.h"

#include "models/command_texts.h"
#include "widgets/command_completion.h"
#include "widgets/composer.h"
#include "widgets/notice_bar.h"

#include <algorithm>
#include <utility>

namespace natter {

using Kind = WrittenCommand::Kind;

ComposerCommands::ComposerCommands(Composer &composer, NoticeBar &notice)
    : QObject(&composer)
    , m_composer(composer)
    , m_notice(notice)
    , m_completion(new CommandCompletion([this] { return m_composer.beingEdited() ? QList<ChatCommand>() : all(); },
                                         &composer.messageEdit()))
{
    connect(&composer, &Composer::submitted, this, &ComposerCommands::submit);
    connect(&composer.messageEdit(), &QPlainTextEdit::textChanged, this, [this] {
        const QString about = m_refused.isEmpty() ? m_returned : m_refused;
        if (!about.isEmpty() && m_composer.text() != about) {
            unsay(); // it was about another text
        }
    });
    connect(&notice, &NoticeBar::activated, this, [this] {
        if (!m_refused.isEmpty() && m_notice.text() == m_said && m_composer.text() == m_refused) {
            const QString text = m_refused;
            unsay();
            m_composer.setFocus();
            Q_EMIT messageWritten({ text });
        }
    });
}

QList<ChatCommand> ComposerCommands::all() const
{
    QList<ChatCommand> commands;
    for (const Source &source : m_sources) {
        commands += source(m_id);
    }
    return commands;
}

void ComposerCommands::open(const ConversationId &id)
{
    unsay();
    m_id = id;
}

static std::optional<ChatCommand> named(const QString &name, const QList<ChatCommand> &commands)
{
    const auto found = std::find_if(commands.cbegin(), commands.cend(),
                                    [&name](const ChatCommand &command) { return command.name == name; });
    return found == commands.cend() ? std::nullopt : std::optional(*found);
}

std::optional<WrittenMessage> ComposerCommands::messageIn(const QString &text) const
{
    const QList<ChatCommand> commands = all();
    const WrittenCommand written = readCommand(text, commands);
    const auto command = named(written.name, commands);
    if (written.kind == Kind::Message) {
        return WrittenMessage { written.text };
    }
    const bool says = written.kind == Kind::Command && command && command->isSaying();
    return says ? std::optional(command->says(written.argument)) : std::nullopt;
}

bool ComposerCommands::isSaying(const QString &text) const
{
    if (!text.startsWith(u'/')) {
        return true; // which most texts do not
    }
    const QList<ChatCommand> commands = all();
    const WrittenCommand written = readCommand(text, commands);
    const auto command = named(written.name, commands);
    return written.kind == Kind::Message ? text.size() > 1 : command && command->isSaying();
}

QString ComposerCommands::writtenAs(const WrittenMessage &message) const
{
    return message.hint ? QStringLiteral("/spoiler ") + written(SpoilerText { *message.hint, message.text })
                        : writtenAsMessage(message.text, all());
}

void ComposerCommands::submit(const QString &text)
{
    const bool insists = !m_refused.isEmpty() && text == m_refused;
    unsay();
    const WrittenCommand written = readCommand(text, all());
    if (written.kind == Kind::Unknown && insists) {
        Q_EMIT messageWritten({ text });
        return;
    }
    switch (written.kind) {
    case Kind::Message:
        Q_EMIT messageWritten({ written.text });
        break;
    case Kind::Command:
        run(text, written);
        break;
    case Kind::Unknown:
        refuse(text,
               tr("There is no command /%1. Send it once more to say it as it is, or write /help for all commands.")
                   .arg(written.name));
        break;
    case Kind::TooShort:
        refuse(text, tr("Something is missing behind /%1.").arg(written.name));
        break;
    case Kind::TooLong:
        refuse(text, tr("Nothing can stand behind /%1.").arg(written.name));
        break;
    }
}

void ComposerCommands::run(const QString &text, const WrittenCommand &written)
{
    const auto command = named(written.name, all());
    if (!command) {
        return;
    }
    if (command->isSaying()) {
        Q_EMIT messageWritten(command->says(written.argument)); // whoever sends it takes it out of the editor
        return;
    }
    m_composer.setText({}); // before it: another conversation may be open behind it
    const QString problem = command->run(written.argument);
    if (!problem.isEmpty()) {
        m_composer.setText(text);
        refuse(text, problem);
    }
}

void ComposerCommands::showAll() { m_completion->showAll(); }

void ComposerCommands::report(const ConversationId &id, const QString &text)
{
    if (id == m_id) {
        unsay();
        say(text);
    }
}

void ComposerCommands::giveBack(const ConversationId &id, const QString &written, const QString &why)
{
    if (id == m_id && m_composer.text().isEmpty()) {
        m_composer.setText(written);
    }
    report(id, why);
    if (id == m_id && m_composer.text() == written) {
        m_returned = written;
    }
}

void ComposerCommands::refuse(const QString &text, const QString &why)
{
    m_refused = text;
    say(why, tr("Send it as a message"));
}

void ComposerCommands::say(const QString &text, const QString &action)
{
    m_said = text;
    m_notice.setNotice(NoticeBar::Tone::Information, text, {}, action);
    m_notice.show();
    Q_EMIT said(text);
}

void ComposerCommands::unsay()
{
    m_refused.clear();
    m_returned.clear();
    if (!m_said.isEmpty() && m_notice.text() == m_said) {
        m_notice.hide();
    }
    m_said.clear();
}

} // namespace natter
