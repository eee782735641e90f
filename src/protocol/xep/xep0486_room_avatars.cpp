// XEP-0486: MUC Avatars, version 0.1.0
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0486_room_avatars.h"

#include "protocol/xep/xep0153_vcard_avatars.h"

namespace natter {

QByteArray roomPictureHash(const DataForm &roomInfo)
{
    const DataForm::Field *field = roomInfo.field(u"muc#roominfo_avatarhash");
    for (const QString &value : field ? field->values : QStringList()) {
        if (const QByteArray hash = pictureHashFrom(value); !hash.isEmpty()) {
            return hash;
        }
    }
    return {};
}

Element roomCardWith(const Element &before, const std::optional<VCard::Photo> &picture)
{
    ElementBuilder builder(VCard::name);
    for (const Element &child : before.children()) {
        if (!child.is({ VCard::name.ns, u"PHOTO" })) {
            builder.child(child);
        }
    }
    if (picture) {
        VCard card;
        card.photos = { *picture };
        builder.child(card.write().firstChild());
    }
    return builder.build();
}

} // namespace natter
