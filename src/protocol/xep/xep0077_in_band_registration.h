// XEP-0077: In-Band Registration, version 2.4
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/xep/xep0004_data_forms.h"

namespace natter {

/// What a server wants to know to create an account. Servers with a data form and servers with the old fixed fields
/// look the same to the person: both become a DataForm.
struct RegistrationForm
{
    static constexpr ElementName name { u"jabber:iq:register", u"query" };

    DataForm form; ///< of type "form" when asked, "submit" when answered
    bool isLegacy = false; ///< the old fields: the answer has to use them too
    QString webPage; ///< if not empty, the account is created there instead (XEP-0077, 5)

    static std::optional<RegistrationForm> read(const Element &element);
    Element write() const;

    friend bool operator==(const RegistrationForm &, const RegistrationForm &) = default;
};

} // namespace natter
