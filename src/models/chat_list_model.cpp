// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/chat_list_model.h"

#include "base/log.h"
#include "base/text.h"
#include "models/chat_names.h"
#include "models/friendly_time.h"
#include "models/message_text.h"
#include "models/room_notices.h"
#include "models/room_texts.h"

#include <algorithm>

namespace natter {

ChatListModel::ChatListModel(Conversations &conversations, Accounts &accounts)
    : m_conversations(conversations)
    , m_accounts(accounts)
{
    connect(&conversations, &Conversations::loaded, this, &ChatListModel::load);
    connect(&conversations, &Conversations::summaryChanged, this, &ChatListModel::update);
    connect(&conversations, &Conversations::accountRemoved, this, &ChatListModel::load);
    connect(&accounts, &Accounts::added, this, &ChatListModel::watch);
    for (Account *account : accounts.all()) {
        watch(account);
    }
    load();
}

void ChatListModel::watch(Account *account)
{
    const Jid jid = account->jid();
    connect(&account->contacts(), &ContactList::reset, this, [this, jid] { touchAccount(jid); });
    connect(&account->contacts(), &ContactList::itemChanged, this, [this, jid](const Jid &peer) {
        touch({ jid, peer });
    });
    connect(&account->contacts(), &ContactList::presenceChanged, this, [this, jid](const Jid &peer) {
        touch({ jid, peer });
    });
    connect(&account->typing(), &Typing::changed, this, [this, jid](const Jid &peer) { touch({ jid, peer }); });
    connect(&account->rooms(), &Rooms::changed, this,
            [this, jid](const Room *room) { touchRoom(jid, room->address()); });
    connect(&account->rooms(), &Rooms::added, this, &ChatListModel::followNotices);
    for (Room *room : account->rooms().all()) {
        followNotices(room);
    }
    connect(&account->bookmarks(), &Bookmarks::changed, this, [this, jid](const Jid &room) { touchRoom(jid, room); });
    connect(&account->bookmarks(), &Bookmarks::restored, this, [this, jid] {
        m_restored.insert(jid);
        touchAccount(jid);
    });
}

/// Who does not have the room open learns of them here.
void ChatListModel::followNotices(Room *room)
{
    connect(&RoomNotices::of(*room), &RoomNotices::changed, this, [this, id = room->conversation()] { touch(id); });
}

QString ChatListModel::noticeOf(const ConversationId &id) const
{
    Account *account = m_accounts.find(id.account);
    Room *room = account ? account->rooms().find(id.peer) : nullptr;
    return room ? RoomNotices::of(*room).text() : QString();
}

/// With those who are talked to in it.
void ChatListModel::touchRoom(const Jid &account, const Jid &room)
{
    for (int row = 0; row < m_order.size(); ++row) {
        if (m_order[row].account == account && m_order[row].peer.bare() == room) {
            noteAbsence(m_order[row]);
            Q_EMIT dataChanged(index(row), index(row));
        }
    }
}

bool ChatListModel::isBefore(const ConversationId &a, const ConversationId &b) const
{
    const bool pinnedA = m_conversations.summary(a).treatment.isPinned;
    if (pinnedA != m_conversations.summary(b).treatment.isPinned) {
        return pinnedA;
    }
    const qint64 rowA = m_conversations.summary(a).lastRow;
    const qint64 rowB = m_conversations.summary(b).lastRow;
    if (rowA < 0 && rowB < 0) { // what was fetched later is older; of two accounts, nobody knows
        const QDateTime timeA = m_conversations.summary(a).lastTime;
        const QDateTime timeB = m_conversations.summary(b).lastTime;
        return timeA == timeB ? rowA > rowB : timeA > timeB;
    }
    // With a person who was only just met there is no message yet, and that belongs on top; rooms are silent for years
    const auto rank = [this](const ConversationId &id, qint64 row) {
        const bool isRoom = m_conversations.summary(id).kind == ChatKind::Room;
        return row != 0 ? row : (isRoom ? std::numeric_limits<qint64>::min() : std::numeric_limits<qint64>::max());
    };
    return std::pair(rank(a, rowA), b.peer.toString()) > std::pair(rank(b, rowB), a.peer.toString());
}

void ChatListModel::load()
{
    beginResetModel();
    m_order = m_conversations.all().keys();
    std::sort(m_order.begin(), m_order.end(), [this](const auto &a, const auto &b) { return isBefore(a, b); });
    m_absences.clear();
    for (const ConversationId &id : std::as_const(m_order)) {
        noteAbsence(id);
    }
    endResetModel();
}

/// Before, all would look as if they were left.
bool ChatListModel::knowsRooms(Account &account) const
{
    return m_restored.contains(account.jid()) || account.bookmarks().isLoaded();
}

/// On the way in there is nothing to tell, and what was told before holds until we are in: a connection that comes
/// again makes no row flicker.
void ChatListModel::noteAbsence(const ConversationId &id)
{
    Account *account = m_accounts.find(id.account);
    if (!account || m_conversations.summary(id).kind != ChatKind::Room || !knowsRooms(*account)) {
        return;
    }
    const Room *room = account->rooms().find(id.peer);
    if (!room) {
        m_absences.insert(id, tr("You are not in this room."));
    } else if (room->isIn()) {
        m_absences.remove(id);
    } else if (room->problem() && room->problem()->kind != RoomProblem::Kind::Lost) {
        m_absences.insert(id, problemText(*room->problem()));
    }
}

void ChatListModel::update(const ChatSummary &chat)
{
    noteAbsence(chat.id);
    const auto before = [this](const ConversationId &a, const ConversationId &b) { return isBefore(a, b); };
    const auto from = static_cast<int>(m_order.indexOf(chat.id));
    if (from < 0) {
        const auto place = std::lower_bound(m_order.begin(), m_order.end(), chat.id, before);
        const auto row = static_cast<int>(place - m_order.begin());
        beginInsertRows({}, row, row);
        m_order.insert(row, chat.id);
        endInsertRows();
        return;
    }
    QList<ConversationId> others = m_order;
    others.removeAt(from);
    const auto to = static_cast<int>(std::lower_bound(others.begin(), others.end(), chat.id, before) - others.begin());
    if (to != from) {
        beginMoveRows({}, from, from, {}, to > from ? to + 1 : to);
        m_order.move(from, to);
        endMoveRows();
    }
    Q_EMIT dataChanged(index(to), index(to));
}

void ChatListModel::touch(const ConversationId &id)
{
    const QModelIndex found = indexOf(id);
    if (found.isValid()) {
        Q_EMIT dataChanged(found, found);
    }
}

void ChatListModel::touchAccount(const Jid &account)
{
    for (int row = 0; row < m_order.size(); ++row) {
        if (m_order[row].account == account) {
            noteAbsence(m_order[row]);
            Q_EMIT dataChanged(index(row), index(row));
        }
    }
}

QModelIndex ChatListModel::indexOf(const ConversationId &id) const
{
    const auto row = static_cast<int>(m_order.indexOf(id));
    return row < 0 ? QModelIndex() : index(row);
}

int ChatListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_order.size());
}

