// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/shots_answers.h"
#include "live/shots_changes.h"
#include "live/shots_choosing.h"
#include "live/shots_commands.h"
#include "live/shots_faces.h"
#include "live/shots_later.h"
#include "live/shots_rooms.h"
#include "live/shots_world.h"

#include "app/translations.h"
#include "models/chat_list_model.h"
#include "widgets/about_dialog.h"
#include "widgets/account_bar.h"
#include "widgets/account_wizard.h"
#include "widgets/certificate_dialog.h"
#include "widgets/chat_search_bar.h"
#include "widgets/chat_window.h"
#include "widgets/chats_pane.h"
#include "widgets/contact_dialog.h"
#include "widgets/conversation_view.h"
#include "widgets/date_dialog.h"
#include "widgets/keys_button.h"
#include "widgets/login_question.h"
#include "widgets/main_window.h"
#include "widgets/message_actions.h"
#include "widgets/name_header.h"
#include "widgets/new_chat_dialog.h"
#include "widgets/notices_pane.h"
#include "widgets/own_data_page.h"
#include "widgets/passphrase_dialog.h"
#include "widgets/password_dialog.h"
#include "widgets/security_dialog.h"
#include "widgets/settings_dialog.h"
#include "widgets/shortcuts.h"
#include "widgets/start_problem_box.h"
#include "widgets/theme.h"
#include "widgets/timeline_view.h"
#include "widgets/transfer_dialog.h"
#include "widgets/tray_icon.h"
#include "widgets/xml_console.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMessageBox>
#include <QMouseEvent>
#include <QPlainTextEdit>
#include <QPointer>
#include <QProcess>
#include <QPushButton>
#include <QSslCertificate>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTimer>
#include <QToolButton>

#include <cstdio>

using namespace natter;

/// How the screens are shown: a name, and what the environment has to say for it.
struct Look
{
    QString name;
    QList<std::pair<const char *, QByteArray>> environment;
};

static const QList<Look> looks {
    { "light", {} },
    { "dark", { { "NATTER_SHOTS_DARK", "1" } } },
    { "large", { { "QT_SCALE_FACTOR", "2" } } },
    { "rtl", { { "LC_ALL", "ar_EG.UTF-8" }, { "LANGUAGE", "ar" } } },
    { "german", { { "LC_ALL", "de_DE.UTF-8" }, { "LANGUAGE", "de" } } },
};

/// A few days of talk, so that the screens show what people will see.
static void remember(World &world, const Jid &romeo)
{
    const auto at = [&](int days, int hour, int minute) {
        return QDateTime(QDate::currentDate().addDays(-days), QTime(hour, minute)).toUTC();
    };
    const auto peer = [](const char *name) {
        return Jid::orNull(QString::fromLatin1(name) + u'@' + ServerLauncher::domain());
    };
    const Jid juliet = peer("juliet");
    QList<ChatMessage> messages {
        line(romeo, peer("benvolio"), "Is the day so young?", at(6, 9, 12), true),
        line(romeo, peer("laurence"), "Wisely and slow; they stumble that run fast.", at(2, 18, 30)),
        line(romeo, peer("nurse"),
             "Even or odd, of all days in the year, come Lammas-eve at night shall she be fourteen.", at(1, 11, 2)),
        line(romeo, juliet, "How camest thou hither, tell me, and wherefore?", at(1, 12, 31)),
        line(romeo, juliet, "The orchard walls are high and hard to climb.", at(1, 12, 31)),
        line(romeo, juliet, "With love’s light wings did I o’er-perch these walls", at(1, 12, 33), true),
        line(romeo, juliet,
             "O, swear not by the moon, the inconstant moon, that monthly changes in her circled orb, lest that "
             "thy love prove likewise variable.",
             at(0, 0, 39)),
        line(romeo, juliet, "Read https://example.org/act-two first 🌹", at(0, 0, 39)),
        line(romeo, juliet, "How shall I swear?", at(0, 0, 40), true),
        line(romeo, juliet, "🌙", at(0, 0, 41)),
        line(romeo, peer("mercutio"), "A plague o’ both your houses!", at(0, 0, 42)),
    };
    ChatMessage failed = line(romeo, juliet, "Shall I hear more, or shall I speak at this?", at(0, 0, 43), true);
    failed.delivery = ChatMessage::Delivery::Failed;
    failed.failure = "remote-server-timeout";
    messages.append(failed);
    const auto done = world.store.call([messages](Store &store) { return store.messages().record(messages); });
    until("the history", [&] { return done.isFinished(); });
    world.conversations.load();
    until("the chats", [&] { return world.conversations.isLoaded() && !world.conversations.all().isEmpty(); });
}

