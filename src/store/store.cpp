// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/store.h"

// Resources of a static library have to be asked for, and that outside of any namespace.
static bool initialiseResources()
{
    Q_INIT_RESOURCE(store);
    return true;
}

namespace natter {

[[maybe_unused]] static const bool resourcesReady = initialiseResources();

Store::Store(const QString &path)
    : m_database(path)
    , m_messages(m_database)
    , m_roster(m_database)
{
}

Result<QString> Store::open()
{
    if (const auto opened = m_database.open(); !opened) {
        return tl::unexpected(opened.error());
    }
    return m_database.quarantined();
}

} // namespace natter
