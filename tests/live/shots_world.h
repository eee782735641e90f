// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/server_launcher.h"
#include "support/window_world.h"

#include "widgets/dialogs.h"

#include <QApplication>
#include <QTest>

namespace natter {

/// A chat world of one person, with real dialogs.
struct World : WindowWorld
{
    using WindowWorld::WindowWorld;

    Dialogs dialogs;
};

inline AccountSettings settingsOf(const ServerLauncher &server, const QString &name)
{
    AccountSettings settings;
    settings.jid = Jid::orNull(name + u'@' + ServerLauncher::domain());
    settings.server =
        AccountSettings::Server { QStringLiteral("127.0.0.1"), server.startTlsPort(), AccountSettings::Tls::StartTls };
    settings.extraAuthority = server.authority();
    settings.history = AccountSettings::History::Nothing; // each look begins with the same messages
    return settings;
}

inline void until(const char *what, const std::function<bool()> &condition)
{
    if (!QTest::qWaitFor(condition, 20'000)) {
        qFatal("waited in vain for %s", what);
    }
}

inline Account *logIn(World &world, const ServerLauncher &server, const QString &name)
{
    const AccountSettings settings = settingsOf(server, name);
    world.accounts.add(settings, { Secret(ServerLauncher::password()) });
    until("the login", [&] {
        const Account *account = world.accounts.find(settings.jid);
        return account && account->status().phase == AccountStatus::Phase::Online;
    });
    return world.accounts.find(settings.jid);
}

/// A message as it is stored, of somebody or, if it goes `out`, of ours.
inline ChatMessage line(const Jid &account, const Jid &peer, const QString &body, const QDateTime &time,
                        bool out = false)
{
    ChatMessage message;
    message.conversation = { account, peer };
    message.direction = out ? ChatMessage::Direction::Outgoing : ChatMessage::Direction::Incoming;
    message.delivery = out ? ChatMessage::Delivery::OnServer : ChatMessage::Delivery::None;
    message.body = body;
    message.time = time;
    return message;
}

/// Puts what `widget` looks like into FOLDER/NAME.png.
inline void shoot(QWidget &widget, const QString &folder, const QString &name)
{
    widget.show();
    widget.activateWindow();
    if (!QTest::qWaitForWindowExposed(&widget)) {
        qFatal("%s does not appear", qPrintable(name));
    }
    for (int pass = 0; pass < 8; ++pass) { // a layout may ask for another
        QApplication::processEvents();
    }
    if (!widget.grab().save(folder + u'/' + name + ".png")) {
        qFatal("cannot write %s", qPrintable(name));
    }
}

} // namespace natter
