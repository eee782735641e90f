// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "live/shots_world.h"

#include "widgets/composer.h"
#include "widgets/conversation_view.h"
#include "widgets/main_window.h"
#include "widgets/notice_bar.h"

#include <QListView>

namespace natter {

/// The list of commands, what a command that is none leads to, and what the other side's program says of itself.
inline void shootCommands(MainWindow &window, const QString &folder)
{
    auto *view = window.findChild<ConversationView *>();
    auto *composer = view->findChild<Composer *>();
    auto *notice = view->findChild<NoticeBar *>();
    view->focusComposer();
    until("the keys", [&] { return composer->editor()->hasFocus(); });
    for (const auto &[typed, name] :
         { std::pair("/", "commands"), std::pair("/un", "commands-narrowed"), std::pair("/st", "commands-status") }) {
        QTest::keyClicks(composer->editor(), QLatin1String(typed));
        const auto lists = composer->editor()->findChildren<QListView *>();
        const auto open = std::find_if(lists.cbegin(), lists.cend(), [](QListView *list) { return list->isVisible(); });
        if (open == lists.cend() || !(*open)->window()->grab().save(folder + u'/' + QLatin1String(name) + ".png")) {
            qFatal("no list of commands");
        }
        composer->setText({});
    }
    const auto enter = [&](const char *text, const char *name, const QString &awaited) {
        QTest::keyClicks(composer->editor(), QLatin1String(text));
        QTest::keyClick(composer->editor(), Qt::Key_Return);
        until(text, [&] { return notice->isVisible() && notice->text().contains(awaited); });
        shoot(window, folder, QLatin1String(name));
        composer->setText({});
    };
    enter("/vanish", "main-command-unknown", QStringLiteral("/vanish"));
    enter("/version", "main-command-version", QStringLiteral("Natter "));
    notice->hide();
}

} // namespace natter
