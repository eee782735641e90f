// XEP-0054: vcard-temp, version 1.3.0
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/stanza.h"

namespace natter {

/// What somebody, or a room, tells of itself.
struct VCard
{
    struct Photo
    {
        QString type; ///< of MIME, in the words of whoever made it
        QByteArray bytes; ///< at most limits::pictureBytes

        friend bool operator==(const Photo &, const Photo &) = default;
    };

    static constexpr ElementName name { u"vcard-temp", u"vCard" };

    QString fullName {};
    QString nickname {};
    QString organisation {};
    QString title {}; ///< what they do there
    QString email {};
    QString link {};
    QString about {};
    QList<Photo> photos {}; ///< the same in several formats; at most limits::cardPictures

    static std::optional<VCard> read(const Element &element);
    Element write() const;
    friend bool operator==(const VCard &, const VCard &) = default;
};

/// Asks `whose` for it (3.1); the answer has a VCard.
Iq vCardRequest(const Jid &whose);
/// What is to be known of `whose` from now on (3.2).
Iq vCardChange(const Jid &whose, const Element &vCard);

} // namespace natter
