// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

namespace natter {

/// The colour that every client shows for `text` (XEP-0392, 5), at a lightness that reads well on its background.
QColor consistentColour(QStringView text, bool darkBackground);

/// The same hue as a background for white text.
QColor consistentBackground(QStringView text);

} // namespace natter
