// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/sasl_offer.h"

#include "stanza/namespaces.h"
#include "wire/stream_management.h"

#include <algorithm>
#include <array>

namespace natter {

static constexpr QStringView channelBindingNs = u"urn:xmpp:sasl-cb:0";
static constexpr QStringView upgradeNs = u"urn:xmpp:sasl:upgrade:0";

static QStringList textsOf(const Element &parent, ElementName name)
{
    QStringList texts;
    for (const Element &child : parent.children()) {
        if (child.is(name)) {
            texts.append(child.text().trimmed());
        }
    }
    return texts;
}

static void readInline(SaslOffer &offer, const Element &possible)
{
    offer.resumes = !possible.child({ StreamManagement::ns, u"sm" }).isNull();
    offer.tokenMechanisms = textsOf(possible.child({ ns::fast, u"fast" }), { ns::fast, u"mechanism" });
    const Element bind = possible.child({ ns::bind2, u"bind" });
    offer.binds = !bind.isNull();
    for (const Element &feature : bind.child({ ns::bind2, u"inline" }).children()) {
        if (feature.is({ ns::bind2, u"feature" })) {
            offer.bindFeatures.append(feature.attribute(u"var"));
        }
    }
}

static bool hasKnown(const QStringList &mechanisms)
{
    static constexpr std::array known { u"SCRAM-SHA-512",      u"SCRAM-SHA-256",
                                        u"SCRAM-SHA-1",        u"PLAIN",
                                        u"EXTERNAL",           u"SCRAM-SHA-512-PLUS",
                                        u"SCRAM-SHA-256-PLUS", u"SCRAM-SHA-1-PLUS" };
    return std::any_of(mechanisms.cbegin(), mechanisms.cend(), [](const QString &mechanism) {
        return std::find(known.begin(), known.end(), mechanism) != known.end();
    });
}

SaslOffer SaslOffer::read(const Element &features)
{
    SaslOffer offer;
    const Element authentication = features.child({ ns::sasl2, u"authentication" });
    const QStringList older = textsOf(features.child({ ns::sasl, u"mechanisms" }), { ns::sasl, u"mechanism" });
    if (authentication && (hasKnown(textsOf(authentication, { ns::sasl2, u"mechanism" })) || !hasKnown(older))) {
        offer.profile = Profile::Sasl2;
        offer.mechanisms = textsOf(authentication, { ns::sasl2, u"mechanism" });
        offer.upgrades = textsOf(authentication, { upgradeNs, u"upgrade" });
        readInline(offer, authentication.child({ ns::sasl2, u"inline" }));
    } else {
        offer.mechanisms = older;
    }
    if (const Element announced = features.child({ channelBindingNs, u"sasl-channel-binding" })) {
        offer.bindingTypes.emplace();
        for (const Element &child : announced.children()) {
            if (child.is({ channelBindingNs, u"channel-binding" })) {
                offer.bindingTypes->append(child.attribute(u"type").toUtf8());
            }
        }
    }
    return offer;
}

bool SaslOffer::offersBinding() const
{
    return std::any_of(mechanisms.cbegin(), mechanisms.cend(),
                       [](const QString &mechanism) { return mechanism.endsWith(u"-PLUS"); });
}

} // namespace natter
