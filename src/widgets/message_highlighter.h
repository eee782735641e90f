// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSyntaxHighlighter>
#include <QTextBlock>
#include <QTextLayout>

#include <functional>

namespace natter {

/// Shows emoji in colour and styles while they are written, and what is marked. Some sequences stay in their parts: the
/// text is not changed for that. A document takes one highlighter only, so whatever looks otherwise goes through this
/// one.
class MessageHighlighter final : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    /// What looks otherwise of a line that is no code.
    using Marks = std::function<QList<QTextLayout::FormatRange>(QTextBlock line)>;

    explicit MessageHighlighter(QTextDocument *document);

    void setMarks(const Marks &marks);
    /// Of what is styled (XEP-0393): as for styleFormats().
    void setColours(const QColor &muted, const QColor &ink);
    /// The line stands between lines of backticks, or ends them.
    static bool isCode(const QTextBlock &line) { return isCode(line.previous().userState()); }

Q_SIGNALS:
    /// The text has changed, and what has is formatted next.
    void changing(int position, int removed, int added);

protected:
    void highlightBlock(const QString &text) override;

private:
    static bool isCode(int stateBefore) { return stateBefore == 1; }

    void show(const QList<QTextLayout::FormatRange> &formats);

    Marks m_marks;
    QColor m_muted;
    QColor m_ink;
};

} // namespace natter
