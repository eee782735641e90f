// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/room_parts.h"

#include "base/log.h"
#include "base/text.h"
#include "models/presence_text.h"
#include "models/room_names.h"
#include "models/room_notices.h"
#include "models/room_texts.h"
#include "widgets/composer.h"
#include "widgets/icons.h"
#include "widgets/name_header.h"
#include "widgets/nick_completion.h"
#include "widgets/occupant_dialog.h"
#include "widgets/occupant_menu.h"
#include "widgets/room_banner.h"
#include "widgets/slow_mode_line.h"
#include "widgets/theme.h"
#include "widgets/timeline_view.h"

#include <QMenu>

#include <algorithm>

namespace natter {

static constexpr int mostOffered = 8;

RoomParts::RoomParts(const ChatServices &services, const Place &place, QWidget *window)
    : QObject(window)
    , m_services(services)
    , m_place(place)
    , m_banner(new RoomBanner(services, place.composer.messageEdit(), window))
    , m_slow(new SlowModeLine(services, window))
    , m_completion(new NickCompletion([this](const QString &beginning) { return nicksFor(beginning); },
                                      &place.composer.messageEdit()))
    , m_people(new OccupantMenu(window))
{
    m_banner->followInTabOrder(place.timeline);
    connect(m_banner, &RoomBanner::conversationWanted, this, &RoomParts::conversationWanted);
    connect(m_banner, &RoomBanner::failed, this, &RoomParts::failed);
    connect(m_banner, &RoomBanner::configurationWanted, this, [this] { Q_EMIT configurationWanted(m_id); });
    connect(m_people, &OccupantMenu::conversationWanted, this, &RoomParts::conversationWanted);
    connect(m_people, &OccupantMenu::failed, this, &RoomParts::failed);
    connect(m_people, &OccupantMenu::mentionWanted, m_completion, &NickCompletion::write);
    connect(m_people, &OccupantMenu::detailsWanted, this, [this, window](const QString &nick) {
        if (m_room && m_room->occupant(nick)) {
            auto *dialog = new OccupantDialog(m_services, *m_room, nick, window);
            connect(dialog, &OccupantDialog::conversationWanted, this, &RoomParts::conversationWanted);
            dialog->show();
        }
    });
    connect(&place.timeline, &TimelineView::senderClicked, this, [this](const ChatMessage &message) {
        if (message.kind == ChatKind::Room && !message.isOutgoing() && !message.nick.isEmpty()) {
            m_completion->write(message.nick);
        }
    });
    connect(&services.accounts, &Accounts::added, this, &RoomParts::watch);
    for (Account *account : services.accounts.all()) {
        watch(account);
    }
    m_completion->setNaming([this](const QString &nick) { return shownNick(nick); });
    m_namesSoon.setSingleShot(true);
    connect(&m_namesSoon, &QTimer::timeout, this, &RoomParts::updateNames);
}

QWidget *RoomParts::banner() const { return m_banner; }

QWidget *RoomParts::slowLine() const { return m_slow; }

bool RoomParts::focusPassword() { return m_banner->focusPassword(); }

/// Else who is there is not known any more.
bool RoomParts::isConnected() const { return account() && account()->status().phase == AccountStatus::Phase::Online; }

Account *RoomParts::account() const { return m_services.accounts.find(m_id.account); }

/// What is said about a room, and happens there, is heard whether it is open or not.
static void listenTo(Room &room)
{
    RoomNotices::of(room);
    RoomEvents::of(room);
}

void RoomParts::watch(Account *account)
{
    connect(&account->rooms(), &Rooms::added, this, [this](Room *room) {
        listenTo(*room);
        if (isAround(room)) {
            follow(room);
        }
    });
    connect(&account->rooms(), &Rooms::aboutToRemove, this, [this](const Room *room) {
        if (room == m_room) {
            follow(nullptr);
        }
    });
    connect(&account->bookmarks(), &Bookmarks::changed, this, &RoomParts::updateHeader);
    for (Room *room : account->rooms().all()) {
        listenTo(*room);
    }
}

void RoomParts::open(const ConversationId &id, TimelineModel *model)
{
    m_id = id;
    m_model = model;
    m_rows = std::make_unique<QObject>();
    if (model && id.isInsideRoom()) { // with whom it was is known of the messages
        connect(model, &TimelineModel::rowsInserted, m_rows.get(), [this] { updateHeader(); });
    } else if (model) { // so is who had a name before
        const auto due = [this] { updateNamesSoon(); };
        connect(model, &TimelineModel::rowsInserted, m_rows.get(), due);
        connect(model, &TimelineModel::rowsRemoved, m_rows.get(), due);
        connect(model, &TimelineModel::modelReset, m_rows.get(), due);
    }
    follow(id.isNull() ? nullptr : roomAround());
    m_sinceNames.invalidate(); // the first messages to come say at once who they are of
}

bool RoomParts::isAround(const Room *room) const
{
    return room->account() == m_id.account && room->address() == m_id.peer.bare();
}

/// That the conversation is with, or that whom it is with is in.
Room *RoomParts::roomAround() const { return account() ? account()->rooms().find(m_id.peer.bare()) : nullptr; }

/// Null: we are not to be in it.
void RoomParts::follow(Room *room)
{
    if (m_room) {
        m_room->disconnect(this);
    }
    m_room = room;
    if (m_id.isInsideRoom()) {
        m_banner->open({}, nullptr);
    } else {
        m_banner->open(m_id, room);
    }
    m_slow->setRoom(m_id.isInsideRoom() ? nullptr : room);
    m_people->setRoom(m_room);
    if (m_room) {
        const auto refresh = [this] {
            updateNamesSoon();
            updateHeader();
        };
        connect(m_room, &Room::changed, this, refresh);
        connect(m_room, &Room::occupantsChanged, this, refresh);
        connect(m_room, &Room::occupantsReset, this, refresh);
    }
    if (m_model) {
        m_model->setEvents(m_room && !m_id.isInsideRoom() ? &RoomEvents::of(*m_room) : nullptr);
    }
    updateNames();
    updateHeader();
}

bool RoomParts::updateHeader()
{
    const bool isRoom = m_services.conversations.summary(m_id).kind == ChatKind::Room;
    if (m_id.isNull() || !account() || (!isRoom && !m_id.isInsideRoom())) {
        return false;
    }
    isRoom ? updateRoom() : updatePrivate();
    const QString name = m_services.nameOf(m_id);
    m_place.timeline.setPeerName(name);
    m_place.timeline.setOwnNick(isRoom && m_room ? m_room->nick() : QString());
    m_place.composer.setPlaceholder(placeholder());
    return true;
}

/// Now and then while they come and go by the hundred; and not while the view takes in rows.
void RoomParts::updateNamesSoon()
{
    static constexpr int interval = 200; // milliseconds
    if (!m_namesSoon.isActive()) {
        m_namesSoon.start(m_sinceNames.isValid() && m_sinceNames.elapsed() < interval ? interval : 0);
    }
}

/// Who there can be taken for another.
void RoomParts::updateNames()
{
    m_sinceNames.start();
    GuardedNames names = m_room ? guardedNames(*m_room) : GuardedNames();
    if (m_model && !m_id.isInsideRoom()) {
        guardSpeakers(names, speakersIn(*m_model), m_room);
    }
    Q_EMIT namesGuarded({ m_id.account, m_id.peer.bare() }, names);
    if (std::exchange(m_guarded, names) != names && m_id.isInsideRoom()) {
        updateHeader();
    }
    m_place.timeline.setNames(m_id.isInsideRoom() ? GuardedNames() : names);
}

QString RoomParts::shownNick(const QString &nick) const
{
    const Occupant *there = m_room ? m_room->occupant(nick) : nullptr;
    return toldApart(withVisibleControls(nick), there ? personOf(*there) : NamedPerson { nick }, m_guarded);
}

void RoomParts::updateRoom()
{
    QStringList parts;
    if (!m_room || m_room->phase() == Room::Phase::Out) {
        parts << tr("you are not in it");
    } else if (!isConnected()) {
        parts << tr("no connection");
    } else if (m_room->isIn()) {
        parts << peopleText(static_cast<int>(m_room->occupants().size()));
    } else if (m_room->phase() == Room::Phase::Joining) {
        parts << tr("entering…");
    } else {
        parts << tr("waiting to enter");
    }
    const QString subject = m_room ? m_room->subject().simplified() : QString();
    if (!subject.isEmpty()) {
        parts << subject;
    }
    m_place.header.setChat(m_id, ChatKind::Room, m_services.nameOf(m_id), parts.join(QStringLiteral(" · ")));
    m_place.header.setToolTip(subject.isEmpty() ? QString() : asMarkup(withVisibleControls(m_room->subject())));
}

/// With somebody in the room, which nobody else there hears.
void RoomParts::updatePrivate()
{
    const QString nick = m_id.peer.resource();
    const Occupant *occupant = m_room ? m_room->occupant(nick) : nullptr;
    QStringList parts { tr("Private, in %1").arg(m_services.nameOf({ m_id.account, m_id.peer.bare() })) };
    if (!m_room || !m_room->isIn()) {
        parts << tr("you are not in it");
    } else if (!isConnected()) {
        parts << tr("no connection");
    } else {
        parts << (occupant ? presenceText(occupant->show) : tr("not there"));
    }
    m_place.header.setChat(m_id, ChatKind::Person, shownNick(nick), parts.join(QStringLiteral(" · ")));
    m_place.header.setToolTip({});
}

/// Where nobody would hear it, the composer says so.
QString RoomParts::placeholder() const
{
    const QString name = embedded(withVisibleControls(m_services.nameOf(m_id)));
    const auto problem = m_room ? m_room->problem() : std::nullopt;
    if (problem && problem->kind == RoomProblem::Kind::Banned) {
        return tr("You are banned: nobody will get what you write here");
    }
    if (problem && problem->kind == RoomProblem::Kind::Destroyed) {
        return tr("This room was closed: nobody will get what you write here");
    }
    if (!successor().isEmpty()) {
        return tr("Somebody else is called %1 now").arg(embedded(withVisibleControls(m_id.peer.resource())));
    }
    if (m_id.isInsideRoom()) {
        return tr("Private message to %1").arg(embedded(withVisibleControls(m_id.peer.resource())));
    }
    if (m_room && m_room->isIn() && !m_room->maySpeak()) {
        return tr("You may only read here");
    }
    return m_room && m_room->isIn() ? tr("Message to %1").arg(name) : tr("Message to %1, once you are in").arg(name);
}

QString RoomParts::whyUnheard() const
{
    if (m_id.isInsideRoom() || m_services.conversations.summary(m_id).kind != ChatKind::Room) {
        return {};
    }
    if (!m_room || m_room->phase() == Room::Phase::Out) {
        return tr("You are not in this room, so nobody would get it. It stays here until you are.");
    }
    return m_room->isIn() && !m_room->maySpeak()
        ? tr("You may only read in this room, so nobody would get it. It stays here until you may speak.")
        : QString();
}

QString RoomParts::successor() const
{
    const Occupant *now = m_room && m_id.isInsideRoom() ? m_room->occupant(m_id.peer.resource()) : nullptr;
    if (!now || now->id.isEmpty() || !m_room->info().hasOccupantIds) {
        return {};
    }
    QString before;
    for (int row = m_model ? m_model->rowCount() - 1 : -1; row >= 0; --row) {
        const ChatMessage &message = m_model->message(row);
        const bool isOurs = message.isOutgoing() && !message.recipient.isEmpty();
        before = isOurs || before.isEmpty() ? message.partner() : before;
        if (isOurs) {
            break;
        }
    }
    return before.isEmpty() || before == now->id ? QString() : now->id;
}

bool RoomParts::isInName(const QString &word) const
{
    const QHash<QString, Occupant> nobody;
    const auto &there = m_room ? m_room->occupants() : nobody;
    return std::any_of(there.keyBegin(), there.keyEnd(),
                       [&word](const QString &nick) { return !watchedRuns(nick, { word }).isEmpty(); });
}

QStringList RoomParts::nicksFor(const QString &beginning) const
{
    if (!m_room || m_id.isInsideRoom()) {
        return {};
    }
    return nicksBeginning(beginning, m_room->occupants(), recentSpeakers(), m_room->nick(), mostOffered);
}

/// The last one first, each once.
QStringList RoomParts::recentSpeakers() const
{
    QStringList nicks;
    for (int row = m_model ? m_model->rowCount() - 1 : -1; row >= 0; --row) {
        const ChatMessage &message = m_model->message(row);
        if (!message.isOutgoing() && !message.nick.isEmpty() && !nicks.contains(message.nick)) {
            nicks.append(message.nick);
        }
    }
    return nicks;
}

void RoomParts::addActions(QMenu &menu, const ChatMessage &message)
{
    if (message.kind != ChatKind::Room || message.nick.isEmpty()) {
        return;
    }
    const QColor ink = Theme::of(&m_place.timeline).text;
    if (m_people->mayModerate(message) && !isRetractable(message)) { // else the usual way is offered
        menu.addAction(tintedIcon(QStringLiteral("retract"), ink), tr("Retract for everybody…"), m_people,
                       [this, message] { m_people->moderate(message); });
    }
    if (const Occupant *sender = message.isOutgoing() || !m_room ? nullptr : m_room->occupant(message.nick)) {
        QMenu *about = menu.addMenu(tintedIcon(QStringLiteral("people"), ink), withVisibleControls(message.nick));
        m_people->addActions(*about, *sender);
    }
}

} // namespace natter
