// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/srv_order.h"

#include "base/limits.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace natter {

static qsizetype weightedPick(const QList<SrvRecord> &group, RandomId &random)
{
    quint32 total = 0;
    for (const SrvRecord &record : group) {
        total += record.weight;
    }
    quint32 mark = total > 0 ? random.below(total + 1) : 0;
    for (qsizetype i = 0; i < group.size(); ++i) {
        if (mark <= group[i].weight) {
            return i;
        }
        mark -= group[i].weight;
    }
    return group.size() - 1;
}

EndpointGroups srvOrder(QList<SrvRecord> records, RandomId &random)
{
    records.removeIf([](const SrvRecord &record) {
        return record.endpoint.host.isEmpty() || record.endpoint.host == u"." || record.endpoint.port == 0;
    });
    // Weight 0 first within a priority, so that it keeps the small chance RFC 2782 gives it
    std::stable_sort(records.begin(), records.end(), [](const SrvRecord &a, const SrvRecord &b) {
        return std::pair(a.priority, a.weight) < std::pair(b.priority, b.weight);
    });
    EndpointGroups order;
    std::optional<quint16> priority;
    for (int count = 0; !records.isEmpty() && count < limits::srvRecords; ++count) {
        QList<SrvRecord> group;
        for (const SrvRecord &record : std::as_const(records)) {
            if (record.priority == records.first().priority) {
                group.append(record);
            }
        }
        const qsizetype pick = weightedPick(group, random);
        if (std::exchange(priority, group[pick].priority) != group[pick].priority) {
            order.append(QList<Endpoint>());
        }
        order.last().append(group[pick].endpoint);
        records.removeAt(pick);
    }
    return order;
}

} // namespace natter
