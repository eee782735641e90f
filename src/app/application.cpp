// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"

#include "base/future.h"
#include "base/limits.h"
#include "base/log.h"
#include "chat/faces.h"
#include "widgets/error_text.h"
#include "widgets/notices_pane.h"
#include "widgets/theme.h"

#include <QCryptographicHash>
#include <QDir>
#include <QTimer>

namespace natter {

static constexpr auto storeRetryInterval = std::chrono::seconds(5);

/// One for each profile: folders in different places may have the same name.
static QString startName(const CommandLine &commandLine)
{
    const QString name = QStringLiteral("natter");
    if (!commandLine.hasOwnProfile) {
        return name;
    }
    const QByteArray place = QCryptographicHash::hash(commandLine.profile.toUtf8(), QCryptographicHash::Sha256);
    return name + u'-' + QDir(commandLine.profile).dirName() + u'-' + QString::fromLatin1(place.toHex().left(8));
}

/// The system reads no entries from in there, so that one would do nothing.
static bool isFlatpak() { return qEnvironmentVariableIsSet("FLATPAK_ID"); }

/// What starts this profile as the person logs in.
static QStringList startCommand(const CommandLine &commandLine)
{
    QStringList command { QCoreApplication::applicationFilePath(), QStringLiteral("--minimized") };
    if (commandLine.hasOwnProfile) {
        command << QStringLiteral("--profile") << commandLine.profile;
    }
    return command;
}

static QString databaseOf(const QString &profile) { return profile + QStringLiteral("/natter.sqlite"); }

Application::Application(const CommandLine &commandLine)
    : m_commandLine(commandLine)
    , m_wanted(commandLine.uri)
    , m_autostart(startName(commandLine), startCommand(commandLine))
    , m_preferences(commandLine.profile + QStringLiteral("/settings.json"))
    , m_preferencesLoaded(m_preferences.load())
    , m_book(commandLine.profile + QStringLiteral("/accounts.json"))
    , m_bookLoaded(m_book.load())
    , m_vault(commandLine.profile)
    , m_portableVault(m_vault)
    , m_store(QStringLiteral("store"),
              [path = databaseOf(commandLine.profile)] { return std::make_unique<Store>(path); })
    , m_conversations(m_store)
    , m_searcher(databaseOf(commandLine.profile), m_conversations)
    , m_accounts(m_book, { m_clock, m_random, vault(), m_store, m_conversations, m_preferences })
    , m_keeper(m_conversations, m_clock, m_store)
    , m_transfer(databaseOf(commandLine.profile), m_clock, m_accounts, m_conversations, m_store)
    , m_spelling(commandLine.profile)
    , m_later(m_accounts, m_conversations, m_clock, m_store)
    , m_services { m_accounts, m_conversations, m_preferences, m_searcher, m_keeper, m_transfer, m_spelling, m_later }
    , m_window(m_services, m_dialogs)
    , m_tray(m_services, m_window)
    , m_notifier(systemNotifier())
    , m_notifications(m_services, m_clock, m_window, m_tray, *m_notifier)
    , m_badge(systemBadge())
    , m_system(systemWatch())
    , m_idle(systemIdle())
    , m_end(systemEnd())
    , m_outside(m_accounts, m_clock, *m_system, *m_idle)
    , m_ctl(commandLine.profile, { m_services, m_store, m_window, m_stalls })
{
    m_accounts.faces().setFolder(commandLine.profile + QStringLiteral("/pictures"));
    m_window.setSurroundings([this] { return surroundings(); });
    if (commandLine.hasOwnProfile) {
        m_window.setProfileName(QDir(commandLine.profile).dirName());
    }
    if (commandLine.enableCtl) {
        m_preferences.allowScriptingNow();
    }
    connect(&m_accounts, &Accounts::removed, this, [this](const Jid &account) {
        auto values = m_preferences.values();
        if (values.lastChat.account == account) {
            values.lastChat = {};
            m_preferences.set(values);
        }
    });
    connect(&m_outside, &OutsideEvents::timeJumped, &m_later, &LaterMessages::look);
    connect(&m_transfer, &HistoryTransfer::restored, this, [this] {
        m_wantsRestart = true;
        quit();
    });
    connect(&m_conversations, &Conversations::summaryChanged, this, &Application::showUnread);
    connect(&m_conversations, &Conversations::loaded, this, &Application::showUnread);
    connect(&m_conversations, &Conversations::accountRemoved, this, &Application::showUnread);
    connect(&m_preferences, &Preferences::changed, this, &Application::applyColours);
    connect(&m_preferences, &Preferences::changed, this, &Application::applyScripting);
    connect(&m_preferences, &Preferences::changed, this, &Application::applyAutostart);
    connect(&m_scheme, &ColourScheme::changed, this, &Application::applyColours);
    connect(&m_window, &MainWindow::quitRequested, this, &Application::quit);
    connect(&m_tray, &TrayIcon::quitRequested, this, &Application::quit);
    connect(&m_ctl, &CtlServer::quitRequested, this, &Application::quit);
    connect(m_end.get(), &EndWatch::asked, this, &Application::quit);
}

/// The window goes last but a few, and what was being typed in it is kept then: whoever shows that is not there any
/// more.
Application::~Application()
{
    m_conversations.disconnect(this);
    m_preferences.disconnect(this);
}

void Application::start()
{
    learnAutostart();
    openStore();
    for (const auto &[name, result] : { std::pair(QStringLiteral("settings"), m_preferencesLoaded),
                                        std::pair(QStringLiteral("accounts"), m_bookLoaded) }) {
        if (!result) {
            m_window.notices().report(name, errorText(result.error()), errorDetails(result.error()));
        }
    }
    applyColours();
    const bool hidden = m_commandLine.minimized || m_preferences.values().startHidden;
    if (!hidden || !QSystemTrayIcon::isSystemTrayAvailable()) {
        m_window.show();
        if (hidden) {
            m_window.showMinimized();
        }
    }
}

void Application::openStore()
{
    whenDone(m_store.call([](Store &store) { return store.open(); }), this, [this](const Result<QString> &damaged) {
        if (m_quitting) {
            return;
        }
        m_ctl.setProblem(damaged ? std::optional<Error>() : damaged.error());
        if (damaged) {
            storeOpened(*damaged);
        } else {
            storeFailed(damaged.error());
        }
        m_storeAnswered = true;
        applyScripting();
    });
}

/// Without its database Natter could only lose messages.
void Application::storeFailed(const Error &error)
{
    qCCritical(logApp).noquote() << "no database:" << forLog(error.detail);
    if (!m_storeProblem) {
        m_storeProblem =
            new QMessageBox(QMessageBox::Critical, QStringLiteral("Natter"), {}, QMessageBox::Close, &m_window);
        m_storeProblem->setTextFormat(Qt::PlainText);
        m_storeProblem->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_storeProblem, &QDialog::finished, this, &Application::quit);
        m_storeProblem->open();
    }
    m_storeProblem->setText(errorText(error));
    m_storeProblem->setDetailedText(errorDetails(error));
    if (error.kind != Error::Kind::StorageTooNew) {
        QTimer::singleShot(storeRetryInterval, this, &Application::openStore); // there may be room by then
    }
}

