// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/occupant_delegate.h"

#include "models/occupants_model.h"
#include "models/room_texts.h"
#include "widgets/avatar.h"
#include "widgets/row_painter.h"

#include <QLocale>
#include <QPainter>

namespace natter {

static constexpr int avatarSize = 28;
static constexpr int edge = 16;
static constexpr double leastName = 64; ///< which hats leave to it

static void paintHeader(const RowPainter &row, const QModelIndex &index)
{
    const QFont font = semiBold(smaller(row.option.font, 1));
    const double height = QFontMetricsF(font).height();
    const double top = row.option.rect.height() - height - 4;
    const QString count = QLocale().toString(index.data(OccupantsModel::CountRole).toInt());
    const double countWidth = QFontMetricsF(font).horizontalAdvance(count) + 1;
    const double width = row.option.rect.width();
    row.text(row.placed(edge, top, width - 2 * edge - countWidth - 8, height), font, row.theme.muted,
             index.data().toString());
    row.text(row.placed(width - edge - countWidth, top, countWidth, height), font, row.theme.muted, count, true);
}

/// At that end of the row, the first as many as leave room, in their order; returns where they begin.
static double paintHats(const RowPainter &row, const QStringList &hats, double start, double end)
{
    const QFont font = smaller(row.option.font, 2);
    const QFontMetricsF metrics(font);
    const double height = metrics.height() + 2;
    QList<std::pair<QString, double>> shown;
    double left = end - start - leastName;
    for (const QString &hat : hats) {
        const QString text = metrics.elidedText(hat, Qt::ElideRight, metrics.averageCharWidth() * 14);
        const double width = metrics.horizontalAdvance(text) + 12;
        if (width > left) {
            break;
        }
        shown.prepend({ text, width });
        left -= width + 4;
    }
    for (const auto &[text, width] : std::as_const(shown)) {
        const QRectF pill = row.placed(end - width, (row.option.rect.height() - height) / 2, width, height);
        row.painter.setPen(QPen(row.theme.line, 1));
        row.painter.setBrush(Qt::NoBrush);
        row.painter.drawRoundedRect(pill, height / 2, height / 2);
        row.text(pill.adjusted(6, 0, -5, 0), font, row.theme.muted, text);
        end -= width + 4;
    }
    return end;
}

void OccupantDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const RowPainter row(*painter, option);
    if (index.data(OccupantsModel::IsHeaderRole).toBool()) {
        paintHeader(row, index);
        return;
    }
    const QColor behind = row.paintBackground();
    const double height = option.rect.height();
    const QString name = index.data().toString();
    const QRectF avatar = row.placed(edge, (height - avatarSize) / 2, avatarSize, avatarSize);
    const int show = index.data(OccupantsModel::ShowRole).toInt();
    const QString nick = index.data(OccupantsModel::NickRole).toString();
    paintAvatar(*painter, avatar, index.data(OccupantsModel::ColourSeedRole).toString(), name, AvatarShape::Round,
                m_faceOf(nick));
    const bool isThere =
        show == static_cast<int>(Presence::Show::Online) || show == static_cast<int>(Presence::Show::Chat);
    if (!isThere) { // of most there is nothing to tell
        paintPresence(*painter, avatar, show, behind, row.theme);
    }
    const double left = edge + avatarSize + 10;
    double end = option.rect.width() - edge;
    const QFont small = smaller(option.font, 1.5);
    const auto affiliation = static_cast<RoomAffiliation>(index.data(OccupantsModel::AffiliationRole).toInt());
    const bool isSaid = affiliation == RoomAffiliation::Owner || affiliation == RoomAffiliation::Admin;
    QStringList labels { index.data(OccupantsModel::IsSelfRole).toBool() ? tr("you") : QString(),
                         isSaid ? affiliationLabel(affiliation) : QString() };
    labels.removeAll(QString());
    if (const QString label = labels.join(QStringLiteral(" · ")); !label.isEmpty()) {
        const double width = QFontMetricsF(small).horizontalAdvance(label) + 1;
        row.text(row.placed(end - width, 0, width, height), small, row.theme.muted, label, true);
        end -= width + 8;
    }
    end = paintHats(row, index.data(OccupantsModel::HatsRole).toStringList(), left, end);
    const QRectF place = row.placed(left, 0, qMax(0.0, end - left - 4), height);
    const bool isMarked = index.data(OccupantsModel::IsMarkedRole).toBool(); // at its end
    row.text(place, option.font, row.theme.text,
             isMarked ? QFontMetricsF(option.font).elidedText(name, Qt::ElideMiddle, place.width()) : name);
}

QSize OccupantDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return { 160, qMax(avatarSize + 8, QFontMetrics(option.font).height() + 12) };
}

} // namespace natter
