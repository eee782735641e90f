// XEP-0153: vCard-Based Avatars, version 1.1.1
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element.h"

#include <optional>

namespace natter {

/// Which picture somebody has, as their presence says (3.1).
struct PictureUpdate
{
    static constexpr ElementName name { u"vcard-temp:x:update", u"x" };

    QByteArray hash; ///< as pictureHashOf(); empty: they have none

    /// Null if they do not say, or nothing that can be a hash.
    static std::optional<PictureUpdate> read(const Element &element);
    Element write() const;
    friend bool operator==(const PictureUpdate &, const PictureUpdate &) = default;
};

/// What a picture is known by: its SHA-1, in hexadecimal digits.
QByteArray pictureHashOf(const QByteArray &picture);
/// The same as others write it; empty if it is none.
QByteArray pictureHashFrom(const QString &text);

} // namespace natter