static void shootWizard(World &world, const QString &folder)
{
    AccountWizard wizard(world.services, world.dialogs);
    shoot(wizard, folder, "wizard-welcome");
    wizard.findChild<QPushButton *>("chooseLogin")->click();
    shoot(wizard, folder, "wizard-login-simple");
    auto *pages = wizard.findChild<QStackedWidget *>("pages");
    for (const auto &[page, name] :
         { std::pair("loginPage", "wizard-login"), std::pair("serverPage", "wizard-server"),
           std::pair("vaultPage", "wizard-vault"), std::pair("progressPage", "wizard-progress") }) {
        pages->setCurrentWidget(wizard.findChild<QWidget *>(page));
        wizard.findChild<QWidget *>("footer")->show();
        wizard.findChild<QToolButton *>("advancedToggle")->setChecked(true);
        shoot(wizard, folder, name);
    }
}

/// The form of a server that lets people create accounts.
static void shootRegistration(World &world, const ServerLauncher &server, const QString &folder)
{
    AccountWizard wizard(world.services, world.dialogs);
    wizard.show();
    wizard.findChild<QPushButton *>("chooseRegister")->click();
    wizard.findChild<QLineEdit *>("server")->setText(ServerLauncher::domain());
    wizard.findChild<QLineEdit *>("registerHost")->setText("127.0.0.1:" + QString::number(server.startTlsPort()));
    auto *tls = wizard.findChild<QComboBox *>("registerTls");
    tls->setCurrentIndex(tls->findText("STARTTLS"));
    wizard.findChild<QPushButton *>("next")->click();
    until("the certificate", [&wizard] { return wizard.findChild<CertificateDialog *>() != nullptr; });
    wizard.findChild<CertificateDialog *>()->findChild<QPushButton *>("trust")->click();
    auto *form = wizard.findChild<QWidget *>("formPage");
    until("the form", [form] { return form->isVisible(); });
    shoot(wizard, folder, "wizard-registration");
}

/// Qt keeps whoever opens the menu of a button waiting until it is closed; nobody else has to.
static void shootMenu(const std::function<void()> &open, const QString &folder, const QString &name)
{
    bool done = false;
    QTimer::singleShot(0, [&] {
        until("the menu", [] { return QApplication::activePopupWidget() != nullptr; });
        QWidget *menu = QApplication::activePopupWidget();
        shoot(*menu, folder, name);
        menu->close();
        done = true;
    });
    open();
    until("the end of the menu", [&done] { return done; });
}

static void shootMenus(MainWindow &window, const QString &folder)
{
    auto *bar = window.findChild<AccountBar *>();
    const auto buttons = bar->findChildren<QToolButton *>(Qt::FindDirectChildrenOnly);
    shootMenu([&] { buttons.first()->click(); }, folder, "menu-new");
    shootMenu([&] { buttons.last()->click(); }, folder, "menu-main");
    shootMenu([&] { QTest::mouseClick(bar->findChild<NameHeader *>(), Qt::LeftButton); }, folder, "menu-presence");
}

