// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/chat_summary.h"

#include <QVariant>

class QSqlQuery;

namespace natter {

/// Selects what summaryOf() needs, of chat c; to be followed by the condition.
QString selectChats();
/// The conversation in the row that the query is at.
ChatSummary summaryOf(const QSqlQuery &query);

/// Sets how a chat is treated: takes treatmentValues() and the chat's row.
QString treatmentUpdate();
QVariantList treatmentValues(const ChatTreatment &treatment);

/// For columns that have no NULL.
QString notNull(const QString &text);

} // namespace natter
