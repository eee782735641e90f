// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/store.h"

namespace natter {

Store::Store(const QString &path)
    : m_database(path)
    , m_messages(m_database)
    , m_roster(m_database)
    , m_certificates(m_database)
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
