// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/colour_scheme.h"

namespace natter {

void ColourScheme::set(bool dark)
{
    if (std::exchange(m_dark, dark) != dark) {
        Q_EMIT changed();
    }
}

} // namespace natter
