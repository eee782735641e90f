// XEP-0082: XMPP Date and Time Profiles, version 1.1.1
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

namespace natter {

/// The moment in `text` ("2026-11-22T10:11:56.5Z", or with an offset), in UTC; invalid if it is none.
QDateTime dateTimeFrom(const QString &text);

/// `moment` in UTC with milliseconds, as dateTimeFrom() reads it.
QString dateTimeText(const QDateTime &moment);

} // namespace natter
