// XEP-0157: Contact Addresses for XMPP Services, version 1.1.1
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace natter {

struct DiscoInfo;

/// Where those who run a service can be reached.
struct ContactAddress
{
    /// In the order in which they are offered.
    enum class Purpose { Support, Admin, Abuse, Security, Feedback, Sales, Status };

    Purpose purpose = Purpose::Support;
    QString uri; ///< xmpp, mailto, https or http, and nothing else

    friend bool operator==(const ContactAddress &, const ContactAddress &) = default;
};

/// Whether that is one of these, of a length that anybody may have meant: others could have a program started.
bool isContactUri(const QString &uri);

/// What a service told about that with what it is (2); at most limits::groups.
QList<ContactAddress> contactAddressesFrom(const DiscoInfo &disco);

} // namespace natter
