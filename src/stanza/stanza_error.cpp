// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/stanza_error.h"

#include "base/limits.h"
#include "base/text.h"
#include "stanza/element_builder.h"
#include "stanza/namespaces.h"

#include <array>

namespace natter {

static constexpr std::array typeNames { u"auth", u"cancel", u"continue", u"modify", u"wait" };

static constexpr std::array conditions {
    u"bad-request",
    u"conflict",
    u"feature-not-implemented",
    u"forbidden",
    u"gone",
    u"internal-server-error",
    u"item-not-found",
    u"jid-malformed",
    u"not-acceptable",
    u"not-allowed",
    u"not-authorized",
    u"policy-violation",
    u"recipient-unavailable",
    u"redirect",
    u"registration-required",
    u"remote-server-not-found",
    u"remote-server-timeout",
    u"resource-constraint",
    u"service-unavailable",
    u"subscription-required",
    u"undefined-condition",
    u"unexpected-request",
};

std::optional<StanzaError> StanzaError::read(const Element &error)
{
    if (!error.is(name)) {
        return std::nullopt;
    }
    StanzaError result;
    result.condition = QStringLiteral("undefined-condition");
    for (size_t i = 0; i < typeNames.size(); ++i) {
        if (error.attribute(u"type") == QStringView(typeNames[i])) {
            result.type = static_cast<Type>(i);
        }
    }
    for (const QStringView condition : conditions) {
        if (error.child({ ns::stanzaErrors, condition })) {
            result.condition = condition.toString();
        }
    }
    result.text = cut(error.childText({ ns::stanzaErrors, u"text" }), limits::statusChars);
    return result;
}

Element StanzaError::write() const
{
    ElementBuilder builder(name);
    builder.attribute(u"type", QString::fromUtf16(typeNames[static_cast<size_t>(type)]));
    builder.open({ ns::stanzaErrors, condition }).close();
    if (!text.isEmpty()) {
        builder.textChild({ ns::stanzaErrors, u"text" }, text);
    }
    return builder.build();
}

Error StanzaError::toError() const
{
    return { Error::Kind::Remote, QStringLiteral("stanza error %1").arg(condition), condition, text };
}

} // namespace natter
