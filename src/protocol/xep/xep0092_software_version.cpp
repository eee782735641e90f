// XEP-0092: Software Version, version 1.1
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0092_software_version.h"

#include "base/limits.h"
#include "base/text.h"

namespace natter {

std::optional<SoftwareVersion> SoftwareVersion::read(const Element &element)
{
    if (!element.is(name)) {
        return std::nullopt;
    }
    const auto text = [&element](QStringView child) {
        return cut(element.childText({ name.ns, child }), limits::nameChars);
    };
    return SoftwareVersion { text(u"name"), text(u"version"), text(u"os") };
}

Element SoftwareVersion::write() const
{
    ElementBuilder builder(name);
    for (const auto &[child, text] :
         { std::pair(u"name", program), std::pair(u"version", version), std::pair(u"os", system) }) {
        if (!text.isEmpty()) {
            builder.textChild({ name.ns, child }, text);
        }
    }
    return builder.build();
}

SoftwareVersions::SoftwareVersions(StanzaChannel &channel) : m_channel(channel) { }

QFuture<Result<Iq>> SoftwareVersions::ask(const Jid &device)
{
    Iq iq;
    iq.to = device;
    iq.addChild(ElementBuilder(SoftwareVersion::name).build());
    return m_channel.request(iq);
}

std::optional<Iq> SoftwareVersions::answer(const Iq &iq)
{
    if (iq.type != Iq::Type::Get || !iq.payloadElement().is(SoftwareVersion::name)) {
        return std::nullopt;
    }
    Iq result = iq.resultFor();
    result.add(SoftwareVersion { QStringLiteral("Natter"), QStringLiteral(NATTER_VERSION), {} });
    return result;
}

} // namespace natter
