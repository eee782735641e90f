// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "live/shots_world.h"

#include "widgets/forward_dialog.h"
#include "widgets/main_window.h"
#include "widgets/message_details_dialog.h"
#include "widgets/timeline_view.h"

#include <utility>

namespace natter {

/// Messages that are chosen, to whom they may be forwarded, and what is known of one of them.
inline void shootChoosing(World &world, MainWindow &window, const QString &folder)
{
    auto *timeline = window.findChild<TimelineView *>();
    const auto *model = timeline->model();
    const ChatMessage last = model->message(model->rowCount() - 1);
    timeline->toggleChoice(last.row);
    timeline->toggleChoice(model->message(model->rowCount() - 3).row);
    shoot(window, folder, "main-choosing-compact");
    Preferences::Values values = world.preferences.values();
    const bool wasCompact = std::exchange(values.compact, false);
    world.preferences.set(values);
    shoot(window, folder, "main-choosing");
    const QSize size = window.size();
    window.resize(420, 640);
    shoot(window, folder, "main-choosing-narrow");
    window.resize(size);
    values.compact = wasCompact;
    world.preferences.set(values);
    timeline->endChoice();
    ChatListModel chats(world.conversations, world.accounts);
    ForwardDialog forwarding(world.services, chats, &window);
    forwarding.setAttribute(Qt::WA_DeleteOnClose, false);
    shoot(forwarding, folder, "forward");
    MessageDetailsDialog details(last, world.services.nameOf(last.conversation), &window);
    details.setAttribute(Qt::WA_DeleteOnClose, false);
    shoot(details, folder, "message-details");
}

} // namespace natter
