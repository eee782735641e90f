// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

namespace natter {

/// The place of `text` on the circle of colours, in degrees (XEP-0392, 5.1).
double consistentHue(QStringView text);

/// A colour of the HSLuv space, in which equal lightness looks equally light, whatever the hue. Degrees, per cent, per
/// cent (XEP-0392, 5.2).
QColor hsluvColour(double hue, double saturation, double lightness);

/// The colour that every client shows for `text`, at a lightness that reads well on its background.
QColor consistentColour(QStringView text, bool darkBackground);

/// The same hue as a background for white text.
QColor consistentBackground(QStringView text);

} // namespace natter
