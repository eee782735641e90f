// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/message_highlighter.h"

#include "base/limits.h"
#include "widgets/emoji_runs.h"

#include <QTextDocument>

namespace natter {

static constexpr QStringView fence = u"```"; ///< begins a line before code, and is the line after it

MessageHighlighter::MessageHighlighter(QTextDocument *document) : QSyntaxHighlighter(static_cast<QObject *>(document))
{
    connect(document, &QTextDocument::contentsChange, this, &MessageHighlighter::changing);
    setDocument(document);
}

void MessageHighlighter::setMarks(const Marks &marks)
{
    m_marks = marks;
    rehighlight();
}

void MessageHighlighter::highlightBlock(const QString &text)
{
    const bool code = isCode(previousBlockState());
    const bool codeFollows = code ? text != fence : text.startsWith(fence);
    setCurrentBlockState(codeFollows ? 1 : 0);
    if (text.size() > limits::bodyChars) {
        return; // each key would have it looked through again
    }
    auto formats = emojiFormats(emojiRuns(text), document()->defaultFont());
    if (m_marks && !code) {
        formats += m_marks(currentBlock());
    }
    for (const QTextLayout::FormatRange &range : std::as_const(formats)) {
        setFormat(range.start, range.length, range.format);
    }
}

} // namespace natter
