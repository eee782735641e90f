// XEP-0428: Fallback Indication, version 0.2.1
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element_builder.h"

#include <QList>

#include <optional>

namespace natter {

/// The body, or parts of it, are for those only who do not know what it stands for (3).
struct Fallback
{
    static constexpr ElementName name { u"urn:xmpp:fallback:0", u"fallback" };

    struct Part ///< in code points of Unicode, the end not included
    {
        qsizetype start = 0;
        qsizetype end = 0;

        friend bool operator==(const Part &, const Part &) = default;
    };

    QString meant; ///< the namespace of what it stands for; empty: it does not say
    QList<Part> parts {}; ///< of the body; none: all of it

    /// Null for one that is about the subject alone, or whose numbers are none.
    static std::optional<Fallback> read(const Element &element);
    Element write() const;
    /// What of a body is left without the parts, and what they say. Parts outside of it count as far as it goes.
    std::pair<QString, QString> split(const QString &body) const;
    friend bool operator==(const Fallback &, const Fallback &) = default;
};

/// How many code points of Unicode that is.
qsizetype codePoints(QStringView text);

} // namespace natter
