// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/join_room_dialog.h"

#include "base/future.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "chat/faces.h"
#include "domain/search_text.h"
#include "models/room_texts.h"
#include "stanza/xmpp_uri.h"
#include "widgets/error_text.h"
#include "widgets/form_labels.h"
#include "widgets/room_delegate.h"
#include "widgets/room_text.h"
#include "widgets/windows.h"

#include "ui_join_room_dialog.h"

#include <QCompleter>
#include <QCoreApplication>
#include <QKeyEvent>
#include <QScrollBar>

#include <algorithm>

namespace natter {

using namespace std::chrono_literals;

static constexpr int rowsAhead = 10; ///< of the end, before it is in sight

static Error notConnected() { return { Error::Kind::NotConnected, {}, {}, {} }; }

JoinRoomDialog::JoinRoomDialog(Accounts &accounts, const Jid &preferred, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::JoinRoomDialog>())
    , m_accounts(accounts)
    , m_rooms([this](const Jid &room) {
        Account *asking = account();
        return asking ? asking->rooms().info(room) : readyFuture(Result<RoomInfo>(failure(notConnected())));
    })
    , m_finder(m_rooms, [this](const Jid &service, const ChannelQuery &query) {
        Account *asking = account();
        return asking ? asking->rooms().search(service, query)
                      : readyFuture(Result<FoundRooms>(failure(notConnected())));
    })
{
    m_ui->setupUi(this);
    centreFormLabels(this);
    resizeWithinScreen(*this, { 560, 600 });
    for (const Account *each : accounts.all()) {
        m_ui->account->addItem(each->jid().toString());
    }
    m_ui->account->setCurrentText(preferred.toString());
    const bool several = m_ui->account->count() > 1;
    m_ui->account->setVisible(several);
    m_ui->accountLabel->setVisible(several);
    m_ui->problem->hide();
    buildList();
    connectActions();
    goBack();
    findServices();
}

JoinRoomDialog::~JoinRoomDialog() = default;

void JoinRoomDialog::buildList()
{
    m_ui->rooms->setModel(&m_rooms);
    m_ui->rooms->setItemDelegate(new RoomDelegate(m_ui->rooms));
    m_ui->rooms->setAccessibleName(tr("Rooms"));
    m_ui->rooms->verticalScrollBar()->setSingleStep(24);
    m_ui->search->setAccessibleName(m_ui->search->placeholderText());
    m_ui->search->setMaxLength(SearchWords::maxChars);
    m_ui->search->installEventFilter(this);
    auto *completer = new QCompleter(&m_addresses, this);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setCompletionMode(QCompleter::PopupCompletion);
    m_ui->search->setCompleter(completer);
    m_ui->service->setInsertPolicy(QComboBox::NoInsert);
    m_ui->service->lineEdit()->setPlaceholderText(QStringLiteral("chat.capulet.lit"));
    m_ui->service->setCompleter(nullptr);
    m_ui->service->lineEdit()->installEventFilter(this);
    m_sightSoon.setSingleShot(true);
    m_sightSoon.setInterval(50ms);
    connect(&m_sightSoon, &QTimer::timeout, this, &JoinRoomDialog::noteSight);
    connect(m_ui->rooms->verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        m_rooms.setSteady(value > 0 || m_ui->rooms->hasFocus());
        m_sightSoon.start();
    });
    connect(&m_rooms, &QAbstractItemModel::modelReset, this, &JoinRoomDialog::updateList);
    connect(&m_finder, &RoomSearch::changed, this, &JoinRoomDialog::updateList);
    connect(&m_rooms, &QAbstractItemModel::layoutChanged, &m_sightSoon, qOverload<>(&QTimer::start));
    connect(m_ui->rooms, &QListView::activated, this, &JoinRoomDialog::goOn);
    connect(m_ui->rooms->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        m_rooms.setSteady(true);
        m_ui->problem->hide();
        m_ui->next->setEnabled(!chosen().isNull());
    });
}

