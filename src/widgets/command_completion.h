// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chat_command.h"

#include <QObject>

class QPlainTextEdit;

namespace natter {

class CompletionList;

/// Offers the commands while one is being typed at the beginning of an editor's text, and writes the one that is
/// chosen. A name that is written to its end leaves Enter to the editor.
class CommandCompletion : public QObject
{
    Q_OBJECT

public:
    /// `commands` is asked for whenever there is something to offer. Belongs to the editor.
    CommandCompletion(const std::function<QList<ChatCommand>()> &commands, QPlainTextEdit *edit);

    bool isOpen() const;
    /// All of them, in an editor with nothing but a slash.
    void showAll();

private:
    std::optional<QString> beginning() const;
    void update();
    void offer(const QString &beginning);
    void take(int row);

    std::function<QList<ChatCommand>()> m_commands;
    QPlainTextEdit *m_edit;
    CompletionList *m_offer;
    QList<ChatCommand> m_offered;
    bool m_isHelp = false; ///< the slash was not written by the person
};

} // namespace natter
