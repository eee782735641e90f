// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace natter {

/// SASLprep (RFC 4013) as far as it changes text: other spaces become a space, characters that map to nothing go,
/// form KC. Text that SASLprep would refuse is returned unprepared: the server decides what it accepts.
QString saslPrepared(const QString &text);

} // namespace natter