/// The tray shows it as it likes; this is how it looks where it leaves that to us.
static void shootTrayMenu(World &world, MainWindow &window, const QString &folder)
{
    const TrayIcon tray(world.services, window);
    const auto windows = QApplication::topLevelWidgets();
    for (QWidget *widget : windows) {
        auto *menu = qobject_cast<QMenu *>(widget);
        if (menu && !menu->parentWidget()) {
            shootMenu([menu] { menu->popup({ 100, 100 }); }, folder, "menu-tray");
        }
    }
}

/// What the right button opens.
static void shootContextMenus(MainWindow &window, const ConversationId &chat, const QString &folder)
{
    auto *lists = window.findChild<ChatsPane *>();
    shootMenu([&] { Q_EMIT lists->contactMenuRequested(chat, { 100, 100 }); }, folder, "menu-chat");
    for (auto *button : window.findChild<ConversationView *>()->findChildren<QToolButton *>()) {
        if (button->accessibleName() == ConversationView::tr("More")) {
            shootMenu([button] { button->click(); }, folder, "menu-conversation");
        }
    }
    auto *timeline = window.findChild<TimelineView *>();
    const ChatMessage failed = timeline->model()->message(timeline->model()->rowCount() - 1);
    shootMenu(
        [&] {
            Q_EMIT timeline->contextMenuRequested(failed, { 100, 100 }, "https://example.org/act-two");
        },
        folder, "menu-message");
}

/// The box or dialog that `parent` asks its question in.
template <typename Dialog> static void shootQuestion(QWidget &parent, const QString &folder, const QString &name)
{
    const QPointer<Dialog> question = parent.findChild<Dialog *>();
    until("the question", [&question] { return question && question->isVisible(); });
    shoot(*question, folder, name);
    question->reject();
    until("the end of the question", [&question] { return !question; });
}

static void shootQuestions(World &world, MainWindow &window, const Jid &romeo, const QString &folder)
{
    AccountSettings settings = world.accounts.find(romeo)->settings();
    settings.strongest = { "SCRAM-SHA-512", LoginRecord::Binding::Used };
    for (const auto &[condition, name] :
         { std::pair("downgrade", "login-weaker"), std::pair("foreign-binding", "login-foreign-binding") }) {
        const Error reason { Error::Kind::WeakLogin, "SCRAM-SHA-1 is the best offer", condition, {} };
        askAboutWeakLogin(settings, reason, &window, [] {});
        shootQuestion<QMessageBox>(window, folder, name);
    }
    QMenu menu;
    AccountBar::fillPresenceMenu(menu, world.accounts, &window);
    menu.actions().constLast()->trigger();
    shootQuestion<QInputDialog>(window, folder, "status-text");
    StartProblemBox box(QCoreApplication::translate("natter::StartProblem",
                                                    "Natter cannot write to its profile. Check the permissions of "
                                                    "that folder, or choose another one with --profile."),
                        "/home/romeo/.local/share/natter: Permission denied");
    shoot(box, folder, "start-problem");
}

static void shootActions(MainWindow &window, const QString &folder)
{
    auto *timeline = window.findChild<TimelineView *>();
    const QRect row = timeline->rowRect(timeline->model()->rowCount() - 2);
    const QPointF place = row.center(); // which a small screen may not have
    QMouseEvent move(QEvent::MouseMove, place, place, Qt::NoButton, {}, {});
    QCoreApplication::sendEvent(timeline->viewport(), &move);
    until("the actions", [&] { return timeline->findChild<MessageActions *>()->isVisible(); });
    shoot(window, folder, "main-actions");
}

/// What of the conversation is still on the server, in all the ways that it can be.
static void shootMissing(MainWindow &window, const QString &folder)
{
    TimelineModel *model = window.findChild<TimelineView *>()->model();
    ArchiveGap before;
    before.id = 1;
    before.newer = "1";
    ArchiveGap between = before;
    between.id = 2;
    between.top = model->message(model->rowCount() - 4).row;
    ArchiveGap gone = between;
    gone.id = 3;
    gone.isGone = true;
    gone.top = model->lastRow();
    model->setGaps({ gone, between, before }, { 1 });
    shoot(window, folder, "main-missing");
    model->setGaps({}, {});
}

