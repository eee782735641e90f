// XEP-0500: MUC Slow Mode, version 0.1.1
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0500_slow_mode.h"

#include "base/limits.h"

namespace natter {

std::chrono::seconds slowModeIn(const DataForm &roomInfo)
{
    const DataForm::Field *field = roomInfo.field(u"muc#roominfo_slow_mode_duration");
    bool isNumber = false;
    const std::chrono::seconds duration(field ? field->value().trimmed().toInt(&isNumber) : 0);
    const bool isSensible = isNumber && duration.count() > 0 && duration <= limits::slowMode;
    return isSensible ? duration : std::chrono::seconds(0);
}

bool isTooSoon(const StanzaError &error)
{
    return error.type == StanzaError::Type::Wait
        && (error.condition == u"policy-violation" || error.condition == u"resource-constraint");
}

} // namespace natter
