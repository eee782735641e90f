// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chats_pane.h"

#include "chat/faces.h"
#include "domain/search_text.h"
#include "widgets/flow_layout.h"
#include "widgets/list_delegates.h"
#include "widgets/search_field.h"
#include "widgets/shortcuts.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace natter {

namespace {

/// A list in which a click selects or changes nothing: what is open stays marked.
class RowList final : public QListView
{
public:
    using QListView::QListView;

protected:
    QItemSelectionModel::SelectionFlags selectionCommand(const QModelIndex &index, const QEvent *event) const override
    {
        const auto command = QListView::selectionCommand(index, event);
        const bool takesAway = command & (QItemSelectionModel::Deselect | QItemSelectionModel::Toggle);
        const bool isButton =
            event && (event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonRelease);
        const bool asksForMenu = isButton && static_cast<const QMouseEvent *>(event)->button() == Qt::RightButton;
        return index.isValid() && !takesAway && !asksForMenu ? command : QItemSelectionModel::NoUpdate;
    }
};

} // namespace

ChatsPane::ChatsPane(const ChatServices &services, ChatListModel &chats, PeopleModel &people, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_people(people)
    , m_filter(chats)
    , m_messages(services)
    , m_found(m_filter, people, m_messages, m_commands)
    , m_search(new SearchField(this))
    , m_tabs(new QWidget(this))
    , m_chatsTab(new QPushButton(tr("Chats"), this))
    , m_peopleTab(new QPushButton(tr("People"), this))
    , m_all(new QPushButton(tr("All"), this))
    , m_unread(new QPushButton(tr("Unread"), this))
    , m_direct(new QPushButton(tr("Direct"), this))
    , m_rooms(new QPushButton(tr("Rooms"), this))
    , m_archived(new QPushButton(tr("Archived"), this))
    , m_offline(new QPushButton(tr("Show offline"), this))
    , m_account(new QPushButton(this))
    , m_lists(new QStackedWidget(this))
    , m_chatList(buildList(&m_filter, tr("Chats")))
    , m_peopleList(buildList(&people, tr("People")))
    , m_foundList(buildList(&m_found, tr("What was found")))
    , m_empty(new QLabel(m_lists))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 12, 0, 0);
    layout->setSpacing(8);
    auto *top = new QVBoxLayout;
    top->setContentsMargins(12, 0, 12, 0);
    top->setSpacing(8);
    top->addWidget(m_search);
    top->addWidget(m_tabs);
    buildTabs();
    layout->addLayout(top);
    layout->addWidget(m_lists, 1);
    m_lists->addWidget(m_chatList);
    m_lists->addWidget(m_peopleList);
    m_lists->addWidget(m_foundList);
    m_lists->addWidget(m_empty);
    m_chatList->setItemDelegate(new ChatDelegate(services.accounts.faces(), m_chatList));
    m_peopleList->setItemDelegate(new PersonDelegate(m_peopleList));
    m_foundList->setItemDelegate(new SearchDelegate(services.accounts.faces(), m_foundList));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setTextFormat(Qt::PlainText);
    m_empty->setProperty("role", QLatin1String("muted"));
    m_empty->setMargin(24);
    m_search->setPlaceholderText(tr("Search"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_search->setToolTip(
        tr("Finds chats, people, messages, actions and settings. For messages, from:name, in:name, "
           "before:2026-11-29, after:2026-11, has:link, has:file and has:image narrow it down, and \"two "
           "words\" are found together."));
    const auto showKeys = [this, &preferences = services.preferences] {
        m_search->setKeys(keysOf(Shortcut::Find, preferences).value(0));
    };
    connect(&services.preferences, &Preferences::changed, m_search, showKeys);
    showKeys();
    m_search->setMaxLength(SearchWords::maxChars);
    m_search->installEventFilter(this);
    connect(m_search, &QLineEdit::textChanged, this, &ChatsPane::search);
    for (QAbstractItemModel *model : std::initializer_list<QAbstractItemModel *> { &m_filter, &m_people }) {
        connect(model, &QAbstractItemModel::rowsInserted, this, &ChatsPane::updateEmpty);
        connect(model, &QAbstractItemModel::rowsRemoved, this, &ChatsPane::updateEmpty);
        connect(model, &QAbstractItemModel::modelReset, this, [this] {
            updateEmpty();
            setCurrent(m_current);
        });
    }
    connect(m_foundList->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this] { m_choiceMade = m_choiceMade || m_foundList->hasFocus(); });
    keepChoice();
    connect(&services.conversations, &Conversations::loaded, this, &ChatsPane::updateEmpty);
    QTimer::singleShot(200, this, [this] { // before, it would only flicker
        m_opening = tr("Opening your messages…");
        updateEmpty();
    });
    connect(&services.accounts, &Accounts::added, this, &ChatsPane::offerAccounts);
    connect(&services.accounts, &Accounts::removed, this, &ChatsPane::offerAccounts);
    offerAccounts();
    people.setShowOffline(services.preferences.values().showOffline);
    showTab(0);
}

