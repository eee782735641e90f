// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/link_card.h"
#include "stanza/stanza.h"

namespace natter {

/// The cards that came with a message which says `body` (XEP-0511): those about links in that, as cardsFor() has them.
QList<LinkCard> cardsIn(const Message &message, const QString &body);

/// Sends them along, those about links in `body`.
void addCards(Message &message, const QString &body, const QList<LinkCard> &cards);

} // namespace natter
