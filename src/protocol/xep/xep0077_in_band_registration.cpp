// XEP-0077: In-Band Registration, version 2.4
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0077_in_band_registration.h"

#include "base/limits.h"
#include "base/text.h"
#include "stanza/element_builder.h"

#include <array>

namespace natter {

static constexpr std::array legacyFields { u"username", u"password", u"email", u"nick", u"name",  u"first", u"last",
                                           u"address",  u"city",     u"state", u"zip",  u"phone", u"url",   u"date" };

std::optional<RegistrationForm> RegistrationForm::read(const Element &element)
{
    if (!element.is(name)) {
        return std::nullopt;
    }
    RegistrationForm result;
    if (const Element oob = element.child({ u"jabber:x:oob", u"x" })) {
        result.webPage = cut(oob.childText({ u"jabber:x:oob", u"url" }), limits::statusChars);
    }
    if (const auto form = DataForm::read(element.child(DataForm::name))) {
        result.form = *form;
        return result;
    }
    result.isLegacy = true;
    result.form.type = QStringLiteral("form");
    result.form.instructions = cut(element.childText({ name.ns, u"instructions" }), limits::statusChars);
    for (const QStringView field : legacyFields) {
        if (element.child({ name.ns, field })) {
            const bool secret = field == u"password";
            result.form.fields.append({ field.toString(),
                                        secret ? QStringLiteral("text-private") : QStringLiteral("text-single"),
                                        {},
                                        {},
                                        field == u"username" || secret,
                                        {},
                                        {} });
        }
    }
    return result;
}

Element RegistrationForm::write() const
{
    ElementBuilder builder(name);
    if (!isLegacy) {
        return builder.child(form.write()).build();
    }
    for (const DataForm::Field &field : form.fields) {
        builder.textChild({ name.ns, field.var }, field.value());
    }
    return builder.build();
}

} // namespace natter