/// Of what was found, whatever arrives meanwhile; until somebody chooses, it is the first.
void ChatsPane::keepChoice()
{
    connect(&m_found, &QAbstractItemModel::modelAboutToBeReset, this, [this] {
        const QModelIndex chosen = m_foundList->currentIndex();
        m_chosen = chosen.data(ChatListModel::IdRole).value<ConversationId>();
        m_chosenMessage = chosen.data(MessageHitsModel::HitRole).value<SearchHit>().message.row;
        m_chosenCommand = m_chosen.isNull() && m_chosenMessage == 0 ? chosen.data().toString() : QString();
    });
    connect(&m_found, &QAbstractItemModel::modelReset, this, [this] {
        updateEmpty();
        const bool stays = m_choiceMade
            && (goTo(*m_foundList, m_chosen) || goToMessage(m_chosenMessage) || goToCommand(m_chosenCommand));
        if (!stays) {
            goToFirst(*m_foundList, QItemSelectionModel::ClearAndSelect);
        }
    });
}

QListView *ChatsPane::buildList(QAbstractItemModel *model, const QString &name)
{
    auto *list = new RowList(m_lists);
    list->setModel(model);
    list->setFrameShape(QFrame::NoFrame);
    list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list->setMouseTracking(true);
    list->setContextMenuPolicy(Qt::CustomContextMenu);
    list->setAccessibleName(name);
    list->installEventFilter(this);
    list->verticalScrollBar()->setSingleStep(24);
    connect(&m_services.accounts.faces(), &Faces::changed, list->viewport(), qOverload<>(&QWidget::update));
    connect(list, &QListView::clicked, this, &ChatsPane::openIndex);
    connect(list, &QListView::activated, this, &ChatsPane::openIndex);
    connect(list, &QWidget::customContextMenuRequested, this, [this, list](const QPoint &position) {
        const auto id = list->indexAt(position).data(ChatListModel::IdRole).value<ConversationId>();
        if (!id.isNull()) {
            Q_EMIT contactMenuRequested(id, list->viewport()->mapToGlobal(position));
        }
    });
    return list;
}

void ChatsPane::buildTabs()
{
    auto *layout = new QVBoxLayout(m_tabs);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    auto *tabs = new QHBoxLayout;
    tabs->setSpacing(8);
    tabs->addWidget(m_chatsTab, 1);
    tabs->addWidget(m_peopleTab, 1);
    auto *chips = new FlowLayout;
    chips->setSpacing(6);
    for (QPushButton *chip : { m_all, m_unread, m_direct, m_rooms, m_archived, m_offline }) {
        chips->addWidget(chip);
    }
    layout->addLayout(tabs);
    layout->addLayout(chips);
    layout->addWidget(m_account);
    m_account->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed); // a long address does not widen the pane
    m_account->setMenu(new QMenu(m_account));
    m_account->setProperty("choice", true);
    for (QPushButton *button :
         { m_chatsTab, m_peopleTab, m_all, m_unread, m_direct, m_rooms, m_archived, m_offline, m_account }) {
        button->setCheckable(button != m_account);
        button->setAutoDefault(false);
        const bool tab = button == m_chatsTab || button == m_peopleTab;
        button->setProperty("kind", QLatin1String(tab ? "tab" : "chip"));
    }
    m_all->setChecked(true);
    m_offline->setChecked(m_services.preferences.values().showOffline);
    connect(m_chatsTab, &QPushButton::clicked, this, [this] { showTab(0); });
    connect(m_peopleTab, &QPushButton::clicked, this, [this] { showTab(1); });
    using Show = ChatFilterModel::Show;
    connect(m_all, &QPushButton::clicked, this, [this] { filter(Show::All); });
    connect(m_unread, &QPushButton::clicked, this, [this] { filter(Show::Unread); });
    connect(m_direct, &QPushButton::clicked, this, [this] { filter(Show::Direct); });
    connect(m_rooms, &QPushButton::clicked, this, [this] { filter(Show::Rooms); });
    connect(m_archived, &QPushButton::clicked, this, [this] { filter(Show::Archived); });
    connect(&m_services.conversations, &Conversations::summaryChanged, this, &ChatsPane::offerFilters);
    connect(&m_services.conversations, &Conversations::loaded, this, &ChatsPane::offerFilters);
    offerFilters();
    connect(m_offline, &QPushButton::clicked, this, [this](bool checked) {
        m_people.setShowOffline(checked);
        auto values = m_services.preferences.values();
        values.showOffline = checked;
        m_services.preferences.set(values);
        updateEmpty();
    });
}

