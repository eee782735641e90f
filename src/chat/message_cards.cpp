// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/message_cards.h"

#include "protocol/xep/xep0511_link_metadata.h"

namespace natter {

static constexpr int mostLookedAt = 20; ///< of which some may be about other things

QList<LinkCard> cardsIn(const Message &message, const QString &body)
{
    QList<LinkCard> cards;
    for (const Element &child : message.children()) {
        const auto metadata = cards.size() < mostLookedAt ? LinkMetadata::read(child) : std::nullopt;
        if (metadata) {
            cards.append({ metadata->about, metadata->title, metadata->description, metadata->siteName,
                           pictureIn(metadata->image), metadata->imageText });
        }
    }
    return cardsFor(body, cards);
}

void addCards(Message &message, const QString &body, const QList<LinkCard> &cards)
{
    const auto usable = cardsFor(body, cards);
    for (const LinkCard &card : usable) {
        LinkMetadata metadata { card.link, card.title, card.description };
        metadata.siteName = card.site;
        if (!card.picture.isEmpty()) {
            metadata.image = dataLinkOf(card.picture);
            metadata.imageText = card.pictureText;
        }
        message.add(metadata);
    }
}

} // namespace natter
