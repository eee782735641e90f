// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/room_pane.h"

#include "base/log.h"
#include "base/text.h"
#include "chat/faces.h"
#include "chat/notify_rule.h"
#include "models/room_texts.h"
#include "widgets/avatar.h"
#include "widgets/emoji_label.h"
#include "widgets/leaving_room.h"
#include "widgets/occupant_delegate.h"
#include "widgets/room_text.h"
#include "widgets/search_field.h"

#include <QComboBox>
#include <QListView>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace natter {

static constexpr int avatarSize = 72;
static constexpr int edge = 16;
static constexpr qsizetype subjectChars = 600; ///< of what others wrote that are shown

RoomPane::RoomPane(const ChatServices &services, Dialogs &dialogs, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_dialogs(dialogs)
    , m_title(addLabel("title"))
    , m_address(addLabel("muted"))
    , m_peopleTab(new QPushButton(this))
    , m_aboutTab(new QPushButton(tr("About"), this))
    , m_pages(new QStackedWidget(this))
    , m_subjectTitle(addLabel("section"))
    , m_subject(addLabel(""))
    , m_aboutTitle(addLabel("section"))
    , m_about(addLabel(""))
    , m_traits(addLabel("muted"))
    , m_notify(new QComboBox(this))
    , m_leave(new QPushButton(this))
    , m_search(new SearchField(this))
    , m_noConnection(addLabel("muted"))
    , m_list(new QListView(this))
{
    build();
    connect(m_notify, &QComboBox::activated, this, [this](int choice) {
        const auto notify = static_cast<Notify>(m_notify->itemData(choice).toInt());
        m_services.conversations.treat(m_id, [notify](ChatTreatment &treatment) { treatment.notify = notify; });
    });
    connect(m_leave, &QPushButton::clicked, this, &RoomPane::leave);
    connect(&services.conversations, &Conversations::summaryChanged, this, [this](const ChatSummary &chat) {
        if (chat.id == m_id) {
            update();
        }
    });
    connect(&services.accounts, &Accounts::added, this, &RoomPane::watch);
    connect(&services.accounts, &Accounts::statusChanged, this, &RoomPane::updatePeople);
    for (Account *account : services.accounts.all()) {
        watch(account);
    }
}

void RoomPane::build()
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, avatarSize + 32, 0, 0);
    layout->setSpacing(4);
    auto *top = new QVBoxLayout;
    top->setContentsMargins(edge, 0, edge, 0);
    top->setSpacing(4);
    m_title->setAlignment(Qt::AlignCenter);
    m_address->setAlignment(Qt::AlignCenter);
    m_address->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    top->addWidget(m_title);
    top->addWidget(m_address);
    auto *tabs = new QHBoxLayout;
    tabs->setContentsMargins(0, 8, 0, 4);
    tabs->setSpacing(8);
    for (QPushButton *tab : { m_peopleTab, m_aboutTab }) {
        tab->setCheckable(true);
        tab->setAutoDefault(false);
        tab->setProperty("kind", QLatin1String("tab"));
        tabs->addWidget(tab, 1);
    }
    connect(m_peopleTab, &QPushButton::clicked, this, [this] { showTab(0); });
    connect(m_aboutTab, &QPushButton::clicked, this, [this] { showTab(1); });
    top->addLayout(tabs);
    layout->addLayout(top);
    layout->addWidget(m_pages, 1);
    m_pages->addWidget(buildPeople());
    m_pages->addWidget(buildAbout());
}

QWidget *RoomPane::buildAbout()
{
    auto *page = new QWidget(this);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(edge, 4, edge, edge);
    layout->setSpacing(4);
    auto *notifyTitle = addLabel("section");
    notifyTitle->setText(tr("Notifications"));
    m_subjectTitle->setText(tr("Subject"));
    m_aboutTitle->setText(tr("This room"));
    m_notify->setAccessibleName(notifyTitle->text());
    m_notify->addItem(tr("For every message"), static_cast<int>(Notify::Always));
    m_notify->addItem(tr("When I am mentioned"), static_cast<int>(Notify::OnMention));
    m_notify->addItem(tr("Never"), static_cast<int>(Notify::Never));
    for (QLabel *label : { m_subject, m_about }) {
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    }
    for (QWidget *widget : std::initializer_list<QWidget *> { m_subjectTitle, m_subject, m_aboutTitle, m_about,
                                                              m_traits, notifyTitle, m_notify, m_leave }) {
        if (widget == m_aboutTitle || widget == notifyTitle || widget == m_leave) {
            layout->addSpacing(8);
        }
        layout->addWidget(widget);
    }
    layout->addStretch(1);
    auto *area = new QScrollArea(this);
    area->setWidget(page);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return area;
}