/// How the connection is protected, before and after the server has shown another key.
static void shootSecurity(World &world, const Jid &romeo, const ServerLauncher &server, const QString &folder)
{
    SecurityDialog dialog(world.accounts, romeo);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    auto *tabs = dialog.findChild<QTabWidget *>();
    shoot(dialog, folder, "security-connection");
    tabs->setCurrentIndex(1);
    shoot(dialog, folder, "security-certificates");
    CertificateHistory &history = world.accounts.find(romeo)->certificates();
    history.note(QSslCertificate(server.authority()), {});
    until("the news", [&] { return history.news() != nullptr; });
    shoot(dialog, folder, "security-news");
}

static void shootSettings(World &world, const QString &folder)
{
    SettingsDialog dialog(world.services, world.dialogs);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    auto *tabs = dialog.findChild<QTabWidget *>();
    for (int tab = 0; tab < tabs->count(); ++tab) {
        tabs->setCurrentIndex(tab);
        shoot(dialog, folder, "settings-" + QString::number(tab + 1));
    }
    dialog.setSurroundings({ false, "no session bus" });
    for (int tab : { 3, 6 }) {
        tabs->setCurrentIndex(tab);
        shoot(dialog, folder, "settings-bare-desktop-" + QString::number(tab + 1));
    }
    dialog.setSurroundings({ true, {}, false, true });
    tabs->setCurrentIndex(6);
    shoot(dialog, folder, "settings-flatpak");
    tabs->setCurrentIndex(4);
    setKeys(Shortcut::NextChat, { Qt::CTRL | Qt::Key_PageDown }, world.preferences);
    auto *keys = dialog.findChild<KeysButton *>("keys-newChat");
    Q_EMIT keys->pressedKeys(Qt::CTRL | Qt::Key_K);
    keys->click();
    shoot(dialog, folder, "settings-keys-taken");
    setKeys(Shortcut::NextChat, usualKeys(Shortcut::NextChat), world.preferences);
    tabs->setCurrentIndex(0);
    auto *proxy = dialog.findChild<QComboBox *>("proxyKind");
    proxy->setCurrentIndex(2);
    Q_EMIT proxy->activated(2);
    shoot(dialog, folder, "settings-proxy");
    dialog.findChild<QPushButton *>("removeAccount")->click();
    shootQuestion<QMessageBox>(dialog, folder, "settings-remove-account");
    shootMenu([&] { dialog.findChild<QPushButton *>("passwordPlace")->click(); }, folder, "menu-password-place");
}

static void shootDialogs(World &world, const Jid &romeo, const ServerLauncher &server, const QString &folder)
{
    const Jid juliet = Jid::orNull("juliet@" + ServerLauncher::domain());
    shootSettings(world, folder);
    shootSecurity(world, romeo, server, folder);
    DateDialog date;
    shoot(date, folder, "go-to-date");
    NewChatDialog chat(world.accounts, romeo);
    shoot(chat, folder, "new-chat");
    chat.findChild<QLineEdit *>("address")->setText("juliet@");
    chat.findChild<QPushButton *>("open")->click();
    shoot(chat, folder, "new-chat-problem");
    chat.close();
    ContactDialog add(world.accounts, {});
    shoot(add, folder, "contact-add");
    ContactDialog edit(world.accounts, { romeo, juliet });
    shoot(edit, folder, "contact-edit");
    edit.findChild<QPushButton *>("remove")->click();
    shoot(edit, folder, "contact-remove");
    const QSslCertificate certificate(server.authority());
    using Problem = CertificateReport::Problem;
    auto *report = new CertificateDialog(
        romeo.toString(), { romeo.domain(), { Problem::SelfSigned, Problem::HostMismatch }, certificate });
    shoot(*report, folder, "certificate");
    report->close();
    auto *password = new PasswordDialog(settingsOf(server, "romeo"), {});
    shoot(*password, folder, "password");
    password->close();
    auto *about = new AboutDialog;
    shoot(*about, folder, "about");
    about->close();
    auto *console = new XmlConsole(world.accounts);
    const auto *log = console->findChild<QPlainTextEdit *>("log");
    world.accounts.setAvailability(Availability::Online, "in the orchard");
    until("traffic", [log] { return log->toPlainText().count(u'\n') > 1; });
    shoot(*console, folder, "console");
    console->close();
    shootWizard(world, folder);
    shootRegistration(world, server, folder);
}

