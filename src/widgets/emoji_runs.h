// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/link_finder.h"

#include <QTextLayout>

namespace natter {

/// Where emoji stand in a text, as people see them: sequences of several characters are one.
struct EmojiRuns
{
    QList<FoundLink> runs;
    int count = 0;
    bool nothingElse = true;
};

EmojiRuns emojiRuns(const QString &text);

/// For a QTextLayout in `font`: has those runs drawn in colour.
QList<QTextLayout::FormatRange> emojiFormats(const EmojiRuns &emoji, const QFont &font);

} // namespace natter
