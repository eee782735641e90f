// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/xep/xep0004_data_forms.h"

namespace natter {

/// Fields of a form that belong together.
struct RoomFormGroup
{
    QString heading;
    DataForm form;
};

/// The owner's form of a room (XEP-0045, 10.2 and 15.5.3) in parts, each field in one of them: what every service asks
/// comes first, in our words and order, and then what only this one does, in its own.
QList<RoomFormGroup> groupsOf(const DataForm &form);

} // namespace natter