QWidget *RoomPane::buildPeople()
{
    auto *page = new QWidget(this);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->setSpacing(0);
    auto *search = new QVBoxLayout;
    search->setContentsMargins(edge, 0, edge, 0);
    search->addWidget(m_search);
    search->addWidget(m_noConnection);
    m_noConnection->setText(tr("There is no connection. These people were here before."));
    layout->addLayout(search);
    layout->addWidget(m_list, 1);
    m_search->setPlaceholderText(tr("Search people"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_list->setObjectName(QStringLiteral("people"));
    m_list->setAccessibleName(tr("People in the room"));
    m_list->setModel(&m_people);
    Faces &faces = m_services.accounts.faces();
    const auto faceOf = [this, &faces](const QString &nick) {
        return faces.of({ m_id.account, m_id.peer.withResource(nick) });
    };
    m_list->setItemDelegate(new OccupantDelegate(faceOf, m_list));
    connect(&faces, &Faces::changed, m_list->viewport(), qOverload<>(&QWidget::update));
    connect(&faces, &Faces::changed, this, qOverload<>(&QWidget::update));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setMouseTracking(true);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->verticalScrollBar()->setSingleStep(24);
    connect(m_search, &QLineEdit::textChanged, &m_people, &OccupantsModel::setText);
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        m_list->setFocus(Qt::ShortcutFocusReason);
        m_list->setCurrentIndex(m_people.index(1)); // behind the header
    });
    connect(m_list, &QListView::activated, this, &RoomPane::showMenu);
    connect(m_list, &QWidget::customContextMenuRequested, this,
            [this](const QPoint &position) { showMenu(m_list->indexAt(position)); });
    return page;
}

void RoomPane::showTab(int tab)
{
    m_peopleTab->setChecked(tab == 0);
    m_aboutTab->setChecked(tab == 1);
    m_pages->setCurrentIndex(tab);
    fill();
}

QLabel *RoomPane::addLabel(const char *role)
{
    auto *label = new EmojiLabel(this);
    label->setProperty("role", QLatin1String(role));
    return label;
}

Account *RoomPane::account() const { return m_services.accounts.find(m_id.account); }

void RoomPane::watch(Account *account)
{
    connect(&account->rooms(), &Rooms::added, this, [this](Room *room) {
        if (room->conversation() == m_id) {
            follow(room);
        }
    });
    connect(&account->rooms(), &Rooms::aboutToRemove, this, [this](const Room *room) {
        if (room == m_room) {
            follow(nullptr);
        }
    });
    connect(&account->bookmarks(), &Bookmarks::changed, this, &RoomPane::update);
}

void RoomPane::show(const ConversationId &id)
{
    m_id = id;
    m_search->clear();
    follow(account() ? account()->rooms().find(id.peer) : nullptr);
    showTab(m_room && m_room->isIn() ? 0 : 1);
}

/// The room may be another one than before, or none.
void RoomPane::follow(Room *room)
{
    if (m_room) {
        m_room->disconnect(this);
        m_room->disconnect(&m_people);
    }
    m_room = room;
    m_isStale = true;
    if (m_room) {
        connect(m_room, &Room::changed, this, &RoomPane::update);
        connect(m_room, &Room::occupantsChanged, this, [this](const QStringList &nicks) {
            if (m_isStale || !m_list->isVisible()) {
                m_isStale = true;
            } else {
                m_people.note(nicks);
            }
            updatePeople();
        });
        connect(m_room, &Room::occupantsReset, this, [this] {
            m_isStale = true;
            fill();
            updatePeople();
        });
    }
    fill();
    update();
}

/// Nobody is sorted for a pane that is not looked at.
void RoomPane::fill()
{
    if (!m_isStale || !m_list->isVisible()) {
        return;
    }
    m_isStale = false;
    const auto find = [room = m_room](const QString &nick) { return room ? room->occupant(nick) : nullptr; };
    m_people.show(find, m_room ? m_room->occupants().keys() : QStringList());
}