void JoinRoomDialog::connectActions()
{
    connect(m_ui->search, &QLineEdit::textChanged, this, &JoinRoomDialog::search);
    connect(m_ui->service, &QComboBox::activated, this, &JoinRoomDialog::browse);
    connect(m_ui->order, &QComboBox::activated, this, [this](int order) {
        m_rooms.setOrder(order == 0 ? RoomListModel::Order::People : RoomListModel::Order::Name);
        m_finder.setOrder(order == 0 ? ChannelQuery::Order::Occupants : ChannelQuery::Order::Address);
    });
    m_ui->summary->setFaceOf([this](const Jid &room, const QByteArray &hash) {
        const Account *asking = account();
        return asking ? m_accounts.faces().of({ asking->jid(), room }, hash) : QImage();
    });
    connect(&m_accounts.faces(), &Faces::changed, m_ui->summary, qOverload<>(&QWidget::update));
    connect(m_ui->contacts, &ServiceContacts::linkActivated, this, &JoinRoomDialog::linkActivated);
    connect(m_ui->summary, &RoomSummary::linkActivated, this, &JoinRoomDialog::linkActivated);
    connect(m_ui->account, &QComboBox::activated, this, &JoinRoomDialog::changeAccount);
    connect(m_ui->next, &QPushButton::clicked, this, &JoinRoomDialog::goOn);
    connect(m_ui->back, &QPushButton::clicked, this, &JoinRoomDialog::goBack);
    connect(m_ui->join, &QPushButton::clicked, this, &JoinRoomDialog::join);
    connect(m_ui->cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_ui->create, &QPushButton::clicked, this, [this] {
        const Account *creator = account();
        const Jid room = m_room;
        reject();
        if (creator) {
            Q_EMIT creationWanted(creator->jid(), room);
        }
    });
    connect(&m_accounts, &Accounts::aboutToRemove, this, [this](Account *gone) {
        if (gone->jid().toString() == m_ui->account->currentText()) {
            m_entry.reset();
            reject();
        }
    });
    connect(&m_accounts, &Accounts::statusChanged, this, [this](Account *changed) {
        const bool isNews = changed == account() && isOnline() && m_ui->service->count() == 0;
        if (isNews) {
            findServices();
        }
    });
}

Account *JoinRoomDialog::account() const { return m_accounts.find(Jid::orNull(m_ui->account->currentText())); }

bool JoinRoomDialog::isOnline() const
{
    const Account *found = account();
    return found && found->status().phase == AccountStatus::Phase::Online;
}

void JoinRoomDialog::changeAccount()
{
    if (m_entry) {
        m_entry->giveUp();
        m_entry.reset();
    }
    if (m_room.isNull()) {
        findServices();
    } else {
        askAgain();
    }
}

/// What the account's server has comes first, then where its rooms are.
void JoinRoomDialog::findServices()
{
    m_ui->service->clear();
    m_ui->contacts->setContacts({});
    m_services.clear();
    m_finder.end();
    m_rooms.setRooms({});
    const int asked = ++m_search;
    Account *asking = account();
    if (!asking || !isOnline()) {
        m_listState = roomErrorText(notConnected());
        updateList();
        return;
    }
    m_listState = tr("Looking for rooms…");
    updateList();
    whenDone(asking->rooms().services(), this, [this, asked](const Result<QList<RoomService>> &services) {
        Account *still = account();
        if (asked != m_search || !still) {
            return;
        }
        auto own = services.value_or(QList<RoomService>());
        std::stable_partition(own.begin(), own.end(), [](const RoomService &each) { return each.hasRooms; });
        for (const RoomService &service : own) {
            m_services.insert(service.address, service);
            offerService(service.address.toString());
        }
        const auto bookmarked = still->bookmarks().all().keys();
        for (const Jid &room : bookmarked) {
            offerService(room.domain());
        }
        const int usual = m_ui->service->findText(usualService(still->bookmarks(), own).toString());
        // Others are asked once the person chooses them
        m_ui->service->setCurrentIndex(own.isEmpty() ? -1 : qMax(usual, 0));
        m_listState = services ? tr("Your server has no rooms. Enter the address of a room, or another server.")
                               : roomErrorText(services.error());
        own.isEmpty() ? updateList() : browse();
    });
}

void JoinRoomDialog::offerService(const QString &service)
{
    if (m_ui->service->findText(service) < 0) {
        m_ui->service->addItem(service);
    }
}

