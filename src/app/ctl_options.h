// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/account_settings.h"

#include <QDateTime>

#include <optional>

namespace natter {

/// What --proxy says, the password apart; nothing if it names no proxy.
std::optional<AccountSettings::Proxy> proxyNamed(const QString &text);

/// How much history --history asks for, and the name of that.
std::optional<AccountSettings::History> historyNamed(const QString &text);
QString historyName(AccountSettings::History history);

/// The moment that --at names, in UTC: a time of ISO 8601, of this computer's zone unless it names another, or +N with
/// s, m, h or d, from `now` on. Null if it names none.
QDateTime momentNamed(const QString &text, const QDateTime &now);

/// What the option of a script takes, in words, if `value` is not that; empty if it is, or if any text is.
QString ctlExpected(const QString &option, const QString &value);

} // namespace natter
