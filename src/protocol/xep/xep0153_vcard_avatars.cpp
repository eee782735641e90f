// XEP-0153: vCard-Based Avatars, version 1.1.1
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0153_vcard_avatars.h"

#include "stanza/element_builder.h"

#include <QCryptographicHash>

namespace natter {

std::optional<PictureUpdate> PictureUpdate::read(const Element &element)
{
    const Element photo = element.is(name) ? element.child({ name.ns, u"photo" }) : Element();
    const QString text = photo.text().trimmed();
    const QByteArray hash = pictureHashFrom(text);
    return photo.isNull() || hash.isEmpty() != text.isEmpty() ? std::nullopt : std::optional(PictureUpdate { hash });
}

Element PictureUpdate::write() const
{
    return ElementBuilder(name).textChild({ name.ns, u"photo" }, QString::fromLatin1(hash)).build();
}

QByteArray pictureHashOf(const QByteArray &picture)
{
    return QCryptographicHash::hash(picture, QCryptographicHash::Sha1).toHex();
}

QByteArray pictureHashFrom(const QString &text)
{
    const QByteArray digits = text.trimmed().toLatin1().toLower();
    const QByteArray bytes = QByteArray::fromHex(digits);
    return bytes.size() == QCryptographicHash::hashLength(QCryptographicHash::Sha1) && bytes.toHex() == digits
        ? digits
        : QByteArray();
}

} // namespace natter
