// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chat_services.h"

class QWidget;

namespace natter {

class Dialogs;

/// What the person loses by leaving a room, so that they are asked first; empty if they can simply come back.
QString lossByLeaving(const Room &room);

/// What a button or menu says that leaves it: with an ellipsis where there is a question.
QString leavingText(const Room &room);

/// Leaves a room, after a question where that may not be undone. `parent` is what the question belongs to.
void leaveRoom(const ChatServices &services, Dialogs &dialogs, const ConversationId &id, QWidget *parent);

/// Takes a room that was left out of the bookmarks, after a question.
void forgetRoom(const ChatServices &services, Dialogs &dialogs, const ConversationId &id, QWidget *parent);

} // namespace natter
