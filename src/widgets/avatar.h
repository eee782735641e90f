// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/conversation_id.h"
#include "widgets/theme.h"

#include <QImage>
#include <QRectF>
#include <QString>

class QPainter;

namespace natter {

class Faces;

/// People are round, rooms are not.
enum class AvatarShape { Round, Square };
AvatarShape avatarShapeOf(ChatKind kind);

/// Draws somebody's picture, or that of a room; if it is null, their initial on the colour that every client gives
/// them. `seed` is the bare address, or the nickname in a room, `name` what they are called.
void paintAvatar(QPainter &painter, const QRectF &rect, const QString &seed, const QString &name,
                 AvatarShape shape = AvatarShape::Round, const QImage &picture = {});

/// Draws the picture of a conversation: of a person, of a room, or of somebody in a room with that at its corner.
/// `behind` is the colour around it; without `faces` there are only initials.
void paintChatAvatar(QPainter &painter, const QRectF &rect, const ConversationId &id, ChatKind kind,
                     const QString &name, const QColor &behind, Faces *faces);

/// The dot at the picture's corner; `show` is a Presence::Show or -1 for offline. `behind` is the colour around it.
void paintPresence(QPainter &painter, const QRectF &avatar, int show, const QColor &behind, const Theme &theme);

/// The colour of a presence.
QColor presenceColour(int show, const Theme &theme);

} // namespace natter
