// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/name_table.h"

namespace natter {

const QualifiedName *NameTable::intern(QStringView ns, QStringView local)
{
    const auto known = m_names.find(ElementName { ns, local });
    if (known != m_names.end()) {
        return &*known;
    }
    return &*m_names.insert(QualifiedName { ns.toString(), local.toString() }).first;
}

} // namespace natter
