// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command_line.h"
#include "app/ctl_server.h"
#include "app/notification_center.h"
#include "app/outside_events.h"
#include "app/portable_vault.h"
#include "platform/autostart.h"
#include "platform/colour_scheme.h"
#include "platform/spell_checker.h"
#include "platform/system_parts.h"
#include "platform/system_vault.h"
#include "widgets/main_window.h"
#include "widgets/tray_icon.h"
#include "widgets/wheel_guard.h"

#include <QApplication>
#include <QMessageBox>
#include <QPointer>

namespace natter {

/// Builds everything from top to bottom, connects it, owns it, and takes it down in reverse.
class Application : public QObject
{
    Q_OBJECT

public:
    explicit Application(const CommandLine &commandLine);
    ~Application() override;

    void start();
    /// Natter ended so that what was restored takes its place.
    bool wantsRestart() const { return m_wantsRestart; }
    /// The window is wanted, with an xmpp: address or without.
    void open(const QString &uri);
    /// In good order: what was written is kept, the servers are told, then the event loop ends.
    void quit();

private:
    void openStore();
    void openWanted();
    void storeOpened(const QString &damaged);
    void storeFailed(const Error &error);
    PasswordVault &vault();
    Surroundings surroundings() const;
    void showUnread();
    void applyColours();
    void learnAutostart();
    void applyAutostart();
    void applyScripting();
    void quitWhenClosed();
    void finish();

    const CommandLine m_commandLine;
    QString m_wanted; ///< an xmpp: address to open once that is possible
    SystemClock m_clock;
    RandomId m_random;
    const Autostart m_autostart;
    Preferences m_preferences;
    const Result<> m_preferencesLoaded; ///< before anything is built from them
    AccountBook m_book;
    const Result<> m_bookLoaded;
    SystemVault m_vault;
    PortableVault m_portableVault; ///< what is asked instead, if Natter is portable
    StoreThread m_store;
    Conversations m_conversations;
    MessageSearcher m_searcher;
    Accounts m_accounts;
    HistoryKeeper m_keeper;
    HistoryTransfer m_transfer;
    SpellChecker m_spelling;
    LaterMessages m_later;
    ChatServices m_services;
    const WheelGuard m_wheel;
    Dialogs m_dialogs;
    ColourScheme m_scheme;
    MainWindow m_window;
    TrayIcon m_tray;
    const std::unique_ptr<Notifier> m_notifier;
    NotificationCenter m_notifications;
    const std::unique_ptr<LauncherBadge> m_badge;
    const std::unique_ptr<SystemWatch> m_system;
    const std::unique_ptr<IdleWatch> m_idle;
    const std::unique_ptr<EndWatch> m_end;
    OutsideEvents m_outside;
    StallMeter m_stalls;
    CtlServer m_ctl;
    QPointer<QMessageBox> m_storeProblem; ///< shown for as long as the database cannot be opened
    bool m_quitting = false;
    bool m_wantsRestart = false;
    bool m_storeAnswered = false; ///< the database is open, or it is known why not
    bool m_ready = false; ///< drafts and contacts are known
};

} // namespace natter
