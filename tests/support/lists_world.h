// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/window_world.h"

#include "base/log.h"
#include "models/chat_list_model.h"
#include "models/people_model.h"
#include "widgets/account_bar.h"
#include "widgets/chats_pane.h"
#include "widgets/composer.h"
#include "widgets/conversation_view.h"
#include "widgets/main_window.h"
#include "widgets/name_header.h"
#include "widgets/notices_pane.h"

#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedWidget>

namespace natter {

inline RosterItem contact(const QString &name, const QString &handle, const QStringList &groups)
{
    return { WindowWorld::chatWith(name).peer, handle, RosterItem::Subscription::Both, false, groups };
}

/// The window's left pane, as people see and use it.
struct ListsWorld : WindowWorld
{
    void show()
    {
        window = std::make_unique<MainWindow>(services, dialogs);
        window->resize(1000, 700);
        window->show();
        window->activateWindow();
        pane = window->findChild<ChatsPane *>();
        settle();
    }
    /// Conversations, the first one being the oldest.
    void talkWith(const QStringList &names)
    {
        for (const QString &name : names) {
            say(chatWith(name), "from " + name);
        }
    }
    QLineEdit &search() { return *pane->findChild<QLineEdit *>(); }
    QListView &list(const char *name)
    {
        const auto lists = pane->findChildren<QListView *>();
        for (QListView *found : lists) {
            if (found->accessibleName() == QLatin1String(name)) {
                return *found;
            }
        }
        qFatal("there is no list %s", name);
    }
    QStringList rows(const char *name)
    {
        QStringList texts;
        const QAbstractItemModel *model = list(name).model();
        for (int row = 0; row < model->rowCount(); ++row) {
            texts.append(model->index(row, 0).data().toString());
        }
        return texts;
    }
    QStringList chats() { return rows("Chats"); }
    QStringList people() { return rows("People"); }
    void press(const char *button)
    {
        const auto buttons = pane->findChildren<QPushButton *>();
        for (QPushButton *found : buttons) {
            if (found->text() == QLatin1String(button)) {
                QTest::keyClick(found, Qt::Key_Space);
                return;
            }
        }
        qFatal("there is no button %s", button);
    }
    /// What stands where a list would be; empty if there is one.
    QString empty()
    {
        const auto *label = qobject_cast<QLabel *>(pane->findChild<QStackedWidget *>()->currentWidget());
        return label ? label->text() : QString();
    }
    QString openPeer() { return window->findChild<ConversationView *>()->id().peer.local(); }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers)
    {
        QTest::keyClick(window.get(), key, modifiers);
        settle();
    }
    void waitForPeople(int count)
    {
        until([&] { return people().size() == count; });
    }

    Dialogs dialogs;
    std::unique_ptr<MainWindow> window;
    ChatsPane *pane = nullptr;
};

} // namespace natter
