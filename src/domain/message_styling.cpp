// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/message_styling.h"

#include <array>
#include <optional>
#include <vector>

namespace natter {

using Style = StyledPiece::Style;

static constexpr int deepestQuote = 16;
static constexpr QStringView fence = u"```";

namespace {

struct Line ///< of a block, without what marks the blocks around it
{
    qsizetype start;
    qsizetype end;
};

/// Reads the blocks of a text, and the spans in them.
class Parser
{
public:
    explicit Parser(QStringView text) : m_text(text) { }

    QList<StyledPiece> parse()
    {
        std::vector<Line> lines;
        qsizetype start = 0;
        for (qsizetype i = 0; i <= m_text.size(); ++i) {
            if (i == m_text.size() || m_text[i] == u'\n' || m_text[i] == QChar::LineSeparator) {
                lines.push_back({ start, i });
                start = i + 1;
            }
        }
        blocks(lines, 0);
        return m_pieces;
    }

private:
    QStringView text(const Line &line) const { return m_text.mid(line.start, line.end - line.start); }
    void add(const Line &line, Style style)
    {
        if (line.end > line.start) {
            m_pieces.append({ line.start, line.end - line.start, style });
        }
    }
    void blocks(const std::vector<Line> &lines, int depth);
    void spans(const Line &line);

    QStringView m_text;
    QList<StyledPiece> m_pieces;
};

} // namespace

void Parser::blocks(const std::vector<Line> &lines, int depth)
{
    for (size_t i = 0; i < lines.size(); ++i) {
        if (text(lines[i]).startsWith(fence)) {
            add(lines[i], Style::Code);
            while (++i < lines.size()) {
                add(lines[i], Style::Code);
                if (text(lines[i]) == fence) {
                    break;
                }
            }
            continue;
        }
        std::vector<Line> quoted;
        for (; i < lines.size() && depth < deepestQuote && text(lines[i]).startsWith(u'>'); ++i) {
            add(lines[i], Style::Quote);
            const qsizetype inner = lines[i].start + 1;
            const bool spaced = inner < lines[i].end && m_text[inner].isSpace();
            quoted.push_back({ inner + (spaced ? 1 : 0), lines[i].end });
        }
        if (!quoted.empty()) {
            blocks(quoted, depth + 1);
            --i;
        } else {
            spans(lines[i]);
        }
    }
}

static std::optional<Style> styleOf(QChar directive)
{
    switch (directive.unicode()) {
    case u'*':
        return Style::Strong;
    case u'_':
        return Style::Emphasis;
    case u'~':
        return Style::Strike;
    case u'`':
        return Style::Code;
    default:
        return std::nullopt;
    }
}

/// Each directive is matched with the next of its kind that may close it, which is looked up.
void Parser::spans(const Line &line)
{
    const QStringView block = text(line);
    const qsizetype size = block.size();
    std::array<std::vector<qsizetype>, 4> closing; // by style: the first that may close, from each place on
    for (size_t style = 0; style < closing.size(); ++style) {
        closing[style].assign(static_cast<size_t>(size) + 1, size);
        for (qsizetype i = size - 1; i >= 0; --i) {
            const auto directive = styleOf(block[i]);
            const bool closes =
                directive && static_cast<size_t>(*directive) == style && i > 0 && !block[i - 1].isSpace();
            closing[style][static_cast<size_t>(i)] = closes ? i : closing[style][static_cast<size_t>(i) + 1];
        }
    }
    std::vector<qsizetype> ends { size }; // of the spans that are open
    qsizetype opened = -1;
    for (qsizetype i = 0; i < size; ++i) {
        while (ends.size() > 1 && i >= ends.back()) {
            ends.pop_back();
        }
        const auto style = styleOf(block[i]);
        const bool begins = i == 0 || block[i - 1].isSpace() || (opened == i - 1 && block[i - 1] != block[i]);
        if (!style || !begins || i + 1 >= size || block[i + 1].isSpace()) {
            continue;
        }
        if (block[i + 1] == block[i]) { // with nothing between them, neither counts
            ++i;
            continue;
        }
        const qsizetype end = closing[static_cast<size_t>(*style)][static_cast<size_t>(i) + 1];
        if (end >= ends.back()) {
            continue;
        }
        m_pieces.append({ line.start + i, end + 1 - i, *style });
        if (*style == Style::Code) {
            i = end; // which has no spans of its own
        } else {
            opened = i;
            ends.push_back(end);
        }
    }
}

QList<StyledPiece> findStyles(QStringView text) { return Parser(text).parse(); }

} // namespace natter
