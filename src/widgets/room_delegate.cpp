// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/room_delegate.h"

#include "base/log.h"
#include "base/text.h"
#include "models/room_list_model.h"
#include "models/room_texts.h"
#include "widgets/avatar.h"
#include "widgets/chosen_row.h"
#include "widgets/emoji_runs.h"
#include "widgets/icons.h"

#include <QPainter>

namespace natter {

static constexpr int pictureSize = 40;
static constexpr int edge = 8;
static constexpr int gap = 12;
static constexpr int smallIcon = 14;
static constexpr qsizetype descriptionChars = 300;
static constexpr int languageChars = 12; ///< wide at most

/// At the end of a line, which gets shorter with each.
class EndOfLine
{
public:
    EndOfLine(QPainter &painter, const QStyleOptionViewItem &option, QRect &line)
        : m_painter(painter)
        , m_option(option)
        , m_line(line)
        , m_muted(Theme::of(option.palette).muted)
    {
        painter.setFont(option.font);
        painter.setPen(m_muted);
    }

    void addText(const QString &text, int most = QWIDGETSIZE_MAX)
    {
        const int width = qMin(most, m_option.fontMetrics.horizontalAdvance(text) + 1);
        m_painter.drawText(take(width), Qt::AlignCenter, m_option.fontMetrics.elidedText(text, Qt::ElideRight, width));
    }
    void addIcon(const char *name)
    {
        QRect place = take(smallIcon);
        place.setTop(place.center().y() - smallIcon / 2);
        place.setHeight(smallIcon);
        tintedIcon(QLatin1String(name), m_muted).paint(&m_painter, place);
    }
    void addSpace(int width) { m_line.setWidth(m_line.width() - width); }

private:
    QRect take(int width)
    {
        const QRect place(m_line.right() - width + 1, m_line.top(), width, m_line.height());
        addSpace(width);
        return QStyle::visualRect(m_option.direction, m_option.rect, place);
    }

    QPainter &m_painter;
    const QStyleOptionViewItem &m_option;
    QRect &m_line;
    QColor m_muted;
};

/// How many people there are, whether one may go in, and the language that is spoken.
static void paintEnd(QPainter &painter, const QStyleOptionViewItem &option, const RoomListing &room, QRect &line)
{
    EndOfLine end(painter, option, line);
    if (room.occupants >= 0) {
        end.addText(option.locale.toString(room.occupants));
        end.addSpace(4);
        end.addIcon("people");
        end.addSpace(gap);
    }
    if (!room.isOpen.value_or(true)) {
        end.addIcon("lock");
        end.addSpace(gap);
    }
    if (!room.language.isEmpty()) {
        end.addText(languageText(room.language), option.fontMetrics.averageCharWidth() * languageChars);
        end.addSpace(gap);
    }
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
    const QRect wholeLine = line;
    paintEnd(*painter, option, room, line);
    painter->setFont(bold);
    painter->setPen(theme.text);
    drawLine(*painter, visual(line), name, side);
    line = wholeLine.translated(0, lineHeight + 2);
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
