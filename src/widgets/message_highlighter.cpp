// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/message_highlighter.h"

#include "base/limits.h"
#include "widgets/emoji_runs.h"

#include <QTextDocument>

namespace natter {

void MessageHighlighter::highlightBlock(const QString &text)
{
    if (text.size() > limits::bodyChars) {
        return; // each key would have it looked through again
    }
    const auto formats = emojiFormats(emojiRuns(text), document()->defaultFont());
    for (const QTextLayout::FormatRange &emoji : formats) {
        setFormat(emoji.start, emoji.length, emoji.format);
    }
}

} // namespace natter
