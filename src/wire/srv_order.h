// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/random_id.h"
#include "wire/connect_settings.h"

#include <QList>

namespace natter {

/// One SRV record (RFC 2782) and what its service name said about TLS (XEP-0368).
struct SrvRecord
{
    Endpoint endpoint;
    quint16 priority = 0;
    quint16 weight = 0;
};

/// Those of one priority, for each.
using EndpointGroups = QList<QList<Endpoint>>;

/// The records of both services mixed as one set, in the order to try them: by priority, and at random within one in
/// proportion to the weights (RFC 2782). Records whose target is the root are left out; at most limits::srvRecords.
EndpointGroups srvOrder(QList<SrvRecord> records, RandomId &random);

} // namespace natter
