// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "live/shots_world.h"

#include "widgets/composer.h"
#include "widgets/later_dialog.h"
#include "widgets/main_window.h"
#include "widgets/send_time_dialog.h"
#include "widgets/timeline_view.h"

#include <QMenu>
#include <QToolButton>

#include <algorithm>

namespace natter {

/// What is to be sent later: the menu, the bar with the list behind it, and what is late.
inline void shootLater(World &world, MainWindow &window, const QString &folder)
{
    const ConversationId chat = window.findChild<TimelineView *>()->model()->id();
    auto *composer = window.findChild<Composer *>();
    composer->setText(QStringLiteral("A thousand times good night!"));
    Q_EMIT composer->sendButton()->customContextMenuRequested({});
    until("the menu", [] { return QApplication::activePopupWidget() != nullptr; });
    shoot(*QApplication::activePopupWidget(), folder, "menu-send-later");
    QApplication::activePopupWidget()->close();
    composer->setText({});

    const QDateTime tomorrow(QDate::currentDate().addDays(1), QTime(9, 0));
    const auto keep = [&](const char *text, const QDateTime &due) {
        LaterMessage message;
        message.conversation = chat;
        message.text = QString::fromUtf8(text);
        message.due = due.toUTC();
        const auto kept = world.store.call([message](Store &store) { return store.later().add(message); });
        until("what is to be sent later", [&kept] { return kept.isFinished(); });
        world.conversations.load();
        const qint64 row = kept.result()->message.row;
        until("its bar", [&] {
            const auto all = world.later.of(chat);
            return world.later.lateness(chat)
                || std::any_of(all.cbegin(), all.cend(), [row](const LaterMessage &each) { return each.row == row; });
        });
    };
    keep("Good morrow! 🌞", tomorrow);
    shoot(window, folder, "main-later");
    keep("Parting is such sweet sorrow, that I shall say good night till it be morrow.", tomorrow.addDays(3));
    keep("This was not sent in time", QDateTime::currentDateTime().addDays(-2));
    until("the missed one", [&] { return world.later.missed() == 1; });
    keep("And this was late", QDateTime::currentDateTime().addSecs(-3600));
    until("the late one", [&] { return world.later.lateness(chat).has_value(); });
    shoot(window, folder, "main-later-missed");
    const auto asItIs = [](const LaterMessage &message) { return message.text; };
    LaterDialog list(world.services, world.dialogs, chat, asItIs, &window);
    list.setAttribute(Qt::WA_DeleteOnClose, false);
    shoot(list, folder, "later");
    list.close();
    SendTimeDialog time(tomorrow, &window);
    shoot(time, folder, "later-time");
    time.close();
    world.later.forgetLateness(chat);
    while (!world.later.all().isEmpty()) {
        const auto gone = world.later.remove(world.later.all().first().row);
        until("its end", [&gone] { return gone.isFinished(); });
    }
}

} // namespace natter