/// Chats, and people with whom there is none yet.
static void shootSearch(MainWindow &window, const QString &folder)
{
    auto *search = window.findChild<ChatsPane *>()->findChild<QLineEdit *>();
    search->setText("b");
    shoot(window, folder, "main-search");
    auto *found = qobject_cast<QListView *>(window.findChild<ChatsPane *>()->findChildren<QListView *>().last());
    search->setText("th");
    until("messages", [found] {
        for (int row = 0; row < found->model()->rowCount(); ++row) {
            if (found->model()->index(row, 0).data(MessageHitsModel::HitRole).isValid()) {
                return true;
            }
        }
        return false;
    });
    shoot(window, folder, "main-search-messages");
    search->clear();
    auto *bar = window.findChild<ChatSearchBar *>();
    bar->begin(window.findChild<ConversationView *>()->id());
    bar->findChild<QLineEdit *>()->setText("swear");
    until("the first", [bar] { return !bar->findChild<QLabel *>()->text().isEmpty(); });
    shoot(window, folder, "main-chat-search");
    bar->end();
    search->setText(AccountBar::tr("Connection security…").left(2)); // in any language
    shoot(window, folder, "main-commands");
    search->clear();
}

/// A text that is too long to be shown at once, and all of it.
static void shootLongMessage(World &world, MainWindow &window, const ConversationId &chat, const QString &folder)
{
    const QString body = QString("Even or odd, of all days in the year, come Lammas-eve at night. ").repeated(400);
    const auto recorded =
        world.store.call([message = line(chat.account, chat.peer, body, QDateTime::currentDateTime())](Store &store) {
            return store.messages().record({ message });
        });
    until("the long message", [&] { return recorded.isFinished(); });
    window.openConversation(chat);
    auto *timeline = window.findChild<TimelineView *>();
    until("its conversation", [&] { return timeline->model()->rowCount() > 0; });
    shoot(window, folder, "main-long-message");
    const int last = timeline->model()->rowCount() - 1;
    Q_EMIT timeline->wholeTextRequested(timeline->model()->message(last));
    const QPointer<QDialog> whole = window.findChild<ConversationView *>()->findChild<QDialog *>();
    shoot(*whole, folder, "whole-message");
    whole->close();
}

/// With a second account, which is not connected: one of them can be shown alone.
static void shootAccounts(World &world, MainWindow &window, const ServerLauncher &server, const QString &folder)
{
    AccountSettings other = settingsOf(server, "benvolio");
    other.enabled = false;
    other.passwordPlace = AccountSettings::PasswordPlace::Keychain;
    world.accounts.add(other, { Secret(ServerLauncher::password()) });
    until("the other account", [&] { return world.accounts.find(other.jid) != nullptr; });
    shoot(window, folder, "main-accounts");
    auto *self = window.findChild<AccountBar *>()->findChild<NameHeader *>();
    shootMenu([self] { QTest::mouseClick(self, Qt::LeftButton); }, folder, "menu-presence-accounts");
    for (auto *button : window.findChild<ChatsPane *>()->findChildren<QPushButton *>()) {
        if (button->menu()) {
            shootMenu([&] { button->click(); }, folder, "menu-accounts");
        }
    }
    world.accounts.remove(other.jid);
}

