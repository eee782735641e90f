// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/avatar.h"

#include "media/consistent_colour.h"
#include "stanza/stanza.h"

#include <QPainter>
#include <QTextBoundaryFinder>

namespace natter {

/// The first letter or sign as people see it, which may be several code units.
static QString initialOf(const QString &name)
{
    const QString trimmed = name.trimmed();
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, trimmed);
    const qsizetype end = finder.toNextBoundary();
    return end > 0 ? trimmed.left(end).toUpper() : QStringLiteral("?");
}

AvatarShape avatarShapeOf(ChatKind kind) { return kind == ChatKind::Room ? AvatarShape::Square : AvatarShape::Round; }

void paintAvatar(QPainter &painter, const QRectF &rect, const QString &seed, const QString &name, AvatarShape shape)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(consistentBackground(seed));
    if (shape == AvatarShape::Square) {
        const double radius = rect.width() * 0.25;
        painter.drawRoundedRect(rect, radius, radius);
    } else {
        painter.drawEllipse(rect);
    }
    QFont font = painter.font();
    font.setPixelSize(qMax(6, qRound(rect.height() * 0.42)));
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(Qt::white);
    painter.drawText(rect, Qt::AlignCenter, initialOf(name));
    painter.restore();
}

void paintChatAvatar(QPainter &painter, const QRectF &rect, const ConversationId &id, ChatKind kind,
                     const QString &name, const QColor &behind)
{
    if (!id.isInsideRoom()) {
        paintAvatar(painter, rect, id.peer.toString(), name, avatarShapeOf(kind));
        return;
    }
    paintAvatar(painter, rect, id.peer.resource(), name);
    const double size = qMax(10.0, rect.width() * 0.4);
    const QRectF room(rect.right() - size + 2, rect.bottom() - size + 2, size, size);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(behind);
    painter.drawRoundedRect(room.adjusted(-2, -2, 2, 2), size * 0.25 + 2, size * 0.25 + 2);
    painter.restore();
    paintAvatar(painter, room, id.peer.bare().toString(), id.peer.local(), AvatarShape::Square);
}

QColor presenceColour(int show, const Theme &theme)
{
    switch (show) {
    case static_cast<int>(Presence::Show::Online):
    case static_cast<int>(Presence::Show::Chat):
        return theme.good;
    case static_cast<int>(Presence::Show::Away):
    case static_cast<int>(Presence::Show::ExtendedAway):
        return theme.warning;
    case static_cast<int>(Presence::Show::DoNotDisturb):
        return theme.danger;
    default:
        return theme.muted;
    }
}

void paintPresence(QPainter &painter, const QRectF &avatar, int show, const QColor &behind, const Theme &theme)
{
    const double size = qMax(8.0, avatar.width() * 0.28);
    const QRectF dot(avatar.right() - size + 1, avatar.bottom() - size + 1, size, size);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(behind, 2));
    painter.setBrush(presenceColour(show, theme));
    painter.drawEllipse(dot);
    painter.restore();
}

} // namespace natter
