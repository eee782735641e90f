// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/list_delegates.h"

#include "base/log.h"
#include "chat/notify_rule.h"
#include "models/chat_list_model.h"
#include "models/friendly_time.h"
#include "models/message_text.h"
#include "models/people_model.h"
#include "models/search_model.h"
#include "widgets/avatar.h"
#include "widgets/emoji_runs.h"
#include "widgets/icons.h"
#include "widgets/row_painter.h"

#include <QPainter>

namespace natter {

static constexpr int chatAvatar = 44;
static constexpr int personAvatar = 36;
static constexpr int textFrom = 140; ///< in a row narrower than that there is room for the picture alone

/// Beside the picture of a person: a name, and below it, smaller, what else there is to say.
struct PersonLines
{
    QFont small;
    QRectF name;
    QRectF detail;

    /// `atEnd` is kept free beside the name.
    explicit PersonLines(const RowPainter &row, double atEnd = 0) : small(smaller(row.option.font, 1))
    {
        const double nameHeight = QFontMetricsF(row.option.font).height();
        const double detailHeight = QFontMetricsF(small).height();
        const double top = (row.option.rect.height() - nameHeight - detailHeight) / 2;
        const double left = 16 + personAvatar + 12;
        const double width = row.option.rect.width() - left - 16;
        name = row.placed(left, top, width - atEnd, nameHeight);
        detail = row.placed(left, top + nameHeight, width, detailHeight);
    }

