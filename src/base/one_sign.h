// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace natter {

/// Whether that may be one emoji: one character to the eye, and no letter, space or control. Which of those are emoji
/// changes with each version of Unicode, so that is not asked.
bool isOneSign(const QString &text);

} // namespace natter
