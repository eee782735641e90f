// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace natter {

/// What was wrong with the bytes on a stream, and the stream error to close it with (RFC 6120, 4.9.3).
struct StreamViolation
{
    QString condition; ///< "not-well-formed", "restricted-xml", "policy-violation", …
    QString detail; ///< English, for the log
    qint64 offset = 0; ///< bytes from the start of the stream
    bool isBeforeHeader = false; ///< of this stream, which may not be the first of its connection

    friend bool operator==(const StreamViolation &, const StreamViolation &) = default;
};

} // namespace natter
