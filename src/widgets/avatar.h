// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme.h"

#include <QRectF>
#include <QString>

class QPainter;

namespace natter {

/// Draws somebody's round picture: their initial on the colour that every client gives them.
/// `seed` is the bare address, `name` what they are called.
void paintAvatar(QPainter &painter, const QRectF &rect, const QString &seed, const QString &name);

/// The dot at the picture's corner; `show` is a Presence::Show or -1 for offline. `behind` is the colour around it.
void paintPresence(QPainter &painter, const QRectF &avatar, int show, const QColor &behind, const Theme &theme);

/// The colour of a presence.
QColor presenceColour(int show, const Theme &theme);

} // namespace natter
