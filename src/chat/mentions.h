// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace natter {

/// Whether what is said in a room means whoever is called `nick` there: it has the name as a word of its own, in any
/// case. As names of one character stand in many sentences, those need "@" before them, or ":" or "," behind.
bool mentionsNick(const QString &body, const QString &nick);

} // namespace natter
