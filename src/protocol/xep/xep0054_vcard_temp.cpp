// XEP-0054: vcard-temp, version 1.3.0
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0054_vcard_temp.h"

#include "base/limits.h"
#include "base/text.h"

namespace natter {

static constexpr QStringView cardNs = VCard::name.ns;

static QString textIn(const Element &element, QStringView what, qsizetype chars)
{
    return cut(element.childText({ cardNs, what }).trimmed(), chars).trimmed();
}

/// Base64 may be broken into lines; nothing else may stand in it.
static std::optional<VCard::Photo> photoIn(const Element &element)
{
    QByteArray text = element.childText({ cardNs, u"BINVAL" }).toLatin1();
    text.removeIf([](char character) { return QByteArrayView(" \t\r\n").contains(character); });
    const auto decoded = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || decoded.decoded.isEmpty() || decoded.decoded.size() > limits::pictureBytes) {
        return std::nullopt;
    }
    return VCard::Photo { textIn(element, u"TYPE", limits::nameChars), decoded.decoded };
}

std::optional<VCard> VCard::read(const Element &element)
{
    if (!element.is(name)) {
        return std::nullopt;
    }
    VCard card;
    card.fullName = textIn(element, u"FN", limits::nameChars);
    card.nickname = textIn(element, u"NICKNAME", limits::nameChars);
    card.organisation = textIn(element.child({ cardNs, u"ORG" }), u"ORGNAME", limits::nameChars);
    card.title = textIn(element, u"TITLE", limits::nameChars);
    card.email = textIn(element.child({ cardNs, u"EMAIL" }), u"USERID", limits::nameChars);
    card.link = textIn(element, u"URL", limits::cardLinkChars);
    card.about = textIn(element, u"DESC", limits::statusChars);
    int photos = 0;
    for (const Element &child : element.children()) {
        if (!child.is({ cardNs, u"PHOTO" }) || ++photos > limits::cardPictures) {
            continue;
        }
        if (const auto photo = photoIn(child)) {
            card.photos.append(*photo);
        }
    }
    return card;
}

Element VCard::write() const
{
    ElementBuilder builder(name);
    const auto add = [&builder](QStringView what, const QString &text, QStringView inside = {}) {
        if (text.isEmpty()) {
            return;
        }
        if (inside.isEmpty()) {
            builder.textChild({ cardNs, what }, text);
        } else {
            builder.open({ cardNs, what }).textChild({ cardNs, inside }, text).close();
        }
    };
    add(u"FN", fullName);
    add(u"NICKNAME", nickname);
    add(u"ORG", organisation, u"ORGNAME");
    add(u"TITLE", title);
    add(u"EMAIL", email, u"USERID");
    add(u"URL", link);
    add(u"DESC", about);
    for (const Photo &photo : photos) {
        builder.open({ cardNs, u"PHOTO" });
        add(u"TYPE", photo.type);
        add(u"BINVAL", QString::fromLatin1(photo.bytes.toBase64()));
        builder.close();
    }
    return builder.build();
}

Iq vCardRequest(const Jid &whose)
{
    Iq iq;
    iq.to = whose;
    iq.add(VCard());
    return iq;
}

Iq vCardChange(const Jid &whose, const Element &vCard)
{
    Iq iq;
    iq.type = Iq::Type::Set;
    iq.to = whose;
    iq.addChild(vCard);
    return iq;
}

} // namespace natter