void Application::storeOpened(const QString &damaged)
{
    if (m_storeProblem) {
        m_storeProblem->disconnect(this);
        m_storeProblem->close();
    }
    if (!damaged.isEmpty()) {
        m_window.notices().report(QStringLiteral("database"), errorText({ Error::Kind::StorageDamaged, {}, {}, {} }),
                                  damaged);
    }
    m_conversations.load();
    m_accounts.start();
    // Behind all that was just asked of the store: only now are drafts and contacts known
    whenDone(m_store.call([](Store &) { return true; }), this, [this](bool) {
        m_ready = true;
        openWanted();
        m_window.reopenLast();
    });
}

void Application::openWanted()
{
    if (m_ready && !m_wanted.isEmpty()) {
        m_window.openUri(std::exchange(m_wanted, {}));
    }
}

void Application::open(const QString &uri)
{
    m_window.comeForward();
    if (!uri.isEmpty()) {
        m_wanted = uri;
        openWanted();
    }
}

PasswordVault &Application::vault()
{
    return m_commandLine.isPortable ? static_cast<PasswordVault &>(m_portableVault) : m_vault;
}

Surroundings Application::surroundings() const
{
    return { QSystemTrayIcon::isSystemTrayAvailable(), m_notifier->problem(), m_commandLine.isPortable, isFlatpak() };
}

