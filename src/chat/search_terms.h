// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/message_search.h"

#include <functional>

namespace natter {

/// The conversations whose person or room somebody means with a part of its name or address.
using ConversationsNamed = std::function<QList<ConversationId>(const QString &name)>;

/// What somebody typed into the search: words and "phrases", and between them, in any order, from:NAME or from:me,
/// in:NAME, before:DATE, after:DATE and has:link, has:file or has:image. A NAME of several words stands in quotes; a
/// DATE is a year, a month or a day, as 2026, 2026-11 or 2026-11-29, or today or yesterday; before: and after: leave it
/// out itself. A filter that is not understood is a word like any other.
MessageSearch searchOf(const QString &typed, const ConversationsNamed &named, const QDate &today);

} // namespace natter
