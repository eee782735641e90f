// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/room_delegate.h"

#include "base/log.h"
#include "base/text.h"
#include "models/room_list_model.h"
#include "widgets/avatar.h"
#include "widgets/chosen_row.h"
#include "widgets/emoji_runs.h"
#include "widgets/icons.h"

#include <QPainter>

namespace natter {

static constexpr int pictureSize = 40;
static constexpr int edge = 8;
static constexpr int gap = 12;
static constexpr int peopleIcon = 14;
static constexpr qsizetype descriptionChars = 300;

/// How many there are, at the end of the row; returns the width it took.
static int paintPeople(QPainter &painter, const QStyleOptionViewItem &option, const QRect &line, int occupants)
{
    if (occupants < 0) {
        return 0;
    }
    const Theme theme = Theme::of(option.palette);
    const QString count = option.locale.toString(occupants);
    const int text = option.fontMetrics.horizontalAdvance(count) + 1;
    const int width = text + 4 + peopleIcon;
    const QRect place(line.right() - width + 1, line.top(), width, line.height());
    const auto visual = [&](const QRect &rect) { return QStyle::visualRect(option.direction, option.rect, rect); };
    tintedIcon(QStringLiteral("people"), theme.muted)
        .paint(&painter, visual({ place.left(), place.center().y() - peopleIcon / 2, peopleIcon, peopleIcon }));
    painter.setPen(theme.muted);
    painter.setFont(option.font);
    painter.drawText(visual({ place.right() - text + 1, place.top(), text, place.height() }), Qt::AlignCenter, count);
    return width + gap;
}

void RoomDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme theme = Theme::of(option.palette);
    const auto room = index.data(RoomListModel::ListingRole).value<RoomListing>();
    const QString name = index.data().toString();
    const auto visual = [&](const QRect &rect) { return QStyle::visualRect(option.direction, option.rect, rect); };
    const Qt::Alignment side = option.direction == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paintChosenRow(*painter, option);
    const QRect inner = option.rect.adjusted(edge, edge, -edge, -edge);
    const int pictureTop = inner.top() + (inner.height() - pictureSize) / 2;
    paintAvatar(*painter, visual({ inner.left(), pictureTop, pictureSize, pictureSize }), room.address.toString(), name,
                AvatarShape::Square);
    QFont bold = option.font;
    bold.setWeight(QFont::DemiBold);
    const int lineHeight = QFontMetrics(bold).height();
    const int left = inner.left() + pictureSize + gap;
    const int top = inner.top() + (inner.height() - 2 * lineHeight - 2) / 2;
    QRect line(left, top, inner.right() - left + 1, lineHeight);
    const int people = paintPeople(*painter, option, line, room.occupants);
    painter->setFont(bold);
    painter->setPen(theme.text);
    drawLine(*painter, visual(line.adjusted(0, 0, -people, 0)), name, side);
    line.translate(0, lineHeight + 2);
    painter->setFont(option.font);
    painter->setPen(theme.muted);
    const QString about = withVisibleControls(cut(room.description, descriptionChars).simplified());
    drawLine(*painter, visual(line), about.isEmpty() ? room.address.toString() : about, side);
    painter->restore();
}

QSize RoomDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return { 200, qMax(pictureSize, 2 * option.fontMetrics.height() + 4) + 2 * edge };
}

} // namespace natter