void JoinRoomDialog::browse()
{
    const auto service = enteredAddress(m_ui->service->currentText());
    Account *asking = account();
    const int asked = ++m_search;
    m_ui->contacts->setContacts({});
    m_finder.end();
    m_rooms.setRooms({});
    if (!service || service->hasLocal()) {
        m_listState = tr("This is not the address of a server. It looks like chat.capulet.lit.");
    } else if (!asking || !isOnline()) {
        m_listState = roomErrorText(notConnected());
    } else if (const auto own = m_services.constFind(service->domainJid()); own != m_services.cend()) {
        lookThrough(*own);
    } else {
        m_listState = tr("Looking for rooms…");
        whenDone(asking->rooms().service(service->domainJid()), this,
                 [this, asked, address = service->domainJid()](const Result<RoomService> &answer) {
                     const bool isThere = answer || answer.error().kind == Error::Kind::Malformed
                         || (answer.error().kind == Error::Kind::Remote
                             && !answer.error().condition.startsWith(u"remote-server"));
                     if (asked == m_search && isThere) { // it may list rooms without saying what it is
                         lookThrough(answer.value_or(RoomService { address }));
                     } else if (asked == m_search) {
                         m_listState = roomErrorText(answer.error());
                         updateList();
                     }
                 });
    }
    updateList();
}

void JoinRoomDialog::lookThrough(const RoomService &service)
{
    m_ui->contacts->setContacts(service.contacts);
    if (service.canSearch) {
        m_finder.begin(service.address);
    } else {
        list(service);
    }
}

void JoinRoomDialog::list(const RoomService &service)
{
    m_listState = tr("Looking for rooms…");
    whenDone(account()->rooms().browse(service.address), this,
             [this, asked = m_search, domain = service.address.domain()](const Result<QList<RoomListing>> &rooms) {
                 if (asked != m_search) {
                     return;
                 }
                 m_listState = rooms ? tr("%1 lists no rooms. Those that are not listed can be joined by their "
                                          "addresses.")
                                           .arg(domain)
                                     : roomErrorText(rooms.error());
                 m_rooms.setRooms(rooms.value_or(QList<RoomListing>()));
                 updateList();
             });
    updateList();
}

/// What stands in the place of what a search has not found.
QString JoinRoomDialog::searchState() const
{
    const QString said = withVisibleControls(cut(m_finder.error().text, limits::statusChars).simplified());
    switch (m_finder.state()) {
    case RoomSearch::State::Off:
        break;
    case RoomSearch::State::Searching:
        return tr("Searching…");
    case RoomSearch::State::Found:
        return m_ui->search->text().isEmpty()
            ? tr("This service knows no rooms. One can be joined by its address.")
            : tr("No room was found for these words. The address of a room can be entered as well.");
    case RoomSearch::State::WordsNeeded:
        return tr("Enter words to search for.");
    case RoomSearch::State::WordsRefused:
        //: %1 is what the service says, in its own words
        return said.isEmpty() ? tr("The service cannot search for this. Try longer or other words.")
                              : tr("The service cannot search for this. It says: %1").arg(embedded(said));
    case RoomSearch::State::Resting:
        return tr("The service is asked too much. It is asked again in a while.");
    case RoomSearch::State::Failed:
        return roomErrorText(m_finder.error());
    }
    return {};
}

/// Behind an @ the services that there are. What is complete needs no list, which would take the first Enter.
void JoinRoomDialog::proposeAddresses()
{
    const QString text = m_ui->search->text().trimmed();
    const auto at = text.indexOf(u'@');
    QStringList addresses;
    for (int i = 0; at > 0 && i < m_ui->service->count(); ++i) {
        const QString address = text.left(at + 1) + m_ui->service->itemText(i);
        if (address.compare(text, Qt::CaseInsensitive) != 0) {
            addresses.append(address);
        }
    }
    if (addresses != m_addresses.stringList()) {
        m_addresses.setStringList(addresses);
    }
}

void JoinRoomDialog::search(const QString &text)
{
    m_ui->problem->hide();
    proposeAddresses();
    const auto address = entered();
    m_rooms.setText(address ? address->toString() : text);
    if (!address) {
        m_finder.setWords(text);
    }
    updateList();
}

std::optional<Jid> JoinRoomDialog::entered() const
{
    const auto address = enteredAddress(m_ui->search->text());
    return address && address->hasLocal() ? std::optional(address->bare()) : std::nullopt;
}

Jid JoinRoomDialog::chosen() const
{
    const auto address = entered();
    const QModelIndex index = m_ui->rooms->currentIndex();
    return address ? *address : index.data(RoomListModel::ListingRole).value<RoomListing>().address;
}

void JoinRoomDialog::noteSight()
{
    const QModelIndex first = m_ui->rooms->indexAt({ 4, 4 });
    const QModelIndex last = m_ui->rooms->indexAt({ 4, m_ui->rooms->viewport()->height() - 4 });
    const int lastRow = last.isValid() ? last.row() : m_rooms.rowCount() - 1;
    m_rooms.setInSight(first.row(), lastRow);
    if (m_finder.isOn() && m_ui->rooms->isVisible() && lastRow >= m_rooms.rowCount() - rowsAhead) {
        m_finder.fetchMore();
    }
}

