// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace natter {

/// What this process holds of the system.
struct ProcessUse
{
    qint64 memory = 0; ///< kB: PSS, which counts pages shared with others in parts
    qint64 own = 0; ///< kB of it that belong to no file, and so to nobody else
    qint64 allocated = 0; ///< kB that were allocated and not freed, without what the allocator keeps
    int descriptors = 0;
    int threads = 0; ///< without those of the pool that wait for work

    static ProcessUse now();
};

} // namespace natter
