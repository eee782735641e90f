// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/conversation_id.h"
#include "models/chat_command.h"

#include <QObject>

#include <optional>
#include <vector>

namespace natter {

class CommandCompletion;
class Composer;
class NoticeBar;

/// Commands in the place of messages: offers them, runs what was written as one, and has everything else sent. What
/// looks like a command and is none is sent only when it is submitted for a second time; what cannot be run, only by a
/// click.
class ComposerCommands : public QObject
{
    Q_OBJECT

public:
    /// What can be done in a conversation. Asked anew each time: it may change.
    using Source = std::function<QList<ChatCommand>(const ConversationId &)>;

    ComposerCommands(Composer &composer, NoticeBar &notice);

    /// More commands, behind those of before.
    void addSource(const Source &source) { m_sources.push_back(source); }
    /// What is written belongs to that conversation from now on; null: to none.
    void open(const ConversationId &id);
    const ConversationId &id() const { return m_id; }

    /// What the person is about to send.
    void submit(const QString &text);
    /// What that says to others; nothing if it is to be run, or refused.
    std::optional<WrittenMessage> messageIn(const QString &text) const;
    /// Whether it will say something, as far as it is written.
    bool isSaying(const QString &text) const;
    /// How a message is to be written so that it is sent as it is, hidden behind the hint if there is one.
    QString writtenAs(const WrittenMessage &message) const;
    /// Lets the person choose one.
    void showAll();
    /// What came of a command, for the person to read, if that conversation is still open.
    void report(const ConversationId &id, const QString &text);
    /// The same for one that came to nothing: it can be written otherwise, unless something else is by now.
    void giveBack(const ConversationId &id, const QString &written, const QString &why);

Q_SIGNALS:
    /// A message, to be sent as it is.
    void messageWritten(const natter::WrittenMessage &message);
    /// Something is to be read by a screen reader.
    void said(const QString &text);

private:
    QList<ChatCommand> all() const;
    void run(const QString &text, const WrittenCommand &written);
    void refuse(const QString &text, const QString &why);
    void say(const QString &text, const QString &action = {});
    void unsay();

    Composer &m_composer;
    NoticeBar &m_notice;
    CommandCompletion *m_completion;
    std::vector<Source> m_sources;
    ConversationId m_id;
    QString m_refused; ///< what was not sent the first time
    QString m_returned; ///< what came to nothing, and can be written otherwise
    QString m_said; ///< in the notice, which others use as well
};

} // namespace natter