    static QSize sizeHint(const QFont &font) { return { 200, qMax(52, 2 * QFontMetrics(font).height() + 14) }; }
};

/// A pill with a few characters that ends at `end`; returns the width that it took.
static double paintPill(const RowPainter &row, const QString &text, bool isQuiet, double centreY, double end)
{
    const QFont font = semiBold(smaller(row.option.font, 2));
    const double height = QFontMetricsF(font).height() + 3;
    const double width = qMax(height, QFontMetricsF(font).horizontalAdvance(text) + 12);
    const QRectF badge = row.placed(end - width, centreY - height / 2, width, height);
    row.painter.setPen(Qt::NoPen);
    row.painter.setBrush(isQuiet ? row.theme.muted : row.theme.accent);
    row.painter.drawRoundedRect(badge, height / 2, height / 2);
    row.painter.setFont(font);
    row.painter.setPen(isQuiet ? row.theme.panel : row.theme.onAccent);
    row.painter.drawText(badge, Qt::AlignCenter, text);
    return width;
}

/// Draws the unread count at the row's end, or a mark that there is something, and before it how many mean us; returns
/// the width it took.
static double paintBadge(const RowPainter &row, const ChatSummary &chat, double centreY, double rowWidth)
{
    if (!chat.isUnread()) {
        return 0;
    }
    const bool isMuted = chat.treatment.isMuted(QDateTime::currentDateTimeUtc());
    const bool isQuiet = isMuted || notifyRuleOf(chat) != Notify::Always;
    if (chat.unread == 0) {
        row.painter.setPen(Qt::NoPen);
        row.painter.setBrush(isMuted ? row.theme.muted : row.theme.accent);
        row.painter.drawEllipse(row.placed(rowWidth - 16 - 10, centreY - 5, 10, 10));
        return 18;
    }
    const auto number = [](int count) { return count > 999 ? QStringLiteral("999+") : QString::number(count); };
    double taken = paintPill(row, number(chat.unread), isQuiet, centreY, rowWidth - 16);
    if (chat.mentions > 0 && rowWidth >= textFrom) {
        const QString text = chat.mentions > 1 ? QString(u'@' + number(chat.mentions)) : QStringLiteral("@");
        taken += 4 + paintPill(row, text, isMuted, centreY, rowWidth - 16 - taken - 4);
    }
    return taken + 8;
}

/// What is wrong with a room, or waits there.
struct RoomSigns
{
    bool isKeptOut = false;
    bool hasNotice = false;
};

/// Signs that it is muted or pinned, and of a room, at that end of a line; returns the width they took.
static double paintSigns(const RowPainter &row, const ChatTreatment &treatment, const RoomSigns &room, double end,
                         double centreY)
{
    static constexpr double size = 14;
    double taken = 0;
    const auto paint = [&](const QString &icon, const QColor &colour) {
        taken += size + 4;
        tintedIcon(icon, colour).paint(&row.painter, row.placed(end - taken, centreY - size / 2, size, size).toRect());
    };
    if (treatment.isPinned) {
        paint(QStringLiteral("pin"), row.theme.muted);
    }
    if (treatment.isMuted(QDateTime::currentDateTimeUtc()) || treatment.notify == Notify::Never) {
        paint(QStringLiteral("mute"), row.theme.muted);
    }
    if (room.isKeptOut) {
        paint(QStringLiteral("alert"), row.theme.warning);
    }
    if (room.hasNotice) {
        paint(QStringLiteral("bell"), row.theme.accent);
    }
    return taken;
}

static RoomSigns signsOf(const QModelIndex &index)
{
    const bool isAbsent = !index.data(ChatListModel::AbsenceRole).toString().isEmpty();
    const bool isLeft = isAbsent && index.data(ChatListModel::IsRoomLeftRole).toBool();
    return { isAbsent && !isLeft, !index.data(ChatListModel::NoticeRole).toString().isEmpty() };
}

/// Where there is room for the picture only: the graver of them, at its corner.
static void paintCorner(const RowPainter &row, const QRectF &avatar, const RoomSigns &room, const QColor &behind)
{
    if (!room.isKeptOut && !room.hasNotice) {
        return;
    }
    static constexpr double size = 14;
    const QRectF sign(avatar.right() - size + 3, avatar.bottom() - size + 3, size, size);
    row.painter.setPen(Qt::NoPen);
    row.painter.setBrush(behind);
    row.painter.drawEllipse(sign.adjusted(-3, -3, 3, 3));
    tintedIcon(room.isKeptOut ? QStringLiteral("alert") : QStringLiteral("bell"),
               room.isKeptOut ? row.theme.warning : row.theme.accent)
        .paint(&row.painter, sign.toRect());
}

/// The second line: typing, a draft, or the last message with how far it got.
static void paintPreview(const RowPainter &row, const QRectF &place, const QModelIndex &index, const ChatSummary &chat)
{
    const QFont font = smaller(row.option.font, 0.5);
    if (index.data(ChatListModel::TypingRole).toBool()) {
        row.text(place, font, row.theme.accent, ChatDelegate::tr("typing…"));
        return;
    }
    QString lead;
    QColor leadColour = row.theme.muted;
    QFont leadFont = font;
    QString text = index.data(ChatListModel::PreviewRole).toString();
    if (!chat.draft.text.trimmed().isEmpty()) {
        lead = ChatDelegate::tr("Draft:");
        leadColour = row.theme.danger;
        text = chat.draft.text.left(200).simplified();
    } else if (!chat.draft.editOf.isEmpty()) {
        lead = ChatDelegate::tr("Editing:");
        leadColour = row.theme.danger;
        text = chat.draft.editText.left(200).simplified();
    } else if (chat.lastDirection == ChatMessage::Direction::Outgoing && !text.isEmpty()) {
        lead = chat.isLastRetracted ? QString() : ChatDelegate::tr("You:");
        if (chat.lastDelivery == ChatMessage::Delivery::Failed) {
            lead = ChatDelegate::tr("Not sent:");
            leadColour = row.theme.danger;
        }
    } else if (const QString sender = lastSender(chat); !sender.isEmpty()) {
        leadFont = semiBold(font);
        lead = QFontMetricsF(leadFont).elidedText(sender, Qt::ElideRight, place.width() / 2) + u':';
    }
    const QFontMetricsF metrics(font);
    const double leadWidth = QFontMetricsF(leadFont).horizontalAdvance(lead) * (emojiRuns(lead).count > 0 ? 1.2 : 1);
    const double textStart = lead.isEmpty() ? 0 : leadWidth + metrics.horizontalAdvance(u' ');
    QRectF leadPlace = place;
    leadPlace.setWidth(qMin(leadWidth + 1, place.width()));
    QRectF textPlace = place.adjusted(textStart, 0, 0, 0);
    if (row.mirrored) { // the gap is no part of the lead, which may run to the right
        leadPlace.moveRight(place.right());
        textPlace = place.adjusted(0, 0, -textStart, 0);
    }
    row.text(leadPlace, leadFont, leadColour, lead);
    row.text(textPlace, font, row.theme.muted, text);
}

/// Where nothing was said yet, there is nothing below the name.
static bool hasPreview(const QModelIndex &index, const ChatSummary &chat)
{
    return chat.isUnread() || !chat.draft.text.trimmed().isEmpty() || !chat.draft.editOf.isEmpty()
        || index.data(ChatListModel::TypingRole).toBool()
        || !index.data(ChatListModel::PreviewRole).toString().isEmpty();
}

ChatDelegate::ChatDelegate(Faces &faces, QObject *parent) : QStyledItemDelegate(parent), m_faces(faces) { }

void ChatDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const RowPainter row(*painter, option);
    const QColor behind = row.paintBackground();
    const auto chat = index.data(ChatListModel::SummaryRole).value<ChatSummary>();
    const QString name = withVisibleControls(index.data(Qt::DisplayRole).toString());
    const double height = option.rect.height();
    const double width = option.rect.width();
    const QRectF avatar = row.placed(16, (height - chatAvatar) / 2, chatAvatar, chatAvatar);
    paintChatAvatar(*painter, avatar, chat.id, chat.kind, name, behind, &m_faces);
    if (const int show = index.data(ChatListModel::PresenceRole).toInt(); show >= 0 && !chat.id.isInsideRoom()) {
        paintPresence(*painter, avatar, show, behind, row.theme);
    }
    if (width < textFrom) {
        paintBadge(row, chat, avatar.top() - option.rect.top() + 6, width + 8);
        paintCorner(row, avatar, signsOf(index), behind);
        return;
    }
    const double left = 16 + chatAvatar + 12;
    const QFont bold = semiBold(option.font);
    const QFont small = smaller(option.font, 1.5);
    const double nameHeight = QFontMetricsF(bold).height();
    const double previewHeight = QFontMetricsF(smaller(option.font, 0.5)).height();
    const double below = hasPreview(index, chat) ? previewHeight + 3 : 0;
    const double top = (height - nameHeight - below) / 2;
    const QString time = friendlyTime(chat.lastTime);
    const double timeWidth = QFontMetricsF(small).horizontalAdvance(time) + 1;
    row.text(row.placed(width - 16 - timeWidth, top, timeWidth, nameHeight), small, row.theme.muted, time, true);
    const bool isAbsent = !index.data(ChatListModel::AbsenceRole).toString().isEmpty();
    const bool isLeft = isAbsent && index.data(ChatListModel::IsRoomLeftRole).toBool();
    const double signs =
        paintSigns(row, chat.treatment, signsOf(index), width - 16 - timeWidth - 4, top + nameHeight / 2);
    row.text(row.placed(left, top, width - left - 16 - timeWidth - 8 - signs, nameHeight), bold,
             isLeft ? row.theme.muted : row.theme.text, name);
    const double previewTop = top + nameHeight + 3;
    const double badge = paintBadge(row, chat, previewTop + previewHeight / 2, width);
    paintPreview(row, row.placed(left, previewTop, width - left - 16 - badge, previewHeight), index, chat);
}

