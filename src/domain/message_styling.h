// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace natter {

/// A piece of a text that looks otherwise than the rest, as [start, start + length), with what marks it.
struct StyledPiece
{
    enum class Style { Strong, Emphasis, Strike, Code, Quote };

    qsizetype start = 0;
    qsizetype length = 0;
    Style style = Style::Strong;

    friend bool operator==(const StyledPiece &, const StyledPiece &) = default;
};

/// The pieces of a message by XEP-0393, in time linear in its length. Pieces may be within others, and none goes beyond
/// a line, which ends with a line feed or a line separator. Quotations in more than 16 others are plain.
QList<StyledPiece> findStyles(QStringView text);

} // namespace natter