void JoinRoomDialog::updateList()
{
    const auto address = entered();
    const bool any = m_rooms.rowCount() > 0;
    if (any && !m_ui->search->text().isEmpty() && !m_ui->rooms->currentIndex().isValid()) {
        m_ui->rooms->setCurrentIndex(m_rooms.index(0));
    }
    m_ui->listStack->setCurrentWidget(any ? static_cast<QWidget *>(m_ui->rooms) : m_ui->state);
    m_ui->state->setText(address                   ? tr("Go on to see what %1 is.").arg(embedded(address->toString()))
                             : m_finder.isOn()     ? searchState()
                             : m_rooms.total() > 0 ? tr("No room has these words. The address of a room can be entered "
                                                        "as well.")
                                                   : m_listState);
    m_ui->next->setEnabled(!chosen().isNull());
    m_sightSoon.start();
}

void JoinRoomDialog::goOn()
{
    const Jid room = chosen();
    if (m_ui->pages->currentWidget() != m_ui->choosePage) {
        return;
    }
    if (room.isNull()) {
        m_ui->problem->say(tr("Choose a room, or enter the address of one. It looks like garden@chat.capulet.lit."));
        return;
    }
    const auto uri = XmppUri::parse(m_ui->search->text().trimmed());
    m_ui->password->setText(uri ? uri->values.value(QStringLiteral("password")) : QString());
    ask(room);
}

void JoinRoomDialog::lookAt(const Jid &room, const Secret &password)
{
    m_ui->password->setText(password.reveal());
    ask(room);
}

/// Where we are already, there is nothing to ask.
void JoinRoomDialog::ask(const Jid &room)
{
    const Account *asking = account();
    const Room *known = asking ? account()->rooms().find(room) : nullptr;
    if (known && known->isIn()) {
        Q_EMIT joined({ asking->jid(), room });
        accept();
        return;
    }
    m_room = room;
    m_ui->summary->setRoom(room, m_rooms.indexOf(room).data(RoomListModel::ListingRole).value<RoomListing>().title);
    m_ui->pages->setCurrentWidget(m_ui->roomPage);
    m_ui->next->hide();
    m_ui->back->show();
    m_ui->join->show();
    m_ui->join->setDefault(true);
    m_ui->problem->hide();
    m_ui->create->hide();
    m_ui->nick->setFocus();
    m_ui->nick->selectAll();
    askAgain();
}

void JoinRoomDialog::askAgain()
{
    const int asked = ++m_search;
    Account *asking = account();
    askForPassword(!m_ui->password->text().isEmpty());
    m_ui->join->setEnabled(asking);
    if (!asking || !isOnline()) {
        m_ui->problem->say(roomErrorText(notConnected()));
        return;
    }
    const auto bookmark = asking->bookmarks().find(m_room);
    m_ui->nick->setText(bookmark && !bookmark->nick.isEmpty() ? bookmark->nick : asking->rooms().usualNick());
    m_ui->nick->selectAll();
    m_ui->summary->setRemark(tr("Asking what it is…"));
    whenDone(asking->rooms().info(m_room), this, [this, asked](const Result<RoomInfo> &info) {
        if (asked == m_search) {
            showInfo(info);
        }
    });
}

void JoinRoomDialog::showInfo(const Result<RoomInfo> &info)
{
    m_ui->summary->setRemark({});
    if (info && !info->isRoom) {
        m_ui->problem->say(tr("This is the address of something else than a room. Check it."));
        m_ui->join->setEnabled(false);
        return;
    }
    if (info) {
        m_ui->summary->setInfo(*info);
        askForPassword(info->isPasswordProtected || !m_ui->password->text().isEmpty());
        return;
    }
    const bool isFree = info.error().kind == Error::Kind::Remote && info.error().condition == u"item-not-found";
    if (isFree) {
        m_ui->problem->say(tr("There is no room at this address. Check it, or create the room."),
                           errorDetails(info.error()));
        m_ui->create->show();
        m_ui->join->setEnabled(false);
    } else if (info.error().kind == Error::Kind::Remote && !info.error().condition.startsWith(u"remote-server")) {
        m_ui->summary->setRemark(tr("The room does not say what it is. You may be able to join all the same."));
    } else {
        m_ui->problem->say(roomErrorText(info.error()), errorDetails(info.error()));
    }
}