void ChatsPane::filter(ChatFilterModel::Show show)
{
    using Show = ChatFilterModel::Show;
    m_all->setChecked(show == Show::All);
    m_unread->setChecked(show == Show::Unread);
    m_direct->setChecked(show == Show::Direct);
    m_rooms->setChecked(show == Show::Rooms);
    m_archived->setChecked(show == Show::Archived);
    m_filter.setShow(show);
    updateEmpty();
}

/// Where nothing is archived, and there are no rooms, there is nothing to choose.
void ChatsPane::offerFilters()
{
    const auto &all = m_services.conversations.all();
    const bool isAnyArchived =
        std::any_of(all.cbegin(), all.cend(), [](const ChatSummary &chat) { return chat.treatment.isArchived; });
    const bool isAnyRoom =
        std::any_of(all.cbegin(), all.cend(), [](const ChatSummary &chat) { return chat.kind == ChatKind::Room; });
    const bool showsRooms = m_direct->isChecked() || m_rooms->isChecked();
    if ((!isAnyArchived && m_archived->isChecked()) || (!isAnyRoom && showsRooms)) {
        filter(ChatFilterModel::Show::All);
    }
    m_archived->setVisible(isAnyArchived && m_chatsTab->isChecked());
    m_direct->setVisible(isAnyRoom && m_chatsTab->isChecked());
    m_rooms->setVisible(isAnyRoom && m_chatsTab->isChecked());
}

void ChatsPane::showTab(int tab)
{
    m_chatsTab->setChecked(tab == 0);
    m_peopleTab->setChecked(tab == 1);
    m_all->setVisible(tab == 0);
    m_unread->setVisible(tab == 0);
    offerFilters();
    m_offline->setVisible(tab == 1);
    updateEmpty();
}

void ChatsPane::showPeople() { showTab(1); }

void ChatsPane::setCollapsed(bool collapsed)
{
    if (collapsed) {
        m_search->clear(); // a filter nobody sees would hide chats
        showAccount({});
    }
    m_search->setVisible(!collapsed);
    m_tabs->setVisible(!collapsed && !isSearching());
    m_empty->setMargin(collapsed ? 0 : 24);
    m_empty->setVisible(!collapsed);
    updateEmpty();
}

/// Whoever searches finds chats and people alike, whatever was shown before.
void ChatsPane::search(const QString &text)
{
    m_choiceMade = false;
    m_filter.setText(text);
    m_people.setText(text);
    m_messages.setText(text);
    m_commands.setText(text);
    m_found.setSearching(isSearching());
    m_tabs->setVisible(!isSearching());
    updateEmpty();
}

bool ChatsPane::isSearching() const { return !m_search->text().trimmed().isEmpty(); }

