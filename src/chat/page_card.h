// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "chat/page_fetch.h"
#include "domain/link_card.h"

namespace natter {

/// Whether this Natter can read pages; it was built without otherwise.
bool canReadPages();

/// What a page says of itself, in the words of OpenGraph or, where it has none, in its title and description, as the
/// card of `link`. A pure function, for the thread pool. Errors: InvalidInput ("no-card": it says nothing).
Result<LinkCard> cardFrom(const Page &page, const QString &link);

} // namespace natter