/// Beside the conversation, and in a window that has no room for both.
static void shootDetails(MainWindow &window, const QString &folder)
{
    window.setDetailsVisible(true);
    shoot(window, folder, "main-people-details");
    window.setDetailsVisible(false);
    window.resize(480, 700);
    shoot(window, folder, "main-narrow");
    window.setDetailsVisible(true);
    shoot(window, folder, "main-narrow-details");
    window.setDetailsVisible(false);
    window.resize(1280, 800);
}

static void shootChatWindow(World &world, const ConversationId &id, const QString &folder)
{
    const ChatListModel chats(world.conversations, world.accounts);
    ChatWindow own(world.services, world.dialogs, chats, id);
    shoot(own, folder, "chat-window");
}

/// Whatever takes less room: the lists collapsed, and lines in place of bubbles.
static void shootTight(World &world, MainWindow &window, const QString &folder)
{
    window.activateWindow();
    until("the keys", [&] { return window.isActiveWindow(); });
    QTest::keyClick(&window, Qt::Key_F9);
    shoot(window, folder, "main-collapsed");
    QTest::keyClick(&window, Qt::Key_F9);
    auto values = world.preferences.values();
    values.compact = true;
    world.preferences.set(values);
    shoot(window, folder, "main-compact");
    window.resize(400, 700);
    shoot(window, folder, "main-compact-narrow");
    window.resize(1280, 800);
}

/// What is asked before a backup, and what is said of a transfer.
static void shootTransfers(World &world, MainWindow &window, const QString &folder)
{
    PassphraseDialog passphrase(OwnDataPage::tr("Back up"),
                                OwnDataPage::tr("Whoever has this passphrase can open the backup, and nobody else. It "
                                                "is kept nowhere: without it the backup is lost."),
                                PassphraseDialog::Asks::Twice, &window);
    passphrase.findChild<QPushButton *>("accept")->click();
    shoot(passphrase, folder, "passphrase");
    HistoryOrder order;
    order.target = world.folder.filePath("natter.jsonl");
    for (const QString &target : { order.target, world.folder.filePath("natter.sqlite/nowhere") }) {
        order.target = target;
        QPointer<TransferDialog> transfer = TransferDialog::write(world.transfer, order, &window);
        until("the transfer", [&transfer] { return !transfer->result().isEmpty(); });
        shoot(*transfer, folder, target.endsWith(u"nowhere") ? "transfer-failed" : "transfer");
        delete transfer;
    }
}

/// What people do with messages.
static void shootMessages(World &world, MainWindow &window, const QString &folder)
{
    shootChanges(world, window, folder);
    shootAnswers(world, window, folder);
    shootChoosing(world, window, folder);
    shootLater(world, window, folder);
    shootTreatedChats(world, window, folder);
}

