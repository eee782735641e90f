// XEP-0511: Link Metadata, version 0.1.1
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/extension.h"

namespace natter {

/// What a message says about a link, in the words of OpenGraph (2.1). Whether the link is one of the message is for
/// whoever makes use of it to see.
struct LinkMetadata
{
    static constexpr ElementName name { u"http://www.w3.org/1999/02/22-rdf-syntax-ns#", u"Description" };

    QString about; ///< the link
    QString title {}; ///< as all that follows: as it was sent, but no longer than what is of use
    QString description {};
    QString url {}; ///< what the page calls itself
    QString siteName {};
    QString type {};
    QString image {}; ///< the first that came along as data:, as nothing is fetched
    QString imageText {}; ///< what is to be seen there

    /// Null without a link, or with one beyond limits::cardLinkChars.
    static std::optional<LinkMetadata> read(const Element &element);
    Element write() const;
    friend bool operator==(const LinkMetadata &, const LinkMetadata &) = default;
};

} // namespace natter
