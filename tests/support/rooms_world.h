// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/scripted_rooms.h"
#include "support/window_world.h"

#include "widgets/dialogs.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace natter {

/// Romeo is online, beside a service with rooms, and dialogs are used by their keys.
struct RoomsWorld : WindowWorld
{
    /// Agrees to whatever it is asked, or to nothing.
    struct Questions : Dialogs
    {
        void confirm(QWidget *, const QString &title, const QString &, const QString &,
                     const std::function<void()> &agreed) override
        {
            asked.append(title);
            if (agrees) {
                agreed();
            }
        }
        QStringList asked;
        bool agrees = true;
    };

    explicit RoomsWorld(const TestAuthority &authority)
        : server(Script().bound(), authority.issue({ "montague.lit", { "DNS:montague.lit" } }))
    {
        service.rooms = {
            { ScriptedRooms::at("garden"), { "The garden", "Where walls are high", 3 } },
            { ScriptedRooms::at("hall"), { "The hall", "Come and dance", 12 } },
            { ScriptedRooms::at("cell"),
              { "The cell", "Of Friar Laurence", 1, { "muc_public", "muc_passwordprotected" }, "thisbe" } },
        };
        account = addRomeo();
        pointAt(server.serverPort(), authority.pem());
        account->providePassword(Secret(QStringLiteral("pencil")));
        until([this] { return account->status().phase == AccountStatus::Phase::Online; });
        service.attend();
        until([this] { return account->contacts().isLoaded(); });
    }

    static Jid at(const char *name) { return Jid::orNull(QString::fromLatin1(ScriptedRooms::at(name))); }
    ScriptedRooms::ScriptedRoom &room(const char *name) { return service.rooms[ScriptedRooms::at(name)]; }
    Room *find(const char *name) { return account->rooms().find(at(name)); }
    bool isIn(const char *name) { return find(name) && find(name)->isIn(); }
    /// Goes into the room, as somebody who is that to it.
    Room &enter(const char *name, const QByteArray &affiliation = "none")
    {
        room(name).ourAffiliation = affiliation;
        account->rooms().join(at(name), {});
        until([&] { return isIn(name) && find(name)->info().isKnown; });
        settle();
        return *find(name);
    }

    static void present(QWidget &window)
    {
        window.show();
        window.activateWindow();
        until([&window] { return window.isActiveWindow(); });
    }
    template <typename Widget> static Widget &child(QWidget &window, const char *name)
    {
        auto *found = window.findChild<Widget *>(QLatin1String(name));
        if (!found) {
            qFatal("there is no %s", name);
        }
        return *found;
    }
    static QPushButton &button(QWidget &window, const char *name) { return child<QPushButton>(window, name); }
    static QLineEdit &field(QWidget &window, const char *name) { return child<QLineEdit>(window, name); }
    static void press(QWidget &window, const char *name) { QTest::keyClick(&button(window, name), Qt::Key_Space); }
    static void type(QWidget &window, const char *name, const QString &text)
    {
        field(window, name).clear();
        QTest::keyClicks(&field(window, name), text);
    }
    /// What the dialog complains about; empty if it does not.
    static QString problem(QWidget &window)
    {
        const auto &label = child<QLabel>(window, "problem");
        return label.isVisibleTo(&window) ? label.text() : QString();
    }
    static QStringList rows(const QAbstractItemView &list)
    {
        QStringList texts;
        for (int row = 0; row < list.model()->rowCount(); ++row) {
            texts.append(list.model()->index(row, 0).data().toString());
        }
        return texts;
    }

    ScriptedServer server;
    ScriptedRooms service { server };
    Account *account = nullptr;
    Questions questions;
};

} // namespace natter
