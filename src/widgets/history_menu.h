// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chat_services.h"

class QMenu;
class QWidget;

namespace natter {

class Dialogs;

/// Whose history it is, and with what something is done with it.
struct HistoryPlace
{
    ChatServices services;
    Dialogs &dialogs;
    ConversationId id;
};

/// What can be done with the history of a conversation: writing it into a file, keeping it for a while only, deleting
/// it here.
void addHistoryActions(QMenu &menu, const HistoryPlace &place, QWidget *parent);

/// Asks whether these messages are to be deleted here, and does it; but for those that are still to be sent.
void deleteMessages(const HistoryPlace &place, const QList<ChatMessage> &messages, QWidget *parent);

/// That, as an entry of a menu.
void addDeletion(QMenu &menu, const HistoryPlace &place, const QList<ChatMessage> &messages, QWidget *parent);

} // namespace natter
