// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/disclosure.h"
#include "models/chat_services.h"

#include <functional>

class QMenu;
class QWidget;

namespace natter {

/// When something ends that only the person ends.
QDateTime forEver();

/// How a conversation is treated: pinned, muted, archived, marked as unread, and what the other side learns.
void addTreatmentActions(QMenu &menu, const ChatServices &services, const ConversationId &id, QWidget *parent);

/// What others learn, to be chosen: `own` over `inherited`, which has nothing left open. `set` gets what is own then. A
/// room learns what was read, and nothing else.
void addDisclosureActions(QMenu &menu, const Disclosure &own, const Disclosure &inherited,
                          const std::function<void(const Disclosure &)> &set, ChatKind kind = ChatKind::Person);

} // namespace natter
