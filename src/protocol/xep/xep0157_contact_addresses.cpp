// XEP-0157: Contact Addresses for XMPP Services, version 1.1.1
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0157_contact_addresses.h"

#include "base/limits.h"
#include "protocol/xep/xep0030_service_discovery.h"

#include <QUrl>

#include <algorithm>
#include <array>

namespace natter {

using Purpose = ContactAddress::Purpose;

static constexpr std::array<std::pair<Purpose, QStringView>, 7> fields { {
    { Purpose::Support, u"support-addresses" },
    { Purpose::Admin, u"admin-addresses" },
    { Purpose::Abuse, u"abuse-addresses" },
    { Purpose::Security, u"security-addresses" },
    { Purpose::Feedback, u"feedback-addresses" },
    { Purpose::Sales, u"sales-addresses" },
    { Purpose::Status, u"status-addresses" },
} };

bool isContactUri(const QString &uri)
{
    const QUrl url(uri, QUrl::StrictMode);
    const QStringView scheme = url.scheme();
    const bool isKnown = scheme == u"xmpp" || scheme == u"mailto" || scheme == u"https" || scheme == u"http";
    return url.isValid() && isKnown && uri.size() <= limits::cardLinkChars;
}

QList<ContactAddress> contactAddressesFrom(const DiscoInfo &disco)
{
    QList<ContactAddress> addresses;
    const auto form = std::find_if(disco.forms.cbegin(), disco.forms.cend(), [](const DataForm &each) {
        return each.formType() == u"http://jabber.org/network/serverinfo";
    });
    for (const auto &[purpose, var] : fields) {
        const DataForm::Field *field = form == disco.forms.cend() ? nullptr : form->field(var);
        for (const QString &value : field ? field->values : QStringList()) {
            const ContactAddress address { purpose, value.trimmed() };
            if (isContactUri(address.uri) && !addresses.contains(address) && addresses.size() < limits::groups) {
                addresses.append(address);
            }
        }
    }
    return addresses;
}

} // namespace natter