void JoinRoomDialog::goBack()
{
    if (m_entry) {
        m_entry->giveUp();
        m_entry.reset();
    }
    setBusy(false);
    m_room = {};
    m_ui->password->clear();
    m_ui->problem->hide();
    m_ui->pages->setCurrentWidget(m_ui->choosePage);
    m_ui->next->show();
    m_ui->next->setDefault(true);
    m_ui->create->show();
    m_ui->back->hide();
    m_ui->join->hide();
    m_ui->search->setFocus();
    updateList();
}

void JoinRoomDialog::askForPassword(bool needed)
{
    m_ui->password->setVisible(needed);
    m_ui->passwordLabel->setVisible(needed);
    m_ui->keepPassword->setVisible(needed);
}

void JoinRoomDialog::join()
{
    Account *joining = account();
    const QString nick = m_ui->nick->text().trimmed();
    if (!joining || !isOnline()) {
        m_ui->problem->say(roomErrorText(notConnected()));
        return;
    }
    if (nick.isEmpty() || m_room.withResource(nick).isNull()) {
        m_ui->problem->say(tr("Enter the name that the others in the room are to see."));
        m_ui->nick->setFocus();
        return;
    }
    if (!m_entry) {
        m_entry = std::make_unique<RoomArrival>(joining->rooms(), joining->bookmarks(), m_room);
        connect(m_entry.get(), &RoomArrival::refused, this, &JoinRoomDialog::refuse);
        connect(m_entry.get(), &RoomArrival::entered, this, [this, id = ConversationId { joining->jid(), m_room }] {
            Q_EMIT joined(id);
            accept();
        });
    }
    RoomWish wish;
    wish.nick = nick;
    wish.password = Secret(m_ui->password->text());
    wish.isPasswordKept = m_ui->keepPassword->isChecked();
    setBusy(true);
    m_entry->begin(wish);
}

void JoinRoomDialog::refuse(const RoomProblem &problem)
{
    using Kind = RoomProblem::Kind;
    setBusy(false);
    m_ui->problem->say(problemText(problem), errorDetails(problem.error));
    if (problem.kind == Kind::PasswordNeeded || problem.kind == Kind::PasswordWrong) {
        askForPassword(true);
        m_ui->password->setFocus();
        m_ui->password->selectAll();
    } else if (problem.kind == Kind::NickTaken || problem.kind == Kind::NickRefused) {
        m_ui->nick->setFocus();
        m_ui->nick->selectAll();
    } else {
        m_ui->join->setFocus();
    }
}

void JoinRoomDialog::setBusy(bool busy)
{
    m_ui->progress->setVisible(busy);
    if (busy) {
        m_ui->cancel->setFocus(); // what has the focus is of no use now
    }
    for (QWidget *widget : { static_cast<QWidget *>(m_ui->join), static_cast<QWidget *>(m_ui->nick),
                             static_cast<QWidget *>(m_ui->password), static_cast<QWidget *>(m_ui->keepPassword) }) {
        widget->setEnabled(!busy);
    }
    if (busy) {
        m_ui->problem->hide();
    }
}

/// What was begun is not left half done.
void JoinRoomDialog::reject()
{
    if (m_entry) {
        m_entry->giveUp();
        m_entry.reset();
    }
    QDialog::reject();
}

/// From the search field, the arrows move in the list.
bool JoinRoomDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress) {
        return QDialog::eventFilter(watched, event);
    }
    const int key = static_cast<QKeyEvent *>(event)->key();
    const bool isEnter = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (watched == m_ui->service->lineEdit() && isEnter) {
        browse();
        return true;
    }
    const bool isMove = key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_PageUp || key == Qt::Key_PageDown;
    if (watched == m_ui->search && isMove && m_rooms.rowCount() > 0) {
        if (!m_ui->rooms->currentIndex().isValid()) {
            m_ui->rooms->setCurrentIndex(m_rooms.index(0));
        } else {
            QCoreApplication::sendEvent(m_ui->rooms, event);
        }
        return true;
    }
    return QDialog::eventFilter(watched, event);
}

void JoinRoomDialog::resizeEvent(QResizeEvent *event)
{
    QDialog::resizeEvent(event);
    m_sightSoon.start();
}

void JoinRoomDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    m_sightSoon.start();
}

} // namespace natter