static int shootLook(const QString &folder)
{
    applyTheme(*qApp, qEnvironmentVariableIsSet("NATTER_SHOTS_DARK") ? Theme::darkTheme() : Theme::light());
    ServerLauncher server(ServerLauncher::Kind::Prosody);
    if (!server.start()) {
        qFatal("%s", qPrintable(server.problem()));
    }
    World friends;
    World world;
    {
        MainWindow empty(world.services, world.dialogs);
        empty.resize(1280, 800);
        shoot(empty, folder, "main-empty");
    }
    Account *juliet = logIn(friends, server, "juliet");
    friends.accounts.setAvailability(Availability::Online, "on the balcony 🌹");
    Account *romeo = logIn(world, server, "romeo");
    remember(world, romeo->jid());
    juliet->contacts().add(romeo->jid(), {}, {});
    romeo->contacts().add(Jid::orNull("nurse@" + ServerLauncher::domain()), "Nurse", { "Verona" });
    romeo->contacts().add(Jid::orNull("benvolio@" + ServerLauncher::domain()), "Benvolio", { "Friends" });
    romeo->contacts().add(Jid::orNull("tybalt@" + ServerLauncher::domain()), "Tybalt", { "Verona" });
    until("the request", [&] { return !romeo->contacts().requests().isEmpty(); });
    MainWindow window(world.services, world.dialogs);
    window.resize(1280, 800); // whatever the screen's size
    window.openConversation({ romeo->jid(), juliet->jid() });
    until("the messages", [&] { return window.findChild<TimelineView *>()->model()->rowCount() > 0; });
    shoot(window, folder, "main-request");
    romeo->contacts().add(juliet->jid(), "Juliet Capulet", { "Verona" });
    until("presence", [&] {
        return romeo->contacts().presence(juliet->jid()) && juliet->contacts().presence(romeo->jid())
            && juliet->contacts().item(romeo->jid()).seesUs(); // else nobody is told that they type
    });
    juliet->typing().textEdited(romeo->jid(), "O");
    until("typing", [&] { return romeo->typing().isTyping(juliet->jid()); });
    shoot(window, folder, "main");
    shootActions(window, folder);
    shootMissing(window, folder);
    shootCommands(window, folder);
    shootMenus(window, folder);
    shootContextMenus(window, { romeo->jid(), juliet->jid() }, folder);
    shootTrayMenu(world, window, folder);
    shootQuestions(world, window, romeo->jid(), folder);
    shootSearch(window, folder);
    shootAccounts(world, window, server, folder);
    window.showPeople();
    shootDetails(window, folder);
    shootChatWindow(world, { romeo->jid(), juliet->jid() }, folder);
    shootTight(world, window, folder);
    shootMessages(world, window, folder);
    RoomShots(world, friends, window, folder).shootAll();
    shootTransfers(world, window, folder);
    shootDialogs(world, romeo->jid(), server, folder);
    shoot(window, folder, "main-key-changed");
    server.kill();
    until("the loss", [&] { return romeo->status().phase == AccountStatus::Phase::Waiting; });
    shoot(window, folder, "main-connection-lost");
    shootScriptedRooms(folder);
    shootLongMessage(world, window, { romeo->jid(), Jid::orNull("nurse@" + ServerLauncher::domain()) }, folder);
    return 0;
}

/// One process for each look: scale and language are decided when a program starts.
static int shootAll(const QString &folder)
{
    for (const Look &look : looks) {
        const QString place = folder + u'/' + look.name;
        QDir().mkpath(place);
        QProcess child;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("QT_QPA_PLATFORM", "offscreen");
        environment.insert("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        for (const auto &[name, value] : look.environment) {
            environment.insert(name, value);
        }
        child.setProcessEnvironment(environment);
        child.setProcessChannelMode(QProcess::ForwardedChannels);
        child.start(QCoreApplication::applicationFilePath(), { "--look", place });
        child.waitForFinished(120'000);
        if (child.exitStatus() != QProcess::NormalExit || child.exitCode() != 0) {
            std::fprintf(stderr, "the screens in %s failed\n", qPrintable(look.name));
            return 1;
        }
        std::fprintf(stderr, "%s: %d screens\n", qPrintable(place), int(QDir(place).entryList({ "*.png" }).size()));
    }
    return 0;
}

int main(int argc, char *argv[])
{
    if (argc == 3 && qstrcmp(argv[1], "--look") == 0) {
        QApplication application(argc, argv);
        QApplication::setStyle("Fusion");
        installTranslators(application);
        return shootLook(QString::fromLocal8Bit(argv[2]));
    }
    const QCoreApplication application(argc, argv);
    if (argc != 2) {
        std::fprintf(stderr, "usage: natter-shots FOLDER\n");
        return 2;
    }
    return shootAll(QString::fromLocal8Bit(argv[1]));
}
