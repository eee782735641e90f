// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/garden_world.h"
#include "support/quiet_dialogs.h"

#include "widgets/composer.h"
#include "widgets/conversation_view.h"
#include "widgets/main_window.h"

#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

namespace natter {

/// The window of somebody who goes into the garden, used by keyboard. It asks nobody: the test agrees, or not.
struct GardenWindow : GardenWorld
{
    GardenWindow()
    {
        window.resize(1200, 800);
        window.show();
        window.activateWindow();
    }
    void open(const ConversationId &id = garden::chat())
    {
        window.openConversation(id);
        settle();
    }
    ConversationView &view() { return *window.findChild<ConversationView *>(); }
    Composer &composer() { return *view().findChild<Composer *>(); }
    QPlainTextEdit &edit() { return composer().messageEdit(); }
    void write(const QString &text)
    {
        edit().setFocus();
        QTest::keyClicks(&edit(), text);
        QTest::keyClick(&edit(), Qt::Key_Return);
        settle();
    }
    /// False if it is not to be seen.
    bool press(const QString &button)
    {
        const auto buttons = window.findChildren<QPushButton *>();
        for (QPushButton *found : buttons) {
            if (found->isVisible() && found->text() == button) {
                QTest::keyClick(found, Qt::Key_Space);
                settle();
                return true;
            }
        }
        return false;
    }

    QuietDialogs dialogs;
    MainWindow window { services, dialogs };
};

} // namespace natter
