// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/message_highlighter.h"

#include "base/limits.h"
#include "widgets/emoji_runs.h"
#include "widgets/style_formats.h"

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

void MessageHighlighter::setColours(const QColor &muted, const QColor &ink)
{
    const bool changed = m_muted != muted || m_ink != ink;
    m_muted = muted;
    m_ink = ink;
    if (changed) {
        rehighlight();
    }
}

void MessageHighlighter::highlightBlock(const QString &text)
{
    const bool code = isCode(previousBlockState());
    const bool codeFollows = code ? text != fence : text.startsWith(fence);
    setCurrentBlockState(codeFollows ? 1 : 0);
    if (text.size() > limits::bodyChars) {
        return; // each key would have it looked through again
    }
    if (code || codeFollows) {
        setFormat(0, static_cast<int>(text.size()), codeFormat(m_ink));
    } else {
        show(styleFormats(text, m_muted, m_ink));
    }
    show(emojiFormats(emojiRuns(text), document()->defaultFont()));
    if (m_marks && !code) {
        show(m_marks(currentBlock()));
    }
}

/// Over what is there already.
void MessageHighlighter::show(const QList<QTextLayout::FormatRange> &formats)
{
    for (const QTextLayout::FormatRange &range : formats) {
        const int end = range.start + range.length;
        for (int start = range.start, next = start; start < end; start = next) {
            QTextCharFormat format = this->format(start);
            while (next < end && this->format(next) == format) {
                ++next;
            }
            format.merge(range.format);
            setFormat(start, next - start, format);
        }
    }
}

} // namespace natter
