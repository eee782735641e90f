// XEP-0444: Message Reactions, version 0.2.1
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0444_message_reactions.h"

#include "base/limits.h"

#include <QTextBoundaryFinder>

#include <algorithm>

namespace natter {

static constexpr ElementName reaction { Reactions::name.ns, u"reaction" };

/// A family of four takes eleven; nobody needs as many as Unicode allows. Letters would be words without a message.
static bool isEmoji(const QString &text)
{
    static constexpr qsizetype mostUnits = 40;
    if (text.isEmpty() || text.size() > mostUnits) {
        return false;
    }
    const bool isOrdinary = std::any_of(text.cbegin(), text.cend(), [](QChar c) {
        return c.isSpace() || (c.isLetter() && c != QChar(0x2139)) || c.category() == QChar::Other_Control
            || (c.category() == QChar::Other_Format && c != QChar(0x200d));
    });
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    return !isOrdinary && finder.toNextBoundary() == text.size();
}

std::optional<Reactions> Reactions::read(const Element &element)
{
    Reactions reactions { element.is(name) ? element.attribute(u"id") : QString(), {} };
    if (reactions.id.isEmpty()) {
        return std::nullopt;
    }
    for (const Element &child : element.children()) {
        const QString emoji = child.is(reaction) ? child.text().trimmed() : QString();
        if (isEmoji(emoji) && !reactions.emoji.contains(emoji) && reactions.emoji.size() < limits::reactions) {
            reactions.emoji.append(emoji);
        }
    }
    const bool hadSome = !element.child(reaction).isNull();
    return hadSome && reactions.emoji.isEmpty() ? std::nullopt
                                                : std::optional(reactions); // they say nothing that counts
}

Element Reactions::write() const
{
    ElementBuilder builder(name);
    builder.attribute(u"id", id);
    for (const QString &each : emoji) {
        builder.textChild(reaction, each);
    }
    return builder.build();
}

} // namespace natter
