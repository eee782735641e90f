// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QPainter;
class QRect;
class QRectF;

namespace natter {

struct Theme;

/// Where the signs stand that tell which messages are chosen: at the side where reading begins.
inline constexpr int choiceSignWidth = 36;

/// The sign of a message whose row is `row`, and whose bubble is `bubble`, relative to the row.
void paintChoice(QPainter &painter, const QRect &row, const QRectF &bubble, bool isChosen, const Theme &theme);

} // namespace natter
