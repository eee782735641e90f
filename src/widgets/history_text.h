// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QDate;

namespace natter {

class HistoryBackfill;

/// The month of a date, in words.
QString monthText(const QDate &date);

/// The same where there is little room.
QString shortMonthText(const QDate &date);

/// How far the history of an account is here, in a sentence.
QString historyText(const HistoryBackfill &history);

} // namespace natter