void Application::showUnread() { m_badge->setCount(m_conversations.unreadTotal()); }

void Application::applyColours()
{
    const auto wanted = m_preferences.values().theme;
    const bool dark = wanted == Preferences::Theme::Dark || (wanted == Preferences::Theme::System && m_scheme.isDark());
    if (m_window.property("dark") == QVariant(dark)) {
        return;
    }
    m_window.setProperty("dark", dark);
    applyTheme(*qApp, dark ? Theme::darkTheme() : Theme::light());
}

/// It may have been changed in the settings of the desktop, or Natter was moved.
void Application::learnAutostart()
{
    if (!m_commandLine.isPortable && !isFlatpak() && m_autostart.isStale()) {
        if (const auto done = m_autostart.set(true); !done) {
            qCWarning(logApp).noquote() << "nothing starts it at login:" << forLog(done.error().detail);
        }
    }
    Preferences::Values values = m_preferences.values();
    const bool isOn = !isFlatpak() && m_autostart.isOn();
    if (!m_commandLine.isPortable && m_preferencesLoaded && values.startAtLogin != isOn) {
        values.startAtLogin = isOn;
        m_preferences.set(values);
    }
}

void Application::applyAutostart()
{
    const bool isWanted = m_preferences.values().startAtLogin;
    if (m_commandLine.isPortable || isFlatpak() || isWanted == m_autostart.isOn()) {
        return;
    }
    if (const auto done = m_autostart.set(isWanted); !done) {
        m_window.notices().report(QStringLiteral("autostart"), errorText(done.error()), errorDetails(done.error()));
        learnAutostart(); // the switch shows how it is
    }
}

void Application::applyScripting()
{
    if (!m_preferences.isScriptingAllowed()) {
        m_ctl.close();
        return;
    }
    if (!m_storeAnswered) {
        return; // a script would meet accounts that are not built yet
    }
    if (const auto listening = m_ctl.listen(); !listening) {
        m_window.notices().report(QStringLiteral("ctl"), errorText(listening.error()), errorDetails(listening.error()));
    }
}

void Application::quit()
{
    m_window.setHidesOnClose(false);
    if (std::exchange(m_quitting, true)) {
        return;
    }
    m_window.putAway();
    // What the servers still say, and what waits to be stored, comes first
    connect(&m_accounts, &Accounts::statusChanged, this, &Application::quitWhenClosed);
    QTimer::singleShot(limits::closeDeadline + std::chrono::milliseconds(500), this, &Application::finish);
    m_accounts.setAvailability(Availability::Offline, m_accounts.statusText());
    quitWhenClosed();
}

void Application::quitWhenClosed()
{
    const auto all = m_accounts.all();
    if (std::none_of(all.cbegin(), all.cend(), [](const Account *account) { return account->isConnecting(); })) {
        QMetaObject::invokeMethod(this, &Application::finish, Qt::QueuedConnection);
    }
}

/// Not by QCoreApplication::quit(), which asks first.
void Application::finish()
{
    m_end->closed();
    QCoreApplication::exit();
}

} // namespace natter