void RoomPane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    fill();
}

void RoomPane::focusFirst()
{
    QWidget *first = m_peopleTab->isChecked() ? static_cast<QWidget *>(m_search) : m_aboutTab;
    first->setFocus(Qt::TabFocusReason);
}

/// What others wrote, as many lines as it has.
static QString written(const QString &text)
{
    QStringList lines = cut(text.trimmed(), subjectChars).split(u'\n');
    for (QString &line : lines) {
        line = withVisibleControls(line);
    }
    return lines.join(u'\n');
}

static void setTextOrHide(QLabel &label, const QString &text)
{
    label.setText(text);
    label.setVisible(!text.isEmpty());
}

void RoomPane::update()
{
    if (m_id.isNull() || !account()) {
        return;
    }
    m_name = m_services.nameOf(m_id);
    m_title->setText(withVisibleControls(m_name));
    m_address->setText(m_id.peer.toString());
    const RoomInfo info = m_room ? m_room->info() : RoomInfo();
    setTextOrHide(*m_subject, written(m_room ? m_room->subject() : QString()));
    m_subjectTitle->setVisible(!m_subject->text().isEmpty());
    setTextOrHide(*m_about, written(info.description));
    QStringList facts;
    for (const RoomFact &fact : roomFacts(info)) {
        facts << fact.text;
    }
    setTextOrHide(*m_traits, facts.join(u'\n'));
    m_aboutTitle->setVisible(!m_about->text().isEmpty() || !m_traits->text().isEmpty());
    for (QLabel *label : { m_subject, m_about }) { // what can be selected stands where its own letters begin otherwise
        label->setAlignment((isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute | Qt::AlignTop);
    }
    const Notify rule = notifyRuleOf(m_services.conversations.summary(m_id));
    m_notify->setCurrentIndex(m_notify->findData(static_cast<int>(rule)));
    m_leave->setText(m_room ? leavingText(*m_room) : tr("Join the room"));
    m_leave->setProperty("takesAway", !m_room.isNull());
    m_leave->style()->unpolish(m_leave); // the style sheet asks for it
    m_leave->style()->polish(m_leave);
    updatePeople();
    QWidget::update();
}

void RoomPane::setGuarded(const ConversationId &room, const GuardedNames &names)
{
    m_guardedIn = room;
    m_guarded = names;
    updatePeople();
}

void RoomPane::updatePeople()
{
    const int count = m_room && m_room->isIn() ? static_cast<int>(m_room->occupants().size()) : 0;
    const bool isConnected = account() && account()->status().phase == AccountStatus::Phase::Online;
    m_peopleTab->setText(isConnected && count > 0 ? peopleText(count) : tr("People"));
    m_noConnection->setVisible(!isConnected);
    m_people.setSelf(m_room && m_room->isIn() ? m_room->nick() : QString());
    m_people.setGuarded(m_room && m_guardedIn == m_room->conversation() ? m_guarded : GuardedNames());
    m_peopleTab->setEnabled(count > 0);
    if (count == 0 && m_peopleTab->isChecked()) {
        showTab(1); // there is nobody to be seen
    }
}

void RoomPane::leave()
{
    if (!m_room && account()) {
        account()->rooms().join(m_id.peer);
        return;
    }
    leaveRoom(m_services, m_dialogs, m_id, this);
}

void RoomPane::showMenu(const QModelIndex &index)
{
    const QString nick = index.data(OccupantsModel::NickRole).toString();
    if (!nick.isEmpty()) {
        const QRect row = m_list->visualRect(index);
        Q_EMIT occupantMenuWanted(nick, m_list->viewport()->mapToGlobal(row.center()));
    }
}

void RoomPane::paintEvent(QPaintEvent *)
{
    if (m_id.isNull()) {
        return;
    }
    QPainter painter(this);
    const QRectF avatar((width() - avatarSize) / 2.0, 20, avatarSize, avatarSize);
    paintAvatar(painter, avatar, m_id.peer.toString(), m_name, AvatarShape::Square,
                m_services.accounts.faces().of(m_id));
}

} // namespace natter
