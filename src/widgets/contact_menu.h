// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/conversation_id.h"

#include <functional>

class QPoint;
class QWidget;

namespace natter {

class Accounts;

/// Shows what can be done with a row of the lists: open it in a window of its own, edit or add the contact.
void popUpContactMenu(Accounts &accounts, const ConversationId &id, const std::function<void()> &openWindow,
                      const QPoint &globalPosition, QWidget *parent);

} // namespace natter