QString ChatListModel::displayName(const ConversationId &id) const { return chatName(m_accounts, id); }

/// What a chat looks like in the list, in words.
static QString treatmentText(const ChatTreatment &treatment)
{
    QStringList parts;
    if (treatment.isPinned) {
        parts << ChatListModel::tr("pinned");
    }
    if (treatment.isMuted(QDateTime::currentDateTimeUtc()) || treatment.notify == Notify::Never) {
        parts << ChatListModel::tr("muted");
    }
    return parts.join(QStringLiteral(", "));
}

QVariant ChatListModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_order.size()) {
        return {};
    }
    const ConversationId &id = m_order[index.row()];
    const ChatSummary chat = m_conversations.summary(id);
    Account *account = m_accounts.find(id.account);
    switch (role) {
    case Qt::DisplayRole:
        return displayName(id);
    case Qt::AccessibleTextRole: {
        const QString unread = chat.unread > 0 ? tr("%n unread", nullptr, chat.unread)
                                               : (chat.isUnread() ? tr("marked as unread") : QString());
        const QString mentions = chat.mentions > 0 ? tr("%n mention you", nullptr, chat.mentions) : QString();
        const QString sender = lastSender(chat);
        const QString last = lastText(chat, displayName(id));
        QStringList parts { displayName(id),
                            chat.kind == ChatKind::Room ? tr("room") : QString(),
                            unread,
                            mentions,
                            treatmentText(chat.treatment),
                            m_absences.value(id),
                            noticeOf(id).replace(u'\n', u' '),
                            sender.isEmpty() ? last : sender + QStringLiteral(": ") + last,
                            friendlyTime(chat.lastTime) };
        parts.removeAll(QString());
        return parts.join(QStringLiteral(", "));
    }
    case IdRole:
        return QVariant::fromValue(id);
    case SummaryRole:
        return QVariant::fromValue(chat);
    case PreviewRole: {
        const QString last = lastText(chat, displayName(id)).left(200).simplified();
        const Room *room = last.isEmpty() && account ? account->rooms().find(id.peer) : nullptr;
        return room ? withVisibleControls(room->subject().left(200).simplified()) : last; // where nobody has spoken yet
    }
    case TypingRole:
        return account && account->typing().isTyping(id.peer);
    case IsRoomLeftRole:
        return chat.kind == ChatKind::Room && !(account && account->rooms().find(id.peer));
    case AbsenceRole:
        return m_absences.value(id);
    case NoticeRole:
        return noticeOf(id);
    case Qt::ToolTipRole: {
        QStringList lines { m_absences.value(id), noticeOf(id) };
        lines.removeAll(QString());
        return lines.isEmpty() ? QVariant() : QVariant(asMarkup(lines.join(u'\n')));
    }
    case PresenceRole: {
        const auto presence = account ? account->contacts().presence(id.peer) : std::nullopt;
        return presence ? static_cast<int>(presence->show) : -1;
    }
    default:
        return {};
    }
}

} // namespace natter