void ChatsPane::offerAccounts()
{
    QMenu *menu = m_account->menu();
    menu->clear();
    const auto offer = [this, menu](const QString &text, const Jid &account) {
        QAction *action = menu->addAction(text, this, [this, account] { showAccount(account); });
        action->setCheckable(true);
        action->setData(QVariant::fromValue(account));
    };
    offer(tr("All accounts"), {});
    const auto accounts = m_services.accounts.all();
    for (const Account *account : accounts) {
        offer(account->jid().toString(), account->jid());
    }
    m_account->setVisible(accounts.size() > 1);
    showAccount(m_services.accounts.find(m_shownAccount) ? m_shownAccount : Jid());
}

void ChatsPane::showAccount(const Jid &account)
{
    m_shownAccount = account;
    const auto actions = m_account->menu()->actions();
    for (QAction *action : actions) {
        action->setChecked(action->data().value<Jid>() == account);
    }
    m_account->setText(account.isNull() ? tr("All accounts") : account.toString());
    m_account->setToolTip(account.isNull() ? tr("Whose chats and contacts are shown") : account.toString());
    m_filter.setAccount(account);
    m_people.setAccount(account);
    updateEmpty();
}

/// An empty list says why it is empty and what to do.
void ChatsPane::updateEmpty()
{
    const bool people = m_peopleTab->isChecked();
    QListView *list = isSearching() ? m_foundList : (people ? m_peopleList : m_chatList);
    if (list->model()->rowCount() > 0) {
        m_lists->setCurrentWidget(list);
        return;
    }
    QString text;
    if (m_services.accounts.isEmpty()) {
        text = tr("Add an account to begin.");
    } else if (isSearching()) {
        text = tr("Nothing found.");
    } else if (!people && !m_services.conversations.isLoaded()) {
        text = m_opening;
    } else if (people && !m_offline->isChecked()) {
        text = tr("Nobody is online.");
    } else if (people) {
        text = tr("No contacts here yet. Add one with the + below.");
    } else if (m_unread->isChecked()) {
        text = tr("No unread messages.");
    } else if (m_rooms->isChecked()) {
        text = tr("No rooms yet. Join one with the + below.");
    } else {
        text = tr("No chats yet. Open one from People, or with the + below.");
    }
    m_empty->setText(text);
    m_lists->setCurrentWidget(m_empty);
}

void ChatsPane::openIndex(const QModelIndex &index)
{
    if (index.data(PeopleModel::IsHeaderRole).toBool() && index.model() == &m_people) {
        m_people.toggleGroup(index.data(PeopleModel::GroupRole).toString());
        return;
    }
    const auto id = index.data(ChatListModel::IdRole).value<ConversationId>();
    if (!id.isNull()) {
        Q_EMIT opened(id);
        return;
    }
    const ChatMessage message = index.data(MessageHitsModel::HitRole).value<SearchHit>().message;
    if (message.row != 0) {
        m_lastSearch = m_search->text(); // whoever looks at one hit may want the next one
        Q_EMIT messageOpened(message.conversation, message.row);
        return;
    }
    const auto source = index.data(SearchModel::SourceRole).value<QModelIndex>();
    if (source.isValid() && source.model() == &m_commands) {
        const Command command = m_commands.at(source);
        m_search->clear(); // and the command with it
        command.run();
    }
}

void ChatsPane::setCurrent(const ConversationId &id)
{
    m_current = id;
    m_filter.setCurrent(id);
    for (QListView *list : { m_chatList, m_peopleList }) { // what is found is to be chosen, whatever is open
        if (!goTo(*list, id)) {
            list->clearSelection();
        }
    }
}

/// False if it is not there.
bool ChatsPane::goTo(QListView &list, const ConversationId &id)
{
    const auto found = list.model()->match(list.model()->index(0, 0), ChatListModel::IdRole, QVariant::fromValue(id), 1,
                                           Qt::MatchExactly);
    if (!id.isNull() && !found.isEmpty()) {
        list.setCurrentIndex(found.first());
        return true;
    }
    return false;
}

bool ChatsPane::goToMessage(qint64 message)
{
    for (int row = 0; message != 0 && row < m_found.rowCount(); ++row) {
        const QModelIndex index = m_found.index(row);
        if (index.data(MessageHitsModel::HitRole).value<SearchHit>().message.row == message) {
            m_foundList->setCurrentIndex(index);
            return true;
        }
    }
    return false;
}

