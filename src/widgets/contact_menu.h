// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/conversation_id.h"

#include <QList>

#include <functional>

class QMenu;
class QPoint;
class QWidget;

namespace natter {

struct ChatServices;
struct Command;

/// Adds what can be done with a conversation wherever it is shown: open it in a window of its own, unless that is
/// empty, and edit or add the contact, in a dialog above `parent`.
void addContactActions(QMenu &menu, const ChatServices &services, const ConversationId &id,
                       const std::function<void()> &openWindow, QWidget *parent);
void addCommands(QMenu &menu, const QList<Command> &commands, QWidget *parent);
/// Shows a menu of the former, with what can be done with its room, if it is one, and with how the conversation is
/// treated.
void popUpContactMenu(const ChatServices &services, const ConversationId &id, const std::function<void()> &openWindow,
                      const QList<Command> &ofRoom, const QPoint &globalPosition, QWidget *parent);

} // namespace natter