QSize ChatDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return { 200, qMax(64, 2 * QFontMetrics(option.font).height() + 24) };
}

void PersonDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const RowPainter row(*painter, option);
    const double height = option.rect.height();
    const double width = option.rect.width();
    if (index.data(PeopleModel::IsHeaderRole).toBool()) {
        const QFont font = semiBold(smaller(option.font, 1));
        const bool collapsed = index.data(PeopleModel::CollapsedRole).toBool();
        const QIcon arrow =
            tintedIcon(collapsed ? QStringLiteral("chevron-right") : QStringLiteral("chevron-down"), row.theme.muted);
        arrow.paint(painter, row.placed(14, (height - 14) / 2, 14, 14).toRect());
        if (width < textFrom) {
            return;
        }
        const QString count = index.data(PeopleModel::CountRole).toString();
        const double countWidth = QFontMetricsF(font).horizontalAdvance(count) + 1;
        row.text(row.placed(34, 0, width - 58 - countWidth, height), font, row.theme.muted,
                 withVisibleControls(index.data(Qt::DisplayRole).toString()));
        row.text(row.placed(width - 16 - countWidth, 0, countWidth, height), font, row.theme.muted, count, true);
        return;
    }
    const QColor behind = row.paintBackground();
    const auto id = index.data(PeopleModel::IdRole).value<ConversationId>();
    const QString name = withVisibleControls(index.data(Qt::DisplayRole).toString());
    const int show = index.data(PeopleModel::PresenceRole).toInt();
    const QRectF avatar = row.placed(16, (height - personAvatar) / 2, personAvatar, personAvatar);
    painter->setOpacity(show < 0 ? 0.65 : 1);
    paintAvatar(*painter, avatar, id.peer.toString(), name);
    painter->setOpacity(1);
    if (show >= 0) {
        paintPresence(*painter, avatar, show, behind, row.theme);
    }
    if (width < textFrom) {
        return;
    }
    const PersonLines lines(row);
    row.text(lines.name, option.font, row.theme.text, name);
    row.text(lines.detail, lines.small, row.theme.muted,
             withVisibleControls(index.data(PeopleModel::StatusRole).toString()));
}