bool ChatsPane::goToCommand(const QString &text)
{
    const auto found =
        m_found.match(m_found.index(0), Qt::DisplayRole, text, -1, Qt::MatchExactly | Qt::MatchCaseSensitive);
    for (const QModelIndex &index : found) {
        const auto source = index.data(SearchModel::SourceRole).value<QModelIndex>();
        if (!text.isEmpty() && source.isValid() && source.model() == &m_commands) {
            m_foundList->setCurrentIndex(index);
            return true;
        }
    }
    return false;
}

void ChatsPane::focusSearch()
{
    if (m_search->text().isEmpty()) {
        m_search->setText(std::exchange(m_lastSearch, {}));
    }
    m_search->setFocus();
    m_search->selectAll();
}

/// By keyboard, so that one sees where one is.
void ChatsPane::focusList()
{
    auto *list = qobject_cast<QListView *>(m_lists->currentWidget());
    window()->setAttribute(Qt::WA_KeyboardFocusChange);
    m_lists->currentWidget()->setFocus(Qt::ShortcutFocusReason);
    if (list && !list->currentIndex().isValid()) {
        goToFirst(*list, QItemSelectionModel::NoUpdate); // it is not open yet
    }
}

void ChatsPane::goToFirst(QListView &list, QItemSelectionModel::SelectionFlags selection)
{
    for (int row = 0; row < list.model()->rowCount(); ++row) {
        const QModelIndex candidate = list.model()->index(row, 0);
        if (candidate.flags().testFlag(Qt::ItemIsSelectable)) { // else a heading
            list.selectionModel()->setCurrentIndex(candidate, selection);
            return;
        }
    }
}

void ChatsPane::openNeighbour(Step step)
{
    const auto open = m_filter.match(m_filter.index(0, 0), ChatListModel::IdRole, QVariant::fromValue(m_current), 1,
                                     Qt::MatchExactly);
    const int row = open.isEmpty() ? 0 : open.first().row() + (step == Step::Next ? 1 : -1);
    const QModelIndex wanted = m_filter.index(row, 0);
    if (wanted.isValid()) {
        openIndex(wanted);
    }
}

/// Whoever goes away with nothing chosen sees again what is open.
void ChatsPane::forgetChoice(const QFocusEvent &left)
{
    if (left.reason() != Qt::PopupFocusReason && left.reason() != Qt::ActiveWindowFocusReason) {
        setCurrent(m_current);
    }
}

/// From the search field, the arrows move in the list, Enter opens what is chosen, and Escape ends the search.
bool ChatsPane::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusOut && (watched == m_chatList || watched == m_peopleList)) {
        forgetChoice(*static_cast<QFocusEvent *>(event));
    }
    const bool pressed = event->type() == QEvent::KeyPress;
    if (watched != m_search || (!pressed && event->type() != QEvent::ShortcutOverride)) {
        return QWidget::eventFilter(watched, event);
    }
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (key == Qt::Key_Escape && !m_search->text().isEmpty()) {
        if (pressed) {
            m_search->clear();
            Q_EMIT searchLeft();
        }
        event->accept(); // not the window's
        return true;
    }
    auto *list = qobject_cast<QListView *>(m_lists->currentWidget());
    if (!pressed || !list) {
        return false;
    }
    if (key == Qt::Key_Down || key == Qt::Key_Up) {
        m_choiceMade = true;
        const int step = key == Qt::Key_Down ? 1 : -1;
        int row = list->currentIndex().isValid() ? list->currentIndex().row() + step : 0;
        while (list->model()->index(row, 0).isValid()
               && !list->model()->flags(list->model()->index(row, 0)).testFlag(Qt::ItemIsSelectable)) {
            row += step; // a group's heading
        }
        if (const QModelIndex next = list->model()->index(row, 0); next.isValid()) {
            list->setCurrentIndex(next);
        }
        return true;
    }
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        QModelIndex chosen = list->currentIndex();
        for (int row = 0; !chosen.isValid() && row < list->model()->rowCount(); ++row) {
            const QModelIndex candidate = list->model()->index(row, 0);
            chosen = candidate.flags().testFlag(Qt::ItemIsSelectable) ? candidate : QModelIndex();
        }
        openIndex(chosen);
        m_search->clear();
        return true;
    }
    return false;
}

} // namespace natter
