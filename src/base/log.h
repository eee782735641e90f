// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>
#include <QString>

namespace natter {

Q_DECLARE_LOGGING_CATEGORY(logWire)
Q_DECLARE_LOGGING_CATEGORY(logProtocol)
Q_DECLARE_LOGGING_CATEGORY(logStore)
Q_DECLARE_LOGGING_CATEGORY(logChat)
Q_DECLARE_LOGGING_CATEGORY(logApp)
/// What an attacker may have tried: one line each.
Q_DECLARE_LOGGING_CATEGORY(logSecurity)

/// `text` on one line and without anything that could drive a terminal: controls, escapes and direction marks are
/// written as <U+XXXX>, and at most limits::logLineChars remain.
QString forLog(QStringView text);

/// As forLog(), for names shown to people: invisible and direction-changing characters become visible.
QString withVisibleControls(QStringView text);

} // namespace natter
