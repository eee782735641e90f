// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/avatar.h"

#include "chat/faces.h"
#include "media/consistent_colour.h"
#include "stanza/stanza.h"

#include <QPainter>
#include <QPixmapCache>
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

/// As smooth as it was drawn, for a number of pixels that is kept for the next time.
static QPixmap fitting(const QImage &picture, int pixels)
{
    const QString key = QStringLiteral("face %1 %2").arg(picture.cacheKey()).arg(pixels);
    QPixmap made;
    if (!QPixmapCache::find(key, &made)) {
        made = QPixmap::fromImage(
            picture.scaled(pixels, pixels, Qt::KeepAspectRatioByExpanding, Qt::SmoothTransformation));
        QPixmapCache::insert(key, made);
    }
    return made;
}

static void paintInitial(QPainter &painter, const QRectF &rect, const QString &name)
{
    QFont font = painter.font();
    font.setPixelSize(qMax(6, qRound(rect.height() * 0.42)));
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(Qt::white);
    painter.drawText(rect, Qt::AlignCenter, initialOf(name));
}

/// A texture rather than a clip, whose edges would be rough.
static QBrush brushFor(const QPainter &painter, const QRectF &rect, const QImage &picture)
{
    const double ratio = painter.device()->devicePixelRatioF();
    const QPixmap pixmap = fitting(picture, qMax(1, qRound(rect.width() * ratio)));
    QBrush brush(pixmap);
    brush.setTransform(QTransform::fromTranslate(rect.left(), rect.top())
                           .scale(rect.width() / pixmap.width(), rect.height() / pixmap.height()));
    return brush;
}

void paintAvatar(QPainter &painter, const QRectF &rect, const QString &seed, const QString &name, AvatarShape shape,
                 const QImage &picture)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.setPen(Qt::NoPen);
    painter.setBrush(picture.isNull() ? QBrush(consistentBackground(seed)) : brushFor(painter, rect, picture));
    if (shape == AvatarShape::Square) {
        const double radius = rect.width() * 0.25;
        painter.drawRoundedRect(rect, radius, radius);
    } else {
        painter.drawEllipse(rect);
    }
    if (picture.isNull()) {
        paintInitial(painter, rect, name);
    }
    painter.restore();
}

void paintChatAvatar(QPainter &painter, const QRectF &rect, const ConversationId &id, ChatKind kind,
                     const QString &name, const QColor &behind, Faces *faces)
{
    const auto faceOf = [faces](const ConversationId &who) { return faces ? faces->of(who) : QImage(); };
    if (!id.isInsideRoom()) {
        paintAvatar(painter, rect, id.peer.toString(), name, avatarShapeOf(kind), faceOf(id));
        return;
    }
    paintAvatar(painter, rect, id.peer.resource(), name, AvatarShape::Round, faceOf(id));
    const double size = qMax(10.0, rect.width() * 0.4);
    const QRectF room(rect.right() - size + 2, rect.bottom() - size + 2, size, size);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(behind);
    painter.drawRoundedRect(room.adjusted(-2, -2, 2, 2), size * 0.25 + 2, size * 0.25 + 2);
    painter.restore();
    const ConversationId around { id.account, id.peer.bare() };
    paintAvatar(painter, room, around.peer.toString(), faces ? faces->titleOf(around) : id.peer.local(),
                AvatarShape::Square, faceOf(around));
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