QSize PersonDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const bool header = index.data(PeopleModel::IsHeaderRole).toBool();
    return header ? QSize(200, QFontMetrics(option.font).height() + 16) : PersonLines::sizeHint(option.font);
}

void CommandDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const RowPainter row(*painter, option);
    row.paintBackground();
    const double height = option.rect.height();
    const QIcon icon = tintedIcon(index.data(CommandModel::IconRole).toString(), row.theme.muted);
    icon.paint(painter, row.placed(24, (height - 20) / 2, 20, 20).toRect());
    const double left = 16 + personAvatar + 12; // where names begin
    row.text(row.placed(left, 0, option.rect.width() - left - 16, height), option.font, row.theme.text,
             index.data(Qt::DisplayRole).toString());
}

QSize CommandDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return { 200, qMax(40, QFontMetrics(option.font).height() + 20) };
}

/// The words that were sought, in the accent's colour.
static LineMarks marksOf(const SearchWords &words, const QColor &accent)
{
    return [&words, accent](const QString &shown) {
        QList<QTextLayout::FormatRange> formats;
        for (const auto &[start, length] : findWords(words, shown)) {
            QTextCharFormat format;
            format.setForeground(accent);
            format.setFontWeight(QFont::DemiBold);
            formats.append({ static_cast<int>(start), static_cast<int>(length), format });
        }
        return formats;
    };
}

void MessageHitDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const RowPainter row(*painter, option);
    row.paintBackground();
    const auto hit = index.data(MessageHitsModel::HitRole).value<SearchHit>();
    const QString who = withVisibleControls(index.data(MessageHitsModel::NameRole).toString());
    const ChatKind kind = hit.message.isOutgoing() ? hit.message.kind : ChatKind::Person;
    paintAvatar(*painter, row.placed(16, (option.rect.height() - personAvatar) / 2.0, personAvatar, personAvatar),
                hit.message.isOutgoing() ? hit.message.conversation.peer.toString() : colourSeedOf(hit.message), who,
                avatarShapeOf(kind));
    if (option.rect.width() < textFrom) {
        return;
    }
    const QString time = friendlyTime(hit.message.time);
    const double timeWidth = QFontMetricsF(smaller(option.font, 1)).horizontalAdvance(time) + 1;
    const PersonLines lines(row, timeWidth + 8);
    const QRectF timePlace = row.placed(option.rect.width() - 16 - timeWidth, 0, timeWidth, lines.name.height());
    row.text(timePlace.translated(0, lines.name.top() - option.rect.top()), lines.small, row.theme.muted, time, true);
    const QString ours = hit.message.kind == ChatKind::Room ? tr("You in %1").arg(who) : tr("You to %1").arg(who);
    row.text(lines.name, option.font, row.theme.text, hit.message.isOutgoing() ? ours : who);
    const auto *model = qobject_cast<const MessageHitsModel *>(index.model());
    const SearchWords words = model ? model->words() : SearchWords();
    row.text(lines.detail, lines.small, row.theme.muted, index.data(Qt::DisplayRole).toString(), false,
             marksOf(words, row.theme.accent));
}

QSize MessageHitDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return PersonLines::sizeHint(option.font);
}

SearchDelegate::SearchDelegate(Faces &faces, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_chats(new ChatDelegate(faces, this))
    , m_people(new PersonDelegate(this))
    , m_messages(new MessageHitDelegate(this))
    , m_commands(new CommandDelegate(this))
{
}

/// Null for a heading.
const QStyledItemDelegate *SearchDelegate::delegateOf(const QModelIndex &source) const
{
    if (!source.isValid()) {
        return nullptr;
    }
    if (qobject_cast<const CommandModel *>(source.model())) {
        return m_commands;
    }
    if (qobject_cast<const MessageHitsModel *>(source.model())) {
        return m_messages;
    }
    return qobject_cast<const PeopleModel *>(source.model()) ? m_people : m_chats;
}

void SearchDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto source = index.data(SearchModel::SourceRole).value<QModelIndex>();
    if (const QStyledItemDelegate *delegate = delegateOf(source)) {
        delegate->paint(painter, option, source);
        return;
    }
    const RowPainter row(*painter, option);
    row.text(row.placed(16, 0, option.rect.width() - 32, option.rect.height()), semiBold(smaller(option.font, 1)),
             row.theme.muted, index.data(Qt::DisplayRole).toString());
}

QSize SearchDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto source = index.data(SearchModel::SourceRole).value<QModelIndex>();
    const QStyledItemDelegate *delegate = delegateOf(source);
    return delegate ? delegate->sizeHint(option, source) : QSize(200, QFontMetrics(option.font).height() + 14);
}

} // namespace natter
