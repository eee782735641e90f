// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/main_window.h"

#include "base/future.h"
#include "models/chat_list_model.h"
#include "models/people_model.h"
#include "stanza/xmpp_uri.h"
#include "widgets/about_dialog.h"
#include "widgets/account_bar.h"
#include "widgets/account_wizard.h"
#include "widgets/chat_window.h"
#include "widgets/chats_pane.h"
#include "widgets/commands_dialog.h"
#include "widgets/contact_dialog.h"
#include "widgets/contact_menu.h"
#include "widgets/conversation_view.h"
#include "widgets/empty_pane.h"
#include "widgets/icons.h"
#include "widgets/new_chat_dialog.h"
#include "widgets/notices_area.h"
#include "widgets/notices_pane.h"
#include "widgets/room_pane.h"
#include "widgets/room_windows.h"
#include "widgets/security_dialog.h"
#include "widgets/settings_dialog.h"
#include "widgets/shortcuts.h"
#include "widgets/side_pane.h"
#include "widgets/windows.h"
#include "widgets/xml_console.h"

#include <QCloseEvent>
#include <QFrame>
#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QSystemTrayIcon>
#include <QVBoxLayout>

#include <algorithm>

namespace natter {

static constexpr int narrowBelow = 700;
static constexpr int leftMinimum = 220;
static constexpr int collapsedWidth = 76;

MainWindow::MainWindow(const ChatServices &services, Dialogs &dialogs, QWidget *parent)
    : QMainWindow(parent)
    , m_services(services)
    , m_dialogs(dialogs)
    , m_chats(std::make_unique<ChatListModel>(services.conversations, services.accounts))
    , m_people(std::make_unique<PeopleModel>(services.accounts))
    , m_splitter(new QSplitter(this))
    , m_centre(new QStackedWidget(this))
    , m_empty(new EmptyPane(services, this))
    , m_conversation(new ConversationView(services, dialogs, this))
    , m_details(new SidePane(services, dialogs, this))
{
    setWindowTitle(QStringLiteral("Natter"));
    setWindowIcon(programIcon());
    resizeWithinScreen(*this, { 1280, 800 });
    m_left = buildLeft(*m_chats, *m_people);
    m_centre->addWidget(m_empty);
    m_centre->addWidget(m_conversation);
    m_splitter->addWidget(m_left);
    auto *middle = new QWidget(this);
    m_middle = new QVBoxLayout(middle);
    m_middle->setContentsMargins(0, 0, 0, 0);
    m_middle->setSpacing(0);
    m_middle->addWidget(m_centre, 1);
    m_splitter->addWidget(middle);
    m_splitter->addWidget(buildDetails());
    m_splitter->setHandleWidth(1);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setSizes({ m_leftWidth, 1280 - m_leftWidth, 0 });
    setCentralWidget(m_splitter);
    connect(m_splitter, &QSplitter::splitterMoved, this, [this] { snapLeft(m_splitter->sizes().first()); });
    connect(m_notices, &NoticesPane::noticed, this, [this] { setCollapsed(false); });
    connect(m_notices, &NoticesPane::conversationWanted, this, &MainWindow::openConversation);
    connect(m_empty, &EmptyPane::addAccountRequested, this, &MainWindow::showAccountWizard);
    connect(m_conversation, &ConversationView::linkActivated, this, &MainWindow::activateLink);
    connect(m_conversation, &ConversationView::forwardRequested, this, &MainWindow::forward);
    connect(m_conversation, &ConversationView::detailsToggled, this, &MainWindow::setDetailsVisible);
    connect(m_conversation, &ConversationView::windowRequested, this, &MainWindow::openWindow);
    connect(m_conversation, &ConversationView::configurationWanted, m_rooms, &RoomWindows::configure);
    m_conversation->setRoomCommands([this](const ConversationId &id) { return m_rooms->commands(id); });
    connect(m_conversation, &ConversationView::conversationWanted, this, &MainWindow::openConversation);
    connect(&m_details->room(), &RoomPane::occupantMenuWanted, m_conversation, &ConversationView::showOccupantMenu);
    connect(m_conversation, &ConversationView::namesGuarded, &m_details->room(), &RoomPane::setGuarded);
    connect(m_conversation, &ConversationView::backRequested, this, &MainWindow::leaveConversation);
    connect(m_conversation, &ConversationView::closed, this, &MainWindow::leaveConversation);
    connect(&services.conversations, &Conversations::summaryChanged, this, &MainWindow::updateTitle);
    connect(&services.conversations, &Conversations::loaded, this, &MainWindow::updateTitle);
    connect(&services.conversations, &Conversations::accountRemoved, this, &MainWindow::updateTitle);
    addShortcuts();
    const auto &values = services.preferences.values();
    restoreGeometry(values.windowGeometry);
    m_splitter->restoreState(values.splitter);
    m_collapsed = values.collapsed;
    showCollapsed();
    arrange();
}

MainWindow::~MainWindow()
{
    // Before the models that they show
    for (const QPointer<ChatWindow> &window : std::as_const(m_windows)) {
        delete window;
    }
    delete m_conversation;
    delete m_lists;
}

QWidget *MainWindow::buildLeft(ChatListModel &chats, PeopleModel &people)
{
    auto *left = new QWidget(this);
    left->setMinimumWidth(collapsedWidth);
    left->setMaximumWidth(420);
    auto *layout = new QVBoxLayout(left);
    m_leftLayout = layout;
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_lists = new ChatsPane(m_services, chats, people, left);
    m_notices = new NoticesPane(m_services, left);
    m_bar = new AccountBar(m_services, left);
    m_rooms = new RoomWindows(m_services, m_dialogs, this);
    auto *line = new QFrame(left);
    line->setProperty("role", QLatin1String("line"));
    layout->addWidget(m_lists, 1);
    m_noticesArea = new NoticesArea(m_notices, left);
    layout->addWidget(m_noticesArea);
    layout->addSpacing(8);
    layout->addWidget(line);
    layout->addWidget(m_bar);
    connect(m_lists, &ChatsPane::opened, this, &MainWindow::openConversation);
    connect(m_lists, &ChatsPane::messageOpened, this, &MainWindow::openMessage);
    connect(m_lists, &ChatsPane::searchLeft, this,
            [this] { m_conversation->isOpen() ? m_conversation->focusComposer() : m_lists->focusList(); });
    connect(m_lists, &ChatsPane::contactMenuRequested, this, [this](const ConversationId &id, const QPoint &position) {
        popUpContactMenu(
            m_services, id, [this, id] { openWindow(id); }, m_rooms->commands(id), position, this);
    });
    connect(m_bar, &AccountBar::newChatRequested, this, &MainWindow::askForChat);
    connect(m_bar, &AccountBar::joinRoomRequested, this, [this] { m_rooms->join(accountFor({})); });
    connect(m_bar, &AccountBar::createRoomRequested, this, [this] { m_rooms->create(accountFor({})); });
    connect(m_rooms, &RoomWindows::conversationWanted, this, &MainWindow::openConversation);
    connect(m_rooms, &RoomWindows::linkActivated, this, &MainWindow::activateLink);
    connect(m_bar, &AccountBar::addContactRequested, this, &MainWindow::showAddContact);
    connect(m_bar, &AccountBar::addAccountRequested, this, &MainWindow::showAccountWizard);
    connect(m_bar, &AccountBar::settingsRequested, this, [this] { showSettings(); });
    connect(m_bar, &AccountBar::securityRequested, this,
            [this] { (new SecurityDialog(m_services.accounts, {}, this))->show(); });
    connect(m_bar, &AccountBar::serverCommandsRequested, this, [this](const Jid &jid) {
        if (Account *account = m_services.accounts.find(jid)) {
            (new CommandsDialog(*account, { jid.domainJid(), jid.domain() }, this))->show();
        }
    });
    connect(m_bar, &AccountBar::consoleRequested, this, &MainWindow::showConsole);
    connect(m_bar, &AccountBar::aboutRequested, this, &MainWindow::showAbout);
    connect(m_bar, &AccountBar::quitRequested, this, &MainWindow::quitRequested);
    m_lists->commands().setOffered([this] { return commands(); });
    m_lists->commands().setSuggested([this](const QString &text) { return suggestions(text); });
    return left;
}

/// Beside the conversation, or, in a narrow window, in its place and with a way back.
QWidget *MainWindow::buildDetails()
{
    auto *details = new QWidget(this);
    auto *layout = new QVBoxLayout(details);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_leaveDetails = new QPushButton(tr("Back to the chat"), details);
    m_leaveDetails->setFlat(true);
    layout->addWidget(m_leaveDetails);
    layout->addWidget(m_details, 1);
    connect(m_leaveDetails, &QPushButton::clicked, this, [this] { setDetailsVisible(false); });
    return details;
}

void MainWindow::addShortcuts()
{
    const auto shortcut = [this](Shortcut which, const auto &action) {
        addShortcut(which, *this, m_services.preferences, action);
    };
    shortcut(Shortcut::Find, [this] {
        setCollapsed(false);
        if (m_narrow) {
            leaveConversation(); // the lists are behind it
        }
        m_lists->focusSearch();
    });
    shortcut(Shortcut::NextChat, [this] { m_lists->openNeighbour(ChatsPane::Step::Next); });
    shortcut(Shortcut::PreviousChat, [this] { m_lists->openNeighbour(ChatsPane::Step::Previous); });
    shortcut(Shortcut::NextPane, [this] { cyclePanes(); });
    shortcut(Shortcut::CollapseLists, [this] { setCollapsed(!m_collapsed); });
    addZoomShortcuts(*this, m_services.preferences);
    shortcut(Shortcut::NewChat, [this] { askForChat(); });
    shortcut(Shortcut::Settings, [this] { showSettings(); });
    shortcut(Shortcut::Quit, [this] { Q_EMIT quitRequested(); });
    shortcut(Shortcut::CloseWindow, [this] { close(); });
    connect(new QShortcut(Qt::Key_Escape, this), &QShortcut::activated, this, [this] {
        if (m_detailsAlone) {
            setDetailsVisible(false);
        } else if (m_narrow && m_conversation->isOpen()) {
            leaveConversation();
        } else if (m_conversation->isOpen()) {
            m_conversation->focusComposer();
        }
    });
}

void MainWindow::cyclePanes()
{
    const auto isIn = [focus = focusWidget()](const QWidget *pane) { return focus && pane->isAncestorOf(focus); };
    QWidget *details = m_splitter->widget(2);
    if (isIn(m_lists) && m_conversation->isVisible()) {
        m_conversation->focusTimeline();
    } else if (m_conversation->isVisible() && m_conversation->isTimelineFocused()) {
        m_conversation->focusComposer();
    } else if (details->isVisible() && !isIn(details)) {
        m_details->focusFirst();
    } else if (m_lists->isVisible()) {
        m_lists->focusList();
    } else if (m_conversation->isVisible()) {
        m_conversation->focusTimeline();
    }
}

void MainWindow::arrange()
{
    const bool wasNarrow = std::exchange(m_narrow, width() < narrowBelow);
    const int centre = m_centre->minimumSizeHint().width();
    setMinimumWidth(qMax(centre, m_left->minimumSizeHint().width())); // whatever stands side by side: panes give way
    const int left = m_collapsed ? collapsedWidth : leftMinimum;
    const int needed = left + centre + sidePaneWidth + 2 * m_splitter->handleWidth();
    const bool wasBeside = std::exchange(m_detailsBeside, !m_narrow && width() >= needed);
    const bool open = m_conversation->isOpen();
    if (wasNarrow != m_narrow || !open) {
        showCollapsed();
    }
    if (wasBeside != m_detailsBeside || !open) {
        m_detailsAlone = false;
    }
    const bool details = open && (m_detailsBeside ? m_detailsWanted : m_detailsAlone);
    m_centre->setCurrentIndex(open ? 1 : 0);
    m_left->setVisible(!m_narrow || !open);
    m_left->setMaximumWidth(m_narrow ? QWIDGETSIZE_MAX : 420);
    m_centre->parentWidget()->setVisible(m_narrow ? open && !details : m_detailsBeside || !details);
    placeNotices();
    m_details->setMaximumWidth(m_detailsBeside ? sidePaneWidth : QWIDGETSIZE_MAX);
    m_leaveDetails->setVisible(!m_detailsBeside);
    m_splitter->widget(2)->setVisible(details);
    m_conversation->setDetailsChecked(details);
    m_conversation->setBackVisible(m_narrow);
    const bool squeezed = m_left->isVisible() && !m_narrow && !m_collapsed && m_splitter->sizes().first() < leftMinimum;
    if (squeezed || wasBeside != m_detailsBeside) {
        distribute(details && m_detailsBeside ? sidePaneWidth : 0);
    }
}

/// Where space is short, the splitter takes it from all, and gives what comes back to whoever was alone.
void MainWindow::distribute(int details)
{
    if (m_narrow || !m_centre->parentWidget()->isVisibleTo(m_splitter)) {
        return;
    }
    const int centre = m_centre->minimumSizeHint().width();
    const int left =
        m_collapsed ? collapsedWidth : qBound(leftMinimum, m_leftWidth, qMax(leftMinimum, width() - centre - details));
    m_splitter->setSizes({ left, width() - left - details - 2 * m_splitter->handleWidth(), details });
}

/// Notices stand below the lists; where a chat hides those, above the chat.
void MainWindow::placeNotices()
{
    QBoxLayout *place = m_narrow && m_conversation->isOpen() ? m_middle : m_leftLayout;
    if (place->indexOf(m_noticesArea) < 0) {
        place->insertWidget(place == m_middle ? 0 : 1, m_noticesArea);
    }
}

void MainWindow::snapLeft(int width)
{
    if (m_narrow) {
        return; // the only pane has the window to itself
    }
    m_collapsed = width < (collapsedWidth + leftMinimum) / 2;
    showCollapsed();
    if (!m_collapsed) {
        m_leftWidth = qMax(width, leftMinimum);
    }
    setLeftWidth(m_collapsed ? collapsedWidth : m_leftWidth);
}

void MainWindow::setLeftWidth(int width)
{
    QList<int> sizes = m_splitter->sizes();
    if (sizes.first() != width) {
        sizes[1] += sizes.first() - width;
        sizes[0] = width;
        m_splitter->setSizes(sizes);
    }
}

void MainWindow::showCollapsed()
{
    const bool collapsed = m_collapsed && !m_narrow;
    m_lists->setCollapsed(collapsed);
    m_bar->setCollapsed(collapsed);
    m_noticesArea->setVisible(!collapsed);
}

void MainWindow::setCollapsed(bool collapsed)
{
    if (collapsed != m_collapsed) {
        m_leftWidth = m_collapsed ? m_leftWidth : qMax(m_splitter->sizes().first(), leftMinimum);
        snapLeft(collapsed ? collapsedWidth : m_leftWidth);
    }
}

void MainWindow::setDetailsVisible(bool visible)
{
    const bool hadFocus = m_splitter->widget(2)->isAncestorOf(focusWidget());
    (m_detailsBeside ? m_detailsWanted : m_detailsAlone) = visible;
    arrange();
    if (hadFocus && !visible) {
        m_conversation->focusComposer(); // or it would be wherever the next one is
    }
}

void MainWindow::openConversation(const ConversationId &id)
{
    if (id.isNull()) {
        return;
    }
    if (ChatWindow *own = windowOf(id)) {
        own->comeForward();
        return;
    }
    m_conversation->open(id);
    m_details->show(id);
    m_lists->setCurrent(id);
    m_detailsAlone = false; // whoever opens a chat wants to see it
    arrange();
    m_conversation->focusComposer();
    m_conversation->noteSeen();
}

void MainWindow::openMessage(const ConversationId &id, qint64 message)
{
    openConversation(id);
    const ChatWindow *own = windowOf(id);
    (own ? own->conversation() : *m_conversation).showMessage(message);
}

void MainWindow::leaveConversation()
{
    m_conversation->close();
    m_lists->setCurrent({});
    arrange();
}

Jid MainWindow::accountFor(const Jid &peer) const
{
    return m_services.accounts.writerTo(peer, m_conversation->id().account);
}

ChatWindow *MainWindow::windowOf(const ConversationId &id) const
{
    const auto found = std::find_if(m_windows.cbegin(), m_windows.cend(),
                                    [&id](const QPointer<ChatWindow> &window) { return window && window->id() == id; });
    return found == m_windows.cend() ? nullptr : found->data();
}

/// A conversation is open in one place at a time: it has one draft.
void MainWindow::openWindow(const ConversationId &id)
{
    ChatWindow *window = windowOf(id);
    if (!window) {
        if (m_conversation->id() == id) {
            leaveConversation();
        }
        window = new ChatWindow(m_services, m_dialogs, *m_chats, id);
        connect(window, &ChatWindow::linkActivated, this, &MainWindow::activateLink);
        connect(window, &ChatWindow::forwardRequested, this, &MainWindow::forward);
        connect(window, &ChatWindow::conversationWanted, this, &MainWindow::openConversation);
        connect(window, &ChatWindow::configurationWanted, m_rooms, &RoomWindows::configure);
        window->conversation().setRoomCommands([this](const ConversationId &room) { return m_rooms->commands(room); });
        m_windows.removeAll(QPointer<ChatWindow>());
        m_windows.append(window);
    }
    window->comeForward();
}

void MainWindow::askForChat()
{
    auto *dialog = new NewChatDialog(m_services.accounts, accountFor({}), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &NewChatDialog::chosen, this, &MainWindow::openConversation);
    dialog->open();
}

void MainWindow::showAddContact()
{
    auto *dialog = new ContactDialog(m_services.accounts, {}, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ContactDialog::added, this, &MainWindow::openConversation);
    dialog->show();
}

void MainWindow::showAccountWizard()
{
    auto *wizard = new AccountWizard(m_services, m_dialogs, this);
    wizard->setAttribute(Qt::WA_DeleteOnClose);
    wizard->open();
}

void MainWindow::showSettings(const QString &widget)
{
    auto *dialog = new SettingsDialog(m_services, m_dialogs, this);
    connect(dialog, &SettingsDialog::accountWanted, this, &MainWindow::showAccountWizard);
    dialog->setSurroundings(m_surroundings());
    dialog->show();
    dialog->goTo(widget);
}

QList<Command> MainWindow::commands()
{
    QList<Command> all = m_rooms->commands(m_conversation->id()) + m_bar->commands();
    const auto topics = SettingsDialog(m_services, m_dialogs).topics();
    for (const SettingsDialog::Topic &topic : topics) {
        all.append({ topic.text, QStringLiteral("settings"), [this, topic] { showSettings(topic.widget); },
                     topic.alsoFoundBy });
    }
    return all;
}

/// Whoever types an address may wish to write there, whether it is known or not.
QList<Command> MainWindow::suggestions(const QString &text)
{
    const Jid peer = enteredAddress(text).value_or(Jid()).bare();
    const ConversationId chat { accountFor(peer), peer };
    if (!peer.hasLocal() || chat.isNull()) {
        return {};
    }
    return { { tr("Write to %1").arg(peer.toString()), QStringLiteral("chat"),
               [this, chat] { openConversation(chat); } },
             { tr("Join the room %1…").arg(peer.toString()), QStringLiteral("people"), [this, chat] {
                  m_rooms->lookAt({ m_rooms->accountIn(chat.peer, chat.account), chat.peer });
              } } };
}

void MainWindow::showConsole()
{
    auto *console = findChild<XmlConsole *>();
    bringForward(console ? *console : *new XmlConsole(m_services.accounts, this));
}

void MainWindow::showAbout() { (new AboutDialog(this))->show(); }

void MainWindow::showPeople() { m_lists->showPeople(); }

void MainWindow::comeForward() { bringForward(*this); }

ConversationId MainWindow::visibleConversation() const
{
    for (const QPointer<ChatWindow> &window : m_windows) {
        if (window && window->conversation().seesNewest()) {
            return window->id();
        }
    }
    return m_conversation->seesNewest() ? m_conversation->id() : ConversationId();
}

void MainWindow::updateTitle()
{
    const int unread = m_services.conversations.unreadTotal();
    const QString title =
        m_profileName.isEmpty() ? QStringLiteral("Natter") : m_profileName + QStringLiteral(" – Natter");
    setWindowTitle(unread > 0 ? tr("(%1) %2").arg(unread).arg(title) : title);
}

void MainWindow::setProfileName(const QString &name)
{
    m_profileName = name;
    updateTitle();
}

void MainWindow::reopenLast()
{
    const ConversationId last = m_services.preferences.values().lastChat;
    const bool known = m_services.accounts.find(last.account) && !m_services.conversations.summary(last).isEmpty();
    const auto *field = qobject_cast<QLineEdit *>(focusWidget());
    const bool typing = field && !field->text().isEmpty(); // what is typed would go on in the chat
    if (known && !typing && !m_narrow && !m_conversation->isOpen()) { // in a narrow window it would hide the others
        openConversation(last);
    }
}

void MainWindow::putAway()
{
    savePlacement();
    hide();
    m_conversation->saveDraft();
    for (const QPointer<ChatWindow> &window : std::as_const(m_windows)) {
        if (window) {
            window->hide();
            window->conversation().saveDraft();
        }
    }
}

void MainWindow::savePlacement()
{
    auto values = m_services.preferences.values();
    values.windowGeometry = saveGeometry();
    values.splitter = m_splitter->saveState();
    values.collapsed = m_collapsed;
    values.lastChat = m_conversation->id();
    m_services.preferences.set(values);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    savePlacement();
    const bool hides = m_hidesOnClose && QSystemTrayIcon::isSystemTrayAvailable(); // it may have gone since
    if (hides && m_services.preferences.values().closeToTray) {
        event->ignore();
        hide();
        return;
    }
    QMainWindow::closeEvent(event);
    Q_EMIT quitRequested();
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    arrange();
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    m_empty->focusFirst();
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::ActivationChange && isActiveWindow()) {
        m_conversation->noteSeen();
    }
}

} // namespace natter
